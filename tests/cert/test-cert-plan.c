/* What an import would bring: the findings of single files, and what a plan makes of several. */

#include "cert-fixture.h"
#include "cert-plan.h"
#include "secret-text.h"

#include "base-clock.h"
#include "base-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static WaybillCertSource *
read_source (const char *name)
{
  g_autoptr (GBytes) content = fixture_read (name);

  return waybill_cert_source_new (name, content, 0);
}

static void
expect_finding (const char *name, WaybillCertFinding finding)
{
  g_autoptr (WaybillCertSource) source = read_source (name);

  g_test_message ("%s", name);
  g_assert_cmpint (waybill_cert_source_get_finding (source), ==, finding);
}

static void
test_findings (void)
{
  expect_finding ("client/modern.pfx", WAYBILL_CERT_FINDING_IDENTITY_LOCKED);
  expect_finding ("client/legacy.pfx", WAYBILL_CERT_FINDING_IDENTITY_LOCKED);
  expect_finding ("client/modern-emptypw.pfx", WAYBILL_CERT_FINDING_IDENTITY);
  expect_finding ("client/anna-encrypted.key", WAYBILL_CERT_FINDING_KEY_LOCKED);
  expect_finding ("client/anna.key", WAYBILL_CERT_FINDING_KEY);
  expect_finding ("client/berta-all.pem", WAYBILL_CERT_FINDING_IDENTITY);
  expect_finding ("client/anna.der.cer", WAYBILL_CERT_FINDING_CERTIFICATE);
  expect_finding ("ca/root.pem.cer", WAYBILL_CERT_FINDING_AUTHORITY);
  expect_finding ("ca/chain.der.p7b", WAYBILL_CERT_FINDING_LIST);
  expect_finding ("client/garbage.pfx", WAYBILL_CERT_FINDING_NOTHING);
  expect_finding ("client/truncated.pfx", WAYBILL_CERT_FINDING_CUT_OFF);
}

static WaybillCertSource *
open_source (const char *name, const char *password)
{
  g_autoptr (WaybillCertSource) source = read_source (name);
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  return waybill_cert_source_open (source, text);
}

static void
test_wrong_password_is_told (void)
{
  g_autoptr (WaybillCertSource) wrong = open_source ("client/modern.pfx", "wrong");
  g_autoptr (WaybillCertSource) right = open_source ("client/modern.pfx", PASSWORD);

  g_assert_true (waybill_cert_source_is_locked (wrong));
  g_assert_true (waybill_cert_source_was_refused (wrong));
  g_assert_false (waybill_cert_source_is_locked (right));
  g_assert_cmpint (waybill_cert_source_get_finding (right), ==, WAYBILL_CERT_FINDING_IDENTITY);
  g_assert_cmpstr (waybill_secret_text_peek (waybill_cert_source_get_password (right)), ==, PASSWORD);
}

/* What encryptedData (RFC 5652, 8) is to a password, envelopedData is to an account: one byte of the OID. */
static void
test_windows_account (void)
{
  static const guint8 encrypted[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06 };
  g_autoptr (GBytes) content = fixture_read ("client/legacy.pfx");
  gsize length;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (content, &length), g_bytes_get_size (content));
  guint8 *place = memmem (copy, g_bytes_get_size (content), encrypted, sizeof encrypted);
  g_autoptr (GBytes) patched = NULL;
  g_autoptr (WaybillCertSource) source = NULL;

  g_assert_nonnull (place);
  place[10] = 0x03;
  patched = g_bytes_new (copy, length);
  source = waybill_cert_source_new ("account.pfx", patched, 0);
  g_assert_cmpint (waybill_cert_source_get_finding (source), ==, WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT);
  g_assert_false (waybill_cert_source_is_usable (source));
}

/* An empty list, signed by nobody that we know: what openssl ca -gencrl writes. */
static void
test_revocation_list (void)
{
  gnutls_x509_crl_t list;
  gnutls_x509_crt_t issuer;
  gnutls_x509_privkey_t key;
  gnutls_datum_t out, in;
  g_autoptr (GBytes) certificate = fixture_read ("ca/root.pem");
  g_autoptr (GBytes) key_bytes = fixture_read ("ca/root.key");
  g_autoptr (GBytes) content = NULL;
  g_autoptr (WaybillCertSource) source = NULL;
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (WaybillCertPlan) plan = NULL;

  g_assert_cmpint (gnutls_x509_crl_init (&list), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&issuer), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  in = (gnutls_datum_t){ (void *) g_bytes_get_data (certificate, NULL), (unsigned) g_bytes_get_size (certificate) };
  g_assert_cmpint (gnutls_x509_crt_import (issuer, &in, GNUTLS_X509_FMT_PEM), ==, 0);
  in = (gnutls_datum_t){ (void *) g_bytes_get_data (key_bytes, NULL), (unsigned) g_bytes_get_size (key_bytes) };
  g_assert_cmpint (gnutls_x509_privkey_import (key, &in, GNUTLS_X509_FMT_PEM), ==, 0);
  gnutls_x509_crl_set_version (list, 2);
  gnutls_x509_crl_set_this_update (list, 1795354800);
  gnutls_x509_crl_set_next_update (list, 1795954800);
  gnutls_x509_crl_set_number (list, "\1", 1);
  g_assert_cmpint (gnutls_x509_crl_sign2 (list, issuer, key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crl_export2 (list, GNUTLS_X509_FMT_DER, &out), ==, 0);
  content = g_bytes_new (out.data, out.size);
  gnutls_free (out.data);
  gnutls_x509_crl_deinit (list);
  gnutls_x509_crt_deinit (issuer);
  gnutls_x509_privkey_deinit (key);

  source = waybill_cert_source_new ("root.crl", content, 0);
  g_assert_cmpint (waybill_cert_source_get_finding (source), ==, WAYBILL_CERT_FINDING_REVOCATION_LIST);
  g_assert_cmpstr (waybill_cert_source_get_subject (source), ==, "Lab Root CA");
  g_assert_true (waybill_cert_source_is_usable (source));
  g_ptr_array_add (sources, source);
  plan = waybill_cert_plan_new (sources, NULL);
  g_assert_true (waybill_cert_plan_is_usable (plan));
  g_assert_cmpuint (waybill_cert_plan_get_crls (plan)->len, ==, 1);
  g_assert_cmpuint (waybill_cert_plan_get_items (plan)->len, ==, 0);
  g_assert_cmpuint (waybill_cert_plan_get_leftovers (plan)->len, ==, 0);
}

static void
test_reading_is_bounded (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-plan-XXXXXX", NULL);
  g_autofree char *large = g_build_filename (folder, "large", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *hidden = g_build_filename (folder, ".hidden", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  guint n_left_out;

  g_assert_true (g_file_set_contents (large, "", 0, NULL));
  g_assert_cmpint (truncate (large, WAYBILL_CERT_IMPORT_MAX_BYTES + 1), ==, 0);
  g_assert_true (g_file_set_contents (hidden, "x", 1, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_ptr_array_add (files, g_file_new_for_path (folder));
  g_ptr_array_add (files, g_file_new_for_path (pipe));
  g_ptr_array_add (files, g_file_new_for_path (large));

  all = waybill_cert_source_read_all (files, 10, NULL, &n_left_out);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpint (waybill_cert_source_get_finding (all->pdata[0]), ==, WAYBILL_CERT_FINDING_TOO_LARGE);
  g_assert_cmpint (waybill_cert_source_get_finding (all->pdata[1]), ==, WAYBILL_CERT_FINDING_UNREADABLE);
  one = waybill_cert_source_read_all (files, 1, NULL, &n_left_out);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (n_left_out, ==, 1);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

/* names end with NULL; a PFX is opened with the factory's password. */
static WaybillCertPlan *
plan (const char *first, ...)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    g_ptr_array_add (sources, g_str_has_suffix (name, ".pfx") ? open_source (name, PASSWORD) : read_source (name));
  va_end (names);
  return waybill_cert_plan_new (sources, NULL);
}

static void
test_complete_chain (void)
{
  g_autoptr (WaybillCertPlan) self = plan ("client/modern.pfx", "ca/chain.der.p7b", NULL);
  WaybillCertPlanItem *item = waybill_cert_plan_get_items (self)->pdata[0];

  g_assert_cmpuint (waybill_cert_plan_get_n_identities (self), ==, 1);
  g_assert_cmpuint (waybill_cert_plan_get_items (self)->len, ==, 3);
  g_assert_true (item->is_complete);
  g_assert_null (item->missing);
  g_assert_cmpstr (waybill_cert_source_get_name (item->source), ==, "client/modern.pfx");
  g_assert_cmpstr (waybill_secret_text_peek (item->password), ==, PASSWORD);
  g_assert_false (waybill_cert_plan_has_mismatch (self));
}

static void
test_missing_issuer (void)
{
  g_autoptr (WaybillCertPlan) alone = plan ("client/modern.pfx", NULL);
  g_autoptr (WaybillCertPlan) half = plan ("client/modern.pfx", "ca/inter.der.cer", NULL);
  WaybillCertPlanItem *item = waybill_cert_plan_get_items (alone)->pdata[0];

  g_assert_false (item->is_complete);
  g_assert_cmpstr (item->missing, ==, "Lab Intermediate CA");
  item = waybill_cert_plan_get_items (half)->pdata[0];
  g_assert_false (item->is_complete);
  g_assert_cmpstr (item->missing, ==, "Lab Root CA");
}

static void
test_store_completes_the_chain (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (GPtrArray) stored = fixture_chain ("ca/chain.pem");
  g_autoptr (WaybillCertPlan) self = NULL;

  g_ptr_array_add (sources, open_source ("client/modern.pfx", PASSWORD));
  self = waybill_cert_plan_new (sources, stored);
  g_assert_true (((WaybillCertPlanItem *) waybill_cert_plan_get_items (self)->pdata[0])->is_complete);
}

static void
test_loose_key_finds_its_certificate (void)
{
  g_autoptr (WaybillCertPlan) self = plan ("client/anna.der.cer", "client/anna.key", NULL);

  g_assert_cmpuint (waybill_cert_plan_get_n_identities (self), ==, 1);
  g_assert_cmpuint (waybill_cert_plan_get_leftovers (self)->len, ==, 0);
}

static void
test_foreign_key (void)
{
  g_autoptr (WaybillCertPlan) self = plan ("client/anna.der.cer", "client/other.key", NULL);
  GPtrArray *leftovers = waybill_cert_plan_get_leftovers (self);

  g_assert_true (waybill_cert_plan_has_mismatch (self));
  g_assert_false (waybill_cert_plan_is_usable (self));
  g_assert_cmpuint (leftovers->len, ==, 2);
  g_assert_cmpint (((WaybillCertPlanLeftover *) leftovers->pdata[0])->reason, ==, WAYBILL_CERT_PLAN_NO_KEY);
  g_assert_cmpint (((WaybillCertPlanLeftover *) leftovers->pdata[1])->reason, ==, WAYBILL_CERT_PLAN_LOOSE_KEY);
}

static void
test_what_is_not_needed (void)
{
  g_autoptr (WaybillCertPlan) self
      = plan ("client/modern.pfx", "client/anna.der.cer", "client/garbage.pfx", "client/berta.der.cer", NULL);
  GPtrArray *leftovers = waybill_cert_plan_get_leftovers (self);
  static const WaybillCertPlanReason reasons[]
      = { WAYBILL_CERT_PLAN_NO_KEY, WAYBILL_CERT_PLAN_AGAIN, WAYBILL_CERT_PLAN_NO_CERTIFICATE };

  g_assert_cmpuint (leftovers->len, ==, G_N_ELEMENTS (reasons));
  for (guint i = 0; i < leftovers->len; i++)
    g_assert_cmpint (((WaybillCertPlanLeftover *) leftovers->pdata[i])->reason, ==, reasons[i]);
}

static void
test_locked_files_count (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (WaybillCertPlan) self = NULL;

  g_ptr_array_add (sources, read_source ("client/modern.pfx"));
  g_ptr_array_add (sources, read_source ("client/garbage.pfx"));
  self = waybill_cert_plan_new (sources, NULL);
  g_assert_cmpuint (waybill_cert_plan_get_n_locked (self), ==, 1);
  g_assert_true (waybill_cert_plan_is_usable (self));
  g_assert_cmpuint (waybill_cert_plan_get_items (self)->len, ==, 0);
  g_assert_cmpuint (waybill_cert_plan_get_leftovers (self)->len, ==, 1);
}

/* The next page says how to convert it. */
static void
test_old_lock_is_usable (void)
{
  g_autoptr (WaybillCertPlan) self = plan ("reading/rc2-128.pfx", NULL);

  g_assert_true (waybill_cert_plan_is_usable (self));
  g_assert_cmpuint (waybill_cert_plan_get_n_locked (self), ==, 0);
  g_assert_cmpuint (waybill_cert_plan_get_items (self)->len, ==, 0);
}

static void
test_labels (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-plan-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillCertCertificate) other = fixture_certificate ("ca/unknown.pem");
  g_autoptr (WaybillCertCertificate) inter = fixture_certificate ("ca/inter.pem");
  g_autoptr (WaybillCertPlan) self = plan ("client/expired.pfx", "ca/inter.pem", "ca/root.pem", NULL);
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GPtrArray) named = NULL;

  waybill_base_clock_set_now (1795354800);
  waybill_cert_store_add_authority (store, other, "lab root CA 2026-11-22", FALSE, NULL, NULL);
  waybill_cert_store_add_authority (store, inter, "already here", FALSE, NULL, NULL);
  labels = waybill_cert_plan_suggest_labels (self, store, NULL);
  named = waybill_cert_plan_suggest_labels (self, store, "Harbour Foods");
  g_assert_cmpuint (labels->len, ==, 3);
  g_assert_cmpstr (labels->pdata[0], ==, "expired client 2021-01");
  g_assert_null (labels->pdata[1]);
  g_assert_cmpstr (labels->pdata[2], ==, "Lab Root CA 2026-11-22 2");
  g_assert_cmpstr (named->pdata[0], ==, "Harbour Foods client 2021-01");
  waybill_base_clock_set_now (0);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

/* The answer to a request: ours, though its key did not come along. */
static void
test_answer_finds_the_waiting_key (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (WaybillCertCertificate) anna = fixture_certificate ("client/anna.pem");
  const char *waiting[] = { waybill_cert_certificate_get_key_id (anna), NULL };
  g_autoptr (WaybillCertPlan) self = NULL;
  g_autoptr (WaybillCertPlan) without = NULL;
  g_autoptr (GPtrArray) answer = NULL;
  WaybillCertPlanItem *item;

  g_ptr_array_add (sources, read_source ("client/anna.der.cer"));
  g_ptr_array_add (sources, read_source ("ca/chain.der.p7b"));
  self = waybill_cert_plan_new_waiting (sources, NULL, waiting);
  without = waybill_cert_plan_new (sources, NULL);

  g_assert_cmpuint (waybill_cert_plan_get_n_identities (self), ==, 1);
  g_assert_cmpuint (waybill_cert_plan_get_items (self)->len, ==, 3);
  g_assert_cmpuint (waybill_cert_plan_get_leftovers (self)->len, ==, 0);
  item = waybill_cert_plan_get_items (self)->pdata[0];
  g_assert_true (waybill_cert_plan_item_is_ours (item));
  g_assert_null (item->identity);
  g_assert_cmpstr (item->waiting, ==, waiting[0]);
  g_assert_true (item->is_complete);
  answer = waybill_cert_plan_dup_answer (self, item);
  g_assert_cmpuint (answer->len, ==, 3);
  g_assert_true (waybill_cert_certificate_equal (answer->pdata[0], anna));
  g_assert_cmpuint (waybill_cert_plan_get_n_identities (without), ==, 0);
  g_assert_cmpuint (waybill_cert_plan_get_leftovers (without)->len, ==, 1);
}

/* Two keys in files of their own, one locked: what opened it has nothing to do with the other. */
static void
test_password_is_the_keys_own (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (WaybillCertPlan) self = NULL;

  g_ptr_array_add (sources, read_source ("client/anna.der.cer"));
  g_ptr_array_add (sources, read_source ("client/berta.der.cer"));
  g_ptr_array_add (sources, open_source ("reading/ec-encrypted.key", PASSWORD));
  g_ptr_array_add (sources, read_source ("client/anna.key"));
  self = waybill_cert_plan_new (sources, NULL);
  g_assert_cmpuint (waybill_cert_plan_get_n_identities (self), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      WaybillCertPlanItem *item = waybill_cert_plan_get_items (self)->pdata[i];
      gboolean is_locked = g_str_equal (waybill_cert_certificate_get_name (item->certificate), "berta");

      g_assert_cmpint (item->password != NULL, ==, is_locked);
      if (is_locked)
        g_assert_cmpstr (waybill_secret_text_peek (item->password), ==, PASSWORD);
    }
}

/* A key that came along is nearer than one that waits. */
static void
test_key_at_hand_comes_first (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (WaybillCertCertificate) anna = fixture_certificate ("client/anna.pem");
  const char *waiting[] = { waybill_cert_certificate_get_key_id (anna), NULL };
  g_autoptr (WaybillCertPlan) self = NULL;

  g_ptr_array_add (sources, read_source ("client/anna.der.cer"));
  g_ptr_array_add (sources, read_source ("client/anna.key"));
  self = waybill_cert_plan_new_waiting (sources, NULL, waiting);
  g_assert_cmpuint (waybill_cert_plan_get_items (self)->len, ==, 1);
  g_assert_nonnull (((WaybillCertPlanItem *) waybill_cert_plan_get_items (self)->pdata[0])->identity);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (void);
  } tests[] = {
    { "/cert/plan/findings", test_findings },
    { "/cert/plan/wrong-password-is-told", test_wrong_password_is_told },
    { "/cert/plan/windows-account", test_windows_account },
    { "/cert/plan/revocation-list", test_revocation_list },
    { "/cert/plan/reading-is-bounded", test_reading_is_bounded },
    { "/cert/plan/complete-chain", test_complete_chain },
    { "/cert/plan/missing-issuer", test_missing_issuer },
    { "/cert/plan/store-completes-the-chain", test_store_completes_the_chain },
    { "/cert/plan/loose-key-finds-its-certificate", test_loose_key_finds_its_certificate },
    { "/cert/plan/foreign-key", test_foreign_key },
    { "/cert/plan/what-is-not-needed", test_what_is_not_needed },
    { "/cert/plan/locked-files-count", test_locked_files_count },
    { "/cert/plan/old-lock-is-usable", test_old_lock_is_usable },
    { "/cert/plan/labels", test_labels },
    { "/cert/plan/answer-finds-the-waiting-key", test_answer_finds_the_waiting_key },
    { "/cert/plan/key-at-hand-comes-first", test_key_at_hand_comes_first },
    { "/cert/plan/password-is-the-keys-own", test_password_is_the_keys_own },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_func (tests[i].path, tests[i].test);
  return g_test_run ();
}
