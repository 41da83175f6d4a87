/* Page 5 of the import assistant: which partners the certificate is for, and who may rely on the new authorities. The page asks; the
 * writing is done by ui-cert-import-write. */
#pragma once

#include "cert-plan.h"
#include "ui-assistant-page.h"
#include "ui-cert-import-write.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_ASSIGN (waybill_ui_cert_import_assign_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportAssign, waybill_ui_cert_import_assign, WAYBILL, UI_CERT_IMPORT_ASSIGN,
                      WaybillUiAssistantPage)

/* labels: (element-type utf8): what each item of the plan will be called. partner: (nullable): UUID, ticked at first. Ticks stay. */
void                     waybill_ui_cert_import_assign_show         (WaybillUiCertImportAssign *self,
                                                                     WaybillUiContext          *context,
                                                                     WaybillCertPlan           *plan,
                                                                     GPtrArray                 *labels,
                                                                     const char                *partner);
/* (transfer full): UUIDs, in the order shown. */
char                   **waybill_ui_cert_import_assign_dup_partners (WaybillUiCertImportAssign *self);
WaybillUiCertImportTrust waybill_ui_cert_import_assign_get_trust    (WaybillUiCertImportAssign *self);
/* Index of the plan's item that the partners will show. */
guint                    waybill_ui_cert_import_assign_get_identity (WaybillUiCertImportAssign *self);
/* On this day ("2026-12-01"), as if the person had chosen it. */
void                     waybill_ui_cert_import_assign_set_from     (WaybillUiCertImportAssign *self,
                                                                     const char                *day);
/* (transfer full) (nullable): the day on which it starts being used; NULL: now. */
char                    *waybill_ui_cert_import_assign_dup_from     (WaybillUiCertImportAssign *self);
/* words: (nullable): why the import failed; NULL: no box. */
void                     waybill_ui_cert_import_assign_set_failure  (WaybillUiCertImportAssign *self,
                                                                     const WaybillWords        *words);
void                     waybill_ui_cert_import_assign_set_busy     (WaybillUiCertImportAssign *self,
                                                                     gboolean                   busy);

G_END_DECLS
