/* 2,000 small files through a tab, with its panes, queue and conversation on the screen: how long the main loop was ever
 * away. A beat every five milliseconds looks; what it waited longer is a stall. The practice partner runs in this process,
 * on threads of its own. */

#include "test-ui-session-rig.h"

#include <time.h>

#define N_FILES 2000
#define BEAT_MS 5

typedef struct
{
  gint64 last;
  gint64 last_work;
  gint64 longest;      /* between two beats, microseconds */
  gint64 longest_work; /* of this thread's processor time between two beats: what a busy machine does not add to */
  guint n_over;        /* longer than 50 ms */
} Beat;

static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
beat (gpointer user_data)
{
  Beat *self = user_data;
  gint64 now = g_get_monotonic_time (), work = get_work ();

  self->longest = MAX (self->longest, now - self->last);
  self->longest_work = MAX (self->longest_work, work - self->last_work);
  self->n_over += now - self->last > 50 * 1000;
  self->last = now;
  self->last_work = work;
  return G_SOURCE_CONTINUE;
}

static void
make_files (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->outbox, "many", NULL);

  g_assert_true (waybill_base_file_ensure_folder (folder, NULL));
  for (int i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/order-%04d.csv", folder, i);
      g_autofree char *content = g_strdup_printf ("order;%d\n", i);

      g_assert_true (g_file_set_contents (path, content, -1, NULL));
    }
}

static guint
count_delivered (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->practice.disk, "many", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
give_up (gpointer user_data)
{
  g_error ("the files did not arrive within five minutes");
  return G_SOURCE_REMOVE;
}

static void
bench (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->outbox, "many", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Beat self = { 0 };
  guint limit, beats;
  gint64 begun;
  double seconds;

  make_files (fixture);
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_list_store_append (files, file);

  begun = self.last = g_get_monotonic_time ();
  self.last_work = get_work ();
  beats = g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MS, beat, &self, NULL);
  limit = g_timeout_add_seconds (300, give_up, NULL);
  waybill_ui_session_send (fixture->session, G_LIST_MODEL (files));
  while (count_delivered (fixture) < N_FILES || waybill_ui_session_get_n_left (fixture->session) > 0)
    for (int i = 0; i < 200; i++)
      g_main_context_iteration (NULL, TRUE);
  g_source_remove (beats);
  g_source_remove (limit);

  seconds = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  g_print ("# \n# %d files sent in %.1f s, renderer %s\n", N_FILES, seconds,
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (fixture->window))));
  g_print ("#   longest stall of the main loop %.1f ms (%.1f ms of its own work); over 50 ms: %u times\n",
           (double) self.longest / 1000, (double) self.longest_work / 1000, self.n_over);
  g_print ("# {\"bench\": \"window-transfer\", \"files\": %d, \"seconds\": %.2f, \"longest_stall_ms\": %.1f, "
           "\"longest_work_ms\": %.1f, \"over_50_ms\": %u}\n",
           N_FILES, seconds, (double) self.longest / 1000, (double) self.longest_work / 1000, self.n_over);
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 77;
  ADD ("2000-small-files", NULL, bench);
  return practice_rig_run ();
}
