/* The group "Next certificate" of the page Certificate: which one takes over, and on which day. It writes into the draft alone. */
#pragma once

#include <adwaita.h>

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_NEXT (waybill_ui_partner_next_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerNext, waybill_ui_partner_next, WAYBILL, UI_PARTNER_NEXT, AdwPreferencesGroup)

GtkWidget *waybill_ui_partner_next_new  (WaybillUiPartnerDraft *draft);
/* The draft or the store changed. */
void       waybill_ui_partner_next_show (WaybillUiPartnerNext  *self);

G_END_DECLS
