/* The answer of an authority joined with the key that waits for it. All or nothing: the identity is on disk before the
 * request goes. */

#include "cert-store-private.h"

#include "cert-error.h"
#include "cert-import.h"

static gboolean
add_certificates (WaybillCertImport *import, GPtrArray *certificates, GError **error)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      gsize length;
      gconstpointer der = g_bytes_get_data (waybill_cert_certificate_get_der (certificates->pdata[i]), &length);

      if (!waybill_cert_import_add (import, der, length, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* An authority that sends the old certificate of the same key along means the one that is good for longer. */
static WaybillCertIdentity *
get_latest (GPtrArray *identities)
{
  WaybillCertIdentity *latest = identities->pdata[0];

  for (guint i = 1; i < identities->len; i++)
    if (waybill_cert_certificate_get_not_after (waybill_cert_identity_get_certificate (identities->pdata[i]))
        > waybill_cert_certificate_get_not_after (waybill_cert_identity_get_certificate (latest)))
      latest = identities->pdata[i];
  return latest;
}

/**
 * waybill_cert_store_join_key:
 * @key: what waybill_cert_store_read_request() lent
 * @certificates: (element-type WaybillCertCertificate): the answer, in any order, with whatever may stand between our
 * certificate and its authority; strangers are left out
 * @password: (nullable): UTF-8; %NULL for an unprotected key
 * @error: return location
 *
 * Makes an identity, chain included, of a key and the answer to its request. Slow (0.24 s). Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_PASSWORD, `KEY_MISMATCH`,
 * `NO_CERTIFICATE`
 */
WaybillCertIdentity *
waybill_cert_store_join_key (GBytes *key, GPtrArray *certificates, const char *password, GError **error)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  gsize length;
  gconstpointer data = g_bytes_get_data (key, &length);

  if (!waybill_cert_import_add (import, data, length, password, error) || !add_certificates (import, certificates, error)
      || !waybill_cert_import_settle (import, error))
    return NULL;
  if (import->identities->len > 0)
    return waybill_cert_identity_ref (get_latest (import->identities));
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE, "A key without its certificate");
  return NULL;
}

static const WaybillCertWaiting *
find_waiting (WaybillCertStore *self, const char *id, WaybillCertIdentity *identity, GError **error)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);
  const WaybillCertWaiting *waiting = waybill_cert_store_find_request (self, id, error);

  if (waiting == NULL || g_str_equal (waybill_cert_certificate_get_key_id (leaf), waiting->id))
    return waiting;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH,
               "The certificate \"%s\" belongs to another key than \"%s\"", waybill_cert_certificate_get_name (leaf),
               waiting->label);
  return NULL;
}

static char *
dup_label (WaybillCertStore *self, const WaybillCertWaiting *waiting, const char *label)
{
  return label != NULL ? g_strdup (label) : waybill_cert_store_dup_free_label (self, waiting->label, NULL);
}

/**
 * waybill_cert_store_finish_request:
 * @self: the store
 * @id: the request
 * @identity: what waybill_cert_store_join_key() made
 * @pfx: what waybill_cert_store_seal() gave for @identity
 * @is_protected: whether a password was given there
 * @label: (nullable): its label; %NULL takes the request's, with " 2" where a certificate has it
 * @replaces: whether what has @label goes
 * @error: return location
 *
 * The quick end of joining: the identity goes into the store, as waybill_cert_store_add_sealed() does it, and only when it
 * is there the request goes out. A request that cannot be removed stays listed, and is logged; the identity is good.
 *
 * Returns: (transfer none) (nullable): its entry; %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND, `KEY_MISMATCH`, `LABEL_TAKEN`,
 * `STORE`, `NO_SPACE`, or `FAILED` for a label that cannot be one; the request waits on then
 */
const WaybillCertEntry *
waybill_cert_store_finish_request (WaybillCertStore *self,
                                   const char *id,
                                   WaybillCertIdentity *identity,
                                   GBytes *pfx,
                                   gboolean is_protected,
                                   const char *label,
                                   gboolean replaces,
                                   GError **error)
{
  const WaybillCertWaiting *waiting = find_waiting (self, id, identity, error);
  g_autofree char *chosen = waiting != NULL ? dup_label (self, waiting, label) : NULL;
  g_autofree char *gone = waiting != NULL ? g_strdup (waiting->id) : NULL;
  g_autoptr (GError) left = NULL;
  const WaybillCertEntry *entry;

  if (waiting == NULL)
    return NULL;
  entry = waybill_cert_store_add_sealed (self, identity, pfx, is_protected, chosen, replaces && label != NULL, NULL, error);
  if (entry != NULL && !waybill_cert_store_remove_request (self, gone, &left))
    g_warning ("A request that has its answer cannot be removed: %s", left->message);
  return entry;
}
