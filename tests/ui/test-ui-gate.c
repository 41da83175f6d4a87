/* A list let into a view a few rows at a time: how much at first, that the rest follows, that the view is told of every
 * change as it sees it, and that the selection is that of the whole. */

#include "ui-gate.h"

#define FIRST 32
#define MANY 1000

typedef struct
{
  GtkStringList *list;
  WaybillUiGate *gate;
  GPtrArray *seen; /* what somebody who only hears "items-changed" has */
  guint n_changes;
  guint largest; /* most rows that came in one go, before everything did */
  guint deadline;
} Fixture;

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 30 seconds");
  return G_SOURCE_REMOVE;
}

static void
items_changed (Fixture *fixture, guint position, guint removed, guint added)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->gate));

  g_assert_cmpuint (position + removed, <=, fixture->seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->seen, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GtkStringObject) object = g_list_model_get_item (G_LIST_MODEL (fixture->gate), position + i);

      g_ptr_array_insert (fixture->seen, (int) (position + i), g_strdup (gtk_string_object_get_string (object)));
    }
  g_assert_cmpuint (fixture->seen->len, ==, n_items);
  fixture->n_changes++;
  if (n_items < g_list_model_get_n_items (G_LIST_MODEL (fixture->list)))
    fixture->largest = MAX (fixture->largest, added);
}

/* before: at which position they come. They are named by numbers, so that none is like its neighbour. */
static void
add (Fixture *fixture, guint before, guint n)
{
  g_auto (GStrv) names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", i);
  gtk_string_list_splice (fixture->list, before, 0, (const char *const *) names);
}

static void
open_gate (Fixture *fixture, GListModel *model)
{
  fixture->gate = waybill_ui_gate_new (model, FIRST);
  g_signal_connect_swapped (fixture->gate, "items-changed", G_CALLBACK (items_changed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->deadline = g_timeout_add_seconds (30, deadline_reached, NULL);
  fixture->list = gtk_string_list_new (NULL);
  fixture->seen = g_ptr_array_new_with_free_func (g_free);
  open_gate (fixture, G_LIST_MODEL (fixture->list));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->gate != NULL)
    g_assert_finalize_object (fixture->gate);
  g_assert_finalize_object (fixture->list);
  g_ptr_array_unref (fixture->seen);
  g_source_remove (fixture->deadline);
}

/* The first rows of the list, in its order. */
static void
assert_seen (Fixture *fixture, guint n)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->gate)), ==, n);
  g_assert_cmpuint (fixture->seen->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (fixture->seen->pdata[i], ==, gtk_string_list_get_string (fixture->list, i));
}

static void
wait_for (Fixture *fixture, guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->gate)) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_few_then_all (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, MANY);
  assert_seen (fixture, FIRST);
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  wait_for (fixture, MANY);

  assert_seen (fixture, MANY);
  g_assert_cmpuint (fixture->largest, ==, FIRST);
  g_assert_cmpuint (fixture->n_changes, >, 10);
}

static void
test_begins_anew_when_asked (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, MANY);
  wait_for (fixture, MANY);

  waybill_ui_gate_begin_anew (fixture->gate);
  assert_seen (fixture, FIRST);
  add (fixture, 0, 3);
  assert_seen (fixture, FIRST);

  wait_for (fixture, MANY + 3);
  assert_seen (fixture, MANY + 3);
}

static void
test_short_list_is_there_at_once (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, FIRST);

  assert_seen (fixture, FIRST);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_empty_list_begins_anew (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, MANY);
  wait_for (fixture, MANY);

  gtk_string_list_splice (fixture->list, 0, MANY, NULL);
  assert_seen (fixture, 0);
  add (fixture, 0, MANY);
  assert_seen (fixture, FIRST);
  wait_for (fixture, MANY);
  assert_seen (fixture, MANY);
}

static void
test_changes_are_told_as_they_are_seen (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, FIRST - 2);
  add (fixture, FIRST - 2, 10);
  assert_seen (fixture, FIRST);

  /* Behind what is let in: nothing to tell. */
  fixture->n_changes = 0;
  gtk_string_list_splice (fixture->list, FIRST + 2, 3, NULL);
  g_assert_cmpuint (fixture->n_changes, ==, 0);

  /* Rows move in from behind, and out again. */
  gtk_string_list_splice (fixture->list, 4, 2, NULL);
  assert_seen (fixture, FIRST);
  add (fixture, 10, 5);
  assert_seen (fixture, FIRST);
  gtk_string_list_splice (fixture->list, 3, FIRST - 3, NULL);
  assert_seen (fixture, g_list_model_get_n_items (G_LIST_MODEL (fixture->list)));
  gtk_string_list_splice (fixture->list, 3, g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) - 3, NULL);
  assert_seen (fixture, 3);

  /* And where it stands open. */
  add (fixture, 3, MANY);
  wait_for (fixture, MANY + 3);
  gtk_string_list_splice (fixture->list, 500, 7, NULL);
  add (fixture, 900, 2);
  assert_seen (fixture, MANY + 3 - 7 + 2);
}

static void
test_whoever_goes_there_need_not_wait (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, MANY);

  waybill_ui_gate_let_in (fixture->gate, FIRST - 1);
  assert_seen (fixture, FIRST);
  waybill_ui_gate_let_in (fixture->gate, FIRST + 10);
  assert_seen (fixture, FIRST + 10 + FIRST);
  waybill_ui_gate_let_in (fixture->gate, 700);
  assert_seen (fixture, MANY);
  gtk_string_list_splice (fixture->list, 0, MANY, NULL);
  add (fixture, 0, MANY);
  assert_seen (fixture, FIRST);
  waybill_ui_gate_let_in (fixture->gate, G_MAXUINT);
  assert_seen (fixture, MANY);
}

static void
selection_changed (WaybillUiGate *gate, guint position, guint n_items, guint *told)
{
  g_assert_cmpuint (position + n_items, <=, g_list_model_get_n_items (G_LIST_MODEL (gate)));
  *told += n_items;
}

static void
test_selection_is_that_of_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkSelectionModel) inner
      = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (fixture->list))));
  g_autoptr (GtkBitset) all = NULL;
  GtkSelectionModel *outer;
  guint told = 0;

  g_clear_object (&fixture->gate);
  open_gate (fixture, G_LIST_MODEL (inner));
  outer = GTK_SELECTION_MODEL (fixture->gate);
  g_signal_connect (fixture->gate, "selection-changed", G_CALLBACK (selection_changed), &told);
  add (fixture, 0, MANY);

  g_assert_true (gtk_selection_model_select_all (outer));
  all = gtk_selection_model_get_selection (inner);
  g_assert_cmpuint (gtk_bitset_get_size (all), ==, MANY);
  g_assert_cmpuint (told, ==, FIRST);
  g_assert_true (gtk_selection_model_is_selected (outer, 3));

  g_assert_true (gtk_selection_model_unselect_all (outer));
  g_assert_true (gtk_selection_model_select_item (inner, 500, TRUE));
  wait_for (fixture, MANY);
  g_assert_true (gtk_selection_model_is_selected (outer, 500));
  g_assert_true (gtk_selection_model_unselect_item (outer, 500));
  g_assert_true (gtk_selection_model_select_range (outer, 2, 3, TRUE));
  g_assert_true (gtk_selection_model_unselect_range (outer, 3, 1));
  g_clear_pointer (&all, gtk_bitset_unref);
  all = gtk_selection_model_get_selection (outer);
  g_assert_cmpuint (gtk_bitset_get_size (all), ==, 2);
  g_assert_true (gtk_bitset_contains (all, 2) && gtk_bitset_contains (all, 4));
  g_clear_object (&fixture->gate);
}

static void
test_gate_of_a_plain_list_selects_nothing (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, MANY);

  g_assert_false (gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->gate)));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->gate), 0));
}

static gboolean
time_passed (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_may_go_while_it_opens (Fixture *fixture, gconstpointer data)
{
  gboolean passed = FALSE;

  add (fixture, 0, MANY);
  g_assert_finalize_object (g_steal_pointer (&fixture->gate));

  /* A turn that nobody took back would have come before this one. */
  g_timeout_add_full (G_PRIORITY_LOW, 100, time_passed, &passed, NULL);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
  add (fixture, 0, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/ui/gate/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("few-then-all", test_few_then_all);
  ADD ("begins-anew-when-asked", test_begins_anew_when_asked);
  ADD ("short-list-is-there-at-once", test_short_list_is_there_at_once);
  ADD ("empty-list-begins-anew", test_empty_list_begins_anew);
  ADD ("changes-are-told-as-they-are-seen", test_changes_are_told_as_they_are_seen);
  ADD ("whoever-goes-there-need-not-wait", test_whoever_goes_there_need_not_wait);
  ADD ("selection-is-that-of-all", test_selection_is_that_of_all);
  ADD ("gate-of-a-plain-list-selects-nothing", test_gate_of_a_plain_list_selects_nothing);
  ADD ("may-go-while-it-opens", test_may_go_while_it_opens);
#undef ADD

  return g_test_run ();
}
