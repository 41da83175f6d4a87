/* The data channel of one conversation: a port on loopback, TLS that must be resumed from the control connection's session,
 * bytes that move while the control connection is watched for ABOR. It knows nothing of files. */
#include "practice-session-private.h"

#include <string.h>

/* How long the client's own end of a data connection is waited for once it has everything. */
#define FAREWELL (2 * G_USEC_PER_SEC)

/* A new port; the one before, if any, is given up. 0: a refusal was sent. */
static guint16
listen_anew (WaybillPracticeSession *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->passive, waybill_net_listener_free);
  self->passive = waybill_net_listener_new ("127.0.0.1", 0, &error);
  if (self->passive != NULL)
    return waybill_net_listener_get_port (self->passive);
  g_debug ("no data port: %s", error->message);
  waybill_practice_session_reply (self, 425, "No data port");
  return 0;
}

/**
 * waybill_practice_data_epsv:
 * @self: a conversation, on its thread
 * @argument: "", "1" or "ALL", RFC 2428 §3
 *
 * The verb EPSV.
 */
void
waybill_practice_data_epsv (WaybillPracticeSession *self, const char *argument)
{
  guint16 port;

  if (g_ascii_strcasecmp (argument, "ALL") == 0)
    {
      self->extended_only = TRUE;
      waybill_practice_session_reply (self, 200, "EPSV from now on");
    }
  else if (argument[0] != '\0' && strcmp (argument, "1") != 0)
    waybill_practice_session_reply (self, 522, "Use (1)");
  else if ((port = listen_anew (self)) != 0)
    waybill_practice_session_reply (self, 229, "Entering Extended Passive Mode (|||%u|)", port);
}

/**
 * waybill_practice_data_pasv:
 * @self: a conversation, on its thread
 * @argument: nothing
 *
 * The verb PASV, RFC 959 §4.1.2.
 */
void
waybill_practice_data_pasv (WaybillPracticeSession *self, const char *argument)
{
  guint16 port;

  if (self->extended_only)
    waybill_practice_session_reply (self, 503, "EPSV ALL was said");
  else if ((port = listen_anew (self)) != 0)
    waybill_practice_session_reply (self, 227, "Entering Passive Mode (127,0,0,1,%u,%u)", port >> 8, port & 0xff);
}

/* Only the client of the control connection may have the data: its session's ticket proves that it is the same. */
static WaybillNetStream *
secure_stream (WaybillPracticeSession *self, WaybillNetStream *plain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) data = waybill_tls_server_accept (self->host->tls, plain, self->cancellable, &error);

  if (data == NULL)
    {
      g_debug ("no TLS on the data connection: %s", error->message);
      waybill_practice_session_reply (self, 425, "TLS on the data connection failed");
      return NULL;
    }
  if (!waybill_tls_server_is_resumed (data) || g_strcmp0 (waybill_tls_server_get_client (data), self->client) != 0)
    {
      waybill_practice_session_reply (self, 522,
                                      "The data connection must resume the TLS session of the control connection");
      return NULL;
    }
  waybill_base_lock_lock (&self->host->counts->lock);
  self->host->counts->n_resumed_data++;
  waybill_base_lock_unlock (&self->host->counts->lock);
  return g_steal_pointer (&data);
}

/**
 * waybill_practice_data_open:
 * @self: a conversation, on its thread
 * @what: what is going to move, for the 150
 *
 * Sends 150, accepts the data connection, and makes it secure. A refusal has been sent when there is no result.
 *
 * Returns: (transfer full) (nullable): the data channel
 */
WaybillNetStream *
waybill_practice_data_open (WaybillPracticeSession *self, const char *what)
{
  g_autoptr (WaybillNetListener) passive = g_steal_pointer (&self->passive);
  WaybillNetTerms terms = { .silence = WAYBILL_PRACTICE_PATIENCE };
  g_autoptr (GError) error = NULL;
  WaybillNetStream *plain;

  self->aborted = FALSE;
  if (!self->private_data)
    {
      waybill_practice_session_reply (self, 521, "PROT P first"); /* RFC 4217 §9 */
      return NULL;
    }
  if (passive == NULL)
    {
      waybill_practice_session_reply (self, 425, "EPSV or PASV first");
      return NULL;
    }
  waybill_practice_session_reply (self, 150, "Here comes %s", what);
  if (self->over)
    return NULL;
  plain = waybill_net_listener_accept (passive, &terms, self->cancellable, &error);
  if (plain != NULL)
    return secure_stream (self, plain);
  waybill_practice_session_reply (self, 425, "Nobody came to the data port");
  return NULL;
}

/* Waits for the data channel, and for ABOR as long as there is room to read it into. */
static gboolean
wait_for_either (WaybillPracticeSession *self, WaybillNetStream *data, WaybillNetIo wanted)
{
  GPollFD fds[2] = { { .fd = data->fd, .events = wanted == WAYBILL_NET_IO_WANT_READ ? G_IO_IN : G_IO_OUT },
                     { .fd = self->control->fd, .events = G_IO_IN } };
  gsize room = 1;
  guint n_fds = waybill_base_bytes_room (self->input, &room) != NULL ? 2 : 1;

  return waybill_net_wait (&data->terms, fds, n_fds, 0, self->cancellable, NULL);
}

/**
 * waybill_practice_data_write:
 * @self: a conversation, on its thread
 * @data: the data channel
 * @bytes: (array length=length): what to send
 * @length: how many
 *
 * Sends all, unless the client aborts (then @self says aborted) or is gone.
 *
 * Returns: whether all was sent
 */
gboolean
waybill_practice_data_write (WaybillPracticeSession *self, WaybillNetStream *data, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gsize done = 0;
      WaybillNetIo io;

      if (!waybill_practice_session_watch (self))
        return FALSE;
      io = waybill_net_stream_try_write (data, bytes, length, &done, NULL);
      if (io == WAYBILL_NET_IO_DONE)
        {
          bytes += done;
          length -= done;
        }
      else if ((io != WAYBILL_NET_IO_WANT_READ && io != WAYBILL_NET_IO_WANT_WRITE) || !wait_for_either (self, data, io))
        return FALSE;
    }
  return TRUE;
}

/**
 * waybill_practice_data_read:
 * @self: a conversation, on its thread
 * @data: the data channel
 * @buffer: (array length=length): where to
 * @length: how many at most
 * @done: (out): how many
 *
 * Reads what comes, unless the client aborts (then @self says aborted) or is gone.
 *
 * Returns: DONE, END, CUT (TLS ended without farewell: the file may be cut off) or FAILED, without an error
 */
WaybillNetIo
waybill_practice_data_read (WaybillPracticeSession *self, WaybillNetStream *data, char *buffer, gsize length, gsize *done)
{
  for (;;)
    {
      WaybillNetIo io;

      if (!waybill_practice_session_watch (self))
        return WAYBILL_NET_IO_FAILED;
      io = waybill_net_stream_try_read (data, buffer, length, done, NULL);
      if (io != WAYBILL_NET_IO_WANT_READ && io != WAYBILL_NET_IO_WANT_WRITE)
        return io;
      if (!wait_for_either (self, data, io))
        return WAYBILL_NET_IO_FAILED;
    }
}

/**
 * waybill_practice_data_finish:
 * @self: a conversation, on its thread
 * @data: the data channel, to which everything was written
 *
 * Says farewell and waits for the client's, but not long: some read our last reply before they close.
 *
 * Returns: whether the client can have everything
 */
gboolean
waybill_practice_data_finish (WaybillPracticeSession *self, WaybillNetStream *data)
{
  g_autoptr (GError) error = NULL;

  data->terms.silence = FAREWELL;
  if (waybill_net_stream_finish (data, self->cancellable, &error) != WAYBILL_NET_IO_FAILED)
    return TRUE;
  return g_error_matches (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
}
