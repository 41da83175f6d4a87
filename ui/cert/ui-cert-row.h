/* A certificate in the list: its name, how long it is good, how much of its life is left, and who uses it. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_ROW (waybill_ui_cert_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRow, waybill_ui_cert_row, WAYBILL, UI_CERT_ROW, GtkListBoxRow)

GtkWidget              *waybill_ui_cert_row_new             (void);
/* users: (element-type WaybillPartner): who uses it. The entry is not kept. */
void                    waybill_ui_cert_row_show            (WaybillUiCertRow        *self,
                                                             const WaybillCertEntry  *entry,
                                                             GPtrArray               *users);
const char             *waybill_ui_cert_row_get_label       (WaybillUiCertRow        *self);
WaybillCertCertificate *waybill_ui_cert_row_get_certificate (WaybillUiCertRow        *self);
const char             *waybill_ui_cert_row_get_fingerprint (WaybillUiCertRow        *self);
GPtrArray              *waybill_ui_cert_row_get_users       (WaybillUiCertRow        *self);
gboolean                waybill_ui_cert_row_is_identity     (WaybillUiCertRow        *self);
/* A life bar that only warns: GTK's own colours for "low", "high" and "full" say something else. */
void                    waybill_ui_cert_row_set_life        (GtkLevelBar             *bar,
                                                             WaybillCertCertificate  *certificate);

G_END_DECLS
