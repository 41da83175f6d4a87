/* The queue strip over a queue that only pretends: rows and buttons by state, the head, keys, and the question of a file
 * that is there already. */

#include "test-ui-queue-rig.h"

#include "ui-box.h"
#include "ui-queue-conflict.h"
#include "ui-queue-row.h"

#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
has_tooltip (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (waybill_ui_get_tip (widget), text) == 0;
}

static gboolean
has_tooltip_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

static GtkWidget *
get_question (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (WAYBILL_IS_UI_QUEUE_CONFLICT (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static void
test_empty_says_so (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (find (fixture->strip, is_label, "Nothing is waiting"));
  g_assert_false (gtk_widget_get_mapped (find (fixture->strip, is_list, NULL)));
}

static void
test_button_follows_the_state (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    WaybillTransferState state;
    const char *button; /* (nullable) */
    const char *told;
  } rows[] = {
    { WAYBILL_TRANSFER_STATE_WAITING, "Pause a.csv", "pause 1\n" },
    { WAYBILL_TRANSFER_STATE_RUNNING, "Pause a.csv", "pause 1\n" },
    { WAYBILL_TRANSFER_STATE_PAUSED, "Go on with a.csv", "go-on 1\n" },
    { WAYBILL_TRANSFER_STATE_FAILED, "Try a.csv again", "retry 1\n" },
    { WAYBILL_TRANSFER_STATE_CANCELLED, "Try a.csv again", "retry 1\n" },
    { WAYBILL_TRANSFER_STATE_CHECKING, NULL, "" },
    { WAYBILL_TRANSFER_STATE_DONE, NULL, "" },
    { WAYBILL_TRANSFER_STATE_LEFT, NULL, "" },
  };
  WaybillTransferItem *item = add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_WAITING);

  WAIT_FOR (find (fixture->strip, has_tooltip, "Pause a.csv"));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fake_queue_set_state (fixture->queue, item, rows[i].state);
      g_string_truncate (fixture->queue->told, 0);
      if (rows[i].button != NULL)
        gtk_widget_activate_action (find (fixture->strip, has_tooltip, rows[i].button), "row.act", NULL);
      else
        for (gsize k = 0; k < G_N_ELEMENTS (rows); k++)
          g_assert_true (rows[k].button == NULL || find (fixture->strip, has_tooltip, rows[k].button) == NULL
                         || !gtk_widget_get_visible (find (fixture->strip, has_tooltip, rows[k].button)));
      g_assert_cmpstr (fixture->queue->told->str, ==, rows[i].told);
    }
}

static void
test_head_folds_pauses_and_clears (Fixture *fixture, gconstpointer data)
{
  gboolean expanded;

  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_RUNNING);
  gtk_widget_activate_action (fixture->strip, "queue.pause-all", NULL);
  g_assert_true (fixture->queue->paused);
  gtk_widget_activate_action (fixture->strip, "queue.pause-all", NULL);
  g_assert_false (fixture->queue->paused);

  gtk_widget_activate_action (fixture->strip, "queue.clear", NULL);
  g_assert_cmpstr (fixture->queue->told->str, ==, "clear\n");

  gtk_widget_activate_action (fixture->strip, "queue.fold", NULL);
  g_object_get (fixture->strip, "expanded", &expanded, NULL);
  g_assert_false (expanded);
  g_assert_false (gtk_widget_get_mapped (find (fixture->strip, is_list, NULL)));
}

static void
test_running_is_counted (Fixture *fixture, gconstpointer data)
{
  guint n_running;

  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_RUNNING);
  add (fixture, "b.csv", WAYBILL_TRANSFER_STATE_RUNNING);
  add (fixture, "c.csv", WAYBILL_TRANSFER_STATE_DONE);
  g_object_get (fixture->strip, "n-running", &n_running, NULL);
  g_assert_cmpuint (n_running, ==, 2);
}

static void
test_answers_reach_the_queue (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *response;
    const char *told;
  } rows[] = {
    { "skip", "answer 1 0 until 0\n" },
    { "both", "answer 1 3 until 0\n" },
    { "replace", "answer 1 1 until 0\n" },
  };
  WaybillTransferItem *item = add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_WAITING);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_truncate (fixture->queue->told, 0);
      fake_queue_set_state (fixture->queue, item, WAYBILL_TRANSFER_STATE_ASKING);
      WAIT_FOR (get_question (fixture) != NULL);
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (get_question (fixture)), rows[i].response);
      gtk_window_destroy (GTK_WINDOW (get_question (fixture)));
      g_assert_cmpstr (fixture->queue->told->str, ==, rows[i].told);
    }
}

static void
test_questions_come_one_after_another (Fixture *fixture, gconstpointer data)
{
  GtkWidget *question;

  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  add (fixture, "b.csv", WAYBILL_TRANSFER_STATE_ASKING);
  WAIT_FOR (get_question (fixture) != NULL);
  question = get_question (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, "“a.csv” is already there");

  gtk_window_close (GTK_WINDOW (question));
  WAIT_FOR (get_question (fixture) != NULL && get_question (fixture) != question);
  question = get_question (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, "“b.csv” is already there");
  g_assert_cmpstr (fixture->queue->told->str, ==, "");
  gtk_window_close (GTK_WINDOW (question));
  WAIT_FOR (get_question (fixture) == NULL);

  /* Both were put off: only their buttons ask again. */
  g_signal_emit_by_name (fixture->queue, "changed");
  g_assert_null (get_question (fixture));
  gtk_widget_activate_action (find (fixture->strip, has_tooltip, "Answer for b.csv"), "row.act", NULL);
  g_assert_nonnull (get_question (fixture));
  gtk_window_destroy (GTK_WINDOW (get_question (fixture)));
}

static void
test_answer_for_all (Fixture *fixture, gconstpointer data)
{
  GtkWidget *check;

  g_object_set (fixture->strip, "front", FALSE, NULL);
  for (guint i = 0; i < 3; i++)
    add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  fake_queue_add (fixture->queue, fake_item_new (WAYBILL_TRANSFER_GET, "b.csv", WAYBILL_TRANSFER_STATE_ASKING));
  g_assert_null (get_question (fixture));
  g_object_set (fixture->strip, "front", TRUE, NULL);
  g_assert_nonnull (get_question (fixture));
  check = find (get_question (fixture), is_label, "Do the same for the other 2 that are already there");
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (check, GTK_TYPE_CHECK_BUTTON)), TRUE);
  /* Enqueued while the question stands: it was not meant. */
  add (fixture, "c.csv", WAYBILL_TRANSFER_STATE_ASKING);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (get_question (fixture)), "skip");
  g_assert_cmpstr (fixture->queue->told->str, ==, "answer 1 0 until 4\n");
  gtk_window_destroy (GTK_WINDOW (get_question (fixture)));
}

static GtkEditable *
open_name (Fixture *fixture)
{
  GtkWidget *question;

  WAIT_FOR (get_question (fixture) != NULL);
  question = get_question (fixture);
  g_signal_emit_by_name (find (question, has_tooltip_text, "Change the Name"), "clicked");
  return GTK_EDITABLE (find (question, is_named, "AdwEntryRow"));
}

/* What rests with all others, or was meant for another program, is nothing for the row's button and Space. */
static void
test_nothing_to_do (Fixture *fixture, gconstpointer data)
{
  WaybillTransferItem *waiting = add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_WAITING);
  WaybillTransferItem *failed = add (fixture, "b.csv", WAYBILL_TRANSFER_STATE_FAILED);

  g_assert_cmpint (waybill_ui_queue_row_act_of (waiting, fixture->queue), ==, WAYBILL_UI_QUEUE_ACT_PAUSE);
  fixture->queue->paused = TRUE;
  g_assert_cmpint (waybill_ui_queue_row_act_of (waiting, fixture->queue), ==, WAYBILL_UI_QUEUE_ACT_NONE);
  g_assert_cmpint (waybill_ui_queue_row_act_of (failed, fixture->queue), ==, WAYBILL_UI_QUEUE_ACT_TRY_AGAIN);
  failed->passed_on = TRUE;
  g_assert_cmpint (waybill_ui_queue_row_act_of (failed, fixture->queue), ==, WAYBILL_UI_QUEUE_ACT_NONE);
}

/* Both cards: what the disk says and what the server said, and one word for the two beside each other. */
static void
test_both_files_are_told (Fixture *fixture, gconstpointer data)
{
  const WaybillRemoteErrorFacts facts = { .alert = -1, .has_there = TRUE, .there_size = 181950, .there_time = 1000000000 };
  WaybillTransferItem *item = fake_item_new (WAYBILL_TRANSFER_PUT, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("waybill-strip-XXXXXX", &path, NULL);
  GtkWidget *question;

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (ftruncate (file, 196204), ==, 0);
  g_assert_true (g_close (file, NULL));
  g_free (item->local_path);
  item->local_path = g_strdup (path);
  item->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_EXISTS, &facts, "there");
  fake_queue_add (fixture->queue, item);

  WAIT_FOR (get_question (fixture) != NULL && find (get_question (fixture), is_label, "newer and larger") != NULL);
  question = get_question (fixture);
  g_assert_nonnull (find (question, says, "196204 bytes"));
  g_assert_nonnull (find (question, says, "181950 bytes"));
  g_assert_nonnull (find (question, says, "2001"));
  g_assert_nonnull (find (question, is_label, "older and smaller"));
  gtk_window_destroy (GTK_WINDOW (question));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* The pencil: another name by hand, checked while it is typed; the others are numbered. */
static void
test_another_name (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *question;
  GtkEditable *field;

  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  field = open_name (fixture);
  question = ADW_MESSAGE_DIALOG (get_question (fixture));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (field)));
  g_assert_cmpstr (gtk_editable_get_text (field), ==, "a (2).csv");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "both"));

  gtk_editable_set_text (field, "in/a.csv");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "both"));
  g_assert_nonnull (find (GTK_WIDGET (question), says, "/"));
  gtk_editable_set_text (field, "a.csv");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "both"));
  gtk_editable_set_text (field, "second order.csv");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "both"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (question), ==, "both");

  adw_message_dialog_response (question, "both");
  g_assert_cmpstr (fixture->queue->told->str, ==, "as second order.csv: answer 1 3 until 0\n");
  gtk_window_destroy (GTK_WINDOW (question));
}

/* What was typed counts for Keep Both alone. */
static void
test_name_is_dropped_by_other_answers (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  gtk_editable_set_text (open_name (fixture), "b.csv");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (get_question (fixture)), "replace");
  g_assert_cmpstr (fixture->queue->told->str, ==, "answer 1 1 until 0\n");
  gtk_window_destroy (GTK_WINDOW (get_question (fixture)));
}

static void
test_window_may_close_while_a_name_is_typed (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  gtk_widget_grab_focus (GTK_WIDGET (open_name (fixture)));
}

static gboolean
says_raw (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), "\342\200\256") != NULL;
}

/* A name that would turn the reading direction is shown as what it is. */
static void
test_deceiving_name_is_shown (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a\342\200\256vsc.exe", WAYBILL_TRANSFER_STATE_ASKING);
  WAIT_FOR (get_question (fixture) != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (get_question (fixture))), ==,
                   "“a\\u202evsc.exe” is already there");
  g_assert_null (find (get_question (fixture), says_raw, NULL));
  WAIT_FOR (find (fixture->strip, is_label, "a\\u202evsc.exe") != NULL);
  g_assert_nonnull (find (fixture->strip, has_tooltip, "Answer for a\\u202evsc.exe"));
  g_assert_null (find (fixture->strip, says_raw, NULL));
  gtk_window_destroy (GTK_WINDOW (get_question (fixture)));
}

static void
test_stale_question_goes (Fixture *fixture, gconstpointer data)
{
  WaybillTransferItem *item = add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);

  WAIT_FOR (get_question (fixture) != NULL);
  waybill_transfer_queue_cancel (fixture->queue, item);
  g_assert_null (get_question (fixture));
}

static void
test_window_may_close_while_it_asks (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_ASKING);
  WAIT_FOR (get_question (fixture) != NULL);
}

static void
test_narrow_has_no_fold (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_RUNNING);
  g_object_set (fixture->strip, "expanded", FALSE, "narrow", TRUE, NULL);
  WAIT_FOR (gtk_widget_get_mapped (find (fixture->strip, is_list, NULL)));
  WAIT_FOR (find (fixture->strip, is_label, "a.csv") != NULL);
  g_assert_null (find (fixture->strip, is_label, "Queue"));
}

/* Two thousand files: rows exist for what can be seen, and a change of all of them is over soon. */
static void
test_many_files (Fixture *fixture, gconstpointer data)
{
  gint64 begun, longest = 0;

  for (guint i = 0; i < 2000; i++)
    g_ptr_array_add (fixture->queue->items, fake_item_new (WAYBILL_TRANSFER_PUT, "a.csv", WAYBILL_TRANSFER_STATE_WAITING));
  g_list_model_items_changed (G_LIST_MODEL (fixture->queue), 0, 0, 2000);
  WAIT_FOR (find (fixture->strip, is_label, "a.csv") != NULL);
  for (guint round = 0; round < 5; round++)
    {
      begun = g_get_monotonic_time ();
      for (guint i = 0; i < 2000; i++)
        g_signal_emit_by_name (g_ptr_array_index (fixture->queue->items, i), "changed");
      longest = MAX (longest, g_get_monotonic_time () - begun);
    }
  g_test_message ("a change of 2,000 files takes %" G_GINT64_FORMAT " microseconds", longest);
  g_assert_cmpint (longest, <, 2 * G_USEC_PER_SEC);
}

static double
get_x (GtkWidget *widget, GtkWidget *within)
{
  graphene_point_t point;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_point (widget, within, &GRAPHENE_POINT_INIT (0, 0), &point));
  return (double) point.x;
}

static gboolean
is_shown_bar (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_PROGRESS_BAR (widget) && gtk_widget_get_mapped (widget);
}

/* Whatever button a row has, and whether it has a bar: what is said stands below what is said. */
static void
test_columns_are_in_line (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar, *asks, *skipped;

  add (fixture, "running.csv", WAYBILL_TRANSFER_STATE_RUNNING);
  add (fixture, "a-name-that-is-quite-long-for-this-place.csv", WAYBILL_TRANSFER_STATE_LEFT);
  g_object_set (fixture->strip, "front", FALSE, NULL);
  add (fixture, "asks.csv", WAYBILL_TRANSFER_STATE_ASKING);
  WAIT_FOR ((asks = find (fixture->strip, is_label, "Needs your answer")) != NULL && gtk_widget_get_width (asks) > 0);
  skipped = find (fixture->strip, is_label, "Skipped");
  bar = find (fixture->strip, is_shown_bar, NULL);
  g_assert_cmpfloat (get_x (asks, fixture->strip), ==, get_x (skipped, fixture->strip));
  g_assert_cmpfloat (get_x (asks, fixture->strip), >, get_x (bar, fixture->strip) + gtk_widget_get_width (bar));
  g_assert_cmpint (gtk_widget_get_width (bar), >=, 200);
}

/* One row above the other where there is little room for the person's text, and back. */
static void
test_large_text_takes_two_lines (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (fixture->window);
  GtkWidget *name, *state;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  add (fixture, "a.csv", WAYBILL_TRANSFER_STATE_PAUSED);
  WAIT_FOR ((state = find (fixture->strip, is_label, "Paused")) != NULL && gtk_widget_get_width (state) > 0);
  name = find (fixture->strip, is_label, "a.csv");
  g_assert_cmpfloat (get_x (name, fixture->strip) + 100, <, get_x (state, fixture->strip));

  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  WAIT_FOR ((name = find (fixture->strip, is_label, "a.csv")) != NULL
            && (state = find (fixture->strip, is_label, "Paused")) != NULL && gtk_widget_get_width (state) > 0
            && get_x (state, fixture->strip) < get_x (name, fixture->strip) + 100);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* Nobody waits for a turn that does not come: rows say that the queue rests, and why. */
static void
test_resting_is_said (Fixture *fixture, gconstpointer data)
{
  const WaybillRemoteErrorFacts facts = { .alert = -1, .phase = WAYBILL_REMOTE_PHASE_DATA };
  GError *full = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NO_SPACE, &facts, "for the log");
  WaybillTransferItem *item = fake_item_new (WAYBILL_TRANSFER_PUT, "a.csv", WAYBILL_TRANSFER_STATE_WAITING);

  item->place = 1;
  fake_queue_add (fixture->queue, item);
  WAIT_FOR (find (fixture->strip, is_label, "Waiting · number 1") != NULL);
  fixture->queue->pause_error = full;
  waybill_transfer_queue_pause_all (fixture->queue, TRUE);
  g_assert_null (find (fixture->strip, is_label, "Waiting · number 1"));
  g_assert_nonnull (find (fixture->strip, says, "Paused · "));
  g_assert_nonnull (find (fixture->strip, is_label, "1 paused"));

  g_clear_error (&fixture->queue->pause_error);
  waybill_transfer_queue_pause_all (fixture->queue, FALSE);
  g_assert_nonnull (find (fixture->strip, is_label, "Waiting · number 1"));
  waybill_transfer_queue_pause_all (fixture->queue, TRUE);
  g_assert_nonnull (find (fixture->strip, is_label, "Paused"));
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/queue-strip/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty-says-so", test_empty_says_so);
  ADD ("button-follows-the-state", test_button_follows_the_state);
  ADD ("head-folds-pauses-and-clears", test_head_folds_pauses_and_clears);
  ADD ("running-is-counted", test_running_is_counted);
  ADD ("answers-reach-the-queue", test_answers_reach_the_queue);
  ADD ("questions-come-one-after-another", test_questions_come_one_after_another);
  ADD ("answer-for-all", test_answer_for_all);
  ADD ("nothing-to-do", test_nothing_to_do);
  ADD ("both-files-are-told", test_both_files_are_told);
  ADD ("another-name", test_another_name);
  ADD ("name-is-dropped-by-other-answers", test_name_is_dropped_by_other_answers);
  ADD ("window-may-close-while-a-name-is-typed", test_window_may_close_while_a_name_is_typed);
  ADD ("deceiving-name-is-shown", test_deceiving_name_is_shown);
  ADD ("stale-question-goes", test_stale_question_goes);
  ADD ("window-may-close-while-it-asks", test_window_may_close_while_it_asks);
  ADD ("narrow-has-no-fold", test_narrow_has_no_fold);
  ADD ("columns-are-in-line", test_columns_are_in_line);
  ADD ("large-text-takes-two-lines", test_large_text_takes_two_lines);
  ADD ("resting-is-said", test_resting_is_said);
  ADD ("many-files", test_many_files);

  return g_test_run ();
}
