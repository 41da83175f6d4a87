/* A password that is kept, as a row: whose and where, with its two buttons. */
#pragma once

#include <gtk/gtk.h>

#include "ui-cert-kept.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_KEPT_ROW (waybill_ui_cert_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertKeptRow, waybill_ui_cert_kept_row, WAYBILL, UI_CERT_KEPT_ROW, GtkBox)

/* Signals "forget" and "enter" (WaybillUiCertKept *): a button was pressed. */

GtkWidget *waybill_ui_cert_kept_row_new (void);
void       waybill_ui_cert_kept_row_set (WaybillUiCertKeptRow *self,
                                         WaybillUiCertKept    *kept);

G_END_DECLS
