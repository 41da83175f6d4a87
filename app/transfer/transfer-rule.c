/* What may be put where, and from where on: the conflict rule, and the proofs with which a transfer goes on behind what is
 * there already. Each question to the server is asked once. It moves nothing but a tail that is compared. */
#include "transfer-run-step-private.h"

#include "transfer-checksum-private.h"
#include "transfer-name.h"
#include "transfer-part.h"

typedef WaybillTransferRun Run;

/* So much is not to be sent twice: what stands there before is asked for also where it may be replaced, for only who knows
 * that can say after a lost connection whether it is there still. */
#define WORTH_ASKING (1024 * 1024)

/* waybill_transfer_rule_new_exists_error:
 *
 * there: what is known of what is there. */
GError *
waybill_transfer_rule_new_exists_error (WaybillRemoteError kind, const WaybillRemoteErrorFacts *there, const char *path)
{
  WaybillRemoteErrorFacts facts = *there;

  facts.phase = WAYBILL_REMOTE_PHASE_COMMAND;
  facts.subject = (char *) path;
  facts.alert = -1;
  return waybill_remote_error_new (kind, &facts, "%s is there already", path);
}

static void
ask_what_is_there (GTask *task);

static gboolean
is_newer (gint64 source_time, gint64 target_time)
{
  return source_time != WAYBILL_REMOTE_NO_TIME && target_time != WAYBILL_REMOTE_NO_TIME && source_time > target_time;
}

/* A get. */

static void
find_kept_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  if (self->listed_mtime != WAYBILL_REMOTE_NO_TIME)
    waybill_transfer_stale_drop (self->stale, self->target, self->listed_size, self->listed_mtime);
  waybill_transfer_target_find_kept (self->target, self->listed_size, self->listed_mtime);
}

static void
found_kept (GTask *task, GError *ignored)
{
  waybill_transfer_run_move (task);
}

static void
find_beginning_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  waybill_transfer_target_find_beginning (self->target, self->listed_size, self->listed_mtime);
}

/* Who has its time and as many bytes is the same, without a byte being fetched; so is who has its checksum. */
static void
found_beginning (GTask *task, GError *ignored)
{
  Run *self = g_task_get_task_data (task);

  if (self->there_time != self->listed_mtime && self->listed_mtime != WAYBILL_REMOTE_NO_TIME)
    waybill_transfer_target_compare_all (self->target);
  if (!waybill_transfer_target_has_beginning (self->target))
    waybill_transfer_rule_judge_get (task);
  else if (self->there_time == self->listed_mtime && waybill_transfer_target_has_all (self->target)
           && self->terms.verify != WAYBILL_TRANSFER_VERIFY_HASH)
    waybill_transfer_run_leave (task);
  else if (!waybill_transfer_agree_on_same (task))
    waybill_transfer_run_move (task);
}

/* TRUE: something is there that may not be touched, and the run has ended. */
static gboolean
is_refused (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const WaybillRemoteErrorFacts there = { .alert = -1 };

  if (!self->is_there)
    return FALSE;
  if (self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NO)
    waybill_transfer_run_fail (task, waybill_transfer_rule_new_exists_error (WAYBILL_REMOTE_ERROR_LOCAL_EXISTS, &there,
                                                                             self->result->local_path));
  else if (self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && !is_newer (self->listed_mtime, self->there_time))
    waybill_transfer_run_leave (task);
  else
    return FALSE;
  return TRUE;
}

/* waybill_transfer_rule_judge_get:
 *
 * What is there on this side, and what may be done about it. */
void
waybill_transfer_rule_judge_get (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  gboolean is_new_enough = self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && self->is_there;

  if (!self->knows_source && (self->terms.resumes || is_new_enough))
    {
      ask_what_is_there (task);
    }
  else if (self->terms.resumes && self->is_there && !self->tried_beginning && self->listed_size >= 0)
    {
      self->tried_beginning = TRUE;
      waybill_transfer_disk_ask (self->disk, task, find_beginning_on_thread, found_beginning);
    }
  else if (is_refused (task))
    {
    }
  else if (self->terms.resumes && !self->tried_kept && self->listed_size >= 0)
    {
      self->tried_kept = TRUE;
      waybill_transfer_disk_ask (self->disk, task, find_kept_on_thread, found_kept);
    }
  else
    {
      waybill_transfer_run_move (task);
    }
}

/* A put. */

/* Not the part that this file left: somebody else's, or gone. Then the rule begins anew with the name that was asked for. */
static gboolean
drop_part (Run *self)
{
  gboolean elsewhere = g_strcmp0 (self->part_path, self->wanted_path) != 0;

  if (self->part_path == NULL)
    return FALSE;
  g_clear_pointer (&self->part_path, g_free);
  if (!elsewhere)
    return FALSE;
  self->number = 1;
  g_free (self->result->remote_path);
  self->result->remote_path = g_strdup (self->wanted_path);
  return TRUE;
}

static void
compared_tail (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  gint64 size = self->proven_size;
  GError *error = NULL;

  if (!waybill_remote_move_finish (self->remote, result, NULL, &error))
    {
      /* No proof, whoever is to blame; but who is gone, or was told to stop, is asked again or not at all. */
      self->is_refuted = !waybill_remote_error_is_passing (error)
                         && !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
      if (!self->is_refuted)
        {
          if (!waybill_transfer_run_never_began (task, error))
            waybill_transfer_run_try_again (task, error);
          return;
        }
      g_error_free (error);
      waybill_transfer_run_go (task);
      return;
    }
  if (size == waybill_transfer_source_get_size (self->source) && self->part_path == NULL)
    {
      waybill_transfer_run_leave (task);
      return;
    }
  self->offset = size;
  waybill_transfer_run_move (task);
}

/* waybill_transfer_rule_compare_tail:
 *
 * The tail of what is there comes back, and is compared with the same place of the file. */
void
waybill_transfer_rule_compare_tail (GTask *task, gint64 size)
{
  Run *self = g_task_get_task_data (task);
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_GET, .path = self->result->remote_path };

  move.offset = MAX (waybill_transfer_proof_get_start (size), 0);
  self->proven_size = size;
  self->proof = (WaybillTransferProof){ waybill_transfer_source_get_file (self->source), move.offset, size, FALSE };
  move.sink = waybill_transfer_proof_get_sink (&self->proof);
  waybill_remote_move_async (self->remote, &move, g_task_get_cancellable (task), compared_tail, task);
}

static void
go_on (GTask *task, gint64 size)
{
  if (!waybill_transfer_agree_on_part (task, size))
    waybill_transfer_rule_compare_tail (task, size);
}

/* waybill_transfer_rule_is_replaced:
 *
 * Of a put: is it sure that what stands there now is not what stood there before? Servers that store under a hidden name
 * first have the old file until the last byte came. */
gboolean
waybill_transfer_rule_is_replaced (Run *self, gint64 size, gint64 mtime)
{
  return self->knows_before && (!self->was_there || size != self->before_size || is_newer (mtime, self->before_time));
}

/* As long as the source and of another time: what they differ in may stand before the tail. */
static gboolean
lacks_proof (Run *self, gint64 size, gint64 mtime)
{
  return size == waybill_transfer_source_get_size (self->source) && mtime != WAYBILL_REMOTE_NO_TIME
         && mtime != waybill_transfer_source_get_mtime (self->source);
}

/* A part of our own that is small is quicker sent again. */
static gboolean
may_go_on (Run *self, WaybillRemoteEntryType type, gint64 size, gint64 mtime, gboolean is_part)
{
  self->needs_checksum = FALSE;
  if (self->is_refuted || self->terms.ascii || type != WAYBILL_REMOTE_ENTRY_FILE || size <= 0
      || size > waybill_transfer_source_get_size (self->source))
    return FALSE;
  if (is_part && waybill_transfer_rule_is_replaced (self, size, mtime))
    return waybill_transfer_proof_get_start (size) >= 0;
  self->needs_checksum = lacks_proof (self, size, mtime);
  return self->terms.resumes
         && (!self->needs_checksum || (!self->tried_checksum && waybill_transfer_checksum_is_to_be_had (self->remote)));
}

/* Nothing of this file was sent yet. */
static void
note_before (Run *self, gboolean was_there, gint64 size, gint64 mtime)
{
  if (self->part_path != NULL)
    return;
  self->knows_before = TRUE;
  self->was_there = was_there;
  self->before_size = size;
  self->before_time = mtime;
}

static void
take_next_name (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  g_free (self->result->remote_path);
  self->result->remote_path = waybill_transfer_name_dup_numbered (self->wanted_path, ++self->number);
  ask_what_is_there (task);
}

/* An empty file is the beginning of any. */
static void
begin_behind_nothing (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (waybill_transfer_source_get_size (self->source) == 0 && self->part_path == NULL)
    waybill_transfer_run_leave (task);
  else
    waybill_transfer_run_move (task);
}

static void
judge_existing_remote (GTask *task, WaybillRemoteEntryType type, gint64 size, gint64 remote_time)
{
  Run *self = g_task_get_task_data (task);
  const WaybillRemoteErrorFacts there = { .has_there = TRUE, .there_size = size, .there_time = remote_time };
  gboolean is_part = self->part_path != NULL && type != WAYBILL_REMOTE_ENTRY_DIR
                     && waybill_transfer_part_is_ours (self->part_moved, size);
  WaybillTransferOverwrite rule = self->terms.overwrite;

  if (self->terms.resumes && type == WAYBILL_REMOTE_ENTRY_FILE && size == 0)
    begin_behind_nothing (task);
  else if (may_go_on (self, type, size, remote_time, is_part))
    go_on (task, size);
  else if (is_part)
    waybill_transfer_run_move (task);
  else if (drop_part (self))
    ask_what_is_there (task);
  else if (rule == WAYBILL_TRANSFER_OVERWRITE_YES)
    waybill_transfer_run_move (task);
  else if (rule == WAYBILL_TRANSFER_OVERWRITE_NEWER && type != WAYBILL_REMOTE_ENTRY_DIR
           && is_newer (waybill_transfer_source_get_mtime (self->source), remote_time))
    waybill_transfer_run_move (task);
  else if (rule == WAYBILL_TRANSFER_OVERWRITE_NEWER && type != WAYBILL_REMOTE_ENTRY_DIR)
    waybill_transfer_run_leave (task);
  else if (rule == WAYBILL_TRANSFER_OVERWRITE_RENAME && self->number < WAYBILL_TRANSFER_NAME_MOST_COPIES)
    take_next_name (task);
  else
    waybill_transfer_run_fail (task, waybill_transfer_rule_new_exists_error (WAYBILL_REMOTE_ERROR_EXISTS, &there,
                                                                             self->result->remote_path));
}

/* What the server says. */

/* Nothing is there, or nobody can tell and it would be replaced anyhow. */
static gboolean
may_move_unseen (Run *self, const GError *error)
{
  if (g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND))
    {
      note_before (self, FALSE, -1, WAYBILL_REMOTE_NO_TIME);
      return TRUE;
    }
  return self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_YES && !self->terms.resumes
         && waybill_remote_is_connected (self->remote)
         && !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
}

static void
told_what_is_there (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  gint64 size = -1, remote_time = WAYBILL_REMOTE_NO_TIME;
  GError *error = NULL;

  if (!waybill_remote_stat_finish (self->remote, result, &type, &size, &remote_time, &error))
    {
      if (self->direction == WAYBILL_TRANSFER_PUT && may_move_unseen (self, error))
        {
          g_error_free (error);
          waybill_transfer_run_move (task);
        }
      else if (!waybill_transfer_run_never_began (task, error))
        waybill_transfer_run_try_again (task, error);
      return;
    }
  if (self->direction == WAYBILL_TRANSFER_PUT)
    {
      note_before (self, TRUE, size, remote_time);
      judge_existing_remote (task, type, size, remote_time);
      return;
    }
  self->knows_source = TRUE;
  self->listed_size = size;
  self->listed_mtime = remote_time;
  waybill_transfer_rule_judge_get (task);
}

static void
ask_what_is_there (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  waybill_remote_stat_async (self->remote, self->result->remote_path, g_task_get_cancellable (task), told_what_is_there,
                             task);
}

static gboolean
needs_to_ask (Run *self)
{
  if (self->part_path != NULL)
    return self->terms.overwrite != WAYBILL_TRANSFER_OVERWRITE_YES || self->terms.resumes || self->part_moved > 0;
  return !self->is_new
         && (self->terms.resumes || self->terms.overwrite != WAYBILL_TRANSFER_OVERWRITE_YES
             || waybill_transfer_source_get_size (self->source) >= WORTH_ASKING);
}

/* (transfer full) (nullable): a proof that nobody can give is no reason to move anything. */
static GError *
dup_lack_of_proof (Run *self)
{
  gboolean wants_size = self->terms.verify == WAYBILL_TRANSFER_VERIFY_SIZE;

  if (self->terms.verify != WAYBILL_TRANSFER_VERIFY_HASH && !wants_size)
    return NULL;
  if (self->terms.ascii)
    return waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_UNVERIFIED, "TYPE",
                                             "A text's size and checksum are not those of the other side");
  if (wants_size || waybill_transfer_checksum_is_to_be_had (self->remote))
    return NULL;
  return waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_UNVERIFIED, "HASH", "The server makes no checksums");
}

/* waybill_transfer_rule_judge:
 *
 * The session is connected: what may be done? */
void
waybill_transfer_rule_judge (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GError *lack = dup_lack_of_proof (self);

  if (lack != NULL)
    {
      waybill_transfer_run_fail (task, lack);
      return;
    }
  if (self->direction == WAYBILL_TRANSFER_PUT && needs_to_ask (self))
    ask_what_is_there (task);
  else if (self->direction == WAYBILL_TRANSFER_GET && !self->settled)
    waybill_transfer_rule_judge_get (task);
  else
    waybill_transfer_run_move (task);
}
