/* Revocation lists beside the authorities that signed them. A list without its authority in the store is of no use to
 * anybody and is refused. */

#include "cert-store-private.h"

#include "cert-error.h"

static WaybillCertEntry *
find_signer (WaybillCertStore *self, WaybillCertCrl *crl)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      WaybillCertEntry *entry = self->entries->pdata[i];

      if (waybill_cert_crl_is_of (crl, entry->certificate) && waybill_cert_crl_is_signed_by (crl, entry->certificate))
        return entry;
    }
  return NULL;
}

static gboolean
is_older (WaybillCertCrl *crl, GBytes *kept)
{
  g_autoptr (WaybillCertCrl) other = NULL;
  gsize length;
  gconstpointer data;

  if (kept == NULL)
    return FALSE;
  data = g_bytes_get_data (kept, &length);
  other = waybill_cert_crl_new (data, length, NULL);
  return other != NULL && waybill_cert_crl_get_this_update (crl) < waybill_cert_crl_get_this_update (other);
}

/**
 * waybill_cert_store_add_crl:
 * @self: the store
 * @crl: a revocation list
 * @error: return location
 *
 * Keeps @crl beside the authority that signed it. An older one than is kept already changes nothing: who brings an old list
 * must not make us forget who was withdrawn since.
 *
 * Returns: (transfer none) (nullable): the authority; %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND (nobody in the store signed
 *   it), `STORE`, `NO_SPACE`
 */
const WaybillCertEntry *
waybill_cert_store_add_crl (WaybillCertStore *self, WaybillCertCrl *crl, GError **error)
{
  WaybillCertEntry *entry = find_signer (self, crl);
  g_autoptr (GBytes) kept = NULL;
  const char *fingerprint;

  if (entry == NULL)
    {
      g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND,
                           "No authority of the store has signed this revocation list");
      return NULL;
    }
  fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  kept = waybill_cert_files_read_crl (self->folder, fingerprint);
  if (is_older (crl, kept))
    return entry;
  return waybill_cert_files_write_crl (self->folder, fingerprint, waybill_cert_crl_get_der (crl), error) ? entry : NULL;
}

/**
 * waybill_cert_store_read_crl:
 * @self: the store
 * @fingerprint: SHA-256 of an authority, hex
 *
 * Returns: (transfer full) (nullable): the bytes of its revocation list, for waybill_cert_crl_new() on any thread; %NULL
 *   when there is none
 */
GBytes *
waybill_cert_store_read_crl (WaybillCertStore *self, const char *fingerprint)
{
  return waybill_cert_files_read_crl (self->folder, fingerprint);
}
