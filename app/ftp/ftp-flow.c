/* Bytes through a data channel while the control channel is watched: a server may say why it will not, or stops in the
 * middle. No judgement of sizes. */
#include "ftp-flow.h"

#include "base-clock.h"
#include "ftp-error.h"
#include "ftp-talk.h"

#define PIECE (256 * 1024)
#define MOST_BEHIND 8
#define MOST_NOOPS 200
#define AFTER_LOSS_TIME G_USEC_PER_SEC
/* How long a server may take from the command to its 1xx before we begin without it: some send the 1xx after the handshake.
 */
#define EARLY_REPLY_TIME (2 * G_USEC_PER_SEC)

static gboolean
is_wait (WaybillNetIo io)
{
  return io == WAYBILL_NET_IO_WANT_READ || io == WAYBILL_NET_IO_WANT_WRITE;
}

/* Some servers answer a NOOP while data flows; others take it after the transfer, and their answer comes behind. */
static gboolean
is_of_noop (WaybillFtpFlow *self, const WaybillFtpReply *reply)
{
  if (self->n_noops == 0 || !waybill_ftp_reply_is_of_noop (reply))
    return FALSE;
  self->n_noops--;
  return TRUE;
}

/* Idle control connections die in NATs while a long transfer runs. */
static gboolean
keep_alive (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  static const WaybillFtpCommand noop = { "NOOP", NULL, FALSE };
  gint64 now;

  if (self->session->keep_time == 0 || self->final != NULL || self->n_noops >= MOST_NOOPS)
    return TRUE;
  now = waybill_base_clock_ticks ();
  if (now - self->kept < self->session->keep_time)
    return TRUE;
  self->kept = now;
  self->n_noops++;
  return waybill_ftp_pipe_send (self->session->pipe, &noop, cancellable, error);
}

/* These never end a transfer: what stands behind it was answered before it (pyftpdlib works on commands while data flows).
 */
static gboolean
is_out_of_turn (const WaybillFtpReply *reply)
{
  return reply->code == 200 || reply->code == 213 || reply->code == 227 || reply->code == 229;
}

/* "500 read error", then "200 ok": what was taken for the answer to a NOOP was the transfer's own, and the other way round.
 */
static void
set_final (WaybillFtpFlow *self, WaybillFtpReply *reply)
{
  gboolean is_swapped = self->refusal != NULL && is_out_of_turn (reply);

  self->final = is_swapped ? g_steal_pointer (&self->refusal) : reply;
  if (is_swapped)
    waybill_ftp_reply_free (reply);
}

/* A final reply, or one that means nothing now. */
static void
sort (WaybillFtpFlow *self, WaybillFtpReply *reply)
{
  if (waybill_ftp_reply_is_early (reply))
    waybill_ftp_reply_free (reply); /* the 1xx that came late, or Pure-FTPd's second 150 */
  else if (is_of_noop (self, reply))
    {
      g_clear_pointer (&self->refusal, waybill_ftp_reply_free);
      if (waybill_ftp_reply_is_positive (reply))
        waybill_ftp_reply_free (reply);
      else
        self->refusal = reply;
    }
  else if (self->n_behind > 0 && (!self->in_turn || is_out_of_turn (reply)))
    {
      /* Where one came early, those behind it do too. */
      self->n_behind--;
      self->in_turn = FALSE;
      self->session->features.careful = TRUE;
      waybill_ftp_reply_free (reply);
    }
  else
    set_final (self, reply);
}

/* The final reply, when it is there now. A refusal ends whatever flows, and is said again to whoever looks again: nothing
 * that still comes can make the file whole. */
static gboolean
look (WaybillNetWatch *watch, GError **error)
{
  WaybillFtpFlow *self = (WaybillFtpFlow *) watch;

  while (self->final == NULL)
    {
      WaybillFtpReply *reply = NULL;

      if (!waybill_ftp_pipe_try_read (self->session->pipe, &reply, error))
        return FALSE;
      if (reply == NULL)
        return TRUE;
      sort (self, reply);
    }
  if (waybill_ftp_reply_is_positive (self->final))
    {
      watch->fd = -1;
      return TRUE;
    }
  g_propagate_error (error, waybill_ftp_error_from_reply (self->phase, self->verb, self->path, self->final));
  return FALSE;
}

/* The data channel broke: the server may be about to say why, and its words tell more. */
static void
listen_for_reason (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  WaybillFtpReply *reply = NULL;

  while (self->final == NULL && !g_cancellable_is_cancelled (cancellable)
         && waybill_ftp_pipe_read_within (self->session->pipe, MIN (AFTER_LOSS_TIME, self->session->terms.silence), &reply,
                                          cancellable, NULL)
         && reply != NULL)
    sort (self, g_steal_pointer (&reply));
  if (self->final == NULL || waybill_ftp_reply_is_positive (self->final) || error == NULL
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  g_propagate_error (error, waybill_ftp_error_from_reply (self->phase, self->verb, self->path, self->final));
}

static gboolean
wait_for_early (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (!waybill_ftp_pipe_read_within (self->session->pipe, MIN (EARLY_REPLY_TIME, self->session->terms.silence), &reply,
                                     cancellable, error))
    return FALSE;
  if (reply == NULL || waybill_ftp_reply_is_early (reply))
    return TRUE;
  sort (self, g_steal_pointer (&reply));
  return look (&self->watch, error);
}

/* What the broken handshake means, by kind. */
static gboolean
is_unclear (const GError *error)
{
  static const WaybillRemoteError kinds[] = { WAYBILL_REMOTE_ERROR_LOST, WAYBILL_REMOTE_ERROR_TIMED_OUT,
                                              WAYBILL_REMOTE_ERROR_TLS, WAYBILL_REMOTE_ERROR_PLAIN_TEXT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_error_matches (error, WAYBILL_REMOTE_ERROR, (int) kinds[i]))
      return TRUE;
  return FALSE;
}

static gboolean
secure (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (waybill_ftp_data_secure (self->data, self->session, &self->watch, cancellable, &failure))
    return TRUE;

  waybill_ftp_talk_remark (self->session->talk, WAYBILL_FTP_REMARK_DATA_FAILED, failure->message);
  waybill_ftp_data_clear (self->data);
  waybill_ftp_error_settle (&failure, WAYBILL_REMOTE_PHASE_DATA_OPEN, self->verb, self->path);
  if (is_unclear (failure))
    listen_for_reason (self, cancellable, &failure);
  /* Tickets run out: the next try is made on a new control connection, never on this one without resumption. */
  if (g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_RESUMED))
    waybill_ftp_pipe_give_up (self->session->pipe);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * waybill_ftp_flow_begin:
 * @self: a flow over a connected data channel, with its verb and path
 * @behind: (array length=n_behind): commands that follow it in the same write; their replies are owed, and the caller's
 * @n_behind: how many, 8 at most
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Sends the command, then secures the channel without waiting for the 1xx: one round trip less for each file. Where a server
 * was found to answer oddly (pyftpdlib drops a channel whose ClientHello comes before the command) the 1xx is waited for,
 * and so it is where bytes would go out in clear. When the handshake fails, the server's own reply (522, 425, 550) says more
 * than the broken connection, and is what the error carries.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; not a byte of data was sent then
 */
gboolean
waybill_ftp_flow_begin (
    WaybillFtpFlow *self, const WaybillFtpCommand *behind, guint n_behind, GCancellable *cancellable, GError **error)
{
  WaybillFtpSession *session = self->session;
  WaybillFtpCommand commands[1 + MOST_BEHIND] = { { self->verb, self->path, FALSE } };

  g_return_val_if_fail (n_behind <= MOST_BEHIND, FALSE);

  for (guint i = 0; i < n_behind; i++)
    commands[1 + i] = behind[i];
  self->phase = WAYBILL_REMOTE_PHASE_DATA_OPEN;
  session->owes_transfer = FALSE;
  self->n_behind = n_behind;
  self->in_turn = TRUE;
  self->kept = waybill_base_clock_ticks ();
  self->watch.look = look;
  self->watch.fd = waybill_ftp_pipe_get_stream (session->pipe)->fd;
  if (!waybill_ftp_pipe_send_group (session->pipe, commands, 1 + n_behind, cancellable, error)
      || ((session->features.careful || !session->protects_data) && !wait_for_early (self, cancellable, error))
      || !waybill_ftp_data_accept (self->data, session, &self->watch, cancellable, error))
    {
      waybill_ftp_error_settle (error, self->phase, self->verb, self->path);
      return FALSE;
    }
  if (!session->protects_data)
    waybill_ftp_talk_remark (session->talk, WAYBILL_FTP_REMARK_DATA_CLEAR, NULL);
  else if (!secure (self, cancellable, error))
    return FALSE;
  self->data->stream->watch = &self->watch;
  self->phase = WAYBILL_REMOTE_PHASE_DATA;
  return TRUE;
}

/**
 * waybill_ftp_flow_receive:
 * @self: a begun flow
 * @take: called for each piece
 * @take_data: for @take
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Reads until the server ends the data; how it ended stands in `end`.
 *
 * Returns: %FALSE with an error of net, tls or @take, or with the server's refusal
 */
gboolean
waybill_ftp_flow_receive (
    WaybillFtpFlow *self, WaybillFtpFlowTake take, gpointer take_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  gint64 latest = waybill_net_stream_get_patience (self->data->stream);
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
      if (filled > 0)
        latest = waybill_net_stream_get_patience (self->data->stream);
      filled = 0;
      if (!keep_alive (self, cancellable, error))
        return FALSE;
      if (io == WAYBILL_NET_IO_DONE
          || (is_wait (io) && waybill_net_stream_wait (self->data->stream, io, latest, cancellable, error)))
        continue;
      if (io == WAYBILL_NET_IO_FAILED)
        listen_for_reason (self, cancellable, error);
      self->end = io;
      return io == WAYBILL_NET_IO_END || io == WAYBILL_NET_IO_CUT;
    }
}

/**
 * waybill_ftp_flow_send:
 * @self: a begun flow
 * @bytes: (array length=length): what
 * @length: how much
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Sends a piece. A refusal in the middle of it (552, 451) ends the flow. A slow line is waited for as long as it takes any
 * bytes at all.
 *
 * Returns: %FALSE with an error of net or tls, or with the server's refusal
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
      if (is_wait (io) && keep_alive (self, cancellable, error)
          && waybill_net_stream_wait (self->data->stream, io, 0, cancellable, error))
        continue;
      if (io != WAYBILL_NET_IO_DONE)
        {
          if (io == WAYBILL_NET_IO_FAILED)
            listen_for_reason (self, cancellable, error);
          return FALSE;
        }
      bytes += done;
      length -= done;
    }
  return TRUE;
}

/* An upload loses its tail when the channel is closed with the server's words (session tickets) unread: so it is closed in
 * order. When the server has ended its data, nothing of ours can be lost: the farewell is said and not waited for. */
static gboolean
close_channel (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  WaybillNetStream *stream = self->data->stream;
  g_autoptr (GError) ignored = NULL;

  /* What it says of an end that it has not seen yet. A refusal is the caller's to read. */
  if (self->end == WAYBILL_NET_IO_DONE && self->final == NULL)
    look (&self->watch, NULL);
  self->ended_early = self->final != NULL;
  stream->watch = NULL;
  if (self->end == WAYBILL_NET_IO_END)
    stream->klass->try_finish (stream, NULL);
  /* What the server answers counts, not how it leaves: some reset a channel that has ended. */
  else if (waybill_net_stream_finish (stream, cancellable, &ignored) == WAYBILL_NET_IO_FAILED
           && g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  waybill_ftp_data_clear (self->data);
  return TRUE;
}

/* Who comes next finds its own answers first. Behind others' commands they stay owed, in their order. */
static gboolean
take_noops (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  for (; self->n_noops > 0 && self->n_behind == 0; self->n_noops--)
    {
      g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, error);

      if (reply == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * waybill_ftp_flow_finish:
 * @self: a flow whose data has ended
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Closes the data channel (close_notify, end of sending, drain, close), then waits for the final reply.
 *
 * Returns: %FALSE with an error; the final reply, whatever its code, stands in `final`
 */
gboolean
waybill_ftp_flow_finish (WaybillFtpFlow *self, GCancellable *cancellable, GError **error)
{
  if (self->data->stream != NULL && !close_channel (self, cancellable, error))
    return FALSE;
  while (self->final == NULL)
    {
      WaybillFtpReply *reply = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, error);

      if (reply == NULL)
        return FALSE;
      sort (self, reply);
    }
  return take_noops (self, cancellable, error);
}

/**
 * waybill_ftp_flow_clear:
 * @self: a flow
 *
 * Frees the final reply; the data channel is the caller's, to be cleared after it. One that was broken off is reset then.
 */
void
waybill_ftp_flow_clear (WaybillFtpFlow *self)
{
  gboolean is_broken_off = self->phase != WAYBILL_REMOTE_PHASE_NONE && self->final == NULL;

  /* ProFTPD ends the whole session when it writes to a channel that was closed in order first. */
  if (is_broken_off && self->data->stream != NULL)
    waybill_net_stream_abandon (self->data->stream);
  if (is_broken_off)
    self->session->owes_transfer = TRUE;
  g_clear_pointer (&self->final, waybill_ftp_reply_free);
  g_clear_pointer (&self->refusal, waybill_ftp_reply_free);
}
