/* A queue, a folder on this computer, the server in memory, and what was heard of the queue. */
#include "queue-rig.h"

#include "base-file.h"

#include <glib/gstdio.h>
#include <string.h>

static void
heard_list (GListModel *model, guint position, guint removed, guint added, QueueRig *self)
{
  self->n_lists++;
  self->most_added = MAX (self->most_added, added);
}

static void
heard_changed (WaybillTransferQueue *queue, QueueRig *self)
{
  self->n_changed++;
}

static void
append (GString *text, const char *word)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
}

static void
heard_ended (WaybillTransferQueue *queue, WaybillTransferItem *item, QueueRig *self)
{
  append (self->ended, waybill_transfer_item_get_name (item));
}

static void
heard_folder (WaybillTransferQueue *queue, WaybillTransferDirection direction, const char *folder, QueueRig *self)
{
  append (self->folders, direction == WAYBILL_TRANSFER_PUT ? folder : "here");
}

void
queue_rig_set_up (QueueRig *self, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("first");
  g_autofree char *name = NULL;

  fake_server_reset ();
  name = g_dir_make_tmp ("waybill-queue-XXXXXX", NULL);
  self->dir = g_steal_pointer (&name);
  self->ended = g_string_new (NULL);
  self->folders = g_string_new (NULL);
  self->queue = waybill_transfer_queue_new (target, NULL, GPOINTER_TO_UINT (data));
  g_object_set (self->queue, "retries", 0, NULL);
  g_signal_connect (self->queue, "items-changed", G_CALLBACK (heard_list), self);
  g_signal_connect (self->queue, "changed", G_CALLBACK (heard_changed), self);
  g_signal_connect (self->queue, "ended", G_CALLBACK (heard_ended), self);
  g_signal_connect (self->queue, "folder-changed", G_CALLBACK (heard_folder), self);
}

static void
stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QueueRig *self = user_data;

  g_assert_true (waybill_transfer_queue_stop_finish (WAYBILL_TRANSFER_QUEUE (source), result, NULL));
  self->is_stopped = TRUE;
}

void
queue_rig_stop (QueueRig *self)
{
  self->is_stopped = FALSE;
  waybill_transfer_queue_stop_async (self->queue, stopped, self);
}

void
queue_rig_tear_down (QueueRig *self, gconstpointer data)
{
  if (self->queue != NULL)
    {
      queue_rig_stop (self);
      QUEUE_RIG_WAIT (self->is_stopped);
      g_signal_handlers_disconnect_by_data (self->queue, self);
      g_assert_finalize_object (self->queue);
    }
  fake_server_reset ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Where the queue was dropped, what it had begun ends by itself. */
  QUEUE_RIG_WAIT (waybill_base_file_remove_tree (self->dir, NULL));
  g_free (self->dir);
  g_string_free (self->ended, TRUE);
  g_string_free (self->folders, TRUE);
}

void
queue_rig_write (QueueRig *self, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

void
queue_rig_mkdir (QueueRig *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
}

char *
queue_rig_dup (QueueRig *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  char *content = NULL;

  g_file_get_contents (path, &content, NULL, NULL);
  return content;
}

void
queue_rig_send (QueueRig *self, const char *names)
{
  g_auto (GStrv) paths = g_strsplit (names, " ", -1);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = paths[i];

      paths[i] = g_build_filename (self->dir, name, NULL);
    }
  waybill_transfer_queue_send (self->queue, (const char *const *) paths, "/");
}

void
queue_rig_fetch (QueueRig *self, const char *names)
{
  g_auto (GStrv) paths = g_strsplit (names, " ", -1);

  waybill_transfer_queue_fetch (self->queue, (const char *const *) paths, self->dir);
}

char *
queue_rig_dup_states (QueueRig *self)
{
  static const char letters[] = "WRCPADLFX";
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  char *states = g_malloc0 (n + 1);

  G_STATIC_ASSERT (sizeof letters == WAYBILL_TRANSFER_N_STATES + 1);
  for (guint i = 0; i < n; i++)
    states[i] = letters[waybill_transfer_item_get_state (queue_rig_get (self, i))];
  return states;
}

gboolean
queue_rig_is_states (QueueRig *self, const char *expected)
{
  g_autofree char *states = queue_rig_dup_states (self);

  return g_str_equal (states, expected);
}

WaybillTransferItem *
queue_rig_get (QueueRig *self, guint index)
{
  g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), index);

  g_assert_nonnull (item);
  return item;
}

static gboolean
too_late (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
queue_rig_iterate (gint64 *deadline)
{
  guint alarm = g_timeout_add (1000, too_late, NULL);

  if (*deadline == 0)
    *deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
  g_assert_cmpint (g_get_monotonic_time (), <, *deadline);
}
