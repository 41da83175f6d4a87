/* A certificate in the list: its name, how long it is good, how much of its life is left, and who uses it. */
#pragma once

#include <gtk/gtk.h>

#include "ui-cert-item.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_ROW (waybill_ui_cert_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRow, waybill_ui_cert_row, WAYBILL, UI_CERT_ROW, GtkBox)

GtkWidget         *waybill_ui_cert_row_new      (void);
/* item: (nullable): what it shows from now on, and follows; NULL: nothing. It names the row of the list that it stands in. */
void               waybill_ui_cert_row_set_item (WaybillUiCertRow       *self,
                                                 WaybillUiCertItem      *item);
WaybillUiCertItem *waybill_ui_cert_row_get_item (WaybillUiCertRow       *self); /* (nullable) */
/* A life bar that only warns: GTK's own colours for "low", "high" and "full" say something else. */
void               waybill_ui_cert_row_set_life (GtkLevelBar            *bar,
                                                 WaybillCertCertificate *certificate);

G_END_DECLS
