/* What follows when all bytes have moved: the last doubt, the check that was asked for, and the final name of a fetched
 * file. It moves nothing. */
#include "transfer-run-step-private.h"

#include "transfer-doubt.h"

#include "remote-ask.h"

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
commit (GTask *task)
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

/* Every check went well. */
static void
deliver (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->direction == WAYBILL_TRANSFER_PUT)
    waybill_transfer_run_succeed (task);
  else if (waybill_transfer_target_is_same (self->target))
    waybill_transfer_run_leave (task);
  else
    commit (task);
}

static GError *
new_unverified_error (Run *self, const char *what)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .subject = self->result->remote_path, .alert = -1 };

  return waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TRUNCATED, &facts, "%s", what);
}

/* The server's own sum of the file, where it is to be had. */
static void
told_checksum (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  WaybillRemoteChecksum checksum = { 0 };
  g_autoptr (GError) error = NULL;

  if (!waybill_remote_checksum_finish (self->remote, result, &checksum, &error))
    waybill_transfer_run_fail (task, g_steal_pointer (&error));
  else if (g_strcmp0 (checksum.algorithm, "sha256") != 0)
    waybill_transfer_run_fail (task, new_unverified_error (self, "The server tells no SHA-256"));
  else if (g_strcmp0 (checksum.hex, self->result->sha256) != 0)
    waybill_transfer_run_fail (task, new_unverified_error (self, "The server's SHA-256 is another"));
  else
    {
      self->result->hash_checked = TRUE;
      deliver (task);
    }
}

static void
verify (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->terms.verify == WAYBILL_TRANSFER_VERIFY_HASH)
    waybill_remote_checksum_async (self->remote, self->result->remote_path, g_task_get_cancellable (task), told_checksum,
                                   task);
  else if (self->terms.verify == WAYBILL_TRANSFER_VERIFY_SIZE && !self->result->outcome.size_checked)
    waybill_transfer_run_fail (task, new_unverified_error (self, "The server tells no size"));
  else
    deliver (task);
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

static void
doubt_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = g_steal_pointer (&self->failure);

  if (!waybill_transfer_doubt_settle_finish (result))
    {
      waybill_transfer_run_try_again (task, g_steal_pointer (&error));
      return;
    }
  waybill_transfer_doubt_fill (error, waybill_remote_progress_get (self->progress), &self->result->outcome);
  if (self->direction == WAYBILL_TRANSFER_GET)
    waybill_transfer_disk_ask (self->disk, task, end_sink_on_thread, sink_ended);
  else
    waybill_transfer_arrive (task);
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
