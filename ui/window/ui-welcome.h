/* The first start: two ways in, and what this computer lacks. Shown while there is no partner. */
#pragma once

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_WELCOME (waybill_ui_welcome_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiWelcome, waybill_ui_welcome, WAYBILL, UI_WELCOME, GtkBox)

/* Its buttons activate win.new-partner and win.rehearse. */
void waybill_ui_welcome_set_context (WaybillUiWelcome *self,
                                     WaybillUiContext *context);
/* Puts the focus on its first button. */
void waybill_ui_welcome_focus       (WaybillUiWelcome *self);

G_END_DECLS
