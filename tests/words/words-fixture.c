/* Makes certificates with GnuTLS alone; the linker's --wrap lets it speak for a verdict's reasons. */
#include "words-fixture.h"

#include <gnutls/abstract.h>
#include <string.h>

guint
__real_waybill_cert_verdict_get_reasons (WaybillCertVerdict *self);
guint
__wrap_waybill_cert_verdict_get_reasons (WaybillCertVerdict *self);
gboolean
__real_waybill_cert_verdict_is_accepted (WaybillCertVerdict *self);
gboolean
__wrap_waybill_cert_verdict_is_accepted (WaybillCertVerdict *self);

gboolean
__real_waybill_cert_verdict_has_namesake (WaybillCertVerdict *self);
gboolean
__wrap_waybill_cert_verdict_has_namesake (WaybillCertVerdict *self);

static guint said_reasons;
static gboolean said_namesake;

gboolean
__wrap_waybill_cert_verdict_has_namesake (WaybillCertVerdict *self)
{
  return said_reasons != 0 ? said_namesake : __real_waybill_cert_verdict_has_namesake (self);
}

guint
__wrap_waybill_cert_verdict_get_reasons (WaybillCertVerdict *self)
{
  return said_reasons != 0 ? said_reasons : __real_waybill_cert_verdict_get_reasons (self);
}

gboolean
__wrap_waybill_cert_verdict_is_accepted (WaybillCertVerdict *self)
{
  return said_reasons != 0 ? FALSE : __real_waybill_cert_verdict_is_accepted (self);
}

static void
sign (gnutls_x509_crt_t certificate)
{
  gnutls_x509_privkey_t key;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   >=, 0);
  g_assert_cmpint (gnutls_x509_crt_set_key (certificate, key), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), >=, 0);
  gnutls_x509_privkey_deinit (key);
}

WaybillCertCertificate *
words_fixture_certificate (
    const char *common_name, const char *dns_name, gboolean is_authority, gint64 not_before, gint64 not_after)
{
  g_autoptr (GError) error = NULL;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t der = { NULL, 0 };
  WaybillCertCertificate *result;

  g_assert_cmpint (gnutls_x509_crt_init (&certificate), >=, 0);
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, "\001\002", 2);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, common_name, strlen (common_name));
  gnutls_x509_crt_set_activation_time (certificate, not_before);
  gnutls_x509_crt_set_expiration_time (certificate, not_after);
  gnutls_x509_crt_set_basic_constraints (certificate, is_authority, -1);
  if (dns_name != NULL)
    gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, dns_name, strlen (dns_name), GNUTLS_FSAN_SET);
  sign (certificate);
  g_assert_cmpint (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &der), >=, 0);
  result = waybill_cert_certificate_new_from_der (der.data, der.size, &error);
  g_assert_no_error (error);
  gnutls_free (der.data);
  gnutls_x509_crt_deinit (certificate);
  return result;
}

WaybillCertVerdict *
words_fixture_verdict (WaybillCertCertificate *leaf, guint reasons)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, &error);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_assert_no_error (error);
  if (leaf != NULL)
    g_ptr_array_add (chain, waybill_cert_certificate_ref (leaf));
  said_reasons = reasons;
  said_namesake = FALSE;
  return waybill_cert_verdict_new (chain, trust, "ftp.example", WORDS_FIXTURE_NOW);
}

WaybillCertVerdict *
words_fixture_verdict_of_namesake (WaybillCertCertificate *leaf, guint reasons)
{
  WaybillCertVerdict *verdict = words_fixture_verdict (leaf, reasons);

  said_namesake = TRUE;
  return verdict;
}
