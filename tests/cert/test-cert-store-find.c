/* Who is found in the store for a certificate: the one that it renews, those who signed it. */

#include "cert-store-rig.h"

#include <gnutls/x509.h>
#include <string.h>

static WaybillCertCertificate *
make_signed (const char *name,
             gnutls_x509_privkey_t key,
             const char *issuer,
             gnutls_x509_privkey_t issuer_key,
             gint64 begin,
             gint64 end)
{
  gnutls_x509_crt_t crt, issuer_crt;
  gnutls_datum_t der = { NULL, 0 };
  WaybillCertCertificate *certificate;

  g_assert_cmpint (gnutls_x509_crt_init (&crt), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&issuer_crt), ==, 0);
  gnutls_x509_crt_set_dn_by_oid (issuer_crt, GNUTLS_OID_X520_COMMON_NAME, 0, issuer, (unsigned) strlen (issuer));
  gnutls_x509_crt_set_key (issuer_crt, issuer_key);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\1", 1);
  gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned) strlen (name));
  gnutls_x509_crt_set_activation_time (crt, begin);
  gnutls_x509_crt_set_expiration_time (crt, end);
  gnutls_x509_crt_set_basic_constraints (crt, TRUE, -1);
  gnutls_x509_crt_set_key (crt, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, issuer_crt, issuer_key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der), ==, 0);
  certificate = waybill_cert_certificate_new_from_der (der.data, der.size, NULL);
  gnutls_free (der.data);
  gnutls_x509_crt_deinit (issuer_crt);
  gnutls_x509_crt_deinit (crt);
  return certificate;
}

/* Signed by itself. */
static WaybillCertCertificate *
make_authority (const char *name, gnutls_x509_privkey_t key, gint64 begin, gint64 end)
{
  return make_signed (name, key, name, key, begin, end);
}

static gnutls_x509_privkey_t
make_key (void)
{
  gnutls_x509_privkey_t key;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   ==, 0);
  return key;
}

#define BEGIN G_GINT64_CONSTANT (1795000000)
#define END G_GINT64_CONSTANT (1800000000)

/* What is renewed has the name or the key of the new one, and does not begin later; for how long does not matter. */
static void
test_older (Fixture *fixture, gconstpointer data)
{
  gnutls_x509_privkey_t key = make_key (), other_key = make_key ();
  g_autoptr (WaybillCertCertificate) old = make_authority ("Harbour CA", key, BEGIN, END);
  g_autoptr (WaybillCertCertificate) same_name = make_authority ("Harbour CA", other_key, BEGIN, END + 1);
  g_autoptr (WaybillCertCertificate) same_key = make_authority ("Harbour Foods CA", key, BEGIN, END + 1);
  g_autoptr (WaybillCertCertificate) same_moment = make_authority ("Harbour CA", other_key, BEGIN, END);
  g_autoptr (WaybillCertCertificate) shorter = make_authority ("Harbour CA", other_key, BEGIN + 1, END - 1);
  g_autoptr (WaybillCertCertificate) earlier = make_authority ("Harbour CA", other_key, BEGIN - 1, END);
  g_autoptr (WaybillCertCertificate) stranger = make_authority ("Old Mill CA", other_key, BEGIN + 1, END + 1);
  const WaybillCertEntry *entry = waybill_cert_store_add_authority (fixture->store, old, "old", FALSE, NULL, NULL);

  g_assert_true (waybill_cert_store_find_older (fixture->store, same_name) == entry);
  g_assert_true (waybill_cert_store_find_older (fixture->store, same_key) == entry);
  g_assert_true (waybill_cert_store_find_older (fixture->store, same_moment) == entry);
  g_assert_true (waybill_cert_store_find_older (fixture->store, shorter) == entry);
  g_assert_null (waybill_cert_store_find_older (fixture->store, old));
  g_assert_null (waybill_cert_store_find_older (fixture->store, earlier));
  g_assert_null (waybill_cert_store_find_older (fixture->store, stranger));

  entry = waybill_cert_store_add_authority (fixture->store, shorter, "shorter", FALSE, NULL, NULL);
  g_assert_true (waybill_cert_store_find_older (fixture->store, shorter) != entry);
  g_clear_pointer (&same_name, waybill_cert_certificate_unref);
  same_name = make_authority ("Harbour CA", key, BEGIN + 2, END);
  g_assert_true (waybill_cert_store_find_older (fixture->store, same_name) == entry);
  gnutls_x509_privkey_deinit (key);
  gnutls_x509_privkey_deinit (other_key);
}

/* Two who vouch for each other, and no root: each is named once. */
static void
test_issuers_in_a_circle (Fixture *fixture, gconstpointer data)
{
  gnutls_x509_privkey_t key = make_key (), other_key = make_key ();
  g_autoptr (WaybillCertCertificate) harbour = make_signed ("Harbour CA", key, "Old Mill CA", other_key, BEGIN, END);
  g_autoptr (WaybillCertCertificate) mill = make_signed ("Old Mill CA", other_key, "Harbour CA", key, BEGIN, END);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) issuers = NULL;

  g_assert_nonnull (waybill_cert_store_add_authority (fixture->store, harbour, "harbour", FALSE, NULL, NULL));
  g_assert_nonnull (waybill_cert_store_add_authority (fixture->store, mill, "mill", FALSE, NULL, NULL));
  g_ptr_array_add (chain, harbour);
  issuers = waybill_cert_store_dup_issuers (fixture->store, chain);
  g_assert_cmpuint (issuers->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (issuers->pdata[0], mill));
  gnutls_x509_privkey_deinit (key);
  gnutls_x509_privkey_deinit (other_key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/cert/store-find/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("older-has-the-name-or-the-key", test_older);
  ADD ("issuers-in-a-circle", test_issuers_in_a_circle);
#undef ADD
  return g_test_run ();
}
