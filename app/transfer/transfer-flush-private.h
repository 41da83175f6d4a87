/* Fetched files that are whole wait here for their final names: what ends within a moment is flushed together, then renamed. Main
 * thread; the work is done on a thread of its own. It decides no conflict. */
#pragma once

#include "transfer-target.h"

G_BEGIN_DECLS

#define WAYBILL_TRANSFER_FLUSH_MOST 64   /* files at once */
#define WAYBILL_TRANSFER_FLUSH_WAIT 200  /* milliseconds that the first of them waits for the others */

typedef struct _WaybillTransferFlush WaybillTransferFlush;

/* Called in the main context, in the order in which they were added. path, sha256: (transfer full), NULL with an error, which is the
 * caller's. */
typedef void (*WaybillTransferFlushFunc) (char     *path,
                                          char     *sha256,
                                          GError   *error,
                                          gpointer  user_data);

WaybillTransferFlush *waybill_transfer_flush_new   (void);
WaybillTransferFlush *waybill_transfer_flush_ref   (WaybillTransferFlush     *self);
void                  waybill_transfer_flush_unref (WaybillTransferFlush     *self);
/* target: (transfer full). replace, rename: as waybill_transfer_target_commit(). */
void                  waybill_transfer_flush_add   (WaybillTransferFlush     *self,
                                                    WaybillTransferTarget    *target,
                                                    gboolean                  replace,
                                                    gboolean                  rename,
                                                    WaybillTransferFlushFunc  func,
                                                    gpointer                  user_data);
/* Nothing more will come soon. */
void                  waybill_transfer_flush_hurry (WaybillTransferFlush     *self);

G_END_DECLS
