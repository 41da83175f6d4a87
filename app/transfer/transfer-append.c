/* A local file put behind a remote one. Once: a second time doubles it, so after a lost connection the remote file's size
 * decides. Not a run: nothing is replaced, renamed or gone on with. */
#include "transfer-append.h"

#include "transfer-connect-private.h"
#include "transfer-disk-private.h"
#include "transfer-source.h"

#include "base-clock.h"

typedef struct
{
  WaybillRemote *remote;
  gboolean ascii;
  WaybillTransferSource *source;
  WaybillTransferResult *result;
  gint64 before; /* bytes that stood there, -1: unknown */
  gint64 begun;
  GError *failure; /* (nullable) while the size is asked for */
} Append;

static void
append_free (gpointer data)
{
  Append *self = data;

  g_object_unref (self->remote);
  g_clear_error (&self->failure);
  waybill_transfer_source_free (self->source);
  waybill_transfer_result_free (self->result);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  Append *self = g_task_get_task_data (task);

  self->result->sha256 = waybill_transfer_source_dup_sha256 (self->source);
  self->result->microseconds = waybill_base_clock_ticks () - self->begun;
  g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) waybill_transfer_result_free);
  g_object_unref (task);
}

/* The connection went while it was added to: what stands there now? */

static GError *
new_partial_error (Append *self)
{
  WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .verb = (char *) "APPE", .subject = self->result->remote_path, .alert = -1 };

  return waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TRUNCATED, &facts,
                                   "The file grew by another number of bytes than were sent");
}

static void
looked_after (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Append *self = g_task_get_task_data (task);
  gint64 added = waybill_transfer_source_get_size (self->source);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  gint64 size = -1;

  if (!waybill_remote_stat_finish (self->remote, result, &type, &size, NULL, NULL) || size < 0 || size == self->before)
    {
      fail (task, g_steal_pointer (&self->failure));
      return;
    }
  if (size != self->before + added)
    {
      fail (task, new_partial_error (self));
      return;
    }
  self->result->outcome = (WaybillRemoteOutcome){
    .bytes = added, .start = self->before, .announced = size, .mtime = WAYBILL_REMOTE_NO_TIME, .size_checked = TRUE
  };
  succeed (task);
}

static void
look_after (GTask *task)
{
  Append *self = g_task_get_task_data (task);

  waybill_remote_stat_async (self->remote, self->result->remote_path, g_task_get_cancellable (task), looked_after, task);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Append *self = g_task_get_task_data (task);

  if (waybill_transfer_connect_finish (result, NULL))
    look_after (task);
  else
    fail (task, g_steal_pointer (&self->failure));
}

static void
moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Append *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (waybill_remote_move_finish (self->remote, result, &self->result->outcome, &error))
    {
      succeed (task);
      return;
    }
  /* Of a text nobody knows how long it is there. */
  if (!waybill_remote_error_is_passing (error) || self->ascii || self->before < 0)
    {
      fail (task, error);
      return;
    }
  self->failure = error;
  if (waybill_remote_is_connected (self->remote))
    look_after (task);
  else
    waybill_transfer_connect_async (self->remote, g_task_get_cancellable (task), connected, task);
}

/* Before. */

static void
looked_before (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Append *self = g_task_get_task_data (task);
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_PUT,
                             .path = self->result->remote_path,
                             .source = waybill_transfer_source_get_source (self->source),
                             .appends = TRUE,
                             .ascii = self->ascii };
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  g_autoptr (GError) error = NULL;

  if (!waybill_remote_stat_finish (self->remote, result, &type, &self->before, NULL, &error))
    {
      if (!g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND)
          && !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED))
        {
          fail (task, g_steal_pointer (&error));
          return;
        }
      self->before = g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND) ? 0 : -1;
    }
  waybill_remote_move_async (self->remote, &move, g_task_get_cancellable (task), moved, task);
}

static void
open_on_thread (gpointer data, GError **error)
{
  Append *self = data;

  self->source = waybill_transfer_source_new (self->result->local_path, error);
}

static void
opened (GTask *task, GError *error)
{
  Append *self = g_task_get_task_data (task);

  if (error != NULL)
    fail (task, error);
  else
    waybill_remote_stat_async (self->remote, self->result->remote_path, g_task_get_cancellable (task), looked_before, task);
}

/**
 * waybill_transfer_append_async:
 * @remote: a connected session
 * @local_path: a local file
 * @remote_path: a remote file; made where there is none
 * @ascii: as text
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Puts a local file behind a remote one (APPE, RFC 959 §4.1.3). It is said once. When the connection was lost, a new one
 * asks for the size: all of it was added, and that is a success; nothing, and the error is that of the connection; a part,
 * and it is `WAYBILL_REMOTE_ERROR_TRUNCATED`.
 */
void
waybill_transfer_append_async (WaybillRemote *remote,
                               const char *local_path,
                               const char *remote_path,
                               gboolean ascii,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Append *self = g_new0 (Append, 1);

  g_task_set_task_data (task, self, append_free);
  g_task_set_check_cancellable (task, FALSE);
  self->remote = g_object_ref (remote);
  self->ascii = ascii;
  self->before = -1;
  self->begun = waybill_base_clock_ticks ();
  self->result = g_new0 (WaybillTransferResult, 1);
  self->result->remote_path = g_strdup (remote_path);
  self->result->local_path = g_strdup (local_path);
  self->result->tries = 1;
  waybill_transfer_disk_ask (NULL, task, open_on_thread, opened);
}

/**
 * waybill_transfer_append_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or `WAYBILL_REMOTE_ERROR`
 */
WaybillTransferResult *
waybill_transfer_append_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
