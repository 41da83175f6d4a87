/* The certificate store: what is added is there after a restart, under its label, private, and nowhere else. */

#include "cert-store-private.h"
#include "cert-store-rig.h"

#include "base-clock.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
test_survives_reopening (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry;
  g_autoptr (GBytes) pfx = NULL;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  add_identity (fixture, "client/modern-chain.pfx", "Anna = [äöü]", "other password");
  add_authority (fixture, "ca/root.pem", "Root");
  open_store (fixture);

  g_assert_cmpuint (count_entries (fixture), ==, 2);
  g_assert_cmpuint (waybill_cert_store_get_n_unreadable (fixture->store), ==, 0);
  entry = waybill_cert_store_find (fixture->store, "Root", &error);
  g_assert_false (entry->is_identity);
  entry = waybill_cert_store_find (fixture->store, "ANNA = [ÄÖÜ]", &error);
  g_assert_no_error (error);
  g_assert_true (entry->is_identity);
  g_assert_true (entry->is_protected);
  g_assert_cmpuint (entry->chain->len, ==, 1);
  g_assert_cmpstr (waybill_cert_certificate_get_name (entry->chain->pdata[0]), ==, "Lab Intermediate CA");
  pfx = waybill_cert_store_read_identity (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate),
                                          &error);
  g_assert_no_error (error);
  g_assert_null (waybill_cert_store_open_bytes (pfx, PASSWORD, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
  g_clear_error (&error);
  identity = waybill_cert_store_open_bytes (pfx, "other password", &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (identity), entry->certificate));
  g_assert_cmpuint (waybill_cert_identity_get_chain (identity)->len, ==, 2);
}

static void
test_unprotected (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_identity (fixture, "client/berta.pfx", "berta", NULL);
  g_autoptr (GBytes) pfx = NULL;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (entry->is_protected);
  open_store (fixture);
  entry = waybill_cert_store_find (fixture->store, "berta", NULL);
  g_assert_false (entry->is_protected);
  pfx = waybill_cert_store_read_identity (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate),
                                          NULL);
  identity = waybill_cert_store_open_bytes (pfx, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (identity);
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  struct stat facts;
  const char *name;
  guint n_files = 0;

  add_identity (fixture, "client/berta.pfx", "berta", NULL);
  add_authority (fixture, "ca/root.pem", "root");
  g_assert_cmpint (g_stat (fixture->folder, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0700);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_stat (path, &facts), ==, 0);
      g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
      n_files++;
    }
  g_assert_cmpuint (n_files, ==, 5);
}

static void
test_made_labels (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *root = add_authority (fixture, "ca/root.pem", NULL);
  const WaybillCertEntry *berta = add_identity (fixture, "client/expired.pfx", NULL, PASSWORD);

  g_assert_true (g_regex_match_simple ("^Lab Root CA \\d{4}-\\d{2}-\\d{2}$", root->label, 0, 0));
  g_assert_cmpstr (berta->label, ==, "expired client 2021-01");
}

static void
test_made_label_is_unique (Fixture *fixture, gconstpointer data)
{
  add_authority (fixture, "ca/root.pem", "EXPIRED client 2021-01");
  g_assert_cmpstr (add_identity (fixture, "client/expired.pfx", NULL, PASSWORD)->label, ==, "expired client 2021-01 2");
}

static void
test_existed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/berta.pfx");
  g_autoptr (WaybillCertCertificate) root = fixture_certificate ("ca/root.pem");
  const WaybillCertEntry *entry = add_identity (fixture, "client/berta.pfx", "berta", PASSWORD);
  gboolean existed = FALSE;

  add_authority (fixture, "ca/root.pem", "root");
  g_assert_true (waybill_cert_store_add_identity (fixture->store, identity, "again", NULL, FALSE, &existed, NULL) == entry);
  g_assert_true (existed);
  g_assert_cmpstr (entry->label, ==, "berta");
  g_assert_cmpstr (waybill_cert_store_add_authority (fixture->store, root, NULL, FALSE, &existed, NULL)->label, ==, "root");
  g_assert_true (existed);
  g_assert_cmpuint (count_entries (fixture), ==, 2);
}

static void
test_label_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) inter = fixture_certificate ("ca/inter.pem");
  g_autoptr (GError) error = NULL;
  gboolean existed = TRUE;

  add_authority (fixture, "ca/root.pem", "Partner");
  g_assert_null (waybill_cert_store_add_authority (fixture->store, inter, "partner", FALSE, &existed, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN);
  g_assert_false (existed);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) inter = fixture_certificate ("ca/inter.pem");
  const WaybillCertEntry *entry;

  add_authority (fixture, "ca/root.pem", "Partner");
  entry = waybill_cert_store_add_authority (fixture->store, inter, "partner", TRUE, NULL, NULL);
  g_assert_true (waybill_cert_certificate_equal (entry->certificate, inter));
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_authority_gets_its_key (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry;

  add_authority (fixture, "client/berta.pem", "berta's");
  entry = add_identity (fixture, "client/berta.pfx", NULL, PASSWORD);
  g_assert_true (entry->is_identity);
  g_assert_cmpstr (entry->label, ==, "berta's");
  open_store (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  g_assert_true (waybill_cert_store_find (fixture->store, "berta's", NULL)->is_identity);
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_authority (fixture, "ca/root.pem", "one");
  add_authority (fixture, "ca/inter.pem", "two");
  g_assert_false (waybill_cert_store_rename (fixture->store, "one", "TWO", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN);
  g_clear_error (&error);
  g_assert_false (waybill_cert_store_rename (fixture->store, "none", "three", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (waybill_cert_store_rename (fixture->store, "one", " \n ", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED);
  g_assert_true (waybill_cert_store_rename (fixture->store, "one", "ONE", NULL));
  g_assert_true (waybill_cert_store_rename (fixture->store, "ONE", "  three ", NULL));
  open_store (fixture);
  g_assert_nonnull (waybill_cert_store_find (fixture->store, "three", NULL));
  g_assert_null (waybill_cert_store_find (fixture->store, "one", NULL));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_identity (fixture, "client/berta.pfx", "berta", NULL);
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_cert_store_remove (fixture->store, fingerprint, NULL));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_false (waybill_cert_store_remove (fixture->store, fingerprint, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
}

static void
test_find_by_fingerprint (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_authority (fixture, "ca/root.pem", "root");
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autofree char *upper = g_ascii_strup (fingerprint, -1);
  g_autofree char *beginning = g_strndup (upper, 8);
  g_autofree char *too_short = g_strndup (upper, 7);
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_cert_store_find (fixture->store, upper, NULL) == entry);
  g_assert_true (waybill_cert_store_find (fixture->store, beginning, NULL) == entry);
  g_assert_true (waybill_cert_store_find_fingerprint (fixture->store, upper) == entry);
  g_assert_null (waybill_cert_store_find_fingerprint (fixture->store, beginning));
  g_assert_null (waybill_cert_store_find (fixture->store, too_short, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
}

/* Two certificates whose fingerprints begin alike cannot be made here; a label that is hex wins over a fingerprint. */
static void
test_label_wins (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *root = add_authority (fixture, "ca/root.pem", "root");
  g_autofree char *beginning = g_strndup (waybill_cert_certificate_get_fingerprint (root->certificate), 10);
  const WaybillCertEntry *inter = add_authority (fixture, "ca/inter.pem", beginning);

  g_assert_true (waybill_cert_store_find (fixture->store, beginning, NULL) == inter);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *root = add_authority (fixture, "ca/root.pem", "root");
  const WaybillCertEntry *berta = add_identity (fixture, "client/berta.pfx", "berta", NULL);
  g_autofree char *certificate = dup_entry_path (fixture, root, ".cer");
  g_autofree char *label = dup_entry_path (fixture, berta, ".label");

  add_authority (fixture, "ca/inter.pem", "inter");
  g_assert_true (g_file_set_contents (certificate, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (label, "damaged", -1, NULL));
  g_test_expect_message ("waybill-cert", G_LOG_LEVEL_WARNING, "*cannot be read*");
  g_test_expect_message ("waybill-cert", G_LOG_LEVEL_WARNING, "*cannot be read*");
  open_store (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (waybill_cert_store_get_n_unreadable (fixture->store), ==, 2);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  g_assert_true (g_file_test (certificate, G_FILE_TEST_EXISTS));
}

static void
test_swapped (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *root = add_authority (fixture, "ca/root.pem", "root");
  g_autofree char *path = dup_entry_path (fixture, root, ".cer");
  g_autoptr (GBytes) other = fixture_read ("ca/unknown.der.cer");

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (other, NULL), (gssize) g_bytes_get_size (other), NULL));
  g_test_expect_message ("waybill-cert", G_LOG_LEVEL_WARNING, "*another certificate*");
  open_store (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

static void
test_twin_labels (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *root = add_authority (fixture, "ca/root.pem", "same");
  g_autofree char *path = dup_entry_path (fixture, root, ".label");
  g_autofree char *other_path = dup_entry_path (fixture, add_authority (fixture, "ca/inter.pem", "other"), ".label");
  g_autoptr (GBytes) content = waybill_base_file_read (path, 10000, NULL);

  g_assert_true (waybill_base_file_write (other_path, g_bytes_get_data (content, NULL), g_bytes_get_size (content), NULL));
  open_store (fixture);
  g_assert_nonnull (waybill_cert_store_find (fixture->store, "same", NULL));
  g_assert_nonnull (waybill_cert_store_find (fixture->store, "same 2", NULL));
}

/* Whatever is done, the index says what the list says. */
static void
assert_index (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list (fixture->store);
  g_autofree char *last = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const WaybillCertEntry *entry = list->pdata[i];
      g_autofree char *capitals = g_utf8_strup (entry->label, -1);
      g_autofree char *folded = g_utf8_casefold (entry->label, -1);

      g_assert_true (waybill_cert_store_find (fixture->store, capitals, NULL) == entry);
      g_assert_true (
          waybill_cert_store_find_fingerprint (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate))
          == entry);
      g_assert_true (last == NULL || g_utf8_collate (last, folded) < 0);
      g_free (last);
      last = g_steal_pointer (&folded);
    }
}

static void
test_index_follows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root
      = g_strdup (waybill_cert_certificate_get_fingerprint (add_authority (fixture, "ca/root.pem", "Middle")->certificate));
  g_autoptr (WaybillCertRemoved) removed = NULL;

  add_authority (fixture, "ca/inter.pem", "zuletzt");
  add_identity (fixture, "client/berta.pfx", "Anfang", NULL);
  assert_index (fixture);
  g_assert_true (waybill_cert_store_rename (fixture->store, "Middle", "ZZ", NULL));
  assert_index (fixture);
  g_assert_null (waybill_cert_store_find (fixture->store, "Middle", NULL));
  removed = waybill_cert_store_take_out (fixture->store, root, NULL);
  g_assert_null (waybill_cert_store_find_fingerprint (fixture->store, root));
  assert_index (fixture);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  assert_index (fixture);
  open_store (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 3);
  assert_index (fixture);
}

static void
test_says_when_it_was_added (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry;
  g_autofree char *fingerprint = NULL;
  g_autoptr (WaybillCertRemoved) removed = NULL;

  waybill_base_clock_set_now (1795000000);
  entry = add_authority (fixture, "ca/root.pem", "root");
  fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  waybill_base_clock_set_now (1796000000);
  g_assert_true (waybill_cert_store_rename (fixture->store, "root", "other", NULL));
  removed = waybill_cert_store_take_out (fixture->store, fingerprint, NULL);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  open_store (fixture);
  waybill_base_clock_set_now (0);

  g_assert_cmpint (waybill_cert_store_find_fingerprint (fixture->store, fingerprint)->added, ==, 1795000000);
}

static void
test_client_is_said_once (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *follows;
  } rows[] = {
    { "Practice client", "" }, { "ANNA CLIENT", "" },        { "client", "" },
    { "Anna", " client" },     { "Wholeclient", " client" }, { "Client Foods", " client" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (waybill_cert_label_get_client (rows[i].name), ==, rows[i].follows);
}

static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) near = NULL;
  g_auto (GStrv) far = NULL;

  add_authority (fixture, "ca/root.pem", "Lab Root CA 2036");
  add_authority (fixture, "ca/inter.pem", "Something else");
  near = waybill_cert_store_suggest (fixture->store, "lab rot ca 2036");
  g_assert_cmpuint (g_strv_length (near), ==, 1);
  g_assert_cmpstr (near[0], ==, "Lab Root CA 2036");
  far = waybill_cert_store_suggest (fixture->store, "xyz");
  g_assert_cmpuint (g_strv_length (far), ==, 0);
}

static void
test_folder_fails (void)
{
  g_autofree char *parent = g_dir_make_tmp ("waybill-store-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (parent, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "store", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (waybill_cert_store_new (folder, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE);
  g_assert_true (waybill_base_file_remove_tree (parent, NULL));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/cert/store/survives-reopening", test_survives_reopening },
    { "/cert/store/unprotected-identity-opens", test_unprotected },
    { "/cert/store/files-are-private", test_modes },
    { "/cert/store/labels-are-made", test_made_labels },
    { "/cert/store/made-label-is-unique", test_made_label_is_unique },
    { "/cert/store/what-is-there-keeps-its-label", test_existed },
    { "/cert/store/taken-label-refused", test_label_taken },
    { "/cert/store/replaces", test_replace },
    { "/cert/store/authority-gets-its-key", test_authority_gets_its_key },
    { "/cert/store/renames", test_rename },
    { "/cert/store/removes", test_remove },
    { "/cert/store/found-by-fingerprint", test_find_by_fingerprint },
    { "/cert/store/label-wins-over-fingerprint", test_label_wins },
    { "/cert/store/unreadable-entry-is-left-alone", test_unreadable },
    { "/cert/store/swapped-file-is-no-entry", test_swapped },
    { "/cert/store/twin-labels-are-parted", test_twin_labels },
    { "/cert/store/index-follows", test_index_follows },
    { "/cert/store/says-when-it-was-added", test_says_when_it_was_added },
    { "/cert/store/client-is-said-once", test_client_is_said_once },
    { "/cert/store/suggests", test_suggest },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/cert/store/folder-that-cannot-be-made", test_folder_fails);
  return g_test_run ();
}
