/* Where a fetched file is written: under a temporary name beside its final one, renamed only when every check went well. Its sink
 * functions run on the session's worker, commit on any thread, the others on the main thread; never two at once. */
#pragma once

#include "remote-sink.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferTarget WaybillTransferTarget;

WaybillTransferTarget *waybill_transfer_target_new      (const char             *path,
                                                         GError                **error);
gboolean               waybill_transfer_target_exists   (WaybillTransferTarget  *self,
                                                         gint64                 *mtime);
WaybillRemoteSink      waybill_transfer_target_get_sink (WaybillTransferTarget  *self);
gboolean               waybill_transfer_target_commit   (WaybillTransferTarget  *self,
                                                         gboolean                replace,
                                                         gboolean                rename,
                                                         GError                **error);
const char            *waybill_transfer_target_get_path (WaybillTransferTarget  *self);
char                  *waybill_transfer_target_dup_sha256 (WaybillTransferTarget *self);
void                   waybill_transfer_target_free     (WaybillTransferTarget  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTransferTarget, waybill_transfer_target_free)

G_END_DECLS
