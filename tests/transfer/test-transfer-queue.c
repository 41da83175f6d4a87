/* The queue when all goes well, and what people decide. */
#include "queue-rig.h"

static FakeServerCounts
counts (void)
{
  FakeServerCounts now;

  fake_server_get_counts (&now);
  return now;
}

static void
assert_order (const char *expected)
{
  g_autofree char *order = fake_server_dup_order ();

  g_assert_cmpstr (order, ==, expected);
}

static void
assert_server (const char *path, const char *expected)
{
  g_autofree char *content = fake_server_dup (path);

  g_assert_cmpstr (content, ==, expected);
}

static void
write_three (QueueRig *rig)
{
  queue_rig_write (rig, "a.edi", "one");
  queue_rig_write (rig, "b.edi", "two");
  queue_rig_write (rig, "c.edi", "three");
}

static void
test_order (QueueRig *rig, gconstpointer data)
{
  const WaybillTransferResult *result;
  WaybillTransferTotals totals;

  write_three (rig);
  queue_rig_send (rig, "c.edi a.edi b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  QUEUE_RIG_WAIT (rig->ended->len > 15);

  assert_order ("/c.edi /a.edi /b.edi");
  g_assert_cmpstr (rig->ended->str, ==, "c.edi a.edi b.edi");
  assert_server ("/c.edi", "three");
  result = waybill_transfer_item_get_result (queue_rig_get (rig, 0));
  g_assert_true (result->outcome.size_checked);
  g_assert_cmpuint (strlen (result->sha256), ==, 64);
  g_assert_cmpuint (waybill_transfer_item_get_number (queue_rig_get (rig, 2)), ==, 3);
  g_assert_cmpint (waybill_transfer_item_get_bytes (queue_rig_get (rig, 0)), ==, 5);
  g_assert_cmpint (waybill_transfer_item_get_ended (queue_rig_get (rig, 0)), >, 0);
  waybill_transfer_queue_get_totals (rig->queue, &totals);
  g_assert_cmpuint (totals.done, ==, 3);
  g_assert_cmpint (totals.bytes_left, ==, 0);
  g_assert_cmpuint (counts ().n_opened, ==, 1);
}

static void
test_fetch (QueueRig *rig, gconstpointer data)
{
  g_autofree char *content = NULL;

  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  queue_rig_fetch (rig, "/out/o.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D"));

  content = queue_rig_dup (rig, "o.edi");
  g_assert_cmpstr (content, ==, "order");
  g_assert_cmpint (waybill_transfer_item_get_size (queue_rig_get (rig, 0)), ==, 5);
}

static void
test_two_at_once (QueueRig *rig, gconstpointer data)
{
  WaybillTransferTotals totals;

  write_three (rig);
  fake_server_hold (TRUE);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 2 && queue_rig_is_states (rig, "RRW"));

  waybill_transfer_queue_get_totals (rig->queue, &totals);
  g_assert_cmpuint (totals.running, ==, 2);
  g_assert_cmpuint (totals.waiting, ==, 1);
  g_assert_cmpint (totals.bytes_left, >, 5);
  g_assert_cmpuint (waybill_transfer_item_get_place (queue_rig_get (rig, 2)), ==, 1);
  g_assert_cmpuint (waybill_transfer_item_get_place (queue_rig_get (rig, 0)), ==, 0);
  QUEUE_RIG_WAIT (waybill_transfer_item_get_bytes (queue_rig_get (rig, 1)) == 1);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  g_assert_cmpuint (counts ().most_busy, ==, 2);
  g_assert_cmpuint (counts ().n_opened, ==, 2);
}

static void
test_idle_closes (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  g_object_set (rig->queue, "idle-time", 1, NULL);
  queue_rig_send (rig, "a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D") && counts ().n_alive == 0);
  queue_rig_send (rig, "b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  g_assert_cmpuint (counts ().n_opened, ==, 2);
}

/* A file that is there: nothing is overwritten without an answer, and the rest goes on. */
static void
ask_for_a (QueueRig *rig)
{
  write_three (rig);
  fake_server_add ("/a.edi", "old");
  queue_rig_send (rig, "a.edi b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "AD"));
  assert_server ("/a.edi", "old");
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_EXISTS);
}

static void
test_question_tells_what_is_there (QueueRig *rig, gconstpointer data)
{
  const WaybillRemoteErrorFacts *facts;

  ask_for_a (rig);
  facts = waybill_remote_error_get_facts (waybill_transfer_item_get_error (queue_rig_get (rig, 0)));
  g_assert_true (facts->has_there);
  g_assert_cmpint (facts->there_size, ==, strlen ("old"));
}

static void
test_answer_yes (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_YES, 0);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  assert_server ("/a.edi", "one");
  g_assert_null (waybill_transfer_item_get_error (queue_rig_get (rig, 0)));
}

static void
test_answer_rename (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_RENAME, 0);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  assert_server ("/a.edi", "old");
  assert_server ("/a (2).edi", "one");
  g_assert_cmpstr (waybill_transfer_item_get_remote_path (queue_rig_get (rig, 0)), ==, "/a (2).edi");
}

static void
test_keep_as (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  waybill_transfer_queue_keep_as (rig->queue, queue_rig_get (rig, 0), "mine.edi", 0);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  assert_server ("/a.edi", "old");
  assert_server ("/a (2).edi", NULL);
  assert_server ("/mine.edi", "one");
  g_assert_cmpstr (waybill_transfer_item_get_remote_path (queue_rig_get (rig, 0)), ==, "/mine.edi");
}

/* A chosen name is no leave to replace what stands there. */
static void
test_keep_as_what_is_there (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  waybill_transfer_queue_keep_as (rig->queue, queue_rig_get (rig, 0), "b.edi", 0);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  assert_server ("/b.edi", "two");
  assert_server ("/b (2).edi", "one");
}

static void
test_keep_here_as (QueueRig *rig, gconstpointer data)
{
  g_autofree char *old = NULL, *fetched = NULL;

  queue_rig_write (rig, "a.edi", "mine");
  fake_server_add ("/a.edi", "theirs");
  queue_rig_fetch (rig, "/a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "A"));
  waybill_transfer_queue_keep_as (rig->queue, queue_rig_get (rig, 0), "theirs.edi", 0);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D"));
  old = queue_rig_dup (rig, "a.edi");
  fetched = queue_rig_dup (rig, "theirs.edi");
  g_assert_cmpstr (old, ==, "mine");
  g_assert_cmpstr (fetched, ==, "theirs");
}

static void
test_answer_no (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_NO, 0);
  QUEUE_RIG_WAIT (g_str_equal (rig->ended->str, "b.edi a.edi"));
  queue_rig_assert_states (rig, "LD");
  assert_server ("/a.edi", "old");
}

/* For all means those that were there when it was answered, also when they ask later; what is sent after it asks itself. */
static void
test_answer_for_all (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_add ("/a.edi", "old");
  fake_server_add ("/b.edi", "old");
  fake_server_add ("/c.edi", "old");
  queue_rig_send (rig, "a.edi b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "AA"));
  fake_server_hold (TRUE);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 1), WAYBILL_TRANSFER_OVERWRITE_YES,
                                 waybill_transfer_queue_get_last_number (rig->queue));
  queue_rig_send (rig, "c.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "WRW") || queue_rig_is_states (rig, "RWW"));
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDA"));
  assert_server ("/c.edi", "old");
}

static void
test_answer_for_later (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_add ("/a.edi", "old");
  fake_server_add ("/c.edi", "old");
  fake_server_hold (TRUE);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "ARW"));
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_NO,
                                 waybill_transfer_queue_get_last_number (rig->queue));
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "LDL"));
  assert_server ("/c.edi", "old");
}

/* Who was told to replace files here said nothing about those there. */
static void
test_answer_one_way (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_add ("/a.edi", "old");
  fake_server_add ("/b.edi", "theirs");
  queue_rig_send (rig, "a.edi");
  queue_rig_fetch (rig, "/b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "AA"));
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_YES, G_MAXUINT64);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DA") || queue_rig_is_states (rig, "AD"));
  QUEUE_RIG_WAIT (waybill_transfer_queue_wants_answer (rig->queue, queue_rig_get (rig, 0))
                  || waybill_transfer_queue_wants_answer (rig->queue, queue_rig_get (rig, 1)));
}

/* STOR writes to the final name: what a put left behind is its own, and nobody is asked about it. */
static void
begin_put (QueueRig *rig)
{
  write_three (rig);
  fake_server_hold (TRUE);
  queue_rig_send (rig, "b.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "R"));
}

static void
test_part_is_replaced (QueueRig *rig, gconstpointer data)
{
  begin_put (rig);
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "P"));
  assert_server ("/b.edi", "t");
  g_assert_true (waybill_transfer_item_get_has_part (queue_rig_get (rig, 0)));
  fake_server_hold (FALSE);
  waybill_transfer_queue_go_on (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D") || queue_rig_is_states (rig, "A"));
  assert_server ("/b.edi", "two");
  g_assert_false (waybill_transfer_item_get_has_part (queue_rig_get (rig, 0)));
}

static void
test_numbered_part_is_replaced (QueueRig *rig, gconstpointer data)
{
  ask_for_a (rig);
  fake_server_hold (TRUE);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 0), WAYBILL_TRANSFER_OVERWRITE_RENAME, 0);
  QUEUE_RIG_WAIT (counts ().n_busy == 1);
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "PD"));
  assert_server ("/a (2).edi", "o");
  fake_server_hold (FALSE);
  waybill_transfer_queue_go_on (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  assert_server ("/a (2).edi", "one");
  assert_server ("/a (3).edi", NULL);
  g_assert_cmpstr (waybill_transfer_item_get_remote_path (queue_rig_get (rig, 0)), ==, "/a (2).edi");
}

/* A larger file than what was sent is somebody else's. */
static void
test_foreign_is_no_part (QueueRig *rig, gconstpointer data)
{
  begin_put (rig);
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "P"));
  fake_server_add ("/b.edi", "of somebody else");
  fake_server_hold (FALSE);
  waybill_transfer_queue_go_on (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "A"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "X"));
  assert_server ("/b.edi", "of somebody else");
}

static void
test_cancelled_part_goes (QueueRig *rig, gconstpointer data)
{
  begin_put (rig);
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "X"));
  assert_server ("/b.edi", NULL);
  g_assert_false (waybill_transfer_item_get_has_part (queue_rig_get (rig, 0)));
}

static void
test_paused_part_goes (QueueRig *rig, gconstpointer data)
{
  begin_put (rig);
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "P"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "X"));
  assert_server ("/b.edi", NULL);
}

static void
test_kept_part_is_told (QueueRig *rig, gconstpointer data)
{
  fake_server_keep_parts ();
  begin_put (rig);
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "X"));
  assert_server ("/b.edi", "t");
  g_assert_true (waybill_transfer_item_get_has_part (queue_rig_get (rig, 0)));
}

/* The temporary file of a fetched one is gone when its end is told. */
static void
test_cancelled_fetch_leaves_nothing (QueueRig *rig, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;

  fake_server_add ("/a.edi", "theirs");
  fake_server_hold (TRUE);
  queue_rig_fetch (rig, "/a.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "R"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "X"));
  dir = g_dir_open (rig->dir, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_local_exists (QueueRig *rig, gconstpointer data)
{
  g_autofree char *content = NULL;

  fake_server_add ("/a.edi", "theirs");
  queue_rig_write (rig, "a.edi", "ours");
  queue_rig_fetch (rig, "/a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "A"));
  content = queue_rig_dup (rig, "a.edi");
  g_assert_cmpstr (content, ==, "ours");
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  queue_rig_assert_states (rig, "X");
}

static void
test_cancel (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_hold (TRUE);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 1));
  waybill_transfer_queue_cancel (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XXR"));
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XXD"));
  assert_order ("/a.edi /c.edi");

  /* What was cancelled may be tried again, at the end of the line. */
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 1));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XDD"));
  waybill_transfer_queue_clear (rig->queue);
  queue_rig_assert_states (rig, "");
}

static void
test_pause (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_hold (TRUE);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 1));
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "PPR"));
  waybill_transfer_queue_go_on (rig->queue, queue_rig_get (rig, 1));
  waybill_transfer_queue_go_on (rig->queue, queue_rig_get (rig, 0));
  queue_rig_assert_states (rig, "WWR");
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
}

/* Only what "all" paused goes on with all. */
static void
test_pause_all (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_hold (TRUE);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  waybill_transfer_queue_pause (rig->queue, queue_rig_get (rig, 2));
  waybill_transfer_queue_pause_all (rig->queue, TRUE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "PWP"));
  g_assert_true (waybill_transfer_queue_is_paused (rig->queue));
  fake_server_hold (FALSE);
  waybill_transfer_queue_pause_all (rig->queue, FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDP"));
  assert_order ("/a.edi /a.edi /b.edi");
}

static void
test_clear (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  fake_server_add ("/b.edi", "old");
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DAD"));
  waybill_transfer_queue_clear (rig->queue);
  queue_rig_assert_states (rig, "A");
  g_assert_cmpstr (waybill_transfer_item_get_name (queue_rig_get (rig, 0)), ==, "b.edi");
}

static void
test_new_target (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("second");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  write_three (rig);
  g_object_set (rig->queue, "idle-time", 1, NULL);
  queue_rig_send (rig, "a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D") && counts ().n_alive == 0);
  before = fake_server_dup_user ();
  waybill_transfer_queue_set_target (rig->queue, target);
  queue_rig_send (rig, "b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  after = fake_server_dup_user ();
  g_assert_cmpstr (before, ==, "first");
  g_assert_cmpstr (after, ==, "second");
}

static void
test_folder_changed (QueueRig *rig, gconstpointer data)
{
  write_three (rig);
  queue_rig_send (rig, "a.edi b.edi c.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD") && rig->folders->len > 0);
  g_assert_true (g_str_has_prefix (rig->folders->str, "/"));
  g_assert_cmpuint (rig->folders->len, <=, strlen ("/ /"));
}

#define ADD(name, sessions, function)                                                                                       \
  g_test_add ("/transfer/queue/" name, QueueRig, GUINT_TO_POINTER (sessions), queue_rig_set_up, function,                   \
              queue_rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  ADD ("order-is-kept", 1, test_order);
  ADD ("fetch", 1, test_fetch);
  ADD ("two-sessions-two-at-once", 2, test_two_at_once);
  ADD ("idle-sessions-are-closed", 1, test_idle_closes);
  ADD ("exists/question-tells-what-is-there", 1, test_question_tells_what_is_there);
  ADD ("exists/yes-replaces", 1, test_answer_yes);
  ADD ("exists/rename-keeps-both", 1, test_answer_rename);
  ADD ("exists/another-name-by-hand", 1, test_keep_as);
  ADD ("exists/another-name-replaces-nothing", 1, test_keep_as_what_is_there);
  ADD ("exists/another-name-here", 1, test_keep_here_as);
  ADD ("exists/no-leaves", 1, test_answer_no);
  ADD ("exists/answer-for-all-of-then", 1, test_answer_for_all);
  ADD ("exists/answer-for-all-reaches-later-questions", 1, test_answer_for_later);
  ADD ("exists/answer-for-all-of-one-direction", 1, test_answer_one_way);
  ADD ("part/is-replaced", 1, test_part_is_replaced);
  ADD ("part/numbered-is-replaced", 1, test_numbered_part_is_replaced);
  ADD ("part/larger-is-somebody-elses", 1, test_foreign_is_no_part);
  ADD ("part/cancelled-goes", 1, test_cancelled_part_goes);
  ADD ("part/paused-and-cancelled-goes", 1, test_paused_part_goes);
  ADD ("part/that-stays-is-told", 1, test_kept_part_is_told);
  ADD ("part/of-a-fetch-goes", 1, test_cancelled_fetch_leaves_nothing);
  ADD ("exists/on-this-computer", 1, test_local_exists);
  ADD ("cancel-running-and-waiting", 1, test_cancel);
  ADD ("pause-and-go-on", 1, test_pause);
  ADD ("pause-all-and-go-on", 1, test_pause_all);
  ADD ("clear-keeps-what-needs-somebody", 1, test_clear);
  ADD ("new-target-for-the-next-session", 1, test_new_target);
  ADD ("folder-changed-once-a-second", 1, test_folder_changed);
  return g_test_run ();
}
