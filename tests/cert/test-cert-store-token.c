/* Identities on cards in the store: the certificate is kept, the key stays where it is. */

#include "cert-store-rig.h"

#define URI "pkcs11:token=Harbour%20card;id=%01;object=anna"

/* Leaf first, without the root. */
static GPtrArray *
read_chain (void)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/modern-chain.pfx");

  return g_ptr_array_ref (waybill_cert_identity_get_chain (identity));
}

static const WaybillCertEntry *
add_token (Fixture *fixture, const char *label)
{
  g_autoptr (GPtrArray) chain = read_chain ();
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry = waybill_cert_store_add_token (fixture->store, chain, URI, label, NULL, &error);

  g_assert_no_error (error);
  return entry;
}

static void
assert_token (const WaybillCertEntry *entry, const char *label)
{
  g_assert_cmpstr (entry->label, ==, label);
  g_assert_true (entry->is_identity);
  g_assert_false (entry->is_protected);
  g_assert_cmpstr (entry->token, ==, URI);
  g_assert_cmpuint (entry->chain->len, ==, 1);
}

static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chain = read_chain ();
  gboolean existed = FALSE;
  g_autoptr (GBytes) pfx = NULL;
  g_autoptr (GError) error = NULL;

  assert_token (add_token (fixture, "anna"), "anna");
  g_assert_nonnull (waybill_cert_store_add_token (fixture->store, chain, URI, "other", &existed, NULL));
  g_assert_true (existed);
  open_store (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  assert_token (waybill_cert_store_find (fixture->store, "anna", NULL), "anna");

  g_assert_true (waybill_cert_store_rename (fixture->store, "anna", "Anna at Harbour", NULL));
  open_store (fixture);
  assert_token (waybill_cert_store_find (fixture->store, "Anna at Harbour", NULL), "Anna at Harbour");

  pfx = waybill_cert_store_read_identity (fixture->store, waybill_cert_certificate_get_fingerprint (chain->pdata[0]),
                                          &error);
  g_assert_null (pfx);
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS);
}

/* NULL makes one; one that is taken gets a number. */
static void
test_label (Fixture *fixture, gconstpointer data)
{
  add_authority (fixture, "ca/root.pem", "anna");
  assert_token (add_token (fixture, "anna"), "anna 2");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fingerprint
      = g_strdup (waybill_cert_certificate_get_fingerprint (add_token (fixture, "anna")->certificate));
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertRemoved) removed = waybill_cert_store_take_out (fixture->store, fingerprint, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  waybill_cert_store_put_back (fixture->store, removed, &error);
  g_assert_no_error (error);
  open_store (fixture);
  assert_token (waybill_cert_store_find (fixture->store, "anna", NULL), "anna");
}

/* A certificate that lay there without a key gets the card's; one with its key in a file keeps that. */
static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chain = read_chain ();
  gboolean existed = TRUE;
  const WaybillCertEntry *entry;
  g_autoptr (GError) error = NULL;

  waybill_cert_store_add_authority (fixture->store, chain->pdata[0], "known", FALSE, NULL, &error);
  g_assert_no_error (error);
  entry = waybill_cert_store_add_token (fixture->store, chain, URI, "anna", &existed, &error);
  g_assert_no_error (error);
  g_assert_false (existed);
  assert_token (entry, "known");
  open_store (fixture);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  assert_token (waybill_cert_store_find (fixture->store, "known", NULL), "known");

  g_assert_true (
      waybill_cert_store_remove (fixture->store, waybill_cert_certificate_get_fingerprint (chain->pdata[0]), NULL));
  add_identity (fixture, "client/modern-chain.pfx", "in a file", PASSWORD);
  entry = waybill_cert_store_add_token (fixture->store, chain, URI, "anna", &existed, &error);
  g_assert_no_error (error);
  g_assert_true (existed);
  g_assert_null (entry->token);
}

/* A URI that tells a PIN, or a driver to load, is neither kept nor believed. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chain = read_chain ();
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (chain->pdata[0]));
  g_autofree char *name = g_strconcat (fingerprint, ".label", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_store_add_token (fixture->store, chain, URI "?pin-value=4711", "anna", NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED);
  g_assert_cmpuint (count_entries (fixture), ==, 0);

  add_token (fixture, "anna");
  g_assert_true (g_file_set_contents (path, "[certificate]\nlabel=anna\ntoken=" URI "?module-path=/tmp/x.so\n", -1, NULL));
  g_test_expect_message ("waybill-cert", G_LOG_LEVEL_WARNING, "*cannot be read*");
  open_store (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_cmpuint (waybill_cert_store_get_n_unreadable (fixture->store), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/cert/store/token/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("stays", test_stays);
  ADD ("label", test_label);
  ADD ("undo", test_undo);
  ADD ("upgrade", test_upgrade);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
