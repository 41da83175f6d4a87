/* One file of the queue, as list and row see it: what, which way, how far. A GObject of the main thread; the queue alone changes it, and
 * it says so by "changed", at most ten times a second while bytes flow. */
#pragma once

#include "transfer-run.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_TRANSFER_STATE_WAITING,
  WAYBILL_TRANSFER_STATE_RUNNING,
  WAYBILL_TRANSFER_STATE_CHECKING, /* all bytes moved, the last replies and the flush are awaited */
  WAYBILL_TRANSFER_STATE_PAUSED,   /* by the person; it begins anew when it goes on (resuming comes with the journal) */
  WAYBILL_TRANSFER_STATE_ASKING,   /* a file of that name is there, and nobody has decided yet */
  WAYBILL_TRANSFER_STATE_DONE,
  WAYBILL_TRANSFER_STATE_LEFT,     /* skipped: by the person, or the target is as new */
  WAYBILL_TRANSFER_STATE_FAILED,
  WAYBILL_TRANSFER_STATE_CANCELLED,
  WAYBILL_TRANSFER_N_STATES,
} WaybillTransferState;

#define WAYBILL_TYPE_TRANSFER_ITEM (waybill_transfer_item_get_type ())
G_DECLARE_FINAL_TYPE (WaybillTransferItem, waybill_transfer_item, WAYBILL, TRANSFER_ITEM, GObject)

/* Signal "changed" (): state, bytes, speed, error. */

guint64                      waybill_transfer_item_get_number      (WaybillTransferItem *self); /* of the queue, from 1 */
WaybillTransferDirection     waybill_transfer_item_get_direction   (WaybillTransferItem *self);
const char                  *waybill_transfer_item_get_name        (WaybillTransferItem *self); /* shown: the file's last component */
const char                  *waybill_transfer_item_get_remote_path (WaybillTransferItem *self);
const char                  *waybill_transfer_item_get_local_path  (WaybillTransferItem *self);
WaybillTransferState         waybill_transfer_item_get_state       (WaybillTransferItem *self);
guint                        waybill_transfer_item_get_place       (WaybillTransferItem *self); /* WAITING: 1 is the next; else 0 */
gint64                       waybill_transfer_item_get_size        (WaybillTransferItem *self); /* -1: unknown */
gint64                       waybill_transfer_item_get_bytes       (WaybillTransferItem *self); /* moved in this try */
gint64                       waybill_transfer_item_get_speed       (WaybillTransferItem *self); /* bytes a second over the last seconds */
gint64                       waybill_transfer_item_get_time_left   (WaybillTransferItem *self); /* seconds, -1: unknown */
gint64                       waybill_transfer_item_get_ended       (WaybillTransferItem *self); /* Unix seconds, 0: it has not */
const GError                *waybill_transfer_item_get_error       (WaybillTransferItem *self); /* (nullable) FAILED, ASKING */
const WaybillTransferResult *waybill_transfer_item_get_result      (WaybillTransferItem *self); /* (nullable) DONE, LEFT */
/* A part of what was sent stands at the partner, as far as is known: a try ended before its end. */
gboolean                     waybill_transfer_item_get_has_part    (WaybillTransferItem *self);
/* Fetched for somebody who takes it from where it stands and needs all or nothing, such as another program: nothing for this computer's
 * user to try again or to look at. */
gboolean                     waybill_transfer_item_get_passed_on   (WaybillTransferItem *self);

G_END_DECLS
