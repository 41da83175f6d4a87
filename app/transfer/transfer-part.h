/* What a sent file that did not become whole leaves at the partner: STOR writes straight to the final name. Whose the file there is, and
 * removing it where it is ours. Main thread. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

/* No more than so many bytes were ever sent there: what is larger is somebody else's. size: -1 unknown. */
gboolean waybill_transfer_part_is_ours      (gint64               moved,
                                             gint64               size);
/* remote: connected. Looks first, and removes only what is ours; in bounded time. */
void     waybill_transfer_part_remove_async  (WaybillRemote      *remote,
                                              const char         *path,
                                              gint64              moved,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
/* TRUE: nothing of ours stands there any more. */
gboolean waybill_transfer_part_remove_finish (GAsyncResult       *result,
                                              GError            **error);

G_END_DECLS
