/* From the URI of a certificate on a card to an opened identity: is the card there, what is its PIN, may it be tried. A PIN
 * that was not typed just now is tried once and never as the last try; what a person types is theirs to risk. Runs on the
 * main thread; cert-token waits for the card elsewhere. */
#include "partner-card-private.h"

#include "cert-error.h"
#include "cert-token-list.h"
#include "cert-token.h"
#include "partner.h"

#define MOST_TRIES 3

typedef struct
{
  char *uri;
  char *fingerprint; /* (nullable) */
  WaybillSecretVault *vault;
  WaybillPartnerPrompt *prompt; /* (nullable) */

  WaybillCertToken *token; /* (nullable) as it was when we looked last */
  WaybillSecretText *pin;  /* (nullable) */
  gboolean looked_up;
  gboolean was_typed;
  gboolean was_wrong;
  gboolean was_spared; /* there is one, but it was not worth the last try */
  guint tries;
} Card;

static void
card_look (GTask *task);

static void
card_free (gpointer data)
{
  Card *self = data;

  g_free (self->uri);
  g_free (self->fingerprint);
  g_object_unref (self->vault);
  g_clear_object (&self->prompt);
  g_clear_pointer (&self->token, waybill_cert_token_free);
  g_clear_pointer (&self->pin, waybill_secret_text_unref);
  g_free (self);
}

/* The PIN is the card's, not the certificate's: two certificates on one card share it. */
static WaybillSecretKey
card_get_key (const Card *self)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, self->token->uri, self->token->name };
}

static void
card_fail_pin (GTask *task)
{
  const Card *self = g_task_get_task_data (task);
  const char *name = self->token->name;

  if (self->was_wrong)
    g_task_return_new_error (task, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WRONG, "The PIN of \"%s\" is wrong",
                             name);
  else if (self->was_spared)
    g_task_return_new_error (task, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_LAST, "\"%s\" has one try left", name);
  else
    g_task_return_new_error (task, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WANTED, "There is no PIN for \"%s\"",
                             name);
}

/* Somebody may have put another certificate in its place; that one nobody has assigned. */
static gboolean
is_wanted (const Card *self, WaybillCertIdentity *identity)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);

  return self->fingerprint == NULL || g_str_equal (self->fingerprint, waybill_cert_certificate_get_fingerprint (leaf));
}

/* Forgotten first: what is wrong must not cost another try. */
static void
card_drop_pin (Card *self)
{
  const WaybillSecretKey key = card_get_key (self);

  self->was_wrong = TRUE;
  g_clear_pointer (&self->pin, waybill_secret_text_unref);
  waybill_secret_vault_forget_async (self->vault, &key, NULL, NULL, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Card *self = g_task_get_task_data (task);
  gboolean proved = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) identity = waybill_cert_token_open_finish (result, &proved, &error);
  const WaybillSecretKey key = card_get_key (self);

  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    {
      card_drop_pin (self);
      card_look (task);
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->was_typed && proved)
    waybill_secret_vault_remember (self->vault, &key, self->pin);
  if (is_wanted (self, identity))
    g_task_return_pointer (task, g_steal_pointer (&identity), (GDestroyNotify) waybill_cert_identity_unref);
  else
    g_task_return_new_error (task, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE,
                             "\"%s\" holds another certificate than the one that was assigned", self->token->name);
}

/* On the card that was looked at: no other one is told its PIN. */
static void
card_open (GTask *task)
{
  Card *self = g_task_get_task_data (task);
  g_autofree char *uri = waybill_cert_token_uri_dup_on (self->uri, self->token->uri);

  waybill_cert_token_open_async (uri, self->pin, self->was_typed, g_task_get_cancellable (task), opened_cb,
                                 g_object_ref (task));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Card *self = g_task_get_task_data (task);

  self->pin = waybill_partner_prompt_ask_secret_finish (self->prompt, result);
  self->was_typed = TRUE;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->pin != NULL)
    card_open (task);
  else
    card_fail_pin (task);
}

static void
card_ask (GTask *task)
{
  Card *self = g_task_get_task_data (task);
  const WaybillSecretKey key = card_get_key (self);
  WaybillPartnerPromptHints hints = self->was_wrong ? WAYBILL_PARTNER_PROMPT_WRONG : WAYBILL_PARTNER_PROMPT_PLAIN;

  if (self->prompt == NULL || self->tries == MOST_TRIES)
    {
      card_fail_pin (task);
      return;
    }
  self->tries++;
  if (self->token->tries == WAYBILL_CERT_TOKEN_TRIES_LAST)
    hints |= WAYBILL_PARTNER_PROMPT_LAST;
  else if (self->token->tries == WAYBILL_CERT_TOKEN_TRIES_FEW)
    hints |= WAYBILL_PARTNER_PROMPT_FEW;
  waybill_partner_prompt_ask_secret_async (self->prompt, &key, hints, g_task_get_cancellable (task), asked_cb,
                                           g_object_ref (task));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Card *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->pin = waybill_secret_vault_lookup_finish (self->vault, result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->was_spared = self->pin != NULL && self->token->tries == WAYBILL_CERT_TOKEN_TRIES_LAST;
  if (self->was_spared)
    g_clear_pointer (&self->pin, waybill_secret_text_unref);
  if (self->pin != NULL)
    card_open (task);
  else
    card_ask (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Card *self = g_task_get_task_data (task);
  GError *error = NULL;
  WaybillSecretKey key;

  g_clear_pointer (&self->token, waybill_cert_token_free);
  self->token = waybill_cert_token_look_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  key = card_get_key (self);
  if (self->token->tries == WAYBILL_CERT_TOKEN_TRIES_NONE)
    g_task_return_new_error (task, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_LOCKED, "\"%s\" is locked",
                             self->token->name);
  else if (!self->token->needs_pin && self->was_wrong)
    card_fail_pin (task); /* it was typed at the reader */
  else if (!self->token->needs_pin)
    card_open (task);
  else if (self->looked_up)
    card_ask (task);
  else
    {
      self->looked_up = TRUE;
      waybill_secret_vault_lookup_async (self->vault, &key, g_task_get_cancellable (task), looked_up_cb,
                                         g_object_ref (task));
    }
}

/* Before each try: a wrong PIN changes what the card says of the next. */
static void
card_look (GTask *task)
{
  Card *self = g_task_get_task_data (task);

  waybill_cert_token_look_async (self->uri, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

/* waybill_partner_card_open_async:
 * @uri: a PKCS#11 URI that waybill_cert_token_check_uri() lets pass
 * @fingerprint: (nullable): the certificate that it must be
 * @vault: where the PIN may be: in memory, a --secrets file or credentials; never in a keyring
 * @prompt: (nullable): whom to ask for it
 *
 * Main thread; blocks it nowhere, also when a reader hangs. */
void
waybill_partner_card_open_async (const char *uri,
                                 const char *fingerprint,
                                 WaybillSecretVault *vault,
                                 WaybillPartnerPrompt *prompt,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Card *self = g_new0 (Card, 1);

  self->uri = g_strdup (uri);
  self->fingerprint = g_strdup (fingerprint);
  self->vault = g_object_ref (vault);
  self->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  g_task_set_source_tag (task, waybill_partner_card_open_async);
  g_task_set_task_data (task, self, card_free);
  card_look (task);
}

/* waybill_partner_card_open_finish:
 *
 * (transfer full) (nullable): NULL with WAYBILL_PARTNER_ERROR_PIN_WANTED, PIN_WRONG or PIN_LAST, an error of
 * waybill_cert_token_open_finish() or waybill_cert_token_look_finish(), or TOKEN_LOCKED. */
WaybillCertIdentity *
waybill_partner_card_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
