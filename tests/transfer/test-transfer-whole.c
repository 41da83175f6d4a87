/* What somebody needs as a whole: the answer comes when all is here, or with the first thing that will not be. */
#include "queue-rig.h"

typedef struct
{
  guint n_answers;
  gboolean well;
  GError *error;
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *self = user_data;

  g_assert_null (source);
  self->n_answers++;
  g_clear_error (&self->error);
  self->well = waybill_transfer_queue_fetch_whole_finish (result, &self->error);
  g_assert_true (self->well == (self->error == NULL));
}

/* paths: joined by blanks. */
static void
fetch (QueueRig *rig, Answer *answer, const char *paths, GCancellable *cancellable)
{
  g_auto (GStrv) each = g_strsplit (paths, " ", -1);

  waybill_transfer_queue_fetch_whole_async (rig->queue, (const char *const *) each, rig->dir, cancellable, answered, answer);
}

static void
add_files (void)
{
  fake_server_add ("/out", NULL);
  fake_server_add ("/out/a.edi", "one");
  fake_server_add ("/out/sub", NULL);
  fake_server_add ("/out/sub/b.edi", "two");
  fake_server_add ("/out/sub/empty", NULL);
  fake_server_add ("/c.edi", "three");
}

static FakeServerCounts
counts (void)
{
  FakeServerCounts now;

  fake_server_get_counts (&now);
  return now;
}

static void
assert_here (QueueRig *rig, const char *name, const char *expected)
{
  g_autofree char *content = queue_rig_dup (rig, name);

  g_assert_cmpstr (content, ==, expected);
}

static void
test_all_arrives (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fetch (rig, &answer, "/out /c.edi", NULL);
  g_assert_cmpuint (answer.n_answers, ==, 0);
  QUEUE_RIG_WAIT (answer.n_answers > 0);

  g_assert_no_error (answer.error);
  assert_here (rig, "out/a.edi", "one");
  assert_here (rig, "out/sub/b.edi", "two");
  assert_here (rig, "c.edi", "three");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  g_assert_cmpuint (answer.n_answers, ==, 1);
}

static void
test_not_before_the_last (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &answer, "/c.edi /out/a.edi", NULL);
  QUEUE_RIG_WAIT (counts ().n_busy == 2 && queue_rig_is_states (rig, "RR"));
  g_assert_cmpuint (answer.n_answers, ==, 0);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_true (answer.well);
}

static void
test_empty_folder (QueueRig *rig, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (rig->dir, "empty", NULL);
  g_auto (Answer) answer = { 0 };

  add_files ();
  fetch (rig, &answer, "/out/sub/empty", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_true (answer.well);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
}

static void
test_links_do_not_count (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_LINK, "shortcut");
  fetch (rig, &answer, "/out", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_true (answer.well);
}

static void
test_unsafe_name (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_FILE, "..");
  fetch (rig, &answer, "/out", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_error (answer.error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSAFE);
}

static void
test_one_fails (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_fail (WAYBILL_REMOTE_ERROR_DENIED, 1);
  fetch (rig, &answer, "/out/a.edi /out/sub/b.edi /c.edi", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);

  g_assert_error (answer.error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_DENIED);
  /* The first says why; nobody wants the rest. */
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FXX") || queue_rig_is_states (rig, "FDX"));
  g_assert_cmpuint (answer.n_answers, ==, 1);
}

static void
test_folder_cannot_be_read (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_add_entry ("/out/sub", WAYBILL_REMOTE_ENTRY_DIR, "gone");
  fetch (rig, &answer, "/out", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_nonnull (answer.error);
}

static void
test_person_cancels (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &answer, "/out/a.edi /c.edi /out/sub/b.edi", NULL);
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 2));
  QUEUE_RIG_WAIT (answer.n_answers > 0);

  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XXX"));
  /* Tried again it is fetched for itself. */
  fake_server_hold (FALSE);
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 2));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XXD"));
  g_assert_cmpuint (answer.n_answers, ==, 1);
}

static void
test_nobody_waits (QueueRig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &answer, "/out/a.edi /c.edi", cancellable);
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RW"));
  g_cancellable_cancel (cancellable);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XX"));
}

static void
test_cancelled_before (QueueRig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };

  add_files ();
  g_cancellable_cancel (cancellable);
  fetch (rig, &answer, "/c.edi", cancellable);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  QUEUE_RIG_WAIT (counts ().n_busy == 0);
  assert_here (rig, "c.edi", NULL);
}

/* The partner is gone: what is next says so, and the queue rests. */
static void
test_no_session (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_refuse (WAYBILL_REMOTE_ERROR_LOGIN);
  fetch (rig, &answer, "/c.edi /out/a.edi", NULL);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_error (answer.error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOGIN);
}

static void
test_queue_stops (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) late = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &answer, "/c.edi", NULL);
  QUEUE_RIG_WAIT (counts ().n_busy == 1);
  queue_rig_stop (rig);
  fetch (rig, &late, "/out/a.edi", NULL);
  QUEUE_RIG_WAIT (rig->is_stopped && answer.n_answers > 0 && late.n_answers > 0);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The folders were not read to their end: what was found and fetched is not all. */
static void
test_queue_stops_while_it_looks (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fetch (rig, &answer, "/out /c.edi", NULL);
  queue_rig_stop (rig);
  QUEUE_RIG_WAIT (rig->is_stopped && answer.n_answers > 0);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (answer.well);
}

static void
test_queue_goes (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &answer, "/c.edi", NULL);
  QUEUE_RIG_WAIT (counts ().n_busy == 1);
  g_clear_object (&rig->queue);
  QUEUE_RIG_WAIT (answer.n_answers > 0);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_two_batches (QueueRig *rig, gconstpointer data)
{
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };

  add_files ();
  fake_server_hold (TRUE);
  fetch (rig, &first, "/c.edi", NULL);
  fetch (rig, &second, "/out/a.edi", NULL);
  QUEUE_RIG_WAIT (counts ().n_busy == 2 && queue_rig_is_states (rig, "RR"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (first.n_answers > 0);
  g_assert_false (first.well);
  g_assert_cmpuint (second.n_answers, ==, 0);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (second.n_answers > 0);
  g_assert_true (second.well);
}

#define ADD(name, sessions, func)                                                                                           \
  g_test_add ("/transfer/whole/" name, QueueRig, GUINT_TO_POINTER (sessions), queue_rig_set_up, func, queue_rig_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  ADD ("all-arrives", 2, test_all_arrives);
  ADD ("not-before-the-last", 2, test_not_before_the_last);
  ADD ("empty-folder", 1, test_empty_folder);
  ADD ("links-do-not-count", 1, test_links_do_not_count);
  ADD ("unsafe-name", 1, test_unsafe_name);
  ADD ("one-fails", 1, test_one_fails);
  ADD ("folder-cannot-be-read", 1, test_folder_cannot_be_read);
  ADD ("person-cancels", 1, test_person_cancels);
  ADD ("nobody-waits", 1, test_nobody_waits);
  ADD ("cancelled-before", 1, test_cancelled_before);
  ADD ("no-session", 1, test_no_session);
  ADD ("queue-stops", 1, test_queue_stops);
  ADD ("queue-stops-while-it-looks", 1, test_queue_stops_while_it_looks);
  ADD ("queue-goes", 1, test_queue_goes);
  ADD ("two-batches", 2, test_two_batches);
  return g_test_run ();
}
