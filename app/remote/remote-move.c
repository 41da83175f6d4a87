/* The call of a session that moves one file. What it shares with the others is remote's. */
#include "remote-private.h"

/**
 * waybill_remote_move_async:
 * @self: a session
 * @move: what to move; copied, what its sink or source points at must live until @callback. They are called on the worker
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Fetches or sends one file. Success is said only after the end of the data, a positive reply and the comparison of SIZE.
 * While one move runs, the commands of the next that waits behind it are sent: ask for two or three at once to gain by that.
 */
void
waybill_remote_move_async (WaybillRemote *self,
                           const WaybillRemoteMove *move,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_move_on_worker, waybill_remote_move_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (move->path);
  job->move = *move;
  job->move.path = job->path;
  if (move->progress != NULL)
    waybill_remote_progress_ref (move->progress);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_move_finish:
 * @self: a session
 * @result: the result
 * @outcome: (out) (optional): what came of it
 * @error: return location
 *
 * Returns: %TRUE when the file is whole at the other end; else `WAYBILL_REMOTE_ERROR`, or what sink or source set
 */
gboolean
waybill_remote_move_finish (WaybillRemote *self, GAsyncResult *result, WaybillRemoteOutcome *outcome, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  if (job != NULL && outcome != NULL)
    *outcome = job->outcome;
  return job != NULL;
}
