/* Where a fetched file is written: under a temporary name beside its final one, renamed only when every check went well. Its sink
 * functions run on the session's worker, commit on any thread, the others on the main thread; never two at once. */
#pragma once

#include "remote-sink.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferTarget WaybillTransferTarget;

WaybillTransferTarget *waybill_transfer_target_new      (const char             *path,
                                                         GError                **error);
/* below: so many folders of the path were named by the server: no link is followed there. */
WaybillTransferTarget *waybill_transfer_target_new_below (const char            *path,
                                                         guint                   below,
                                                         GError                **error);
gboolean               waybill_transfer_target_exists   (WaybillTransferTarget  *self,
                                                         gint64                 *mtime);
WaybillRemoteSink      waybill_transfer_target_get_sink (WaybillTransferTarget  *self);
gboolean               waybill_transfer_target_commit   (WaybillTransferTarget  *self,
                                                         gboolean                replace,
                                                         gboolean                rename,
                                                         GError                **error);
/* The steps of commit, for who does them for several files together. */
void                   waybill_transfer_target_begin_flush (WaybillTransferTarget *self);
gboolean               waybill_transfer_target_flush    (WaybillTransferTarget  *self,
                                                         GError                **error);
gboolean               waybill_transfer_target_take_name (WaybillTransferTarget *self,
                                                         gboolean                replace,
                                                         gboolean                rename,
                                                         GError                **error);
void                   waybill_transfer_target_flush_folder (WaybillTransferTarget *self);
gboolean               waybill_transfer_target_shares_folder (WaybillTransferTarget *self,
                                                         WaybillTransferTarget  *other);
/* Going on: a file that did not become whole is kept beside its final name, under a name that says what it is a part of. */
void                   waybill_transfer_target_keep     (WaybillTransferTarget  *self);
void                   waybill_transfer_target_discard  (WaybillTransferTarget  *self);
int                    waybill_transfer_target_get_file (WaybillTransferTarget  *self);
void                   waybill_transfer_target_find_kept (WaybillTransferTarget *self,
                                                         gint64                  size,
                                                         gint64                  mtime);
gboolean               waybill_transfer_target_find_beginning (WaybillTransferTarget *self,
                                                         gint64                  size,
                                                         gint64                  mtime);
void                   waybill_transfer_target_compare_all (WaybillTransferTarget *self);
gboolean               waybill_transfer_target_has_beginning (WaybillTransferTarget *self);
gint64                 waybill_transfer_target_get_offset (WaybillTransferTarget *self);
gboolean               waybill_transfer_target_is_refuted (WaybillTransferTarget *self);
gboolean               waybill_transfer_target_has_all  (WaybillTransferTarget  *self);
gboolean               waybill_transfer_target_is_same  (WaybillTransferTarget  *self);
void                   waybill_transfer_target_forget_beginning (WaybillTransferTarget *self);
const char            *waybill_transfer_target_get_path (WaybillTransferTarget  *self);
char                  *waybill_transfer_target_dup_sha256 (WaybillTransferTarget *self);
void                   waybill_transfer_target_free     (WaybillTransferTarget  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTransferTarget, waybill_transfer_target_free)

G_END_DECLS
