/* One conversation with the practice partner, from greeting to farewell: reads lines, sends replies, turns on TLS.
 * What the verbs do stands in practice-verbs. */
#include "practice-session-private.h"

#include "tls-error.h"

#include <errno.h>
#include <string.h>

#define LINE_MAX_BYTES 4096

/**
 * waybill_practice_session_send:
 * @self: a conversation, on its thread
 * @lines: whole reply lines, each with its CRLF
 *
 * Sends a reply that has several lines. When the client is gone, the conversation is over.
 */
void
waybill_practice_session_send (WaybillPracticeSession *self, const char *lines)
{
  g_autoptr (GError) error = NULL;

  g_debug ("> %s", lines);
  if (waybill_net_stream_write (self->control, lines, strlen (lines), self->cancellable, &error))
    return;
  g_debug ("reply not sent: %s", error->message);
  self->over = TRUE;
}

/**
 * waybill_practice_session_reply:
 * @self: a conversation, on its thread
 * @code: reply code, RFC 959 §4.2
 * @format: what follows it, without line end
 *
 * Sends a reply of one line. When the client is gone, the conversation is over.
 */
void
waybill_practice_session_reply (WaybillPracticeSession *self, int code, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strdup_printf ("%d %s\r\n", code, text);
  waybill_practice_session_send (self, line);
}

/**
 * waybill_practice_session_reply_errno:
 * @self: a conversation, on its thread
 * @code: reply code
 * @path: what the call was about
 *
 * Says what errno says.
 */
void
waybill_practice_session_reply_errno (WaybillPracticeSession *self, int code, const char *path)
{
  waybill_practice_session_reply (self, code, "%s: %s", path, g_strerror (errno));
}

/**
 * waybill_practice_session_resolve:
 * @self: a conversation, on its thread
 * @name: (nullable): what the client named
 * @code: how to refuse: 550, or 553 where a name is to be made
 *
 * Where @name leads from the current folder. A refusal has been sent when there is no result.
 *
 * Returns: (transfer full) (nullable): a resolved path
 */
char *
waybill_practice_session_resolve (WaybillPracticeSession *self, const char *name, int code)
{
  char *path = waybill_practice_root_resolve (self->folder, name);

  if (path == NULL)
    waybill_practice_session_reply (self, code, "That name leads out of the practice folder, or is not UTF-8");
  return path;
}

/**
 * waybill_practice_session_start_tls:
 * @self: a conversation, on its thread
 *
 * Handshake on the control connection; demands a certificate. The conversation is over when it fails.
 *
 * Returns: whether TLS is on
 */
gboolean
waybill_practice_session_start_tls (WaybillPracticeSession *self)
{
  g_autoptr (GError) error = NULL;

  /* What came in clear behind AUTH was not the client's TLS: someone put it there (RFC 4217 §15.1, CVE-2011-0411's kind). */
  if (waybill_base_bytes_length (self->input) > 0)
    {
      g_debug ("text behind AUTH: closed");
      self->over = TRUE;
      return FALSE;
    }
  self->control->terms.silence = WAYBILL_PRACTICE_PATIENCE;
  self->control = waybill_tls_server_accept (self->host->tls, self->control, self->cancellable, &error);
  if (self->control == NULL)
    {
      g_debug ("no TLS: %s", error->message);
      self->over = TRUE;
      return FALSE;
    }
  self->control->terms.silence = WAYBILL_PRACTICE_IDLE;
  self->secure = TRUE;
  self->client = g_strdup (waybill_tls_server_get_client (self->control));
  g_debug ("%s, client %s", waybill_tls_server_get_version (self->control), self->client);
  return TRUE;
}

/* Telnet's IAC IP IAC DM may precede ABOR (RFC 959 §4.1.3). */
static char *
skip_telnet (char *line)
{
  while ((guchar) line[0] >= 0xf0)
    line++;
  return line;
}

/* Is the next command ABOR? */
static gboolean
abort_waits (WaybillPracticeSession *self)
{
  gsize length;
  const char *bytes = waybill_base_bytes_peek (self->input, &length);

  while (length > 0 && (guchar) bytes[0] >= 0xf0)
    {
      bytes++;
      length--;
    }
  return length >= 5 && g_ascii_strncasecmp (bytes, "ABOR", 4) == 0 && (bytes[4] == '\r' || bytes[4] == '\n');
}

/**
 * waybill_practice_session_watch:
 * @self: a conversation, on its thread
 *
 * Looks, without waiting, what came on the control connection while data moves. What is not ABOR stays for later.
 *
 * Returns: FALSE when the transfer is to end: aborted, or the client is gone
 */
gboolean
waybill_practice_session_watch (WaybillPracticeSession *self)
{
  g_autoptr (GError) error = NULL;
  gsize room_length = LINE_MAX_BYTES;
  gsize done = 0;
  char *room = waybill_base_bytes_room (self->input, &room_length);

  if (room != NULL)
    switch (waybill_net_stream_try_read (self->control, room, room_length, &done, &error))
      {
      case WAYBILL_NET_IO_DONE:
        waybill_base_bytes_added (self->input, done);
        break;
      case WAYBILL_NET_IO_WANT_READ:
      case WAYBILL_NET_IO_WANT_WRITE:
        break;
      case WAYBILL_NET_IO_END:
      case WAYBILL_NET_IO_CUT:
      case WAYBILL_NET_IO_FAILED:
        self->over = TRUE;
        return FALSE;
      }
  self->aborted = abort_waits (self);
  return !self->aborted;
}

/* One read into the input; FALSE when the conversation is over. */
static gboolean
read_more (WaybillPracticeSession *self)
{
  g_autoptr (GError) error = NULL;
  gsize room_length = LINE_MAX_BYTES;
  gsize done = 0;
  char *room = waybill_base_bytes_room (self->input, &room_length);

  if (room == NULL)
    {
      waybill_practice_session_reply (self, 500, "Line too long");
      self->over = TRUE;
    }
  else if (waybill_net_stream_read (self->control, room, room_length, &done, self->cancellable, &error)
           == WAYBILL_NET_IO_DONE)
    waybill_base_bytes_added (self->input, done);
  else
    {
      if (g_error_matches (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT))
        waybill_practice_session_reply (self, 421, "Nothing was said for five minutes");
      self->over = TRUE;
    }
  return !self->over;
}

/* (nullable): the next command line. */
static char *
read_line (WaybillPracticeSession *self)
{
  gsize length = 0;
  char *line;

  while ((line = waybill_base_bytes_dup_line (self->input, &length)) == NULL)
    if (!read_more (self))
      return NULL;
  if (strlen (line) == length)
    return line;
  /* A NUL would cut the name short behind our back. */
  waybill_practice_session_reply (self, 501, "A command may not hold NUL");
  line[0] = '\0';
  return line;
}

static void
converse (WaybillPracticeSession *self)
{
  char *line;

  if (self->host->implicit && !waybill_practice_session_start_tls (self))
    return;
  self->private_data = self->host->implicit;
  waybill_practice_session_reply (self, 220, "Waybill practice partner ready");
  while (!self->over && (line = read_line (self)) != NULL)
    {
      if (line[0] != '\0')
        waybill_practice_verbs_run (self, skip_telnet (line));
      explicit_bzero (line, strlen (line)); /* it may have been PASS */
      g_free (line);
    }
}

static void
clear (WaybillPracticeSession *self)
{
  g_clear_pointer (&self->control, waybill_net_stream_free);
  g_clear_pointer (&self->passive, waybill_net_listener_free);
  g_clear_pointer (&self->input, waybill_base_bytes_free);
  g_clear_pointer (&self->client, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->rename_from, g_free);
}

/**
 * waybill_practice_session_run:
 * @host: what the conversations share
 * @stream: (transfer full): the accepted connection
 * @cancellable: ends every wait
 *
 * Holds the whole conversation. Worker thread; returns when it is over.
 */
void
waybill_practice_session_run (const WaybillPracticeHost *host, WaybillNetStream *stream, GCancellable *cancellable)
{
  WaybillPracticeSession self = { .host = host, .control = stream, .cancellable = cancellable };

  self.control->terms.silence = WAYBILL_PRACTICE_IDLE;
  self.input = waybill_base_bytes_new (LINE_MAX_BYTES);
  self.folder = g_strdup ("/");
  converse (&self);
  if (self.control != NULL)
    {
      self.control->terms.silence = 2 * G_USEC_PER_SEC;
      waybill_net_stream_finish (self.control, cancellable, NULL);
    }
  clear (&self);
}
