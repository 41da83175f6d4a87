/* The window that lists the keys, made from its file. The toolkit's own is as wide and high as its list, and cannot become
 * smaller; and its button for the search has no name. Both is mended here. */

#include "ui-shortcuts.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-shell.h"

/* Pixels, for text of the usual size. */
#define TWO_COLUMNS 700
#define NARROW_WIDTH 360
#define NARROW_HEIGHT 640

/* The words below their keys instead of beside them. (They cannot wrap: GTK asks them for their height without saying how
 * wide they are.) */
static void
put_words_below (GtkWidget *widget)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    g_object_set (gtk_widget_get_first_child (widget), "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    put_words_below (child);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* The list scrolls; the search above it stays. */
static void
let_list_scroll (GtkWidget *list)
{
  GtkBox *box = GTK_BOX (gtk_widget_get_parent (list));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_ref (list);
  gtk_box_remove (box, list);
  g_object_set (scroller, "child", list, "propagate-natural-width", TRUE, "propagate-natural-height", TRUE, "vexpand", TRUE,
                NULL);
  g_object_unref (list);
  gtk_box_append (box, scroller);
}

/* GTK puts two columns on a page: here they stand below each other. */
static void
put_columns_below (GtkWidget *section)
{
  GtkWidget *pages = find (section, GTK_TYPE_STACK);

  for (GtkWidget *page = gtk_widget_get_first_child (pages); page != NULL; page = gtk_widget_get_next_sibling (page))
    if (GTK_IS_BOX (page))
      g_object_set (page, "orientation", GTK_ORIENTATION_VERTICAL, "homogeneous", FALSE, NULL);
}

static void
mend_search (GtkWindow *window)
{
  GtkWidget *button = find (gtk_window_get_titlebar (window), GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *entry = find (gtk_window_get_child (window), GTK_TYPE_SEARCH_ENTRY);

  waybill_ui_name_widget (button, _ ("Find a key"));
  gtk_widget_set_tooltip_text (button, _ ("Find a Key (Ctrl+F)"));
  waybill_ui_name_widget (entry, _ ("Find a key"));
  g_object_set (entry, "width-chars", -1, "max-width-chars", 40, NULL);
}

/**
 * waybill_ui_shortcuts_new:
 * @over: the window it is to stand over
 *
 * Returns: (transfer none): the list of keys, in one column where @over or large text leaves no room for two; to be
 * presented
 */
GtkWindow *
waybill_ui_shortcuts_new (GtkWindow *over)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (WAYBILL_RESOURCE_PATH "/ui-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  GtkWidget *list = find (gtk_window_get_child (window), GTK_TYPE_STACK);
  int width = gtk_widget_get_width (GTK_WIDGET (over));
  double scale = waybill_ui_shell_get_text_scale (GTK_WIDGET (over));

  gtk_window_set_transient_for (window, over);
  gtk_window_set_title (window, _ ("Keyboard Shortcuts"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keyboard Shortcuts"), -1);
  gtk_window_set_resizable (window, TRUE);
  mend_search (window);
  let_list_scroll (list);
  if (width >= TWO_COLUMNS * scale)
    return window;
  put_words_below (list);
  put_columns_below (GTK_WIDGET (gtk_builder_get_object (builder, "section")));
  gtk_window_set_default_size (window, (int) MIN (width, NARROW_WIDTH * scale), NARROW_HEIGHT);
  return window;
}
