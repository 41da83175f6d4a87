/* The calls of a session that move one file: get and put. What they share with the others is remote's. */
#include "remote-private.h"

/**
 * waybill_remote_get_async:
 * @self: a session
 * @path: a remote file
 * @sink: where to; copied, what it points at must live until @callback. It is called on the worker
 * @progress: (nullable): counts bytes
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Fetches one file. Success is said only after the end of the data, a positive reply and the comparison of SIZE.
 */
void
waybill_remote_get_async (WaybillRemote *self,
                          const char *path,
                          const WaybillRemoteSink *sink,
                          WaybillRemoteProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_get_on_worker, waybill_remote_get_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->sink = *sink;
  job->progress = progress != NULL ? waybill_remote_progress_ref (progress) : NULL;
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_put_async:
 * @self: a session
 * @path: a remote file
 * @source: where from; copied, what it points at must live until @callback. It is called on the worker
 * @progress: (nullable): counts bytes
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Sends one file, and compares SIZE after it.
 */
void
waybill_remote_put_async (WaybillRemote *self,
                          const char *path,
                          const WaybillRemoteSource *source,
                          WaybillRemoteProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_put_on_worker, waybill_remote_put_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->source = *source;
  job->progress = progress != NULL ? waybill_remote_progress_ref (progress) : NULL;
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_transfer_finish:
 * @self: a session
 * @result: the result of a get or a put
 * @outcome: (out) (optional): what came of it
 * @error: return location
 *
 * Returns: %TRUE when the file is whole at the other end; else `WAYBILL_REMOTE_ERROR`, or what sink or source set
 */
gboolean
waybill_remote_transfer_finish (WaybillRemote *self, GAsyncResult *result, WaybillRemoteOutcome *outcome, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  if (job != NULL && outcome != NULL)
    *outcome = job->outcome;
  return job != NULL;
}
