/* What a sent file that did not become whole leaves at the partner: whose the file there is, and removing it where it is
 * ours. It decides nothing else: when a part is to go is the queue's care. */
#include "transfer-part.h"

/* Seconds: a person who cancels, or closes the window, waits for it. */
#define AT_MOST 5

typedef struct
{
  WaybillRemote *remote;
  char *path;
  gint64 moved;
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable) the caller's */
  gulong linked;
  guint limit; /* source id */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_clear_handle_id (&self->limit, g_source_remove);
  g_cancellable_disconnect (self->outer, self->linked);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_object_unref (self->remote);
  g_free (self->path);
  g_free (self);
}

/* waybill_transfer_part_is_ours:
 *
 * Is a file of this size at the partner what a try left of which so many bytes were sent? */
gboolean
waybill_transfer_part_is_ours (gint64 moved, gint64 size)
{
  return size <= moved;
}

static void
removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error)
      || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, error);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Removal *self = g_task_get_task_data (task);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  gint64 size = -1;
  GError *error = NULL;

  if (!waybill_remote_stat_finish (self->remote, result, &type, &size, NULL, &error))
    {
      if (g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND))
        {
          g_error_free (error);
          g_task_return_boolean (task, TRUE);
          return;
        }
      g_task_return_error (task, error);
      return;
    }
  /* Servers that write under another name first still have the old file there, whole. */
  if (type == WAYBILL_REMOTE_ENTRY_DIR || !waybill_transfer_part_is_ours (self->moved, size))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  waybill_remote_remove_async (self->remote, self->path, FALSE, self->cancellable, removed, g_steal_pointer (&task));
}

static gboolean
took_too_long (gpointer data)
{
  Removal *self = data;

  self->limit = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
was_cancelled (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/* waybill_transfer_part_remove_async:
 *
 * Looks whether what stands under this path is a part of at most so many bytes, and removes it then. cancellable:
 * (nullable) */
void
waybill_transfer_part_remove_async (WaybillRemote *remote,
                                    const char *path,
                                    gint64 moved,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Removal *self = g_new0 (Removal, 1);

  self->remote = g_object_ref (remote);
  self->path = g_strdup (path);
  self->moved = moved;
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->outer, cancellable);
  if (cancellable != NULL)
    self->linked
        = g_cancellable_connect (cancellable, G_CALLBACK (was_cancelled), g_object_ref (self->cancellable), g_object_unref);
  self->limit = g_timeout_add_seconds (AT_MOST, took_too_long, self);
  g_task_set_task_data (task, self, removal_free);
  waybill_remote_stat_async (remote, path, self->cancellable, looked, task);
}

/* waybill_transfer_part_remove_finish:
 *
 * TRUE when no part of ours is there any more; else WAYBILL_REMOTE_ERROR. */
gboolean
waybill_transfer_part_remove_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
