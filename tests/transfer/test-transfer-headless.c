/* The queue without a window: it comes to rest, asks only where somebody answers, and hands a session its next small files.
 */
#include "queue-rig.h"

static const WaybillTransferTerms plain = { 0 };

static void
add (QueueRig *rig, const char *name)
{
  g_autofree char *local = g_build_filename (rig->dir, name, NULL);
  g_autofree char *remote = g_strconcat ("/", name, NULL);

  queue_rig_write (rig, name, "some bytes");
  waybill_transfer_queue_add_file (rig->queue, WAYBILL_TRANSFER_PUT, remote, local, &plain);
}

static guint
count_running (QueueRig *rig)
{
  WaybillTransferTotals totals;

  waybill_transfer_queue_get_totals (rig->queue, &totals);
  return totals.running;
}

/* One moves at the server, the others stand behind it on the same session. */
static void
test_depth (QueueRig *rig, gconstpointer data)
{
  FakeServerCounts counts;

  waybill_transfer_queue_set_headless (rig->queue, FALSE, 3);
  fake_server_hold (TRUE);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add (rig, name);
    }
  QUEUE_RIG_WAIT (count_running (rig) == 3);
  fake_server_get_counts (&counts);
  g_assert_cmpuint (counts.most_busy, <=, 1);
  g_assert_cmpuint (counts.n_opened, ==, 1);
  fake_server_hold (FALSE);
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  queue_rig_assert_states (rig, "DDDDD");
  g_assert_cmpstr (rig->ended->str, ==, "0 1 2 3 4");
}

/* Those behind it never began: they have all their tries, and one login serves them all. */
static void
test_lost (QueueRig *rig, gconstpointer data)
{
  FakeServerCounts counts;

  g_object_set (rig->queue, "retries", 1, NULL);
  waybill_transfer_queue_set_headless (rig->queue, FALSE, 3);
  fake_server_fail (WAYBILL_REMOTE_ERROR_LOST, 1);
  add (rig, "a");
  add (rig, "b");
  add (rig, "c");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  queue_rig_assert_states (rig, "DDD");
  fake_server_get_counts (&counts);
  g_assert_cmpuint (counts.n_moved, ==, 4);
  g_assert_null (waybill_transfer_item_get_result (queue_rig_get (rig, 1)));
  g_assert_cmpuint (counts.n_opened, ==, 2);
}

static void
stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = waybill_transfer_queue_stop_finish (WAYBILL_TRANSFER_QUEUE (source), result, NULL);
}

/* A folder is said once a second, but what is new in it last is not left for later. */
static void
test_last_folder (QueueRig *rig, gconstpointer data)
{
  gboolean is_over = FALSE;

  waybill_transfer_queue_set_headless (rig->queue, FALSE, 1);
  add (rig, "a");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue) && rig->folders->len > 0);
  add (rig, "b");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  waybill_transfer_queue_stop_async (rig->queue, stopped, &is_over);
  QUEUE_RIG_WAIT (is_over);
  g_assert_cmpstr (rig->folders->str, ==, "/ /");
}

static void
test_nobody_answers (QueueRig *rig, gconstpointer data)
{
  waybill_transfer_queue_set_headless (rig->queue, FALSE, 1);
  fake_server_add ("/a", "there");
  add (rig, "a");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  queue_rig_assert_states (rig, "F");
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_EXISTS);
}

static void
heard_asking (WaybillTransferQueue *queue, WaybillTransferItem *item, guint *n)
{
  (*n)++;
  waybill_transfer_queue_answer (queue, item, WAYBILL_TRANSFER_OVERWRITE_YES, 0);
}

static void
test_asks (QueueRig *rig, gconstpointer data)
{
  g_autofree char *stored = NULL;
  guint n = 0;

  waybill_transfer_queue_set_headless (rig->queue, TRUE, 1);
  g_signal_connect (rig->queue, "asking", G_CALLBACK (heard_asking), &n);
  fake_server_add ("/a", "there");
  add (rig, "a");
  QUEUE_RIG_WAIT (n == 1 && waybill_transfer_queue_is_idle (rig->queue));
  stored = fake_server_dup ("/a");
  g_assert_cmpstr (stored, ==, "some bytes");
  g_signal_handlers_disconnect_by_data (rig->queue, &n);
}

/* Each to a path of its own, the contents of a folder into another; what was made by the walk is not asked for. */
static void
test_targets (QueueRig *rig, gconstpointer data)
{
  g_autofree char *from = g_build_filename (rig->dir, "from", NULL);
  g_autofree char *deep = NULL;
  const char *paths[] = { from, NULL };
  const char *targets[] = { "/into", NULL };

  queue_rig_mkdir (rig, "from/deep");
  queue_rig_write (rig, "from/x", "one");
  queue_rig_write (rig, "from/deep/y", "two");
  waybill_transfer_queue_set_headless (rig->queue, FALSE, 3);
  waybill_transfer_queue_add_folders (rig->queue, WAYBILL_TRANSFER_PUT, paths, targets, &plain);
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  deep = fake_server_dup ("/into/deep/y");
  g_assert_cmpstr (deep, ==, "two");
  g_assert_cmpuint (fake_server_n_files (), ==, 2);
}

/* What the caller connected is the first session, and the queue opens none. */
static void
connected (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, NULL);
}

static void
test_adopt (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("first");
  g_autoptr (WaybillRemote) remote = waybill_remote_new (target, NULL);
  FakeServerCounts counts;
  gboolean is_connected = FALSE;

  waybill_remote_connect_async (remote, NULL, connected, &is_connected);
  QUEUE_RIG_WAIT (is_connected);
  waybill_transfer_queue_set_headless (rig->queue, FALSE, 2);
  waybill_transfer_queue_adopt (rig->queue, remote, FALSE);
  add (rig, "a");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  queue_rig_assert_states (rig, "D");
  fake_server_get_counts (&counts);
  g_assert_cmpuint (counts.n_opened, ==, 1);
}

/* What was lent goes on afterwards. */
static void
test_lend (QueueRig *rig, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = fake_server_new_target ("first");
  g_autoptr (WaybillRemote) remote = waybill_remote_new (target, NULL);
  FakeServerCounts counts;
  gboolean is_connected = FALSE;

  waybill_remote_connect_async (remote, NULL, connected, &is_connected);
  QUEUE_RIG_WAIT (is_connected);
  waybill_transfer_queue_set_headless (rig->queue, FALSE, 2);
  waybill_transfer_queue_adopt (rig->queue, remote, TRUE);
  add (rig, "a");
  QUEUE_RIG_WAIT (waybill_transfer_queue_is_idle (rig->queue));
  queue_rig_assert_states (rig, "D");
  queue_rig_stop (rig);
  g_assert_true (waybill_remote_is_connected (remote));
  fake_server_get_counts (&counts);
  g_assert_cmpuint (counts.n_opened, ==, 1);
  g_assert_cmpuint (counts.n_alive, ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (QueueRig *rig, gconstpointer data);
  } tests[] = {
    { "small-files-share-a-session", test_depth },
    { "a-lost-session-costs-one-login-and-one-try", test_lost },
    { "nobody-answers-so-it-fails", test_nobody_answers },
    { "asks-and-goes-on", test_asks },
    { "the-last-of-a-folder-is-said-at-once", test_last_folder },
    { "folders-have-targets-of-their-own", test_targets },
    { "adopts-a-session", test_adopt },
    { "gives-a-lent-session-back", test_lend },
  };

  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/transfer/headless/", tests[i].name, NULL);

      g_test_add (path, QueueRig, GUINT_TO_POINTER (1), queue_rig_set_up, tests[i].run, queue_rig_tear_down);
    }
  return g_test_run ();
}
