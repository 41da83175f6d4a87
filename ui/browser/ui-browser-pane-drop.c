/* Drags out of a pane and drops onto it. This computer's rows leave as files; a partner's as rows for Waybill, and for other
 * programs as files that are fetched first (ui-browser-drag). */

#include "ui-browser-pane-private.h"

#include "ui-browser-drag.h"
#include "ui-browser-rows.h"
#include "ui-file.h"

static GdkContentProvider *
provide_files (char **paths)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GValue) value = G_VALUE_INIT;

  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, g_file_new_for_path (*paths));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array ((GFile **) files->pdata, files->len));
  return gdk_content_provider_new_for_value (&value);
}

static GdkContentProvider *
drag_asked (WaybillUiBrowserPane *self)
{
  g_auto (GStrv) paths = waybill_ui_browser_pane_dup_selected (self);

  if (paths == NULL || *paths == NULL)
    return NULL;
  if (!waybill_ui_browser_pane_is_remote (self))
    return provide_files (paths);
  return waybill_ui_browser_drag_new (self->place, self->token, (const char *const *) paths);
}

static void
mark_row (WaybillUiBrowserPane *self, GtkWidget *row)
{
  if (self->drop_row == row)
    return;
  if (self->drop_row != NULL)
    gtk_widget_unset_state_flags (self->drop_row, GTK_STATE_FLAG_DROP_ACTIVE);
  g_set_weak_pointer (&self->drop_row, row);
  if (row != NULL)
    gtk_widget_set_state_flags (row, GTK_STATE_FLAG_DROP_ACTIVE, FALSE);
}

/* The folder's row under the pointer, or NULL: the pane's own. */
static const WaybillRemoteEntry *
find_folder (WaybillUiBrowserPane *self, double x, double y, GtkWidget **row)
{
  const WaybillRemoteEntry *entry;
  guint position = waybill_ui_browser_list_get_at (WAYBILL_UI_BROWSER_LIST (self->list), self->pages, x, y, row);

  if (position == GTK_INVALID_LIST_POSITION)
    return NULL;
  entry = waybill_ui_browser_model_get_entry (self->model, position);
  return entry->type == WAYBILL_REMOTE_ENTRY_DIR ? entry : NULL;
}

/* value: (nullable) not there yet. */
static gboolean
is_welcome (WaybillUiBrowserPane *self, const GValue *value)
{
  if (self->place == NULL || self->folder == NULL || self->error != NULL)
    return FALSE;
  if (value == NULL)
    return TRUE;
  if (waybill_ui_browser_pane_is_remote (self))
    return G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST);
  return G_VALUE_HOLDS (value, WAYBILL_TYPE_UI_BROWSER_ROWS)
         && g_strcmp0 (((WaybillUiBrowserRows *) g_value_get_boxed (value))->token, self->token) == 0;
}

static GdkDragAction
moved_over (GtkDropTarget *target, double x, double y, WaybillUiBrowserPane *self)
{
  GtkWidget *row = NULL;
  const WaybillRemoteEntry *folder;

  if (!is_welcome (self, gtk_drop_target_get_value (target)))
    return 0;
  folder = find_folder (self, x, y, &row);
  mark_row (self, folder != NULL ? row : NULL);
  return GDK_ACTION_COPY;
}

static void
moved_out (GtkDropTarget *target, WaybillUiBrowserPane *self)
{
  mark_row (self, NULL);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, WaybillUiBrowserPane *self)
{
  const WaybillRemoteEntry *row = find_folder (self, x, y, NULL);
  g_autofree char *folder = NULL;

  mark_row (self, NULL);
  if (!is_welcome (self, value))
    return FALSE;
  folder = row != NULL ? waybill_ui_browser_pane_dup_path (self, row->name) : g_strdup (self->folder);
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

      waybill_ui_browser_pane_emit_files (self, files, folder);
    }
  else
    waybill_ui_browser_pane_emit_rows (self, ((WaybillUiBrowserRows *) g_value_get_boxed (value))->paths, folder);
  return TRUE;
}

void
waybill_ui_browser_pane_install_drop (WaybillUiBrowserPane *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  /* Rows first: what offers both is not here yet, and nothing is fetched to drop it within the window. */
  GType types[] = { WAYBILL_TYPE_UI_BROWSER_ROWS, GDK_TYPE_FILE_LIST };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (moved_over), self);
  g_signal_connect (target, "motion", G_CALLBACK (moved_over), self);
  g_signal_connect (target, "leave", G_CALLBACK (moved_out), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (self->pages, GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->list, "drag", G_CALLBACK (drag_asked), self, G_CONNECT_SWAPPED);
}
