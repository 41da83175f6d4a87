/* Trying again after a connection was lost, for what is no transfer: waits that Ctrl-C ends, and connecting until it holds.
 * When a try is due says transfer-retry. */
#include "cli-retry.h"

#include "transfer-retry.h"

#include <glib/gi18n-lib.h>

/**
 * waybill_cli_retry_get_limit:
 * @self: the run
 * @partner: whose setting counts where --retries was not given
 *
 * Returns: how many tries may follow the first
 */
guint
waybill_cli_retry_get_limit (WaybillCli *self, WaybillPartner *partner)
{
  int wanted = waybill_cli_get_retries (self);

  return wanted >= 0 ? (guint) wanted : waybill_partner_get_setting_number (partner, "retries");
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Iterates the main context, in which the signals arrive too; FALSE: cancelled. */
static gboolean
wait_milliseconds (WaybillCli *self, guint delay)
{
  GCancellable *cancellable = waybill_cli_get_cancellable (self);
  gboolean over = FALSE;
  g_autoptr (GSource) timer = g_timeout_source_new (delay);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);
  gboolean stopped = FALSE;

  g_source_set_callback (timer, set_true, &over, NULL);
  g_source_set_callback (cancelled, G_SOURCE_FUNC (set_true), &stopped, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  g_source_attach (cancelled, g_main_context_get_thread_default ());
  while (!over && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_source_destroy (timer);
  g_source_destroy (cancelled);
  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * waybill_cli_retry_again:
 * @self: the run
 * @partner: the partner
 * @error: what ended the try
 * @tries: (inout): tries made so far; counted up when another is due
 *
 * Waits as long as transfer-retry says. Main thread.
 *
 * Returns: FALSE when the error is there to stay, the tries are used up, or the person does not want to wait
 */
gboolean
waybill_cli_retry_again (WaybillCli *self, WaybillPartner *partner, const GError *error, guint *tries)
{
  guint delay = 0;

  if (!waybill_transfer_retry_is_due (error, *tries, waybill_cli_retry_get_limit (self, partner), &delay))
    return FALSE;
  waybill_cli_note (self, _ ("The connection to %s was lost or did not come about; trying again."),
                    waybill_partner_get_name (partner));
  (*tries)++;
  return delay == 0 || wait_milliseconds (self, delay);
}

/**
 * waybill_cli_retry_connect:
 * @self: the run
 * @partner: the partner
 * @remote: its session; a connected one is left as it is
 * @tries: (inout): tries made so far, at least 1
 * @error: what waybill_cli_connect() says
 *
 * Connects. Main thread.
 *
 * Returns: whether the session is there
 */
gboolean
waybill_cli_retry_connect (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote, guint *tries, GError **error)
{
  while (!waybill_remote_is_connected (remote))
    {
      g_autoptr (GError) lost = NULL;

      if (waybill_cli_connect (self, remote, &lost))
        return TRUE;
      if (!waybill_cli_retry_again (self, partner, lost, tries))
        {
          g_propagate_error (error, g_steal_pointer (&lost));
          return FALSE;
        }
    }
  return TRUE;
}
