/* What was learnt about a server. */
#include "partner-learnt.h"

#include "base-file.h"

#define UUID "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11"

static void
assert_step (const char *folder, WaybillRemoteLearnt now, WaybillRemoteLearnt expected)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (GError) error = NULL;

  facts->resumed = now;
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, expected);
}

static void
test_resumed (void)
{
  g_autofree char *root = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "learnt", NULL);
  g_autofree char *path = g_build_filename (folder, UUID, NULL);

  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_UNKNOWN, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_NO);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_YES, WAYBILL_REMOTE_LEARNT_YES);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_UNKNOWN, WAYBILL_REMOTE_LEARNT_YES);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_YES);

  g_assert_true (waybill_partner_learnt_reset (folder, UUID, NULL));
  g_assert_true (waybill_partner_learnt_reset (folder, UUID, NULL));
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_NO);
  g_assert_true (waybill_base_file_remove_tree (root, NULL));
}

static void
test_broken (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, UUID, NULL);

  g_assert_true (g_file_set_contents (path, "not a key file", -1, NULL));
  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_YES, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

static void
test_no_uuid (void)
{
  g_assert_cmpint (waybill_partner_learnt_load ("/", "../etc/passwd"), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/partner/learnt/yes-is-lost-by-reset-alone", test_resumed);
  g_test_add_func ("/partner/learnt/broken-file-says-unknown", test_broken);
  g_test_add_func ("/partner/learnt/no-uuid", test_no_uuid);

  return g_test_run ();
}
