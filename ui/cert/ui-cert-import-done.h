/* Page 6 of the import assistant: what was done. */
#pragma once

#include "ui-assistant-page.h"
#include "ui-cert-import-write.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_DONE (waybill_ui_cert_import_done_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportDone, waybill_ui_cert_import_done, WAYBILL, UI_CERT_IMPORT_DONE,
                      WaybillUiAssistantPage)

/* The button that tests is the window's action import.test. partner: (nullable): the name of the partner to test. */
void waybill_ui_cert_import_done_show (WaybillUiCertImportDone  *self,
                                       WaybillUiCertImportWrite *write,
                                       const char               *partner);

G_END_DECLS
