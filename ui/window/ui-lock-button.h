/* The lock in the header: how this session is encrypted, and who showed which certificate. A value shown; it judges nothing. */
#pragma once

#include "ui-context.h"

#include "remote-facts.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_LOCK_BUTTON (waybill_ui_lock_button_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiLockButton, waybill_ui_lock_button, WAYBILL, UI_LOCK_BUTTON, GtkBox)

void       waybill_ui_lock_button_set_context (WaybillUiLockButton      *self,
                                               WaybillUiContext         *context);
/* facts: (nullable) hides it. Copied. */
void       waybill_ui_lock_button_set_facts   (WaybillUiLockButton      *self,
                                               const WaybillRemoteFacts *facts);
/* (transfer floating): the rows of the popover, for where there is no room for the button. */
GtkWidget *waybill_ui_lock_button_new_details (const WaybillRemoteFacts *facts);

G_END_DECLS
