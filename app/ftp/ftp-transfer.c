/* RETR and STOR of one file, with the checks that make a success one. Where bytes come from and go to is sink's and
 * source's. */
#include "ftp-transfer.h"

#include "base-log.h"
#include "ftp-error.h"
#include "ftp-flow.h"
#include "remote-entry.h"
#include "remote-path.h"

#include <string.h>

#define PIECE (256 * 1024)

/* One transfer on its way. */
typedef struct
{
  WaybillFtpFlow flow;
  const char *verb;
  const WaybillRemoteMove *move;
  WaybillRemoteOutcome *outcome;
} Run;

static GError *
new_error (Run *self, WaybillRemoteError kind, WaybillRemotePhase phase, const char *message)
{
  return waybill_ftp_error_new (kind, phase, self->verb, self->move->path, message);
}

/* After a failure: the server's own refusal says more than a broken channel; a safety stop and a cancellation stand. */
static gboolean
fail (Run *self, WaybillRemotePhase phase, GError **error)
{
  gboolean refused = self->flow.final != NULL && !waybill_ftp_reply_is_positive (self->flow.final);
  gboolean decided
      = error != NULL && *error != NULL
        && ((*error)->domain == WAYBILL_REMOTE_ERROR || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED));

  if (refused && !decided)
    {
      g_clear_error (error);
      g_propagate_error (error, waybill_ftp_error_from_reply (phase, self->verb, self->move->path, self->flow.final));
    }
  waybill_ftp_error_settle (error, phase, self->verb, self->move->path);
  if (error != NULL && g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT))
    waybill_ftp_pipe_give_up (self->flow.session->pipe);
  return FALSE;
}

static void
note_reply (Run *self)
{
  g_autofree char *scrubbed = waybill_base_log_scrub (self->flow.final->text);
  g_autofree char *shown = waybill_remote_path_dup_display (scrubbed);

  self->outcome->reply_code = self->flow.final->code;
  g_strlcpy (self->outcome->reply, shown, sizeof self->outcome->reply);
}

enum
{
  SIZE,
  MDTM,
  EPSV,
  N_AHEAD,
};

/* SIZE, MDTM and EPSV in one round trip. */
static gboolean
ask_ahead (Run *self, WaybillFtpReply **epsv, GCancellable *cancellable, GError **error)
{
  WaybillFtpSession *session = self->flow.session;
  WaybillFtpCommand commands[N_AHEAD]
      = { [SIZE] = { "SIZE", self->move->path }, [MDTM] = { "MDTM", self->move->path }, [EPSV] = { "EPSV" } };
  WaybillFtpReply *replies[N_AHEAD] = { NULL };

  if (!waybill_ftp_pipe_exchange (session->pipe, commands, session->features.no_epsv ? EPSV : N_AHEAD, replies, cancellable,
                                  error))
    return fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);

  self->outcome->announced = waybill_ftp_session_read_size (replies[SIZE]);
  self->outcome->mtime = waybill_ftp_session_read_time (replies[MDTM]);
  *epsv = replies[EPSV];
  waybill_ftp_reply_free (replies[SIZE]);
  waybill_ftp_reply_free (replies[MDTM]);
  return TRUE;
}

static gboolean
take_piece (gpointer data, const char *bytes, gsize length, GError **error)
{
  Run *self = data;
  WaybillRemoteOutcome *outcome = self->outcome;

  outcome->bytes += (gint64) length;
  if (outcome->announced >= 0 && outcome->bytes > outcome->announced)
    {
      g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_DATA,
                                           "The server sends more than it announced"));
      return FALSE;
    }
  waybill_remote_progress_add (self->move->progress, (gint64) length);
  return self->move->sink.klass->write (self->move->sink.self, bytes, length, error);
}

/* The data has ended and the reply is there: is the file whole? An end without close_notify proves nothing by itself: it
 * counts only when the size is known and fits. */
static gboolean
judge_get (Run *self, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gboolean size_known = outcome->announced >= 0;

  if (!waybill_ftp_reply_is_positive (self->flow.final))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  if (size_known && outcome->bytes != outcome->announced)
    {
      g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                           "Fewer bytes came than were announced"));
      return FALSE;
    }
  if (!size_known && !outcome->clean_end)
    {
      g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                           "The data ended without its farewell, and its size is not known"));
      return FALSE;
    }
  outcome->size_checked = size_known;
  return TRUE;
}

static gboolean
fetch (Run *self, GCancellable *cancellable, GError **error)
{
  WaybillFtpFlow *flow = &self->flow;
  WaybillRemoteOutcome *outcome = self->outcome;
  g_autoptr (WaybillFtpReply) epsv = NULL;

  if (!ask_ahead (self, &epsv, cancellable, error)
      || !waybill_ftp_data_connect (flow->data, flow->session, epsv, cancellable, error)
      || !waybill_ftp_data_begin (flow->data, flow->session, self->verb, self->move->path, &flow->final, cancellable, error))
    return FALSE;
  outcome->resumed = flow->data->resumed;

  if (!self->move->sink.klass->begin (self->move->sink.self, outcome->announced, outcome->mtime, 0, error)
      || !waybill_ftp_flow_receive (flow, take_piece, self, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  outcome->clean_end = flow->end == WAYBILL_NET_IO_END;

  if (!waybill_ftp_flow_finish (flow, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  note_reply (self);
  return judge_get (self, error) && self->move->sink.klass->end (self->move->sink.self, error);
}

static gboolean
send_all (Run *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteSource *source = &self->move->source;
  g_autofree char *piece = g_malloc (PIECE);
  gsize length = 0;

  while (source->klass->read (source->self, piece, PIECE, &length, error))
    {
      if (length == 0)
        return TRUE;
      if (!waybill_ftp_flow_send (&self->flow, piece, length, cancellable, error))
        return FALSE;
      self->outcome->bytes += (gint64) length;
      waybill_remote_progress_add (self->move->progress, (gint64) length);
    }
  return FALSE;
}

/* curl and lftp do not look. A server that does not know SIZE cannot be asked: the outcome then says that it was not
 * checked. */
static gboolean
compare_size (Run *self, GCancellable *cancellable, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  g_autoptr (WaybillFtpReply) reply
      = waybill_ftp_pipe_command (self->flow.session->pipe, "SIZE", self->move->path, cancellable, error);

  if (reply == NULL)
    return fail (self, WAYBILL_REMOTE_PHASE_CHECK, error);

  outcome->announced = waybill_ftp_session_read_size (reply);
  outcome->size_checked = outcome->announced == outcome->bytes;
  if (outcome->size_checked || outcome->announced < 0)
    return TRUE;
  g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                       "The server has another number of bytes than were sent"));
  return FALSE;
}

static gboolean
store (Run *self, GCancellable *cancellable, GError **error)
{
  WaybillFtpFlow *flow = &self->flow;

  if (!waybill_ftp_data_connect (flow->data, flow->session, NULL, cancellable, error)
      || !waybill_ftp_data_begin (flow->data, flow->session, self->verb, self->move->path, &flow->final, cancellable, error))
    return FALSE;
  self->outcome->resumed = flow->data->resumed;

  if (!send_all (self, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  if (!waybill_ftp_flow_finish (flow, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  self->outcome->clean_end = TRUE;
  note_reply (self);
  if (!waybill_ftp_reply_is_positive (flow->final))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  return compare_size (self, cancellable, error);
}

/**
 * waybill_ftp_transfer_move:
 * @session: a session
 * @move: what to move
 * @outcome: (out caller-allocates): what came of it
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Fetches or sends a file: success only after the end of the data, a positive reply and the size's agreement (where it is
 * known). When sending, the channel is closed in order before the reply is waited for, and SIZE is compared after it.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`, or what sink or source set
 */
gboolean
waybill_ftp_transfer_move (WaybillFtpSession *session,
                           const WaybillRemoteMove *move,
                           WaybillRemoteOutcome *outcome,
                           GCancellable *cancellable,
                           GError **error)
{
  static const struct
  {
    const char *verb;
    gboolean (*run) (Run *self, GCancellable *cancellable, GError **error);
  } ways[] = {
    [WAYBILL_REMOTE_GET] = { "RETR", fetch },
    [WAYBILL_REMOTE_PUT] = { "STOR", store },
  };
  g_auto (WaybillFtpData) data = { 0 };
  Run self
      = { .flow = { .session = session, .data = &data }, .verb = ways[move->way].verb, .move = move, .outcome = outcome };
  gboolean well;

  *outcome = (WaybillRemoteOutcome){ .announced = -1, .mtime = WAYBILL_REMOTE_NO_TIME };
  if (!waybill_ftp_pipe_settle (session->pipe, cancellable, error))
    return fail (&self, WAYBILL_REMOTE_PHASE_COMMAND, error);

  well = ways[move->way].run (&self, cancellable, error);
  g_clear_pointer (&self.flow.final, waybill_ftp_reply_free);
  return well;
}
