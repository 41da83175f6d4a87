/* Last page of the export assistant: the files, to be dragged from here or shown in their folder. */
#pragma once

#include "ui-assistant-page.h"

#include "cert-export-plan.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT_DONE (waybill_ui_cert_export_done_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExportDone, waybill_ui_cert_export_done, WAYBILL, UI_CERT_EXPORT_DONE, WaybillUiAssistantPage)

/* plan: as it was written. */
void        waybill_ui_cert_export_done_show      (WaybillUiCertExportDone *self,
                                                   WaybillCertExportPlan   *plan,
                                                   const char              *folder,
                                                   gboolean                 is_ours);
/* (transfer full) (element-type GFile): what was written. */
GListModel *waybill_ui_cert_export_done_dup_files (WaybillUiCertExportDone *self);

G_END_DECLS
