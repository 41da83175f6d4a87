/* Key, usages and SHA-1 of a certificate, against what the factory put in. */
#include "cert-facts.h"

#include "cert-fixture.h"
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

/* As openssl says it. */
static void
test_sha1 (void)
{
  g_autoptr (GBytes) der = fixture_read ("ca/unknown.der.cer");
  g_autoptr (WaybillCertCertificate) certificate
      = waybill_cert_certificate_new_from_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der), NULL);
  g_autofree char *expected = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, der);
  g_autofree char *sha1 = waybill_cert_facts_dup_sha1 (certificate);

  g_assert_cmpstr (sha1, ==, expected);
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
