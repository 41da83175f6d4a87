/* What can be read off a page without eyes: its texts, which of them have too little room, and the templates that no page
 * has made. */

#include "pages.h"

#include <string.h>

typedef void (*Visit) (GtkWidget *widget);

static void
walk (GtkWidget *widget, Visit visit)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  visit (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    walk (child, visit);
}

static void
print (const char *kind, GtkWidget *widget, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || *text == '\0')
    return;
  line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_print ("%s\t%s\t%s\n", kind, gtk_widget_get_name (widget), line);
}

static void
print_text (GtkWidget *widget)
{
  print ("tooltip", widget, gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    print ("label", widget, gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_TEXT (widget))
    print ("placeholder", widget, gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  else if (GTK_IS_WINDOW (widget))
    print ("title", widget, gtk_window_get_title (GTK_WINDOW (widget)));
}

void
pages_print_texts (GtkWindow *window)
{
  walk (GTK_WIDGET (window), print_text);
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (guint i = 0; widget != NULL && i < 8; i++, widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

/* Too little was given to it. */
static gboolean
is_squeezed (GtkWidget *widget)
{
  int width = gtk_widget_get_allocated_width (widget), height = gtk_widget_get_allocated_height (widget);
  int min_width, min_height;

  /* What is measured holds the margins, what is allocated does not. */
  width += gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
  height += gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL, NULL);
  return width < min_width || height < min_height;
}

/* Something that holds it ends before it does, and does not scroll. */
static gboolean
is_cut_off (GtkWidget *widget)
{
  for (GtkWidget *holder = gtk_widget_get_parent (widget); holder != NULL && !GTK_IS_SCROLLABLE (holder);
       holder = gtk_widget_get_parent (holder))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_overflow (holder) != GTK_OVERFLOW_HIDDEN && !GTK_IS_NATIVE (holder))
        continue;
      if (gtk_widget_compute_bounds (widget, holder, &bounds)
          && (bounds.origin.x < -1 || bounds.origin.y < -1
              || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (holder) + 1
              || bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (holder) + 1))
        return TRUE;
      if (GTK_IS_NATIVE (holder))
        return FALSE;
    }
  return FALSE;
}

static void
print_clipped (GtkWidget *widget)
{
  if (!GTK_IS_LABEL (widget))
    return;
  if (is_squeezed (widget) || is_cut_off (widget))
    print ("clipped", widget, gtk_label_get_text (GTK_LABEL (widget)));
  else if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) && !has_tooltip (widget))
    print ("ellipsized", widget, gtk_label_get_text (GTK_LABEL (widget)));
}

/* At the width that it has; margins may be below zero, and a child that was never given room has none. */
static int
get_least (GtkWidget *widget, GtkOrientation orientation)
{
  int width
      = gtk_widget_get_allocated_width (widget) + gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
  int least;

  gtk_widget_measure (widget, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : MAX (width, -1), &least, NULL,
                      NULL, NULL);
  return least;
}

static GtkWidget *
get_largest_child (GtkWidget *widget, GtkOrientation orientation)
{
  GtkWidget *largest = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child) && gtk_widget_should_layout (child)
        && (largest == NULL || get_least (child, orientation) > get_least (largest, orientation)))
      largest = child;
  return largest;
}

/* A window that cannot be as small as it should: down to the widget that is to blame. */
static void
print_least (GtkWindow *window, GtkOrientation orientation, const char *kind, int most)
{
  g_autoptr (GString) way = g_string_new (NULL);

  if (get_least (GTK_WIDGET (window), orientation) <= most)
    return;
  for (GtkWidget *widget = GTK_WIDGET (window); widget != NULL; widget = get_largest_child (widget, orientation))
    g_string_append_printf (way, "%s %d > ", gtk_widget_get_name (widget), get_least (widget, orientation));
  print (kind, GTK_WIDGET (window), way->str);
}

/* Texts with less room than they need, ellipsized ones that no tooltip says in full, and windows that cannot become small.
 */
void
pages_print_clipped (GtkWindow *window)
{
  print_least (window, GTK_ORIENTATION_HORIZONTAL, "wide", PAGES_NARROW_WIDTH);
  print_least (window, GTK_ORIENTATION_VERTICAL, "high", PAGES_LEAST_HEIGHT);
  walk (GTK_WIDGET (window), print_clipped);
}

static char *
dup_class (const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *start = g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "<template class=\"");
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen ("<template class=\"");
  end = strchr (start, '"');
  return g_strndup (start, (gsize) (end - start));
}

/* Names each template whose type nobody has made yet. */
void
pages_print_unmade (void)
{
  g_auto (GStrv) files = g_resources_enumerate_children (WAYBILL_RESOURCE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n = 0;

  for (gsize i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (WAYBILL_RESOURCE_PATH, files[i], NULL);
      g_autofree char *type_name = g_str_has_suffix (files[i], ".ui") ? dup_class (path) : NULL;
      GType type = type_name == NULL ? G_TYPE_INVALID : g_type_from_name (type_name);

      if (type_name == NULL)
        continue;
      n++;
      if (type == G_TYPE_INVALID || g_type_class_peek (type) == NULL)
        g_print ("unmade\t%s\t%s\n", type_name, files[i]);
    }
  g_print ("templates\t%u\n", n);
}

/* The window's own buttons; the pencil of an entry row and the arrows of others, of which libadwaita 1.2 forgets to say that
 * they are decoration. Nobody here can name them or make them focusable. */
static gboolean
is_toolkits (GtkWidget *widget)
{
  static const char *const classes[] = { "edit-icon", "expander-row-arrow", "dropdown-arrow" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (GTK_IS_IMAGE (widget) && gtk_widget_has_css_class (widget, classes[i]))
      return TRUE;
  return GTK_IS_WINDOW_CONTROLS (widget);
}

static void
hide_unmapped (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gboolean shown = gtk_widget_get_mapped (child) && !is_toolkits (child);

      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
      if (shown)
        hide_unmapped (child);
    }
}

/* GTK 4.8 presents the pages of a stack that are not shown, and cannot say that they are not: this takes them out of the
 * tree. */
void
pages_hide_unmapped (GtkWindow *window)
{
  hide_unmapped (GTK_WIDGET (window));
}
