/* The pages of the editor as a list: icon, title, what is set, how it is; and the foot with how ready the partner is. It shows the draft
 * and changes nothing. */
#pragma once

#include <gtk/gtk.h>

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_LIST (waybill_ui_partner_list_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerList, waybill_ui_partner_list, WAYBILL, UI_PARTNER_LIST, GtkBox)

/* Signals "selected" (int page): another one is shown; "opened" (int page): by click or Enter. */

void        waybill_ui_partner_list_set_draft (WaybillUiPartnerList  *self,
                                               WaybillUiPartnerDraft *draft);
void        waybill_ui_partner_list_select    (WaybillUiPartnerList  *self,
                                               WaybillPartnerPage     page);
const char *waybill_ui_partner_list_get_foot  (WaybillUiPartnerList  *self);

G_END_DECLS
