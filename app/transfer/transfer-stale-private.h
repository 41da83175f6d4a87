/* Parts that earlier runs left behind: what nobody can go on from any more is removed, and nothing that somebody writes. Of one thread
 * at a time. */
#pragma once

#include "transfer-target.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferStale WaybillTransferStale;

WaybillTransferStale *waybill_transfer_stale_new  (void);
/* Looks at the target's folder, the first time it is named: temporary files that nobody writes any more are removed, parts noted. */
void                  waybill_transfer_stale_look (WaybillTransferStale  *self,
                                                   WaybillTransferTarget *target);
/* Does any part of the target's name stand there? */
gboolean              waybill_transfer_stale_has  (WaybillTransferStale  *self,
                                                   WaybillTransferTarget *target);
/* Parts of the target's name that are not of this source are of no use: it changed. size -1: whatever they are of. */
void                  waybill_transfer_stale_drop (WaybillTransferStale  *self,
                                                   WaybillTransferTarget *target,
                                                   gint64                 size,
                                                   gint64                 mtime);
void                  waybill_transfer_stale_free (WaybillTransferStale  *self);

G_END_DECLS
