/* The request assistant: do you have a certificate already, who are you to the partner, send it. Three pages; only the second one makes
 * something. Searching and making keys happen off the main thread. */
#pragma once

#include "ui-assistant.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REQUEST (waybill_ui_cert_request_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRequest, waybill_ui_cert_request, WAYBILL, UI_CERT_REQUEST, WaybillUiAssistant)

/* partner: (nullable) UUID: whom it is for. */
WaybillUiCertRequest *waybill_ui_cert_request_new (WaybillUiContext *context,
                                                   GtkWindow        *parent,
                                                   const char       *partner);

G_END_DECLS
