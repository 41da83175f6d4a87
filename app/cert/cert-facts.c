/* What else stands in a certificate, for those who look at it closely: key, usages, SHA-1. Read anew each time it is asked;
 * it judges nothing. */

#include "cert-facts.h"

#include "cert-handle.h"

/* No certificate has so many. */
#define MAX_PURPOSES 100

static const struct
{
  const char *oid;
  WaybillCertUsage usage;
} purposes[] = {
  { GNUTLS_KP_TLS_WWW_CLIENT, WAYBILL_CERT_USAGE_CLIENT },
  { GNUTLS_KP_TLS_WWW_SERVER, WAYBILL_CERT_USAGE_SERVER },
  { GNUTLS_KP_EMAIL_PROTECTION, WAYBILL_CERT_USAGE_MAIL },
  { GNUTLS_KP_CODE_SIGNING, WAYBILL_CERT_USAGE_CODE },
  { GNUTLS_KP_TIME_STAMPING, WAYBILL_CERT_USAGE_TIME },
  { GNUTLS_KP_OCSP_SIGNING, WAYBILL_CERT_USAGE_OCSP },
  { GNUTLS_KP_ANY, WAYBILL_CERT_USAGE_ANY },
};

static const struct
{
  guint bit;
  WaybillCertUsage usage;
} bits_of_usage[] = {
  { GNUTLS_KEY_DIGITAL_SIGNATURE, WAYBILL_CERT_USAGE_SIGNATURE },
  { GNUTLS_KEY_NON_REPUDIATION, WAYBILL_CERT_USAGE_COMMITMENT },
  { GNUTLS_KEY_KEY_ENCIPHERMENT, WAYBILL_CERT_USAGE_KEY_ENCIPHER },
  { GNUTLS_KEY_DATA_ENCIPHERMENT, WAYBILL_CERT_USAGE_DATA_ENCIPHER },
  { GNUTLS_KEY_KEY_AGREEMENT, WAYBILL_CERT_USAGE_KEY_AGREEMENT },
  { GNUTLS_KEY_KEY_CERT_SIGN, WAYBILL_CERT_USAGE_SIGN_CERTS },
  { GNUTLS_KEY_CRL_SIGN, WAYBILL_CERT_USAGE_SIGN_LISTS },
};

/* Curves as everybody but GnuTLS calls them (RFC 8422 §5.1.1, FIPS 186). */
static const struct
{
  gnutls_ecc_curve_t curve;
  const char *name;
} curves[] = {
  { GNUTLS_ECC_CURVE_SECP192R1, "EC P-192" }, { GNUTLS_ECC_CURVE_SECP224R1, "EC P-224" },
  { GNUTLS_ECC_CURVE_SECP256R1, "EC P-256" }, { GNUTLS_ECC_CURVE_SECP384R1, "EC P-384" },
  { GNUTLS_ECC_CURVE_SECP521R1, "EC P-521" },
};

/**
 * waybill_cert_facts_dup_sha1:
 * @certificate: a certificate
 *
 * The fingerprint that older sheets and Windows ("Thumbprint") name. It proves nothing any more; what is compared is
 * SHA-256. Any thread.
 *
 * Returns: (transfer full): 40 lower-case hex digits
 */
char *
waybill_cert_facts_dup_sha1 (WaybillCertCertificate *certificate)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, waybill_cert_certificate_get_der (certificate));
}

static WaybillCertUsage
find_purpose (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_str_equal (oid, purposes[i].oid))
      return purposes[i].usage;
  return WAYBILL_CERT_USAGE_OTHER;
}

/**
 * waybill_cert_facts_get_usages:
 * @certificate: a certificate
 *
 * What key usage and extended key usage name (RFC 5280, 4.2.1.3 and 4.2.1.12). Any thread.
 *
 * Returns: #WaybillCertUsage flags; 0 when neither stands in it
 */
guint
waybill_cert_facts_get_usages (WaybillCertCertificate *certificate)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  guint usages = 0, bits = 0;

  if (gnutls_x509_crt_get_key_usage (handle, &bits, NULL) >= 0)
    for (gsize i = 0; i < G_N_ELEMENTS (bits_of_usage); i++)
      usages |= (bits & bits_of_usage[i].bit) != 0 ? bits_of_usage[i].usage : 0;
  for (guint i = 0; i < MAX_PURPOSES; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      int status = gnutls_x509_crt_get_key_purpose_oid (handle, i, oid, &size, NULL);

      if (status == GNUTLS_E_SHORT_MEMORY_BUFFER)
        usages |= WAYBILL_CERT_USAGE_OTHER;
      else if (status < 0)
        break;
      else
        usages |= find_purpose (oid);
    }
  return usages;
}

static const char *
get_curve (gnutls_x509_crt_t handle)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

  if (gnutls_x509_crt_get_pk_ecc_raw (handle, &curve, NULL, NULL) >= 0)
    for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
      if (curves[i].curve == curve)
        return curves[i].name;
  return "EC";
}

/**
 * waybill_cert_facts_get_key:
 * @certificate: a certificate
 * @bits: (out) (optional): the size of its key
 *
 * Any thread.
 *
 * Returns: (transfer none): the kind of its key, "EC P-256"; a curve's size stands in its name
 */
const char *
waybill_cert_facts_get_key (WaybillCertCertificate *certificate, guint *bits)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  guint size = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (handle, &size);

  if (bits != NULL)
    *bits = size;
  switch (algorithm)
    {
    case GNUTLS_PK_RSA:
      return "RSA";
    case GNUTLS_PK_RSA_PSS:
      return "RSA-PSS";
    case GNUTLS_PK_DSA:
      return "DSA";
    case GNUTLS_PK_EC:
      return get_curve (handle);
    case GNUTLS_PK_EDDSA_ED25519:
      return "Ed25519";
    case GNUTLS_PK_EDDSA_ED448:
      return "Ed448";
    default:
      return "?";
    }
}
