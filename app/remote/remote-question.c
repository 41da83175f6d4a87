/* Questions that go up, through one interface with a refusing default. Asked on the main thread; the window answers with
 * dialogs, the command line with a prompt or, in batch, with the default. No connection is open while the trust question
 * waits. */
#include "remote-question.h"

G_DEFINE_INTERFACE (WaybillRemoteAsker, waybill_remote_asker, G_TYPE_OBJECT)

static void
waybill_remote_asker_default_init (WaybillRemoteAskerInterface *interface)
{
}

/**
 * waybill_remote_asker_ask_trust_async:
 * @self: who answers
 * @target: whom the session is for
 * @verdict: why the server's certificate was not accepted
 * @cancellable: (nullable): ends the question
 * @callback: called with the answer, on the main thread
 * @user_data: for @callback
 *
 * Asks whether to trust a server's certificate. There is no connection to it while this waits.
 */
void
waybill_remote_asker_ask_trust_async (WaybillRemoteAsker *self,
                                      WaybillRemoteTarget *target,
                                      WaybillCertVerdict *verdict,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_REMOTE_ASKER (self));

  WAYBILL_REMOTE_ASKER_GET_IFACE (self)->ask_trust_async (self, target, verdict, cancellable, callback, user_data);
}

/**
 * waybill_remote_asker_ask_trust_finish:
 * @self: who answered
 * @result: the result
 *
 * Returns: the answer; `WAYBILL_REMOTE_ANSWER_NO` when the question was cancelled
 */
WaybillRemoteAnswer
waybill_remote_asker_ask_trust_finish (WaybillRemoteAsker *self, GAsyncResult *result)
{
  return WAYBILL_REMOTE_ASKER_GET_IFACE (self)->ask_trust_finish (self, result);
}
