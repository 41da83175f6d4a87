/* A pane over a fake place: where it goes, what it shows while it waits and when it fails, what is selected, sent and
 * dropped, and that it may go at any moment. */

#include <string.h>

#include "test-ui-browser-rig.h"

#include "ui-browser-rows.h"

#define REMOTE "remote"

static guint
position_of (Rig *rig, const char *name)
{
  GListModel *list = G_LIST_MODEL (rig_model (rig));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (WaybillUiBrowserRow) row = g_list_model_get_item (list, i);

      if (g_strcmp0 (waybill_ui_browser_row_get_entry (row)->name, name) == 0)
        return i;
    }
  g_assert_not_reached ();
  return 0;
}

static void
activate_row (Rig *rig, const char *name)
{
  g_signal_emit_by_name (rig_find (rig->pane, GTK_TYPE_COLUMN_VIEW), "activate", position_of (rig, name));
}

static void
test_enter_and_up (Rig *rig, gconstpointer remote)
{
  activate_row (rig, "orders");
  rig_wait_told (rig, "moved /in/orders");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 1);

  rig_act (rig, "pane.up");
  rig_wait_told (rig, "moved /in\n");

  rig_assert_selected (rig, "/in/orders");
  rig_act (rig, "pane.up");
  rig_wait_told (rig, "moved /\n");
  rig_forget (rig);
  gtk_widget_activate_action (rig->pane, "pane.up", NULL);
  rig_settle ();
  g_assert_cmpstr (fake_place_get_told (rig->place), ==, "");
}

static void
test_history (Rig *rig, gconstpointer remote)
{
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/orders");
  rig_wait_told (rig, "moved /in/orders\n");
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/");
  rig_wait_told (rig, "moved /\n");
  rig_forget (rig);

  rig_act (rig, "pane.back");
  rig_wait_told (rig, "moved /in/orders\n");
  rig_act (rig, "pane.back");
  rig_wait_told (rig, "moved /in\n");
  rig_forget (rig);
  rig_act (rig, "pane.forward");
  rig_wait_told (rig, "moved /in/orders\n");
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/archive");
  rig_wait_told (rig, "moved /in/archive\n");
  rig_forget (rig);

  gtk_widget_activate_action (rig->pane, "pane.forward", NULL);
  rig_settle ();
  g_assert_cmpstr (fake_place_get_told (rig->place), ==, "");
}

static void
test_refresh_keeps_the_selection (Rig *rig, gconstpointer remote)
{
  rig_select (rig, position_of (rig, "b.csv"));
  fake_place_add (rig->place, "/in", "aa.csv", 5, 5);

  waybill_ui_browser_pane_refresh (WAYBILL_UI_BROWSER_PANE (rig->pane));
  rig_wait_place (rig, "list /in\n");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 5);
  rig_assert_selected (rig, "/in/b.csv");
  g_assert_null (strstr (rig->told->str, "moved"));
}

static void
test_transfer_by_button_and_by_row (Rig *rig, gconstpointer remote)
{
  GtkWidget *button = rig_part (rig, "transfer");

  g_assert_false (gtk_widget_is_sensitive (button));
  rig_select (rig, position_of (rig, "a.csv"));
  rig_select (rig, position_of (rig, "orders"));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (rig->told->str, ==, "transfer /in/orders /in/a.csv\n");

  rig_forget (rig);
  activate_row (rig, "b.csv");
  g_assert_cmpstr (rig->told->str, ==, "transfer /in/b.csv\n");

  rig_forget (rig);
  activate_row (rig, "a.csv");
  g_assert_cmpstr (rig->told->str, ==, "transfer /in/orders /in/a.csv\n");
}

/* (transfer none): the other of two, left of it, without a place. */
static GtkWidget *
put_beside_another (Rig *rig)
{
  GtkWidget *both = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *other = waybill_ui_browser_pane_new ("This computer", "token-1");

  g_object_ref (rig->pane);
  gtk_window_set_child (GTK_WINDOW (rig->window), both);
  gtk_paned_set_start_child (GTK_PANED (both), other);
  gtk_paned_set_end_child (GTK_PANED (both), rig->pane);
  g_object_unref (rig->pane);
  return other;
}

static void
test_only_one_pane_is_primary (Rig *rig, gconstpointer remote)
{
  GtkWidget *other = put_beside_another (rig);
  g_autoptr (FakePlace) here = fake_place_new (FALSE);
  gboolean first, second;

  rig_fill (here);
  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (other), WAYBILL_UI_BROWSER_PLACE (here), "/in");
  rig_settle ();
  gtk_widget_activate_action (other, "pane.select-all", NULL);
  rig_act (rig, "pane.select-all");

  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (other));
  rig_settle ();
  g_object_get (rig->pane, "primary", &first, NULL);
  g_object_get (other, "primary", &second, NULL);
  g_assert_false (first);
  g_assert_true (second);

  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (rig->pane));
  rig_settle ();
  g_object_get (rig->pane, "primary", &first, NULL);
  g_object_get (other, "primary", &second, NULL);
  g_assert_true (first);
  g_assert_false (second);
}

static void
test_error_and_try_again (Rig *rig, gconstpointer remote)
{
  fake_place_set_error (rig->place, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "no"));
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/orders");
  rig_wait_page (rig, "error");
  g_assert_cmpstr (adw_status_page_get_title (rig_part (rig, "error_page")), ==, "Not permitted on this computer");
  g_assert_nonnull (strstr (adw_status_page_get_description (rig_part (rig, "error_page")), "/in/orders"));

  /* A second one that fails: the way back still leads to what was shown. */
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/wrong");
  rig_settle ();
  rig_wait_page (rig, "error");
  g_assert_true (gtk_widget_get_visible (rig_part (rig, "go_back")));
  g_assert_cmpstr (gtk_label_get_label (rig_part (rig, "go_back_label")), ==, "Back to /in");

  fake_place_set_error (rig->place, NULL);
  g_signal_emit_by_name (rig_part (rig, "go_back"), "clicked");
  rig_wait_told (rig, "moved /in\n");
  rig_forget (rig);
  fake_place_set_error (rig->place, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "no"));
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/orders");
  rig_wait_page (rig, "error");
  fake_place_set_error (rig->place, NULL);
  g_signal_emit_by_name (rig_part (rig, "try_again"), "clicked");
  rig_wait_page (rig, "list");

  g_assert_nonnull (strstr (rig->told->str, "moved /in/orders\n"));
  rig_act (rig, "pane.back");
  rig_wait_told (rig, "moved /in\n");
}

static void
test_empty_folder_says_so (Rig *rig, gconstpointer remote)
{
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/archive");
  rig_wait_page (rig, "empty");

  g_assert_cmpstr (adw_status_page_get_description (rig_part (rig, "empty")), ==, "Drop files here to send them");
}

static void
test_waiting_shows_a_spinner_and_stops (Rig *rig, gconstpointer remote)
{
  fake_place_hold (rig->place);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/orders");
  g_assert_cmpstr (rig_page (rig), ==, "list");
  rig_wait_page (rig, "loading");

  rig_act (rig, "pane.stop");
  g_assert_cmpstr (rig_page (rig), ==, "list");
  g_assert_cmpstr (waybill_ui_browser_pane_get_folder (WAYBILL_UI_BROWSER_PANE (rig->pane)), ==, "/in");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 4);

  fake_place_let_go (rig->place);
  rig_settle ();
  g_assert_cmpstr (rig->told->str, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 4);
}

static void
test_newest_folder_wins (Rig *rig, gconstpointer remote)
{
  fake_place_hold (rig->place);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/archive");
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/in/orders");

  fake_place_let_go (rig->place);
  rig_wait_told (rig, "moved /in/orders\n");

  g_assert_cmpstr (rig->told->str, ==, "moved /in/orders\n");
}

static void
test_unreadable_listing_is_shown_raw (Rig *rig, gconstpointer remote)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (rig_part (rig, "raw_view"));
  g_autofree char *text = NULL;

  fake_place_add_line (rig->place, "/odd", "%% dialect \033[31m");
  fake_place_add_line (rig->place, "/odd", "%% of nobody");
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/odd");
  rig_wait_page (rig, "raw");

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "%% dialect \\x1b[31m\n%% of nobody\n");
}

static void
test_filter_and_hidden_files (Rig *rig, gconstpointer remote)
{
  GListModel *list = G_LIST_MODEL (rig_model (rig));

  rig_act (rig, "pane.hidden");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 5);
  rig_act (rig, "pane.filter");
  g_assert_true (gtk_search_bar_get_search_mode (rig_part (rig, "filter_bar")));
  gtk_editable_set_text (rig_part (rig, "filter_entry"), "nothing like it");
  rig_wait_page (rig, "nothing");
  g_assert_cmpstr (adw_status_page_get_title (rig_part (rig, "nothing")), ==, "Nothing matches");

  g_signal_emit_by_name (rig_part (rig, "show_all"), "clicked");
  rig_wait_page (rig, "list");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 5);
  g_assert_false (gtk_search_bar_get_search_mode (rig_part (rig, "filter_bar")));
}

static void
test_little_room_gives_two_lines (Rig *rig, gconstpointer remote)
{
  rig_select (rig, position_of (rig, "a.csv"));
  g_object_set (rig->pane, "narrow", TRUE, NULL);
  rig_settle ();

  g_assert_null (rig_find (rig->pane, GTK_TYPE_COLUMN_VIEW));
  g_assert_false (gtk_widget_get_visible (rig_part (rig, "head")));
  rig_assert_selected (rig, "/in/a.csv");
  g_assert_nonnull (rig_find (rig->pane, GTK_TYPE_CHECK_BUTTON));

  g_object_set (rig->pane, "narrow", FALSE, NULL);
  rig_settle ();
  g_assert_nonnull (rig_find (rig->pane, GTK_TYPE_COLUMN_VIEW));
  rig_assert_selected (rig, "/in/a.csv");
}

static void
test_head_of_a_column_sorts (Rig *rig, gconstpointer remote)
{
  g_autofree char *sort = NULL;
  gboolean descending;
  GtkColumnView *table = GTK_COLUMN_VIEW (rig_find (rig->pane, GTK_TYPE_COLUMN_VIEW));
  GtkColumnViewColumn *size = g_list_model_get_item (gtk_column_view_get_columns (table), 1);

  gtk_column_view_sort_by_column (table, size, GTK_SORT_DESCENDING);
  g_object_unref (size);

  g_object_get (rig->pane, "sort", &sort, "descending", &descending, NULL);
  g_assert_cmpstr (sort, ==, "size");
  g_assert_true (descending);
  g_assert_cmpuint (position_of (rig, "b.csv"), ==, 2);
  g_object_set (rig->pane, "sort", "name", "descending", FALSE, NULL);
  g_assert_cmpuint (position_of (rig, "b.csv"), ==, 3);
}

static gboolean
drop (Rig *rig, const GValue *value)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (rig_part (rig, "pages"));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", value, 300.0, 395.0, &taken);
    }
  return taken;
}

static void
test_dropped_files_are_told (Rig *rig, gconstpointer remote)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/x.csv");
  GSList link = { file, NULL };
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &link);

  if (remote != NULL)
    {
      g_assert_true (drop (rig, &value));
      g_assert_cmpstr (rig->told->str, ==, "send 1 /tmp/x.csv to /in\n");
    }
  else
    {
      g_assert_false (drop (rig, &value));
      g_assert_cmpstr (rig->told->str, ==, "");
    }
}

static gboolean
drop_rows (Rig *rig, const char *token)
{
  const char *const paths[] = { "/out/a", "/out/b", NULL };
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, WAYBILL_TYPE_UI_BROWSER_ROWS);
  g_value_take_boxed (&value, waybill_ui_browser_rows_new (token, paths));
  return drop (rig, &value);
}

static void
test_rows_of_another_connection_are_refused (Rig *rig, gconstpointer remote)
{
  g_assert_false (drop_rows (rig, "token-2"));
  g_assert_cmpstr (rig->told->str, ==, "");

  g_assert_true (drop_rows (rig, "token-1"));
  g_assert_cmpstr (rig->told->str, ==, "fetch /out/a /out/b to /in\n");
}

static void
test_may_go_while_it_lists (Rig *rig, gconstpointer remote)
{
  rig_open (rig, "/in");
  rig_settle ();
  fake_place_hold (rig->place);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/");
  g_assert_cmpuint (fake_place_get_n_held (rig->place), ==, 1);

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&rig->window)));
  rig_settle ();
}

static void
test_may_go_while_it_sorts (Rig *rig, gconstpointer remote)
{
  fake_place_fill (rig->place, "/many", 20000);
  rig_open (rig, "/many");
  rig_wait_place (rig, "list /many");

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&rig->window)));
  rig_settle ();
}

static void
test_without_a_place_nothing_can_be_done (Rig *rig, gconstpointer remote)
{
  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (rig->pane), NULL, NULL);

  g_assert_cmpstr (rig_page (rig), ==, "none");
  g_assert_false (gtk_widget_is_sensitive (rig->pane));
  waybill_ui_browser_pane_refresh (WAYBILL_UI_BROWSER_PANE (rig->pane));
  rig_open (rig, "/in/orders");
  rig_wait_told (rig, "moved /in/orders");
  g_assert_true (gtk_widget_is_sensitive (rig->pane));
}

static void
test_keyboard_alone (Rig *rig, gconstpointer remote)
{
  WaybillUiBrowserList *list = WAYBILL_UI_BROWSER_LIST (rig_find (rig->pane, WAYBILL_TYPE_UI_BROWSER_LIST));

  g_assert_true (waybill_ui_browser_list_has_focus (list));
  g_assert_true (rig_press (rig, GDK_KEY_b, 0));
  rig_assert_selected (rig, "/in/b.csv");
  g_assert_cmpuint (waybill_ui_browser_list_get_focused (list), ==, 3);
  g_assert_true (rig_press (rig, GDK_KEY_Return, 0));
  g_assert_cmpstr (rig->told->str, ==, "transfer /in/b.csv\n");

  g_assert_true (rig_press (rig, GDK_KEY_BackSpace, 0));
  rig_wait_told (rig, "moved /\n");
  g_assert_true (waybill_ui_browser_list_has_focus (list));
  g_assert_true (rig_press (rig, GDK_KEY_Return, 0));
  rig_wait_told (rig, "moved /in\n");
  rig_forget (rig);
  g_assert_true (rig_press (rig, GDK_KEY_Left, GDK_ALT_MASK));
  rig_wait_told (rig, "moved /\n");
  g_assert_true (rig_press (rig, GDK_KEY_Right, GDK_ALT_MASK));
  rig_wait_told (rig, "moved /in\n");

  g_assert_true (rig_press (rig, GDK_KEY_a, GDK_CONTROL_MASK));
  rig_assert_selected (rig, "/in/archive /in/orders /in/a.csv /in/b.csv");
  g_assert_true (rig_press (rig, GDK_KEY_space, 0));
  rig_assert_selected (rig, "/in/orders /in/a.csv /in/b.csv");
  rig_forget (rig);
  g_assert_true (rig_press (rig, GDK_KEY_F5, 0));
  rig_wait_place (rig, "list /in\n");
  g_assert_true (rig_press (rig, GDK_KEY_h, GDK_CONTROL_MASK));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 5);
  g_assert_true (rig_press (rig, GDK_KEY_f, GDK_CONTROL_MASK));
  g_assert_true (gtk_search_bar_get_search_mode (rig_part (rig, "filter_bar")));
}

static gboolean
is_in_list (Rig *rig)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (rig->window));
  GtkWidget *list = rig_find (rig->pane, WAYBILL_TYPE_UI_BROWSER_LIST);

  return focus != NULL && gtk_widget_is_ancestor (focus, list);
}

/* Esc in the filter, over rows and over the page that says that nothing matches. */
static void
test_closed_filter_leads_to_the_list (Rig *rig, gconstpointer remote)
{
  static const struct
  {
    const char *text, *page;
  } rows[] = { { "b.", "list" }, { "nothing like it", "nothing" } };

  /* The bar slides away, and its entry keeps the focus for so long. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  put_beside_another (rig);
  rig_settle ();
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (rig->pane));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (rig_press (rig, GDK_KEY_f, GDK_CONTROL_MASK));
      g_assert_false (is_in_list (rig));
      gtk_editable_set_text (rig_part (rig, "filter_entry"), rows[i].text);
      g_signal_emit_by_name (rig_part (rig, "filter_entry"), "search-changed");
      rig_wait_page (rig, rows[i].page);

      g_signal_emit_by_name (rig_part (rig, "filter_entry"), "stop-search");
      rig_wait_page (rig, "list");
      while (gtk_widget_get_mapped (rig_part (rig, "filter_entry")))
        g_main_context_iteration (NULL, TRUE);
      rig_settle ();

      g_assert_true (is_in_list (rig));
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* Once around with Tab or Shift+Tab from the list: it is met as one stop, and left again. */
static void
test_list_is_one_stop (Rig *rig, gconstpointer data)
{
  static const GtkDirectionType ways[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };

  rig_wait_page (rig, "list");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), >, 1);
  for (guint narrow = 0; narrow < 2; narrow++)
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
      {
        guint n = 0;

        g_object_set (rig->pane, "narrow", narrow == 1, NULL);
        rig_settle ();
        waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (rig->pane));
        g_assert_true (is_in_list (rig));
        g_assert_false (GTK_IS_LIST_VIEW (gtk_root_get_focus (GTK_ROOT (rig->window))));
        gtk_widget_child_focus (rig->window, ways[i]);
        g_assert_false (is_in_list (rig));
        while (!is_in_list (rig) && n++ < 30)
          gtk_widget_child_focus (rig->window, ways[i]);
        g_assert_true (is_in_list (rig));
        gtk_widget_child_focus (rig->window, ways[i]);
        g_assert_false (is_in_list (rig));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return 0;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, data, function) g_test_add ("/ui/browser-pane/" path, Rig, data, rig_set_up_in, function, rig_tear_down)
  ADD ("list-is-one-stop", REMOTE, test_list_is_one_stop);
  ADD ("enter-and-up", REMOTE, test_enter_and_up);
  ADD ("history", REMOTE, test_history);
  ADD ("refresh-keeps-the-selection", REMOTE, test_refresh_keeps_the_selection);
  ADD ("transfer-by-button-and-by-row", REMOTE, test_transfer_by_button_and_by_row);
  ADD ("only-one-pane-is-primary", REMOTE, test_only_one_pane_is_primary);
  ADD ("error-and-try-again", NULL, test_error_and_try_again);
  ADD ("empty-folder-says-so", REMOTE, test_empty_folder_says_so);
  ADD ("waiting-shows-a-spinner-and-stops", REMOTE, test_waiting_shows_a_spinner_and_stops);
  ADD ("newest-folder-wins", REMOTE, test_newest_folder_wins);
  ADD ("unreadable-listing-is-shown-raw", REMOTE, test_unreadable_listing_is_shown_raw);
  ADD ("filter-and-hidden-files", REMOTE, test_filter_and_hidden_files);
  ADD ("little-room-gives-two-lines", REMOTE, test_little_room_gives_two_lines);
  ADD ("head-of-a-column-sorts", REMOTE, test_head_of_a_column_sorts);
  ADD ("dropped-files-are-sent", REMOTE, test_dropped_files_are_told);
  ADD ("files-dropped-on-this-computer-are-refused", NULL, test_dropped_files_are_told);
  ADD ("rows-of-another-connection-are-refused", NULL, test_rows_of_another_connection_are_refused);
  ADD ("without-a-place-nothing-can-be-done", REMOTE, test_without_a_place_nothing_can_be_done);
  ADD ("closed-filter-leads-to-the-list", REMOTE, test_closed_filter_leads_to_the_list);
  ADD ("keyboard-alone", REMOTE, test_keyboard_alone);
#undef ADD
  g_test_add ("/ui/browser-pane/may-go-while-it-lists", Rig, REMOTE, rig_set_up, test_may_go_while_it_lists, rig_tear_down);
  g_test_add ("/ui/browser-pane/may-go-while-it-sorts", Rig, REMOTE, rig_set_up, test_may_go_while_it_sorts, rig_tear_down);

  return g_test_run ();
}
