/* Which rows of the queue can be seen when somebody puts files at its end, and what their menus offer. */

#include "test-ui-queue-rig.h"

#include "ui-box.h"

static gboolean
is_within (GtkWidget *widget, GtkWidget *around)
{
  graphene_rect_t bounds;

  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_get_height (widget) > 0
         && gtk_widget_compute_bounds (widget, around, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (around);
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer n_frames)
{
  ++*(guint *) n_frames;
  return G_SOURCE_CONTINUE;
}

/* So that whatever would move has moved. */
static void
let_frames_pass (Fixture *fixture)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (fixture->strip, count_frame, &n_frames, NULL);

  WAIT_FOR (n_frames >= 5);
  gtk_widget_remove_tick_callback (fixture->strip, id);
}

/* Below many that ended: what somebody puts into the queue is shown, the first of it, and what follows moves nothing. */
static void
test_new_files_are_shown (Fixture *fixture, gconstpointer data)
{
  GtkWidget *body = gtk_widget_get_parent (find (fixture->strip, is_list, NULL));
  const guint n_before = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < n_before; i++)
    g_ptr_array_add (fixture->queue->items, fake_item_new (WAYBILL_TRANSFER_PUT, "old.csv", WAYBILL_TRANSFER_STATE_DONE));
  g_list_model_items_changed (G_LIST_MODEL (fixture->queue), 0, 0, n_before);
  WAIT_FOR (is_within (find (fixture->strip, is_label, "old.csv"), body));
  add (fixture, "by-itself.csv", WAYBILL_TRANSFER_STATE_WAITING);
  let_frames_pass (fixture);
  g_assert_false (is_within (find (fixture->strip, is_label, "by-itself.csv"), body));

  waybill_ui_queue_strip_show_next (WAYBILL_UI_QUEUE_STRIP (fixture->strip));
  add (fixture, "new.csv", WAYBILL_TRANSFER_STATE_WAITING);
  WAIT_FOR (is_within (find (fixture->strip, is_label, "new.csv"), body));
  for (guint i = 0; i < 20; i++)
    add (fixture, "further.csv", WAYBILL_TRANSFER_STATE_WAITING);
  let_frames_pass (fixture);
  g_assert_true (is_within (find (fixture->strip, is_label, "new.csv"), body));
}

static gboolean
is_more (GtkWidget *widget, gconstpointer name)
{
  return GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (waybill_ui_get_tip (widget), name) == 0;
}

static void
listen (GtkWidget *strip, WaybillTransferItem *item, gpointer user_data)
{
}

/* Where no pane can show a folder, nothing offers it: for what has ended there is no menu. */
static void
test_folder_needs_a_pane (Fixture *fixture, gconstpointer data)
{
  gboolean listens = GPOINTER_TO_INT (data);
  GtkWidget *done, *waits;

  if (listens)
    g_signal_connect (fixture->strip, "show-folder", G_CALLBACK (listen), NULL);
  add (fixture, "done.csv", WAYBILL_TRANSFER_STATE_DONE);
  add (fixture, "waits.csv", WAYBILL_TRANSFER_STATE_WAITING);
  WAIT_FOR ((done = find (fixture->strip, is_more, "More for done.csv")) != NULL);
  WAIT_FOR ((waits = find (fixture->strip, is_more, "More for waits.csv")) != NULL);
  g_assert_true (gtk_widget_is_sensitive (done) == listens);
  g_assert_true (gtk_widget_is_sensitive (waits));
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  g_test_add ("/ui/queue-list/new-files-are-shown/few", Fixture, GUINT_TO_POINTER (30), set_up, test_new_files_are_shown,
              tear_down);
  g_test_add ("/ui/queue-list/new-files-are-shown/many", Fixture, GUINT_TO_POINTER (3000), set_up, test_new_files_are_shown,
              tear_down);
  g_test_add ("/ui/queue-list/folder-needs-a-pane/none", Fixture, GINT_TO_POINTER (FALSE), set_up, test_folder_needs_a_pane,
              tear_down);
  g_test_add ("/ui/queue-list/folder-needs-a-pane/there", Fixture, GINT_TO_POINTER (TRUE), set_up, test_folder_needs_a_pane,
              tear_down);

  return g_test_run ();
}
