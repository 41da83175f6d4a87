/* One way to write an export, as a row: a radio, when to choose it, and the very files that it writes. */
#pragma once

#include <gtk/gtk.h>

#include "cert-export-plan.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT_CHOICE (waybill_ui_cert_export_choice_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExportChoice, waybill_ui_cert_export_choice, WAYBILL, UI_CERT_EXPORT_CHOICE, GtkListBoxRow)

/* plan: what would be written. is_ours: the certificate has a key. */
GtkWidget             *waybill_ui_cert_export_choice_new       (WaybillCertExportPlan     *plan,
                                                                gboolean                   is_ours);
WaybillCertExportPlan *waybill_ui_cert_export_choice_get_plan  (WaybillUiCertExportChoice *self);
/* To be grouped, and to be listened to. */
GtkCheckButton        *waybill_ui_cert_export_choice_get_check (WaybillUiCertExportChoice *self);

/* An icon for a file of an export; the words beside say the same. */
const char            *waybill_ui_cert_export_choice_get_icon  (const WaybillCertExportFile *file);

G_END_DECLS
