/* Revocation lists beside the authorities that signed them. A list without its authority in the store is of no use to
 * anybody and is refused. */

#include "cert-store-private.h"

#include "cert-error.h"

#include <string.h>

static gboolean
look_at (WaybillCertCrl *crl, WaybillCertCertificate *certificate, gboolean *has_name)
{
  if (!waybill_cert_crl_is_of (crl, certificate))
    return FALSE;
  *has_name = TRUE;
  return waybill_cert_crl_is_signed_by (crl, certificate);
}

/**
 * waybill_cert_store_find_signer:
 * @self: the store
 * @crl: a revocation list
 * @more: (nullable) (element-type WaybillCertCertificate): authorities that are not in the store yet
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the authority that signed @crl; %NULL with %WAYBILL_CERT_ERROR_LIST_UNKNOWN, or
 *   `LIST_FORGED` where an authority has the name, but did not sign
 */
WaybillCertCertificate *
waybill_cert_store_find_signer (WaybillCertStore *self, WaybillCertCrl *crl, GPtrArray *more, GError **error)
{
  gboolean has_name = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    if (look_at (crl, ((WaybillCertEntry *) self->entries->pdata[i])->certificate, &has_name))
      return ((WaybillCertEntry *) self->entries->pdata[i])->certificate;
  for (guint i = 0; more != NULL && i < more->len; i++)
    if (look_at (crl, more->pdata[i], &has_name))
      return more->pdata[i];
  g_set_error_literal (error, WAYBILL_CERT_ERROR,
                       has_name ? WAYBILL_CERT_ERROR_LIST_FORGED : WAYBILL_CERT_ERROR_LIST_UNKNOWN,
                       has_name ? "The revocation list is not signed by the authority whose name it carries"
                                : "No authority that is known here has signed this revocation list");
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
 * Returns: (transfer none) (nullable): the authority; %NULL with an error of [func@cert_store_find_signer],
 *   %WAYBILL_CERT_ERROR_STORE or `NO_SPACE`
 */
const WaybillCertEntry *
waybill_cert_store_add_crl (WaybillCertStore *self, WaybillCertCrl *crl, GError **error)
{
  WaybillCertCertificate *signer = waybill_cert_store_find_signer (self, crl, NULL, error);
  const WaybillCertEntry *entry;
  g_autoptr (GBytes) kept = NULL;
  const char *fingerprint;

  if (signer == NULL)
    return NULL;
  fingerprint = waybill_cert_certificate_get_fingerprint (signer);
  entry = waybill_cert_store_find_fingerprint (self, fingerprint);
  kept = waybill_cert_files_read_crl (self->folder, fingerprint);
  if (is_older (crl, kept))
    return entry;
  if (!waybill_cert_files_write_crl (self->folder, fingerprint, waybill_cert_crl_get_der (crl), error))
    return NULL;
  waybill_cert_store_change (self, NULL, NULL);
  return entry;
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

/* "SHA256.crl" of an authority that is in the store. (transfer full) (nullable) */
static GBytes *
read_named (WaybillCertStore *self, const char *name)
{
  g_autofree char *fingerprint = NULL;

  if (!g_str_has_suffix (name, ".crl"))
    return NULL;
  fingerprint = g_strndup (name, strlen (name) - strlen (".crl"));
  return waybill_cert_store_find_fingerprint (self, fingerprint) != NULL
             ? waybill_cert_files_read_crl (self->folder, fingerprint)
             : NULL;
}

/**
 * waybill_cert_store_read_crls:
 * @self: the store
 *
 * A server's certificate is withdrawn by the authority that signed it, which often is one in between that nobody has
 * ticked. Reads the folder once; main thread.
 *
 * Returns: (transfer full) (element-type GBytes): the revocation lists of all authorities of the store, for
 *   waybill_cert_crl_new() on any thread
 */
GPtrArray *
waybill_cert_store_read_crls (WaybillCertStore *self)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      GBytes *list = read_named (self, name);

      if (list != NULL)
        g_ptr_array_add (lists, list);
    }
  return lists;
}
