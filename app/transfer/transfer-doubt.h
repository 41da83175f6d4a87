/* A transfer whose data went through and whose last word never came: is the file whole at the partner? Asked on a new connection. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

gboolean waybill_transfer_doubt_is_open       (const GError         *error);
void     waybill_transfer_doubt_settle_async  (WaybillRemote        *remote,
                                               const char           *path,
                                               const GError         *error,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean waybill_transfer_doubt_settle_finish (GAsyncResult         *result,
                                               gint64               *mtime);
void     waybill_transfer_doubt_fill          (const GError         *error,
                                               gint64                moved,
                                               WaybillRemoteOutcome *outcome);

G_END_DECLS
