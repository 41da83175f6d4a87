/* The calls of a session beside files and folders: a file's time, mode and checksum, one raw command, switches, and keeping
 * an idle session alive. What they share with the others is remote's. */
#include "remote-ask.h"

#include "remote-private.h"

/**
 * waybill_remote_set_time_async:
 * @self: a session
 * @path: a remote file
 * @mtime: when it was last changed, Unix seconds
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Gives a remote file its time; see [func@remote_change_finish]. `UNSUPPORTED` where the server has no way to.
 */
void
waybill_remote_set_time_async (WaybillRemote *self,
                               const char *path,
                               gint64 mtime,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_set_time_on_worker,
                                                    waybill_remote_set_time_async, cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->mtime = mtime;
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_set_mode_async:
 * @self: a session
 * @path: a remote file or folder
 * @mode: its permissions, 0 to 07777
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Gives a remote file or folder its permissions; see [func@remote_change_finish].
 */
void
waybill_remote_set_mode_async (WaybillRemote *self,
                               const char *path,
                               guint mode,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_set_mode_on_worker,
                                                    waybill_remote_set_mode_async, cancellable, callback, user_data);

  job->path = g_strdup (path);
  job->mode = mode;
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_checksum_async:
 * @self: a session
 * @path: a remote file
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks the server for the checksum of a whole file, by the strongest algorithm that it has.
 */
void
waybill_remote_checksum_async (
    WaybillRemote *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_checksum_on_worker,
                                                    waybill_remote_checksum_async, cancellable, callback, user_data);

  job->path = g_strdup (path);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_checksum_finish:
 * @self: a session
 * @result: the result
 * @checksum: (out caller-allocates): what the server says
 * @error: return location
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`: `UNSUPPORTED` where the server has no checksums, `NOT_FOUND`, or another
 */
gboolean
waybill_remote_checksum_finish (WaybillRemote *self, GAsyncResult *result, WaybillRemoteChecksum *checksum, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  if (job != NULL)
    *checksum = job->checksum;
  return job != NULL;
}

/**
 * waybill_remote_quote_async:
 * @self: a session
 * @command: one command in the protocol's own words, without a line break
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Says one raw command. Those that would change what the session stands on (login, encryption, data channels, the end) are
 * refused before a byte is sent: `UNSUPPORTED`.
 */
void
waybill_remote_quote_async (
    WaybillRemote *self, const char *command, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_quote_on_worker, waybill_remote_quote_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (command);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_quote_finish:
 * @self: a session
 * @result: the result
 * @code: (out) (optional): the reply's code; 400 and above is a refusal
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the lines of the server's reply, whatever it said, without secrets and without
 * controls, 64 KiB at most; or `WAYBILL_REMOTE_ERROR` when there is none
 */
char **
waybill_remote_quote_finish (WaybillRemote *self, GAsyncResult *result, int *code, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  if (job == NULL)
    return NULL;
  if (code != NULL)
    *code = job->code;
  return g_steal_pointer (&job->lines);
}

/**
 * waybill_remote_set_async:
 * @self: a session
 * @name: a switch: `passive` (yes, no, auto), `type` (binary, ascii, ebcdic), `keep-alive` (yes, no)
 * @value: its new place
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Turns a switch of the session; see [func@remote_change_finish]. It is forgotten with the connection.
 */
void
waybill_remote_set_async (WaybillRemote *self,
                          const char *name,
                          const char *value,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_set_on_worker, waybill_remote_set_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (name);
  job->new_path = g_strdup (value);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_keep_alive_async:
 * @self: a session
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Tells the server that somebody is still here, and finds out whether it is; ten seconds at most. See
 * [func@remote_change_finish].
 */
void
waybill_remote_keep_alive_async (WaybillRemote *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  waybill_remote_push_job (self,
                           waybill_remote_begin_job (self, waybill_remote_job_keep_alive_on_worker,
                                                     waybill_remote_keep_alive_async, cancellable, callback, user_data));
}
