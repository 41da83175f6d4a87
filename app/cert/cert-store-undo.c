/* Taking an entry out of the store so that it can be put back: what it was is kept in memory, an identity as its sealed PFX.
 */

#include "cert-store-private.h"

#include "cert-error.h"

struct _WaybillCertRemoved
{
  char *label;
  GPtrArray *chain; /* WaybillCertCertificate, leaf first */
  GBytes *pfx;      /* (nullable): an authority has none */
  GBytes *crl;      /* (nullable): an authority's revocation list */
  char *token;      /* (nullable): where an identity's key is that is not here */
  gboolean is_protected;
  gint64 added;
};

/**
 * waybill_cert_removed_free:
 * @self: (transfer full): what was taken out
 *
 * Frees it; from then on it cannot be put back.
 */
void
waybill_cert_removed_free (WaybillCertRemoved *self)
{
  g_free (self->label);
  g_free (self->token);
  g_ptr_array_unref (self->chain);
  g_clear_pointer (&self->pfx, g_bytes_unref);
  g_clear_pointer (&self->crl, g_bytes_unref);
  g_free (self);
}

static WaybillCertRemoved *
removed_new (const WaybillCertEntry *entry)
{
  WaybillCertRemoved *self = g_new0 (WaybillCertRemoved, 1);

  self->label = g_strdup (entry->label);
  self->token = g_strdup (entry->token);
  self->is_protected = entry->is_protected;
  self->added = entry->added;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_ptr_array_add (self->chain, waybill_cert_certificate_ref (entry->certificate));
  for (guint i = 0; i < entry->chain->len; i++)
    g_ptr_array_add (self->chain, waybill_cert_certificate_ref (entry->chain->pdata[i]));
  return self;
}

/**
 * waybill_cert_store_take_out:
 * @self: the store
 * @fingerprint: SHA-256 of the certificate, hex
 * @error: return location
 *
 * Removes an entry and its files, but keeps in memory what it was.
 *
 * Returns: (transfer full) (nullable): for waybill_cert_store_put_back(); %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND or
 * `STORE`
 */
WaybillCertRemoved *
waybill_cert_store_take_out (WaybillCertStore *self, const char *fingerprint, GError **error)
{
  WaybillCertEntry *entry = waybill_cert_store_get_printed (self, fingerprint);
  g_autoptr (WaybillCertRemoved) removed = NULL;

  if (entry == NULL)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND, "No certificate %s in the store", fingerprint);
      return NULL;
    }
  removed = removed_new (entry);
  removed->crl = waybill_cert_store_read_crl (self, fingerprint);
  if (entry->is_identity && entry->token == NULL)
    {
      removed->pfx = waybill_cert_store_read_identity (self, fingerprint, error);
      if (removed->pfx == NULL)
        return NULL;
    }
  if (!waybill_cert_store_remove (self, fingerprint, error))
    return NULL;
  return g_steal_pointer (&removed);
}

/* Of an authority that came back by another way, too; a list that came with it stays. */
static gboolean
put_back_crl (WaybillCertStore *self, WaybillCertRemoved *removed, GError **error)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (removed->chain->pdata[0]);
  g_autoptr (GBytes) there = waybill_cert_files_read_crl (self->folder, fingerprint);

  return removed->crl == NULL || there != NULL
         || waybill_cert_files_write_crl (self->folder, fingerprint, removed->crl, error);
}

/* (transfer full): what @removed was, under a label that is free. */
static WaybillCertEntry *
dup_entry (WaybillCertStore *self, WaybillCertRemoved *removed, const WaybillCertEntry *old)
{
  g_autofree char *label = waybill_cert_store_dup_free_label (self, removed->label, old);
  WaybillCertEntry *entry = waybill_cert_entry_new (label, removed->chain, removed->pfx != NULL || removed->token != NULL,
                                                    removed->is_protected);

  entry->added = removed->added;
  entry->token = g_strdup (removed->token);
  return entry;
}

/**
 * waybill_cert_store_put_back:
 * @self: the store
 * @removed: what was taken out; stays as it is
 * @error: return location
 *
 * Puts an entry back: its bytes, its protection, its label (with " 2" when that is taken meanwhile). What came back by
 * another way is left as it is, but an authority gets its key and its revocation list again.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_cert_store_put_back (WaybillCertStore *self, WaybillCertRemoved *removed, GError **error)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (removed->chain->pdata[0]);
  WaybillCertEntry *old = waybill_cert_store_get_printed (self, fingerprint);
  gboolean is_there = old != NULL && (old->is_identity || (removed->pfx == NULL && removed->token == NULL));
  WaybillCertEntry *entry;

  if (is_there)
    return put_back_crl (self, removed, error);
  entry = dup_entry (self, removed, old);
  if (old != NULL)
    return waybill_cert_store_upgrade (self, old, entry, removed->pfx, error) != NULL && put_back_crl (self, removed, error);
  if (!waybill_cert_files_write (self->folder, entry, removed->pfx, error))
    {
      waybill_cert_entry_free (entry);
      return FALSE;
    }
  waybill_cert_store_change (self, NULL, entry);
  return put_back_crl (self, removed, error);
}
