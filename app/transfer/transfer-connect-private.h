/* Connecting a session that several runs share: once, for all that wait for it. Main thread. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

/* cancellable: (nullable): ends the wait; the connecting ends with the last who waits. */
void     waybill_transfer_connect_async  (WaybillRemote        *remote,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean waybill_transfer_connect_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
