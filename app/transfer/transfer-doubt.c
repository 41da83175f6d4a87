/* A transfer whose data went through and whose last word never came: is the file whole at the partner? Asked on a new
 * connection. */
#include "transfer-doubt.h"

#include "transfer-connect-private.h"

typedef struct
{
  WaybillRemote *remote;
  char *path;
  gint64 size;
  gint64 mtime; /* of what stands there */
} Doubt;

static void
doubt_free (Doubt *self)
{
  g_object_unref (self->remote);
  g_free (self->path);
  g_free (self);
}

/**
 * waybill_transfer_doubt_is_open:
 * @error: what a transfer failed with
 *
 * Returns: did all of its data go through, so that the size at the partner decides?
 */
gboolean
waybill_transfer_doubt_is_open (const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);

  return facts != NULL && facts->has_ended && waybill_remote_error_is_passing (error);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Doubt *self = g_task_get_task_data (task);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_OTHER;
  gint64 size = -1;
  gboolean is_there = waybill_remote_stat_finish (self->remote, result, &type, &size, &self->mtime, NULL);

  g_task_return_boolean (task, is_there && type == WAYBILL_REMOTE_ENTRY_FILE && size == self->size);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Doubt *self = g_task_get_task_data (task);

  if (waybill_transfer_connect_finish (result, NULL))
    waybill_remote_stat_async (self->remote, self->path, g_task_get_cancellable (task), looked, g_object_ref (task));
  else
    g_task_return_boolean (task, FALSE);
}

/**
 * waybill_transfer_doubt_settle_async:
 * @remote: a session
 * @path: the remote file
 * @error: what the transfer failed with; waybill_transfer_doubt_is_open() says of it %TRUE
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Connects anew, unless another run did so, because the old connection has fallen silent, and compares the size there with
 * what went through.
 */
void
waybill_transfer_doubt_settle_async (WaybillRemote *remote,
                                     const char *path,
                                     const GError *error,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Doubt *self = g_new0 (Doubt, 1);

  self->remote = g_object_ref (remote);
  self->path = g_strdup (path);
  self->size = waybill_remote_error_get_facts (error)->ended_size;
  self->mtime = WAYBILL_REMOTE_NO_TIME;
  g_task_set_task_data (task, self, (GDestroyNotify) doubt_free);
  g_task_set_check_cancellable (task, FALSE);
  if (waybill_remote_is_connected (remote))
    waybill_remote_stat_async (remote, path, cancellable, looked, task);
  else
    waybill_transfer_connect_async (remote, cancellable, connected, task);
}

/**
 * waybill_transfer_doubt_settle_finish:
 * @result: the result
 * @mtime: (out): when what stands there was changed, Unix seconds; %WAYBILL_REMOTE_NO_TIME: the server does not tell
 *
 * Returns: does a file of that size stand there? Of a put it may be the one that was to be replaced: a server that stores
 * under a hidden name has that until the end. %FALSE also when it could not be found out: then the transfer is tried again
 */
gboolean
waybill_transfer_doubt_settle_finish (GAsyncResult *result, gint64 *mtime)
{
  *mtime = ((Doubt *) g_task_get_task_data (G_TASK (result)))->mtime;
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * waybill_transfer_doubt_fill:
 * @error: what the transfer failed with
 * @moved: bytes that were moved
 * @outcome: (out caller-allocates): what came of it
 *
 * What is known of a transfer that was found whole: no reply, but the size.
 */
void
waybill_transfer_doubt_fill (const GError *error, gint64 moved, WaybillRemoteOutcome *outcome)
{
  gint64 size = waybill_remote_error_get_facts (error)->ended_size;

  *outcome = (WaybillRemoteOutcome){
    .bytes = moved, .start = size - moved, .announced = size, .mtime = WAYBILL_REMOTE_NO_TIME, .size_checked = TRUE
  };
}
