/* Reads a PFX (PKCS#12, RFC 7292) bag by bag: several keys in one file are found, locks and their rounds are looked at
 * before anything is computed. Certificates and keys are not joined here. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

/* certtool's seal without a password has 10,240: no second try where it would cost more than a moment. */
#define MAX_GUESS_ROUNDS 1000000u
/* A browser writes two for each key. GnuTLS takes the whole file apart again for each. */
#define MAX_BAGS 128
/* What GnuTLS keeps of a bag; the rest it drops without a word. */
#define MAX_ELEMENTS 32

/* The file and the password to try. */
typedef struct
{
  gnutls_pkcs12_t handle;
  const char *password; /* NULL and "" are the empty one */
  guint seal_rounds;
  gboolean is_cheap;      /* another guess at all locks costs no more than a moment */
  gboolean is_seal_right; /* so the password is */
} Pfx;

/* What Windows leaves in a PFX that it locked to "group or user names": a secret bag with the password, locked in its turn
 * (wincrypt.h: szOID_PKCS_12_PROTECTED_PASSWORD_SECRET_BAG_TYPE_ID), DPAPI-NG's own arc inside that, and the envelopedData
 * around it (RFC 5652, 6.1), sealed for an account or a certificate instead of a password. */
static const guint8 protected_password[] = { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x11, 0x04 };
static const guint8 windows_descriptor[] = { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x4a, 0x01 };
static const guint8 enveloped_data[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03 };

static gboolean
fail (WaybillCertError code, int status, const char *what, GError **error)
{
  waybill_cert_error_set_gnutls (error, code, status, what);
  return FALSE;
}

static WaybillCertError
code_of_status (const Pfx *pfx, int status, gboolean was_encrypted)
{
  switch (status)
    {
    case GNUTLS_E_MAC_VERIFY_FAILED:
      return WAYBILL_CERT_ERROR_PASSWORD;
    case GNUTLS_E_UNKNOWN_CIPHER_TYPE:
    case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
    case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
    case GNUTLS_E_ECC_UNSUPPORTED_CURVE:
    case GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE:
    case GNUTLS_E_UNKNOWN_PKCS_BAG_TYPE:
    case GNUTLS_E_UNIMPLEMENTED_FEATURE:
      return WAYBILL_CERT_ERROR_UNSUPPORTED;
    default:
      if (!was_encrypted)
        return WAYBILL_CERT_ERROR_DAMAGED;
      /* Without a seal a wrong password may pass the padding by chance and yield nonsense. Under a seal that fits, the
       * password is right, and the lock is one of its own: a second password, or a cipher that is told wrongly. */
      return pfx->is_seal_right ? WAYBILL_CERT_ERROR_UNSUPPORTED : WAYBILL_CERT_ERROR_PASSWORD;
    }
}

/* GnuTLS gives the scheme's OID also where it does not know it, and keeps it for ever where nobody takes it. */
static int
get_seal (gnutls_pkcs12_t handle, guint *rounds)
{
  char *oid = NULL;
  int status = gnutls_pkcs12_mac_info (handle, NULL, NULL, NULL, rounds, &oid);

  gnutls_free (oid);
  return status;
}

static gboolean
count_seal_rounds (Pfx *pfx, WaybillCertFound *found, GError **error)
{
  int status = get_seal (pfx->handle, &pfx->seal_rounds);

  return waybill_cert_import_count_rounds (found, status, pfx->seal_rounds, error);
}

/* certtool seals with no password at all where others seal with the empty one: both stand for "none". */
static gboolean
check_seal (Pfx *pfx, guint *remarks, GError **error)
{
  const char *password = pfx->password;
  gboolean is_empty = password == NULL || *password == '\0';
  int status = gnutls_pkcs12_verify_mac (pfx->handle, is_empty ? "" : password);

  if (status == GNUTLS_E_MAC_VERIFY_FAILED && is_empty && pfx->seal_rounds <= MAX_GUESS_ROUNDS)
    status = gnutls_pkcs12_verify_mac (pfx->handle, NULL);
  pfx->is_seal_right = status >= 0;
  if (status == GNUTLS_E_ASN1_ELEMENT_NOT_FOUND)
    *remarks |= WAYBILL_CERT_REMARK_NO_SEAL;
  else if (status == GNUTLS_E_UNKNOWN_HASH_ALGORITHM)
    *remarks |= WAYBILL_CERT_REMARK_SEAL_UNKNOWN;
  else if (status < 0)
    return fail (code_of_status (pfx, status, TRUE), status, "The PFX's seal does not fit the password", error);
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

/* Schemes of RFC 7292, appendix C, and RFC 8018, appendix A.3, that GnuTLS has given up or never knew. */
static gboolean
is_old_scheme (const char *oid)
{
  static const char *const schemes[] = {
    "1.2.840.113549.1.12.1.2", /* RC4-40 */
    "1.2.840.113549.1.12.1.5", /* RC2-128 */
    "1.2.840.113549.1.5.1",    /* MD2, DES */
    "1.2.840.113549.1.5.4",    /* MD2, RC2 */
    "1.2.840.113549.1.5.6",    /* MD5, RC2 */
    "1.2.840.113549.1.5.10",   /* SHA-1, DES */
    "1.2.840.113549.1.5.11",   /* SHA-1, RC2 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (oid, schemes[i]) == 0)
      return TRUE;
  return FALSE;
}

/* How something is locked, before any password is tried: status and the rest are what GnuTLS's info function told of it. */
static gboolean
note_lock (WaybillCertFound *found, int status, const char *oid, guint cipher, guint rounds, GError **error)
{
  if (!waybill_cert_import_count_rounds (found, status, rounds, error))
    return FALSE;
  if (status < 0)
    return fail (is_old_scheme (oid) ? WAYBILL_CERT_ERROR_OLD_LOCK : WAYBILL_CERT_ERROR_UNSUPPORTED, status,
                 "The PFX is locked in a way that is not known", error);
  if (is_old_cipher (cipher))
    found->remarks |= WAYBILL_CERT_REMARK_OLD_CIPHER;
  return TRUE;
}

static gboolean
survey_sealed_bag (WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  guint cipher = 0, rounds = 0;
  char *oid = NULL;
  int status = gnutls_pkcs12_bag_enc_info (bag, NULL, &cipher, NULL, NULL, &rounds, &oid);
  gboolean is_good = note_lock (found, status, oid, cipher, rounds, error);

  gnutls_free (oid);
  return is_good;
}

static gboolean
survey_key (WaybillCertFound *found, const gnutls_datum_t *datum, GError **error)
{
  guint cipher = 0, rounds = 0;
  char *oid = NULL;
  int status = gnutls_pkcs8_info (datum, GNUTLS_X509_FMT_DER, NULL, &cipher, NULL, NULL, &rounds, &oid);
  gboolean is_good = note_lock (found, status, oid, cipher, rounds, error);

  gnutls_free (oid);
  return is_good;
}

/* The locks of a bag that is open. */
static gboolean
survey_elements (WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  int n_elements = gnutls_pkcs12_bag_get_count (bag);

  for (int i = 0; i < n_elements; i++)
    {
      gnutls_datum_t datum = { NULL, 0 }; /* lent by the bag */

      if (gnutls_pkcs12_bag_get_type (bag, (unsigned) i) == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY
          && gnutls_pkcs12_bag_get_data (bag, (unsigned) i, &datum) >= 0 && !survey_key (found, &datum, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
survey_bag (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  if (gnutls_pkcs12_bag_get_type (bag, 0) == GNUTLS_BAG_ENCRYPTED)
    return survey_sealed_bag (found, bag, error);
  return survey_elements (found, bag, error);
}

static int
import_key (const Pfx *pfx, gnutls_x509_privkey_t key, const gnutls_datum_t *datum, gboolean is_encrypted)
{
  const char *password = pfx->password;
  int status;

  if (!is_encrypted)
    return gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN);
  if (password != NULL && *password != '\0')
    return gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, password, 0);
  status = gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, "", 0);
  if (status < 0 && pfx->is_cheap)
    status = gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_NULL_PASSWORD);
  return status;
}

static gboolean
read_key (Pfx *pfx, WaybillCertFound *found, const gnutls_datum_t *datum, gboolean is_encrypted, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  int status = gnutls_x509_privkey_init (&key);

  if (status >= 0)
    status = import_key (pfx, key, datum, is_encrypted);
  if (status < 0)
    return fail (code_of_status (pfx, status, is_encrypted), status, "A private key in the PFX cannot be read", error);
  return waybill_cert_import_take_key (found, g_steal_pointer (&key), error);
}

static gboolean
read_element (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, guint index, GError **error)
{
  gnutls_datum_t datum = { NULL, 0 }; /* lent by the bag */
  int type = gnutls_pkcs12_bag_get_type (bag, index);
  int status = gnutls_pkcs12_bag_get_data (bag, index, &datum);

  if (status < 0)
    return fail (WAYBILL_CERT_ERROR_DAMAGED, status, "A damaged PFX", error);
  switch (type)
    {
    case GNUTLS_BAG_PKCS8_KEY:
    case GNUTLS_BAG_PKCS8_ENCRYPTED_KEY:
      return read_key (pfx, found, &datum, type == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, error);
    case GNUTLS_BAG_CERTIFICATE:
      return waybill_cert_import_take_certificate (found, datum.data, datum.size, error);
    case GNUTLS_BAG_CRL:
      return waybill_cert_import_take_crl (found, datum.data, datum.size, error);
    default:
      /* Secrets have no use here. */
      return TRUE;
    }
}

static int
decrypt_bag (const Pfx *pfx, gnutls_pkcs12_bag_t bag)
{
  int status;

  if (pfx->password != NULL && *pfx->password != '\0')
    return gnutls_pkcs12_bag_decrypt (bag, pfx->password);
  status = gnutls_pkcs12_bag_decrypt (bag, "");
  return status < 0 && pfx->is_cheap ? gnutls_pkcs12_bag_decrypt (bag, NULL) : status;
}

static gboolean
open_bag (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  int status;

  if (gnutls_pkcs12_bag_get_type (bag, 0) != GNUTLS_BAG_ENCRYPTED)
    return TRUE;
  status = decrypt_bag (pfx, bag);
  if (status < 0)
    return fail (code_of_status (pfx, status, TRUE), status, "The PFX cannot be decrypted", error);
  /* What was behind this lock was not seen by the first look. */
  return survey_elements (found, bag, error);
}

static gboolean
read_bag (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error)
{
  int n_elements;

  if (!open_bag (pfx, found, bag, error))
    return FALSE;
  n_elements = gnutls_pkcs12_bag_get_count (bag);
  if (n_elements >= MAX_ELEMENTS)
    found->remarks |= WAYBILL_CERT_REMARK_CROWDED;
  for (int i = 0; i < n_elements; i++)
    if (!read_element (pfx, found, bag, (guint) i, error))
      return FALSE;
  return TRUE;
}

typedef gboolean (*BagFunc) (Pfx *pfx, WaybillCertFound *found, gnutls_pkcs12_bag_t bag, GError **error);

static gboolean
for_each_bag (Pfx *pfx, BagFunc function, WaybillCertFound *found, GError **error)
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
        return fail (code_of_status (pfx, status, FALSE), status, "A part of the PFX cannot be read", error);
      if (!function (pfx, found, bag, error))
        return FALSE;
    }
}

static gboolean
has_too_many_bags (gnutls_pkcs12_t handle)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;

  return gnutls_pkcs12_bag_init (&bag) >= 0 && gnutls_pkcs12_get_bag (handle, MAX_BAGS, bag) >= 0;
}

static gboolean
read_pfx (Pfx *pfx, WaybillCertFound *found, const gnutls_datum_t *datum, GError **error)
{
  guint n_before = found->keys->len + found->certificates->len + found->crls->len;
  int status = gnutls_pkcs12_import (pfx->handle, datum, GNUTLS_X509_FMT_DER, 0);

  if (status < 0)
    return fail (code_of_status (pfx, status, FALSE), status, "A damaged PFX", error);
  if (has_too_many_bags (pfx->handle))
    return fail (WAYBILL_CERT_ERROR_TOO_LARGE, GNUTLS_E_UNIMPLEMENTED_FEATURE, "A PFX of too many parts", error);
  if (!count_seal_rounds (pfx, found, error) || !for_each_bag (pfx, survey_bag, found, error))
    return FALSE;
  pfx->is_cheap = found->rounds <= MAX_GUESS_ROUNDS;
  if (!check_seal (pfx, &found->remarks, error) || !for_each_bag (pfx, read_bag, found, error))
    return FALSE;
  if (pfx->password == NULL || *pfx->password == '\0')
    found->remarks |= WAYBILL_CERT_REMARK_NO_PASSWORD;
  if (found->keys->len + found->certificates->len + found->crls->len > n_before)
    return TRUE;
  return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, GNUTLS_E_NO_CERTIFICATE_FOUND, "An empty PFX", error);
}

static gboolean
holds (const gnutls_datum_t *datum, const guint8 *bytes, gsize length)
{
  return memmem (datum->data, datum->size, bytes, length) != NULL;
}

static gboolean
is_for_windows_account (const gnutls_datum_t *datum)
{
  return holds (datum, protected_password, sizeof protected_password)
         || holds (datum, windows_descriptor, sizeof windows_descriptor)
         || holds (datum, enveloped_data, sizeof enveloped_data);
}

/**
 * waybill_cert_import_read_pfx:
 * @found: where keys, certificates and remarks go
 * @der: (array length=length): a PFX
 * @length: bytes
 * @password: (nullable): UTF-8; %NULL and "" are the empty one
 * @error: return location
 *
 * Reads a PFX. How it is locked is looked at first: what would take too many rounds, or needs a cipher that GnuTLS does not
 * know, is refused before a password is tried. Below, this may run for seconds. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `TOO_EXPENSIVE`, `TOO_LARGE`, `UNSUPPORTED`, `OLD_LOCK`,
 *   `WINDOWS_ACCOUNT` (a file that names one; a password may have been given beside, and then opens it), `DAMAGED`,
 *   `NOT_A_CERTIFICATE` (nothing inside); @found may have grown
 */
gboolean
waybill_cert_import_read_pfx (WaybillCertFound *found, const guint8 *der, gsize length, const char *password, GError **error)
{
  g_auto (gnutls_pkcs12_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  Pfx pfx = { .password = password };
  GError *cause = NULL;
  int status = gnutls_pkcs12_init (&handle);

  pfx.handle = handle;
  if (status < 0)
    return fail (WAYBILL_CERT_ERROR_FAILED, status, "The PFX cannot be opened", error);
  if (read_pfx (&pfx, found, &datum, &cause))
    return TRUE;
  if (is_for_windows_account (&datum))
    cause->code = WAYBILL_CERT_ERROR_WINDOWS_ACCOUNT;
  g_propagate_error (error, cause);
  return FALSE;
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
  guint rounds;
  int seal;

  if (gnutls_pkcs12_init (&handle) < 0 || gnutls_pkcs12_import (handle, &datum, GNUTLS_X509_FMT_DER, 0) < 0)
    return TRUE;
  seal = get_seal (handle, &rounds);
  if (seal >= 0 || seal == GNUTLS_E_UNKNOWN_HASH_ALGORITHM || has_too_many_bags (handle))
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
