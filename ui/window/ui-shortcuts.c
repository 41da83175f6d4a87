/* The window that lists the keys, made from its file. */

#include "ui-shortcuts.h"

#include <glib/gi18n.h>

/* Groups below each other, however many: GTK begins a new column after so many rows. */
#define ONE_COLUMN 200

/**
 * waybill_ui_shortcuts_new:
 * @narrow: whether there is room for one column alone
 *
 * Returns: (transfer none): the list of keys, to be presented over a window
 */
GtkWindow *
waybill_ui_shortcuts_new (gboolean narrow)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (WAYBILL_RESOURCE_PATH "/ui-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_title (window, _ ("Keyboard Shortcuts"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keyboard Shortcuts"), -1);
  if (narrow)
    g_object_set (gtk_builder_get_object (builder, "section"), "max-height", ONE_COLUMN, NULL);
  return window;
}
