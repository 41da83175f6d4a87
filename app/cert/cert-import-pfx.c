/* Reads a PFX (PKCS#12, RFC 7292) bag by bag: several keys in one file are found, rounds are read before they are
 * computed. Certificates and keys are not joined here. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

/* The file and the password to try. */
typedef struct
{
  gnutls_pkcs12_t handle;
  const char *password; /* NULL and "" are the empty one */
} Pfx;

static gboolean
fail (WaybillCertError code, int status, const char *what, GError **error)
{
  waybill_cert_error_set_gnutls (error, code, status, what);
  return FALSE;
}

static WaybillCertError
code_of_status (int status, gboolean was_encrypted)
{
  switch (status)
    {
    case GNUTLS_E_MAC_VERIFY_FAILED:
    case GNUTLS_E_DECRYPTION_FAILED:
      return WAYBILL_CERT_ERROR_PASSWORD;
    case GNUTLS_E_UNKNOWN_CIPHER_TYPE:
    case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
    case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
    case GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE:
    case GNUTLS_E_UNKNOWN_PKCS_BAG_TYPE:
    case GNUTLS_E_UNIMPLEMENTED_FEATURE:
      return WAYBILL_CERT_ERROR_UNSUPPORTED;
    default:
      /* Without a seal a wrong password may pass the padding by chance and yield nonsense. */
      return was_encrypted ? WAYBILL_CERT_ERROR_PASSWORD : WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE;
    }
}

static gboolean
check_mac_rounds (gnutls_pkcs12_t handle, GError **error)
{
  guint rounds = 0;
  int status = gnutls_pkcs12_mac_info (handle, NULL, NULL, NULL, &rounds, NULL);

  return waybill_cert_import_check_rounds (status, rounds, error);
}

/* certtool seals with no password at all where others seal with the empty one: both stand for "none". */
static gboolean
check_seal (Pfx *pfx, guint *remarks, GError **error)
{
  const char *password = pfx->password;
  gboolean is_empty = password == NULL || *password == '\0';
  int status = gnutls_pkcs12_verify_mac (pfx->handle, is_empty ? "" : password);

  if (status == GNUTLS_E_MAC_VERIFY_FAILED && is_empty)
    status = gnutls_pkcs12_verify_mac (pfx->handle, NULL);
  if (status >= 0)
    return TRUE;
  if (status == GNUTLS_E_ASN1_ELEMENT_NOT_FOUND)
    *remarks |= WAYBILL_CERT_REMARK_NO_SEAL;
  else if (status == GNUTLS_E_UNKNOWN_HASH_ALGORITHM)
    *remarks |= WAYBILL_CERT_REMARK_SEAL_UNKNOWN;
  else
    return fail (code_of_status (status, TRUE), status, "The PFX's seal does not fit the password", error);
  return TRUE;
}

static gboolean
is_old_cipher (guint cipher)
{
  switch (cipher)
    {
    case GNUTLS_CIPHER_RC2_40_CBC:
    case GNUTLS_CIPHER_3DES_CBC:
    case GNUTLS_CIPHER_DES_CBC:
    case GNUTLS_CIPHER_ARCFOUR_128:
    case GNUTLS_CIPHER_ARCFOUR_40:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
note_encryption (int status, guint cipher, guint rounds, guint *remarks, GError **error)
{
  if (status >= 0 && is_old_cipher (cipher))
    *remarks |= WAYBILL_CERT_REMARK_OLD_CIPHER;
  return waybill_cert_import_check_rounds (status, rounds, error);
}

static int
import_key (gnutls_x509_privkey_t key, const gnutls_datum_t *datum, gboolean is_encrypted, const char *password)
{
  int status;

  if (!is_encrypted)
    return gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN);
  if (password != NULL && *password != '\0')
    return gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, password, 0);
  status = gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, "", 0);
  if (status < 0)
    status = gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_NULL_PASSWORD);
  return status;
}

static gboolean
read_key (Pfx *pfx, WaybillCertFound *found, const gnutls_datum_t *datum, gboolean is_encrypted, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  guint cipher = 0;
  guint rounds = 0;
  int status = -1;

  if (is_encrypted)
    status = gnutls_pkcs8_info (datum, GNUTLS_X509_FMT_DER, NULL, &cipher, NULL, NULL, &rounds, NULL);
  if (!note_encryption (status, cipher, rounds, &found->remarks, error))
    return FALSE;
  status = gnutls_x509_privkey_init (&key);
  if (status >= 0)
    status = import_key (key, datum, is_encrypted, pfx->password);
  if (status < 0)
    return fail (code_of_status (status, is_encrypted), status, "A private key in the PFX cannot be read", error);
  g_ptr_array_add (found->keys, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
read_element (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, guint index, GError **error)
{
  int type = gnutls_pkcs12_bag_get_type (bag, index);
  gnutls_datum_t datum = { NULL, 0 }; /* lent by the bag */
  WaybillCertCertificate *certificate;
  int status = gnutls_pkcs12_bag_get_data (bag, index, &datum);

  if (status < 0)
    return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, status, "A damaged PFX", error);
  if (type == GNUTLS_BAG_PKCS8_KEY || type == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY)
    return read_key (pfx, found, &datum, type == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, error);
  /* Revocation lists and secrets have no use here. */
  if (type != GNUTLS_BAG_CERTIFICATE)
    return TRUE;
  certificate = waybill_cert_certificate_new_from_der (datum.data, datum.size, error);
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (found->certificates, certificate);
  return TRUE;
}

static int
decrypt_bag (gnutls_pkcs12_bag_t bag, const char *password)
{
  int status;

  if (password != NULL && *password != '\0')
    return gnutls_pkcs12_bag_decrypt (bag, password);
  status = gnutls_pkcs12_bag_decrypt (bag, "");
  return status < 0 ? gnutls_pkcs12_bag_decrypt (bag, NULL) : status;
}

static gboolean
open_bag (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  guint cipher = 0;
  guint rounds = 0;
  int status;

  if (gnutls_pkcs12_bag_get_type (bag, 0) != GNUTLS_BAG_ENCRYPTED)
    return TRUE;
  status = gnutls_pkcs12_bag_enc_info (bag, NULL, &cipher, NULL, NULL, &rounds, NULL);
  if (!note_encryption (status, cipher, rounds, &found->remarks, error))
    return FALSE;
  status = decrypt_bag (bag, pfx->password);
  if (status < 0)
    return fail (code_of_status (status, TRUE), status, "The PFX cannot be decrypted", error);
  return TRUE;
}

static gboolean
read_bag (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  int n_elements;

  if (!open_bag (pfx, found, bag, error))
    return FALSE;
  n_elements = gnutls_pkcs12_bag_get_count (bag);
  for (int i = 0; i < n_elements; i++)
    if (!read_element (pfx, found, bag, (guint) i, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_bags (Pfx *pfx, WaybillCertFound *found, GError **error)
{
  for (int i = 0;; i++)
    {
      g_auto (gnutls_pkcs12_bag_t) bag = NULL;
      int status = gnutls_pkcs12_bag_init (&bag);

      if (status >= 0)
        status = gnutls_pkcs12_get_bag (pfx->handle, i, bag);
      if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return TRUE;
      if (status < 0)
        return fail (code_of_status (status, FALSE), status, "A part of the PFX cannot be read", error);
      if (!read_bag (pfx, found, bag, error))
        return FALSE;
    }
}

/**
 * waybill_cert_import_read_pfx:
 * @found: where keys, certificates and remarks go
 * @der: (array length=length): a PFX
 * @length: bytes
 * @password: (nullable): UTF-8; %NULL and "" are the empty one
 * @error: return location
 *
 * Reads a PFX. The rounds are read first and refused above 10,000,000; below, this may run for seconds. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `TOO_EXPENSIVE`, `UNSUPPORTED` (an encryption that GnuTLS does not
 *   know, a Windows group-protected file), `NOT_A_CERTIFICATE`; @found may have grown
 */
gboolean
waybill_cert_import_read_pfx (WaybillCertFound *found, const guint8 *der, gsize length, const char *password, GError **error)
{
  g_auto (gnutls_pkcs12_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  guint n_before = found->keys->len + found->certificates->len;
  Pfx pfx = { NULL, password };
  int status = gnutls_pkcs12_init (&handle);

  if (status >= 0)
    status = gnutls_pkcs12_import (handle, &datum, GNUTLS_X509_FMT_DER, 0);
  if (status < 0)
    return fail (code_of_status (status, FALSE), status, "A damaged PFX", error);
  pfx.handle = handle;
  if (!check_mac_rounds (handle, error) || !check_seal (&pfx, &found->remarks, error) || !read_bags (&pfx, found, error))
    return FALSE;
  if (password == NULL || *password == '\0')
    found->remarks |= WAYBILL_CERT_REMARK_NO_PASSWORD;
  if (found->keys->len + found->certificates->len > n_before)
    return TRUE;
  return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, GNUTLS_E_NO_CERTIFICATE_FOUND, "An empty PFX", error);
}

/**
 * waybill_cert_pfx_needs_password:
 * @der: (array length=length): a PFX
 * @length: bytes
 *
 * Looks for a seal or an encrypted part, computes nothing. The password may still be the empty one. Any thread.
 *
 * Returns: %FALSE when it opens without any password
 */
gboolean
waybill_cert_pfx_needs_password (const guint8 *der, gsize length)
{
  g_auto (gnutls_pkcs12_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  int seal;

  if (gnutls_pkcs12_init (&handle) < 0 || gnutls_pkcs12_import (handle, &datum, GNUTLS_X509_FMT_DER, 0) < 0)
    return TRUE;
  seal = gnutls_pkcs12_mac_info (handle, NULL, NULL, NULL, NULL, NULL);
  if (seal >= 0 || seal == GNUTLS_E_UNKNOWN_HASH_ALGORITHM)
    return TRUE;
  for (int i = 0;; i++)
    {
      g_auto (gnutls_pkcs12_bag_t) bag = NULL;

      if (gnutls_pkcs12_bag_init (&bag) < 0 || gnutls_pkcs12_get_bag (handle, i, bag) < 0)
        return FALSE;
      for (int j = 0; j < gnutls_pkcs12_bag_get_count (bag); j++)
        if (gnutls_pkcs12_bag_get_type (bag, (guint) j) == GNUTLS_BAG_ENCRYPTED
            || gnutls_pkcs12_bag_get_type (bag, (guint) j) == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY)
          return TRUE;
    }
}
