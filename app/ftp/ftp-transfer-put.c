/* STOR and APPE of one file: the bytes out, and what is asked of the file when it is there. How a channel comes about, and
 * when a move is tried again, is ftp-transfer's. */
#include "ftp-transfer-private.h"

#include "base-clock.h"
#include "ftp-attribute.h"
#include "ftp-error.h"
#include "ftp-type.h"

#define PIECE (256 * 1024)
#define KNOWN_LONG (30 * 24 * 60 * 60) /* seconds; then the server's clock is looked at again */

typedef WaybillFtpTransfer Run;

/* Before the data. A file that is not there yet is made (RFC 959 §4.1.3). */
gboolean
waybill_ftp_transfer_find_end (WaybillFtpTransfer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  self->knows_start = FALSE;
  if (!waybill_ftp_type_is_exact (self->type))
    return TRUE;
  reply = waybill_ftp_pipe_command (self->session->pipe, "SIZE", self->move->path, cancellable, error);
  if (reply == NULL)
    return waybill_ftp_transfer_fail (self, WAYBILL_REMOTE_PHASE_COMMAND, error);
  self->outcome->start = MAX (waybill_ftp_session_read_size (reply), 0);
  self->knows_start = reply->code == 550 || waybill_ftp_session_read_size (reply) >= 0;
  return TRUE;
}

static gboolean
send_piece (Run *self, const char *piece, gsize length, GCancellable *cancellable, GError **error)
{
  const char *wire = piece;
  gsize wire_length = length;

  if (waybill_ftp_type_is_text (self->type))
    {
      char *room = waybill_ftp_transfer_get_room (self, 2 * length);

      wire_length = waybill_ftp_text_to_wire (&self->text, piece, length, room);
      wire = room;
    }
  if (!waybill_ftp_flow_send (&self->flow, wire, wire_length, cancellable, error))
    return FALSE;
  self->outcome->bytes += (gint64) length;
  waybill_remote_progress_add (self->move->progress, (gint64) wire_length);
  return TRUE;
}

static gboolean
send_all (Run *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteSource *source = &self->move->source;
  gint64 start = self->move->appends ? 0 : self->outcome->start;
  g_autofree char *piece = g_malloc (PIECE);
  gsize length = 0;

  if (start > 0 && !source->klass->seek (source->self, start, error))
    return FALSE;
  while (source->klass->read (source->self, piece, PIECE, &length, error))
    {
      if (length == 0)
        return TRUE;
      if (!send_piece (self, piece, length, cancellable, error))
        return FALSE;
    }
  return FALSE;
}

/* "226 done" before it had all of it, and it cannot be asked how much it has. */
static gboolean
set_ended_early (Run *self, GError **error)
{
  g_propagate_error (error, waybill_ftp_transfer_new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                                            "The server said that all went well before all was sent"));
  return FALSE;
}

/* curl and lftp do not look. A server that does not know SIZE cannot be asked: the outcome then says that it was not
 * checked. */
static gboolean
compare_size (Run *self, const WaybillFtpReply *reply, GError **error)
{
  WaybillRemoteOutcome *outcome = self->outcome;
  gboolean is_compared = !self->move->unchecked && (!self->move->appends || self->knows_start);

  if (reply->code == 550 && self->session->features.size && !self->move->unchecked)
    {
      g_propagate_error (error, waybill_ftp_transfer_new_error (
                                    self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                    "The server has nothing of that name, although it said that all went well"));
      return FALSE;
    }
  outcome->announced = is_compared ? waybill_ftp_session_read_size (reply) : -1;
  outcome->size_checked = outcome->announced == outcome->start + outcome->bytes;
  if (outcome->size_checked)
    return TRUE;
  if (outcome->announced < 0)
    return !self->flow.ended_early || set_ended_early (self, error);
  g_propagate_error (error, waybill_ftp_transfer_new_error (self, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_CHECK,
                                                            "The server has another number of bytes than were sent"));
  return FALSE;
}

/* It answers no more, or says goodbye (421) instead: the file may well be there, and a new connection tells. */
static gboolean
take_size (Run *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, error);

  /* Another command's: from here on nothing here answers what was asked. */
  if (reply != NULL && waybill_ftp_reply_is_positive (reply) && reply->code != 213)
    waybill_ftp_pipe_give_up (self->session->pipe);
  else if (reply != NULL && reply->code != 421)
    return compare_size (self, reply, error);
  if (reply != NULL && reply->code == 421)
    waybill_ftp_transfer_refuse (self, WAYBILL_REMOTE_PHASE_CHECK, reply, error);
  else if (reply != NULL)
    g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, "The server's replies are out of step");
  return waybill_ftp_transfer_fail_at_end (self, WAYBILL_REMOTE_PHASE_CHECK, error);
}

/* The file is right by now, whatever becomes of its time, and of the connection. */
static gboolean
take_time (Run *self, const WaybillFtpCommand *command, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) lost = NULL;
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, &lost);

  self->outcome->time_set = reply != NULL && waybill_ftp_reply_is_positive (reply);
  self->outcome->time_refused = reply != NULL && !self->outcome->time_set;
  if (self->outcome->time_refused)
    g_debug ("%s is refused for %s: %d", command->verb, self->move->path, reply->code);
  /* It is listed, and not there: the next file is set otherwise, if at all. */
  if (self->outcome->time_refused && reply->code >= 500 && reply->code <= 504 && g_str_equal (command->verb, "MFMT"))
    self->session->features.mfmt = FALSE;
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The server has made the file this moment: its time is the server's clock. */
static gboolean
take_clock (Run *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) lost = NULL;
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_read_final (self->session->pipe, cancellable, &lost);
  gint64 made = waybill_ftp_session_read_time (reply);
  gint64 now = waybill_base_clock_now ();

  self->session->asked_clock = TRUE;
  if (made != WAYBILL_REMOTE_NO_TIME)
    self->session->facts->learnt.clock = (WaybillCertClockReading){ WAYBILL_CERT_CLOCK_SOURCE_UPLOAD, made - now, now };
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
take_answer (Run *self, const WaybillFtpCommand *command, GCancellable *cancellable, GError **error)
{
  if (g_str_equal (command->verb, "SIZE"))
    return take_size (self, cancellable, error);
  /* MDTM sets a time too, where it has one in front of the name. */
  if (g_str_equal (command->verb, "MDTM") && command->argument == self->move->path)
    return take_clock (self, cancellable, error);
  return take_time (self, command, cancellable, error);
}

/* What is asked of the file when it is there travels behind STOR; where that is not sent yet, it is sent now. */
static gboolean
check_file (Run *self, const WaybillFtpCommand *own, guint n_own, GCancellable *cancellable, GError **error)
{
  gboolean is_sent = self->daring && self->flow.in_turn;

  if (n_own > 0 && !is_sent && !waybill_ftp_pipe_send_group (self->session->pipe, own, n_own, cancellable, error))
    return waybill_ftp_transfer_fail_at_end (self, WAYBILL_REMOTE_PHASE_CHECK, error);
  for (guint i = 0; i < n_own; i++)
    if (!take_answer (self, &own[i], cancellable, error))
      return FALSE;
  return TRUE;
}

/* Once for each session, and server and month. */
static gboolean
wants_clock (Run *self)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self->session);
  const WaybillCertClockReading *known = &values->learnt.clock;

  return values->keeps_clock && !self->session->asked_clock
         && (known->source == WAYBILL_CERT_CLOCK_SOURCE_NONE || ABS (waybill_base_clock_now () - known->at) > KNOWN_LONG)
         && waybill_ftp_features_find (&self->session->features, "MDTM") != NULL;
}

/* A file that is sent as it is has a size to compare; the server's way to set a time is said once, and what it answers to
 * it is only told. */
static guint
plan_own (Run *self, const WaybillFtpTimeCommand *time, WaybillFtpCommand *own)
{
  guint n = 0;

  if (waybill_ftp_type_is_exact (self->type))
    own[n++] = (WaybillFtpCommand){ "SIZE", self->move->path, FALSE };
  if (wants_clock (self))
    own[n++] = (WaybillFtpCommand){ "MDTM", self->move->path, FALSE };
  if (time->verb != NULL)
    own[n++] = (WaybillFtpCommand){ time->verb, time->argument, FALSE };
  return n;
}

/* 226 has come, and what was to follow it has not. */
static gboolean
has_accepted (Run *self)
{
  return self->flow.final != NULL && waybill_ftp_reply_is_positive (self->flow.final);
}

/* waybill_ftp_transfer_store:
 *
 * The data out, its reply, and the checks. */
gboolean
waybill_ftp_transfer_store (WaybillFtpTransfer *self, GCancellable *cancellable, GError **error)
{
  WaybillFtpCommand own[WAYBILL_FTP_TRANSFER_MOST_OWN];
  g_auto (WaybillFtpTimeCommand) time = { NULL };
  guint n_own;

  if (self->move->sets_time)
    waybill_ftp_attribute_plan_time (self->session, self->move->path, self->move->mtime, &time);
  n_own = plan_own (self, &time, own);
  if (!waybill_ftp_transfer_open_channel (self, own, n_own, cancellable, error))
    return FALSE;
  if (!send_all (self, cancellable, error))
    return waybill_ftp_transfer_fail (self, WAYBILL_REMOTE_PHASE_DATA, error);
  if (!waybill_ftp_transfer_close_channel (self, cancellable, error))
    return waybill_ftp_transfer_fail_at_end (self,
                                             has_accepted (self) ? WAYBILL_REMOTE_PHASE_CHECK
                                                                 : WAYBILL_REMOTE_PHASE_DATA_END,
                                             error);
  self->outcome->clean_end = TRUE;
  if (!waybill_ftp_reply_is_positive (self->flow.final))
    return waybill_ftp_transfer_refuse (self, WAYBILL_REMOTE_PHASE_DATA_END, self->flow.final, error);
  if (self->flow.ended_early && !waybill_ftp_type_is_exact (self->type))
    return set_ended_early (self, error);
  return check_file (self, own, n_own, cancellable, error);
}
