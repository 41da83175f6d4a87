/* One file of the queue as a row: which way, what, how far, how it stands, and the one button that its state offers. It follows its
 * item while it is bound to it, and asks others to act. */
#pragma once

#include <gtk/gtk.h>

#include "transfer-queue.h"

G_BEGIN_DECLS

/* What the row's one button does, by state. */
typedef enum
{
  WAYBILL_UI_QUEUE_ACT_NONE,
  WAYBILL_UI_QUEUE_ACT_PAUSE,
  WAYBILL_UI_QUEUE_ACT_GO_ON,
  WAYBILL_UI_QUEUE_ACT_TRY_AGAIN,
  WAYBILL_UI_QUEUE_ACT_ANSWER,
  WAYBILL_UI_QUEUE_ACT_CANCEL,
  WAYBILL_UI_QUEUE_ACT_SHOW_FOLDER,
} WaybillUiQueueAct;

#define WAYBILL_TYPE_UI_QUEUE_ROW (waybill_ui_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQueueRow, waybill_ui_queue_row, WAYBILL, UI_QUEUE_ROW, GtkBox)

/* Signal "wanted" (int act): a button or an entry of the menu was chosen. */

GtkWidget           *waybill_ui_queue_row_new        (void);
/* item: (nullable) NULL lets go of the one before. */
void                 waybill_ui_queue_row_set_item   (WaybillUiQueueRow    *self,
                                                      WaybillTransferItem  *item,
                                                      WaybillTransferQueue *queue);
WaybillTransferItem *waybill_ui_queue_row_get_item   (WaybillUiQueueRow    *self);
void                 waybill_ui_queue_row_set_narrow (WaybillUiQueueRow    *self,
                                                      gboolean              narrow);
void                 waybill_ui_queue_row_set_acts   (WaybillUiQueueRow    *self,
                                                      GtkSizeGroup         *column);
/* Is there a pane to show folders in? TRUE at first. */
void                 waybill_ui_queue_row_set_shows_folders (WaybillUiQueueRow *self,
                                                      gboolean              shows_folders);
/* queue: (nullable). */
WaybillUiQueueAct    waybill_ui_queue_row_act_of     (WaybillTransferItem  *item,
                                                      WaybillTransferQueue *queue);
/* It has not ended: Cancel makes sense. */
gboolean             waybill_ui_queue_row_is_open    (WaybillTransferState  state);

G_END_DECLS
