/* A folder with more rows than GTK should make widgets for at once: the first ones are there with the folder, the others
 * follow, and nobody who goes to one of them, or selects all, notices that they were not there yet. */

#include "test-ui-browser-rig.h"

#include "ui-browser-pane-private.h"

#define REMOTE GUINT_TO_POINTER (1)
#define MANY 6000
#define FOLDERS (MANY / 100)

typedef struct
{
  Rig rig;
  guint first;     /* rows that came with the folder */
  guint n_changes; /* in how many goes they came */
  guint largest;   /* of those that were not the last */
} Fixture;

static void
items_changed (Fixture *fixture, guint position, guint removed, guint added, GListModel *model)
{
  if (added == 0)
    return;
  if (position == 0)
    {
      fixture->first = added;
      fixture->n_changes = 0;
      fixture->largest = 0;
    }
  fixture->n_changes++;
  if (g_list_model_get_n_items (model) < MANY)
    fixture->largest = MAX (fixture->largest, added);
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rig_model (&fixture->rig)));
}

static WaybillUiBrowserList *
get_list (Fixture *fixture)
{
  return WAYBILL_UI_BROWSER_LIST (rig_find (fixture->rig.pane, WAYBILL_TYPE_UI_BROWSER_LIST));
}

static void
wait_for_rows (Fixture *fixture, guint n)
{
  while (get_n_rows (fixture) < n)
    g_main_context_iteration (NULL, TRUE);
}

/* And not one turn of the main loop longer. */
static void
wait_for_folder (Rig *rig)
{
  while (strstr (rig->told->str, "moved /many\n") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Until the folder is there. */
static void
open_many (Fixture *fixture)
{
  Rig *rig = &fixture->rig;

  rig_forget (rig);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/many");
  wait_for_folder (rig);
}

static guint
count_selected (Fixture *fixture)
{
  g_auto (GStrv) paths = waybill_ui_browser_pane_dup_selected (WAYBILL_UI_BROWSER_PANE (fixture->rig.pane));

  return g_strv_length (paths);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rig_set_up_in (&fixture->rig, REMOTE);
  fake_place_fill (fixture->rig.place, "/many", MANY);
  g_signal_connect_data (rig_model (&fixture->rig), "items-changed", G_CALLBACK (items_changed), fixture, NULL,
                         G_CONNECT_SWAPPED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rig_tear_down (&fixture->rig, REMOTE);
}

static void
test_first_screen_only_then_all (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);

  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (fixture->first, >=, 16);
  g_assert_cmpuint (fixture->first, <=, 64);
  g_assert_cmpuint (get_n_rows (fixture), ==, fixture->first);
  g_assert_cmpstr (rig_page (&fixture->rig), ==, "list");
  g_assert_cmpstr (gtk_label_get_label (rig_part (&fixture->rig, "sum")), ==, "6000 items");

  wait_for_rows (fixture, MANY);

  g_assert_cmpuint (fixture->largest, ==, fixture->first);
  g_assert_cmpuint (fixture->n_changes, >, 5);
}

static void
test_sorting_begins_with_a_screen (Fixture *fixture, gconstpointer data)
{
  Rig *rig = &fixture->rig;
  g_autofree char *selected = NULL;

  open_many (fixture);
  wait_for_rows (fixture, MANY);
  rig_select (rig, MANY - 1);
  selected = rig_dup_selected (rig);
  fixture->n_changes = 0;

  g_object_set (rig->pane, "descending", TRUE, NULL);
  while (fixture->n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_n_rows (fixture), <=, 64);
  wait_for_rows (fixture, MANY);

  rig_assert_selected (rig, selected);
  g_assert_true (gtk_selection_model_is_selected (rig_model (rig), FOLDERS));
}

static void
test_select_all_selects_all (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);

  rig_act (&fixture->rig, "pane.select-all");
  g_assert_cmpuint (get_n_rows (fixture), <, MANY);
  g_assert_cmpuint (count_selected (fixture), ==, MANY);

  wait_for_rows (fixture, MANY);
  g_assert_cmpuint (count_selected (fixture), ==, MANY);
  g_assert_true (gtk_selection_model_is_selected (rig_model (&fixture->rig), MANY - 1));
}

/* GTK's own key for it, from the row that has the focus. */
static void
test_key_for_all_selects_all (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (fixture->rig.pane));

  g_assert_true (rig_press (&fixture->rig, GDK_KEY_a, GDK_CONTROL_MASK));

  g_assert_cmpuint (count_selected (fixture), ==, MANY);
}

static void
test_end_is_the_end (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (fixture->rig.pane));
  g_assert_cmpuint (get_n_rows (fixture), <, MANY);

  g_assert_true (rig_press (&fixture->rig, GDK_KEY_End, 0));

  g_assert_cmpuint (get_n_rows (fixture), ==, MANY);
  g_assert_cmpuint (waybill_ui_browser_list_get_focused (get_list (fixture)), ==, MANY - 1);
}

/* As soon as the list is as high as all of its rows. */
static void
test_scrolling_reaches_the_end (Fixture *fixture, gconstpointer data)
{
  WaybillUiBrowserList *list = get_list (fixture);
  GtkWidget *scroller = GTK_WIDGET (waybill_ui_browser_list_get_scroller (list));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  open_many (fixture);
  wait_for_rows (fixture, MANY);
  while (gtk_adjustment_get_upper (adjustment) < MANY * 16.0)
    g_main_context_iteration (NULL, TRUE);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  while (waybill_ui_browser_list_get_at (list, scroller, 20, gtk_widget_get_height (scroller) - 4, NULL) != MANY - 1)
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever turns the wheel while rows come sees rows. */
static void
test_scrolling_while_rows_are_let_in (Fixture *fixture, gconstpointer data)
{
  WaybillUiBrowserList *list = get_list (fixture);
  GtkWidget *scroller = GTK_WIDGET (waybill_ui_browser_list_get_scroller (list));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  open_many (fixture);
  while (get_n_rows (fixture) < MANY || gtk_adjustment_get_upper (adjustment) < MANY * 16.0)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 7);
      g_main_context_iteration (NULL, TRUE);
    }
  rig_settle ();

  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  while (waybill_ui_browser_list_get_at (list, scroller, 20, gtk_widget_get_height (scroller) / 2.0, NULL)
         == GTK_INVALID_LIST_POSITION)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *left = user_data;

  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The last but one of three has laid out what was asked for before them. */
static void
wait_for_frames (GtkWidget *widget)
{
  guint left = 3;

  gtk_widget_add_tick_callback (widget, count_frame, &left, NULL);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* To the middle, as soon as so many rows can be scrolled through. */
static void
assert_jump_shows_rows (Fixture *fixture, guint n)
{
  WaybillUiBrowserList *list = get_list (fixture);
  GtkWidget *scroller = GTK_WIDGET (waybill_ui_browser_list_get_scroller (list));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  double middle;

  while (gtk_adjustment_get_upper (adjustment) < MAX (n * 16.0, 2 * gtk_adjustment_get_page_size (adjustment)))
    g_main_context_iteration (NULL, TRUE);
  middle = gtk_adjustment_get_upper (adjustment) / 2;
  gtk_adjustment_set_value (adjustment, middle);
  wait_for_frames (scroller);

  g_assert_cmpuint (waybill_ui_browser_list_get_at (list, scroller, 20, gtk_widget_get_height (scroller) / 2.0, NULL), !=,
                    GTK_INVALID_LIST_POSITION);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), middle, 2);
}

/* The rows from before went while these were on their way, and the list was laid out without any. */
static void
open_many_in_emptied (Fixture *fixture)
{
  Rig *rig = &fixture->rig;

  waybill_ui_browser_pane_forget (WAYBILL_UI_BROWSER_PANE (rig->pane));
  wait_for_frames (rig->window);
  rig_forget (rig);
  rig_open (rig, "/many");
  wait_for_folder (rig);
}

static void
test_jump_right_after_loading_shows_rows (Fixture *fixture, gconstpointer data)
{
  static const guint rows[] = { MANY, 1, 128, MANY };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      open_many_in_emptied (fixture);
      waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (fixture->rig.pane));

      assert_jump_shows_rows (fixture, rows[i]);
    }
}

/* The rows were there, and one of them was gone to, before the list was laid out for the first time. */
static void
test_jump_in_new_window_shows_rows (Fixture *fixture, gconstpointer data)
{
  Rig *rig = &fixture->rig;

  for (guint i = 0; i < 2; i++)
    {
      tear_down (fixture, NULL);
      rig_set_up (rig, REMOTE);
      gtk_widget_hide (rig->window);
      fake_place_fill (rig->place, "/many", MANY);
      rig_open (rig, "/many");
      wait_for_folder (rig);
      waybill_ui_browser_list_show_row (WAYBILL_UI_BROWSER_LIST (adw_bin_get_child (rig_part (rig, "shell"))), i);
      gtk_window_present (GTK_WINDOW (rig->window));

      assert_jump_shows_rows (fixture, MANY);
    }
}

static gboolean
is_seen (WaybillUiBrowserList *list, guint position)
{
  GtkWidget *scroller = GTK_WIDGET (waybill_ui_browser_list_get_scroller (list));

  for (int y = 4; y < gtk_widget_get_height (scroller); y += 4)
    if (waybill_ui_browser_list_get_at (list, scroller, 20, y, NULL) == position)
      return TRUE;
  return FALSE;
}

/* As the folder that somebody came from is, on the way up. */
static void
test_row_gone_to_is_seen (Fixture *fixture, gconstpointer data)
{
  open_many_in_emptied (fixture);

  waybill_ui_browser_list_show_row (get_list (fixture), 45);
  wait_for_rows (fixture, MANY);
  wait_for_frames (fixture->rig.window);

  g_assert_true (is_seen (get_list (fixture), 45));
}

static void
test_typed_name_is_found_behind_the_screen (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (fixture->rig.pane));
  g_assert_cmpuint (get_n_rows (fixture), <=, FOLDERS);

  g_assert_true (rig_press (&fixture->rig, GDK_KEY_o, 0));

  g_assert_cmpuint (waybill_ui_browser_list_get_focused (get_list (fixture)), ==, FOLDERS);
  g_assert_cmpuint (count_selected (fixture), ==, 1);
}

/* From a folder whose own row is not on the first screen. */
static void
test_way_up_ends_at_the_folder (Fixture *fixture, gconstpointer data)
{
  Rig *rig = &fixture->rig;

  fake_place_fill (rig->place, "/many/archive-55", 1);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (rig->pane), "/many/archive-55");
  rig_wait_told (rig, "moved /many/archive-55\n");
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (rig->pane));

  rig_act (rig, "pane.up");
  while (strstr (rig->told->str, "moved /many\n") == NULL)
    g_main_context_iteration (NULL, TRUE);

  rig_assert_selected (rig, "/many/archive-55");
  g_assert_cmpuint (get_n_rows (fixture), <, MANY);
  g_assert_cmpuint (waybill_ui_browser_list_get_focused (get_list (fixture)), ==, 55);
}

static void
test_may_go_while_rows_are_let_in (Fixture *fixture, gconstpointer data)
{
  open_many (fixture);
  g_assert_cmpuint (get_n_rows (fixture), <, MANY);

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->rig.window)));
  rig_settle ();
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

#define ADD(path, function) g_test_add ("/ui/browser-gate/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("first-screen-only-then-all", test_first_screen_only_then_all);
  ADD ("sorting-begins-with-a-screen", test_sorting_begins_with_a_screen);
  ADD ("select-all-selects-all", test_select_all_selects_all);
  ADD ("key-for-all-selects-all", test_key_for_all_selects_all);
  ADD ("end-is-the-end", test_end_is_the_end);
  ADD ("scrolling-reaches-the-end", test_scrolling_reaches_the_end);
  ADD ("scrolling-while-rows-are-let-in", test_scrolling_while_rows_are_let_in);
  ADD ("jump-right-after-loading-shows-rows", test_jump_right_after_loading_shows_rows);
  ADD ("jump-in-new-window-shows-rows", test_jump_in_new_window_shows_rows);
  ADD ("row-gone-to-is-seen", test_row_gone_to_is_seen);
  ADD ("typed-name-is-found-behind-the-screen", test_typed_name_is_found_behind_the_screen);
  ADD ("way-up-ends-at-the-folder", test_way_up_ends_at_the_folder);
  ADD ("may-go-while-rows-are-let-in", test_may_go_while_rows_are_let_in);
#undef ADD

  return g_test_run ();
}
