/* The main window on a real display: its template, its one button, and a tour shown as it comes. */

#include "ui-application.h"
#include "ui-window.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static GtkWidget *
find_widget (GtkWidget *widget, gboolean (*matches) (GtkWidget *widget))
{
  if (matches (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, matches);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_suggested_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action");
}

static gboolean
is_text_view (GtkWidget *widget)
{
  return GTK_IS_TEXT_VIEW (widget);
}

static gboolean
is_status_page (GtkWidget *widget)
{
  return ADW_IS_STATUS_PAGE (widget);
}

static gboolean
is_again_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Practise Again") == 0;
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 30 seconds");
  return G_SOURCE_REMOVE;
}

static GtkWindow *
open_window (gconstpointer application)
{
  g_application_activate (G_APPLICATION ((gpointer) application));
  return gtk_application_get_active_window (GTK_APPLICATION ((gpointer) application));
}

static void
test_first_start_says_what_it_is_for (gconstpointer application)
{
  GtkWindow *window = open_window (application);
  GtkWidget *page, *button;

  g_assert_true (WAYBILL_IS_UI_WINDOW (window));
  page = find_widget (GTK_WIDGET (window), is_status_page);
  button = find_widget (GTK_WIDGET (window), is_suggested_button);

  g_assert_nonnull (page);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "Welcome to Waybill");
  g_assert_cmpstr (adw_status_page_get_icon_name (ADW_STATUS_PAGE (page)), ==, WAYBILL_APP_ID);
  g_assert_true (gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (page)), WAYBILL_APP_ID));
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Start Practising");
  g_assert_true (gtk_widget_is_sensitive (button));

  gtk_window_destroy (window);
}

static char *
text_of (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
test_tour_is_shown_and_can_be_repeated (gconstpointer application)
{
  GtkWindow *window = open_window (application);
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-window-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "waybill-cli", NULL);
  g_autofree char *text = NULL;
  guint deadline = g_timeout_add_seconds (30, deadline_reached, NULL);
  GtkWidget *again;

  g_assert_true (g_file_set_contents (program, "#!/bin/sh\necho first step\necho second step\n", -1, NULL));
  g_assert_cmpint (chmod (program, 0700), ==, 0);

  waybill_ui_window_start_tour (WAYBILL_UI_WINDOW (window), program);
  again = find_widget (GTK_WIDGET (window), is_again_button);
  g_assert_nonnull (again);
  g_assert_false (gtk_widget_get_visible (again));
  while (!gtk_widget_get_visible (again))
    g_main_context_iteration (NULL, TRUE);

  text = text_of (find_widget (GTK_WIDGET (window), is_text_view));
  g_assert_cmpstr (text, ==, "first step\nsecond step");

  g_source_remove (deadline);
  gtk_window_destroy (window);
  g_remove (program);
  g_rmdir (folder);
}

static void
test_missing_program_is_said (gconstpointer application)
{
  GtkWindow *window = open_window (application);

  waybill_ui_window_start_tour (WAYBILL_UI_WINDOW (window), NULL);

  g_assert_true (gtk_widget_get_visible (find_widget (GTK_WIDGET (window), is_again_button)));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  /* Not isolated: GTK's schemas and icons lie in the system's data folders; the runner sets the user's own. */
  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return 0;
    }

  /* One for all: two applications cannot own one path on the bus. */
  g_autoptr (WaybillUiApplication) application = waybill_ui_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_data_func ("/ui/window/first-start-says-what-it-is-for", application, test_first_start_says_what_it_is_for);
  g_test_add_data_func ("/ui/window/tour-is-shown-and-can-be-repeated", application, test_tour_is_shown_and_can_be_repeated);
  g_test_add_data_func ("/ui/window/missing-program-is-said", application, test_missing_program_is_said);

  return g_test_run ();
}
