/* What was written, a row for each file. A row dragged out is the file itself. */

#include "ui-cert-export-done.h"

#include "remote-path.h"
#include "ui-cert-export-choice.h"
#include "ui-name.h"
#include "ui-pair.h"
#include "words-export.h"

#include <glib/gi18n.h>

struct _WaybillUiCertExportDone
{
  WaybillUiAssistantPage parent_instance;

  GtkListBox *list;
  GtkWidget *folder_button;

  GListStore *files; /* (element-type GFile) */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertExportDone, waybill_ui_cert_export_done, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static GdkContentProvider *
prepare_drag (GtkDragSource *source, double x, double y, gpointer user_data)
{
  g_autoptr (GSList) files = g_slist_prepend (NULL, user_data);
  GdkFileList *list = gdk_file_list_new_from_list (files);
  GdkContentProvider *provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);

  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return provider;
}

static GtkWidget *
new_row (const WaybillCertExportFile *file, GFile *place, gboolean is_ours)
{
  GtkWidget *row = waybill_ui_assistant_page_new_row (waybill_ui_cert_export_choice_get_icon (file), file->name,
                                                      waybill_words_export_role (file->role, is_ours));
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_drag), place, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_set_cursor_from_name (row, "grab");
  return row;
}

/**
 * waybill_ui_cert_export_done_show:
 * @self: the page
 * @plan: what was written, under the names it got
 * @folder: where
 * @is_ours: whether the certificate has a key
 *
 * Main thread.
 */
void
waybill_ui_cert_export_done_show (WaybillUiCertExportDone *self,
                                  WaybillCertExportPlan *plan,
                                  const char *folder,
                                  gboolean is_ours)
{
  GPtrArray *files = waybill_cert_export_plan_get_files (plan);
  g_autofree char *shown = waybill_remote_path_dup_display (folder);
  g_autofree char *text = waybill_words_export_done (plan, shown);

  g_object_set (self, "text", text, NULL);
  g_list_store_remove_all (self->files);
  waybill_ui_assistant_page_clear (self->list);
  for (guint i = 0; i < files->len; i++)
    {
      WaybillCertExportFile *file = files->pdata[i];
      g_autofree char *path = g_build_filename (folder, file->name, NULL);
      g_autoptr (GFile) place = g_file_new_for_path (path);

      g_list_store_append (self->files, place);
      gtk_list_box_append (self->list, new_row (file, place, is_ours));
    }
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

/**
 * waybill_ui_cert_export_done_dup_files:
 * @self: the page
 *
 * Returns: (transfer full) (element-type GFile): what was written
 */
GListModel *
waybill_ui_cert_export_done_dup_files (WaybillUiCertExportDone *self)
{
  return g_object_ref (G_LIST_MODEL (self->files));
}

static GtkWidget *
waybill_ui_cert_export_done_find_field (WaybillUiAssistantPage *page)
{
  return WAYBILL_UI_CERT_EXPORT_DONE (page)->folder_button;
}

static void
waybill_ui_cert_export_done_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_CERT_EXPORT_DONE (object)->files);
  G_OBJECT_CLASS (waybill_ui_cert_export_done_parent_class)->dispose (object);
}

static void
waybill_ui_cert_export_done_class_init (WaybillUiCertExportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_export_done_dispose;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_export_done_find_field;
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-export-done.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportDone, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportDone, folder_button);
}

static void
waybill_ui_cert_export_done_init (WaybillUiCertExportDone *self)
{
  self->files = g_list_store_new (G_TYPE_FILE);
  gtk_widget_init_template (GTK_WIDGET (self));
}
