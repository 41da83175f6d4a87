/* First page of the export assistant: which certificate of the store is handed on. */
#pragma once

#include "ui-assistant-page.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT_WHAT (waybill_ui_cert_export_what_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExportWhat, waybill_ui_cert_export_what, WAYBILL, UI_CERT_EXPORT_WHAT, WaybillUiAssistantPage)

/* fingerprint: (nullable) chosen beforehand. */
void        waybill_ui_cert_export_what_show            (WaybillUiCertExportWhat *self,
                                                         WaybillUiContext        *context,
                                                         const char              *fingerprint);
/* (nullable): of the one chosen, if the store still has it. */
const char *waybill_ui_cert_export_what_get_fingerprint (WaybillUiCertExportWhat *self);

G_END_DECLS
