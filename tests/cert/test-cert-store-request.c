/* Keys that wait in the store: kept, found by the answer, joined with it all or nothing, removed and put back. */

#include "cert-store-rig.h"

#include "cert-handle.h"
#include "cert-issue.h"
#include "cert-request-private.h"

#include "base-clock.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY 86400

static WaybillCertRequest *
make_request (const char *subject)
{
  g_autoptr (GError) error = NULL;
  WaybillCertRequest *request = waybill_cert_request_new (subject, NULL, WAYBILL_CERT_KEY_KIND_EC256, &error);

  g_assert_no_error (error);
  return request;
}

static const WaybillCertWaiting *
add (Fixture *fixture, WaybillCertRequest *request, const char *label, const char *password)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertWaiting *waiting = waybill_cert_store_add_request (fixture->store, request, label, password, &error);

  g_assert_no_error (error);
  return waiting;
}

static guint
count_waiting (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list_requests (fixture->store);

  return list->len;
}

/* What an authority does: (element-type WaybillCertCertificate) the certificate and those above it, the root too. */
static GPtrArray *
answer (const char *pem, WaybillCertIdentity *issuer)
{
  gnutls_x509_crt_t issuer_crt = waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (issuer));
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  gnutls_datum_t text = { (unsigned char *) pem, (unsigned) strlen (pem) }, der;
  gnutls_x509_crq_t crq;
  gnutls_x509_crt_t crt;

  gnutls_x509_crq_init (&crq);
  g_assert_cmpint (gnutls_x509_crq_import (crq, &text, GNUTLS_X509_FMT_PEM), ==, 0);
  gnutls_x509_crt_init (&crt);
  g_assert_cmpint (gnutls_x509_crt_set_crq (crt, crq), ==, 0);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\1\2\3", 3);
  gnutls_x509_crt_set_activation_time (crt, NOW - DAY);
  gnutls_x509_crt_set_expiration_time (crt, NOW + 365 * DAY);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, issuer_crt, waybill_cert_identity_get_key (issuer), GNUTLS_DIG_SHA256, 0), ==,
                   0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der), ==, 0);
  for (guint i = 0; i < waybill_cert_identity_get_chain (issuer)->len; i++)
    g_ptr_array_add (certificates, waybill_cert_certificate_ref (waybill_cert_identity_get_chain (issuer)->pdata[i]));
  g_ptr_array_add (certificates, waybill_cert_certificate_new_from_der (der.data, der.size, NULL));
  gnutls_free (der.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_crq_deinit (crq);
  return certificates;
}

static WaybillCertIdentity *
make_authority (const char *name, WaybillCertIdentity *issuer)
{
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, name, NULL, NOW - DAY, NOW + 3650 * DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static char *
dup_request_path (Fixture *fixture, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna, O=Lab, C=DE");
  g_autofree char *id = g_strdup (waybill_cert_request_get_id (request));
  const WaybillCertWaiting *waiting;
  g_autofree char *path = dup_request_path (fixture, id, ".p8");
  struct stat facts;

  waybill_base_clock_set_now (NOW);
  add (fixture, request, "Anna’s key", PASSWORD);
  open_store (fixture);
  waiting = waybill_cert_store_find_request (fixture->store, "ANNA’S KEY", NULL);
  g_assert_nonnull (waiting);
  g_assert_true (waiting == waybill_cert_store_find_request (fixture->store, id, NULL));
  g_assert_cmpstr (waiting->id, ==, id);
  g_assert_cmpstr (waiting->label, ==, "Anna’s key");
  g_assert_cmpstr (waiting->subject, ==, "CN=anna,O=Lab,C=DE");
  g_assert_cmpstr (waiting->pem, ==, waybill_cert_request_get_pem (request));
  g_assert_cmpint (waiting->made, ==, NOW);
  g_assert_cmpint (waiting->key_kind, ==, WAYBILL_CERT_KEY_KIND_EC256);
  g_assert_true (waiting->is_protected);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_cmpuint (waybill_cert_store_get_n_unreadable (fixture->store), ==, 0);
  g_assert_cmpint (stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
}

/* PBES2 with AES-256, as design.md wants it; nothing readable without the password. */
static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  g_autoptr (WaybillCertRequest) other = make_request ("CN=berta");
  const WaybillCertWaiting *locked = add (fixture, request, NULL, PASSWORD);
  const WaybillCertWaiting *open = add (fixture, other, NULL, NULL);
  g_autoptr (GBytes) key = waybill_cert_store_read_request (fixture->store, locked->id, NULL);
  g_autoptr (GBytes) plain = waybill_cert_store_read_request (fixture->store, open->id, NULL);
  gnutls_datum_t datum = { (unsigned char *) g_bytes_get_data (key, NULL), (unsigned) g_bytes_get_size (key) };
  gnutls_datum_t bare = { (unsigned char *) g_bytes_get_data (plain, NULL), (unsigned) g_bytes_get_size (plain) };
  unsigned schema, cipher, rounds;

  g_assert_cmpint (gnutls_pkcs8_info (&datum, GNUTLS_X509_FMT_DER, &schema, &cipher, NULL, NULL, &rounds, NULL), ==, 0);
  g_assert_cmpuint (schema, ==, GNUTLS_PKCS_PBES2_AES_256);
  g_test_message ("%u rounds", rounds);
  g_assert_false (open->is_protected);
  g_assert_cmpint (gnutls_pkcs8_info (&bare, GNUTLS_X509_FMT_DER, &schema, &cipher, NULL, NULL, &rounds, NULL), <, 0);
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) one = make_request ("CN=anna");
  g_autoptr (WaybillCertRequest) two = make_request ("CN=anna");
  g_autoptr (WaybillCertRequest) three = make_request ("CN=anna");
  g_autoptr (GError) error = NULL;

  add_authority (fixture, "ca/root.pem", "anna 2");
  g_assert_cmpstr (add (fixture, one, NULL, NULL)->label, ==, "anna");
  g_assert_cmpstr (add (fixture, two, NULL, NULL)->label, ==, "anna 3");
  g_assert_cmpstr (add (fixture, two, "again", NULL)->label, ==, "anna 3");
  g_assert_null (waybill_cert_store_add_request (fixture->store, three, "ANNA", NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN);
  g_clear_error (&error);
  g_assert_null (waybill_cert_store_add_request (fixture->store, three, "Anna 2", NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN);
  g_assert_cmpuint (count_waiting (fixture), ==, 2);
}

/* All that an answer goes through, step by step. */
static const WaybillCertEntry *
join_request (
    Fixture *fixture, const char *id, GPtrArray *certificates, const char *password, const char *label, GError **error)
{
  const WaybillCertWaiting *waiting = waybill_cert_store_find_request (fixture->store, id, error);
  g_autoptr (GBytes) key = waiting != NULL ? waybill_cert_store_read_request (fixture->store, waiting->id, error) : NULL;
  g_autoptr (WaybillCertIdentity) identity
      = key != NULL ? waybill_cert_store_join_key (key, certificates, password, error) : NULL;
  g_autoptr (GBytes) pfx = identity != NULL ? waybill_cert_store_seal (identity, "any", password, error) : NULL;

  return pfx != NULL ? waybill_cert_store_finish_request (fixture->store, waiting->id, identity, pfx, password != NULL,
                                                          label, FALSE, error)
                     : NULL;
}

static void
check_joins (Fixture *fixture, const char *password)
{
  g_autoptr (WaybillCertIdentity) root = make_authority ("Lab Root", NULL);
  g_autoptr (WaybillCertIdentity) inter = make_authority ("Lab Between", root);
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna, O=Lab");
  g_autofree char *id = g_strdup (add (fixture, request, NULL, password)->id);
  g_autoptr (GPtrArray) certificates = answer (waybill_cert_request_get_pem (request), inter);
  WaybillCertCertificate *leaf = certificates->pdata[certificates->len - 1];
  g_autoptr (WaybillCertIdentity) opened = NULL;
  const WaybillCertEntry *entry;
  g_autoptr (GBytes) pfx = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (certificates, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (root)));
  g_assert_cmpstr (waybill_cert_store_find_request_for (fixture->store, leaf)->id, ==, id);
  g_assert_null (waybill_cert_store_find_request_for (fixture->store, certificates->pdata[0]));
  entry = join_request (fixture, id, certificates, password, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (entry->is_identity);
  g_assert_cmpint (entry->is_protected, ==, password != NULL);
  g_assert_cmpstr (entry->label, ==, "anna");
  g_assert_true (waybill_cert_certificate_equal (entry->certificate, leaf));
  g_assert_cmpuint (entry->chain->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (entry->chain->pdata[0], waybill_cert_identity_get_certificate (inter)));
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  open_store (fixture);
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  pfx = waybill_cert_store_read_identity (fixture->store, waybill_cert_certificate_get_fingerprint (leaf), NULL);
  opened = waybill_cert_store_open_bytes (pfx, password, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waybill_cert_identity_get_chain (opened)->len, ==, 2);
}

static void
test_joins (Fixture *fixture, gconstpointer data)
{
  check_joins (fixture, PASSWORD);
}

static void
test_joins_unprotected (Fixture *fixture, gconstpointer data)
{
  check_joins (fixture, NULL);
}

/* Whatever fails, the request waits on and nothing is added. */
static void
test_fails_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) root = make_authority ("Lab Root", NULL);
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  g_autoptr (WaybillCertRequest) other = make_request ("CN=berta");
  g_autofree char *id = g_strdup (add (fixture, request, NULL, PASSWORD)->id);
  g_autoptr (GPtrArray) right = answer (waybill_cert_request_get_pem (request), root);
  g_autoptr (GPtrArray) wrong = answer (waybill_cert_request_get_pem (other), root);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  guint n_files = count_files (fixture);
  const struct
  {
    const char *id;
    GPtrArray *certificates;
    const char *password;
    const char *label;
    int code;
  } rows[] = {
    { id, right, "wrong", NULL, WAYBILL_CERT_ERROR_PASSWORD },
    { id, right, NULL, NULL, WAYBILL_CERT_ERROR_PASSWORD },
    { id, wrong, PASSWORD, NULL, WAYBILL_CERT_ERROR_KEY_MISMATCH },
    { id, nothing, PASSWORD, NULL, WAYBILL_CERT_ERROR_NO_CERTIFICATE },
    { id, right, PASSWORD, "taken", WAYBILL_CERT_ERROR_LABEL_TAKEN },
    { id, right, PASSWORD, "\n", WAYBILL_CERT_ERROR_FAILED },
    { "nobody", right, PASSWORD, NULL, WAYBILL_CERT_ERROR_NOT_FOUND },
  };

  g_assert_null (waybill_cert_store_find_request_for (fixture->store, wrong->pdata[0]));
  add_authority (fixture, "ca/root.pem", "taken");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (join_request (fixture, rows[i].id, rows[i].certificates, rows[i].password, rows[i].label, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, rows[i].code);
      g_assert_cmpuint (count_waiting (fixture), ==, 1);
      g_assert_cmpuint (count_entries (fixture), ==, 1);
      g_assert_cmpuint (count_files (fixture), ==, n_files + 2);
    }
}

/* An identity of another key is no answer, whoever says so. */
static void
test_other_identity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) stranger = fixture_identity ("client/modern-chain.pfx");
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  const WaybillCertWaiting *waiting = add (fixture, request, NULL, NULL);
  g_autoptr (GBytes) pfx = waybill_cert_store_seal (stranger, "anna", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_store_finish_request (fixture->store, waiting->id, stranger, pfx, FALSE, NULL, FALSE, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
}

/* The request goes only when the identity is on disk: here it cannot be written. */
static void
test_full_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) root = make_authority ("Lab Root", NULL);
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  g_autofree char *id = g_strdup (add (fixture, request, NULL, NULL)->id);
  g_autoptr (GPtrArray) certificates = answer (waybill_cert_request_get_pem (request), root);
  WaybillCertCertificate *leaf = certificates->pdata[certificates->len - 1];
  g_autofree char *name = g_strconcat (waybill_cert_certificate_get_fingerprint (leaf), ".label", NULL);
  g_autofree char *in_the_way = g_build_filename (fixture->folder, name, "full", NULL);
  g_autofree char *key = dup_request_path (fixture, id, ".p8");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (in_the_way, 0700), ==, 0);
  g_assert_null (join_request (fixture, id, certificates, NULL, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_true (g_file_test (key, G_FILE_TEST_IS_REGULAR));
}

static void
test_removed_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  g_autofree char *id = g_strdup (add (fixture, request, NULL, PASSWORD)->id);
  g_autoptr (GBytes) before = waybill_cert_store_read_request (fixture->store, id, NULL);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (WaybillCertWaitingRemoved) removed = NULL;
  g_autoptr (GError) error = NULL;

  removed = waybill_cert_store_take_out_request (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_true (waybill_cert_store_put_back_request (fixture->store, removed, &error));
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  after = waybill_cert_store_read_request (fixture->store, id, NULL);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (waybill_cert_store_remove_request (fixture->store, id, &error));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_false (waybill_cert_store_remove_request (fixture->store, id, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
}

static void
count_cb (WaybillCertStore *store, guint *n)
{
  *n += 1;
}

static void
test_tells (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  guint n_changes = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_cb), &n_changes);
  add (fixture, request, NULL, NULL);
  g_assert_cmpuint (n_changes, ==, 1);
  waybill_cert_store_remove_request (fixture->store, waybill_cert_request_get_id (request), NULL);
  g_assert_cmpuint (n_changes, ==, 2);
}

/* A file that somebody exchanged is no request of that key. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = make_request ("CN=anna");
  g_autoptr (WaybillCertRequest) other = make_request ("CN=berta");
  g_autofree char *path = dup_request_path (fixture, waybill_cert_request_get_id (request), ".csr");

  add (fixture, request, NULL, NULL);
  add (fixture, other, NULL, NULL);
  g_assert_true (g_file_set_contents (path, waybill_cert_request_get_pem (other), -1, NULL));
  g_test_expect_message ("waybill-cert", G_LOG_LEVEL_WARNING, "*request*cannot be read*");
  open_store (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  g_assert_cmpuint (waybill_cert_store_get_n_unreadable (fixture->store), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_issuers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chain = fixture_chain ("client/anna.pem");
  g_autoptr (GPtrArray) none = waybill_cert_store_dup_issuers (fixture->store, chain);
  g_autoptr (GPtrArray) issuers = NULL;

  add_authority (fixture, "ca/unknown.pem", NULL);
  add_authority (fixture, "ca/root.pem", NULL);
  add_authority (fixture, "ca/inter.pem", NULL);
  issuers = waybill_cert_store_dup_issuers (fixture->store, chain);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (issuers->len, ==, 2);
  g_assert_cmpstr (waybill_cert_certificate_get_name (issuers->pdata[0]), ==, "Lab Intermediate CA");
  g_assert_cmpstr (waybill_cert_certificate_get_name (issuers->pdata[1]), ==, "Lab Root CA");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "waits", test_waits },
    { "key-is-locked", test_lock },
    { "labels", test_labels },
    { "joins-its-answer", test_joins },
    { "joins-unprotected", test_joins_unprotected },
    { "fails-whole", test_fails_whole },
    { "identity-of-another-key", test_other_identity },
    { "goes-after-the-identity-is-safe", test_full_folder },
    { "removed-and-back", test_removed_and_back },
    { "tells-changes", test_tells },
    { "unreadable-is-left-alone", test_unreadable },
    { "issuers-of-a-chain", test_issuers },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/cert/store-request/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
