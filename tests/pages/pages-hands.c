/* Opening and closing a page, waiting, finding and pressing. It runs the main loop itself: a page's function reads from top
 * to bottom. */

#include "pages.h"

#include "ui-help.h"
#include "ui-window-private.h"

#include <string.h>

#define PATIENCE (20 * G_USEC_PER_SEC)

/* A main window that a page stands over is so large, whatever the page's own size. */
#define MAIN_WIDTH 1100
#define MAIN_HEIGHT 780

static const Page *current;

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
pages_wait (gboolean (*condition) (gpointer data), gpointer data, const char *what)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  guint timer = g_timeout_add (20, wake, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: %s does not come", current == NULL ? "" : current->name, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);
}

static gboolean
is_later (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
pages_settle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  pages_wait (is_later, &end, "the time");
  for (guint i = 0; i < 200 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

/* Without a window manager GTK draws a frame of its own, which makes each window 10 pixels wider than it would be anywhere.
 */
void
pages_take_frame_off (GtkWindow *window)
{
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
  gtk_widget_add_css_class (GTK_WIDGET (window), "csd");
}

void
pages_present (PagesSample *sample, GtkWindow *window)
{
  gtk_widget_realize (GTK_WIDGET (window));
  pages_take_frame_off (window);
  if (sample->narrow)
    gtk_window_set_default_size (window, PAGES_NARROW_WIDTH, PAGES_NARROW_HEIGHT);
  else if (WAYBILL_IS_UI_WINDOW (window) && current->width < MAIN_WIDTH)
    gtk_window_set_default_size (window, MAIN_WIDTH, MAIN_HEIGHT);
  else if (current->width > 0)
    gtk_window_set_default_size (window, current->width, current->height);
  gtk_window_present (window);
}

/* Of those that are shown. field: (nullable) of F1. */
GtkWidget *
pages_find_widget (GtkWidget *root, GType type, const char *field)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (field == NULL || g_strcmp0 (waybill_ui_help_get_field (root), field) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = pages_find_widget (child, type, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
window_is_there (gpointer data)
{
  return find_window (*(GType *) data) != NULL;
}

GtkWindow *
pages_wait_for_window (GType type)
{
  pages_wait (window_is_there, &type, g_type_name (type));
  pages_take_frame_off (find_window (type));
  return find_window (type);
}

static gboolean
run_shortcut (GtkShortcutController *controller, GtkWidget *widget, const char *accelerator)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

      if (strcmp (keys, accelerator) == 0)
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
    }
  return FALSE;
}

/* What a shortcut of that widget does, without a keyboard. */
void
pages_press_key (GtkWidget *widget, const char *accelerator)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller)
          && run_shortcut (GTK_SHORTCUT_CONTROLLER (controller), widget, accelerator))
        return;
    }
  g_error ("%s: nothing happens at %s", current->name, accelerator);
}

static gboolean
is_mapped (gpointer window)
{
  return gtk_widget_get_mapped (window);
}

GtkWindow *
pages_open (PagesSample *sample, const Page *page, gboolean narrow)
{
  GtkWindow *window;

  current = page;
  sample->narrow = narrow;
  pages_sample_reset (sample, (page->flags & PAGES_EMPTY) != 0);
  window = page->make (sample);
  pages_wait (is_mapped, window, "the window");
  pages_settle (200);
  return window;
}

/* Main windows first, as a person closes them: what they asked ends with them. */
void
pages_close (PagesSample *sample)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *window;

  while ((window = find_window (WAYBILL_TYPE_UI_WINDOW)) != NULL)
    {
      WAYBILL_UI_WINDOW (window)->may_close = TRUE;
      gtk_window_close (window);
    }
  pages_settle (20);
  while (g_list_model_get_n_items (windows) > 0)
    {
      g_autoptr (GtkWindow) left = g_list_model_get_item (windows, 0);

      gtk_window_destroy (left);
    }
  pages_wait (pages_rehearsal_is_gone, NULL, "the end of the rehearsal");
  pages_sample_drop (sample);
}
