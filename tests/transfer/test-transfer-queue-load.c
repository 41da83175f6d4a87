/* Thousands of small files: what the queue says stays bounded. How long a turn of the main loop takes is told, not judged.
 */
#include "queue-rig.h"

#define N_FILES 2000

static void
test_small_files (QueueRig *rig, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();
  gint64 longest = 0, deadline = 0;
  WaybillTransferTotals totals = { 0 };
  guint most_changed;

  queue_rig_mkdir (rig, "box");
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("box/%04u.edi", i);

      queue_rig_write (rig, name, "small");
    }
  queue_rig_send (rig, "box");
  while (totals.done < N_FILES)
    {
      gint64 before;

      queue_rig_iterate (&deadline);
      before = g_get_monotonic_time ();
      while (g_main_context_iteration (NULL, FALSE))
        {
          longest = MAX (longest, g_get_monotonic_time () - before);
          before = g_get_monotonic_time ();
        }
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  QUEUE_RIG_WAIT (g_list_model_get_n_items (G_LIST_MODEL (rig->queue)) == N_FILES
                  && rig->ended->len == N_FILES * strlen ("0000.edi ") - 1);
  most_changed = 2 + (guint) ((g_get_monotonic_time () - begun) / 100000);
  g_test_message ("%d files in %.2f s; the longest turn of the loop: %.1f ms; %u emissions of items-changed, %u of changed",
                  N_FILES, (double) (g_get_monotonic_time () - begun) / 1e6, (double) longest / 1000, rig->n_lists,
                  rig->n_changed);

  g_assert_cmpuint (fake_server_n_files (), ==, N_FILES);
  g_assert_cmpuint (rig->n_lists, >=, 1);
  g_assert_cmpuint (rig->n_lists, <=, most_changed);
  g_assert_cmpuint (rig->n_changed, <=, most_changed);
  g_assert_cmpuint (rig->most_added, <=, N_FILES);
}

/* All answered with one word: told in pieces, none is lost. */
static void
test_many_questions (QueueRig *rig, gconstpointer data)
{
  WaybillTransferTotals totals = { 0 };
  gint64 deadline = 0;

  queue_rig_mkdir (rig, "box");
  fake_server_add ("/box", NULL);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("box/%04u.edi", i);
      g_autofree char *remote = g_strconcat ("/", name, NULL);

      queue_rig_write (rig, name, "new");
      fake_server_add (remote, "old");
    }
  queue_rig_send (rig, "box");
  while (totals.asking < 500)
    {
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  QUEUE_RIG_WAIT (g_list_model_get_n_items (G_LIST_MODEL (rig->queue)) == 500);
  waybill_transfer_queue_answer (rig->queue, queue_rig_get (rig, 7), WAYBILL_TRANSFER_OVERWRITE_NO, G_MAXUINT64);
  QUEUE_RIG_WAIT (rig->ended->len == 500 * 9 - 1);
  waybill_transfer_queue_get_totals (rig->queue, &totals);
  g_assert_cmpuint (totals.done, ==, 500);
  g_assert_cmpuint (totals.asking, ==, 0);
}

/* No call stands for more than 100,000 files; the last item says so. */
static void
test_too_many (QueueRig *rig, gconstpointer data)
{
  WaybillTransferTotals totals = { 0 };
  gint64 deadline = 0;

  fake_server_add ("/out", NULL);
  for (guint i = 0; i < 100010; i++)
    fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_LINK, "link");
  queue_rig_fetch (rig, "/out");
  while (totals.failed == 0)
    {
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  /* The folder itself counts too. */
  g_assert_cmpuint (totals.done, ==, 99999);
  g_assert_cmpuint (totals.failed, ==, 1);
}

/* Answers and the end reach many in pieces, in their order. */
static void
test_many_in_pieces (QueueRig *rig, gconstpointer data)
{
  WaybillTransferTotals totals = { 0 };
  gint64 deadline = 0;

  queue_rig_mkdir (rig, "box");
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("box/%04u.edi", i);

      queue_rig_write (rig, name, "new");
    }
  fake_server_hold (TRUE);
  queue_rig_send (rig, "box");
  while (totals.waiting < 4999)
    {
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  queue_rig_stop (rig);
  waybill_transfer_queue_get_totals (rig->queue, &totals);
  g_assert_cmpuint (totals.waiting, >=, 2999);
  QUEUE_RIG_WAIT (rig->is_stopped);
  waybill_transfer_queue_get_totals (rig->queue, &totals);
  g_assert_cmpuint (totals.waiting + totals.running, ==, 0);
  g_assert_cmpuint (rig->ended->len, ==, 5000 * 9 - 1);
}

#define ADD(name, sessions, function)                                                                                       \
  g_test_add ("/transfer/queue/load/" name, QueueRig, GUINT_TO_POINTER (sessions), queue_rig_set_up, function,              \
              queue_rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  ADD ("2000-small-files", 2, test_small_files);
  ADD ("500-questions-one-answer", 2, test_many_questions);
  ADD ("5000-stopped-in-pieces", 1, test_many_in_pieces);
  ADD ("100000-at-most", 1, test_too_many);
  return g_test_run ();
}
