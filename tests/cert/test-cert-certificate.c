/* What a certificate says of itself, and what an identity refuses. */

#include "cert-fixture.h"
#include "cert-handle.h"

static void
test_fields (void)
{
  g_autoptr (WaybillCertCertificate) good = fixture_certificate ("server/good.pem");
  const char *const *names = waybill_cert_certificate_get_names (good);

  g_assert_cmpstr (waybill_cert_certificate_get_name (good), ==, "localhost");
  g_assert_cmpstr (waybill_cert_certificate_get_issuer_name (good), ==, "Lab Intermediate CA");
  g_assert_cmpstr (waybill_cert_certificate_get_subject (good), ==, "O=Lab,CN=localhost");
  g_assert_cmpstr (waybill_cert_certificate_get_issuer (good), ==, "O=Lab,CN=Lab Intermediate CA");
  g_assert_cmpuint (g_strv_length ((char **) names), ==, 3);
  g_assert_true (g_strv_contains (names, "localhost"));
  g_assert_true (g_strv_contains (names, "127.0.0.1"));
  g_assert_true (g_strv_contains (names, "::1"));
  g_assert_cmpuint (strlen (waybill_cert_certificate_get_fingerprint (good)), ==, 64);
  g_assert_cmpuint (strlen (waybill_cert_certificate_get_key_id (good)), ==, 64);
  g_assert_false (waybill_cert_certificate_is_authority (good));
  g_assert_false (waybill_cert_certificate_is_self_signed (good));
  g_assert_true (waybill_cert_certificate_is_for_servers (good));
  g_assert_false (waybill_cert_certificate_is_for_clients (good));
}

static void
test_times (void)
{
  g_autoptr (WaybillCertCertificate) expired = fixture_certificate ("server/expired.pem");

  g_assert_cmpint (waybill_cert_certificate_get_not_before (expired), ==, 1577836800);
  g_assert_cmpint (waybill_cert_certificate_get_not_after (expired), ==, 1609459200);
}

static void
test_usages (void)
{
  g_autoptr (WaybillCertCertificate) none = fixture_certificate ("server/nousage.pem");
  g_autoptr (WaybillCertCertificate) client = fixture_certificate ("client/anna.pem");
  g_autoptr (WaybillCertCertificate) root = fixture_certificate ("ca/root.pem");

  g_assert_true (waybill_cert_certificate_is_for_servers (none));
  g_assert_true (waybill_cert_certificate_is_for_clients (none));
  g_assert_true (waybill_cert_certificate_is_for_clients (client));
  g_assert_false (waybill_cert_certificate_is_for_servers (client));
  g_assert_true (waybill_cert_certificate_is_authority (root));
  g_assert_true (waybill_cert_certificate_is_self_signed (root));
  g_assert_false (waybill_cert_certificate_is_for_servers (root));
}

static void
test_names_are_text (void)
{
  g_autoptr (WaybillCertCertificate) nul = fixture_certificate ("server/nulname.pem");
  g_autoptr (WaybillCertCertificate) juergen = fixture_certificate ("client/juergen.pem");

  g_assert_cmpstr (waybill_cert_certificate_get_names (nul)[0], ==, "localhost\357\277\275.evil.test");
  g_assert_cmpstr (waybill_cert_certificate_get_name (juergen), ==, "Jürgen Müller");
}

static void
test_nonsense_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_certificate_new_from_der ("nonsense", 8, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE);
}

static void
test_identity_refuses_foreign_key (void)
{
  g_autoptr (GPtrArray) chain = fixture_chain ("client/anna.pem");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gnutls_x509_privkey_t key;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  g_assert_null (waybill_cert_identity_new (chain, key, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  gnutls_x509_privkey_init (&key);
  g_assert_null (waybill_cert_identity_new (nothing, key, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/certificate/fields", test_fields);
  g_test_add_func ("/cert/certificate/times", test_times);
  g_test_add_func ("/cert/certificate/absent-usages-allow", test_usages);
  g_test_add_func ("/cert/certificate/names-are-text", test_names_are_text);
  g_test_add_func ("/cert/certificate/nonsense-refused", test_nonsense_refused);
  g_test_add_func ("/cert/identity/foreign-key-refused", test_identity_refuses_foreign_key);
  return g_test_run ();
}
