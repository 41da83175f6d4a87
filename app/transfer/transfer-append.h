/* A local file put behind a remote one. Once: a second time doubles it, so after a lost connection the remote file's size decides. Main
 * thread. Not a run: nothing is replaced, renamed or gone on with. */
#pragma once

#include "transfer-run.h"

G_BEGIN_DECLS

/* remote: connected. */
void                   waybill_transfer_append_async  (WaybillRemote        *remote,
                                                       const char           *local_path,
                                                       const char           *remote_path,
                                                       gboolean              ascii,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
WaybillTransferResult *waybill_transfer_append_finish (GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
