/* Reads a private key of its own, in DER or in a PEM block: PKCS#8 (RFC 5958), plain or encrypted, and the traditional
 * forms. Keys inside a PFX are read there. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

typedef struct
{
  gnutls_datum_t datum;
  gnutls_x509_crt_fmt_t format;
  gboolean is_plain; /* PKCS#8 */
  gboolean is_encrypted;
} Key;

static gboolean
fail (WaybillCertError code, int status, const char *what, GError **error)
{
  waybill_cert_error_set_gnutls (error, code, status, what);
  return FALSE;
}

/* How it is locked, before any password is tried: a cipher that GnuTLS does not know is no wrong password. */
static gboolean
check_lock (WaybillCertFound *found, const Key *key, GError **error)
{
  guint rounds = 0;
  int status = gnutls_pkcs8_info (&key->datum, key->format, NULL, NULL, NULL, NULL, &rounds, NULL);

  if (!waybill_cert_import_count_rounds (found, status, rounds, error))
    return FALSE;
  /* The second: what OpenSSL's traditional encryption is called. */
  if (status >= 0 || status == GNUTLS_E_INVALID_REQUEST || status == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
    return TRUE;
  return fail (status == GNUTLS_E_BASE64_DECODING_ERROR ? WAYBILL_CERT_ERROR_DAMAGED : WAYBILL_CERT_ERROR_UNSUPPORTED,
               status, "The private key is locked in a way that is not known", error);
}

static int
import (gnutls_x509_privkey_t handle, const Key *key, const char *password)
{
  if (key->format == GNUTLS_X509_FMT_PEM)
    return gnutls_x509_privkey_import2 (handle, &key->datum, key->format,
                                        key->is_encrypted && password == NULL ? "" : password, 0);
  if (key->is_encrypted)
    return gnutls_x509_privkey_import_pkcs8 (handle, &key->datum, key->format, password != NULL ? password : "", 0);
  if (key->is_plain)
    return gnutls_x509_privkey_import_pkcs8 (handle, &key->datum, key->format, NULL, GNUTLS_PKCS_PLAIN);
  return gnutls_x509_privkey_import (handle, &key->datum, key->format);
}

/* id-ecPublicKey (RFC 5480, 2.1.1), the beginning of an ECPrivateKey (RFC 5915, 3), and the curves that GnuTLS knows. Of
 * another, such as those of Brainpool, it says no more than that it cannot be parsed. */
static const char ec_public_key[] = "\x2a\x86\x48\xce\x3d\x02\x01", ec_private_key[] = "\x02\x01\x01\x04";
static const char *const curves[] = {
  "\x2a\x86\x48\xce\x3d\x03\x01\x07", /* P-256 */
  "\x2a\x86\x48\xce\x3d\x03\x01\x01", /* P-192 */
  "\x2b\x81\x04\x00\x21",             /* P-224 */
  "\x2b\x81\x04\x00\x22",             /* P-384 */
  "\x2b\x81\x04\x00\x23",             /* P-521 */
};

static gboolean
is_of_unknown_curve (const gnutls_datum_t *der)
{
  gboolean is_ec = memmem (der->data, der->size, ec_public_key, 7) != NULL
                   || memmem (der->data, MIN (der->size, 8), ec_private_key, 4) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (curves) && is_ec; i++)
    is_ec = memmem (der->data, der->size, curves[i], i < 2 ? 8 : 5) == NULL;
  return is_ec;
}

static gboolean
has_unknown_curve (const Key *key)
{
  g_auto (gnutls_datum_t) der = { NULL, 0 };

  if (key->is_encrypted)
    return FALSE;
  if (key->format == GNUTLS_X509_FMT_DER)
    return is_of_unknown_curve (&key->datum);
  return gnutls_pem_base64_decode2 (NULL, &key->datum, &der) >= 0 && is_of_unknown_curve (&der);
}

static WaybillCertError
code_of_status (const Key *key, int status)
{
  switch (status)
    {
    case GNUTLS_E_UNKNOWN_CIPHER_TYPE:
    case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
    case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
    case GNUTLS_E_ECC_UNSUPPORTED_CURVE:
    case GNUTLS_E_UNIMPLEMENTED_FEATURE:
    case GNUTLS_E_INVALID_REQUEST: /* a cipher of OpenSSL's traditional encryption (DEK-Info) */
      return WAYBILL_CERT_ERROR_UNSUPPORTED;
    default:
      /* A wrong password whose padding is right by chance decrypts into something that is no key. */
      if (key->is_encrypted)
        return WAYBILL_CERT_ERROR_PASSWORD;
      return has_unknown_curve (key) ? WAYBILL_CERT_ERROR_UNSUPPORTED : WAYBILL_CERT_ERROR_DAMAGED;
    }
}

/**
 * waybill_cert_import_read_key:
 * @found: where the key goes
 * @data: (array length=length): one key
 * @length: bytes
 * @format: DER, or one PEM block
 * @shape: which kind of key; `KEY_ENCRYPTED` also for a traditional one that is encrypted
 * @password: (nullable): UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Reads a private key. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `TOO_EXPENSIVE`, `UNSUPPORTED`, `TOO_LARGE`, `DAMAGED`
 */
gboolean
waybill_cert_import_read_key (WaybillCertFound *found,
                              const void *data,
                              gsize length,
                              gnutls_x509_crt_fmt_t format,
                              WaybillCertShape shape,
                              const char *password,
                              GError **error)
{
  g_auto (gnutls_x509_privkey_t) handle = NULL;
  const Key key = {
    .datum = { (unsigned char *) data, (unsigned) length },
    .format = format,
    .is_plain = shape == WAYBILL_CERT_SHAPE_KEY_PLAIN,
    .is_encrypted = shape == WAYBILL_CERT_SHAPE_KEY_ENCRYPTED,
  };
  int status;

  if (key.is_encrypted && !check_lock (found, &key, error))
    return FALSE;
  status = gnutls_x509_privkey_init (&handle);
  if (status >= 0)
    status = import (handle, &key, password);
  if (status < 0)
    return fail (code_of_status (&key, status), status, "The private key cannot be read", error);
  return waybill_cert_import_take_key (found, g_steal_pointer (&handle), error);
}
