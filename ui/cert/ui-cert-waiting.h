/* What the certificate store's window shows of a key that waits for its certificate: the request to be saved, copied and sent again, and
 * what to do when the answer comes. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_WAITING (waybill_ui_cert_waiting_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertWaiting, waybill_ui_cert_waiting, WAYBILL, UI_CERT_WAITING, AdwBin)

/* Called once. It looks again when the context changes, and shows nothing once its request is gone: removed (undone from the window's
 * toast), or answered. */
void waybill_ui_cert_waiting_set_context (WaybillUiCertWaiting *self,
                                          WaybillUiContext     *context);
/* id: (nullable): of a WaybillCertWaiting. */
void waybill_ui_cert_waiting_show        (WaybillUiCertWaiting *self,
                                          const char           *id);
/* On its first button. */
void waybill_ui_cert_waiting_focus       (WaybillUiCertWaiting *self);
/* What the window's Delete does: into the toast, with Undo. */
void waybill_ui_cert_waiting_remove      (WaybillUiCertWaiting *self);

G_END_DECLS
