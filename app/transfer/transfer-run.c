/* One file on its way, from question to checked delivery: conflict rule, temporary name, transfer, retries, hash, rename.
 * Main thread. Not a queue: it knows one file. */
#include "transfer-run-step-private.h"

#include "transfer-connect-private.h"
#include "transfer-doubt.h"
#include "transfer-name.h"
#include "transfer-part.h"
#include "transfer-retry.h"
#include "transfer-source.h"
#include "transfer-target.h"

#include "base-clock.h"

typedef WaybillTransferRun Run;

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
  g_clear_pointer (&self->disk, waybill_transfer_disk_unref);
  g_clear_pointer (&self->flush, waybill_transfer_flush_unref);
  waybill_transfer_stale_free (self->own_stale);
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

  /* A file that was only read is closed at once. */
  if (self->target == NULL)
    g_clear_pointer (&self->source, waybill_transfer_source_free);
  if (self->target != NULL)
    waybill_transfer_disk_ask (NULL, task, put_away_on_thread, put_away);
  else
    put_away (task, NULL);
}

/* waybill_transfer_run_succeed:
 *
 * Its result stands. */
void
waybill_transfer_run_succeed (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->microseconds = waybill_base_clock_ticks () - self->begun;
  end (task);
}

/* waybill_transfer_run_fail:
 *
 * Takes the error. */
void
waybill_transfer_run_fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  self->failure = error;
  end (task);
}

/* waybill_transfer_run_leave:
 *
 * What is there is as good. */
void
waybill_transfer_run_leave (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->left = TRUE;
  waybill_transfer_run_succeed (task);
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

/* waybill_transfer_run_try_again:
 *
 * At once, after a while, or not at all. Takes the error. */
void
waybill_transfer_run_try_again (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);
  guint delay;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))
      || !waybill_transfer_retry_is_due (error, self->result->tries, self->retries, &delay))
    {
      waybill_transfer_run_fail (task, error);
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

/* waybill_transfer_run_never_began:
 *
 * Another run lost the session before this one's turn came: that was no try. TRUE: it goes on, and took the error. */
gboolean
waybill_transfer_run_never_began (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  if (self->disk == NULL || !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOST)
      || waybill_remote_error_get_facts (error)->phase != WAYBILL_REMOTE_PHASE_NONE)
    return FALSE;
  g_error_free (error);
  waybill_transfer_run_go (task);
  return TRUE;
}

/* A server that takes a place to begin at, and then sends from the start, sends more than is left to come: that is found
 * before it is compared. Where something was put behind what was there, that was proven. */
static gboolean
is_refuted (Run *self, const GError *error)
{
  return self->target != NULL
         && (waybill_transfer_target_is_refuted (self->target)
             || (self->start > 0 && waybill_transfer_target_get_offset (self->target) <= self->start
                 && g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED)));
}

static void
move_failed (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);
  gboolean was_listed = self->is_listed;

  if (waybill_transfer_run_never_began (task, error))
    return;
  self->is_listed = FALSE;
  if (self->direction == WAYBILL_TRANSFER_PUT)
    note_part (self);
  if (is_refuted (self, error))
    {
      /* What was there is no beginning: the rule decides about a file under the final name, a part begins anew. */
      self->settled = !waybill_transfer_target_has_beginning (self->target);
      waybill_transfer_target_forget_beginning (self->target);
      g_error_free (error);
      waybill_transfer_run_go (task);
      return;
    }
  /* It may have changed since it was listed: then the server is asked. */
  if (was_listed && g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED))
    {
      g_error_free (error);
      waybill_transfer_run_go (task);
      return;
    }
  if (!waybill_transfer_doubt_is_open (error))
    {
      waybill_transfer_run_try_again (task, error);
      return;
    }
  waybill_transfer_arrive_in_doubt (task, error);
}

static void
moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!waybill_remote_move_finish (self->remote, result, &self->result->outcome, &error))
    {
      move_failed (task, error);
      return;
    }
  waybill_transfer_arrive (task);
}

/* waybill_transfer_run_move:
 *
 * From where it may go on. */
void
waybill_transfer_run_move (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  WaybillRemoteMove move = { .path = self->result->remote_path,
                             .progress = self->progress,
                             .ascii = self->terms.ascii,
                             .unchecked = self->terms.verify == WAYBILL_TRANSFER_VERIFY_OFF };

  self->settled = TRUE;
  if (self->direction == WAYBILL_TRANSFER_GET)
    {
      move.way = WAYBILL_REMOTE_GET;
      move.is_listed = self->is_listed;
      move.listed_size = self->listed_size;
      move.listed_mtime = self->listed_mtime;
      move.offset = self->terms.ascii ? 0 : waybill_transfer_target_get_offset (self->target);
      move.sink = waybill_transfer_target_get_sink (self->target);
    }
  else
    {
      move.way = WAYBILL_REMOTE_PUT;
      move.offset = self->offset;
      move.source = waybill_transfer_source_get_source (self->source);
      move.sets_time = TRUE;
      move.mtime = waybill_transfer_source_get_mtime (self->source);
    }
  self->start = move.offset;
  waybill_remote_progress_reset (self->progress);
  waybill_remote_progress_add (self->progress, move.offset);
  self->offset = 0;
  waybill_remote_move_async (self->remote, &move, g_task_get_cancellable (task), moved, task);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (waybill_transfer_connect_finish (result, &error))
    waybill_transfer_rule_judge (task);
  else
    waybill_transfer_run_try_again (task, error);
}

/* waybill_transfer_run_go:
 *
 * Connects first, where the session was lost. */
void
waybill_transfer_run_go (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (waybill_remote_is_connected (self->remote))
    waybill_transfer_rule_judge (task);
  else
    waybill_transfer_connect_async (self->remote, g_task_get_cancellable (task), connected, task);
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
    waybill_transfer_run_fail (task, error);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    waybill_transfer_run_fail (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled"));
  else
    waybill_transfer_run_go (task);
}

static void
attempt (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->result->tries++;
  if (self->source != NULL)
    waybill_transfer_disk_ask (self->disk, task, rewind_on_thread, is_ready);
  else
    waybill_transfer_run_go (task);
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
  self->target = waybill_transfer_target_new_below (path, self->below, error);
  if (self->target == NULL)
    return;
  if (self->terms.resumes)
    waybill_transfer_target_keep (self->target);
  waybill_transfer_stale_look (self->stale, self->target);
  self->has_stale = waybill_transfer_stale_has (self->stale, self->target);
  self->is_there = waybill_transfer_target_exists (self->target, &self->there_time);
  if (self->is_there && self->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NO && !self->terms.resumes)
    g_propagate_error (error, waybill_transfer_rule_new_exists_error (WAYBILL_REMOTE_ERROR_LOCAL_EXISTS,
                                                                      &(WaybillRemoteErrorFacts){ .alert = -1 }, path));
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
  const char *first = request->part_path != NULL && request->terms.overwrite != WAYBILL_TRANSFER_OVERWRITE_YES
                          ? request->part_path
                          : request->remote_path;

  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  g_task_set_check_cancellable (task, FALSE);
  self->remote = g_object_ref (remote);
  self->direction = request->direction;
  self->terms = request->terms;
  self->is_listed = request->is_listed;
  self->listed_size = request->listed_size;
  self->listed_mtime = request->listed_mtime;
  self->is_new = request->is_new;
  self->below = request->below;
  self->knows_source = request->is_listed;
  if (request->help != NULL)
    {
      self->disk = waybill_transfer_disk_ref (request->help->disk);
      self->flush = waybill_transfer_flush_ref (request->help->flush);
      self->moved = request->help->moved;
      self->user_data = user_data;
    }
  if (self->direction == WAYBILL_TRANSFER_GET && self->disk == NULL)
    self->own_stale = waybill_transfer_stale_new ();
  self->stale = self->disk != NULL ? waybill_transfer_disk_get_stale (self->disk) : self->own_stale;
  self->retries = request->retries;
  self->progress = progress != NULL ? waybill_remote_progress_ref (progress) : waybill_remote_progress_new ();
  self->part_path = g_strdup (request->part_path);
  self->part_moved = request->part_moved;
  /* A part that was not allowed to replace anything stands where nothing stood. */
  self->knows_before = self->is_new
                       || (request->part_path != NULL
                           && (request->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_NO
                               || request->terms.overwrite == WAYBILL_TRANSFER_OVERWRITE_RENAME));
  self->wanted_path = g_strdup (request->remote_path);
  self->number = 1;
  self->begun = waybill_base_clock_ticks ();
  self->result = g_new0 (WaybillTransferResult, 1);
  self->result->remote_path = g_strdup (first);
  self->result->local_path = g_strdup (request->local_path);
  self->result->tries = 1;
  waybill_transfer_disk_ask (self->disk, task, open_on_thread, is_ready);
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
