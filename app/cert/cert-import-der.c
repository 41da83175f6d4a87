/* Tells DER files apart by their first elements, and reads all of them but PFX: a certificate, a P7B, keys. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

#define TAG_INTEGER 0x02
#define TAG_OCTET_STRING 0x04
#define TAG_OID 0x06
#define TAG_UTC_TIME 0x17
#define TAG_TIME 0x18
#define TAG_SEQUENCE 0x30
#define TAG_VERSION 0xa0

typedef struct
{
  guint8 tag;
  const guint8 *content;
  gsize length;    /* what the file still has of it */
  gsize announced; /* what the element says; G_MAXSIZE when it has no end mark in front (BER) */
} Element;

/* Reads one element and goes behind it. Bytes that are missing are no error: the announced length tells. */
static gboolean
next_element (const guint8 **at, gsize *left, Element *element)
{
  const guint8 *data = *at;
  gsize header = 2;
  gsize announced;

  if (*left < 2)
    return FALSE;
  announced = data[1];
  if (announced == 0x80)
    announced = G_MAXSIZE;
  else if (announced > 0x80)
    {
      gsize n_bytes = announced & 0x7f;

      if (n_bytes > 4 || *left < 2 + n_bytes)
        return FALSE;
      for (announced = 0; header < 2 + n_bytes; header++)
        announced = announced << 8 | data[header];
    }
  element->tag = data[0];
  element->content = data + header;
  element->announced = announced;
  element->length = MIN (announced, *left - header);
  *at += header + element->length;
  *left -= header + element->length;
  return TRUE;
}

static gboolean
has_oid (const Element *element, const char *oid, gsize length)
{
  return element->tag == TAG_OID && element->length >= length && memcmp (element->content, oid, length) == 0;
}

static gboolean
starts_with (const Element *element, guint8 tag)
{
  return element->length > 0 && element->content[0] == tag;
}

/* A revocation list (RFC 5280 §5.1) has a time where a certificate has its validity: behind the version, which may be
 * missing, the algorithm and the issuer. */
static gboolean
is_crl (const Element *signed_part)
{
  const guint8 *at = signed_part->content;
  gsize left = signed_part->length;
  Element element;
  guint n_sequences = 0;

  for (guint i = 0; i < 4 && next_element (&at, &left, &element); i++)
    if (element.tag == TAG_SEQUENCE)
      n_sequences++;
    else if (element.tag == TAG_UTC_TIME || element.tag == TAG_TIME)
      return n_sequences == 2;
    else if (element.tag != TAG_INTEGER || i > 0)
      return FALSE;
  return FALSE;
}

static WaybillCertForm
form_of_numbered (const Element *number, const Element *second)
{
  if (number->length != 1)
    return WAYBILL_CERT_FORM_UNKNOWN;
  if (number->content[0] == 3 && second->tag == TAG_SEQUENCE)
    return WAYBILL_CERT_FORM_PFX;
  if (number->content[0] <= 1 && second->tag == TAG_SEQUENCE && starts_with (second, TAG_OID))
    return WAYBILL_CERT_FORM_KEY_PLAIN;
  if (number->content[0] == 0 && second->tag == TAG_INTEGER)
    return WAYBILL_CERT_FORM_KEY_TRADITIONAL;
  if (number->content[0] == 1 && second->tag == TAG_OCTET_STRING)
    return WAYBILL_CERT_FORM_KEY_TRADITIONAL;
  return WAYBILL_CERT_FORM_UNKNOWN;
}

/**
 * waybill_cert_form_of_der:
 * @der: (array length=length): a file's content
 * @length: bytes
 * @total: (out): how long the file would be by its own account; 0 when it does not say
 *
 * Recognises a file by its first elements: PFX (RFC 7292, 4), PKCS#7 (RFC 2315), X.509 (RFC 5280), PKCS#8 (RFC 5958),
 * RSA (RFC 8017, A.1.2) and EC (RFC 5915) keys. Any thread.
 *
 * Returns: what it looks like; the beginning alone is looked at
 */
WaybillCertForm
waybill_cert_form_of_der (const guint8 *der, gsize length, gsize *total)
{
  const guint8 *at = der;
  gsize left = length;
  Element whole, first, second;

  *total = 0;
  if (!next_element (&at, &left, &whole) || whole.tag != TAG_SEQUENCE)
    return WAYBILL_CERT_FORM_UNKNOWN;
  if (whole.announced != G_MAXSIZE)
    *total = (gsize) (whole.content - der) + whole.announced;
  at = whole.content;
  left = whole.length;
  if (!next_element (&at, &left, &first))
    return WAYBILL_CERT_FORM_UNKNOWN;
  if (has_oid (&first, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 9))
    return WAYBILL_CERT_FORM_P7B;
  if (first.tag == TAG_SEQUENCE && is_crl (&first))
    return WAYBILL_CERT_FORM_CRL;
  if (first.tag == TAG_SEQUENCE && (starts_with (&first, TAG_VERSION) || starts_with (&first, TAG_INTEGER)))
    return WAYBILL_CERT_FORM_CERTIFICATE;
  if (first.tag == TAG_SEQUENCE && starts_with (&first, TAG_OID))
    return WAYBILL_CERT_FORM_KEY_ENCRYPTED;
  if (first.tag == TAG_INTEGER && next_element (&at, &left, &second))
    return form_of_numbered (&first, &second);
  return WAYBILL_CERT_FORM_UNKNOWN;
}

static gboolean
read_certificate (WaybillCertFound *found, const guint8 *der, gsize length, GError **error)
{
  WaybillCertCertificate *certificate = waybill_cert_certificate_new_from_der (der, length, error);

  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (found->certificates, certificate);
  return TRUE;
}

static gboolean
read_crl (WaybillCertFound *found, const guint8 *der, gsize length, GError **error)
{
  WaybillCertCrl *crl = waybill_cert_crl_new (der, length, error);

  if (crl == NULL)
    return FALSE;
  g_ptr_array_add (found->crls, crl);
  return TRUE;
}

static gboolean
read_p7b (WaybillCertFound *found, const guint8 *der, gsize length, GError **error)
{
  g_auto (gnutls_pkcs7_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  int status = gnutls_pkcs7_init (&handle);
  int n_certificates;

  if (status >= 0)
    status = gnutls_pkcs7_import (handle, &datum, GNUTLS_X509_FMT_DER);
  n_certificates = status >= 0 ? gnutls_pkcs7_get_crt_count (handle) : status;
  if (n_certificates <= 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, n_certificates,
                                     "A PKCS#7 file without certificates");
      return FALSE;
    }
  for (int i = 0; i < n_certificates; i++)
    {
      g_auto (gnutls_datum_t) raw = { NULL, 0 };

      status = gnutls_pkcs7_get_crt_raw2 (handle, (unsigned) i, &raw);
      if (status < 0)
        {
          waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, status, "A damaged PKCS#7 file");
          return FALSE;
        }
      if (!read_certificate (found, raw.data, raw.size, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * waybill_cert_import_check_rounds:
 * @status: what GnuTLS's info function returned; a failure is left to the later decryption to tell
 * @rounds: what it told
 * @error: return location
 *
 * Refuses what would compute for minutes. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_TOO_EXPENSIVE
 */
gboolean
waybill_cert_import_check_rounds (int status, guint rounds, GError **error)
{
  /* GnuTLS itself calls 2^31-1 rounds an illegal parameter. */
  if (status == GNUTLS_E_ILLEGAL_PARAMETER)
    rounds = G_MAXINT;
  else if (status < 0)
    return TRUE;
  if (rounds <= WAYBILL_CERT_IMPORT_MAX_ROUNDS)
    return TRUE;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_EXPENSIVE, "%u rounds of key derivation are too many",
               rounds);
  return FALSE;
}

static WaybillCertError
code_of_key_status (int status, WaybillCertForm form)
{
  switch (status)
    {
    case GNUTLS_E_DECRYPTION_FAILED:
    case GNUTLS_E_PARSING_ERROR:
      return form == WAYBILL_CERT_FORM_KEY_ENCRYPTED ? WAYBILL_CERT_ERROR_PASSWORD : WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE;
    case GNUTLS_E_UNKNOWN_CIPHER_TYPE:
    case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
    case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
    case GNUTLS_E_UNIMPLEMENTED_FEATURE:
      return WAYBILL_CERT_ERROR_UNSUPPORTED;
    default:
      /* A wrong password whose padding is right by chance decrypts into something that is no key. */
      return form == WAYBILL_CERT_FORM_KEY_ENCRYPTED ? WAYBILL_CERT_ERROR_PASSWORD : WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE;
    }
}

/**
 * waybill_cert_import_read_key:
 * @found: where the key goes
 * @data: (array length=length): one key
 * @length: bytes
 * @format: DER, or one PEM block
 * @form: which kind of key; `KEY_ENCRYPTED` also for a traditional one that is encrypted
 * @password: (nullable): UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Reads a private key. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `TOO_EXPENSIVE`, `UNSUPPORTED`, `NOT_A_CERTIFICATE`
 */
gboolean
waybill_cert_import_read_key (WaybillCertFound *found,
                              const void *data,
                              gsize length,
                              gnutls_x509_crt_fmt_t format,
                              WaybillCertForm form,
                              const char *password,
                              GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned) length };
  gboolean is_encrypted = form == WAYBILL_CERT_FORM_KEY_ENCRYPTED;
  guint rounds = 0;
  int status = is_encrypted ? gnutls_pkcs8_info (&datum, format, NULL, NULL, NULL, NULL, &rounds, NULL) : 0;

  if (!waybill_cert_import_check_rounds (status, rounds, error))
    return FALSE;
  status = gnutls_x509_privkey_init (&key);
  if (status >= 0 && form == WAYBILL_CERT_FORM_KEY_PLAIN && format == GNUTLS_X509_FMT_DER)
    status = gnutls_x509_privkey_import_pkcs8 (key, &datum, format, NULL, GNUTLS_PKCS_PLAIN);
  else if (status >= 0 && is_encrypted && format == GNUTLS_X509_FMT_DER)
    status = gnutls_x509_privkey_import_pkcs8 (key, &datum, format, password != NULL ? password : "", 0);
  else if (status >= 0 && format == GNUTLS_X509_FMT_DER)
    status = gnutls_x509_privkey_import (key, &datum, format);
  else if (status >= 0)
    status = gnutls_x509_privkey_import2 (key, &datum, format, is_encrypted && password == NULL ? "" : password, 0);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, code_of_key_status (status, form), status, "The private key cannot be read");
      return FALSE;
    }
  g_ptr_array_add (found->keys, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
fail (WaybillCertError code, const char *message, GError **error)
{
  g_set_error_literal (error, WAYBILL_CERT_ERROR, code, message);
  return FALSE;
}

/**
 * waybill_cert_import_read_der:
 * @found: where keys and certificates go
 * @der: (array length=length): a file in DER; what stands behind its end is ignored
 * @length: bytes
 * @password: (nullable): UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Reads any DER file that is known. Any thread.
 *
 * Returns: %FALSE with a #WaybillCertError; @found may have grown
 */
gboolean
waybill_cert_import_read_der (WaybillCertFound *found, const guint8 *der, gsize length, const char *password, GError **error)
{
  gsize total;
  WaybillCertForm form = waybill_cert_form_of_der (der, length, &total);

  if (total > length)
    return fail (WAYBILL_CERT_ERROR_CUT_OFF, "The file ends too early", error);
  if (total > 0)
    length = total;
  switch (form)
    {
    case WAYBILL_CERT_FORM_PFX:
      return waybill_cert_import_read_pfx (found, der, length, password, error);
    case WAYBILL_CERT_FORM_CERTIFICATE:
      return read_certificate (found, der, length, error);
    case WAYBILL_CERT_FORM_CRL:
      return read_crl (found, der, length, error);
    case WAYBILL_CERT_FORM_P7B:
      return read_p7b (found, der, length, error);
    case WAYBILL_CERT_FORM_KEY_TRADITIONAL:
    case WAYBILL_CERT_FORM_KEY_PLAIN:
    case WAYBILL_CERT_FORM_KEY_ENCRYPTED:
      return waybill_cert_import_read_key (found, der, length, GNUTLS_X509_FMT_DER, form, password, error);
    case WAYBILL_CERT_FORM_UNKNOWN:
    default:
      return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, "This is no certificate file that we know", error);
    }
}
