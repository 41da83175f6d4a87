/* What belongs together: the files and folders of one call that somebody waits for as a whole. It counts and answers; it moves
 * nothing. Items and walks name their batch by its number, so that nobody has to hold it; one that has answered is gone. Main thread. */
#pragma once

#include "transfer-queue.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferBatches WaybillTransferBatches;

/* Called from the main loop: the first thing that went wrong ends the batch, and nobody wants the rest of it. */
typedef void (*WaybillTransferBatchFunc) (gpointer owner,
                                          guint    batch);

WaybillTransferBatches *waybill_transfer_batches_new       (WaybillTransferBatchFunc  give_up,
                                                            gpointer                  owner);
/* Who still waits is told that it was cancelled. */
void                    waybill_transfer_batches_free      (WaybillTransferBatches   *self);
/* (transfer full) task. Returns the number. */
guint                   waybill_transfer_batches_add       (WaybillTransferBatches   *self,
                                                            GTask                    *task);
/* One more that has to end: a walk or an item. FALSE: the batch has answered, nobody wants it. batch: 0: none. */
gboolean                waybill_transfer_batches_note_begun (WaybillTransferBatches  *self,
                                                            guint                     batch);
/* One has ended. error: (nullable) (transfer full) why it is not here. */
void                    waybill_transfer_batches_note_ended (WaybillTransferBatches  *self,
                                                            guint                     batch,
                                                            GError                   *error);

G_END_DECLS
