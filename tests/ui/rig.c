/* What tests of the window share. It knows GTK and nothing of the parts. */

#include "rig.h"

#include <string.h>

gboolean
rig_begin (int *argc, char ***argv)
{
  /* Not isolated: GTK's schemas and icons lie in the system's data folders; the runner sets the user's own. */
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return FALSE;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return TRUE;
}

gboolean
rig_too_late (gpointer what)
{
  g_error ("%s did not happen within %d seconds", (const char *) what, RIG_PATIENCE);
  return G_SOURCE_REMOVE;
}

void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

GtkWidget *
find_nth (GtkWidget *widget, Matches matches, gconstpointer data, guint *n)
{
  if (matches (widget, data) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, matches, data, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find (GtkWidget *widget, Matches matches, gconstpointer data)
{
  guint n = 0;

  return find_nth (widget, matches, data, &n);
}

gboolean
says (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

gboolean
is_label (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

gboolean
is_named (GtkWidget *widget, gconstpointer type_name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name);
}

gboolean
is_password (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget) || GTK_IS_PASSWORD_ENTRY (widget);
}

AdwMessageDialog *
get_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

AdwMessageDialog *
wait_for_dialog (void)
{
  WAIT_FOR (get_dialog () != NULL);
  settle ();
  return get_dialog ();
}
