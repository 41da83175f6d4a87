/* The revocation lists of one `cert import`. Who signed them decides; what becomes of certificates is cli-cert-import's. */
#include "cli-cert-crl.h"

#include "cli-json.h"
#include "cli-private.h"

#include "words-crl.h"

/* Refusals name the file where there is only one. */
static const char *
get_file (WaybillCli *self)
{
  const char *const *paths = waybill_cli_get_arguments (self);

  return paths[0] != NULL && paths[1] == NULL ? paths[0] : NULL;
}

/**
 * waybill_cli_cert_crl_check:
 * @self: the run
 * @store: where they shall go
 * @import: what the files hold
 *
 * Each list must be signed by an authority of the store, or by one that comes along: else nothing at all is stored.
 *
 * Returns: 0, or the exit code
 */
int
waybill_cli_cert_crl_check (WaybillCli *self, WaybillCertStore *store, const WaybillCertImport *import)
{
  for (guint i = 0; i < import->crls->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (waybill_cert_store_find_signer (store, import->crls->pdata[i], import->authorities, &error) == NULL)
        return waybill_cli_fail (self, error, NULL, get_file (self), NULL);
    }
  return WAYBILL_CLI_OK;
}

static void
say (WaybillCli *self, const WaybillCertEntry *entry, WaybillCertCrl *crl, gboolean is_older)
{
  g_autofree char *sentence = waybill_words_crl (entry->label, crl, is_older);
  WaybillCliJson *json;
  g_autofree char *line = NULL;

  if (!waybill_cli_is_json (self))
    {
      waybill_cli_print (self, "%s", sentence);
      return;
    }
  json = waybill_cli_json_new ();
  waybill_cli_json_add_string (json, "label", entry->label);
  waybill_cli_json_add_string (json, "kind", "revocation-list");
  waybill_cli_json_add_number (json, "revoked", waybill_cert_crl_get_n_revoked (crl));
  waybill_cli_json_add_time (json, "this_update", waybill_cert_crl_get_this_update (crl));
  if (waybill_cert_crl_get_next_update (crl) != 0)
    waybill_cli_json_add_time (json, "next_update", waybill_cert_crl_get_next_update (crl));
  waybill_cli_json_add_boolean (json, "kept", !is_older);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

/**
 * waybill_cli_cert_crl_store:
 * @self: the run
 * @store: where they go
 * @import: what the files hold; its authorities are stored
 *
 * Keeps each list, and says whose it is and how long it holds.
 *
 * Returns: 0, or the exit code
 */
int
waybill_cli_cert_crl_store (WaybillCli *self, WaybillCertStore *store, const WaybillCertImport *import)
{
  for (guint i = 0; i < import->crls->len; i++)
    {
      WaybillCertCrl *crl = import->crls->pdata[i];
      g_autoptr (GError) error = NULL;
      const WaybillCertEntry *entry = waybill_cert_store_add_crl (store, crl, &error);
      g_autoptr (GBytes) kept = NULL;

      if (entry == NULL)
        return waybill_cli_fail (self, error, NULL, get_file (self), NULL);
      kept = waybill_cert_store_read_crl (store, waybill_cert_certificate_get_fingerprint (entry->certificate));
      say (self, entry, crl, kept == NULL || !g_bytes_equal (kept, waybill_cert_crl_get_der (crl)));
    }
  return WAYBILL_CLI_OK;
}
