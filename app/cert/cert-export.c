/* Writes an identity as a PFX (RFC 7292; AES-256, PBES2, SHA-256 MAC) and a certificate as PEM. To memory: who calls,
 * writes the file. */

#include "cert-export.h"

#include "cert-handle.h"

#include "cert-error.h"
#include "cert-gnutls.h"

#define KEY_ID_LENGTH 20

/* What ties the key to its certificate within the file. */
typedef struct
{
  guint8 id[KEY_ID_LENGTH];
  const char *label;
} Tie;

static int
tie (gnutls_pkcs12_bag_t bag, int index, const Tie *with)
{
  gnutls_datum_t id = { (unsigned char *) with->id, KEY_ID_LENGTH };
  int status = gnutls_pkcs12_bag_set_key_id (bag, (unsigned) index, &id);

  if (status >= 0 && with->label != NULL)
    status = gnutls_pkcs12_bag_set_friendly_name (bag, (unsigned) index, with->label);
  return status;
}

static int
put_certificates (gnutls_pkcs12_bag_t bag, GPtrArray *certificates, guint from)
{
  int status = 0;

  for (guint i = from; certificates != NULL && status >= 0 && i < certificates->len; i++)
    status = gnutls_pkcs12_bag_set_crt (bag, waybill_cert_certificate_get_handle (certificates->pdata[i]));
  return status;
}

static int
add_certificates (gnutls_pkcs12_t pfx, GPtrArray *chain, GPtrArray *extra, const char *password, const Tie *with)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  int index;
  int status = gnutls_pkcs12_bag_init (&bag);

  if (status < 0)
    return status;
  index = gnutls_pkcs12_bag_set_crt (bag, waybill_cert_certificate_get_handle (chain->pdata[0]));
  status = index < 0 ? index : tie (bag, index, with);
  if (status >= 0)
    status = put_certificates (bag, chain, 1);
  if (status >= 0)
    status = put_certificates (bag, extra, 0);
  if (status >= 0 && password != NULL)
    status = gnutls_pkcs12_bag_encrypt (bag, password, GNUTLS_PKCS_PBES2_AES_256);
  return status < 0 ? status : gnutls_pkcs12_set_bag (pfx, bag);
}

static int
add_key (gnutls_pkcs12_t pfx, gnutls_x509_privkey_t key, const char *password, const Tie *with)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  g_auto (gnutls_datum_t) pkcs8 = { NULL, 0 };
  guint flags = password != NULL ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN;
  int index;
  int status = gnutls_pkcs12_bag_init (&bag);

  if (status >= 0)
    status = gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_DER, password, flags, &pkcs8);
  if (status < 0)
    return status;
  index = gnutls_pkcs12_bag_set_data (bag, password != NULL ? GNUTLS_BAG_PKCS8_ENCRYPTED_KEY : GNUTLS_BAG_PKCS8_KEY, &pkcs8);
  status = index < 0 ? index : tie (bag, index, with);
  return status < 0 ? status : gnutls_pkcs12_set_bag (pfx, bag);
}

static int
fill (gnutls_pkcs12_t pfx, WaybillCertIdentity *identity, GPtrArray *extra, const char *password, const char *label)
{
  GPtrArray *chain = waybill_cert_identity_get_chain (identity);
  Tie with = { { 0 }, label };
  size_t size = sizeof with.id;
  int status = gnutls_x509_crt_get_key_id (waybill_cert_certificate_get_handle (chain->pdata[0]), GNUTLS_KEYID_USE_SHA1,
                                           with.id, &size);

  if (status >= 0)
    status = add_certificates (pfx, chain, extra, password, &with);
  if (status >= 0)
    status = add_key (pfx, waybill_cert_identity_get_key (identity), password, &with);
  /* The unprotected one is sealed with the empty password: Windows refuses a PFX without a seal. */
  if (status >= 0)
    status = gnutls_pkcs12_generate_mac2 (pfx, GNUTLS_MAC_SHA256, password != NULL ? password : "");
  return status;
}

/**
 * waybill_cert_export_pfx:
 * @identity: what to write, with its chain
 * @extra: (nullable) (element-type WaybillCertCertificate): further authorities to put inside
 * @password: (nullable): UTF-8; %NULL writes an unprotected PFX (sealed with the empty password)
 * @label: (nullable): the friendly name inside
 * @error: return location
 *
 * Makes a PFX with 600,000 rounds: takes about 0.25 s. Any thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
GBytes *
waybill_cert_export_pfx (
    WaybillCertIdentity *identity, GPtrArray *extra, const char *password, const char *label, GError **error)
{
  g_auto (gnutls_pkcs12_t) pfx = NULL;
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_pkcs12_init (&pfx);

  if (status >= 0)
    status = fill (pfx, identity, extra, password, label);
  if (status >= 0)
    status = gnutls_pkcs12_export2 (pfx, GNUTLS_X509_FMT_DER, &der);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The PFX cannot be made");
      return NULL;
    }
  return g_bytes_new (der.data, der.size);
}

/**
 * waybill_cert_export_pem:
 * @certificate: a certificate
 *
 * Any thread.
 *
 * Returns: (transfer full): it in PEM (RFC 7468), with a line feed at its end
 */
char *
waybill_cert_export_pem (WaybillCertCertificate *certificate)
{
  g_auto (gnutls_datum_t) text = { NULL, 0 };
  gsize length;
  gconstpointer data = g_bytes_get_data (waybill_cert_certificate_get_der (certificate), &length);
  gnutls_datum_t der = { (unsigned char *) data, (unsigned) length };

  if (gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &text) < 0)
    g_error ("GnuTLS cannot write PEM");
  return g_strndup ((const char *) text.data, text.size);
}
