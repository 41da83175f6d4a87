/* The queue when something goes wrong: failures, busy servers, no network, a full disk; and that it can be stopped or
 * dropped at any moment. */
#include "queue-rig.h"

static FakeServerCounts
counts (void)
{
  FakeServerCounts now;

  fake_server_get_counts (&now);
  return now;
}

static void
send_three (QueueRig *rig)
{
  queue_rig_write (rig, "a.edi", "one");
  queue_rig_write (rig, "b.edi", "two");
  queue_rig_write (rig, "c.edi", "three");
  queue_rig_send (rig, "a.edi b.edi c.edi");
}

static void
test_retry (QueueRig *rig, gconstpointer data)
{
  fake_server_fail (WAYBILL_REMOTE_ERROR_DENIED, 1);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FDD"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_DENIED);
  g_assert_false (waybill_transfer_queue_is_paused (rig->queue));
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
}

static void
test_lost (QueueRig *rig, gconstpointer data)
{
  g_object_set (rig->queue, "retries", 1, NULL);
  fake_server_fail (WAYBILL_REMOTE_ERROR_LOST, 1);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  g_assert_cmpuint (waybill_transfer_item_get_result (queue_rig_get (rig, 0))->tries, ==, 2);
  g_assert_cmpuint (counts ().n_opened, ==, 2);
}

/* The last word never comes: the size on a new connection decides, and only a file that lacks something is sent again. */
static void
test_silent_at_the_end (QueueRig *rig, gconstpointer data)
{
  static const guint tries[] = { 1, 2 };

  g_object_set (rig->queue, "retries", 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autofree char *stored = NULL;

      fake_server_fall_silent (1, i == 1);
      queue_rig_write (rig, i == 0 ? "a.edi" : "b.edi", "whole");
      queue_rig_send (rig, i == 0 ? "a.edi" : "b.edi");
      QUEUE_RIG_WAIT (queue_rig_is_states (rig, i == 0 ? "D" : "DD") || queue_rig_is_states (rig, i == 0 ? "F" : "DF"));
      g_assert_no_error (waybill_transfer_item_get_error (queue_rig_get (rig, i)));
      g_assert_cmpuint (waybill_transfer_item_get_result (queue_rig_get (rig, i))->tries, ==, tries[i]);
      g_assert_true (waybill_transfer_item_get_result (queue_rig_get (rig, i))->outcome.size_checked);
      stored = fake_server_dup (i == 0 ? "/a.edi" : "/b.edi");
      if (stored == NULL)
        stored = fake_server_dup (i == 0 ? "a.edi" : "b.edi");
      g_assert_cmpstr (stored, ==, "whole");
    }
}

/* As many bytes stand there, but those of the old file: nothing says that the new one arrived. */
static void
test_silent_over_the_old_file (QueueRig *rig, gconstpointer data)
{
  static const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  g_autofree char *local = g_build_filename (rig->dir, "a.edi", NULL);
  g_autofree char *stored = NULL;

  g_object_set (rig->queue, "retries", 1, NULL);
  fake_server_add ("/a.edi", "older");
  fake_server_hide_puts ();
  fake_server_fall_silent (1, FALSE);
  queue_rig_write (rig, "a.edi", "newer");
  waybill_transfer_queue_add_file (rig->queue, WAYBILL_TRANSFER_PUT, "/a.edi", local, &terms);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D"));
  stored = fake_server_dup ("/a.edi");
  g_assert_cmpstr (stored, ==, "newer");
  g_assert_cmpuint (waybill_transfer_item_get_result (queue_rig_get (rig, 0))->tries, ==, 2);
}

/* What stood there before is known to be another file by its size. */
static void
test_silent_over_another_size (QueueRig *rig, gconstpointer data)
{
  static const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  g_autofree char *local = g_build_filename (rig->dir, "a.edi", NULL);
  g_autofree char *content = g_strnfill (1024 * 1024, 'n');

  fake_server_add ("/a.edi", "old");
  fake_server_fall_silent (1, FALSE);
  queue_rig_write (rig, "a.edi", content);
  waybill_transfer_queue_add_file (rig->queue, WAYBILL_TRANSFER_PUT, "/a.edi", local, &terms);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D") || queue_rig_is_states (rig, "F"));
  queue_rig_assert_states (rig, "D");
  g_assert_cmpuint (waybill_transfer_item_get_result (queue_rig_get (rig, 0))->tries, ==, 1);
}

/* It cannot be gone on behind what is there, whatever the server said: it is fetched from the start, once. */
static void
test_offset_ignored (QueueRig *rig, gconstpointer data)
{
  static const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES, .resumes = TRUE };
  g_autofree char *local = g_build_filename (rig->dir, "a.edi", NULL);
  g_autofree char *content = g_strnfill (400000, 'c');
  g_autofree char *beginning = g_strndup (content, 399999);
  g_autofree char *fetched = NULL;

  fake_server_add ("/a.edi", content);
  fake_server_ignore_offsets ();
  queue_rig_write (rig, "a.edi", beginning);
  waybill_transfer_queue_add_file (rig->queue, WAYBILL_TRANSFER_GET, "/a.edi", local, &terms);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D") || queue_rig_is_states (rig, "F"));
  g_assert_no_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)));
  fetched = queue_rig_dup (rig, "a.edi");
  g_assert_cmpstr (fetched, ==, content);
}

/* The server takes one session only: the queue goes on with it, and does not ask for another each time. */
static void
test_busy (QueueRig *rig, gconstpointer data)
{
  fake_server_limit (1);
  fake_server_hold (TRUE);
  send_three (rig);
  QUEUE_RIG_WAIT (counts ().n_tried == 2 && queue_rig_is_states (rig, "RWW"));
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  g_assert_cmpuint (counts ().most_busy, ==, 1);
  g_assert_cmpuint (counts ().n_tried, ==, 2);
}

/* The third and those behind it are asked for together; that there is no room for them is heard once. */
static void
test_together (QueueRig *rig, gconstpointer data)
{
  fake_server_limit (2);
  fake_server_hold (TRUE);
  send_three (rig);
  queue_rig_write (rig, "d.edi", "four");
  queue_rig_write (rig, "e.edi", "five");
  queue_rig_send (rig, "d.edi e.edi");
  QUEUE_RIG_WAIT (counts ().n_tried == 5 && queue_rig_is_states (rig, "RRWWW"));
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDDDD"));
  g_assert_cmpuint (counts ().n_opened, ==, 2);
  g_assert_cmpuint (counts ().n_tried, ==, 5);
}

/* The way is gone while several are on it: one file says so, the others wait. */
static void
test_lost_together (QueueRig *rig, gconstpointer data)
{
  fake_server_hold (TRUE);
  fake_server_hold_opening (2);
  fake_server_fail (WAYBILL_REMOTE_ERROR_LOST, 2);
  send_three (rig);
  queue_rig_write (rig, "d.edi", "four");
  queue_rig_write (rig, "e.edi", "five");
  queue_rig_send (rig, "d.edi e.edi");
  QUEUE_RIG_WAIT (counts ().n_tried == 5 && queue_rig_is_states (rig, "RRWWW"));
  fake_server_refuse (WAYBILL_REMOTE_ERROR_UNREACHABLE);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FFWWW"));
  fake_server_hold_opening (G_MAXUINT);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FFFWW"));
  fake_server_refuse (WAYBILL_REMOTE_N_ERRORS);
  waybill_transfer_queue_pause_all (rig->queue, FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FFFDD"));
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static WaybillRemote *
lend_spare (QueueRig *rig)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("person");
  WaybillRemote *remote = waybill_remote_new (target, NULL);
  gboolean done = FALSE;

  waybill_remote_connect_async (remote, NULL, connected, &done);
  QUEUE_RIG_WAIT (done);
  waybill_transfer_queue_set_spare (rig->queue, remote);
  return remote;
}

static void
test_spare (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemote) spare = lend_spare (rig);

  fake_server_limit (1);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  g_assert_cmpuint (counts ().n_opened, ==, 1);
  g_assert_true (waybill_remote_is_connected (spare));
}

/* A login that is refused while the spare session works: each further try would bring the account nearer to being locked. */
static void
test_refused_beside_spare (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemote) spare = lend_spare (rig);
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("second");

  g_object_set (rig->queue, "busy-time", 0, NULL);
  fake_server_refuse (WAYBILL_REMOTE_ERROR_LOGIN);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  queue_rig_send (rig, "a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDDA"));
  g_assert_cmpuint (counts ().n_tried, ==, 2); /* the spare's, and one */

  waybill_transfer_queue_set_target (rig->queue, target);
  queue_rig_send (rig, "b.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDDAA"));
  QUEUE_RIG_WAIT (counts ().n_tried == 3);
}

/* Whoever lends it wants it back: what runs begins anew elsewhere. */
static void
test_spare_taken (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemote) spare = lend_spare (rig);

  fake_server_limit (1);
  fake_server_hold (TRUE);
  send_three (rig);
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  fake_server_limit (2);
  waybill_transfer_queue_set_spare (rig->queue, NULL);
  QUEUE_RIG_WAIT (counts ().n_opened == 2);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
}

static void
test_unreachable (QueueRig *rig, gconstpointer data)
{
  WaybillRemoteError error = (WaybillRemoteError) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (rig->queue), "error"));

  fake_server_refuse (error);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FWW"));
  g_assert_true (waybill_transfer_queue_is_paused (rig->queue));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR, (int) error);
  g_assert_cmpuint (counts ().n_tried, ==, 1);

  fake_server_refuse (WAYBILL_REMOTE_N_ERRORS);
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 0));
  g_assert_false (waybill_transfer_queue_is_paused (rig->queue));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
}

#define TEST_PAUSES(name, kind)                                                                                             \
  static void test_##name (QueueRig *rig, gconstpointer data)                                                               \
  {                                                                                                                         \
    g_object_set_data (G_OBJECT (rig->queue), "error", GUINT_TO_POINTER (WAYBILL_REMOTE_ERROR_##kind));                     \
    test_unreachable (rig, data);                                                                                           \
  }

TEST_PAUSES (no_way, UNREACHABLE)
TEST_PAUSES (no_host, HOST_NOT_FOUND)
TEST_PAUSES (no_login, LOGIN)
TEST_PAUSES (no_room, BUSY)

static void
test_opening_retried (QueueRig *rig, gconstpointer data)
{
  g_object_set (rig->queue, "retries", 1, NULL);
  fake_server_refuse (WAYBILL_REMOTE_ERROR_TIMED_OUT);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FWW"));
  g_assert_cmpuint (counts ().n_tried, ==, 2);
  fake_server_refuse (WAYBILL_REMOTE_N_ERRORS);
  waybill_transfer_queue_pause_all (rig->queue, FALSE);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FDD"));
}

/* While it waits for its next try, opening can be given up, and begins anew with a new target. */
static void
wait_for_delay (QueueRig *rig)
{
  g_object_set (rig->queue, "retries", 5, NULL);
  fake_server_refuse (WAYBILL_REMOTE_ERROR_TIMED_OUT);
  send_three (rig);
  QUEUE_RIG_WAIT (counts ().n_tried == 2 && queue_rig_is_states (rig, "WWW"));
}

static void
test_stop_in_delay (QueueRig *rig, gconstpointer data)
{
  wait_for_delay (rig);
  queue_rig_stop (rig);
  QUEUE_RIG_WAIT (rig->is_stopped);
  queue_rig_assert_states (rig, "XXX");
  g_assert_cmpuint (counts ().n_tried, ==, 2);
}

static void
test_drop_in_delay (QueueRig *rig, gconstpointer data)
{
  wait_for_delay (rig);
  g_signal_handlers_disconnect_by_data (rig->queue, rig);
  g_assert_finalize_object (g_steal_pointer (&rig->queue));
}

static void
test_target_in_delay (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("second");
  g_autofree char *user = NULL;

  wait_for_delay (rig);
  fake_server_refuse (WAYBILL_REMOTE_N_ERRORS);
  waybill_transfer_queue_set_target (rig->queue, target);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DDD"));
  user = fake_server_dup_user ();
  g_assert_cmpstr (user, ==, "second");
}

static void
test_disk_full (QueueRig *rig, gconstpointer data)
{
  fake_server_fail (WAYBILL_REMOTE_ERROR_NO_SPACE, 1);
  send_three (rig);
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FWW") && waybill_transfer_queue_is_paused (rig->queue));
  g_assert_error (waybill_transfer_queue_get_pause_error (rig->queue), WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NO_SPACE);
  waybill_transfer_queue_pause_all (rig->queue, FALSE);
  g_assert_null (waybill_transfer_queue_get_pause_error (rig->queue));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FDD"));
}

/* A walk that finds no session fails where it stands, and can be tried again. */
static void
test_unreachable_walk (QueueRig *rig, gconstpointer data)
{
  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  fake_server_refuse (WAYBILL_REMOTE_ERROR_REFUSED);
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "F"));
  g_assert_true (waybill_transfer_queue_is_paused (rig->queue));
  fake_server_refuse (WAYBILL_REMOTE_N_ERRORS);
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "D"));
}

static void
begin_much (QueueRig *rig)
{
  queue_rig_mkdir (rig, "box/in");
  queue_rig_write (rig, "box/1.edi", "1");
  queue_rig_write (rig, "box/in/2.edi", "2");
  fake_server_add ("/out", NULL);
  fake_server_add ("/out/deep", NULL);
  fake_server_add ("/out/deep/o.edi", "order");
  queue_rig_send (rig, "box");
  queue_rig_fetch (rig, "/out");
}

static gboolean
is_all_done (QueueRig *rig)
{
  g_autofree char *content = queue_rig_dup (rig, "out/deep/o.edi");
  g_autofree char *sent = fake_server_dup ("/box/in/2.edi");

  return content != NULL && sent != NULL;
}

/* After the n-th turn of the main loop, for every n until all is done before that. */
static void
stop_at_any_moment (gboolean drop)
{
  gboolean done = FALSE;

  for (guint n = 0; !done && n < 2000; n++)
    {
      QueueRig rig = { 0 };
      gint64 deadline = 0;

      queue_rig_set_up (&rig, GUINT_TO_POINTER (2));
      begin_much (&rig);
      for (guint i = 0; i < n && !done; i++)
        {
          queue_rig_iterate (&deadline);
          done = is_all_done (&rig);
        }
      if (drop)
        {
          g_signal_handlers_disconnect_by_data (rig.queue, &rig);
          g_clear_object (&rig.queue);
        }
      else
        {
          queue_rig_stop (&rig);
          QUEUE_RIG_WAIT (rig.is_stopped);
          g_assert_cmpuint (counts ().n_alive, ==, 0);
          g_assert_cmpuint (counts ().n_busy, ==, 0);
        }
      queue_rig_tear_down (&rig, NULL);
    }
  g_assert_true (done);
}

static void
test_stop (void)
{
  stop_at_any_moment (FALSE);
}

static void
test_drop (void)
{
  stop_at_any_moment (TRUE);
}

static void
drop_in_handler (WaybillTransferQueue *queue, WaybillTransferItem *item, QueueRig *rig)
{
  g_signal_handlers_disconnect_by_data (queue, rig);
  g_clear_object (&rig->queue);
}

static void
test_drop_in_handler (QueueRig *rig, gconstpointer data)
{
  g_signal_connect (rig->queue, "ended", G_CALLBACK (drop_in_handler), rig);
  send_three (rig);
  QUEUE_RIG_WAIT (rig->queue == NULL);
}

/* Stopped, it takes new work again. */
static void
test_stop_and_use (QueueRig *rig, gconstpointer data)
{
  fake_server_hold (TRUE);
  send_three (rig);
  QUEUE_RIG_WAIT (counts ().n_busy == 1 && queue_rig_is_states (rig, "RWW"));
  queue_rig_stop (rig);
  QUEUE_RIG_WAIT (rig->is_stopped);
  queue_rig_assert_states (rig, "XXX");
  fake_server_hold (FALSE);
  queue_rig_send (rig, "a.edi");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "XXXD"));
}

#define ADD(name, sessions, function)                                                                                       \
  g_test_add ("/transfer/queue/faults/" name, QueueRig, GUINT_TO_POINTER (sessions), queue_rig_set_up, function,            \
              queue_rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  ADD ("failed-then-retry", 1, test_retry);
  ADD ("lost-connection-is-tried-again", 1, test_lost);
  ADD ("silent-at-the-end", 1, test_silent_at_the_end);
  ADD ("silent-over-the-old-file", 1, test_silent_over_the_old_file);
  ADD ("silent-over-another-size", 1, test_silent_over_another_size);
  ADD ("offset-ignored-begins-anew", 1, test_offset_ignored);
  ADD ("busy-server-leaves-one-session", 2, test_busy);
  ADD ("busy-server-of-one-is-asked-for-one-more", 5, test_busy);
  ADD ("further-sessions-are-opened-together", 5, test_together);
  ADD ("sessions-lost-together-are-one-failure", 5, test_lost_together);
  ADD ("busy-server-and-spare-session", 2, test_spare);
  ADD ("refused-login-beside-spare-session", 1, test_refused_beside_spare);
  ADD ("spare-session-is-taken-away", 1, test_spare_taken);
  ADD ("unreachable-pauses", 2, test_no_way);
  ADD ("unknown-host-pauses", 2, test_no_host);
  ADD ("refused-login-pauses", 2, test_no_login);
  ADD ("busy-server-without-spare-pauses", 2, test_no_room);
  ADD ("opening-is-tried-again", 1, test_opening_retried);
  ADD ("opening-waits/stopped", 1, test_stop_in_delay);
  ADD ("opening-waits/dropped", 1, test_drop_in_delay);
  ADD ("opening-waits/new-target", 1, test_target_in_delay);
  ADD ("disk-full-pauses", 1, test_disk_full);
  ADD ("unreachable-walk-pauses", 1, test_unreachable_walk);
  ADD ("dropped-in-a-handler", 2, test_drop_in_handler);
  ADD ("stopped-and-used-again", 1, test_stop_and_use);
  g_test_add_func ("/transfer/queue/faults/stopped-at-any-moment", test_stop);
  g_test_add_func ("/transfer/queue/faults/dropped-at-any-moment", test_drop);
  return g_test_run ();
}
