/* Certificates on cards (PKCS#11 tokens) as the command line names them: by label, fingerprint or URI. A label of the store
 * wins: what runs every night asks no reader. No PIN is asked here. */
#include "cli-card.h"

#include "cli-private.h"

#include "cert-error.h"
#include "cert-token-uri.h"

#include <glib/gi18n-lib.h>

/**
 * waybill_cli_card_list:
 * @self: the run
 * @error: return location
 *
 * Asks the cards once; the run keeps the answer.
 *
 * Returns: (transfer none) (nullable) (element-type WaybillCertToken): the cards; %NULL with an error of
 *   waybill_cert_token_list_finish()
 */
GPtrArray *
waybill_cli_card_list (WaybillCli *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->cards != NULL)
    return self->cards;
  waybill_cert_token_list_async (self->cancellable, waybill_cli_done, &result);
  waybill_cli_await (&result);
  self->cards = waybill_cert_token_list_finish (result, error);
  return self->cards;
}

/* A driver that hangs must not keep anybody from the rest. */
static void
note_silent (WaybillCli *self, const GError *error)
{
  waybill_cli_note (self, _ ("The cards were not asked: %s."), error->message);
}

static int
fail_ambiguous (WaybillCli *self, const char *label, GPtrArray *found)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const WaybillCertTokenEntry *card = found->pdata[i];

      /* Translators: a certificate's label, a card's name and a PKCS#11 URI. */
      g_string_append_printf (list, _ ("%s“%s” on “%s” (%s)"), i > 0 ? ", " : "", card->label, card->card, card->uri);
    }
  return waybill_cli_usage (self, _ ("More than one certificate on a card fits “%s”: %s."), label, list->str);
}

/**
 * waybill_cli_card_refuse_uri:
 * @self: the run
 *
 * Says that a URI is none of ours. It may hold a PIN: it is not repeated.
 *
 * Returns: the exit code
 */
int
waybill_cli_card_refuse_uri (WaybillCli *self)
{
  return waybill_cli_usage (self,
                            _ ("This URI does not name a certificate on a card, or it holds what must not stand there: "
                               "a PIN or a driver."));
}

/**
 * waybill_cli_card_find:
 * @self: the run
 * @label: a label, a fingerprint or a PKCS#11 URI
 * @code: (out): 0, or the exit code of what was said
 *
 * Returns: (transfer none) (nullable): the certificate; %NULL with @code 0 when no card has it (a note says so where cards
 * are silent), else after saying that several have it, that the URI is refused or that the cards are silent
 */
const WaybillCertTokenEntry *
waybill_cli_card_find (WaybillCli *self, const char *label, int *code)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *tokens = waybill_cli_card_list (self, &error);
  g_autoptr (GPtrArray) found = tokens != NULL ? waybill_cert_token_list_match (tokens, label, &error) : NULL;

  *code = WAYBILL_CLI_OK;
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED))
    *code = waybill_cli_card_refuse_uri (self);
  else if (found == NULL && waybill_cert_token_is_uri (label))
    *code = waybill_cli_fail (self, error, NULL, label, NULL);
  else if (found == NULL)
    note_silent (self, error);
  else if (found->len > 1)
    *code = fail_ambiguous (self, label, found);
  return found != NULL && found->len == 1 ? found->pdata[0] : NULL;
}

/**
 * waybill_cli_card_as_entry:
 * @card: a certificate on a card
 *
 * Returns: what the store would make of it, borrowed from @card
 */
WaybillCertEntry
waybill_cli_card_as_entry (const WaybillCertTokenEntry *card)
{
  return (WaybillCertEntry){
    .label = card->label, .certificate = card->certificate, .is_identity = TRUE, .chain = card->chain, .token = card->uri
  };
}

/* What is on a card that is not in its reader is known all the same. (nullable) */
static const WaybillCertEntry *
find_stored (WaybillCertStore *store, const char *label)
{
  g_autofree char *uri = waybill_cert_token_is_uri (label) ? waybill_cert_token_uri_dup_safe (label) : NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (uri == NULL)
    return waybill_cert_store_find (store, label, NULL);
  if (!waybill_cert_token_check_uri (uri, NULL))
    return NULL;
  entries = waybill_cert_store_list (store);
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (entry->token != NULL && waybill_cert_token_uri_fits (entry->token, uri))
        return entry;
    }
  return NULL;
}

static const WaybillCertEntry *
adopt (WaybillCli *self, WaybillCertStore *store, const WaybillCertTokenEntry *card, int *code)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry = waybill_cert_store_add_token (store, card->chain, card->uri, card->label, NULL, &error);

  if (entry == NULL)
    *code = waybill_cli_fail (self, error, NULL, card->label, NULL);
  return entry;
}

/**
 * waybill_cli_card_find_identity:
 * @self: the run
 * @label: a label or fingerprint of the store or of a card, or a PKCS#11 URI
 * @code: (out): the exit code where there is none
 *
 * Says what is wrong. A certificate of a card comes into the store, so that it is known when the card is not there; its key
 * and its PIN do not.
 *
 * Returns: (transfer none) (nullable): the entry; perhaps one without a key
 */
const WaybillCertEntry *
waybill_cli_card_find_identity (WaybillCli *self, const char *label, int *code)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const WaybillCertEntry *entry = store != NULL ? find_stored (store, label) : NULL;
  const WaybillCertTokenEntry *card;

  if (entry != NULL)
    return entry;
  card = store != NULL ? waybill_cli_card_find (self, label, code) : NULL;
  if (card != NULL)
    return adopt (self, store, card, code);
  if (store != NULL && *code != WAYBILL_CLI_OK)
    return NULL;
  if (store == NULL || !waybill_cert_token_is_uri (label))
    return waybill_cli_find_certificate (self, label, code);
  *code = waybill_cli_usage (self, _ ("No card that is there has “%s”."), label);
  return NULL;
}

/**
 * waybill_cli_card_each:
 * @self: the run
 * @func: told each
 *
 * Goes through the certificates on cards that the store does not have. Cards that are silent are told in a note.
 *
 * Returns: how many there are
 */
guint
waybill_cli_card_each (WaybillCli *self, void (*func) (WaybillCli *self, const WaybillCertEntry *entry))
{
  g_autoptr (GError) error = NULL;
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  GPtrArray *tokens = waybill_cli_card_list (self, &error);
  guint n_cards = 0;

  if (tokens == NULL)
    note_silent (self, error);
  for (guint i = 0; tokens != NULL && i < tokens->len; i++)
    {
      const WaybillCertToken *token = tokens->pdata[i];

      for (guint j = 0; j < token->entries->len; j++)
        {
          const WaybillCertEntry entry = waybill_cli_card_as_entry (token->entries->pdata[j]);
          const WaybillCertEntry *stored
              = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (entry.certificate));

          if (stored != NULL && stored->is_identity)
            continue;
          func (self, &entry);
          n_cards++;
        }
    }
  return n_cards;
}
