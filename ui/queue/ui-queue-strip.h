/* The queue below the panes: a head that folds it (Ctrl+J), a row for each file, and the question when a file is there already. */
#pragma once

#include <gtk/gtk.h>

#include "transfer-queue.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_QUEUE_STRIP (waybill_ui_queue_strip_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQueueStrip, waybill_ui_queue_strip, WAYBILL, UI_QUEUE_STRIP, GtkBox)

/* Properties: "expanded" (boolean), "narrow" (boolean: two lines a row, always unfolded), "front" (boolean, TRUE at first: FALSE holds
 * questions back), "n-running" (uint, read only, for the badge).
 * Signal "show-folder" (WaybillTransferItem *item): its folder is to be shown in a pane; where nobody listens, rows offer no folder.
 * Actions: "queue.fold", "queue.pause-all", "queue.clear". */

/* partner: its name, for questions and errors. */
GtkWidget *waybill_ui_queue_strip_new        (const char           *partner);
/* queue: (nullable). */
void       waybill_ui_queue_strip_set_queue  (WaybillUiQueueStrip  *self,
                                              WaybillTransferQueue *queue);
/* Somebody puts files into the queue: the first row that comes next is scrolled to. */
void       waybill_ui_queue_strip_show_next  (WaybillUiQueueStrip  *self);
/* Puts the focus on the list, or on the head when it is folded. */
void       waybill_ui_queue_strip_focus_list (WaybillUiQueueStrip  *self);

G_END_DECLS
