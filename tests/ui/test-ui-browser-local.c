/* This computer as a place, on a folder of its own: what is listed, made, renamed and thrown away, and back out of the
 * trash. */

#include "ui-browser-local.h"
#include "ui-browser-trash.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  WaybillUiBrowserPlace *place;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_build_filename (g_get_user_data_dir (), "place-XXXXXX", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (g_get_home_dir (), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (fixture->folder));
  fixture->place = waybill_ui_browser_local_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->place);
  g_free (fixture->folder);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 20 seconds");
  return G_SOURCE_REMOVE;
}

/* (transfer full). */
static GAsyncResult *
wait_for_result (Fixture *fixture)
{
  guint deadline = g_timeout_add_seconds (20, deadline_reached, NULL);

  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  return g_steal_pointer (&fixture->result);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static WaybillRemoteListing *
list (Fixture *fixture, const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_ui_browser_place_list_async (fixture->place, folder, NULL, answered, fixture);
  result = wait_for_result (fixture);
  return waybill_ui_browser_place_list_finish (fixture->place, result, error);
}

static gboolean
finish (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = wait_for_result (fixture);

  return waybill_ui_browser_place_change_finish (fixture->place, result, error);
}

static void
test_lists_files_folders_and_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sub = path_of (fixture, "sub");
  g_autofree char *link = path_of (fixture, "to-sub");
  g_autofree char *broken = path_of (fixture, "broken");
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "a.csv", "12345");
  write_file (fixture, ".hidden", "");
  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (symlink (sub, link), ==, 0);
  g_assert_cmpint (symlink ("nowhere", broken), ==, 0);

  listing = list (fixture, fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 5);
  g_assert_cmpint (waybill_remote_listing_find (listing, "a.csv")->size, ==, 5);
  g_assert_cmpint (waybill_remote_listing_find (listing, "a.csv")->mtime, >, 0);
  g_assert_cmpint (waybill_remote_listing_find (listing, "sub")->type, ==, WAYBILL_REMOTE_ENTRY_DIR);
  g_assert_cmpint (waybill_remote_listing_find (listing, "sub")->size, ==, -1);
  g_assert_cmpint (waybill_remote_listing_find (listing, "to-sub")->type, ==, WAYBILL_REMOTE_ENTRY_DIR);
  g_assert_cmpint (waybill_remote_listing_find (listing, "broken")->type, ==, WAYBILL_REMOTE_ENTRY_LINK);
  g_assert_nonnull (waybill_remote_listing_find (listing, ".hidden"));
}

static void
test_more_files_than_a_batch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteListing) listing = NULL;

  for (guint i = 0; i < 450; i++)
    {
      g_autofree char *name = g_strdup_printf ("file%u", i);

      write_file (fixture, name, "");
    }

  listing = list (fixture, fixture->folder, NULL);

  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 450);
}

static void
test_missing_folder_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "missing");
  g_autoptr (GError) error = NULL;

  g_assert_null (list (fixture, path, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_listing_is_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  waybill_ui_browser_place_list_async (fixture->place, fixture->folder, cancellable, answered, fixture);
  g_cancellable_cancel (cancellable);
  result = wait_for_result (fixture);

  g_assert_null (waybill_ui_browser_place_list_finish (fixture->place, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_makes_a_folder_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "new");
  g_autoptr (GError) error = NULL;

  waybill_ui_browser_place_make_folder_async (fixture->place, path, NULL, answered, fixture);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));

  waybill_ui_browser_place_make_folder_async (fixture->place, path, NULL, answered, fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_renames_and_never_replaces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = path_of (fixture, "a");
  g_autofree char *b = path_of (fixture, "b");
  g_autofree char *c = path_of (fixture, "c");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "a", "first");
  write_file (fixture, "b", "second");

  waybill_ui_browser_place_rename_async (fixture->place, a, c, NULL, answered, fixture);
  g_assert_true (finish (fixture, &error));
  g_assert_false (g_file_test (a, G_FILE_TEST_EXISTS));

  waybill_ui_browser_place_rename_async (fixture->place, c, b, NULL, answered, fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (b, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "second");
}

static void
restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static guint
restore (Fixture *fixture, const char *path, gint64 since, GError **error)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GAsyncResult) result = NULL;

  waybill_ui_browser_trash_restore_async (paths, since, restored, fixture);
  result = wait_for_result (fixture);
  return waybill_ui_browser_trash_restore_finish (result, error);
}

/* Where this machine has no trash for the folder, the file must still be there: never a deletion instead. */
static void
test_removes_to_the_trash_and_brings_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "100% n\303\266tig.txt");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since = g_get_real_time () / G_USEC_PER_SEC;

  write_file (fixture, "100% n\303\266tig.txt", "keep me");
  waybill_ui_browser_place_remove_async (fixture->place, path, FALSE, NULL, answered, fixture);
  if (!finish (fixture, &error))
    {
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      g_test_skip_printf ("no trash here: %s", error->message);
      return;
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  write_file (fixture, "100% n\303\266tig.txt", "another one");
  g_assert_cmpuint (restore (fixture, path, since, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_unlink (path);

  g_assert_cmpuint (restore (fixture, path, since, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "keep me");
  g_assert_cmpuint (restore (fixture, path, since, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) g_test_add ("/ui/browser-local/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("lists-files-folders-and-links", test_lists_files_folders_and_links);
  ADD ("more-files-than-a-batch", test_more_files_than_a_batch);
  ADD ("missing-folder-is-an-error", test_missing_folder_is_an_error);
  ADD ("listing-is-cancelled", test_listing_is_cancelled);
  ADD ("makes-a-folder-once", test_makes_a_folder_once);
  ADD ("renames-and-never-replaces", test_renames_and_never_replaces);
  ADD ("removes-to-the-trash-and-brings-back", test_removes_to_the_trash_and_brings_back);
#undef ADD

  return g_test_run ();
}
