/* A local file that is sent: read in order, hashed on the way, watched for change. Its source functions run on the session's worker,
 * the others on the main thread; never both at once. */
#pragma once

#include "remote-sink.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferSource WaybillTransferSource;

WaybillTransferSource *waybill_transfer_source_new        (const char             *path,
                                                           GError                **error);
gboolean               waybill_transfer_source_rewind     (WaybillTransferSource  *self,
                                                           GError                **error);
WaybillRemoteSource    waybill_transfer_source_get_source (WaybillTransferSource  *self);
gint64                 waybill_transfer_source_get_size   (WaybillTransferSource  *self);
int                    waybill_transfer_source_get_file   (WaybillTransferSource  *self);
gint64                 waybill_transfer_source_get_mtime  (WaybillTransferSource  *self);
char                  *waybill_transfer_source_dup_sha256 (WaybillTransferSource  *self);
void                   waybill_transfer_source_free       (WaybillTransferSource  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTransferSource, waybill_transfer_source_free)

G_END_DECLS
