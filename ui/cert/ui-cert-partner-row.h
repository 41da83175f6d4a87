/* A partner in the table "who sees what": its certificate of ours, the authorities it trusts, what is pinned. Beside each other, or below
 * each other where there is little room. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"
#include "partner.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_PARTNER_ROW (waybill_ui_cert_partner_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertPartnerRow, waybill_ui_cert_partner_row, WAYBILL, UI_CERT_PARTNER_ROW, GtkBox)

GtkWidget  *waybill_ui_cert_partner_row_new      (void);
void        waybill_ui_cert_partner_row_show     (WaybillUiCertPartnerRow *self,
                                                  WaybillPartner          *partner,
                                                  WaybillCertStore        *store,
                                                  gboolean                 narrow);
/* (nullable): its UUID. */
const char *waybill_ui_cert_partner_row_get_uuid (WaybillUiCertPartnerRow *self);
/* (transfer floating): the heads of the columns, as wide as those of the rows. */
GtkWidget  *waybill_ui_cert_partner_row_new_head (void);

G_END_DECLS
