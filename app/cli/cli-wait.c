/* Waiting: the main loop runs until an asynchronous call has answered. Ctrl-C cancels, it does not kill; the second one
 * does. */
#include "cli-private.h"

/**
 * waybill_cli_done:
 * @source: what was called
 * @result: its answer
 * @slot: where waybill_cli_await() looks: a `GAsyncResult *`
 *
 * The callback of every asynchronous call of the command line. Main thread.
 */
void
waybill_cli_done (GObject *source, GAsyncResult *result, gpointer slot)
{
  g_set_object ((GAsyncResult **) slot, result);
}

/**
 * waybill_cli_await:
 * @slot: what waybill_cli_done() fills; (transfer full) afterwards
 *
 * Runs the main context until the call has answered. Main thread.
 */
void
waybill_cli_await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * waybill_cli_vault_store:
 * @self: the run
 * @key: which secret
 * @text: the secret
 * @error: return location
 *
 * Returns: %TRUE when the vault keeps it beyond this run (or has no keyring on purpose)
 */
gboolean
waybill_cli_vault_store (WaybillCli *self, const WaybillSecretKey *key, WaybillSecretText *text, GError **error)
{
  WaybillSecretVault *vault = waybill_cli_get_vault (self, error);
  g_autoptr (GAsyncResult) result = NULL;

  if (vault == NULL)
    return FALSE;
  waybill_secret_vault_store_async (vault, key, text, self->cancellable, waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_secret_vault_store_finish (vault, result, error);
}

/**
 * waybill_cli_vault_forget:
 * @self: the run
 * @key: which secret
 * @error: return location
 *
 * Returns: %FALSE when the keyring may still hold it
 */
gboolean
waybill_cli_vault_forget (WaybillCli *self, const WaybillSecretKey *key, GError **error)
{
  WaybillSecretVault *vault = waybill_cli_get_vault (self, error);
  g_autoptr (GAsyncResult) result = NULL;

  if (vault == NULL)
    return FALSE;
  waybill_secret_vault_forget_async (vault, key, self->cancellable, waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_secret_vault_forget_finish (vault, result, error);
}

/**
 * waybill_cli_vault_lookup:
 * @self: the run
 * @key: which secret
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without error: there is none
 */
WaybillSecretText *
waybill_cli_vault_lookup (WaybillCli *self, const WaybillSecretKey *key, GError **error)
{
  WaybillSecretVault *vault = waybill_cli_get_vault (self, error);
  g_autoptr (GAsyncResult) result = NULL;

  if (vault == NULL)
    return NULL;
  waybill_secret_vault_lookup_async (vault, key, self->cancellable, waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_secret_vault_lookup_finish (vault, result, error);
}
