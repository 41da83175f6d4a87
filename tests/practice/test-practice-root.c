/* The fence around the practice folder. */
#include "practice-root.h"

#include "base-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static void
test_resolve (void)
{
  static const struct
  {
    const char *folder, *name, *path;
  } cases[] = {
    { "/", "a", "/a" },         { "/", "", "/" },
    { "/", NULL, "/" },         { "/x", "y/z", "/x/y/z" },
    { "/x", "/y", "/y" },       { "/x", "..", "/" },
    { "/x/y", "../z", "/x/z" }, { "/x", "./a//b/", "/x/a/b" },
    { "/", "..", NULL },        { "/x", "../..", NULL },
    { "/", "/../etc", NULL },   { "/", "a/../../b", NULL },
    { "/", "\xff\xfe", NULL },  { "/", "gr\303\274n", "/gr\303\274n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = waybill_practice_root_resolve (cases[i].folder, cases[i].name);

      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

static void
test_links_lead_nowhere (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-root-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename (folder, "inside", NULL);
  g_autofree char *file_link = g_build_filename (folder, "passwd", NULL);
  g_autofree char *folder_link = g_build_filename (folder, "etc", NULL);
  g_autofree char *temporary = NULL;
  g_autoptr (WaybillPracticeRoot) root = NULL;
  struct stat status;

  g_assert_true (g_file_set_contents (inside, "x", 1, NULL));
  g_assert_cmpint (symlink ("/etc/passwd", file_link), ==, 0);
  g_assert_cmpint (symlink ("/etc", folder_link), ==, 0);
  root = waybill_practice_root_new (folder, NULL);
  g_assert_nonnull (root);

  g_assert_true (waybill_practice_root_stat (root, "/inside", &status));
  g_assert_false (waybill_practice_root_stat (root, "/passwd", &status));
  g_assert_cmpint (errno, ==, EACCES);
  g_assert_cmpint (waybill_practice_root_open (root, "/passwd", O_RDONLY), ==, -1);
  g_assert_cmpint (errno, ==, ELOOP);
  g_assert_false (waybill_practice_root_stat (root, "/etc/passwd", &status));
  g_assert_cmpint (waybill_practice_root_open (root, "/etc/passwd", O_RDONLY), ==, -1);
  g_assert_cmpint (waybill_practice_root_open (root, "/etc", O_RDONLY | O_DIRECTORY), ==, -1);
  g_assert_cmpint (waybill_practice_root_begin (root, "/etc/new", &temporary), ==, -1);
  g_assert_null (temporary);
  g_assert_false (waybill_practice_root_remove (root, "/etc/passwd", FALSE));
  g_assert_false (waybill_practice_root_rename (root, "/inside", "/etc/inside"));
  g_assert_false (waybill_practice_root_make_folder (root, "/etc/folder"));
  g_assert_true (g_file_test (inside, G_FILE_TEST_EXISTS));
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/root/resolve-never-leaves", test_resolve);
  g_test_add_func ("/practice/root/links-lead-nowhere", test_links_lead_nowhere);
  return g_test_run ();
}
