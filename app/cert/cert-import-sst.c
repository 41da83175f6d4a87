/* Reads a Microsoft Serialized Certificate Store (.sst), which the Windows export wizard writes of several certificates:
 * version and "CERT", then elements of identifier, encoding and length, in little endian (wincrypt.h: CERT_CERT_PROP_ID and
 * its neighbours; layout as Wine's crypt32 reads it). It holds no private keys that anybody else could open. */

#include "cert-import-private.h"

#include <string.h>

#define HEADER_LENGTH 8
#define ELEMENT_LENGTH 12
#define ELEMENT_END 0
#define ELEMENT_CERTIFICATE 32
#define ELEMENT_CRL 33

static const guint8 header[HEADER_LENGTH] = { 0, 0, 0, 0, 'C', 'E', 'R', 'T' };

/**
 * waybill_cert_sst_is:
 * @data: (array length=length): a file's content, or its beginning
 * @length: bytes
 *
 * Any thread.
 *
 * Returns: whether it begins as such a store does
 */
gboolean
waybill_cert_sst_is (const guint8 *data, gsize length)
{
  return length >= HEADER_LENGTH && memcmp (data, header, HEADER_LENGTH) == 0;
}

static guint32
read_number (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

static gboolean
cut_off (GError **error)
{
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_CUT_OFF, "The store ends too early");
  return FALSE;
}

/**
 * waybill_cert_import_read_sst:
 * @found: where certificates and revocation lists go
 * @data: (array length=length): a serialized store
 * @length: bytes
 * @error: return location
 *
 * Reads every certificate and revocation list; their properties, and trust lists, are passed over. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_CUT_OFF, `DAMAGED`, `TOO_LARGE`, or `NOT_A_CERTIFICATE` when there is none in it
 */
gboolean
waybill_cert_import_read_sst (WaybillCertFound *found, const guint8 *data, gsize length, GError **error)
{
  const guint8 *at = data + HEADER_LENGTH;
  gsize left = length - HEADER_LENGTH;
  guint n_before = found->certificates->len + found->crls->len;

  while (left >= ELEMENT_LENGTH && read_number (at) != ELEMENT_END)
    {
      guint32 kind = read_number (at), size = read_number (at + 8);

      at += ELEMENT_LENGTH;
      left -= ELEMENT_LENGTH;
      if (size > left)
        return cut_off (error);
      if (kind == ELEMENT_CERTIFICATE && !waybill_cert_import_take_certificate (found, at, size, error))
        return FALSE;
      if (kind == ELEMENT_CRL && !waybill_cert_import_take_crl (found, at, size, error))
        return FALSE;
      at += size;
      left -= size;
    }
  if (left < ELEMENT_LENGTH)
    return cut_off (error);
  if (found->certificates->len + found->crls->len > n_before)
    return TRUE;
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, "A store without certificates");
  return FALSE;
}
