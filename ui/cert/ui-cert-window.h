/* The certificate store's window, the guide's *SYSTEM store without its labyrinth: authorities, identities, partners; details with the
 * chain and where each is used. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_WINDOW (waybill_ui_cert_window_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertWindow, waybill_ui_cert_window, WAYBILL, UI_CERT_WINDOW, AdwWindow)

WaybillUiCertWindow *waybill_ui_cert_window_new  (WaybillUiContext    *context,
                                                  GtkApplication      *application);
/* fingerprint: (nullable): shown at once. */
void                 waybill_ui_cert_window_show (WaybillUiCertWindow *self,
                                                  const char          *fingerprint);

G_END_DECLS
