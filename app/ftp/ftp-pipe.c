/* The control channel: commands out, replies in, and the queue of replies that are owed. It gives pipelining, and
 * cancellation that keeps the connection: what nobody waits for any more is drained before the next command. It knows no
 * verb's meaning. */
#include "ftp-pipe-private.h"

#include "base-clock.h"
#include "ftp-talk.h"
#include "net-wait.h"
#include "remote-error.h"

#include <string.h>

#define DEFAULT_WINDOW 8
#define DRAIN_TIME (2 * G_USEC_PER_SEC)
#define MOST_UNASKED 8
#define MOST_EARLY 8
/* One reply may last so many: a server that drips never is silent. */
#define MOST_SILENCES 4
#define READ_SIZE 16384

/**
 * waybill_ftp_pipe_new:
 * @stream: (transfer full): a connected stream
 * @talk: (nullable): where what is said is written; lent for the life of the pipe
 *
 * Makes a control channel of a stream. The greeting is owed: see [func@ftp_pipe_expect].
 *
 * Returns: (transfer full): a pipe
 */
WaybillFtpPipe *
waybill_ftp_pipe_new (WaybillNetStream *stream, WaybillRemoteTalk *talk)
{
  WaybillFtpPipe *self = g_new0 (WaybillFtpPipe, 1);

  self->stream = stream;
  self->talk = talk;
  self->received = waybill_base_bytes_new (WAYBILL_FTP_REPLY_BOUND + READ_SIZE);
  self->parser = waybill_ftp_reply_parser_new ();
  self->window = DEFAULT_WINDOW;
  return self;
}

/**
 * waybill_ftp_pipe_free:
 * @self: (transfer full) (nullable): a pipe
 *
 * Closes the stream without any farewell.
 */
void
waybill_ftp_pipe_free (WaybillFtpPipe *self)
{
  if (self == NULL)
    return;

  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_ENDED, NULL);
  waybill_net_stream_free (self->stream);
  waybill_base_bytes_free (self->received);
  waybill_ftp_reply_parser_free (self->parser);
  waybill_base_charset_free (self->charset);
  g_free (self);
}

/**
 * waybill_ftp_pipe_set_charset:
 * @self: a pipe
 * @charset: (nullable): what names are in; %NULL: UTF-8
 *
 * Arguments are written in it from now on, and replies read. What it cannot write is refused before a byte is sent.
 */
void
waybill_ftp_pipe_set_charset (WaybillFtpPipe *self, const char *charset)
{
  waybill_base_charset_free (self->charset);
  self->charset = waybill_base_charset_new (charset);
}

/**
 * waybill_ftp_pipe_get_stream:
 * @self: a pipe
 *
 * Returns: (transfer none): its stream
 */
WaybillNetStream *
waybill_ftp_pipe_get_stream (WaybillFtpPipe *self)
{
  return self->stream;
}

/**
 * waybill_ftp_pipe_steal_stream:
 * @self: a pipe
 *
 * Takes the stream out, to put TLS over it.
 *
 * Returns: (transfer full): the stream
 */
WaybillNetStream *
waybill_ftp_pipe_steal_stream (WaybillFtpPipe *self)
{
  return g_steal_pointer (&self->stream);
}

/**
 * waybill_ftp_pipe_set_stream:
 * @self: a pipe without a stream
 * @stream: (transfer full): the stream to go on with
 */
void
waybill_ftp_pipe_set_stream (WaybillFtpPipe *self, WaybillNetStream *stream)
{
  g_return_if_fail (self->stream == NULL);

  self->stream = stream;
}

/**
 * waybill_ftp_pipe_is_alive:
 * @self: (nullable): a pipe
 *
 * Returns: can more be sent, as far as is known?
 */
gboolean
waybill_ftp_pipe_is_alive (WaybillFtpPipe *self)
{
  return self != NULL && self->stream != NULL && !self->dead;
}

/**
 * waybill_ftp_pipe_give_up:
 * @self: a pipe
 *
 * The connection is not to be used any more: the server has stalled, or stands where it should not. The next try begins
 * anew.
 */
void
waybill_ftp_pipe_give_up (WaybillFtpPipe *self)
{
  self->dead = TRUE;
}

/**
 * waybill_ftp_pipe_is_empty:
 * @self: a pipe
 *
 * Returns: did nothing come beyond the replies that were taken? After the 234 it must be so: more is forged (CVE-2011-0411)
 */
gboolean
waybill_ftp_pipe_is_empty (WaybillFtpPipe *self)
{
  return waybill_base_bytes_length (self->received) == 0;
}

/**
 * waybill_ftp_pipe_set_window:
 * @self: a pipe
 * @window: how many commands may be on their way, at least 1
 */
void
waybill_ftp_pipe_set_window (WaybillFtpPipe *self, guint window)
{
  self->window = MAX (window, 1);
}

/**
 * waybill_ftp_pipe_expect:
 * @self: a pipe
 *
 * One more reply is owed, though no command asked for it: the greeting.
 */
void
waybill_ftp_pipe_expect (WaybillFtpPipe *self)
{
  self->owed++;
}

static gboolean
set_broken (WaybillFtpPipe *self, GError **error)
{
  self->dead = TRUE;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_PROTOCOL, NULL,
                                                      "The server sent something that is no FTP reply, or one without end"));
  return FALSE;
}

/* waybill_ftp_pipe_set_lost:
 *
 * The connection is over; FALSE with an error. */
gboolean
waybill_ftp_pipe_set_lost (WaybillFtpPipe *self, GError **error)
{
  self->dead = TRUE;
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, "The server closed the control connection");
  return FALSE;
}

/* 226 or 426 that comes late and once more: no command but a transfer is answered so, and none is asked for before another
 * was. */
static gboolean
is_echo (WaybillFtpPipe *self, const WaybillFtpReply *reply)
{
  gboolean was_broken_off = self->echoes;

  self->echoes = FALSE;
  return was_broken_off && (reply->code == 225 || reply->code == 226 || reply->code == 426);
}

static WaybillFtpParse
parse_reply (WaybillFtpPipe *self, WaybillFtpReply **reply)
{
  WaybillFtpParse parse;

  while ((parse = waybill_ftp_reply_parser_take (self->parser, self->received, reply)) == WAYBILL_FTP_PARSE_REPLY
         && is_echo (self, *reply))
    {
      waybill_ftp_talk_reply (self->talk, *reply);
      g_clear_pointer (reply, waybill_ftp_reply_free);
    }
  return parse;
}

/* Takes a reply that has come already. FALSE with an error when what came is broken. */
static gboolean
take_reply (WaybillFtpPipe *self, WaybillFtpReply **reply, GError **error)
{
  WaybillFtpParse parse = parse_reply (self, reply);

  if (parse == WAYBILL_FTP_PARSE_BROKEN)
    return set_broken (self, error);
  if (parse == WAYBILL_FTP_PARSE_MORE)
    return TRUE;

  waybill_ftp_reply_decode (*reply, self->charset);
  waybill_ftp_talk_reply (self->talk, *reply);
  if (waybill_ftp_reply_is_early (*reply))
    {
      if (++self->early <= MOST_EARLY)
        return TRUE;
      g_clear_pointer (reply, waybill_ftp_reply_free);
      return set_broken (self, error);
    }
  self->early = 0;
  if (self->owed > 0)
    self->owed--;
  if ((*reply)->code == 421)
    self->dead = TRUE;
  return TRUE;
}

/* Reads what is there now. WANT_…, DONE or FAILED. */
static WaybillNetIo
receive (WaybillFtpPipe *self, GError **error)
{
  gsize room = READ_SIZE;
  char *buffer = waybill_base_bytes_room (self->received, &room);
  gsize done = 0;
  WaybillNetIo io;

  if (buffer == NULL)
    {
      set_broken (self, error);
      return WAYBILL_NET_IO_FAILED;
    }
  io = waybill_net_stream_try_read (self->stream, buffer, room, &done, error);
  if (io == WAYBILL_NET_IO_DONE)
    waybill_base_bytes_added (self->received, done);
  else if (io == WAYBILL_NET_IO_END || io == WAYBILL_NET_IO_CUT)
    {
      waybill_ftp_pipe_set_lost (self, error);
      return WAYBILL_NET_IO_FAILED;
    }
  else if (io == WAYBILL_NET_IO_FAILED)
    self->dead = TRUE;
  return io;
}

/**
 * waybill_ftp_pipe_try_read:
 * @self: a pipe
 * @reply: (out) (transfer full) (nullable): a reply, or %NULL when none is there yet
 * @error: return location
 *
 * Takes a reply if one is there now; does not wait.
 *
 * Returns: %FALSE with an error when the connection is lost or broken
 */
gboolean
waybill_ftp_pipe_try_read (WaybillFtpPipe *self, WaybillFtpReply **reply, GError **error)
{
  WaybillNetIo io = WAYBILL_NET_IO_DONE;

  *reply = NULL;
  while (io == WAYBILL_NET_IO_DONE)
    {
      if (!take_reply (self, reply, error))
        return FALSE;
      if (*reply != NULL)
        return TRUE;
      io = receive (self, error);
    }
  return io != WAYBILL_NET_IO_FAILED;
}

static gboolean
read_until (WaybillFtpPipe *self, gint64 deadline, WaybillFtpReply **reply, GCancellable *cancellable, GError **error)
{
  gint64 silence = self->stream->terms.silence;
  gint64 latest = deadline != 0 ? deadline : waybill_base_clock_ticks () + MOST_SILENCES * silence;

  /* Looked at before each take: a flood never comes to the wait. */
  while (!g_cancellable_set_error_if_cancelled (cancellable, error) && waybill_ftp_pipe_try_read (self, reply, error))
    {
      GPollFD fd = { self->stream->fd, G_IO_IN, 0 };

      if (*reply != NULL)
        return TRUE;
      if (!waybill_net_wait (&self->stream->terms, &fd, 1,
                             deadline != 0 ? deadline : MIN (waybill_base_clock_ticks () + silence, latest), cancellable,
                             error))
        return FALSE;
    }
  return FALSE;
}

/**
 * waybill_ftp_pipe_read:
 * @self: a pipe
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits for the next reply, be it early (1xx) or final.
 *
 * Returns: (transfer full) (nullable): a reply; else an error of net or tls, or `WAYBILL_REMOTE_ERROR_PROTOCOL`
 */
WaybillFtpReply *
waybill_ftp_pipe_read (WaybillFtpPipe *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  WaybillFtpReply *reply = NULL;

  if (read_until (self, 0, &reply, cancellable, &failure))
    return reply;
  if (g_error_matches (failure, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT))
    {
      waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_SILENT, NULL);
      waybill_ftp_pipe_give_up (self);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * waybill_ftp_pipe_read_within:
 * @self: a pipe
 * @microseconds: how long to wait at most
 * @reply: (out) (transfer full) (nullable): a reply, or %NULL when none came in that time
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits a while for a reply; that none comes is no error.
 *
 * Returns: %FALSE with an error
 */
gboolean
waybill_ftp_pipe_read_within (
    WaybillFtpPipe *self, gint64 microseconds, WaybillFtpReply **reply, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (read_until (self, waybill_base_clock_ticks () + microseconds, reply, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A reply that nothing asked for. Once is odd, often is hostile. */
static gboolean
note_unasked (WaybillFtpPipe *self, GError **error)
{
  self->window = 1;
  return ++self->unasked <= MOST_UNASKED || set_broken (self, error);
}

/**
 * waybill_ftp_pipe_settle:
 * @self: a pipe
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * To be called before a verb: takes the replies that a cancelled or failed verb left owed, within two seconds, and looks
 * whether the server said something meanwhile (421, or a reply too many).
 *
 * Returns: %FALSE with an error when the connection cannot be used any more
 */
gboolean
waybill_ftp_pipe_settle (WaybillFtpPipe *self, GCancellable *cancellable, GError **error)
{
  gint64 deadline = waybill_base_clock_ticks () + DRAIN_TIME;

  if (!waybill_ftp_pipe_is_alive (self))
    return waybill_ftp_pipe_set_lost (self, error);

  for (;;)
    {
      g_autoptr (WaybillFtpReply) reply = NULL;
      gboolean was_owed = self->owed > 0;
      gboolean read = was_owed ? read_until (self, deadline, &reply, cancellable, error)
                               : waybill_ftp_pipe_try_read (self, &reply, error);

      if (!read)
        {
          self->dead = self->dead || !g_cancellable_is_cancelled (cancellable);
          return FALSE;
        }
      if (reply == NULL)
        return TRUE;
      if (self->dead)
        return waybill_ftp_pipe_set_lost (self, error);
      if (!was_owed && !note_unasked (self, error))
        return FALSE;
    }
}

/**
 * waybill_ftp_pipe_read_final:
 * @self: a pipe
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits for the next reply that is not early (1xx).
 *
 * Returns: (transfer full) (nullable): a reply; else an error of [func@ftp_pipe_read]
 */
WaybillFtpReply *
waybill_ftp_pipe_read_final (WaybillFtpPipe *self, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      WaybillFtpReply *reply = waybill_ftp_pipe_read (self, cancellable, error);

      if (reply == NULL || !waybill_ftp_reply_is_early (reply))
        return reply;
      waybill_ftp_reply_free (reply);
    }
}

/**
 * waybill_ftp_pipe_get_owed:
 * @self: a pipe
 *
 * Returns: how many final replies are still to come
 */
guint
waybill_ftp_pipe_get_owed (WaybillFtpPipe *self)
{
  return self->owed;
}

/**
 * waybill_ftp_pipe_expect_echo:
 * @self: a pipe whose last transfer was broken off, and answered
 *
 * Some servers answer twice to that (426, then 226), the second time whenever they come to it. Should the next thing that is
 * said be such a reply, it is no command's.
 */
void
waybill_ftp_pipe_expect_echo (WaybillFtpPipe *self)
{
  self->echoes = TRUE;
}

/**
 * waybill_ftp_pipe_forgive:
 * @self: a pipe
 *
 * Replies that are owed still will never come: what was asked after them has been answered.
 */
void
waybill_ftp_pipe_forgive (WaybillFtpPipe *self)
{
  self->owed = 0;
}
