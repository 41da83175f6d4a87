/* Under the final name there is the old file, or the whole new one, whatever happens. */
#include "transfer-target.h"

#include "base-file.h"
#include "base-hash.h"
#include "remote-entry.h"
#include "remote-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("waybill-target-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "order.edi", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->path);
}

static void
expect_content (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
expect_names (Fixture *self, guint n)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint found = 0;

  while (g_dir_read_name (dir) != NULL)
    found++;
  g_assert_cmpuint (found, ==, n);
}

static void
put_old (Fixture *self)
{
  g_assert_true (g_file_set_contents (self->path, "old", 3, NULL));
}

/* A target into which content came and ended well. */
static WaybillTransferTarget *
fetch (Fixture *self, const char *content, gint64 mtime)
{
  g_autoptr (GError) error = NULL;
  WaybillTransferTarget *target = waybill_transfer_target_new (self->path, &error);
  WaybillRemoteSink sink;

  g_assert_no_error (error);
  sink = waybill_transfer_target_get_sink (target);
  g_assert_true (sink.klass->begin (sink.self, -1, mtime, 0, &error));
  g_assert_true (sink.klass->write (sink.self, content, strlen (content), &error));
  g_assert_true (sink.klass->end (sink.self, &error));
  g_assert_no_error (error);
  return target;
}

static void
test_commit (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = fetch (self, "new", 1700000000);
  g_autofree char *sha256 = waybill_transfer_target_dup_sha256 (target);
  g_autofree char *expected = waybill_base_hash_dup_hex ("new", 3);
  struct stat facts;

  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS)); /* not before the commit */
  g_assert_true (waybill_transfer_target_commit (target, FALSE, FALSE, NULL));
  expect_content (self, "order.edi", "new");
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_cmpint (g_stat (self->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mtime, ==, 1700000000);
  g_assert_cmpstr (waybill_transfer_target_get_path (target), ==, self->path);
  g_clear_pointer (&target, waybill_transfer_target_free);
  expect_content (self, "order.edi", "new");
  expect_names (self, 1);
}

static void
test_abandon (Fixture *self, gconstpointer data)
{
  WaybillTransferTarget *target;

  put_old (self);
  target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);
  expect_content (self, "order.edi", "old");
  expect_names (self, 2);
  waybill_transfer_target_free (target);
  expect_content (self, "order.edi", "old");
  expect_names (self, 1);
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = NULL;
  gint64 mtime = 0;

  put_old (self);
  target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);
  g_assert_true (waybill_transfer_target_exists (target, &mtime));
  g_assert_cmpint (mtime, >, 0);
  g_assert_true (waybill_transfer_target_commit (target, TRUE, FALSE, NULL));
  expect_content (self, "order.edi", "new");
  expect_names (self, 1);
}

/* The name was taken while the bytes came. */
static void
test_no_replace (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);
  g_autoptr (GError) error = NULL;

  put_old (self);
  g_assert_false (waybill_transfer_target_commit (target, FALSE, FALSE, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL_EXISTS);
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->subject, ==, self->path);
  g_clear_pointer (&target, waybill_transfer_target_free);
  expect_content (self, "order.edi", "old");
  expect_names (self, 1);
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  g_autofree char *third = g_build_filename (self->folder, "order (3).edi", NULL);

  put_old (self);
  for (guint i = 2; i <= 3; i++)
    {
      g_autofree char *content = g_strdup_printf ("copy %u", i);
      g_autoptr (WaybillTransferTarget) target = fetch (self, content, WAYBILL_REMOTE_NO_TIME);

      g_assert_true (waybill_transfer_target_commit (target, FALSE, TRUE, NULL));
      if (i == 3)
        g_assert_cmpstr (waybill_transfer_target_get_path (target), ==, third);
    }
  expect_content (self, "order.edi", "old");
  expect_content (self, "order (2).edi", "copy 2");
  expect_content (self, "order (3).edi", "copy 3");
  expect_names (self, 3);
}

static void
test_again (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = fetch (self, "a long first try", WAYBILL_REMOTE_NO_TIME);
  WaybillRemoteSink sink = waybill_transfer_target_get_sink (target);
  g_autofree char *expected = waybill_base_hash_dup_hex ("new", 3);
  g_autofree char *sha256 = NULL;

  g_assert_true (sink.klass->begin (sink.self, 3, WAYBILL_REMOTE_NO_TIME, 0, NULL));
  g_assert_true (sink.klass->write (sink.self, "new", 3, NULL));
  g_assert_true (sink.klass->end (sink.self, NULL));
  sha256 = waybill_transfer_target_dup_sha256 (target);
  g_assert_true (waybill_transfer_target_commit (target, FALSE, FALSE, NULL));
  g_assert_cmpstr (sha256, ==, expected);
  expect_content (self, "order.edi", "new");
  expect_names (self, 1);
}

/* A link under the final name is replaced, or counts as taken; what it points at stays. */
static void
test_link (Fixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->folder, "elsewhere", NULL);
  g_autoptr (WaybillTransferTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (elsewhere, "precious", -1, NULL));
  g_assert_cmpint (symlink (data != NULL ? "/nowhere/at/all" : elsewhere, self->path), ==, 0);
  target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);
  expect_content (self, "elsewhere", "precious");
  g_assert_false (waybill_transfer_target_commit (target, FALSE, FALSE, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL_EXISTS);
  g_assert_true (waybill_transfer_target_commit (target, TRUE, FALSE, NULL));
  expect_content (self, "elsewhere", "precious");
  expect_content (self, "order.edi", "new");
  g_assert_false (g_file_test (self->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) before = NULL;
  g_autoptr (GError) meanwhile = NULL;
  g_autoptr (WaybillTransferTarget) target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);

  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  g_assert_false (waybill_transfer_target_commit (target, TRUE, FALSE, &meanwhile));
  g_assert_error (meanwhile, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  g_assert_null (waybill_transfer_target_new (self->path, &before));
  g_assert_error (before, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  g_clear_pointer (&target, waybill_transfer_target_free);
  expect_names (self, 1);
}

/* What is neither file nor link is never replaced. */
static void
test_pipe (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  struct stat facts;

  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  target = waybill_transfer_target_new (self->path, &error);
  g_assert_null (target);
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  g_assert_cmpint (g_lstat (self->path, &facts), ==, 0);
  g_assert_true (S_ISFIFO (facts.st_mode));
}

/* A folder that the server named is no link; one that a person named may be one. */
static void
test_link_for_a_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autofree char *path = g_build_filename (link, "order.edi", NULL);
  g_autoptr (WaybillTransferTarget) refused = NULL;
  g_autoptr (WaybillTransferTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (self->folder, link), ==, 0);
  refused = waybill_transfer_target_new_below (path, 1, &error);
  g_assert_null (refused);
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  target = waybill_transfer_target_new_below (path, 0, NULL);
  g_assert_nonnull (target);
  g_clear_pointer (&target, waybill_transfer_target_free);
  target = waybill_transfer_target_new_below (self->path, 1, NULL);
  g_assert_nonnull (target);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing", "a", NULL);
  g_autofree char *below_file = g_build_filename (self->path, "a", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  put_old (self);
  g_assert_null (waybill_transfer_target_new (missing, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  g_assert_null (waybill_transfer_target_new (below_file, &other));
  g_assert_error (other, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
}

static void
test_long_name (Fixture *self, gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, 'n');
  g_autoptr (WaybillTransferTarget) target = NULL;

  g_free (self->path);
  self->path = g_build_filename (self->folder, name, NULL);
  target = fetch (self, "new", WAYBILL_REMOTE_NO_TIME);
  g_assert_true (waybill_transfer_target_commit (target, FALSE, FALSE, NULL));
  expect_content (self, name, "new");
}

/* A file that may not grow says EFBIG, which is as good as a full disk, and needs no disk of one's own. */
static void
test_no_space (Fixture *self, gconstpointer data)
{
  g_autofree char *big = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillTransferTarget) target = NULL;
  WaybillRemoteSink sink;
  struct rlimit before, small;
  gboolean written;

  put_old (self);
  target = waybill_transfer_target_new (self->path, NULL);
  sink = waybill_transfer_target_get_sink (target);
  g_assert_true (sink.klass->begin (sink.self, -1, WAYBILL_REMOTE_NO_TIME, 0, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  written = sink.klass->write (sink.self, big, 8192, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (written);
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NO_SPACE);
  g_assert_cmpint (waybill_remote_error_get_facts (error)->os_error, !=, 0);
  g_clear_pointer (&target, waybill_transfer_target_free);
  expect_content (self, "order.edi", "old");
  expect_names (self, 1);
}

#define ADD(name, data, function) g_test_add ("/transfer/target/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("commit", NULL, test_commit);
  ADD ("abandon-leaves-the-old-file", NULL, test_abandon);
  ADD ("replace", NULL, test_replace);
  ADD ("name-taken-meanwhile", NULL, test_no_replace);
  ADD ("rename-numbers", NULL, test_rename);
  ADD ("begins-again", NULL, test_again);
  ADD ("link-is-not-followed/to-a-file", NULL, test_link);
  ADD ("link-is-not-followed/to-nothing", "nothing", test_link);
  ADD ("folder-under-the-name", NULL, test_folder);
  ADD ("pipe-under-the-name", NULL, test_pipe);
  ADD ("link-for-a-folder", NULL, test_link_for_a_folder);
  ADD ("no-folder", NULL, test_no_folder);
  ADD ("longest-name", NULL, test_long_name);
  ADD ("no-space", NULL, test_no_space);
  return g_test_run ();
}
