/* Revocation lists beside their authorities: recognised when imported, kept, renewed, gone with the authority and back with
 * it. */

#include "cert-store-rig.h"

#include <glib/gstdio.h>

static WaybillCertCrl *
import_crl (const char *file)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  fixture_add (import, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_import_settle (import, &error));
  g_assert_cmpuint (import->crls->len, ==, 1);
  g_assert_cmpuint (import->authorities->len + import->others->len + import->identities->len, ==, 0);
  return waybill_cert_crl_ref (import->crls->pdata[0]);
}

static void
test_recognised (void)
{
  static const struct
  {
    const char *file;
    WaybillCertKind kind;
  } rows[] = { { "ca/inter.crl.der", WAYBILL_CERT_KIND_CRL },
               { "ca/inter.crl.pem", WAYBILL_CERT_KIND_CRL },
               { "ca/inter.der.cer", WAYBILL_CERT_KIND_CERTIFICATE },
               { "ca/root.pem", WAYBILL_CERT_KIND_CERTIFICATE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) content = fixture_read (rows[i].file);
      gsize length;
      gconstpointer data = g_bytes_get_data (content, &length);

      g_assert_cmpint (waybill_cert_import_recognise (data, length, NULL), ==, rows[i].kind);
    }
}

static void
test_cut_off (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GBytes) content = fixture_read ("ca/inter.crl.der");
  g_autoptr (GError) error = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  g_assert_false (waybill_cert_import_add (import, data, length - 20, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_CUT_OFF);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *inter = add_authority (fixture, "ca/inter.pem", "Inter");
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (inter->certificate));
  g_autoptr (WaybillCertCrl) crl = import_crl ("ca/inter.crl.pem");
  g_autoptr (WaybillCertRemoved) removed = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_store_read_crl (fixture->store, fingerprint));
  g_assert_true (waybill_cert_store_add_crl (fixture->store, crl, &error) == inter);
  g_assert_no_error (error);
  open_store (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  kept = waybill_cert_store_read_crl (fixture->store, fingerprint);
  g_assert_true (g_bytes_equal (kept, waybill_cert_crl_get_der (crl)));

  removed = waybill_cert_store_take_out (fixture->store, fingerprint, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, &error));
  back = waybill_cert_store_read_crl (fixture->store, fingerprint);
  g_assert_true (back != NULL && g_bytes_equal (back, kept));
}

static void
test_of_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCrl) crl = import_crl ("ca/inter.crl.der");
  g_autoptr (GError) error = NULL;

  add_authority (fixture, "ca/root.pem", "Root");
  g_assert_null (waybill_cert_store_add_crl (fixture->store, crl, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LIST_UNKNOWN);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

/* Signed by nobody: the authority's name alone is no proof. */
static void
test_forged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = fixture_read ("ca/inter.crl.der");
  gsize length = g_bytes_get_size (content);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (content, NULL), length);
  g_autoptr (WaybillCertCrl) crl = NULL;
  g_autoptr (GError) error = NULL;

  bytes[length - 1] ^= 1;
  crl = waybill_cert_crl_new (bytes, length, NULL);
  g_assert_nonnull (crl);
  add_authority (fixture, "ca/inter.pem", "Inter");
  g_assert_null (waybill_cert_store_add_crl (fixture->store, crl, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LIST_FORGED);
}

static gboolean
withdraws_somebody (Fixture *fixture, const WaybillCertEntry *entry)
{
  g_autoptr (GBytes) kept
      = waybill_cert_store_read_crl (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_autoptr (WaybillCertCrl) crl = waybill_cert_crl_new (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), NULL);

  return waybill_cert_crl_get_n_revoked (crl) > 0;
}

/* An old list, which knows of nobody yet, does not push out the new one; the new one does push out the old one. */
static void
test_newer_stays (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *inter = add_authority (fixture, "ca/inter.pem", "Inter");
  g_autoptr (WaybillCertCrl) old = import_crl ("ca/inter-old.crl.der");
  g_autoptr (WaybillCertCrl) new = import_crl ("ca/inter.crl.der");

  g_assert_true (waybill_cert_store_add_crl (fixture->store, old, NULL) == inter);
  g_assert_false (withdraws_somebody (fixture, inter));
  g_assert_true (waybill_cert_store_add_crl (fixture->store, new, NULL) == inter);
  g_assert_true (withdraws_somebody (fixture, inter));
  g_assert_true (waybill_cert_store_add_crl (fixture->store, old, NULL) == inter);
  g_assert_true (withdraws_somebody (fixture, inter));
}

static void
count_up (guint *n)
{
  (*n)++;
}

/* All lists at once, those of authorities in between too; what lies about without its authority is nobody's. */
static void
test_all_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCrl) crl = import_crl ("ca/inter.crl.pem");
  g_autoptr (GPtrArray) none = waybill_cert_store_read_crls (fixture->store);
  g_autoptr (GPtrArray) lists = NULL;
  guint n_told = 0;
  g_autofree char *stray = g_build_filename (waybill_cert_store_get_folder (fixture->store), "0123.crl", NULL);

  g_assert_cmpuint (none->len, ==, 0);
  add_authority (fixture, "ca/root.pem", "Root");
  add_authority (fixture, "ca/inter.pem", "Inter");
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (count_up), &n_told);
  g_assert_nonnull (waybill_cert_store_add_crl (fixture->store, crl, NULL));
  g_assert_cmpuint (n_told, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->store, &n_told);
  g_assert_true (g_file_set_contents (stray, "nobody's", -1, NULL));
  lists = waybill_cert_store_read_crls (fixture->store);
  g_assert_cmpuint (lists->len, ==, 1);
  g_assert_true (g_bytes_equal (lists->pdata[0], waybill_cert_crl_get_der (crl)));
  g_assert_cmpint (g_unlink (stray), ==, 0);
}

/* Whatever else is done for the authority: who was withdrawn stays withdrawn. */
static void
test_stays_when_a_key_does_not_come (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCrl) crl = import_crl ("ca/inter.crl.pem");
  g_autoptr (GPtrArray) chain = fixture_chain ("ca/inter.pem");
  const WaybillCertEntry *inter = add_authority (fixture, "ca/inter.pem", "Inter");
  g_autofree char *label = dup_entry_path (fixture, inter, ".label");
  g_autofree char *key = dup_entry_path (fixture, inter, ".chain");
  g_autofree char *certificate = dup_entry_path (fixture, inter, ".cer");
  g_autofree char *in_the_way = g_build_filename (label, "full", NULL);
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (waybill_cert_store_add_crl (fixture->store, crl, NULL));
  g_assert_cmpint (g_unlink (label), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (in_the_way, 0700), ==, 0);
  g_assert_null (waybill_cert_store_add_token (fixture->store, chain, "pkcs11:token=card;object=inter", NULL, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE);

  lists = waybill_cert_store_read_crls (fixture->store);
  g_assert_cmpuint (lists->len, ==, 1);
  g_assert_true (g_file_test (certificate, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  g_assert_false (waybill_cert_store_find (fixture->store, "Inter", NULL)->is_identity);
}

static void
test_comes_back_with_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCrl) crl = import_crl ("ca/inter.crl.pem");
  const WaybillCertEntry *inter = add_authority (fixture, "ca/inter.pem", "Inter");
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (inter->certificate));
  g_autoptr (WaybillCertRemoved) removed = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) lists = NULL;

  g_assert_nonnull (waybill_cert_store_add_crl (fixture->store, crl, NULL));
  removed = waybill_cert_store_take_out (fixture->store, fingerprint, NULL);
  add_authority (fixture, "ca/inter.pem", "Inter again");
  none = waybill_cert_store_read_crls (fixture->store);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  lists = waybill_cert_store_read_crls (fixture->store);
  g_assert_cmpuint (lists->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/store-crl/recognised", test_recognised);
  g_test_add_func ("/cert/store-crl/cut-off", test_cut_off);
  g_test_add ("/cert/store-crl/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/cert/store-crl/of-nobody", Fixture, NULL, set_up, test_of_nobody, tear_down);
  g_test_add ("/cert/store-crl/forged", Fixture, NULL, set_up, test_forged, tear_down);
  g_test_add ("/cert/store-crl/newer-stays", Fixture, NULL, set_up, test_newer_stays, tear_down);
  g_test_add ("/cert/store-crl/all-lists", Fixture, NULL, set_up, test_all_lists, tear_down);
  g_test_add ("/cert/store-crl/stays-when-a-key-does-not-come", Fixture, NULL, set_up, test_stays_when_a_key_does_not_come,
              tear_down);
  g_test_add ("/cert/store-crl/comes-back-with-undo", Fixture, NULL, set_up, test_comes_back_with_undo, tear_down);
  return g_test_run ();
}
