/* One session of the pool on its way to be open, tried again when the pool says so. Main thread. It decides nothing. */
#pragma once

#include "transfer-pool-private.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferOpening WaybillTransferOpening;

/* error: (nullable) (transfer full): why it is not open. May free the opening or have it tried again. */
typedef void (*WaybillTransferOpeningEnded) (WaybillTransferOpening *self,
                                             GError                 *error,
                                             gpointer                owner);

WaybillTransferOpening *waybill_transfer_opening_new         (WaybillTransferSession      *session,
                                                              WaybillTransferOpeningEnded  ended,
                                                              gpointer                     owner);
void                    waybill_transfer_opening_free        (WaybillTransferOpening      *self);
WaybillTransferSession *waybill_transfer_opening_get_session (WaybillTransferOpening      *self);
/* How often it was tried. */
guint                   waybill_transfer_opening_get_tries   (WaybillTransferOpening      *self);
/* After so many milliseconds. */
void                    waybill_transfer_opening_try_again   (WaybillTransferOpening      *self,
                                                              guint                        delay);
/* Does it wait for its next try? Then nobody will be told of its end. */
gboolean                waybill_transfer_opening_waits       (WaybillTransferOpening      *self);
void                    waybill_transfer_opening_cancel      (WaybillTransferOpening      *self);
gboolean                waybill_transfer_opening_is_cancelled (WaybillTransferOpening     *self);

G_END_DECLS
