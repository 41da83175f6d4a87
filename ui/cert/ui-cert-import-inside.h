/* Page 3 of the import assistant: what the files hold, as cards and lists. Nothing has been stored yet. */
#pragma once

#include "cert-plan.h"
#include "ui-assistant-page.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_INSIDE (waybill_ui_cert_import_inside_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportInside, waybill_ui_cert_import_inside, WAYBILL, UI_CERT_IMPORT_INSIDE,
                      WaybillUiAssistantPage)

void waybill_ui_cert_import_inside_show (WaybillUiCertImportInside *self,
                                         WaybillCertPlan           *plan,
                                         WaybillCertStore          *store);

G_END_DECLS
