/* Questions that go up, through one interface with a refusing default. Asked on the main thread; the window answers with dialogs,
 * the command line with a prompt or, in batch, with the default. No connection is open while the trust question waits. */
#pragma once

#include "remote-target.h"
#include "cert-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_REMOTE_ANSWER_NO,
  WAYBILL_REMOTE_ANSWER_YES,        /* for this session */
  WAYBILL_REMOTE_ANSWER_YES_SAVED,  /* and saved by who answered */
} WaybillRemoteAnswer;

#define WAYBILL_TYPE_REMOTE_ASKER (waybill_remote_asker_get_type ())
G_DECLARE_INTERFACE (WaybillRemoteAsker, waybill_remote_asker, WAYBILL, REMOTE_ASKER, GObject)

struct _WaybillRemoteAskerInterface
{
  GTypeInterface parent;

  void                (*ask_trust_async)  (WaybillRemoteAsker  *self,
                                           WaybillRemoteTarget *target,
                                           WaybillCertVerdict  *verdict,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
  WaybillRemoteAnswer (*ask_trust_finish) (WaybillRemoteAsker  *self,
                                           GAsyncResult        *result);
};

/* self: (nullable) NULL answers no. */
void                waybill_remote_asker_ask_trust_async  (WaybillRemoteAsker  *self,
                                                           WaybillRemoteTarget *target,
                                                           WaybillCertVerdict  *verdict,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
WaybillRemoteAnswer waybill_remote_asker_ask_trust_finish (WaybillRemoteAsker  *self,
                                                           GAsyncResult        *result);

G_END_DECLS
