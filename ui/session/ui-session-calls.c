/* What the window asks of a tab, and tells it. */

#include "ui-session-private.h"

/**
 * waybill_ui_session_get_partner:
 * @self: a tab
 *
 * Returns: (transfer none): whose tab it is
 */
WaybillPartner *
waybill_ui_session_get_partner (WaybillUiSession *self)
{
  return self->partner;
}

/**
 * waybill_ui_session_get_stage:
 * @self: a tab
 *
 * Returns: how it stands; ASKING while a question of the session waits for the person
 */
WaybillUiSessionStage
waybill_ui_session_get_stage (WaybillUiSession *self)
{
  return self->stage;
}

/**
 * waybill_ui_session_get_activity:
 * @self: a tab
 *
 * Returns: what goes on, translated; "" when nothing does
 */
const char *
waybill_ui_session_get_activity (WaybillUiSession *self)
{
  return self->activity;
}

/**
 * waybill_ui_session_get_shown:
 * @self: a tab
 *
 * Returns: the stage that the activity is about; notified with "activity"
 */
WaybillUiSessionStage
waybill_ui_session_get_shown (WaybillUiSession *self)
{
  return self->shown;
}

/**
 * waybill_ui_session_connect:
 * @self: a tab
 *
 * Connects, asking for what is missing. Nothing when it is connecting or connected already.
 */
void
waybill_ui_session_connect (WaybillUiSession *self)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION (self));

  waybill_ui_session_link_connect (self->link);
}

/**
 * waybill_ui_session_disconnect:
 * @self: a tab
 *
 * Stops connecting, or says goodbye; transfers under way are cancelled.
 */
void
waybill_ui_session_disconnect (WaybillUiSession *self)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION (self));

  waybill_ui_session_link_stop (self->link);
}

/**
 * waybill_ui_session_get_n_left:
 * @self: a tab
 *
 * Returns: files that wait, run, pause or ask: what closing would lose
 */
guint
waybill_ui_session_get_n_left (WaybillUiSession *self)
{
  WaybillTransferQueue *queue = waybill_ui_session_link_get_queue (self->link);
  WaybillTransferTotals totals = { 0 };

  if (queue != NULL)
    waybill_transfer_queue_get_totals (queue, &totals);
  return totals.waiting + totals.running + totals.asking + totals.paused;
}

/**
 * waybill_ui_session_get_facts:
 * @self: a tab
 *
 * Returns: (transfer none) (nullable): of the connected session, as of its last call
 */
const WaybillRemoteFacts *
waybill_ui_session_get_facts (WaybillUiSession *self)
{
  if (waybill_ui_session_link_get_stage (self->link) != WAYBILL_UI_SESSION_CONNECTED)
    return NULL;
  return waybill_ui_session_link_get_facts (self->link);
}

static void
link_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  waybill_ui_session_link_close_finish (WAYBILL_UI_SESSION_LINK (source), result);
  g_task_return_boolean (task, TRUE);
}

/**
 * waybill_ui_session_close_async:
 * @self: a tab
 * @callback: called on the main thread, when nothing of it runs any more
 * @user_data: for @callback
 *
 * Ends everything, for good.
 */
void
waybill_ui_session_close_async (WaybillUiSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION (self));

  waybill_ui_session_link_close_async (self->link, link_closed, g_task_new (self, NULL, callback, user_data));
}

/**
 * waybill_ui_session_close_finish:
 * @self: a tab
 * @result: what the callback got
 *
 * Returns: %TRUE
 */
gboolean
waybill_ui_session_close_finish (WaybillUiSession *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * waybill_ui_session_send:
 * @self: a tab
 * @files: (element-type GFile): files of this computer, for the partner's folder that is shown
 *
 * Nothing unless it is connected.
 */
void
waybill_ui_session_send (WaybillUiSession *self, GListModel *files)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION (self));

  waybill_ui_session_desk_send (WAYBILL_UI_SESSION_DESK (self->desk), files);
}
