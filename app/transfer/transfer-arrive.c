/* What follows when all bytes have moved: the last doubt, the check that was asked for, and the final name of a fetched
 * file. It moves nothing. */
#include "transfer-run-step-private.h"

#include "transfer-doubt.h"

typedef WaybillTransferRun Run;

static gboolean
may_replace (Run *self)
{
  return self->is_proven || self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_YES
         || self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER;
}

/* Giving the file its name flushes its folder. */
static void
commit_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  if (waybill_transfer_target_commit (self->target, may_replace (self),
                                      self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME, error))
    {
      g_free (self->result->local_path);
      self->result->local_path = g_strdup (waybill_transfer_target_get_path (self->target));
    }
  g_clear_pointer (&self->target, waybill_transfer_target_free);
}

static void
committed (GTask *task, GError *error)
{
  if (error != NULL)
    waybill_transfer_run_fail (task, error);
  else
    waybill_transfer_run_succeed (task);
}

static void
named (char *path, char *sha256, GError *error, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  if (error == NULL)
    {
      g_free (self->result->local_path);
      self->result->local_path = path;
      g_free (self->result->sha256);
      self->result->sha256 = sha256;
    }
  committed (task, error);
}

/* Every byte is here: the session is free for the next. */
static void
give_name (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->flush == NULL)
    {
      waybill_transfer_disk_ask (self->disk, task, commit_on_thread, committed);
      return;
    }
  waybill_transfer_flush_add (self->flush, g_steal_pointer (&self->target), may_replace (self),
                              self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME, named, task);
  if (self->moved != NULL)
    self->moved (self->user_data);
}

static void
drop_stale_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  waybill_transfer_stale_drop (self->stale, self->target, -1, 0);
}

static void
dropped_stale (GTask *task, GError *ignored)
{
  give_name (task);
}

/* Nobody will go on from a part of what is whole. */
static void
commit (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->has_stale)
    waybill_transfer_disk_ask (self->disk, task, drop_stale_on_thread, dropped_stale);
  else
    give_name (task);
}

/* waybill_transfer_deliver:
 *
 * Every check went well. */
void
waybill_transfer_deliver (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->direction == WAYBILL_TRANSFER_PUT)
    waybill_transfer_run_succeed (task);
  else if (waybill_transfer_target_is_same (self->target))
    waybill_transfer_run_leave (task);
  else
    commit (task);
}

static void
verify (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (waybill_transfer_agree_on_all (task))
    return;
  /* The session was switched to text by somebody else. */
  if (self->terms.verify == WAYBILL_TRANSFER_VERIFY_HASH)
    waybill_transfer_run_fail (task, waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_UNVERIFIED, "TYPE",
                                                                       "A text's checksum is not that of the other side"));
  else if (self->terms.verify == WAYBILL_TRANSFER_VERIFY_SIZE && !self->result->outcome.size_checked)
    waybill_transfer_run_fail (task, waybill_transfer_agree_new_error (self, WAYBILL_REMOTE_ERROR_UNVERIFIED, "SIZE",
                                                                       "The server tells no size"));
  else
    waybill_transfer_deliver (task);
}

/* waybill_transfer_arrive:
 *
 * All of it has moved, and the server has said so. */
void
waybill_transfer_arrive (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      self->is_proven = waybill_transfer_target_has_beginning (self->target);
      self->result->sha256 = waybill_transfer_target_dup_sha256 (self->target);
    }
  else
    {
      g_clear_pointer (&self->part_path, g_free);
      self->result->sha256 = waybill_transfer_source_dup_sha256 (self->source);
    }
  verify (task);
}

/* Of a get the engine did not come so far. */
static void
end_sink_on_thread (gpointer data, GError **error)
{
  Run *self = data;
  const WaybillRemoteSink sink = waybill_transfer_target_get_sink (self->target);

  sink.klass->end (sink.self, error);
}

static void
sink_ended (GTask *task, GError *error)
{
  if (error != NULL)
    waybill_transfer_run_fail (task, error);
  else
    waybill_transfer_arrive (task);
}

/* waybill_transfer_arrive_after_doubt:
 *
 * It is whole, as was found out. */
void
waybill_transfer_arrive_after_doubt (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = g_steal_pointer (&self->failure);

  waybill_transfer_doubt_fill (error, waybill_remote_progress_get (self->progress), &self->result->outcome);
  if (self->direction == WAYBILL_TRANSFER_GET)
    waybill_transfer_disk_ask (self->disk, task, end_sink_on_thread, sink_ended);
  else
    waybill_transfer_arrive (task);
}

/* It had said that it has the file (226), and fell silent only when it was asked for its size: nothing else stands there. */
static gboolean
is_accepted (Run *self)
{
  return waybill_remote_error_get_facts (self->failure)->phase == WAYBILL_REMOTE_PHASE_CHECK;
}

static void
doubt_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  gint64 size = waybill_remote_error_get_facts (self->failure)->ended_size, mtime;

  if (!waybill_transfer_doubt_settle_finish (result, &mtime))
    waybill_transfer_run_try_again (task, g_steal_pointer (&self->failure));
  else if (self->direction == WAYBILL_TRANSFER_GET || is_accepted (self)
           || waybill_transfer_rule_is_replaced (self, size, mtime))
    waybill_transfer_arrive_after_doubt (task);
  else if (!waybill_transfer_agree_on_doubt (task, size))
    waybill_transfer_run_try_again (task, g_steal_pointer (&self->failure));
}

/* waybill_transfer_arrive_in_doubt:
 *
 * All of it has moved, and the last word never came. Takes the error. */
void
waybill_transfer_arrive_in_doubt (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  self->failure = error;
  waybill_transfer_doubt_settle_async (self->remote, self->result->remote_path, error, g_task_get_cancellable (task),
                                       doubt_settled, task);
}
