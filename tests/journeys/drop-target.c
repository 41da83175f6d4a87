/* drop-target FOLDER: a window that takes files as a file manager does: it asks what they are while the pointer is over it,
 * and copies into the folder on its own time, when the drag is over already. What happens is said on standard output. */

#include <gtk/gtk.h>

#define OWN_TIME 500 /* milliseconds */

static const char *folder;

static void
say (const char *what, const char *name)
{
  g_print ("%s %s\n", what, name);
}

static void
copy (GFile *from, GFile *to)
{
  g_autoptr (GFileEnumerator) inside = NULL;
  g_autoptr (GError) error = NULL;
  GFileInfo *info;
  GFile *child;

  if (g_file_query_file_type (from, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != G_FILE_TYPE_DIRECTORY)
    {
      if (!g_file_copy (from, to, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &error))
        say ("failed", error->message);
      return;
    }
  g_file_make_directory (to, NULL, NULL);
  inside = g_file_enumerate_children (from, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (inside != NULL && g_file_enumerator_iterate (inside, &info, &child, NULL, NULL) && info != NULL)
    {
      g_autoptr (GFile) target = g_file_get_child (to, g_file_info_get_name (info));

      copy (child, target);
    }
}

static gboolean
copy_all (gpointer data)
{
  for (GSList *at = data; at != NULL; at = at->next)
    {
      g_autofree char *name = g_file_get_basename (at->data);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) to = g_file_new_for_path (path);

      copy (at->data, to);
    }
  say ("copied", "all");
  return G_SOURCE_REMOVE;
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GSList *files = g_slist_copy_deep (g_value_get_boxed (value), (GCopyFunc) (void *) g_object_ref, NULL);
  g_autofree char *n = g_strdup_printf ("%u", g_slist_length (files));

  say ("dropped", n);
  g_timeout_add (OWN_TIME, copy_all, files);
  return TRUE;
}

static GdkDragAction
entered (GtkDropTarget *target, double x, double y, gpointer data)
{
  say ("entered", gtk_drop_target_get_value (target) != NULL ? "with files" : "without files");
  return GDK_ACTION_COPY;
}

static void
knows (GtkDropTarget *target)
{
  if (gtk_drop_target_get_value (target) != NULL)
    say ("knows", "files");
}

int
main (int argc, char *argv[])
{
  GtkDropTarget *target;
  GtkWidget *window;

  if (argc != 2 || !gtk_init_check ())
    return 1;
  setvbuf (stdout, NULL, _IOLBF, 0);
  folder = argv[1];
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Drop Target");
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (entered), NULL);
  g_signal_connect (target, "notify::value", G_CALLBACK (knows), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), NULL);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
