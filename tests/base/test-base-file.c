/* Small files: whole or as before, private, and a tree that is removed without leaving it. */
#include "base-file.h"

#include <errno.h>
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
  self->folder = g_dir_make_tmp ("waybill-file-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "settings", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->path);
}

static void
expect_content (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static guint
count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_write (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat facts;
  mode_t mask = umask (0);

  g_assert_true (g_file_set_contents_full (self->path, "old", 3, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  waybill_base_file_write (self->path, "new content", 11, &error);
  umask (mask);
  g_assert_no_error (error);
  expect_content (self->path, "new content");
  g_assert_cmpint (g_stat (self->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 07777, ==, 0600);
  g_assert_true (waybill_base_file_is_private (self->path, NULL));
  g_assert_cmpuint (count_names (self->folder), ==, 1);
}

/* The disk is "full": the kernel refuses to let the file grow. */
static void
test_write_fails (Fixture *self, gconstpointer data)
{
  g_autofree char *big = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;

  g_assert_true (waybill_base_file_write (self->path, "old", 3, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (waybill_base_file_write (self->path, big, 8192, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  expect_content (self->path, "old");
  g_assert_cmpuint (count_names (self->folder), ==, 1);
}

static void
test_write_below_a_file (Fixture *self, gconstpointer data)
{
  g_autofree char *below = g_build_filename (self->path, "deeper", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) folder_error = NULL;

  g_assert_true (waybill_base_file_write (self->path, "old", 3, NULL));
  g_assert_false (waybill_base_file_write (below, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_false (waybill_base_file_ensure_folder (below, &folder_error));
  g_assert_true (folder_error->domain == G_IO_ERROR);
  expect_content (self->path, "old");
}

static void
test_write_over_a_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  g_assert_false (waybill_base_file_write (self->path, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpuint (count_names (self->folder), ==, 1);
}

static void
test_read_bound (Fixture *self, gconstpointer data)
{
  g_autofree char *big = g_strnfill (40000, 'y');
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_base_file_write (self->path, big, 40000, NULL));
  whole = waybill_base_file_read (self->path, 40000, NULL);
  g_assert_cmpuint (g_bytes_get_size (whole), ==, 40000);
  g_assert_null (waybill_base_file_read (self->path, 39999, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_read_odd (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) device = NULL;

  g_assert_null (waybill_base_file_read (self->path, 10, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (waybill_base_file_read (self->folder, 10, &folder));
  g_assert_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_null (waybill_base_file_read ("/dev/zero", 10, &device));
  g_assert_error (device, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *deep = g_build_filename (self->folder, "a", "b", NULL);
  struct stat facts;

  g_assert_true (waybill_base_file_ensure_folder (deep, NULL));
  g_assert_true (waybill_base_file_ensure_folder (deep, NULL));
  g_assert_cmpint (g_stat (deep, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 07777, ==, 0700);
}

static void
test_private (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) open = NULL;
  g_autoptr (GError) missing = NULL;

  g_assert_false (waybill_base_file_is_private (self->path, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (waybill_base_file_write (self->path, "x", 1, NULL));
  g_assert_cmpint (g_chmod (self->path, 0620), ==, 0);
  g_assert_false (waybill_base_file_is_private (self->path, &open));
  g_assert_error (open, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_remove_tree (Fixture *self, gconstpointer data)
{
  g_autofree char *tree = g_build_filename (self->folder, "tree", NULL);
  g_autofree char *deep = g_build_filename (tree, "a", "b", NULL);
  g_autofree char *inside = g_build_filename (deep, "file", NULL);
  g_autofree char *outside = g_build_filename (self->folder, "outside", NULL);
  g_autofree char *kept = g_build_filename (outside, "kept", NULL);
  g_autofree char *folder_link = g_build_filename (deep, "to-folder", NULL);
  g_autofree char *file_link = g_build_filename (tree, "to-file", NULL);
  g_autofree char *itself = g_build_filename (self->folder, "link-to-outside", NULL);

  g_assert_true (waybill_base_file_ensure_folder (deep, NULL));
  g_assert_true (waybill_base_file_ensure_folder (outside, NULL));
  g_assert_true (waybill_base_file_write (inside, "x", 1, NULL));
  g_assert_true (waybill_base_file_write (kept, "kept", 4, NULL));
  g_assert_cmpint (symlink (outside, folder_link), ==, 0);
  g_assert_cmpint (symlink (kept, file_link), ==, 0);
  g_assert_cmpint (symlink (outside, itself), ==, 0);

  g_assert_true (waybill_base_file_remove_tree (tree, NULL));
  g_assert_true (waybill_base_file_remove_tree (itself, NULL));
  g_assert_true (waybill_base_file_remove_tree (tree, NULL)); /* gone already */

  g_assert_false (g_file_test (tree, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (itself, G_FILE_TEST_IS_SYMLINK));
  expect_content (kept, "kept");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_base_file_remove (self->path, NULL));
  g_assert_false (waybill_base_file_remove (self->folder, &error));
  g_assert_true (error->domain == G_IO_ERROR);
}

#define ADD(name, function) g_test_add ("/base/file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write-replaces-with-mode-0600", test_write);
  ADD ("failed-write-leaves-the-old-file", test_write_fails);
  ADD ("write-below-a-file", test_write_below_a_file);
  ADD ("write-over-a-folder", test_write_over_a_folder);
  ADD ("read-bound", test_read_bound);
  ADD ("read-what-is-no-file", test_read_odd);
  ADD ("ensure-folder", test_folder);
  ADD ("is-private", test_private);
  ADD ("remove-tree-follows-no-link", test_remove_tree);
  ADD ("remove", test_remove);
  return g_test_run ();
}
