/* Page 1 of the request assistant: "Do you have one?" What the store has, and what folders have that the person names. Using one is the
 * window's business. */
#pragma once

#include "cert-search.h"
#include "ui-assistant-page.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REQUEST_HAVE (waybill_ui_cert_request_have_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRequestHave, waybill_ui_cert_request_have, WAYBILL, UI_CERT_REQUEST_HAVE, WaybillUiAssistantPage)

/* Signals: "use-entry" (const char *fingerprint), "use-files" (GListModel *files) of GFile: the person chose one. */

/* partner: (nullable): UUID. Called once. */
void     waybill_ui_cert_request_have_set_context (WaybillUiCertRequestHave *self,
                                                   WaybillUiContext         *context,
                                                   const char               *partner);
/* One search at a time; another is ignored meanwhile. */
void     waybill_ui_cert_request_have_look        (WaybillUiCertRequestHave *self,
                                                   GFile                    *folder);
gboolean waybill_ui_cert_request_have_is_busy     (WaybillUiCertRequestHave *self);
void     waybill_ui_cert_request_have_stop        (WaybillUiCertRequestHave *self);

G_END_DECLS
