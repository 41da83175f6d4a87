/* The partners at the left: search, a row for each with its reason and icon, and the way to the certificates. It opens nothing itself. */
#pragma once

#include "ui-context.h"
#include "ui-session.h"
#include "ui-state.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SIDEBAR (waybill_ui_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSidebar, waybill_ui_sidebar, WAYBILL, UI_SIDEBAR, GtkBox)

/* Signals: "selected" (const char *uuid): one click or an arrow key; "clicked" (const char *uuid): one click, also on what is selected;
 * "activated" (const char *uuid): Enter or a double click; "start" (): the page Start, also when it is selected already. */

void        waybill_ui_sidebar_set_context  (WaybillUiSidebar      *self,
                                             WaybillUiContext      *context);
/* What the tab of this partner does; NULL: it has none. */
void        waybill_ui_sidebar_set_activity (WaybillUiSidebar      *self,
                                             const char            *uuid,
                                             WaybillUiSessionStage  stage,
                                             const char            *activity);
/* uuid: (nullable): nothing is selected. Emits nothing. */
void        waybill_ui_sidebar_select       (WaybillUiSidebar      *self,
                                             const char            *uuid);
const char *waybill_ui_sidebar_get_selected (WaybillUiSidebar      *self);
/* What stands below Start, and its icon. */
void        waybill_ui_sidebar_set_start    (WaybillUiSidebar      *self,
                                             const char            *words,
                                             WaybillUiState         state);
/* Whether Start is in front; emits nothing. */
void        waybill_ui_sidebar_select_start (WaybillUiSidebar      *self,
                                             gboolean               selected);
void        waybill_ui_sidebar_find         (WaybillUiSidebar      *self);
void        waybill_ui_sidebar_focus        (WaybillUiSidebar      *self);

G_END_DECLS
