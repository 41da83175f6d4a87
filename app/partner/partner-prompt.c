/* The interface and its refusing default. Who implements it stands in the window, the command line and the tests. */
#include "partner-prompt.h"

G_DEFINE_INTERFACE (WaybillPartnerPrompt, waybill_partner_prompt, G_TYPE_OBJECT)

static void
refuse_async (WaybillPartnerPrompt *self,
              const WaybillSecretKey *key,
              WaybillPartnerPromptHints hints,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_pointer (task, NULL, NULL);
}

static WaybillSecretText *
refuse_finish (WaybillPartnerPrompt *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
waybill_partner_prompt_default_init (WaybillPartnerPromptInterface *interface)
{
  interface->ask_secret_async = refuse_async;
  interface->ask_secret_finish = refuse_finish;
}

/**
 * waybill_partner_prompt_ask_secret_async:
 * @self: (nullable): who answers; %NULL refuses
 * @key: which secret, and whose
 * @hints: what is known of it
 * @cancellable: (nullable): takes the question back
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Main thread.
 */
void
waybill_partner_prompt_ask_secret_async (WaybillPartnerPrompt *self,
                                         const WaybillSecretKey *key,
                                         WaybillPartnerPromptHints hints,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  if (self == NULL)
    refuse_async (NULL, key, hints, cancellable, callback, user_data);
  else
    WAYBILL_PARTNER_PROMPT_GET_IFACE (self)->ask_secret_async (self, key, hints, cancellable, callback, user_data);
}

/**
 * waybill_partner_prompt_ask_secret_finish:
 * @self: (nullable): who was asked
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the secret; %NULL is refused
 */
WaybillSecretText *
waybill_partner_prompt_ask_secret_finish (WaybillPartnerPrompt *self, GAsyncResult *result)
{
  if (self == NULL)
    return refuse_finish (NULL, result);
  return WAYBILL_PARTNER_PROMPT_GET_IFACE (self)->ask_secret_finish (self, result);
}

/**
 * waybill_partner_prompt_get_tries:
 * @hints: what is known of a PIN that is asked for
 *
 * Returns: what the card says of its tries, as far as the hints tell
 */
WaybillCertTokenTries
waybill_partner_prompt_get_tries (WaybillPartnerPromptHints hints)
{
  if ((hints & WAYBILL_PARTNER_PROMPT_LAST) != 0)
    return WAYBILL_CERT_TOKEN_TRIES_LAST;
  return (hints & WAYBILL_PARTNER_PROMPT_FEW) != 0 ? WAYBILL_CERT_TOKEN_TRIES_FEW : WAYBILL_CERT_TOKEN_TRIES_ENOUGH;
}
