/* Page 1 of the import assistant: the files, each with what Waybill found in it. It reads none of them. */
#pragma once

#include "cert-source.h"
#include "ui-assistant-page.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_FILES (waybill_ui_cert_import_files_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportFiles, waybill_ui_cert_import_files, WAYBILL, UI_CERT_IMPORT_FILES, WaybillUiAssistantPage)

/* sources: (element-type WaybillCertSource). note: (nullable): what became of files that are not in the list. usable: whether one can
 * be used. busy: whether more are being read. A row's removal is the window's action import.remove, with its index. */
void waybill_ui_cert_import_files_show (WaybillUiCertImportFiles *self,
                                        GPtrArray                *sources,
                                        const char               *note,
                                        gboolean                  usable,
                                        gboolean                  busy);
/* What a file turned out to be beside the others, instead of what it is by itself. index: which row. */
void waybill_ui_cert_import_files_set_finding   (WaybillUiCertImportFiles *self,
                                                 guint                     index,
                                                 const char               *finding);
/* A certificate that fits none of the keys that wait. certificate: (nullable): there is none. file: what it is called. */
void waybill_ui_cert_import_files_show_stranger (WaybillUiCertImportFiles *self,
                                                 WaybillCertCertificate   *certificate,
                                                 const char               *file,
                                                 guint                     n_waiting);
/* Files hang over the window. */
void waybill_ui_cert_import_files_set_dropping (WaybillUiCertImportFiles *self,
                                                gboolean                  dropping);

G_END_DECLS
