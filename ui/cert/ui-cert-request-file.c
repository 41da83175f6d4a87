/* What goes to the partner holds no secret: a request or a certificate. The private key is not here at all. */

#include "ui-cert-request-file.h"

#include "base-file.h"
#include "ui-file.h"
#include "ui-name.h"
#include "ui-pair.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-request.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiCertRequestFile
{
  AdwBin parent_instance;

  WaybillUiContext *context;
  char *file_name;
  char *name;
  char *pem;
  gboolean is_request;

  GtkListBox *list;
  AdwActionRow *row;
  GtkWidget *save_button;
  GtkWidget *copy_button;
  GtkWidget *mail_button;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRequestFile, waybill_ui_cert_request_file, ADW_TYPE_BIN)

static void
tell (WaybillUiCertRequestFile *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error_full (error, NULL, self->file_name, NULL);

  waybill_ui_tell (GTK_WIDGET (self), words);
}

/* The file of a drag has to be somewhere: a folder for each content, so that names never meet. A rehearsal's goes with it.
 */
static char *
dup_folder (WaybillUiCertRequestFile *self)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->pem, -1);
  g_autofree char *below
      = waybill_ui_context_is_rehearsal (self->context)
            ? g_path_get_dirname (waybill_cert_store_get_folder (waybill_ui_context_get_certificates (self->context)))
            : g_build_filename (g_get_user_cache_dir (), "waybill", NULL);

  digest[16] = '\0';
  return g_build_filename (below, "requests", digest, NULL);
}

static GFile *
write_copy (WaybillUiCertRequestFile *self, GError **error)
{
  g_autofree char *folder = dup_folder (self);
  g_autofree char *path = g_build_filename (folder, self->file_name, NULL);

  if (!waybill_base_file_ensure_folder (folder, error)
      || !waybill_base_file_write (path, self->pem, strlen (self->pem), error))
    return NULL;
  return g_file_new_for_path (path);
}

/**
 * waybill_ui_cert_request_file_dup_content:
 * @self: the row
 *
 * What a drag offers: a file for mail programs and file managers, its text for editors and pages. Main thread.
 *
 * Returns: (transfer full) (nullable): %NULL when the file could not be written
 */
GdkContentProvider *
waybill_ui_cert_request_file_dup_content (WaybillUiCertRequestFile *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = write_copy (self, &error);
  GdkContentProvider *offers[2];
  GdkFileList *list;

  if (file == NULL)
    {
      g_warning ("The file of a drag could not be written: %s", error->message);
      return NULL;
    }
  list = gdk_file_list_new_from_array (&file, 1);
  offers[0] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  offers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, self->pem);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return gdk_content_provider_new_union (offers, G_N_ELEMENTS (offers));
}

static GdkContentProvider *
prepare_drag (GtkDragSource *source, double x, double y, WaybillUiCertRequestFile *self)
{
  return self->pem != NULL ? waybill_ui_cert_request_file_dup_content (self) : NULL;
}

/**
 * waybill_ui_cert_request_file_save:
 * @self: the row
 * @file: where
 *
 * Writes the file, or says why it could not be. Main thread.
 *
 * Returns: whether it is there
 */
gboolean
waybill_ui_cert_request_file_save (WaybillUiCertRequestFile *self, GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *shown = g_file_get_parse_name (file);
  g_autofree char *where = g_strdup_printf (_ ("Saved as %s. Drag it into a mail or a folder."), shown);
  g_autoptr (GError) error = NULL;
  gboolean is_done = path != NULL ? waybill_base_file_write (path, self->pem, strlen (self->pem), &error)
                                  : g_file_replace_contents (file, self->pem, strlen (self->pem), NULL, FALSE,
                                                             G_FILE_CREATE_PRIVATE, NULL, NULL, &error);

  if (!is_done)
    {
      tell (self, error);
      return FALSE;
    }
  adw_action_row_set_subtitle (self->row, where);
  waybill_ui_toast_say (GTK_WIDGET (self), self->is_request ? _ ("Request saved") : _ ("Certificate saved"));
  return TRUE;
}

static void
place_chosen (GListModel *files, gpointer user_data)
{
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL)
    waybill_ui_cert_request_file_save (WAYBILL_UI_CERT_REQUEST_FILE (user_data), file);
}

static void
save_clicked (WaybillUiCertRequestFile *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_SAVE,
                          self->is_request ? _ ("Save the Request") : _ ("Save the Certificate"), _ ("_Save"), NULL,
                          self->file_name, place_chosen, self);
}

static void
copy_clicked (WaybillUiCertRequestFile *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->pem);
  waybill_ui_toast_say (GTK_WIDGET (self), self->is_request ? _ ("Request copied") : _ ("Certificate copied"));
}

static void
mail_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCertRequestFile) self = user_data;
  g_autoptr (GError) error = NULL;
  WaybillWords words = { .title = (char *) _ ("No mail program answered"),
                         .sentence = (char *) _ ("This computer has no program for mail that Waybill could open."),
                         .next = (char *) _ ("Save the file, or copy it, and send it the way you usually do.") };

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    waybill_ui_tell (GTK_WIDGET (self), &words);
}

static void
mail_clicked (WaybillUiCertRequestFile *self)
{
  g_autofree char *uri = waybill_words_request_mail (self->name, self->pem, self->is_request);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, mail_shown, g_object_ref (self));
}

/**
 * waybill_ui_cert_request_file_set:
 * @self: the row
 * @context: whose store it is in
 * @label: what it is called there
 * @name: the name in the certificate
 * @pem: what the file holds
 * @is_request: whether it is a request; else a certificate
 *
 * Shows another file. Main thread.
 */
void
waybill_ui_cert_request_file_set (WaybillUiCertRequestFile *self,
                                  WaybillUiContext *context,
                                  const char *label,
                                  const char *name,
                                  const char *pem,
                                  gboolean is_request)
{
  g_autofree char *file_name = waybill_words_request_file_name (label, is_request ? ".csr" : ".cer");
  g_autofree char *list = g_strdup_printf (_ ("The file %s"), file_name);
  g_autofree char *save = g_strdup_printf (_ ("Save %s"), file_name), *copy = g_strdup_printf (_ ("Copy %s"), file_name);
  g_autofree char *mail = g_strdup_printf (_ ("Mail %s"), file_name);

  if (g_strcmp0 (pem, self->pem) == 0 && g_strcmp0 (file_name, self->file_name) == 0)
    return;
  g_set_object (&self->context, context);
  g_free (self->file_name);
  g_free (self->name);
  g_free (self->pem);
  self->file_name = g_steal_pointer (&file_name);
  self->name = g_strdup (name);
  self->pem = g_strdup (pem);
  self->is_request = is_request;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), self->file_name);
  adw_action_row_set_subtitle (self->row, _ ("Drag it into a mail or a folder"));
  waybill_ui_name_widget (GTK_WIDGET (self->list), list);
  waybill_ui_name_widget (self->save_button, save);
  waybill_ui_name_widget (self->copy_button, copy);
  waybill_ui_name_widget (self->mail_button, mail);
}

/**
 * waybill_ui_cert_request_file_focus:
 * @self: the row
 *
 * Puts the keyboard on its first button. Main thread.
 */
void
waybill_ui_cert_request_file_focus (WaybillUiCertRequestFile *self)
{
  gtk_widget_grab_focus (self->save_button);
}

static void
waybill_ui_cert_request_file_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_CERT_REQUEST_FILE (object)->context);
  G_OBJECT_CLASS (waybill_ui_cert_request_file_parent_class)->dispose (object);
}

static void
waybill_ui_cert_request_file_finalize (GObject *object)
{
  WaybillUiCertRequestFile *self = WAYBILL_UI_CERT_REQUEST_FILE (object);

  g_free (self->file_name);
  g_free (self->name);
  g_free (self->pem);
  G_OBJECT_CLASS (waybill_ui_cert_request_file_parent_class)->finalize (object);
}

static void
waybill_ui_cert_request_file_class_init (WaybillUiCertRequestFileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_request_file_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_request_file_finalize;
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-request-file.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestFile, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestFile, row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestFile, save_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestFile, copy_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestFile, mail_button);
}

static void
waybill_ui_cert_request_file_init (WaybillUiCertRequestFile *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_drag), self);
  gtk_widget_add_controller (GTK_WIDGET (self->row), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->copy_button, "clicked", G_CALLBACK (copy_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mail_button, "clicked", G_CALLBACK (mail_clicked), self, G_CONNECT_SWAPPED);
}
