/* `cert reply`: the authority's answer finds its key, and both become an identity. What cannot be joined is left where it
 * was. */
#include "cli-cert-read.h"
#include "cli-cert-request.h"
#include "cli-cert-secret.h"
#include "cli-cert.h"
#include "cli-private.h"

#include "cert-error.h"
#include "words-cert.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GBytes *key;
  GPtrArray *certificates;
  WaybillCertIdentity *identity;
} Join;

static gboolean
join_key (const char *password, gpointer user_data, GError **error)
{
  Join *join = user_data;

  join->identity = waybill_cert_store_join_key (join->key, join->certificates, password, error);
  return join->identity != NULL;
}

/* That of the key goes on; a key that waited without one gets a made one where there is a keyring now. NULL: unprotected. */
static WaybillSecretText *
choose_password (WaybillCli *self, const WaybillSecretKey *key, WaybillSecretText *of_key)
{
  g_autoptr (WaybillSecretText) password
      = of_key != NULL ? waybill_secret_text_ref (of_key) : waybill_secret_text_new_random ();
  gboolean is_kept = waybill_cli_vault_store (self, key, password, NULL);

  return is_kept || of_key != NULL ? g_steal_pointer (&password) : NULL;
}

/* The identity is safe before the request goes, and its password before that of the request. */
static const WaybillCertEntry *
finish (WaybillCli *self,
        const WaybillCertWaiting *waiting,
        WaybillCertIdentity *identity,
        WaybillSecretText *of_key,
        const char *label,
        GError **error)
{
  const char *leaf = waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity));
  g_autofree char *id = g_strdup (waiting->id), *name = g_strdup (label != NULL ? label : waiting->label);
  WaybillSecretKey old = waybill_cli_cert_get_secret_key (id, name), new = waybill_cli_cert_get_secret_key (leaf, name);
  g_autoptr (WaybillSecretText) password = choose_password (self, &new, of_key);
  const char *text = password != NULL ? waybill_secret_text_peek (password) : NULL;
  g_autoptr (GBytes) pfx = waybill_cert_store_seal (identity, name, text, error);
  const WaybillCertEntry *entry = NULL;

  if (pfx != NULL)
    entry = waybill_cert_store_finish_request (waybill_cli_get_certificates (self, NULL), id, identity, pfx, text != NULL,
                                               label, waybill_cli_has_option (self, "replace"), error);
  waybill_cli_vault_forget (self, entry != NULL ? &old : &new, NULL);
  if (entry != NULL && !entry->is_protected)
    waybill_cli_note (self,
                      _ ("Note: there is no keyring for a password of its own, so “%s” is kept unprotected, readable "
                         "for you alone."),
                      entry->label);
  return entry;
}

/**
 * waybill_cli_cert_join:
 * @self: the run
 * @waiting: the key that waits
 * @certificates: (element-type WaybillCertCertificate): the answer and all that came along
 * @label: (nullable): what the identity is to be called; %NULL: as the request
 * @code: (out): the exit code where it fails
 *
 * Makes an identity of both, or says why that cannot be; the request waits on then.
 *
 * Returns: (transfer none) (nullable): its entry
 */
const WaybillCertEntry *
waybill_cli_cert_join (
    WaybillCli *self, const WaybillCertWaiting *waiting, GPtrArray *certificates, const char *label, int *code)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  WaybillSecretKey key = waybill_cli_cert_get_secret_key (waiting->id, waiting->label);
  g_autoptr (WaybillSecretText) of_key = NULL;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = waybill_cert_store_read_request (store, waiting->id, &error);
  Join join = { bytes, certificates, NULL };
  const WaybillCertEntry *entry = NULL;

  if (bytes == NULL)
    {
      *code = waybill_cli_fail (self, error, NULL, waiting->label, NULL);
      return NULL;
    }
  *code = waybill_cli_cert_open (self, &key, waiting->is_protected, join_key, &join, &of_key);
  identity = join.identity;
  if (*code != WAYBILL_CLI_OK)
    return NULL;
  entry = finish (self, waiting, identity, of_key, label, &error);
  if (entry == NULL)
    *code = waybill_cli_fail (self, error, NULL, label, NULL);
  return entry;
}

/* All certificates of the files, whatever the importer took them for: ours may say that it is an authority. */
static GPtrArray *
list_certificates (const WaybillCertImport *import)
{
  GPtrArray *lists[] = { import->others, import->authorities };
  GPtrArray *all = g_ptr_array_new ();

  for (gsize list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list]->len; i++)
      g_ptr_array_add (all, lists[list]->pdata[i]);
  return all;
}

static void
say_entry (WaybillCli *self, const WaybillCertEntry *entry)
{
  WaybillWordsLife life = waybill_words_cert_get_life (entry->certificate);
  g_autofree char *validity = waybill_words_cert_validity (entry->certificate);

  if (life == WAYBILL_WORDS_LIFE_OVER || life == WAYBILL_WORDS_LIFE_FUTURE)
    waybill_cli_note (self, _ ("Warning: “%s” %s."), entry->label, validity);
  if (!waybill_cert_certificate_is_for_clients (entry->certificate))
    waybill_cli_note (self, _ ("Warning: the authority did not make “%s” for client authentication."), entry->label);
  if (waybill_cli_is_json (self))
    waybill_cli_cert_print_json (self, entry);
  else
    waybill_cli_cert_print (self, entry);
}

/* What an answer brings along is kept as the chain; whom to trust is another matter. */
static void
note_authorities (WaybillCli *self, GPtrArray *certificates)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const char *path = waybill_cli_get_arguments (self)[0];

  for (guint i = 0; i < certificates->len; i++)
    if (waybill_cert_certificate_is_authority (certificates->pdata[i])
        && waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (certificates->pdata[i]))
               == NULL)
      {
        waybill_cli_note (self, _ ("Note: %s also holds the authority “%s”. “cert import” adds it to the store."), path,
                          waybill_cert_certificate_get_name (certificates->pdata[i]));
        return;
      }
}

static int
join_all (WaybillCli *self, GPtrArray *certificates)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  guint n_joined = 0;
  int code = WAYBILL_CLI_OK;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; code == WAYBILL_CLI_OK && i < certificates->len; i++)
    {
      const WaybillCertWaiting *waiting = waybill_cert_store_find_request_for (store, certificates->pdata[i]);
      const WaybillCertEntry *entry
          = waiting != NULL ? waybill_cli_cert_join (self, waiting, certificates, NULL, &code) : NULL;

      if (entry == NULL)
        continue;
      n_joined++;
      say_entry (self, entry);
    }
  if (code != WAYBILL_CLI_OK || n_joined > 0)
    return code;
  error = g_error_new_literal (WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_REQUEST, "No key waits for this certificate");
  return waybill_cli_fail (self, error, NULL, waybill_cli_get_arguments (self)[0], NULL);
}

/**
 * waybill_cli_cert_reply_run:
 * @self: the run
 *
 * `cert reply FILE`.
 *
 * Returns: the exit code
 */
int
waybill_cli_cert_reply_run (WaybillCli *self)
{
  g_autoptr (WaybillCertImport) import = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (waybill_cli_get_certificates (self, &error) == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  code = waybill_cli_cert_read (self, &import, &files);
  if (code != WAYBILL_CLI_OK)
    return code;
  if (import->identities->len > 0)
    return waybill_cli_usage (self, _ ("%s brings a key of its own, so it is no answer: “cert import” reads it."),
                              waybill_cli_get_arguments (self)[0]);
  certificates = list_certificates (import);
  code = join_all (self, certificates);
  if (code == WAYBILL_CLI_OK)
    note_authorities (self, certificates);
  return code;
}
