/* Second page of the export assistant: together or apart, who will open it, and where the files go. */
#pragma once

#include "ui-assistant-page.h"

#include "cert-export-plan.h"
#include "cert-store.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT_FILES (waybill_ui_cert_export_files_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExportFiles, waybill_ui_cert_export_files, WAYBILL, UI_CERT_EXPORT_FILES, WaybillUiAssistantPage)

/* Signal "changed" (): another choice. */

/* chain: (element-type WaybillCertCertificate): the entry's certificate, then who signed it, as far as they are at hand. */
void                   waybill_ui_cert_export_files_show       (WaybillUiCertExportFiles *self,
                                                                const WaybillCertEntry   *entry,
                                                                GPtrArray                *chain);
/* (nullable) before anything was shown. */
WaybillCertExportPlan *waybill_ui_cert_export_files_get_plan   (WaybillUiCertExportFiles *self);
WaybillCertLock        waybill_ui_cert_export_files_get_lock   (WaybillUiCertExportFiles *self);
const char            *waybill_ui_cert_export_files_get_folder (WaybillUiCertExportFiles *self);
void                   waybill_ui_cert_export_files_set_folder (WaybillUiCertExportFiles *self,
                                                                const char               *folder);
/* text: (nullable): why nothing was written. */
void                   waybill_ui_cert_export_files_set_failure (WaybillUiCertExportFiles *self,
                                                                const char               *title,
                                                                const char               *text);

G_END_DECLS
