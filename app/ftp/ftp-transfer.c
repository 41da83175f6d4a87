/* RETR and STOR of one file, with the checks that make a success one. Where bytes come from and go to is sink's and
 * source's. */
#include "ftp-transfer.h"

#include "base-log.h"
#include "ftp-ahead.h"
#include "ftp-attribute.h"
#include "ftp-error.h"
#include "ftp-flow.h"
#include "remote-entry.h"
#include "remote-path.h"

#include <string.h>

#define PIECE (256 * 1024)
#define MOST_OWN 2

/* One move on its way. */
typedef struct
{
  WaybillFtpFlow flow;
  WaybillFtpData data;
  WaybillFtpAnswers answers;
  WaybillFtpSession *session;
  const WaybillRemoteMove *move;
  const WaybillRemoteMove *next; /* (nullable) */
  const char *verb;
  WaybillRemoteOutcome *outcome;
  gboolean daring;   /* TLS begins without waiting for the 1xx, and SIZE travels behind STOR */
  gboolean proves;   /* a NOOP stands behind the verb */
  gboolean is_ahead; /* commands for the next move were sent */
} Run;

typedef gboolean (*RunStep) (Run *self, GCancellable *cancellable, GError **error);

static GError *
new_error (Run *self, WaybillRemoteError kind, WaybillRemotePhase phase, const char *message)
{
  return waybill_ftp_error_new (kind, phase, self->verb, self->move->path, message);
}

static gboolean
fail (Run *self, WaybillRemotePhase phase, GError **error)
{
  waybill_ftp_error_settle (error, phase, self->verb, self->move->path);
  if (error != NULL && g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT))
    waybill_ftp_pipe_give_up (self->session->pipe);
  return FALSE;
}

/* All bytes are through, and the server does not say so. */
static gboolean
fail_at_end (Run *self, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gint64 size = outcome->start + outcome->bytes;
  gboolean is_whole = self->move->way == WAYBILL_REMOTE_PUT || outcome->announced == size
                      || (outcome->announced < 0 && outcome->clean_end);

  fail (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  if (is_whole)
    waybill_ftp_error_note_end (error, size);
  return FALSE;
}

static gboolean
refuse (Run *self, WaybillRemotePhase phase, const WaybillFtpReply *reply, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_from_reply (phase, self->verb, self->move->path, reply));
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

/* Before the data: REST (RFC 3659 §5). Never sent along with STOR: a server that does not know it would take the rest of a
 * file for the whole. Refused, the move begins anew. */
static gboolean
go_on_behind (Run *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, self->move->offset);
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (self->move->offset == 0)
    return TRUE;
  reply = waybill_ftp_pipe_command (self->session->pipe, "REST", offset, cancellable, error);
  if (reply == NULL)
    return fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);
  if (reply->code == 350)
    self->outcome->start = self->move->offset;
  return TRUE;
}

/* A server that works on commands while data flows would take one for the next file as the end of this one. So the first
 * thing that stands behind a transfer is a NOOP: its reply cannot be mistaken, whenever it comes. */
static gboolean
wants_proof (Run *self, guint n_own)
{
  const WaybillFtpFeatures *features = &self->session->features;

  return !features->careful && !features->in_turn && (n_own > 0 || self->next != NULL);
}

/* own: commands that belong to this move, to follow its verb; those for the next one follow them. */
static gboolean
open_channel (Run *self, const WaybillFtpCommand *own, guint n_own, GCancellable *cancellable, GError **error)
{
  WaybillFtpCommand behind[1 + MOST_OWN + WAYBILL_FTP_AHEAD_MOST];
  guint n_behind = 0;
  guint n_ahead;

  if (!waybill_ftp_data_connect (&self->data, self->session, waybill_ftp_answers_get_epsv (&self->answers), cancellable,
                                 error)
      || !go_on_behind (self, cancellable, error))
    return FALSE;
  self->daring = !self->session->features.careful;
  self->proves = wants_proof (self, n_own);
  if (self->proves)
    behind[n_behind++] = (WaybillFtpCommand){ "NOOP", NULL, FALSE };
  for (guint i = 0; self->daring && i < n_own; i++)
    behind[n_behind++] = own[i];
  n_ahead = waybill_ftp_ahead_plan (self->session, self->next, behind + n_behind);
  self->is_ahead = n_ahead > 0;
  if (!waybill_ftp_flow_begin (&self->flow, behind, n_behind + n_ahead, cancellable, error))
    return FALSE;
  self->outcome->resumed = self->data.resumed;
  return TRUE;
}

/* The data has ended and the verb's own reply is there. */
static gboolean
close_channel (Run *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) proof = NULL;

  if (!waybill_ftp_flow_finish (&self->flow, cancellable, error))
    return FALSE;
  note_reply (self);
  if (!self->flow.in_turn)
    return waybill_ftp_session_settle (self->session, cancellable, error);
  if (!self->proves)
    return TRUE;
  proof = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, error);
  self->session->features.in_turn = proof != NULL;
  return proof != NULL;
}

static gboolean
take_piece (gpointer data, const char *bytes, gsize length, GError **error)
{
  Run *self = data;
  WaybillRemoteOutcome *outcome = self->outcome;

  outcome->bytes += (gint64) length;
  if (outcome->announced >= 0 && outcome->start + outcome->bytes > outcome->announced)
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
    return refuse (self, WAYBILL_REMOTE_PHASE_DATA_END, self->flow.final, error);
  if (size_known && outcome->start + outcome->bytes != outcome->announced)
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
  const WaybillRemoteSink *sink = &self->move->sink;
  WaybillRemoteOutcome *outcome = self->outcome;

  if (self->move->is_listed)
    {
      outcome->announced = self->move->listed_size;
      outcome->mtime = self->move->listed_mtime;
    }
  else
    {
      outcome->announced = waybill_ftp_session_read_size (waybill_ftp_answers_get_size (&self->answers));
      outcome->mtime = waybill_ftp_session_read_time (waybill_ftp_answers_get_time (&self->answers));
    }
  if (!open_channel (self, NULL, 0, cancellable, error))
    return FALSE;

  if (!sink->klass->begin (sink->self, outcome->announced, outcome->mtime, outcome->start, error)
      || !waybill_ftp_flow_receive (&self->flow, take_piece, self, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  outcome->clean_end = self->flow.end == WAYBILL_NET_IO_END;

  if (!close_channel (self, cancellable, error))
    return fail_at_end (self, error);
  return judge_get (self, error) && sink->klass->end (sink->self, error);
}

static gboolean
send_all (Run *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteSource *source = &self->move->source;
  g_autofree char *piece = g_malloc (PIECE);
  gsize length = 0;

  if (self->outcome->start > 0 && !source->klass->seek (source->self, self->outcome->start, error))
    return FALSE;
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
compare_size (Run *self, const WaybillFtpReply *reply, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;

  if (reply->code == 550 && self->session->features.size && !self->move->unchecked)
    {
      g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                           "The server has nothing of that name, although it said that all went well"));
      return FALSE;
    }
  outcome->announced = self->move->unchecked ? -1 : waybill_ftp_session_read_size (reply);
  outcome->size_checked = outcome->announced == outcome->start + outcome->bytes;
  if (outcome->size_checked || outcome->announced < 0)
    return TRUE;
  g_propagate_error (error, new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                       "The server has another number of bytes than were sent"));
  return FALSE;
}

/* The time as MFMT wants it: `YYYYMMDDHHMMSS path`, in UTC. */
static char *
make_time_argument (const WaybillRemoteMove *move)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (move->mtime);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y%m%d%H%M%S") : NULL;

  return text != NULL ? g_strconcat (text, " ", move->path, NULL) : NULL;
}

/* What is asked of the file when it is there travels behind STOR; where that is not sent yet, it is sent now. A time that
 * cannot be set is told, and does not make the file any less whole. */
static gboolean
check_file (Run *self, const WaybillFtpCommand *own, guint n_own, GCancellable *cancellable, GError **error)
{
  WaybillFtpPipe *pipe = self->session->pipe;

  if (!(self->daring && self->flow.in_turn) && !waybill_ftp_pipe_send_group (pipe, own, n_own, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_CHECK, error);
  for (guint i = 0; i < n_own; i++)
    {
      g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_read_final (pipe, cancellable, error);

      if (reply == NULL)
        return fail (self, WAYBILL_REMOTE_PHASE_CHECK, error);
      if (i == 0 && !compare_size (self, reply, error))
        return FALSE;
      if (i > 0)
        self->outcome->time_set = waybill_ftp_reply_is_positive (reply);
    }
  return TRUE;
}

/* A server without MFMT may know one of its elders. */
static gboolean
set_time_otherwise (Run *self, guint n_own, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) ignored = NULL;

  if (!self->move->sets_time || n_own > 1)
    return TRUE;
  self->outcome->time_set
      = waybill_ftp_attribute_set_time (self->session, self->move->path, self->move->mtime, cancellable, &ignored);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
store (Run *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *time = self->move->sets_time && self->session->features.mfmt ? make_time_argument (self->move) : NULL;
  const WaybillFtpCommand own[] = { { "SIZE", self->move->path, FALSE }, { "MFMT", time, FALSE } };
  guint n_own = time != NULL ? 2 : 1;

  if (!open_channel (self, own, n_own, cancellable, error))
    return FALSE;
  if (!send_all (self, cancellable, error))
    return fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  if (!close_channel (self, cancellable, error))
    return fail_at_end (self, error);
  self->outcome->clean_end = TRUE;
  if (!waybill_ftp_reply_is_positive (self->flow.final))
    return refuse (self, WAYBILL_REMOTE_PHASE_DATA_END, self->flow.final, error);
  return check_file (self, own, n_own, cancellable, error) && set_time_otherwise (self, n_own, cancellable, error);
}

static const struct
{
  const char *verb;
  RunStep step;
} ways[] = {
  [WAYBILL_REMOTE_GET] = { "RETR", fetch },
  [WAYBILL_REMOTE_PUT] = { "STOR", store },
};

/* peeked: whether the next move was looked for. */
static gboolean
try_once (WaybillFtpSession *session, Run *self, GCancellable *cancellable, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gboolean well;

  *outcome = (WaybillRemoteOutcome){ .announced = -1, .mtime = WAYBILL_REMOTE_NO_TIME };
  self->daring = self->proves = self->is_ahead = FALSE;
  self->flow = (WaybillFtpFlow){ .session = session, .data = &self->data, .verb = self->verb, .path = self->move->path };
  well = waybill_ftp_ahead_take (session, self->move, &self->answers, cancellable, error)
             ? ways[self->move->way].step (self, cancellable, error)
             : fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);
  waybill_ftp_flow_clear (&self->flow);
  waybill_ftp_data_clear (&self->data);
  waybill_ftp_answers_clear (&self->answers);
  return well;
}

/* A server that takes no command while data flows, or no ClientHello before its 1xx, shows it by breaking the transfer. */
static gboolean
is_odd (Run *self, const GError *error)
{
  static const WaybillRemoteError kinds[]
      = { WAYBILL_REMOTE_ERROR_LOST, WAYBILL_REMOTE_ERROR_TLS, WAYBILL_REMOTE_ERROR_BUSY };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_error_matches (error, WAYBILL_REMOTE_ERROR, (int) kinds[i]))
      return TRUE;
  return self->is_ahead && g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED);
}

/* Once, and only as long as the daring way never went well with this server. */
static gboolean
may_try_carefully (Run *self, const GError *error)
{
  const WaybillRemoteSource *source = &self->move->source;

  const WaybillFtpFeatures *features = &self->session->features;
  gboolean proven = features->begins_well && (features->takes_ahead || !self->is_ahead);

  if (!self->daring || proven || !is_odd (self, error))
    return FALSE;
  self->session->features.careful = TRUE;
  return waybill_ftp_session_is_alive (self->session) && waybill_ftp_session_settle (self->session, NULL, NULL)
         && (self->move->way == WAYBILL_REMOTE_GET
             || (source->klass->seek != NULL && source->klass->seek (source->self, 0, NULL)));
}

/**
 * waybill_ftp_transfer_move:
 * @session: a session
 * @move: what to move
 * @ahead: (nullable): what comes after it
 * @outcome: (out caller-allocates): what came of it
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Fetches or sends a file: success only after the end of the data, a positive reply and the size's agreement (where it is
 * known). When sending, the channel is closed in order before the reply is waited for, and SIZE is compared after it. The
 * commands that the next move begins with are sent behind this one's own.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`, or what sink or source set
 */
gboolean
waybill_ftp_transfer_move (WaybillFtpSession *session,
                           const WaybillRemoteMove *move,
                           const WaybillRemoteAhead *ahead,
                           WaybillRemoteOutcome *outcome,
                           GCancellable *cancellable,
                           GError **error)
{
  Run self = { .session = session, .move = move, .verb = ways[move->way].verb, .outcome = outcome };
  g_autoptr (GError) failure = NULL;

  /* Better than bytes that were meant to be lines. */
  if (move->ascii || session->wants_ascii)
    {
      g_propagate_error (error, new_error (&self, WAYBILL_REMOTE_ERROR_UNSUPPORTED, WAYBILL_REMOTE_PHASE_COMMAND,
                                           "Text mode (TYPE A) is not built yet"));
      return FALSE;
    }
  self.next = ahead != NULL ? ahead->peek (ahead->data) : NULL;
  if (try_once (session, &self, cancellable, &failure))
    {
      session->features.begins_well = session->features.begins_well || self.daring;
      return TRUE;
    }
  /* What was asked ahead may be anywhere by now. */
  if (!waybill_remote_error_get_facts (failure)->reply_code)
    g_clear_pointer (&session->ahead.path, g_free);
  if (may_try_carefully (&self, failure))
    {
      g_debug ("%s is tried again, one step at a time: %s", self.verb, failure->message);
      g_clear_error (&failure);
      waybill_remote_progress_reset (move->progress);
      if (try_once (session, &self, cancellable, &failure))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
