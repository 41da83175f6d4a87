/* One file on its way: its channel, its tries, and RETR with the checks that make a success one; STOR and APPE are
 * ftp-transfer-put's. Where bytes come from and go to is sink's and source's. */
#include "ftp-transfer-private.h"

#include "base-log.h"
#include "ftp-error.h"
#include "ftp-type.h"
#include "remote-entry.h"
#include "remote-path.h"

#include <string.h>

/* Beyond it a round trip is nothing, and the server may ask for new keys meanwhile, which needs an answer of ours. */
#define PARTING_BOUND (1024 * 1024)

typedef WaybillFtpTransfer Run;
typedef gboolean (*RunStep) (Run *self, GCancellable *cancellable, GError **error);

/* waybill_ftp_transfer_get_room:
 *
 * (transfer none): room for so many bytes; of this run, until it is asked for again. */
char *
waybill_ftp_transfer_get_room (WaybillFtpTransfer *self, gsize length)
{
  if (self->room == NULL)
    self->room = g_byte_array_new ();
  if (self->room->len < length)
    g_byte_array_set_size (self->room, (guint) length);
  return (char *) self->room->data;
}

/* waybill_ftp_transfer_new_error:
 *
 * (transfer full): about this move. */
GError *
waybill_ftp_transfer_new_error (WaybillFtpTransfer *self,
                                WaybillRemoteError kind,
                                WaybillRemotePhase phase,
                                const char *message)
{
  return waybill_ftp_error_new (kind, phase, self->verb, self->move->path, message);
}

/* waybill_ftp_transfer_fail:
 *
 * With what net, tls, sink or source set. */
gboolean
waybill_ftp_transfer_fail (WaybillFtpTransfer *self, WaybillRemotePhase phase, GError **error)
{
  waybill_ftp_error_settle (error, phase, self->verb, self->move->path);
  if (error != NULL && g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT))
    waybill_ftp_pipe_give_up (self->session->pipe);
  return FALSE;
}

/* waybill_ftp_transfer_fail_at_end:
 *
 * All bytes are through, and the server does not say so, or nothing more after that. Of a text no size can tell. */
gboolean
waybill_ftp_transfer_fail_at_end (WaybillFtpTransfer *self, WaybillRemotePhase phase, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gint64 size = outcome->start + outcome->bytes;
  gboolean is_whole = self->move->way == WAYBILL_REMOTE_PUT || outcome->announced == size
                      || (outcome->announced < 0 && outcome->clean_end);

  waybill_ftp_transfer_fail (self, phase, error);
  if (is_whole && !outcome->is_text && (!self->move->appends || self->knows_start))
    waybill_ftp_error_note_end (error, size);
  return FALSE;
}

/* waybill_ftp_transfer_refuse:
 *
 * With the server's own words. */
gboolean
waybill_ftp_transfer_refuse (WaybillFtpTransfer *self,
                             WaybillRemotePhase phase,
                             const WaybillFtpReply *reply,
                             GError **error)
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

  if (self->move->appends)
    return waybill_ftp_transfer_find_end (self, cancellable, error);
  /* Never in text: nobody can tell which byte there is which here. */
  if (self->move->offset == 0 || !waybill_ftp_type_is_exact (self->type))
    return TRUE;
  reply = waybill_ftp_pipe_command (self->session->pipe, "REST", offset, cancellable, error);
  if (reply == NULL)
    return waybill_ftp_transfer_fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);
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

/* Where nothing is sent, our farewell may go out with the handshake: some servers (ProFTPD) say 226 only after it. Tried
 * when asking ahead has proven itself: one thing at a time. */
static gboolean
may_part (Run *self)
{
  const WaybillFtpFeatures *features = &self->session->features;
  gint64 size = self->outcome->announced;

  return self->move->way == WAYBILL_REMOTE_GET && self->daring && features->takes_ahead && !features->stays && size >= 0
         && size <= PARTING_BOUND;
}

/* waybill_ftp_transfer_open_channel:
 *
 * With what follows the verb: our own commands, and those for the next move. */
gboolean
waybill_ftp_transfer_open_channel (
    WaybillFtpTransfer *self, const WaybillFtpCommand *own, guint n_own, GCancellable *cancellable, GError **error)
{
  WaybillFtpCommand behind[1 + WAYBILL_FTP_TRANSFER_MOST_OWN + WAYBILL_FTP_AHEAD_MOST];
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
  self->data.parts = may_part (self);
  if (!waybill_ftp_flow_begin (&self->flow, behind, n_behind + n_ahead, cancellable, error))
    return FALSE;
  self->outcome->resumed = self->data.resumed;
  return TRUE;
}

/* waybill_ftp_transfer_close_channel:
 *
 * The data has ended and the verb's own reply is there. */
gboolean
waybill_ftp_transfer_close_channel (WaybillFtpTransfer *self, GCancellable *cancellable, GError **error)
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
  if (proof == NULL)
    return FALSE;
  self->session->features.in_turn = waybill_ftp_reply_is_of_noop (proof);
  if (self->session->features.in_turn)
    return TRUE;
  /* One reply too many: what stands behind it answers nothing that can be told. */
  self->session->features.careful = TRUE;
  self->flow.in_turn = FALSE;
  return waybill_ftp_session_settle (self->session, cancellable, error);
}

/* (transfer none): the piece as this side has it. */
static const char *
dress (Run *self, const char *bytes, gsize *length)
{
  char *room;

  if (!waybill_ftp_type_is_text (self->type))
    return bytes;
  room = waybill_ftp_transfer_get_room (self, *length + 1);
  *length = waybill_ftp_text_to_local (&self->text, bytes, *length, room);
  return room;
}

static gboolean
hand_over (Run *self, const char *bytes, gsize length, GError **error)
{
  self->outcome->bytes += (gint64) length;
  return length == 0 || self->move->sink.klass->write (self->move->sink.self, bytes, length, error);
}

static gboolean
take_piece (gpointer data, const char *bytes, gsize length, GError **error)
{
  Run *self = data;
  WaybillRemoteOutcome *outcome = self->outcome;

  if (outcome->announced >= 0 && outcome->start + outcome->bytes + (gint64) length > outcome->announced)
    {
      g_propagate_error (error,
                         waybill_ftp_transfer_new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_DATA,
                                                         "The server sends more than it announced"));
      return FALSE;
    }
  waybill_remote_progress_add (self->move->progress, (gint64) length);
  bytes = dress (self, bytes, &length);
  /* A refusal from now on is of the end, also when it is read before the channel's. */
  if (outcome->start + outcome->bytes + (gint64) length == outcome->announced)
    self->flow.phase = WAYBILL_REMOTE_PHASE_DATA_END;
  return hand_over (self, bytes, length, error);
}

/* A text may end in a CR that waited for its LF. */
static gboolean
end_text (Run *self, GError **error)
{
  char last;

  return hand_over (self, &last, waybill_ftp_text_end_local (&self->text, &last), error);
}

/* The data has ended and the reply is there: is the file whole? An end without close_notify proves nothing by itself: it
 * counts only when the size is known and fits. */
static gboolean
judge_get (Run *self, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gboolean size_known = outcome->announced >= 0;

  if (!waybill_ftp_reply_is_positive (self->flow.final))
    return waybill_ftp_transfer_refuse (self, WAYBILL_REMOTE_PHASE_DATA_END, self->flow.final, error);
  if (size_known && outcome->start + outcome->bytes != outcome->announced)
    {
      g_propagate_error (error,
                         waybill_ftp_transfer_new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                                         "Fewer bytes came than were announced"));
      return FALSE;
    }
  if (!size_known && !outcome->clean_end)
    {
      g_propagate_error (error,
                         waybill_ftp_transfer_new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                                         "The data ended without its farewell, and its size is not known"));
      return FALSE;
    }
  outcome->size_checked = size_known;
  return TRUE;
}

static void
read_facts (Run *self)
{
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
  if (outcome->is_text)
    outcome->announced = -1;
}

static gboolean
fetch (Run *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteSink *sink = &self->move->sink;
  WaybillRemoteOutcome *outcome = self->outcome;

  read_facts (self);
  if (!waybill_ftp_transfer_open_channel (self, NULL, 0, cancellable, error))
    return FALSE;

  if (!sink->klass->begin (sink->self, outcome->announced, outcome->mtime, outcome->start, error)
      || !waybill_ftp_flow_receive (&self->flow, take_piece, self, cancellable, error) || !end_text (self, error))
    return waybill_ftp_transfer_fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  outcome->clean_end = self->flow.end == WAYBILL_NET_IO_END;

  if (!waybill_ftp_transfer_close_channel (self, cancellable, error))
    return waybill_ftp_transfer_fail_at_end (self, WAYBILL_REMOTE_PHASE_DATA_END, error);
  return judge_get (self, error) && sink->klass->end (sink->self, error);
}

static gboolean
move_on (Run *self, GCancellable *cancellable, GError **error)
{
  if (!waybill_ftp_type_agree (self->session, self->type, cancellable, error)
      || !waybill_ftp_ahead_take (self->session, self->move, &self->answers, cancellable, error))
    return waybill_ftp_transfer_fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);
  return self->move->way == WAYBILL_REMOTE_GET ? fetch (self, cancellable, error)
                                               : waybill_ftp_transfer_store (self, cancellable, error);
}

static gboolean
try_once (WaybillFtpSession *session, Run *self, GCancellable *cancellable, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gboolean well;

  *outcome = (WaybillRemoteOutcome){ .announced = -1,
                                     .mtime = WAYBILL_REMOTE_NO_TIME,
                                     .is_text = !waybill_ftp_type_is_exact (self->type) };
  self->text = (WaybillFtpText){ FALSE };
  self->daring = self->proves = self->is_ahead = FALSE;
  self->flow = (WaybillFtpFlow){ .session = session, .data = &self->data, .verb = self->verb, .path = self->move->path };
  well = move_on (self, cancellable, error);
  self->parted = self->data.parts && self->data.secured;
  waybill_ftp_flow_clear (&self->flow);
  waybill_ftp_data_clear (&self->data);
  waybill_ftp_answers_clear (&self->answers);
  return well;
}

/* What the server said, where it was the server: a source or a sink that was stopped has an error of its own domain. */
static guint
get_reply_code (const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);

  return facts != NULL ? facts->reply_code : 0;
}

/* "550 c: No such file", while b is on its way: what was asked for the next file was answered first. */
static gboolean
is_of_next (Run *self, const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  const char *text = facts != NULL ? facts->reply_text : NULL;
  g_autofree char *next = self->is_ahead ? waybill_remote_path_dup_name (self->next->path) : NULL;
  g_autofree char *own = waybill_remote_path_dup_name (self->move->path);

  return next != NULL && text != NULL && strstr (text, next) != NULL && strstr (text, own) == NULL;
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
  return is_of_next (self, error)
         || (self->is_ahead && g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED));
}

/* A server that takes our farewell for the end of all: never again, when it was seen to be. */
static gboolean
may_try_staying (Run *self, const GError *error)
{
  WaybillFtpFeatures *features = &self->session->features;
  gboolean is_cut
      = g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED) || get_reply_code (error) / 100 == 4;

  if (!self->parted || features->parts_well || !(is_cut || is_odd (self, error)))
    return FALSE;
  features->stays = TRUE;
  return waybill_ftp_session_is_alive (self->session) && waybill_ftp_session_settle (self->session, NULL, NULL);
}

/* Once, and only as long as the daring way never went well with this server. */
static gboolean
may_try_carefully (Run *self, const GError *error)
{
  const WaybillRemoteSource *source = &self->move->source;

  const WaybillFtpFeatures *features = &self->session->features;
  gboolean proven = features->begins_well && (features->takes_ahead || !self->is_ahead) && !is_of_next (self, error);

  if (!self->daring || proven || !is_odd (self, error))
    return FALSE;
  self->session->features.careful = TRUE;
  return waybill_ftp_session_is_alive (self->session) && waybill_ftp_session_settle (self->session, NULL, NULL)
         && !self->move->appends /* what came of it is not known */
         && (self->move->way == WAYBILL_REMOTE_GET
             || (source->klass->seek != NULL && source->klass->seek (source->self, 0, NULL)));
}

/* Again at most once: carefully, or without the early farewell. */
static gboolean
try_twice (Run *self, GCancellable *cancellable, GError **error)
{
  WaybillFtpSession *session = self->session;
  g_autoptr (GError) failure = NULL;

  if (try_once (session, self, cancellable, &failure))
    {
      session->features.begins_well = session->features.begins_well || self->daring;
      session->features.parts_well = session->features.parts_well || self->parted;
      return TRUE;
    }
  /* What was asked ahead may be anywhere by now. */
  if (get_reply_code (failure) == 0)
    g_clear_pointer (&session->ahead.path, g_free);
  if (may_try_staying (self, failure) || may_try_carefully (self, failure))
    {
      g_debug ("%s is tried again, one step at a time: %s", self->verb, failure->message);
      g_clear_error (&failure);
      waybill_remote_progress_reset (self->move->progress);
      if (try_once (session, self, cancellable, &failure))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* (nullable): what comes next, where it may be asked for ahead: SIZE means another thing in another type. */
static const WaybillRemoteMove *
peek (WaybillFtpSession *session, const WaybillRemoteMove *move, const WaybillRemoteAhead *ahead)
{
  const WaybillRemoteMove *next = ahead != NULL ? ahead->peek (ahead->data) : NULL;

  return next != NULL && waybill_ftp_type_of_move (session, next) == waybill_ftp_type_of_move (session, move) ? next : NULL;
}

static const char *
get_verb (const WaybillRemoteMove *move)
{
  if (move->way == WAYBILL_REMOTE_GET)
    return "RETR";
  return move->appends ? "APPE" : "STOR";
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
 * commands that the next move begins with are sent behind this one's own. A text (RFC 959 §3.1.1.1) is as long on each side
 * as its line ends are: no size is compared, nothing is gone on from, and an end without its farewell is a failure.
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
  Run self = {
    .session = session,
    .move = move,
    .verb = get_verb (move),
    .outcome = outcome,
    .type = waybill_ftp_type_of_move (session, move),
    .next = peek (session, move, ahead),
  };
  gboolean well = try_twice (&self, cancellable, error);

  g_clear_pointer (&self.room, g_byte_array_unref);
  return well;
}
