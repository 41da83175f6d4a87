/* The store, sealing done elsewhere; taking out and putting back; and that each change is told once. */

#include "cert-store-rig.h"

static void
count_change (WaybillCertStore *store, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/berta.pfx");
  g_autoptr (GBytes) pfx = waybill_cert_store_seal (identity, "sealed", "other password", NULL);
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry;
  gboolean existed = TRUE;

  entry = waybill_cert_store_add_sealed (fixture->store, identity, pfx, TRUE, "sealed", FALSE, &existed, &error);
  g_assert_no_error (error);
  g_assert_false (existed);
  g_assert_true (entry->is_protected);
  g_assert_cmpstr (entry->label, ==, "sealed");
  stored = waybill_cert_store_read_identity (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate),
                                             &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (stored, pfx));
  g_assert_true (waybill_cert_store_add_sealed (fixture->store, identity, pfx, TRUE, "again", FALSE, &existed, NULL)
                 == entry);
  g_assert_true (existed);
}

static void
test_sealed_label_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/berta.pfx");
  g_autoptr (GBytes) pfx = waybill_cert_store_seal (identity, "root", NULL, NULL);
  g_autoptr (GError) error = NULL;

  add_authority (fixture, "ca/root.pem", "Root");
  g_assert_null (waybill_cert_store_add_sealed (fixture->store, identity, pfx, FALSE, "root", FALSE, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN);
  g_assert_cmpuint (count_entries (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_changes_are_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) inter = fixture_certificate ("ca/inter.pem");
  g_autoptr (WaybillCertRemoved) removed = NULL;
  const WaybillCertEntry *entry;
  guint n_changes = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_change), &n_changes);
  add_authority (fixture, "client/berta.pem", "berta");
  g_assert_cmpuint (n_changes, ==, 1);
  add_identity (fixture, "client/berta.pfx", "berta", NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  add_identity (fixture, "client/berta.pfx", "already there", NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  add_authority (fixture, "ca/root.pem", "root");
  g_assert_cmpuint (n_changes, ==, 3);
  waybill_cert_store_add_authority (fixture->store, inter, "root", FALSE, NULL, NULL);
  g_assert_cmpuint (n_changes, ==, 3);
  entry = waybill_cert_store_add_authority (fixture->store, inter, "root", TRUE, NULL, NULL);
  g_assert_cmpuint (n_changes, ==, 4);
  g_assert_true (waybill_cert_store_rename (fixture->store, "root", "inter", NULL));
  g_assert_cmpuint (n_changes, ==, 5);
  g_assert_true (waybill_cert_store_rename (fixture->store, "inter", "inter", NULL));
  g_assert_cmpuint (n_changes, ==, 5);
  removed
      = waybill_cert_store_take_out (fixture->store, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  g_assert_cmpuint (n_changes, ==, 6);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  g_assert_cmpuint (n_changes, ==, 7);
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  g_assert_cmpuint (n_changes, ==, 7);
  g_assert_true (waybill_cert_store_remove (fixture->store, waybill_cert_certificate_get_fingerprint (inter), NULL));
  g_assert_cmpuint (n_changes, ==, 8);
}

static void
test_identity_is_put_back (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_identity (fixture, "client/modern-chain.pfx", "Anna", "other password");
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_autoptr (GBytes) before = waybill_cert_store_read_identity (fixture->store, fingerprint, NULL);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (WaybillCertRemoved) removed = NULL;
  g_autoptr (GError) error = NULL;

  removed = waybill_cert_store_take_out (fixture->store, fingerprint, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 0);

  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, &error));
  g_assert_no_error (error);
  open_store (fixture);
  entry = waybill_cert_store_find (fixture->store, "Anna", &error);
  g_assert_no_error (error);
  g_assert_true (entry->is_identity);
  g_assert_true (entry->is_protected);
  g_assert_cmpuint (entry->chain->len, ==, 1);
  after = waybill_cert_store_read_identity (fixture->store, fingerprint, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_put_back_beside_a_new_one (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_authority (fixture, "ca/root.pem", "Partner");
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_autoptr (WaybillCertRemoved) removed = waybill_cert_store_take_out (fixture->store, fingerprint, NULL);

  add_authority (fixture, "ca/inter.pem", "partner");
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  g_assert_cmpstr (waybill_cert_store_find_fingerprint (fixture->store, fingerprint)->label, ==, "Partner 2");
  g_assert_cmpuint (count_entries (fixture), ==, 2);
}

static void
test_put_back_gives_the_key_again (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = add_identity (fixture, "client/berta.pfx", "berta", NULL);
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_autoptr (WaybillCertRemoved) removed = waybill_cert_store_take_out (fixture->store, fingerprint, NULL);

  add_authority (fixture, "client/berta.pem", "came back");
  g_assert_true (waybill_cert_store_put_back (fixture->store, removed, NULL));
  entry = waybill_cert_store_find_fingerprint (fixture->store, fingerprint);
  g_assert_true (entry->is_identity);
  g_assert_cmpstr (entry->label, ==, "berta");
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

static void
test_take_out_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_store_take_out (fixture->store, "00", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/cert/store/sealed-elsewhere-is-added", test_sealed },
    { "/cert/store/sealed-under-a-taken-label-leaves-nothing", test_sealed_label_taken },
    { "/cert/store/each-change-is-told-once", test_changes_are_told },
    { "/cert/store/identity-is-put-back-byte-by-byte", test_identity_is_put_back },
    { "/cert/store/put-back-makes-room-for-a-new-one", test_put_back_beside_a_new_one },
    { "/cert/store/put-back-gives-an-authority-its-key-again", test_put_back_gives_the_key_again },
    { "/cert/store/nothing-to-take-out", test_take_out_unknown },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
