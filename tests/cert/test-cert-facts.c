/* Key, usages and SHA-1 of a certificate, against what the factory put in. */
#include "cert-facts.h"

#include "cert-fixture.h"
#include "cert-handle.h"
#include "cert-issue.h"

static void
test_issued (void)
{
  g_autoptr (WaybillCertIdentity) client
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "anna", NULL, 1795000000, 1796000000, NULL, NULL);
  g_autoptr (WaybillCertIdentity) root
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Lab CA", NULL, 1795000000, 1796000000, NULL, NULL);
  guint usages = waybill_cert_facts_get_usages (waybill_cert_identity_get_certificate (client));
  guint of_root = waybill_cert_facts_get_usages (waybill_cert_identity_get_certificate (root));
  guint bits = 0;

  g_assert_cmpstr (waybill_cert_facts_get_key (waybill_cert_identity_get_certificate (client), &bits), ==, "EC P-256");
  g_assert_cmpuint (bits, ==, 256);
  g_assert_true ((usages & WAYBILL_CERT_USAGE_CLIENT) != 0);
  g_assert_true ((usages & WAYBILL_CERT_USAGE_SERVER) == 0);
  g_assert_true ((of_root & WAYBILL_CERT_USAGE_SIGN_CERTS) != 0);
  g_assert_true ((of_root & WAYBILL_CERT_USAGE_CLIENT) == 0);
}

/* As GnuTLS says it. */
static void
test_sha1 (void)
{
  g_autoptr (WaybillCertCertificate) certificate = fixture_certificate ("ca/unknown.pem");
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  g_autofree char *sha1 = waybill_cert_facts_dup_sha1 (certificate);
  g_autoptr (GString) expected = g_string_new (NULL);
  guint8 digest[20];
  size_t size = sizeof digest;

  g_assert_cmpint (gnutls_x509_crt_get_fingerprint (handle, GNUTLS_DIG_SHA1, digest, &size), ==, 0);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (expected, "%02x", digest[i]);
  g_assert_cmpstr (sha1, ==, expected->str);
  g_assert_cmpuint (strlen (sha1), ==, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/cert/facts/of-what-was-issued", test_issued);
  g_test_add_func ("/cert/facts/sha1", test_sha1);

  return g_test_run ();
}
