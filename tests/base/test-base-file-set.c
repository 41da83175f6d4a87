/* Several files together: all or none, nothing replaced unless told, and what was there comes back. */
#include "base-file-set.h"

#include "base-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  GBytes *key;
  GBytes *open;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("waybill-set-XXXXXX", NULL);
  self->key = g_bytes_new_static ("the key", 7);
  self->open = g_bytes_new_static ("open to all", 11);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_true (waybill_base_file_remove_tree (self->folder, NULL));
  g_free (self->folder);
  g_bytes_unref (self->key);
  g_bytes_unref (self->open);
}

static gboolean
write_both (Fixture *self, gboolean replaces, GError **error)
{
  const WaybillBaseFilePart parts[] = { { "mine.pfx", self->key, TRUE }, { "mine.cer", self->open, FALSE } };

  return waybill_base_file_set_write (self->folder, parts, G_N_ELEMENTS (parts), replaces, error);
}

static void
put (Fixture *self, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
assert_content (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *content = NULL;

  if (expected == NULL)
    {
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      return;
    }
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static guint
count_names (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
get_mode (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  struct stat facts;

  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  return facts.st_mode & 07777;
}

static void
test_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  mode_t mask = umask (022);

  write_both (self, FALSE, &error);
  umask (mask);
  g_assert_no_error (error);
  assert_content (self, "mine.pfx", "the key");
  assert_content (self, "mine.cer", "open to all");
  g_assert_cmpuint (get_mode (self, "mine.pfx"), ==, 0600);
  g_assert_cmpuint (get_mode (self, "mine.cer"), ==, 0644);
  g_assert_cmpuint (count_names (self), ==, 2);
}

static void
test_nothing_is_replaced (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (self, "mine.cer", "another's");
  g_assert_false (write_both (self, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  assert_content (self, "mine.cer", "another's");
  assert_content (self, "mine.pfx", NULL);
  g_assert_cmpuint (count_names (self), ==, 1);
}

static void
test_replaces (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (self, "mine.cer", "older");
  write_both (self, TRUE, &error);
  g_assert_no_error (error);
  assert_content (self, "mine.cer", "open to all");
  assert_content (self, "mine.pfx", "the key");
  g_assert_cmpuint (count_names (self), ==, 2);
}

/* The second cannot be replaced: the first one, which was, is as before. */
static void
test_takes_back (Fixture *self, gconstpointer data)
{
  g_autofree char *in_the_way = g_build_filename (self->folder, "mine.cer", NULL);
  g_autoptr (GError) error = NULL;

  put (self, "mine.pfx", "older");
  g_assert_cmpint (g_mkdir (in_the_way, 0700), ==, 0);
  g_assert_false (write_both (self, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  assert_content (self, "mine.pfx", "older");
  g_assert_cmpuint (count_names (self), ==, 2);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (self->folder, "nowhere", NULL);
  const WaybillBaseFilePart parts[] = { { "mine.pfx", self->key, TRUE } };
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_base_file_set_write (nowhere, parts, 1, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_taken (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.pfx", "b.cer", "c.cer", "d.cer", NULL };
  static const char *const expected[] = { "b.cer", "c.cer", "d.cer", NULL };
  g_autofree char *folder = g_build_filename (self->folder, "c.cer", NULL);
  g_autofree char *link = g_build_filename (self->folder, "d.cer", NULL);
  g_auto (GStrv) taken = NULL;

  put (self, "b.cer", "");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  taken = waybill_base_file_set_list_taken (self->folder, names);
  g_assert_true (g_strv_equal ((const char *const *) taken, expected));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/base/file-set/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all", test_all);
  ADD ("nothing-is-replaced", test_nothing_is_replaced);
  ADD ("replaces-when-told", test_replaces);
  ADD ("takes-back-what-was-done", test_takes_back);
  ADD ("no-folder", test_no_folder);
  ADD ("names-that-are-taken", test_taken);
  return g_test_run ();
}
