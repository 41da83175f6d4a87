/* The start page: what needs somebody, and what runs out next. It shows what partners, certificates and the last sessions say, and does
 * nothing itself. */
#pragma once

#include "ui-context.h"
#include "ui-state.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_START (waybill_ui_start_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiStart, waybill_ui_start, WAYBILL, UI_START, GtkBox)

/* Signal "counted" (): how many things need somebody may have changed. */

void            waybill_ui_start_set_context (WaybillUiStart   *self,
                                              WaybillUiContext *context);
guint           waybill_ui_start_get_n_needs (WaybillUiStart   *self);
WaybillUiState  waybill_ui_start_get_state   (WaybillUiStart   *self); /* the worst of them */
void            waybill_ui_start_focus       (WaybillUiStart   *self);

G_END_DECLS
