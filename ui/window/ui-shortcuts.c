/* The window that lists the keys, made from its file. A test compares it with what the windows really do. */

#include "ui-shortcuts.h"

/**
 * waybill_ui_shortcuts_new:
 *
 * Returns: (transfer none): the list of keys, to be presented over a window
 */
GtkWindow *
waybill_ui_shortcuts_new (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (WAYBILL_RESOURCE_PATH "/ui-shortcuts.ui");

  return GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
}
