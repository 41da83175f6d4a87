/* The tree that the practice partner offers. */
#include "practice-files.h"

#include "base-file.h"

#include <string.h>

static void
test_made (void)
{
  static const char *const names[] = { "welcome.txt", "orders/order-1001.edi", "orders/order-1002.edi", "incoming" };
  g_autofree char *folder = g_dir_make_tmp ("waybill-files-XXXXXX", NULL);
  g_autofree char *invoice = g_build_filename (folder, "invoices/2026-11/invoice-7001.pdf", NULL);
  g_autofree char *content = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_practice_files_make (folder, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_true (g_file_get_contents (invoice, &content, &length, NULL));
  g_assert_cmpuint (length, ==, WAYBILL_PRACTICE_INVOICE_SIZE);
  g_assert_true (g_str_has_prefix (content, "%PDF-1.4\n"));
  g_assert_nonnull (memchr (content, '\0', length));
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

static void
test_left_alone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-files-XXXXXX", NULL);
  g_autofree char *welcome = g_build_filename (folder, "welcome.txt", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (welcome, "mine", -1, NULL));
  g_assert_true (waybill_practice_files_make (folder, NULL));
  g_assert_true (waybill_practice_files_make (folder, NULL));
  g_assert_true (g_file_get_contents (welcome, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/files/made", test_made);
  g_test_add_func ("/practice/files/what-is-there-is-left-alone", test_left_alone);
  return g_test_run ();
}
