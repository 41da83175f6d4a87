/* One file on its way, from question to checked delivery: conflict rule, temporary name, transfer, retries, hash, rename.
 * Main thread. Not a queue: it knows one file. */
#include "transfer-run.h"

#include "transfer-name.h"
#include "transfer-retry.h"
#include "transfer-source.h"
#include "transfer-target.h"

#include "base-clock.h"
#include "base-thread.h"

typedef struct
{
  WaybillRemote *remote;
  WaybillTransferDirection direction;
  WaybillTransferOverwrite overwrite;
  guint retries;
  WaybillRemoteProgress *progress;
  WaybillTransferTarget *target; /* (nullable) of a get */
  WaybillTransferSource *source; /* (nullable) of a put */
  WaybillTransferResult *result;
  char *wanted_path; /* the remote path that was asked for, before any number */
  guint number;      /* the copy that is tried: "name (2)" */
  gboolean settled;  /* the conflict rule has spoken: a retry finds its own partial file */
  gint64 begun;
  GSource *delay;
} Run;

static void
run_free (Run *self)
{
  g_clear_pointer (&self->target, waybill_transfer_target_free);
  g_clear_pointer (&self->source, waybill_transfer_source_free);
  g_clear_pointer (&self->result, waybill_transfer_result_free);
  g_clear_pointer (&self->progress, waybill_remote_progress_unref);
  g_clear_pointer (&self->delay, g_source_unref);
  g_clear_object (&self->remote);
  g_free (self->wanted_path);
  g_free (self);
}

static void
attempt (GTask *task);

/**
 * waybill_transfer_overwrite_from_name:
 * @name: "yes", "no", "newer", "rename"
 * @overwrite: (out): the rule
 *
 * "ask" is not a rule: who can ask, asks and then names one.
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
waybill_transfer_overwrite_from_name (const char *name, WaybillTransferOverwrite *overwrite)
{
  static const char *const names[] = {
    [WAYBILL_TRANSFER_OVERWRITE_NO] = "no",
    [WAYBILL_TRANSFER_OVERWRITE_YES] = "yes",
    [WAYBILL_TRANSFER_OVERWRITE_NEWER] = "newer",
    [WAYBILL_TRANSFER_OVERWRITE_RENAME] = "rename",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *overwrite = (WaybillTransferOverwrite) i;
        return TRUE;
      }
  return FALSE;
}

static void
succeed (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->microseconds = waybill_base_clock_ticks () - self->begun;
  g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) waybill_transfer_result_free);
  g_object_unref (task);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
leave (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->left = TRUE;
  succeed (task);
}

static GError *
new_exists_error (WaybillRemoteError kind, const char *path)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_COMMAND, .subject = (char *) path, .alert = -1 };

  return waybill_remote_error_new (kind, &facts, "%s is there already", path);
}

/* The tries. */

static gboolean
delay_is_over (gpointer data)
{
  GTask *task = data;
  Run *self = g_task_get_task_data (task);

  g_source_destroy (self->delay);
  g_clear_pointer (&self->delay, g_source_unref);
  attempt (task);
  return G_SOURCE_REMOVE;
}

static void
try_again_or_fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);
  guint delay;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))
      || !waybill_transfer_retry_is_due (error, self->result->tries, self->retries, &delay))
    {
      fail (task, error);
      return;
    }

  g_debug ("Try %u failed: %s. The next follows in %u ms", self->result->tries, error->message, delay);
  g_error_free (error);
  self->delay = g_timeout_source_new (delay);
  g_source_set_callback (self->delay, delay_is_over, task, NULL);
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

      /* Cancelled while it waits: the attempt that follows at once says so. */
      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (self->delay, cancelled);
    }
  g_source_attach (self->delay, g_task_get_context (task));
}

/* Giving the file its name flushes its folder: a slow disk takes its time for that, and the main thread has none. */
typedef struct
{
  GTask *task; /* main's: the thread carries the pointer only */
  GMainContext *context;
  WaybillTransferTarget *target;
  gboolean replace;
  gboolean rename;
  GError *error;
} Commit;

static void
committed (gpointer data)
{
  Commit *commit = data;
  GTask *task = commit->task;
  GError *error = commit->error;
  Run *self = g_task_get_task_data (task);

  g_main_context_unref (commit->context);
  g_free (commit);
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  self->result->sha256 = waybill_transfer_target_dup_sha256 (self->target);
  g_free (self->result->local_path);
  self->result->local_path = g_strdup (waybill_transfer_target_get_path (self->target));
  succeed (task);
}

static void
commit_on_thread (gpointer data)
{
  Commit *commit = data;

  waybill_transfer_target_commit (commit->target, commit->replace, commit->rename, &commit->error);
  waybill_base_thread_hop (commit->context, committed, commit);
}

static void
finish_get (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  Commit *commit = g_new0 (Commit, 1);

  commit->task = task;
  commit->context = g_main_context_ref (g_task_get_context (task));
  commit->target = self->target;
  commit->replace = self->overwrite == WAYBILL_TRANSFER_OVERWRITE_YES || self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER;
  commit->rename = self->overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME;
  waybill_base_thread_detach ("commit", commit_on_thread, commit);
}

static void
moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!waybill_remote_transfer_finish (self->remote, result, &self->result->outcome, &error))
    {
      try_again_or_fail (task, error);
      return;
    }
  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      finish_get (task);
      return;
    }
  self->result->sha256 = waybill_transfer_source_dup_sha256 (self->source);
  succeed (task);
}

static void
move (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  self->settled = TRUE;
  waybill_remote_progress_reset (self->progress);
  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      WaybillRemoteSink sink = waybill_transfer_target_get_sink (self->target);

      waybill_remote_get_async (self->remote, self->result->remote_path, &sink, self->progress, cancellable, moved, task);
      return;
    }
  if (!waybill_transfer_source_rewind (self->source, &error))
    {
      fail (task, error);
      return;
    }
  WaybillRemoteSource source = waybill_transfer_source_get_source (self->source);
  waybill_remote_put_async (self->remote, self->result->remote_path, &source, self->progress, cancellable, moved, task);
}

/* The conflict rule, where it needs to know of the remote file. */

static void
ask_what_is_there (GTask *task);

static void
judge_newer (GTask *task, gint64 source_time, gint64 target_time)
{
  gboolean known = source_time != WAYBILL_REMOTE_NO_TIME && target_time != WAYBILL_REMOTE_NO_TIME;

  if (known && source_time > target_time)
    move (task);
  else
    leave (task);
}

static void
judge_existing_remote (GTask *task, WaybillRemoteEntryType type, gint64 remote_time)
{
  Run *self = g_task_get_task_data (task);

  if (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && type != WAYBILL_REMOTE_ENTRY_DIR)
    judge_newer (task, waybill_transfer_source_get_mtime (self->source), remote_time);
  else if (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME && self->number < WAYBILL_TRANSFER_NAME_MOST_COPIES)
    {
      g_free (self->result->remote_path);
      self->result->remote_path = waybill_transfer_name_dup_numbered (self->wanted_path, ++self->number);
      ask_what_is_there (task);
    }
  else
    fail (task, new_exists_error (WAYBILL_REMOTE_ERROR_EXISTS, self->result->remote_path));
}

static void
told_what_is_there (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  gint64 size, remote_time = WAYBILL_REMOTE_NO_TIME, local_time = WAYBILL_REMOTE_NO_TIME;
  GError *error = NULL;

  if (!waybill_remote_stat_finish (self->remote, result, &type, &size, &remote_time, &error))
    {
      if (self->direction == WAYBILL_TRANSFER_PUT
          && g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND))
        {
          g_error_free (error);
          move (task);
        }
      else
        try_again_or_fail (task, error);
      return;
    }
  if (self->direction == WAYBILL_TRANSFER_PUT)
    judge_existing_remote (task, type, remote_time);
  else if (waybill_transfer_target_exists (self->target, &local_time))
    judge_newer (task, remote_time, local_time);
  else
    move (task);
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
  gint64 mtime;

  if (self->settled || self->overwrite == WAYBILL_TRANSFER_OVERWRITE_YES)
    return FALSE;
  return self->direction == WAYBILL_TRANSFER_PUT
         || (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && waybill_transfer_target_exists (self->target, &mtime));
}

static void
go (GTask *task)
{
  if (needs_to_ask (g_task_get_task_data (task)))
    ask_what_is_there (task);
  else
    move (task);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (waybill_remote_connect_finish (self->remote, result, &error))
    go (task);
  else
    try_again_or_fail (task, error);
}

static void
attempt (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->tries++;
  if (waybill_remote_is_connected (self->remote))
    go (task);
  else
    waybill_remote_connect_async (self->remote, g_task_get_cancellable (task), connected, task);
}

/* What can be known before anything is sent. */
static gboolean
open_local (Run *self, const char *path, GError **error)
{
  gint64 mtime;

  if (self->direction == WAYBILL_TRANSFER_PUT)
    return (self->source = waybill_transfer_source_new (path, error)) != NULL;

  self->target = waybill_transfer_target_new (path, error);
  if (self->target == NULL)
    return FALSE;
  if (self->overwrite != WAYBILL_TRANSFER_OVERWRITE_NO || !waybill_transfer_target_exists (self->target, &mtime))
    return TRUE;
  g_propagate_error (error, new_exists_error (WAYBILL_REMOTE_ERROR_LOCAL_EXISTS, path));
  return FALSE;
}

/**
 * waybill_transfer_run_async:
 * @remote: a session; connected, or it will be
 * @request: what to move; borrowed for the call
 * @progress: (nullable): counts the bytes of the present try
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Moves one file. A fetched file stands under its final name only when it is whole; a file that was there before stays whole
 * in every failure. A lost or stalled connection is tried again (see [func@transfer_retry_is_due]).
 */
void
waybill_transfer_run_async (WaybillRemote *remote,
                            const WaybillTransferRequest *request,
                            WaybillRemoteProgress *progress,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);
  GError *error = NULL;

  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  g_task_set_check_cancellable (task, FALSE);
  self->remote = g_object_ref (remote);
  self->direction = request->direction;
  self->overwrite = request->overwrite;
  self->retries = request->retries;
  self->progress = progress != NULL ? waybill_remote_progress_ref (progress) : NULL;
  self->wanted_path = g_strdup (request->remote_path);
  self->number = 1;
  self->begun = waybill_base_clock_ticks ();
  self->result = g_new0 (WaybillTransferResult, 1);
  self->result->remote_path = g_strdup (request->remote_path);
  self->result->local_path = g_strdup (request->local_path);

  if (open_local (self, request->local_path, &error))
    attempt (task);
  else
    fail (task, error);
}

/**
 * waybill_transfer_run_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or `WAYBILL_REMOTE_ERROR`
 */
WaybillTransferResult *
waybill_transfer_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * waybill_transfer_result_free:
 * @self: (transfer full) (nullable): a result
 *
 * Frees it.
 */
void
waybill_transfer_result_free (WaybillTransferResult *self)
{
  if (self == NULL)
    return;

  g_free (self->remote_path);
  g_free (self->local_path);
  g_free (self->sha256);
  g_free (self);
}
