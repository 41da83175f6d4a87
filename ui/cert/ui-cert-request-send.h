/* Page 3 of the request assistant: "Send it". The request to hand over, or the certificate that signed itself. It sends nothing. */
#pragma once

#include "ui-assistant-page.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REQUEST_SEND (waybill_ui_cert_request_send_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRequestSend, waybill_ui_cert_request_send, WAYBILL, UI_CERT_REQUEST_SEND, WaybillUiAssistantPage)

/* A request that waits. partner: (nullable): its name. */
void waybill_ui_cert_request_send_show_request  (WaybillUiCertRequestSend *self,
                                                 WaybillUiContext         *context,
                                                 const WaybillCertWaiting *waiting,
                                                 const char               *partner);
/* One that signed itself. partner: (nullable): the name of whom it is assigned to. */
void waybill_ui_cert_request_send_show_identity (WaybillUiCertRequestSend *self,
                                                 WaybillUiContext         *context,
                                                 const WaybillCertEntry   *entry,
                                                 const char               *partner);

G_END_DECLS
