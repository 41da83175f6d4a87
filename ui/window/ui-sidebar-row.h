/* One partner in the sidebar: avatar, name, reason line, icon, and its menu. */
#pragma once

#include "ui-context.h"
#include "ui-session.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SIDEBAR_ROW (waybill_ui_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSidebarRow, waybill_ui_sidebar_row, WAYBILL, UI_SIDEBAR_ROW, GtkListBoxRow)

GtkWidget      *waybill_ui_sidebar_row_new          (WaybillUiContext      *context,
                                                     WaybillPartner        *partner);
WaybillPartner *waybill_ui_sidebar_row_get_partner  (WaybillUiSidebarRow   *self);
void            waybill_ui_sidebar_row_set_activity (WaybillUiSidebarRow   *self,
                                                     WaybillUiSessionStage  stage,
                                                     const char            *activity);
/* Looks at the partner, the store and what was learnt again. */
void            waybill_ui_sidebar_row_refresh      (WaybillUiSidebarRow   *self);

G_END_DECLS
