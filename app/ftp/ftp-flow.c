/* Bytes through a data channel while the control channel is watched: a server may say why it stops in the middle. No FTP
 * verbs, no judgement of sizes. */
#include "ftp-flow.h"

#include "net-wait.h"

#define PIECE (256 * 1024)
#define AFTER_LOSS_TIME G_USEC_PER_SEC

static gboolean
is_wait (WaybillNetIo io)
{
  return io == WAYBILL_NET_IO_WANT_READ || io == WAYBILL_NET_IO_WANT_WRITE;
}

static gboolean
watch_control (WaybillFtpFlow *self, GError **error)
{
  WaybillFtpReply *reply = NULL;

  if (!waybill_ftp_pipe_try_read (self->session->pipe, &reply, error))
    return FALSE;
  if (reply != NULL && waybill_ftp_reply_is_early (reply))
    g_clear_pointer (&reply, waybill_ftp_reply_free); /* the 1xx that came late, or Pure-FTPd's second 150 */
  self->final = reply;
  return TRUE;
}

/* Waits for the data channel or for words on the control channel, until the final reply was read. */
static gboolean
wait_for_either (WaybillFtpFlow *self, WaybillNetIo wanted, GCancellable *cancellable, GError **error)
{
  WaybillNetStream *control = waybill_ftp_pipe_get_stream (self->session->pipe);
  GPollFD fds[2] = {
    { self->data->stream->fd, wanted == WAYBILL_NET_IO_WANT_WRITE ? G_IO_OUT : G_IO_IN, 0 },
    { control->fd, G_IO_IN, 0 },
  };
  guint n_fds = self->final == NULL ? 2 : 1;

  /* Words that came with the last ones lie in a buffer, where no descriptor tells of them. */
  if (self->final == NULL && (!watch_control (self, error) || self->final != NULL))
    return self->final != NULL;
  if (!waybill_net_wait (&self->session->terms, fds, n_fds, 0, cancellable, error))
    return FALSE;
  return fds[1].revents == 0 || watch_control (self, error);
}

/* The data channel broke: the server may be about to say why. */
static void
listen_for_reason (WaybillFtpFlow *self, GCancellable *cancellable)
{
  if (self->final == NULL && !g_cancellable_is_cancelled (cancellable))
    waybill_ftp_pipe_read_within (self->session->pipe, MIN (AFTER_LOSS_TIME, self->session->terms.silence), &self->final,
                                  cancellable, NULL);
}

/**
 * waybill_ftp_flow_receive:
 * @self: a flow over a begun data channel
 * @take: called for each piece
 * @take_data: for @take
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Reads until the server ends the data; how it ended stands in `end`.
 *
 * Returns: %FALSE with an error of net, tls or @take
 */
gboolean
waybill_ftp_flow_receive (
    WaybillFtpFlow *self, WaybillFtpFlowTake take, gpointer take_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  gsize filled = 0;

  for (;;)
    {
      gsize done;
      WaybillNetIo io = waybill_net_stream_try_read (self->data->stream, piece + filled, PIECE - filled, &done, error);

      if (io == WAYBILL_NET_IO_DONE && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (io == WAYBILL_NET_IO_DONE)
        filled += done;
      if (io == WAYBILL_NET_IO_DONE && filled < PIECE)
        continue;

      /* A full piece, or all that there is for now. */
      if (filled > 0 && io != WAYBILL_NET_IO_FAILED && !take (take_data, piece, filled, error))
        return FALSE;
      filled = 0;
      if (io == WAYBILL_NET_IO_DONE || (is_wait (io) && wait_for_either (self, io, cancellable, error)))
        continue;
      if (io == WAYBILL_NET_IO_FAILED)
        listen_for_reason (self, cancellable);
      self->end = io;
      return io == WAYBILL_NET_IO_END || io == WAYBILL_NET_IO_CUT;
    }
}

/**
 * waybill_ftp_flow_send:
 * @self: a flow over a begun data channel
 * @bytes: (array length=length): what
 * @length: how much
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Sends a piece. A final reply in the middle of it (552, 451) ends the flow; it then stands in `final`.
 *
 * Returns: %FALSE with an error, or without one when `final` was set
 */
gboolean
waybill_ftp_flow_send (WaybillFtpFlow *self, const char *bytes, gsize length, GCancellable *cancellable, GError **error)
{
  while (length > 0)
    {
      gsize done;
      WaybillNetIo io = waybill_net_stream_try_write (self->data->stream, bytes, length, &done, error);

      if (io == WAYBILL_NET_IO_DONE && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_wait (io) && wait_for_either (self, io, cancellable, error))
        {
          if (self->final != NULL && !waybill_ftp_reply_is_positive (self->final))
            return FALSE;
          continue;
        }
      if (io != WAYBILL_NET_IO_DONE)
        {
          if (io == WAYBILL_NET_IO_FAILED)
            listen_for_reason (self, cancellable);
          return FALSE;
        }
      bytes += done;
      length -= done;
    }
  return TRUE;
}

/**
 * waybill_ftp_flow_finish:
 * @self: a flow whose data has ended
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Closes the data channel in order (close_notify, end of sending, drain, close), then waits for the final reply.
 *
 * Returns: %FALSE with an error; the final reply, whatever its code, stands in `final`
 */
gboolean
waybill_ftp_flow_finish (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  if (self->data->stream != NULL)
    {
      g_autoptr (GError) ignored = NULL;

      /* What the server answers counts, not how it leaves: some reset a channel that has ended. */
      if (waybill_net_stream_finish (self->data->stream, cancellable, &ignored) == WAYBILL_NET_IO_FAILED
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_clear_pointer (&self->data->stream, waybill_net_stream_free);
    }
  while (self->final == NULL)
    {
      self->final = waybill_ftp_pipe_read (self->session->pipe, cancellable, error);
      if (self->final == NULL)
        return FALSE;
      if (waybill_ftp_reply_is_early (self->final))
        g_clear_pointer (&self->final, waybill_ftp_reply_free);
    }
  return TRUE;
}
