/* Whether the password of one identity is kept, and the field to enter it again: it is tried on the identity before it is kept. It belongs
 * to the certificate, not to the partner, so it does not wait for Save. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_PFX (waybill_ui_partner_pfx_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerPfx, waybill_ui_partner_pfx, WAYBILL, UI_PARTNER_PFX, AdwPreferencesGroup)

GtkWidget *waybill_ui_partner_pfx_new  (WaybillUiContext       *context,
                                        GtkWidget              *first);
/* entry: (nullable) an identity: NULL hides the group. */
void       waybill_ui_partner_pfx_show (WaybillUiPartnerPfx    *self,
                                        const WaybillCertEntry *entry);

G_END_DECLS
