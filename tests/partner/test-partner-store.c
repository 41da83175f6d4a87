/* The folder of partners. */
#include "partner-store.h"

#include "base-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEX "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

typedef struct
{
  char *folder;
  WaybillPartnerStore *store;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = waybill_partner_store_new (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_dir_make_tmp ("waybill-partner-XXXXXX", NULL);

  fixture->folder = g_build_filename (root, "partners", NULL);
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_path_get_dirname (fixture->folder);

  g_assert_true (waybill_base_file_remove_tree (root, NULL));
  g_clear_object (&fixture->store);
  g_free (fixture->folder);
}

static WaybillPartner *
add (Fixture *fixture, const char *name)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_partner_set_host (partner, "h", NULL));
  g_assert_true (waybill_partner_store_add (fixture->store, partner, &error));
  g_assert_no_error (error);
  return partner;
}

static char *
dup_path (Fixture *fixture, WaybillPartner *partner)
{
  g_autofree char *name = g_strconcat (waybill_partner_get_uuid (partner), ".partner", NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static void
assert_names (GPtrArray *partners, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < partners->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "," : "", waybill_partner_get_name (g_ptr_array_index (partners, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *path = dup_path (fixture, add (fixture, "beta"));
  GStatBuf status;

  add (fixture, "Alpha");
  add (fixture, "gamma");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  open_store (fixture);
  list = waybill_partner_store_list (fixture->store);
  assert_names (list, "Alpha,beta,gamma");
  g_assert_cmpuint (waybill_partner_store_get_n_unreadable (fixture->store), ==, 0);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *acme = add (fixture, "Acme \303\204G");
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_partner_store_find (fixture->store, "Acme \303\204G", NULL) == acme);
  g_assert_true (waybill_partner_store_find (fixture->store, "aCME \303\244g", NULL) == acme);
  g_assert_true (waybill_partner_store_find (fixture->store, waybill_partner_get_uuid (acme), NULL) == acme);
  g_assert_null (waybill_partner_store_find (fixture->store, "\377", NULL));
  g_assert_null (waybill_partner_store_find (fixture->store, "Acme", &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NOT_FOUND);
}

/* Two names that differ in case alone come from files that were copied by hand. */
static void
test_ambiguous (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, add (fixture, "acme"));
  g_autofree char *text = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  memcpy (strstr (text, "Name=acme"), "Name=ACME", 9);
  other = g_build_filename (fixture->folder, "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11.partner", NULL);
  g_assert_true (g_file_set_contents (other, text, -1, NULL));
  open_store (fixture);

  g_assert_cmpstr (waybill_partner_get_name (waybill_partner_store_find (fixture->store, "ACME", NULL)), ==, "ACME");
  g_assert_cmpstr (waybill_partner_get_name (waybill_partner_store_find (fixture->store, "acme", NULL)), ==, "acme");
  g_assert_null (waybill_partner_store_find (fixture->store, "Acme", &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_AMBIGUOUS);
}

static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) typo = NULL, part = NULL, none = NULL;

  add (fixture, "Nordwind");
  add (fixture, "Nordwand");
  add (fixture, "Acme Bank");
  typo = waybill_partner_store_suggest (fixture->store, "nordwnd");
  part = waybill_partner_store_suggest (fixture->store, "bank");
  none = waybill_partner_store_suggest (fixture->store, "zzzzzzzz");

  g_assert_cmpstrv (typo, ((const char *const[]){ "Nordwand", "Nordwind", NULL }));
  g_assert_cmpstrv (part, ((const char *const[]){ "Acme Bank", NULL }));
  g_assert_cmpstrv (none, ((const char *const[]){ NULL }));
}

static void
test_name_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartner) same = waybill_partner_new ("ACME", NULL);
  g_autoptr (GError) error = NULL, rename_error = NULL;
  WaybillPartner *other;

  add (fixture, "Acme");
  other = add (fixture, "Other");
  g_assert_false (waybill_partner_store_add (fixture->store, same, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NAME_TAKEN);
  g_assert_true (waybill_partner_set_name (other, "acme", NULL));
  g_assert_false (waybill_partner_store_save (fixture->store, other, &rename_error));
  g_assert_error (rename_error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NAME_TAKEN);
  g_assert_true (waybill_partner_set_name (other, "OTHER", NULL));
  g_assert_true (waybill_partner_store_save (fixture->store, other, NULL));
}

static void
test_save_and_remove (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *one = add (fixture, "one");
  g_autofree char *path = dup_path (fixture, one);
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_partner_set_name (one, "zwei", NULL));
  g_assert_true (waybill_partner_store_save (fixture->store, one, &error));
  open_store (fixture);
  one = waybill_partner_store_find (fixture->store, "zwei", NULL);
  g_assert_nonnull (one);

  g_assert_true (waybill_partner_store_remove (fixture->store, one, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (waybill_partner_store_find (fixture->store, "zwei", NULL));
}

static void
test_broken_file (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11.partner", "no-uuid.partner" };
  static const char *const texts[] = { "this is no key file", "[Partner]\nName=x\nHost=h\n" };
  g_autoptr (GPtrArray) list = NULL;

  add (fixture, "whole");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_test_expect_message ("waybill-partner", G_LOG_LEVEL_WARNING, "Partner file *cannot be read*");
    }
  open_store (fixture);

  g_test_assert_expected_messages ();
  list = waybill_partner_store_list (fixture->store);
  assert_names (list, "whole");
  g_assert_cmpuint (waybill_partner_store_get_n_unreadable (fixture->store), ==, 2);
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) users = NULL;

  g_assert_true (waybill_partner_set_identity (add (fixture, "c shows"), HEX, NULL));
  g_assert_true (waybill_partner_add_authority (add (fixture, "b trusts"), HEX, NULL));
  g_assert_true (waybill_partner_add_pin (add (fixture, "a pinned"), HEX, NULL));
  add (fixture, "d none");
  users = waybill_partner_store_users_of_certificate (fixture->store, HEX);
  assert_names (users, "a pinned,b trusts,c shows");
}

/* All at once is the same as one by one. */
static void
test_index (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *both = add (fixture, "both");
  g_autoptr (GHashTable) index = NULL;

  g_assert_true (waybill_partner_set_identity (both, HEX, NULL));
  g_assert_true (waybill_partner_add_pin (both, HEX, NULL));
  g_assert_true (waybill_partner_add_authority (add (fixture, "a trusts"), HEX, NULL));
  add (fixture, "none");

  index = waybill_partner_store_index_certificates (fixture->store);

  g_assert_cmpuint (g_hash_table_size (index), ==, 1);
  assert_names (g_hash_table_lookup (index, HEX), "a trusts,both");
}

static void
test_folder_is_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_assert_null (waybill_partner_store_new (path, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_STORE);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/partner/store/survives-private-and-sorted", test_survives);
  ADD ("/partner/store/find-without-case", test_find);
  ADD ("/partner/store/exact-name-wins-else-ambiguous", test_ambiguous);
  ADD ("/partner/store/suggest", test_suggest);
  ADD ("/partner/store/name-taken", test_name_taken);
  ADD ("/partner/store/save-and-remove", test_save_and_remove);
  ADD ("/partner/store/broken-file-hides-no-other", test_broken_file);
  ADD ("/partner/store/users-of-certificate", test_users);
  ADD ("/partner/store/index-of-certificates", test_index);
  ADD ("/partner/store/folder-is-a-file", test_folder_is_a_file);

  return g_test_run ();
}
