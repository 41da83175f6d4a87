/* The rows of a pane without any widget: order, filter, hidden files, what stays selected, and a hundred thousand of them.
 */

#include "ui-browser-data.h"
#include "ui-browser-model.h"

#include <string.h>

typedef struct
{
  WaybillUiBrowserModel *model;
  guint n_arranged;
  guint position, removed, added, n_changes;
} Fixture;

static void
arranged (Fixture *fixture)
{
  fixture->n_arranged++;
}

static void
items_changed (Fixture *fixture, guint position, guint removed, guint added)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->model = waybill_ui_browser_model_new ();
  g_signal_connect_swapped (fixture->model, "arranged", G_CALLBACK (arranged), fixture);
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (items_changed), fixture);
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 30 seconds");
  return G_SOURCE_REMOVE;
}

/* An arranging that nobody waits for holds the model until it has come back. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer weak = fixture->model;
  guint deadline = g_timeout_add_seconds (30, deadline_reached, NULL);

  g_object_add_weak_pointer (G_OBJECT (fixture->model), &weak);
  g_object_unref (fixture->model);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
wait_for_arranged (Fixture *fixture, guint n)
{
  guint deadline = g_timeout_add_seconds (30, deadline_reached, NULL);

  while (fixture->n_arranged < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

/* "name/" is a folder, "name=12" has a size, "!line" cannot be read. */
static WaybillRemoteListing *
listing_of (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  WaybillRemoteListing *listing = waybill_remote_listing_new ();

  for (char **word = words; *word != NULL; word++)
    {
      char *equals = strchr (*word, '=');
      WaybillRemoteEntry entry = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = *word, .size = 0, .mtime = 1000 };

      if (equals != NULL)
        {
          *equals = '\0';
          entry.size = g_ascii_strtoll (equals + 1, NULL, 10);
          entry.mtime = 10000 - entry.size;
        }
      if (g_str_has_suffix (*word, "/"))
        {
          (*word)[strlen (*word) - 1] = '\0';
          entry.type = WAYBILL_REMOTE_ENTRY_DIR;
          entry.size = -1;
        }
      if (**word == '!')
        {
          entry.type = WAYBILL_REMOTE_ENTRY_UNREADABLE;
          entry.raw = *word + 1;
          entry.name = NULL;
        }
      waybill_remote_listing_add (listing, &entry);
    }
  return listing;
}

static void
assert_shown (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            waybill_ui_browser_entry_get_name (waybill_ui_browser_model_get_entry (fixture->model, i)));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) entries = waybill_ui_browser_model_dup_selected (fixture->model);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((const WaybillRemoteEntry *) entries->pdata[i])->name);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
select_name (Fixture *fixture, const char *name)
{
  guint position = waybill_ui_browser_model_find_name (fixture->model, name);

  g_assert_cmpuint (position, !=, GTK_INVALID_LIST_POSITION);
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->model), position, FALSE));
}

static void
test_names_are_in_natural_order (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model,
                                 listing_of ("file10 File2 file1 file002 \303\251clair eclipse zeta b10a b9z"), FALSE);

  assert_shown (fixture, "b9z b10a \303\251clair eclipse file1 File2 file002 file10 zeta");
  g_assert_cmpuint (fixture->n_arranged, ==, 1);

  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_NAME, TRUE);

  assert_shown (fixture, "zeta file10 file002 File2 file1 eclipse \303\251clair b10a b9z");
}

static void
test_folders_come_first_both_ways (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("a=5 z/ m=1 b/ ?"), FALSE);

  assert_shown (fixture, "b z ? a m");
  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_NAME, TRUE);
  assert_shown (fixture, "z b m a ?");
  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_SIZE, TRUE);
  assert_shown (fixture, "b z a m ?");
}

static void
test_equals_stay_in_the_order_of_names (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("c=7 a=7 d=3 b=7"), FALSE);

  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_SIZE, FALSE);
  assert_shown (fixture, "d a b c");
  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_SIZE, TRUE);
  assert_shown (fixture, "a b c d");
  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_MODIFIED, FALSE);
  assert_shown (fixture, "a b c d");
  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_MODIFIED, TRUE);
  assert_shown (fixture, "d a b c");
}

static void
test_filter_finds_parts_in_any_case (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("Orders.csv reorder.txt \303\211TAT.xml other"), FALSE);

  waybill_ui_browser_model_set_filter (fixture->model, "ORDER");
  assert_shown (fixture, "Orders.csv reorder.txt");
  waybill_ui_browser_model_set_filter (fixture->model, "\303\251tat");
  assert_shown (fixture, "\303\211TAT.xml");
  waybill_ui_browser_model_set_filter (fixture->model, "nowhere");
  assert_shown (fixture, "");
  g_assert_true (waybill_ui_browser_model_is_filtered (fixture->model));
  waybill_ui_browser_model_set_filter (fixture->model, "");
  g_assert_false (waybill_ui_browser_model_is_filtered (fixture->model));
  assert_shown (fixture, "\303\211TAT.xml Orders.csv other reorder.txt");
}

static void
test_what_a_filter_hides_is_not_selected (Fixture *fixture, gconstpointer data)
{
  gint64 size;

  waybill_ui_browser_model_load (fixture->model, listing_of ("a=1 b=2 ab=4"), FALSE);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->model));
  g_assert_cmpuint (waybill_ui_browser_model_get_selected (fixture->model, &size), ==, 3);
  g_assert_cmpint (size, ==, 7);

  waybill_ui_browser_model_set_filter (fixture->model, "b");

  assert_selected (fixture, "ab b");
  waybill_ui_browser_model_set_filter (fixture->model, NULL);
  assert_selected (fixture, "ab b");
}

static void
test_hidden_files_and_dots (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("./ ../ .profile seen"), FALSE);

  assert_shown (fixture, "seen");
  g_assert_true (waybill_ui_browser_model_holds_back (fixture->model));
  waybill_ui_browser_model_set_hidden (fixture->model, TRUE);
  assert_shown (fixture, ".profile seen");
  g_assert_false (waybill_ui_browser_model_holds_back (fixture->model));
}

static void
test_sorting_keeps_what_is_selected (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("a=3 b=2 c=1"), FALSE);
  select_name (fixture, "a");

  waybill_ui_browser_model_set_sort (fixture->model, WAYBILL_UI_BROWSER_SIZE, FALSE);

  assert_shown (fixture, "c b a");
  assert_selected (fixture, "a");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->model), 2));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->model), 0));
}

static void
test_listing_again_changes_only_what_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillUiBrowserRow) before = NULL;
  g_autoptr (WaybillUiBrowserRow) after = NULL;

  waybill_ui_browser_model_load (fixture->model, listing_of ("a=1 b=2 d=4 e=5"), FALSE);
  select_name (fixture, "a");
  select_name (fixture, "d");
  before = g_list_model_get_item (G_LIST_MODEL (fixture->model), 3);
  fixture->n_changes = 0;

  waybill_ui_browser_model_load (fixture->model, listing_of ("e=5 c=3 b=2 d=4 a=1"), TRUE);

  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (fixture->position, ==, 2);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 1);
  assert_selected (fixture, "a d");
  after = g_list_model_get_item (G_LIST_MODEL (fixture->model), 4);
  g_assert_true (before == after);
  g_assert_cmpstr (waybill_ui_browser_row_get_entry (after)->name, ==, "e");

  waybill_ui_browser_model_load (fixture->model, listing_of ("b=2 c=3 e=5"), TRUE);
  assert_selected (fixture, "");
  fixture->n_changes = 0;
  waybill_ui_browser_model_load (fixture->model, listing_of ("b=2 c=3 e=5"), TRUE);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_another_folder_selects_nothing (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("a b"), FALSE);
  select_name (fixture, "a");

  waybill_ui_browser_model_load (fixture->model, listing_of ("a b"), FALSE);

  assert_selected (fixture, "");
}

static void
test_unreadable_lines_are_last_and_cannot_be_selected (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("!zz a !aa"), FALSE);

  assert_shown (fixture, "a zz aa");
  g_assert_false (waybill_ui_browser_model_is_raw (fixture->model));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->model));
  assert_selected (fixture, "a");

  waybill_ui_browser_model_load (fixture->model, listing_of ("!zz !aa"), FALSE);
  g_assert_true (waybill_ui_browser_model_is_raw (fixture->model));
  {
    g_autofree char *raw = waybill_ui_browser_model_dup_raw (fixture->model);

    g_assert_cmpstr (raw, ==, "zz\naa\n");
  }
}

static void
test_typing_finds_the_next_beginning (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("alpha beta Berta gamma"), FALSE);

  assert_shown (fixture, "alpha Berta beta gamma");
  g_assert_cmpuint (waybill_ui_browser_model_find_prefix (fixture->model, "be", 0), ==, 1);
  g_assert_cmpuint (waybill_ui_browser_model_find_prefix (fixture->model, "BE", 2), ==, 2);
  g_assert_cmpuint (waybill_ui_browser_model_find_prefix (fixture->model, "a", 3), ==, 0);
  g_assert_cmpuint (waybill_ui_browser_model_find_prefix (fixture->model, "x", 0), ==, GTK_INVALID_LIST_POSITION);
}

static WaybillRemoteListing *
big_listing (guint n)
{
  WaybillRemoteListing *listing = waybill_remote_listing_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("file%u.csv", (guint) (((guint64) i * 7919) % n));
      WaybillRemoteEntry entry = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = name, .size = i, .mtime = i };

      waybill_remote_listing_add (listing, &entry);
    }
  return listing;
}

static void
test_hundred_thousand_are_arranged_aside (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);

  waybill_ui_browser_model_load (fixture->model, big_listing (100000), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  wait_for_arranged (fixture, 1);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 100000);
  for (guint i = 0; i < 100000; i += 997)
    {
      g_autofree char *name = g_strdup_printf ("file%u.csv", i);

      g_assert_cmpstr (waybill_ui_browser_model_get_entry (fixture->model, i)->name, ==, name);
    }

  /* The newest wish counts, however many there were. */
  waybill_ui_browser_model_set_filter (fixture->model, "99999");
  waybill_ui_browser_model_set_filter (fixture->model, "file12.");
  wait_for_arranged (fixture, 2);
  assert_shown (fixture, "file12.csv");
}

/* Names that differ late, in case only, in nothing, or by their numbers. */
static char *
dup_crowd_name (guint i, guint n)
{
  switch (i % 4)
    {
    case 0:
      return g_strdup_printf ("one-beginning-that-is-longer-than-all-that-is-counted-at-once-%u", i % 7);
    case 1:
      return g_strdup_printf (i % 8 < 4 ? "File%u" : "file%04u", (i * 7919) % n);
    case 2:
      return g_strdup_printf ("\303\251-%u.csv", (i * 31) % 50);
    default:
      return g_strdup_printf ("%s-%u", i % 16 < 8 ? "order" : "ORDER", i % 3);
    }
}

/* Many sizes and times are the same. */
static WaybillRemoteListing *
crowd (guint n)
{
  WaybillRemoteListing *listing = waybill_remote_listing_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = dup_crowd_name (i, n);
      WaybillRemoteEntry entry = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = name, .size = i % 5 };

      entry.mtime = (gint64) (i % 11) - 5;
      waybill_remote_listing_add (listing, &entry);
    }
  return listing;
}

static gint64
compare_as_said (const WaybillRemoteEntry *a, const WaybillRemoteEntry *b, const WaybillUiBrowserOrder *order)
{
  g_autofree char *key = waybill_ui_browser_data_dup_key (a->name);
  g_autofree char *other = waybill_ui_browser_data_dup_key (b->name);
  gint64 by_number = order->column == WAYBILL_UI_BROWSER_SIZE ? a->size - b->size : a->mtime - b->mtime;
  gint64 by_name = strcmp (key, other) != 0 ? strcmp (key, other) : strcmp (a->name, b->name);

  if (order->column == WAYBILL_UI_BROWSER_NAME)
    return order->descending ? -by_name : by_name;
  if (by_number != 0)
    return order->descending ? -by_number : by_number;
  return by_name;
}

static void
test_crowds_are_sorted_as_few_are (void)
{
  g_autoptr (WaybillUiBrowserData) crowded = waybill_ui_browser_data_new (crowd (5000));

  for (guint i = 0; i < 2 * WAYBILL_UI_BROWSER_N_COLUMNS; i++)
    {
      WaybillUiBrowserOrder order = { .column = i / 2, .descending = i % 2 == 1 };
      guint n = 0;
      g_autofree guint32 *shown = waybill_ui_browser_data_arrange (crowded, &order, &n);

      g_assert_cmpuint (n, ==, 5000);
      for (guint at = 1; at < n; at++)
        {
          gint64 sign = compare_as_said (waybill_ui_browser_data_get (crowded, shown[at - 1]),
                                         waybill_ui_browser_data_get (crowded, shown[at]), &order);

          g_assert_cmpint (sign, <=, 0);
          if (sign == 0)
            g_assert_cmpuint (shown[at - 1], <, shown[at]);
        }
    }
}

static void
test_wish_while_loading_does_not_lose_the_listing (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("old"), FALSE);
  waybill_ui_browser_model_load (fixture->model, big_listing (5000), FALSE);

  waybill_ui_browser_model_set_filter (fixture->model, "4711");
  wait_for_arranged (fixture, 3);

  assert_shown (fixture, "file4711.csv");
}

static void
test_dropped_listing_is_not_shown (Fixture *fixture, gconstpointer data)
{
  waybill_ui_browser_model_load (fixture->model, listing_of ("old"), FALSE);
  waybill_ui_browser_model_load (fixture->model, big_listing (5000), FALSE);
  waybill_ui_browser_model_drop (fixture->model);

  waybill_ui_browser_model_load (fixture->model, big_listing (3000), TRUE);
  wait_for_arranged (fixture, 2);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3000);
}

static void
test_model_may_go_while_it_arranges (void)
{
  WaybillUiBrowserModel *model = waybill_ui_browser_model_new ();
  gpointer weak = model;
  guint deadline = g_timeout_add_seconds (30, deadline_reached, NULL);

  g_object_add_weak_pointer (G_OBJECT (model), &weak);
  waybill_ui_browser_model_load (model, big_listing (50000), FALSE);
  g_object_unref (model);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/ui/browser-model/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("names-are-in-natural-order", test_names_are_in_natural_order);
  ADD ("folders-come-first-both-ways", test_folders_come_first_both_ways);
  ADD ("equals-stay-in-the-order-of-names", test_equals_stay_in_the_order_of_names);
  ADD ("filter-finds-parts-in-any-case", test_filter_finds_parts_in_any_case);
  ADD ("what-a-filter-hides-is-not-selected", test_what_a_filter_hides_is_not_selected);
  ADD ("hidden-files-and-dots", test_hidden_files_and_dots);
  ADD ("sorting-keeps-what-is-selected", test_sorting_keeps_what_is_selected);
  ADD ("listing-again-changes-only-what-changed", test_listing_again_changes_only_what_changed);
  ADD ("another-folder-selects-nothing", test_another_folder_selects_nothing);
  ADD ("unreadable-lines-are-last-and-cannot-be-selected", test_unreadable_lines_are_last_and_cannot_be_selected);
  ADD ("typing-finds-the-next-beginning", test_typing_finds_the_next_beginning);
  ADD ("hundred-thousand-are-arranged-aside", test_hundred_thousand_are_arranged_aside);
  g_test_add_func ("/ui/browser-model/crowds-are-sorted-as-few-are", test_crowds_are_sorted_as_few_are);
  ADD ("wish-while-loading-does-not-lose-the-listing", test_wish_while_loading_does_not_lose_the_listing);
  ADD ("dropped-listing-is-not-shown", test_dropped_listing_is_not_shown);
#undef ADD
  g_test_add_func ("/ui/browser-model/may-go-while-it-arranges", test_model_may_go_while_it_arranges);

  return g_test_run ();
}
