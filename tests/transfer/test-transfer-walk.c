/* Folders, sent and fetched: whole, in order, and nothing outside of them. */
#include "queue-rig.h"

#include <gio/gio.h>
#include <unistd.h>

static guint
n_done (QueueRig *rig)
{
  WaybillTransferTotals totals;

  waybill_transfer_queue_get_totals (rig->queue, &totals);
  return totals.done;
}

static guint
n_failed (QueueRig *rig)
{
  WaybillTransferTotals totals;

  waybill_transfer_queue_get_totals (rig->queue, &totals);
  return totals.failed;
}

static gboolean
is_listed (QueueRig *rig, guint n)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rig->queue)) == n;
}

static void
test_send (QueueRig *rig, gconstpointer data)
{
  g_autofree char *deep = NULL;
  FakeServerCounts counts;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *folder = g_strdup_printf ("box/%u/%u", i % 5, i % 10);
      g_autofree char *name = g_strdup_printf ("%s/%u.edi", folder, i);
      g_autofree char *content = g_strdup_printf ("content %u", i);

      queue_rig_mkdir (rig, folder);
      queue_rig_write (rig, name, content);
    }
  queue_rig_send (rig, "box");
  QUEUE_RIG_WAIT (n_done (rig) == 50);
  deep = fake_server_dup ("/box/3/8/48.edi");
  g_assert_cmpstr (deep, ==, "content 48");
  g_assert_cmpuint (fake_server_n_files (), ==, 50);
  fake_server_get_counts (&counts);
  g_assert_cmpuint (counts.n_made, ==, 16);
}

static void
test_fetch (QueueRig *rig, gconstpointer data)
{
  fake_server_add ("/out", NULL);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *folder = g_strdup_printf ("/out/%u", i % 5);
      g_autofree char *name = g_strdup_printf ("%s/%u.edi", folder, i);

      fake_server_add (folder, NULL);
      fake_server_add (name, name);
    }
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (n_done (rig) == 50);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("/out/%u/%u.edi", i % 5, i);
      g_autofree char *content = queue_rig_dup (rig, name + 1);

      g_assert_cmpstr (content, ==, name);
    }
}

static void
test_order (QueueRig *rig, gconstpointer data)
{
  g_autofree char *order = NULL;

  queue_rig_mkdir (rig, "box/b");
  queue_rig_mkdir (rig, "box/d");
  queue_rig_write (rig, "box/a.edi", "1");
  queue_rig_write (rig, "box/c.edi", "2");
  queue_rig_write (rig, "box/b/x.edi", "3");
  queue_rig_write (rig, "box/d/y.edi", "4");
  queue_rig_send (rig, "box");
  QUEUE_RIG_WAIT (n_done (rig) == 4);
  order = fake_server_dup_order ();
  g_assert_cmpstr (order, ==, "/box/a.edi /box/c.edi /box/b/x.edi /box/d/y.edi");
}

static void
test_unsafe (QueueRig *rig, gconstpointer data)
{
  static const char *const names[] = { "../evil", "..", "a\\b", "" };
  g_autofree char *above = NULL;

  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_FILE, names[i]);
      fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_DIR, names[i]);
    }
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (is_listed (rig, 9) && n_done (rig) == 1);
  queue_rig_assert_states (rig, "DFFFFFFFF");
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 1)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_UNSAFE);
  g_assert_cmpstr (waybill_transfer_item_get_name (queue_rig_get (rig, 1)), ==, "../evil");
  above = queue_rig_dup (rig, "evil");
  g_assert_null (above);

  /* Trying again changes nothing. */
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 1));
  queue_rig_assert_states (rig, "DFFFFFFFF");
}

static void
test_unsafe_path (QueueRig *rig, gconstpointer data)
{
  queue_rig_fetch (rig, "/out/.. /");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FF"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_UNSAFE);
}

static void
test_links (QueueRig *rig, gconstpointer data)
{
  g_autofree char *link = g_build_filename (rig->dir, "box", "loop", NULL);

  queue_rig_mkdir (rig, "box");
  queue_rig_write (rig, "box/a.edi", "1");
  g_assert_cmpint (symlink (rig->dir, link), ==, 0);
  queue_rig_send (rig, "box");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DL"));
  g_assert_nonnull (waybill_transfer_item_get_error (queue_rig_get (rig, 1)));
  g_assert_cmpuint (fake_server_n_files (), ==, 1);

  fake_server_add_entry ("/box", WAYBILL_REMOTE_ENTRY_LINK, "link");
  waybill_transfer_queue_clear (rig->queue);
  queue_rig_mkdir (rig, "back");
  waybill_transfer_queue_fetch (rig->queue, (const char *[]){ "/box", NULL }, g_intern_string (rig->dir));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "AL"));
}

/* A folder that may not be read is told; it is walked when somebody tries again. */
static void
test_denied (QueueRig *rig, gconstpointer data)
{
  g_autofree char *content = NULL;

  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  fake_server_add_entry ("/out", WAYBILL_REMOTE_ENTRY_DIR, "secret");
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DF"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 1)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_DENIED);
  fake_server_add ("/out/secret", NULL);
  fake_server_add ("/out/secret/s.edi", "now");
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 1));
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "DD"));
  content = queue_rig_dup (rig, "out/secret/s.edi");
  g_assert_cmpstr (content, ==, "now");
}

static void
test_nothing_there (QueueRig *rig, gconstpointer data)
{
  queue_rig_send (rig, "missing");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "F"));
  queue_rig_fetch (rig, "/missing");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "FF"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_LOCAL);
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 1)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_NOT_FOUND);
}

/* Servers that say 550 for a folder that is there, and those that permit none. */
static void
test_making_refused (QueueRig *rig, gconstpointer data)
{
  queue_rig_mkdir (rig, "box");
  queue_rig_mkdir (rig, "other");
  queue_rig_write (rig, "box/a.edi", "1");
  queue_rig_write (rig, "other/b.edi", "2");
  fake_server_add ("/box", NULL);
  fake_server_refuse_making (WAYBILL_REMOTE_ERROR_DENIED);
  queue_rig_send (rig, "box other");
  QUEUE_RIG_WAIT (n_done (rig) == 1 && n_failed (rig) == 1);
  g_assert_cmpuint (fake_server_n_files (), ==, 1);
}

static void
test_file_in_the_way (QueueRig *rig, gconstpointer data)
{
  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  queue_rig_write (rig, "out", "a file");
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "F"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_LOCAL);
}

static void
test_too_deep (QueueRig *rig, gconstpointer data)
{
  g_autoptr (GString) path = g_string_new ("d");

  for (guint i = 1; i < 70; i++)
    g_string_append (path, "/d");
  queue_rig_mkdir (rig, path->str);
  queue_rig_send (rig, "d");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "F"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_UNSUPPORTED);
}

/* Below the folder that somebody named, a link leads where nobody wanted anything written. */
static void
test_link_for_a_folder (QueueRig *rig, gconstpointer data)
{
  g_autofree char *link = g_build_filename (rig->dir, "out", "inside", NULL);
  g_autofree char *outside = g_build_filename (rig->dir, "outside", NULL);
  g_autofree char *led = NULL;
  g_autofree char *top = NULL;

  fake_server_add ("/out", NULL);
  fake_server_add ("/out/inside", NULL);
  fake_server_add ("/out/inside/o.edi", "order");
  queue_rig_mkdir (rig, "out");
  queue_rig_mkdir (rig, "outside");
  g_assert_cmpint (symlink (outside, link), ==, 0);
  queue_rig_fetch (rig, "/out");
  QUEUE_RIG_WAIT (queue_rig_is_states (rig, "F") || queue_rig_is_states (rig, "D"));
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 0)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_LOCAL);
  waybill_transfer_queue_retry (rig->queue, queue_rig_get (rig, 0));
  QUEUE_RIG_WAIT (n_done (rig) + n_failed (rig) == 1);
  led = queue_rig_dup (rig, "outside/o.edi");
  g_assert_null (led);

  /* The one that was named may be a link. */
  g_free (link);
  link = g_build_filename (rig->dir, "inside", NULL);
  g_assert_cmpint (symlink (outside, link), ==, 0);
  queue_rig_fetch (rig, "/out/inside");
  QUEUE_RIG_WAIT (n_done (rig) == 1);
  top = queue_rig_dup (rig, "outside/o.edi");
  g_assert_cmpstr (top, ==, "order");
}

/* Two folders into one: what has the same name in both does not replace one another. */
static void
test_same_names (QueueRig *rig, gconstpointer data)
{
  static const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  g_autofree char *one = g_build_filename (rig->dir, "one", NULL);
  g_autofree char *two = g_build_filename (rig->dir, "two", NULL);
  g_autofree char *into = g_build_filename (rig->dir, "into", NULL);
  g_autofree char *again = g_build_filename (into, ".", NULL);
  g_autofree char *fetched = NULL, *sent = NULL;

  queue_rig_mkdir (rig, "one");
  queue_rig_mkdir (rig, "two");
  queue_rig_write (rig, "one/same", "first");
  queue_rig_write (rig, "two/same", "second");
  queue_rig_write (rig, "two/other", "other");
  waybill_transfer_queue_add_folders (rig->queue, WAYBILL_TRANSFER_PUT, (const char *[]){ one, two, NULL },
                                      (const char *[]){ "/in", "/in", NULL }, &terms);
  QUEUE_RIG_WAIT (n_done (rig) + n_failed (rig) == 3);
  g_assert_cmpuint (n_failed (rig), ==, 1);
  sent = fake_server_dup ("/in/same");
  g_assert_cmpstr (sent, ==, "first");

  fake_server_add ("/b", NULL);
  fake_server_add ("/b/same", "from b");
  waybill_transfer_queue_add_folders (rig->queue, WAYBILL_TRANSFER_GET, (const char *[]){ "/in", "/b", NULL },
                                      (const char *[]){ into, again, NULL }, &terms);
  QUEUE_RIG_WAIT (is_listed (rig, 6) && n_done (rig) + n_failed (rig) == 6);
  g_assert_cmpuint (n_failed (rig), ==, 2);
  g_assert_error (waybill_transfer_item_get_error (queue_rig_get (rig, 5)), WAYBILL_REMOTE_ERROR,
                  WAYBILL_REMOTE_ERROR_LOCAL_EXISTS);
  fetched = queue_rig_dup (rig, "into/same");
  g_assert_cmpstr (fetched, ==, "first");
}

#define ADD(name, sessions, function)                                                                                       \
  g_test_add ("/transfer/walk/" name, QueueRig, GUINT_TO_POINTER (sessions), queue_rig_set_up, function, queue_rig_tear_down)

/* While a folder is read, the totals say so; a file alone is not a folder. */
static void
test_walking_is_told (QueueRig *rig, gconstpointer data)
{
  WaybillTransferTotals totals = { 0 };
  gint64 deadline = 0;

  fake_server_add ("/out", NULL);
  fake_server_add ("/out/o.edi", "order");
  queue_rig_fetch (rig, "/out");
  while (!totals.walking)
    {
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  while (totals.walking || totals.done == 0)
    {
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
  queue_rig_fetch (rig, "/out/o.edi");
  while (totals.done < 2)
    {
      g_assert_false (totals.walking);
      queue_rig_iterate (&deadline);
      waybill_transfer_queue_get_totals (rig->queue, &totals);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fake_server_register ();
  ADD ("walking-is-told", 1, test_walking_is_told);
  ADD ("send-50-files", 2, test_send);
  ADD ("fetch-50-files", 2, test_fetch);
  ADD ("files-before-folders-by-name", 1, test_order);
  ADD ("unsafe-names-are-refused", 2, test_unsafe);
  ADD ("unsafe-paths-are-refused", 2, test_unsafe_path);
  ADD ("links-are-left-out", 2, test_links);
  ADD ("a-link-for-a-folder-is-refused", 2, test_link_for_a_folder);
  ADD ("same-names-do-not-replace-one-another", 2, test_same_names);
  ADD ("unreadable-folder-then-retry", 2, test_denied);
  ADD ("nothing-there", 2, test_nothing_there);
  ADD ("making-a-folder-refused", 2, test_making_refused);
  ADD ("a-file-in-the-way", 2, test_file_in_the_way);
  ADD ("64-levels-at-most", 2, test_too_deep);
  return g_test_run ();
}
