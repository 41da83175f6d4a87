/* The question when a file of that name is there already: what is known of both, and skip, keep both or replace. It changes nothing
 * itself; closing it leaves the file in the queue. */
#pragma once

#include <adwaita.h>

#include "transfer-queue.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_QUEUE_CONFLICT (waybill_ui_queue_conflict_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQueueConflict, waybill_ui_queue_conflict, WAYBILL, UI_QUEUE_CONFLICT, AdwMessageDialog)

/* Responses: "skip", "both", "replace"; "later" when it was closed. */

/* n_others: further files that ask. */
GtkWidget           *waybill_ui_queue_conflict_new         (GtkWindow                *parent,
                                                            WaybillTransferItem      *item,
                                                            const char               *partner,
                                                            guint                     n_others);
WaybillTransferItem *waybill_ui_queue_conflict_get_item    (WaybillUiQueueConflict   *self);
gboolean             waybill_ui_queue_conflict_get_for_all (WaybillUiQueueConflict   *self);
/* (nullable) of "both": what somebody typed instead of the number. */
const char          *waybill_ui_queue_conflict_get_new_name (WaybillUiQueueConflict  *self);
/* FALSE for "later": nothing is to be answered. */
gboolean             waybill_ui_queue_conflict_to_answer   (const char               *response,
                                                            WaybillTransferOverwrite *answer);

G_END_DECLS
