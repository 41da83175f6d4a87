/* How fast bytes flow, over a sliding window of three seconds: samples of a counter, ten a second. Pure. */
#include "transfer-speed-private.h"

static guint
at (const WaybillTransferSpeed *self, guint index)
{
  return (self->first + index) % WAYBILL_TRANSFER_SPEED_SAMPLES;
}

static void
drop_oldest (WaybillTransferSpeed *self)
{
  self->first = at (self, 1);
  self->n_samples--;
}

/* waybill_transfer_speed_add:
 *
 * Takes a sample; those older than the window go, but two always stay: a slow tick is still a measure. */
void
waybill_transfer_speed_add (WaybillTransferSpeed *self, gint64 now, gint64 bytes)
{
  if (self->n_samples > 0 && bytes < self->bytes[at (self, self->n_samples - 1)])
    self->n_samples = 0;
  if (self->n_samples == WAYBILL_TRANSFER_SPEED_SAMPLES)
    drop_oldest (self);
  self->times[at (self, self->n_samples)] = now;
  self->bytes[at (self, self->n_samples)] = bytes;
  self->n_samples++;
  while (self->n_samples > 2 && now - self->times[self->first] > WAYBILL_TRANSFER_SPEED_WINDOW)
    drop_oldest (self);
}

/* waybill_transfer_speed_get:
 *
 * Bytes a second over the window; 0 until there are two samples. */
gint64
waybill_transfer_speed_get (const WaybillTransferSpeed *self)
{
  guint last = at (self, self->n_samples - 1);
  gint64 span;

  if (self->n_samples < 2)
    return 0;
  span = self->times[last] - self->times[self->first];
  return span > 0 ? (self->bytes[last] - self->bytes[self->first]) * G_USEC_PER_SEC / span : 0;
}
