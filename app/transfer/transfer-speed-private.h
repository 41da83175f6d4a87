/* How fast bytes flow, over a sliding window of three seconds: samples of a counter, ten a second. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_TRANSFER_SPEED_SAMPLES 31
#define WAYBILL_TRANSFER_SPEED_WINDOW (3 * G_USEC_PER_SEC)

/* All zero: nothing was seen yet. */
typedef struct
{
  gint64 times[WAYBILL_TRANSFER_SPEED_SAMPLES];
  gint64 bytes[WAYBILL_TRANSFER_SPEED_SAMPLES];
  guint  first, n_samples;
} WaybillTransferSpeed;

/* now: microseconds, bytes: since the beginning. A counter that went back begins a new window. */
void   waybill_transfer_speed_add (WaybillTransferSpeed       *self,
                                   gint64                      now,
                                   gint64                      bytes);
gint64 waybill_transfer_speed_get (const WaybillTransferSpeed *self); /* bytes a second */

G_END_DECLS
