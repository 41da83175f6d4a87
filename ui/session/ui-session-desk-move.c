/* What is chosen, dropped or pasted goes into the queue: towards the folder that the other pane shows, or the one it was
 * dropped on. */

#include "ui-session-desk-private.h"

#include "ui-queue-strip.h"

/* (nullable): the folder that a pane shows. */
const char *
waybill_ui_session_desk_get_folder (GtkWidget *pane)
{
  return waybill_ui_browser_pane_get_folder (WAYBILL_UI_BROWSER_PANE (pane));
}

static void
send_paths (WaybillUiSessionDesk *self, char **paths, const char *folder)
{
  if (self->queue == NULL || folder == NULL || paths == NULL || *paths == NULL)
    return;
  waybill_ui_queue_strip_show_next (WAYBILL_UI_QUEUE_STRIP (self->queue_strip));
  waybill_transfer_queue_send (self->queue, (const char *const *) paths, folder);
}

static void
fetch_paths (WaybillUiSessionDesk *self, char **paths, const char *folder)
{
  if (self->queue == NULL || folder == NULL || paths == NULL || *paths == NULL)
    return;
  waybill_ui_queue_strip_show_next (WAYBILL_UI_QUEUE_STRIP (self->queue_strip));
  waybill_transfer_queue_fetch (self->queue, (const char *const *) paths, folder);
}

static void
local_transfer (WaybillUiSessionDesk *self, char **paths)
{
  send_paths (self, paths, waybill_ui_session_desk_get_folder (self->remote));
}

static void
remote_transfer (WaybillUiSessionDesk *self, char **paths)
{
  fetch_paths (self, paths, waybill_ui_session_desk_get_folder (self->local));
}

static void
send_files (WaybillUiSessionDesk *self, GListModel *files, const char *folder)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  send_paths (self, paths, folder);
}

static void
remote_dropped_files (WaybillUiSessionDesk *self, GListModel *files, const char *folder)
{
  send_files (self, files, folder);
}

static void
local_dropped_remote (WaybillUiSessionDesk *self, char **paths, const char *folder)
{
  fetch_paths (self, paths, folder);
}

/**
 * waybill_ui_session_desk_send:
 * @self: a desk
 * @files: (element-type GFile): files of this computer, for the partner's folder that is shown
 */
void
waybill_ui_session_desk_send (WaybillUiSessionDesk *self, GListModel *files)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  send_files (self, files, waybill_ui_session_desk_get_folder (self->remote));
}

/**
 * waybill_ui_session_desk_transfer:
 * @self: a desk
 *
 * Sends or fetches what is selected in the pane whose button is the blue one.
 *
 * Returns: %FALSE when there is nothing to move
 */
gboolean
waybill_ui_session_desk_transfer (WaybillUiSessionDesk *self)
{
  gboolean sends = FALSE, fetches = FALSE;
  g_auto (GStrv) paths = NULL;

  g_return_val_if_fail (WAYBILL_IS_UI_SESSION_DESK (self), FALSE);

  g_object_get (self->local, "primary", &sends, NULL);
  g_object_get (self->remote, "primary", &fetches, NULL);
  if (!sends && !fetches)
    return FALSE;
  paths = waybill_ui_browser_pane_dup_selected (WAYBILL_UI_BROWSER_PANE (sends ? self->local : self->remote));
  if (paths == NULL || *paths == NULL)
    return FALSE;
  if (sends)
    local_transfer (self, paths);
  else
    remote_transfer (self, paths);
  return TRUE;
}

void
waybill_ui_session_desk_connect_move (WaybillUiSessionDesk *self)
{
  g_signal_connect_object (self->local, "transfer", G_CALLBACK (local_transfer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->local, "dropped-remote", G_CALLBACK (local_dropped_remote), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remote, "transfer", G_CALLBACK (remote_transfer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remote, "dropped-files", G_CALLBACK (remote_dropped_files), self, G_CONNECT_SWAPPED);
}
