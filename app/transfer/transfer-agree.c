/* Where a server makes checksums, they decide: whether what is there already is the file, or a beginning of it, and whether
 * what has moved is right. What follows from it is transfer-rule's and transfer-arrive's. */
#include "transfer-run-step-private.h"

#include "transfer-checksum-private.h"

typedef WaybillTransferRun Run;

/* waybill_transfer_agree_new_error:
 *
 * (transfer full): about this file; verb: what could not be said, or said otherwise. */
GError *
waybill_transfer_agree_new_error (WaybillTransferRun *self, WaybillRemoteError kind, const char *verb, const char *what)
{
  WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .verb = (char *) verb, .subject = self->result->remote_path, .alert = -1 };

  return waybill_remote_error_new (kind, &facts, "%s", what);
}

static void
note_agreed (Run *self, const WaybillRemoteChecksum *checksum)
{
  self->result->hash_checked = TRUE;
  self->result->hash_name = checksum->algorithm;
}

static void
ask (GTask *task, gint64 length, const char *sha256, GAsyncReadyCallback callback)
{
  Run *self = g_task_get_task_data (task);
  int file = self->direction == WAYBILL_TRANSFER_GET ? waybill_transfer_target_get_file (self->target)
                                                     : waybill_transfer_source_get_file (self->source);

  waybill_transfer_checksum_agree_async (self->remote, self->result->remote_path, file, length, sha256,
                                         g_task_get_cancellable (task), callback, task);
}

/* What is there already. */

/* Who is gone, or was told to stop, is asked again or not at all; TRUE: the run goes on that way, and took the error.
 * Another server's no is none about the file. */
static gboolean
ends_with (GTask *task, GError *error)
{
  if (!waybill_remote_error_is_passing (error)
      && !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED))
    {
      g_debug ("There is no checksum: %s", error->message);
      g_error_free (error);
      return FALSE;
    }
  if (!waybill_transfer_run_never_began (task, error))
    waybill_transfer_run_try_again (task, error);
  return TRUE;
}

static void
told_same (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  WaybillRemoteChecksum checksum;
  gboolean agrees;
  GError *error = NULL;

  if (!waybill_transfer_checksum_agree_finish (result, &agrees, &checksum, &error))
    {
      if (!ends_with (task, error))
        waybill_transfer_run_move (task);
    }
  else if (agrees)
    {
      note_agreed (self, &checksum);
      waybill_transfer_run_leave (task);
    }
  else
    {
      waybill_transfer_target_forget_beginning (self->target);
      waybill_transfer_rule_judge_get (task);
    }
}

/* waybill_transfer_agree_on_same:
 *
 * As many bytes stand under the final name as the source has. */
gboolean
waybill_transfer_agree_on_same (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->tried_checksum || !waybill_transfer_target_has_all (self->target)
      || !waybill_transfer_checksum_is_to_be_had (self->remote))
    return FALSE;
  self->tried_checksum = TRUE;
  ask (task, self->listed_size, NULL, told_same);
  return TRUE;
}

static void
told_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  gint64 size = self->proven_size;
  WaybillRemoteChecksum checksum;
  gboolean agrees;
  GError *error = NULL;

  if (!waybill_transfer_checksum_agree_finish (result, &agrees, &checksum, &error))
    {
      if (ends_with (task, error))
        return;
      if (!self->needs_checksum)
        {
          waybill_transfer_rule_compare_tail (task, size);
          return;
        }
      agrees = FALSE;
    }
  self->is_refuted = !agrees;
  if (!agrees)
    {
      waybill_transfer_run_go (task);
      return;
    }
  if (size == waybill_transfer_source_get_size (self->source) && self->part_path == NULL)
    {
      note_agreed (self, &checksum);
      waybill_transfer_run_leave (task);
      return;
    }
  self->offset = size;
  waybill_transfer_run_move (task);
}

/* waybill_transfer_agree_on_part:
 *
 * So many bytes stand at the partner, no more than the source has. */
gboolean
waybill_transfer_agree_on_part (GTask *task, gint64 size)
{
  Run *self = g_task_get_task_data (task);

  if (self->tried_checksum || !self->terms.resumes || !waybill_transfer_checksum_is_to_be_had (self->remote))
    return FALSE;
  self->tried_checksum = TRUE;
  self->proven_size = size;
  ask (task, size, NULL, told_part);
  return TRUE;
}

static void
told_doubtful (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  WaybillRemoteChecksum checksum;
  gboolean agrees = FALSE;
  g_autoptr (GError) error = NULL;

  if (waybill_transfer_checksum_agree_finish (result, &agrees, &checksum, &error) && agrees)
    {
      note_agreed (self, &checksum);
      waybill_transfer_arrive_after_doubt (task);
      return;
    }
  waybill_transfer_run_try_again (task, g_steal_pointer (&self->failure));
}

/* waybill_transfer_agree_on_doubt:
 *
 * A file of the size that was sent stands at the partner, and so did another before. */
gboolean
waybill_transfer_agree_on_doubt (GTask *task, gint64 size)
{
  Run *self = g_task_get_task_data (task);

  if (self->terms.ascii || !waybill_transfer_checksum_is_to_be_had (self->remote))
    return FALSE;
  ask (task, size, NULL, told_doubtful);
  return TRUE;
}

/* What has moved. */

/* A proof that was asked for is not to be had: that is its own answer. */
static GError *
settle_lack (Run *self, GError *error)
{
  GError *lack;

  if (!g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED))
    return error;
  lack = waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_UNVERIFIED, "HASH", error->message);
  g_error_free (error);
  return lack;
}

static void
told_all (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  gboolean is_get = self->direction == WAYBILL_TRANSFER_GET;
  WaybillRemoteChecksum checksum;
  gboolean agrees;
  GError *error = NULL;

  if (!waybill_transfer_checksum_agree_finish (result, &agrees, &checksum, &error))
    {
      if (self->terms.verify == WAYBILL_TRANSFER_VERIFY_HASH
          || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED))
        {
          waybill_transfer_run_fail (task, settle_lack (self, error));
          return;
        }
      /* Nobody asked for it: the size has agreed, and the seam. */
      g_debug ("There is no checksum: %s", error->message);
      g_error_free (error);
      waybill_transfer_deliver (task);
    }
  else if (agrees)
    {
      note_agreed (self, &checksum);
      waybill_transfer_deliver (task);
    }
  else
    {
      if (is_get)
        waybill_transfer_target_discard (self->target);
      self->result->hash_checked = FALSE;
      waybill_transfer_run_fail (task, waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_HASH_DIFFERS,
                                                                         is_get ? "RETR" : "STOR",
                                                                         "The server's checksum is another"));
    }
}

/* waybill_transfer_agree_on_all:
 *
 * By choice, and where an earlier run's part was gone on behind: there the bytes of two sources meet. */
gboolean
waybill_transfer_agree_on_all (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const WaybillRemoteOutcome *outcome = &self->result->outcome;
  gboolean is_chosen = self->terms.verify == WAYBILL_TRANSFER_VERIFY_HASH;
  gboolean is_joined = self->terms.verify == WAYBILL_TRANSFER_VERIFY_AUTO && self->terms.resumes && outcome->start > 0
                       && waybill_transfer_checksum_is_to_be_had (self->remote);

  if (outcome->is_text || !(is_chosen || is_joined))
    return FALSE;
  self->result->hash_checked = FALSE;
  ask (task, outcome->start + outcome->bytes, self->result->sha256, told_all);
  return TRUE;
}
