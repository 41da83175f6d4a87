/* The export assistant: files are made of a certificate of the store, for another machine or for somebody else. Four pages; the last but one
 * writes, on a thread, all files or none. */
#pragma once

#include "ui-assistant.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT (waybill_ui_cert_export_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExport, waybill_ui_cert_export, WAYBILL, UI_CERT_EXPORT, WaybillUiAssistant)

/* parent: (nullable). fingerprint: (nullable) chosen beforehand. */
WaybillUiCertExport *waybill_ui_cert_export_new  (WaybillUiContext *context,
                                                  GtkWindow        *parent,
                                                  const char       *fingerprint);
/* The same, shown. */
void                 waybill_ui_cert_export_open (GtkWindow        *parent,
                                                  WaybillUiContext *context,
                                                  const char       *fingerprint);

G_END_DECLS
