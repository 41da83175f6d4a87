/* Choosers of files and folders: the portal's where one runs, else GTK's own. It opens and reads nothing. */

#include "ui-file.h"

typedef struct
{
  GtkWidget *owner; /* weak */
  GtkFileChooserNative *chooser;
  WaybillUiFileFunc callback;
  gpointer user_data;
} Choice;

static void
owner_gone (gpointer user_data, GObject *where)
{
  Choice *self = user_data;

  self->owner = NULL;
  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (self->chooser));
  /* A hidden dialog answers nobody. */
  g_object_unref (self->chooser);
  g_free (self);
}

static void
answered (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *self = user_data;
  g_autoptr (GtkFileChooserNative) chooser = self->chooser;
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  g_object_weak_unref (G_OBJECT (self->owner), owner_gone, self);
  self->callback (files, self->user_data);
  g_free (self);
}

/**
 * waybill_ui_file_choose:
 * @owner: a widget of the window it stands over; once it is gone, @callback is not called any more
 * @mode: several files, a folder, or a file to write
 * @title: its title
 * @button: what its button says, with a mnemonic
 * @folder: (nullable): where it begins
 * @name: (nullable): the name that is proposed, to save
 * @callback: (scope async): called once, with %NULL when nothing was chosen
 * @user_data: for @callback
 *
 * Asks for files. Main thread; returns at once.
 */
void
waybill_ui_file_choose (GtkWidget *owner,
                        WaybillUiFileMode mode,
                        const char *title,
                        const char *button,
                        const char *folder,
                        const char *name,
                        WaybillUiFileFunc callback,
                        gpointer user_data)
{
  static const GtkFileChooserAction actions[] = {
    [WAYBILL_UI_FILE_OPEN_SEVERAL] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [WAYBILL_UI_FILE_OPEN_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    [WAYBILL_UI_FILE_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
  };
  GtkRoot *root = gtk_widget_get_root (owner);
  Choice *self = g_new0 (Choice, 1);

  self->owner = owner;
  self->callback = callback;
  self->user_data = user_data;
  self->chooser
      = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, actions[mode], button, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), mode == WAYBILL_UI_FILE_OPEN_SEVERAL);
  if (folder != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), file, NULL);
    }
  if (name != NULL && mode == WAYBILL_UI_FILE_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_weak_ref (G_OBJECT (owner), owner_gone, self);
  g_signal_connect (self->chooser, "response", G_CALLBACK (answered), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

typedef struct
{
  GWeakRef window;
  char *folder; /* as a URI */
} Showing;

static void
showing_free (Showing *self)
{
  g_weak_ref_clear (&self->window);
  g_free (self->folder);
  g_free (self);
}

/* No file manager that can choose files: the folder alone, by whatever opens it. */
static void
shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing *self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);

  if (answer == NULL && window != NULL)
    gtk_show_uri (window, self->folder, GDK_CURRENT_TIME);
  showing_free (self);
}

static GVariant *
list_uris (GListModel *files)
{
  GVariantBuilder uris = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  guint n_files = g_list_model_get_n_items (files);

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *uri = g_file_get_uri (file);

      g_variant_builder_add (&uris, "s", uri);
    }
  return g_variant_new ("(ass)", &uris, "");
}

/**
 * waybill_ui_file_show_in_folder:
 * @window: over which an answer may stand
 * @files: (element-type GFile): files of one folder, 1 at least
 *
 * Asks the desktop's file manager to show the folder with these files chosen (freedesktop.org, File Manager Interface);
 * where none can, whatever opens folders is asked. Main thread; returns at once.
 */
void
waybill_ui_file_show_in_folder (GtkWindow *window, GListModel *files)
{
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);
  g_autoptr (GFile) folder = first != NULL ? g_file_get_parent (first) : NULL;
  GDBusConnection *bus
      = g_application_get_default () != NULL ? g_application_get_dbus_connection (g_application_get_default ()) : NULL;
  Showing *self;

  if (folder == NULL)
    return;
  self = g_new0 (Showing, 1);
  g_weak_ref_init (&self->window, window);
  self->folder = g_file_get_uri (folder);
  if (bus != NULL)
    {
      g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                              "org.freedesktop.FileManager1", "ShowItems", list_uris (files), NULL, G_DBUS_CALL_FLAGS_NONE,
                              -1, NULL, shown, self);
      return;
    }
  gtk_show_uri (window, self->folder, GDK_CURRENT_TIME);
  showing_free (self);
}

/* A partner's rows are files for other programs; within Waybill nothing is fetched because it was let go beside the panes.
 */
static gboolean
is_here (GtkDropTarget *target, GdkDrop *drop)
{
  GdkDrag *own = gdk_drop_get_drag (drop);

  return gdk_content_formats_match (gtk_drop_target_get_formats (target), gdk_drop_get_formats (drop))
         && (own == NULL || gdk_content_formats_contain_gtype (gdk_drag_get_formats (own), GDK_TYPE_FILE_LIST));
}

/**
 * waybill_ui_file_target_new:
 *
 * Returns: (transfer full): a target that takes files of this computer
 */
GtkDropTarget *
waybill_ui_file_target_new (void)
{
  GtkDropTarget *self = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (self, "accept", G_CALLBACK (is_here), NULL);
  return self;
}

/**
 * waybill_ui_file_list_from_value:
 * @value: holds a `GdkFileList`, as a drop brings it
 *
 * Returns: (transfer full) (element-type GFile): its files
 */
GListModel *
waybill_ui_file_list_from_value (const GValue *value)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (GSList *link = g_value_get_boxed (value); link != NULL; link = link->next)
    g_list_store_append (files, link->data);
  return G_LIST_MODEL (files);
}
