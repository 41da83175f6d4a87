/* The import assistant: files in, nothing half done. Six pages; only the fifth writes. Reading happens off the main thread. */
#pragma once

#include "ui-assistant.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT (waybill_ui_cert_import_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImport, waybill_ui_cert_import, WAYBILL, UI_CERT_IMPORT, WaybillUiAssistant)

/* partner: (nullable) UUID, ticked beforehand on the fifth page. */
WaybillUiCertImport *waybill_ui_cert_import_new       (WaybillUiContext    *context,
                                                       GtkWindow           *parent,
                                                       const char          *partner);
/* files: (element-type GFile): files and folders (not deeper than one level), as chosen or dropped. */
void                 waybill_ui_cert_import_add_files (WaybillUiCertImport *self,
                                                       GListModel          *files);

G_END_DECLS
