/* One file on its way, from question to checked delivery: conflict rule, temporary name, transfer, retries, hash, rename.
 * Main thread. Not a queue: it knows one file. */
#include "transfer-run.h"

#include "transfer-disk-private.h"
#include "transfer-name.h"
#include "transfer-part.h"
#include "transfer-retry.h"
#include "transfer-source.h"
#include "transfer-target.h"

#include "base-clock.h"

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
  GError *failure;   /* (nullable) while it is put away */
  char *wanted_path; /* the remote path that was asked for, before any number */
  guint number;      /* the copy that is tried: "name (2)" */
  char *part_path;   /* (nullable) of a put: the remote path that holds a part of this file, */
  gint64 part_moved; /* of at most so many bytes */
  gboolean settled;  /* of a get: the conflict rule has spoken */
  gboolean is_there; /* of a get: something stood under the final name when it was opened, */
  gint64 there_time; /* changed then */
  gint64 begun;
  GSource *delay;
} Run;

/* A big temporary file takes long to be removed. */
static void
put_away_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  g_clear_pointer (&self->target, waybill_transfer_target_free);
  g_clear_pointer (&self->source, waybill_transfer_source_free);
}

static void
run_free (Run *self)
{
  g_clear_pointer (&self->result, waybill_transfer_result_free);
  g_clear_pointer (&self->progress, waybill_remote_progress_unref);
  g_clear_pointer (&self->delay, g_source_unref);
  g_clear_error (&self->failure);
  g_clear_object (&self->remote);
  g_free (self->part_path);
  g_free (self->wanted_path);
  g_free (self);
}

static void
attempt (GTask *task);

/* The files are closed and removed before anybody hears of the end. */
static void
put_away (GTask *task, GError *ignored)
{
  Run *self = g_task_get_task_data (task);

  if (self->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&self->failure));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) waybill_transfer_result_free);
  g_object_unref (task);
}

static void
end (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->target != NULL || self->source != NULL)
    waybill_transfer_disk_ask (task, put_away_on_thread, put_away);
  else
    put_away (task, NULL);
}

static void
succeed (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->microseconds = waybill_base_clock_ticks () - self->begun;
  end (task);
}

static void
fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  self->failure = error;
  end (task);
}

static void
leave (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->left = TRUE;
  succeed (task);
}

static GError *
new_exists_error (WaybillRemoteError kind, const WaybillRemoteErrorFacts *there, const char *path)
{
  WaybillRemoteErrorFacts facts = *there;

  facts.phase = WAYBILL_REMOTE_PHASE_COMMAND;
  facts.subject = (char *) path;
  facts.alert = -1;
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

/* Giving the file its name flushes its folder. */
static void
commit_on_thread (gpointer data, GError **error)
{
  Run *self = data;
  gboolean replace
      = self->overwrite == WAYBILL_TRANSFER_OVERWRITE_YES || self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER;

  if (waybill_transfer_target_commit (self->target, replace, self->overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME, error))
    {
      self->result->sha256 = waybill_transfer_target_dup_sha256 (self->target);
      g_free (self->result->local_path);
      self->result->local_path = g_strdup (waybill_transfer_target_get_path (self->target));
    }
  put_away_on_thread (self, NULL);
}

static void
committed (GTask *task, GError *error)
{
  if (error != NULL)
    fail (task, error);
  else
    succeed (task);
}

/* A put that began may have left a part under the final name. Nothing tells whether a try without a byte made an empty file:
 * its size will. */
static void
note_part (Run *self)
{
  gint64 moved = waybill_remote_progress_get (self->progress);
  gboolean again = g_strcmp0 (self->part_path, self->result->remote_path) == 0;

  self->part_moved = again ? MAX (self->part_moved, moved) : moved;
  g_free (self->part_path);
  self->part_path = g_strdup (self->result->remote_path);
}

static void
moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!waybill_remote_move_finish (self->remote, result, &self->result->outcome, &error))
    {
      if (self->direction == WAYBILL_TRANSFER_PUT)
        note_part (self);
      try_again_or_fail (task, error);
      return;
    }
  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      waybill_transfer_disk_ask (task, commit_on_thread, committed);
      return;
    }
  g_clear_pointer (&self->part_path, g_free);
  self->result->sha256 = waybill_transfer_source_dup_sha256 (self->source);
  succeed (task);
}

static void
move (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  WaybillRemoteMove move = { .path = self->result->remote_path, .progress = self->progress };

  self->settled = TRUE;
  waybill_remote_progress_reset (self->progress);
  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      move.way = WAYBILL_REMOTE_GET;
      move.sink = waybill_transfer_target_get_sink (self->target);
    }
  else
    {
      move.way = WAYBILL_REMOTE_PUT;
      move.source = waybill_transfer_source_get_source (self->source);
    }
  waybill_remote_move_async (self->remote, &move, cancellable, moved, task);
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
judge_existing_remote (GTask *task, WaybillRemoteEntryType type, gint64 size, gint64 remote_time)
{
  Run *self = g_task_get_task_data (task);
  gboolean is_part = self->part_path != NULL && type != WAYBILL_REMOTE_ENTRY_DIR
                     && waybill_transfer_part_is_ours (self->part_moved, size);

  if (is_part)
    move (task);
  else if (drop_part (self))
    ask_what_is_there (task);
  else if (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && type != WAYBILL_REMOTE_ENTRY_DIR)
    judge_newer (task, waybill_transfer_source_get_mtime (self->source), remote_time);
  else if (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME && self->number < WAYBILL_TRANSFER_NAME_MOST_COPIES)
    {
      g_free (self->result->remote_path);
      self->result->remote_path = waybill_transfer_name_dup_numbered (self->wanted_path, ++self->number);
      ask_what_is_there (task);
    }
  else
    fail (task,
          new_exists_error (WAYBILL_REMOTE_ERROR_EXISTS,
                            &(WaybillRemoteErrorFacts){ .has_there = TRUE, .there_size = size, .there_time = remote_time },
                            self->result->remote_path));
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
    judge_existing_remote (task, type, size, remote_time);
  else
    judge_newer (task, remote_time, self->there_time);
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
  if (self->overwrite == WAYBILL_TRANSFER_OVERWRITE_YES)
    return FALSE;
  if (self->direction == WAYBILL_TRANSFER_PUT)
    return TRUE;
  return !self->settled && self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NEWER && self->is_there;
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
connect_or_go (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (waybill_remote_is_connected (self->remote))
    go (task);
  else
    waybill_remote_connect_async (self->remote, g_task_get_cancellable (task), connected, task);
}

static void
rewind_on_thread (gpointer data, GError **error)
{
  Run *self = data;

  waybill_transfer_source_rewind (self->source, error);
}

/* Opened, or back at the beginning. */
static void
is_ready (GTask *task, GError *error)
{
  if (error != NULL)
    fail (task, error);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled"));
  else
    connect_or_go (task);
}

static void
attempt (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->tries++;
  if (self->source != NULL)
    waybill_transfer_disk_ask (task, rewind_on_thread, is_ready);
  else
    connect_or_go (task);
}

/* What can be known before anything is sent. */
static void
open_on_thread (gpointer data, GError **error)
{
  Run *self = data;
  const char *path = self->result->local_path;

  if (self->direction == WAYBILL_TRANSFER_PUT)
    {
      self->source = waybill_transfer_source_new (path, error);
      return;
    }
  self->target = waybill_transfer_target_new (path, error);
  if (self->target == NULL)
    return;
  self->is_there = waybill_transfer_target_exists (self->target, &self->there_time);
  if (self->is_there && self->overwrite == WAYBILL_TRANSFER_OVERWRITE_NO)
    g_propagate_error (error, new_exists_error (WAYBILL_REMOTE_ERROR_LOCAL_EXISTS, &(WaybillRemoteErrorFacts){ .alert = -1 },
                                                path));
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
 * Moves one file. A fetched file stands under its final name only when it is whole; a file that was there before on this
 * computer stays whole in every failure. A sent file is written under its final name at once: after a failure a part of it
 * may stand there, also where it was to replace another; see waybill_transfer_run_dup_part(). A lost or stalled connection
 * is tried again (see [func@transfer_retry_is_due]), and replaces that part.
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
  const char *first = request->part_path != NULL && request->overwrite != WAYBILL_TRANSFER_OVERWRITE_YES
                          ? request->part_path
                          : request->remote_path;

  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  g_task_set_check_cancellable (task, FALSE);
  self->remote = g_object_ref (remote);
  self->direction = request->direction;
  self->overwrite = request->overwrite;
  self->retries = request->retries;
  self->progress = progress != NULL ? waybill_remote_progress_ref (progress) : waybill_remote_progress_new ();
  self->part_path = g_strdup (request->part_path);
  self->part_moved = request->part_moved;
  self->wanted_path = g_strdup (request->remote_path);
  self->number = 1;
  self->begun = waybill_base_clock_ticks ();
  self->result = g_new0 (WaybillTransferResult, 1);
  self->result->remote_path = g_strdup (first);
  self->result->local_path = g_strdup (request->local_path);
  self->result->tries = 1;
  waybill_transfer_disk_ask (task, open_on_thread, is_ready);
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
 * waybill_transfer_run_dup_part:
 * @result: the result of a run that failed, within its callback
 * @moved: (out): bytes that the part has at most
 *
 * Where a part of the file may stand at the partner. The next request that names it replaces it without a question, as long
 * as no larger file stands there.
 *
 * Returns: (transfer full) (nullable): the remote path
 */
char *
waybill_transfer_run_dup_part (GAsyncResult *result, gint64 *moved)
{
  Run *self = g_task_get_task_data (G_TASK (result));

  *moved = self->part_moved;
  return g_strdup (self->part_path);
}
