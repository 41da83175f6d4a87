/* Tells DER files apart by their first elements, and reads certificates, revocation lists and P7B. PFX and keys have files
 * of their own. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

#define TAG_INTEGER 0x02
#define TAG_BIT_STRING 0x03
#define TAG_OCTET_STRING 0x04
#define TAG_OID 0x06
#define TAG_UTC_TIME 0x17
#define TAG_TIME 0x18
#define TAG_SEQUENCE 0x30
#define TAG_SET 0x31
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

/* A request (RFC 2986, 4.1) has the name where a certificate of version 1 has the algorithm. */
static gboolean
is_request (const Element *signed_part)
{
  const guint8 *at = signed_part->content;
  gsize left = signed_part->length;
  Element version, subject;

  return next_element (&at, &left, &version) && version.tag == TAG_INTEGER && next_element (&at, &left, &subject)
         && subject.tag == TAG_SEQUENCE && (subject.announced == 0 || starts_with (&subject, TAG_SET));
}

/* Behind the algorithm a public key (RFC 5280, 4.1: SubjectPublicKeyInfo) has a string of bits where a locked private one
 * has one of octets. */
static gboolean
is_public_key (const guint8 *at, gsize left)
{
  Element key;

  return next_element (&at, &left, &key) && key.tag == TAG_BIT_STRING;
}

static WaybillCertShape
shape_of_numbered (const Element *number, const Element *second)
{
  if (number->length != 1)
    return WAYBILL_CERT_SHAPE_UNKNOWN;
  if (number->content[0] == 3 && second->tag == TAG_SEQUENCE)
    return WAYBILL_CERT_SHAPE_PFX;
  if (number->content[0] <= 1 && second->tag == TAG_SEQUENCE && starts_with (second, TAG_OID))
    return WAYBILL_CERT_SHAPE_KEY_PLAIN;
  if (number->content[0] == 0 && second->tag == TAG_INTEGER)
    return WAYBILL_CERT_SHAPE_KEY_TRADITIONAL;
  if (number->content[0] == 1 && second->tag == TAG_OCTET_STRING)
    return WAYBILL_CERT_SHAPE_KEY_TRADITIONAL;
  return WAYBILL_CERT_SHAPE_UNKNOWN;
}

/**
 * waybill_cert_shape_of_der:
 * @der: (array length=length): a file's content
 * @length: bytes
 * @total: (out): how long the file would be by its own account; 0 when it does not say
 *
 * Recognises a file by its first elements: PFX (RFC 7292, 4), PKCS#7 (RFC 2315), X.509 (RFC 5280), PKCS#8 (RFC 5958),
 * RSA (RFC 8017, A.1.2) and EC (RFC 5915) keys. Any thread.
 *
 * Returns: what it looks like; the beginning alone is looked at
 */
WaybillCertShape
waybill_cert_shape_of_der (const guint8 *der, gsize length, gsize *total)
{
  const guint8 *at = der;
  gsize left = length;
  Element whole, first, second;

  *total = 0;
  if (!next_element (&at, &left, &whole) || whole.tag != TAG_SEQUENCE)
    return WAYBILL_CERT_SHAPE_UNKNOWN;
  if (whole.announced != G_MAXSIZE)
    *total = (gsize) (whole.content - der) + whole.announced;
  at = whole.content;
  left = whole.length;
  if (!next_element (&at, &left, &first))
    return WAYBILL_CERT_SHAPE_UNKNOWN;
  if (has_oid (&first, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 9))
    return WAYBILL_CERT_SHAPE_P7B;
  if (first.tag == TAG_SEQUENCE && is_crl (&first))
    return WAYBILL_CERT_SHAPE_CRL;
  if (first.tag == TAG_SEQUENCE && is_request (&first))
    return WAYBILL_CERT_SHAPE_REQUEST;
  if (first.tag == TAG_SEQUENCE && (starts_with (&first, TAG_VERSION) || starts_with (&first, TAG_INTEGER)))
    return WAYBILL_CERT_SHAPE_CERTIFICATE;
  if (first.tag == TAG_SEQUENCE && starts_with (&first, TAG_OID))
    return is_public_key (at, left) ? WAYBILL_CERT_SHAPE_UNKNOWN : WAYBILL_CERT_SHAPE_KEY_ENCRYPTED;
  if (first.tag == TAG_INTEGER && next_element (&at, &left, &second))
    return shape_of_numbered (&first, &second);
  return WAYBILL_CERT_SHAPE_UNKNOWN;
}

static gboolean
fail (WaybillCertError code, int status, const char *what, GError **error)
{
  waybill_cert_error_set_gnutls (error, code, status, what);
  return FALSE;
}

static gboolean
read_p7b_certificates (WaybillCertFound *found, gnutls_pkcs7_t handle, GError **error)
{
  int n_certificates = gnutls_pkcs7_get_crt_count (handle);

  if (n_certificates > WAYBILL_CERT_IMPORT_MAX_CERTIFICATES)
    return fail (WAYBILL_CERT_ERROR_TOO_LARGE, GNUTLS_E_UNIMPLEMENTED_FEATURE, "A PKCS#7 file of too many parts", error);
  for (int i = 0; i < n_certificates; i++)
    {
      g_auto (gnutls_datum_t) raw = { NULL, 0 };
      int status = gnutls_pkcs7_get_crt_raw2 (handle, (unsigned) i, &raw);

      /* An attribute certificate, say. */
      if (status == GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE)
        continue;
      if (status < 0)
        return fail (WAYBILL_CERT_ERROR_DAMAGED, status, "A damaged PKCS#7 file", error);
      if (!waybill_cert_import_take_certificate (found, raw.data, raw.size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_p7b_crls (WaybillCertFound *found, gnutls_pkcs7_t handle, GError **error)
{
  int n_crls = gnutls_pkcs7_get_crl_count (handle);

  if (n_crls > WAYBILL_CERT_IMPORT_MAX_CERTIFICATES)
    return fail (WAYBILL_CERT_ERROR_TOO_LARGE, GNUTLS_E_UNIMPLEMENTED_FEATURE, "A PKCS#7 file of too many parts", error);
  for (int i = 0; i < n_crls; i++)
    {
      g_auto (gnutls_datum_t) raw = { NULL, 0 };
      int status = gnutls_pkcs7_get_crl_raw2 (handle, (unsigned) i, &raw);

      if (status < 0)
        return fail (WAYBILL_CERT_ERROR_DAMAGED, status, "A damaged PKCS#7 file", error);
      if (!waybill_cert_import_take_crl (found, raw.data, raw.size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_p7b (WaybillCertFound *found, const guint8 *der, gsize length, GError **error)
{
  g_auto (gnutls_pkcs7_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  guint n_before = found->certificates->len + found->crls->len;
  int status = gnutls_pkcs7_init (&handle);

  if (status >= 0)
    status = gnutls_pkcs7_import (handle, &datum, GNUTLS_X509_FMT_DER);
  if (status < 0)
    return fail (WAYBILL_CERT_ERROR_DAMAGED, status, "A damaged PKCS#7 file", error);
  if (!read_p7b_certificates (found, handle, error) || !read_p7b_crls (found, handle, error))
    return FALSE;
  if (found->certificates->len + found->crls->len > n_before)
    return TRUE;
  return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, GNUTLS_E_NO_CERTIFICATE_FOUND, "A PKCS#7 file without certificates",
               error);
}

static gboolean
read_one (
    WaybillCertFound *found, WaybillCertShape shape, const guint8 *der, gsize length, const char *password, GError **error)
{
  switch (shape)
    {
    case WAYBILL_CERT_SHAPE_PFX:
      return waybill_cert_import_read_pfx (found, der, length, password, error);
    case WAYBILL_CERT_SHAPE_CERTIFICATE:
      return waybill_cert_import_take_certificate (found, der, length, error);
    case WAYBILL_CERT_SHAPE_CRL:
      return waybill_cert_import_take_crl (found, der, length, error);
    case WAYBILL_CERT_SHAPE_P7B:
      return read_p7b (found, der, length, error);
    case WAYBILL_CERT_SHAPE_KEY_TRADITIONAL:
    case WAYBILL_CERT_SHAPE_KEY_PLAIN:
    case WAYBILL_CERT_SHAPE_KEY_ENCRYPTED:
      return waybill_cert_import_read_key (found, der, length, GNUTLS_X509_FMT_DER, shape, password, error);
    case WAYBILL_CERT_SHAPE_REQUEST:
      return fail (WAYBILL_CERT_ERROR_REQUEST, GNUTLS_E_NO_CERTIFICATE_FOUND, "A certificate request", error);
    case WAYBILL_CERT_SHAPE_UNKNOWN:
    default:
      return fail (WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, GNUTLS_E_NO_CERTIFICATE_FOUND,
                   "This is no certificate file that we know", error);
    }
}

/**
 * waybill_cert_import_read_der:
 * @found: where keys and certificates go
 * @der: (array length=length): a file in DER; certificates may stand behind its end, anything else there is ignored
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
  WaybillCertShape shape = waybill_cert_shape_of_der (der, length, &total);

  /* Several certificates may have been joined to one file ("copy /b a.cer + b.cer all.cer"). */
  do
    {
      if (total > length)
        return fail (WAYBILL_CERT_ERROR_CUT_OFF, GNUTLS_E_ASN1_DER_OVERFLOW, "The file ends too early", error);
      if (!read_one (found, shape, der, total > 0 ? total : length, password, error))
        return FALSE;
      der += total;
      length -= total;
      shape = total > 0 ? waybill_cert_shape_of_der (der, length, &total) : WAYBILL_CERT_SHAPE_UNKNOWN;
    }
  while (shape == WAYBILL_CERT_SHAPE_CERTIFICATE);
  return TRUE;
}
