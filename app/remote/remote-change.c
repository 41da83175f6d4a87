/* The calls of a session that change what is there without moving a byte of it: make a folder, rename, remove. What they
 * share with the others is remote's. */
#include "remote-private.h"

/**
 * waybill_remote_make_folder_async:
 * @self: a session
 * @path: the remote folder to make; what it is to stand in must be there
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Makes a folder. Main thread, as all of this type; see [func@remote_change_finish].
 */
void
waybill_remote_make_folder_async (
    WaybillRemote *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_make_folder_on_worker,
                                                    waybill_remote_make_folder_async, cancellable, callback, user_data);

  job->path = g_strdup (path);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_rename_async:
 * @self: a session
 * @path: a remote file or folder
 * @new_path: what it is to be called, also in another folder
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Renames or moves. What is called @new_path already is never replaced: `WAYBILL_REMOTE_ERROR_EXISTS`. Cancelled in the
 * middle it may have been done: look again.
 */
void
waybill_remote_rename_async (WaybillRemote *self,
                             const char *path,
                             const char *new_path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_rename_on_worker, waybill_remote_rename_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->new_path = g_strdup (new_path);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_remove_async:
 * @self: a session
 * @path: a remote file or folder
 * @folder: a folder, which must be empty, rather than a file
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Removes a file or an empty folder, for good. Cancelled in the middle it may have been done: look again.
 */
void
waybill_remote_remove_async (WaybillRemote *self,
                             const char *path,
                             gboolean folder,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_remove_on_worker, waybill_remote_remove_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->folder = folder;
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_change_finish:
 * @self: a session
 * @result: the result of making a folder, renaming, removing, or of a call of remote-ask that answers no more than done
 * @error: return location
 *
 * Returns: %TRUE when the server said that it is done; else `WAYBILL_REMOTE_ERROR`: `NOT_FOUND`, `EXISTS`, `DENIED`,
 * `FAILED` (a folder that is not empty, or what the server gave no reason for), or another
 */
gboolean
waybill_remote_change_finish (WaybillRemote *self, GAsyncResult *result, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  return job != NULL;
}
