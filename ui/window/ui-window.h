/* The main window: the partners at the left, one tab for each that was opened, and the ways to everything else. It is what fulfils the
 * wishes of its context; it holds no connection itself: tabs do. */
#pragma once

#include "ui-application.h"
#include "ui-context.h"
#include "ui-rehearsal.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_WINDOW (waybill_ui_window_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiWindow, waybill_ui_window, WAYBILL, UI_WINDOW, AdwApplicationWindow)

/* rehearsal: (nullable) (transfer none): the window of a rehearsal ends it when it closes. */
WaybillUiWindow  *waybill_ui_window_new          (WaybillUiApplication *application,
                                                  WaybillUiContext     *context,
                                                  WaybillUiRehearsal   *rehearsal);
WaybillUiContext *waybill_ui_window_get_context  (WaybillUiWindow      *self);
/* Opens the partner's tab and, with connect, connects it. */
void              waybill_ui_window_show_partner (WaybillUiWindow      *self,
                                                  const char           *uuid,
                                                  gboolean              connect);

/* Actions: win.new-partner, win.edit-partner (s), win.check-partner (s), win.connect-partner (s), win.copy-partner (s),
 * win.remove-partner (s), win.import, win.certificates, win.rehearse, win.find, win.toggle-sidebar, win.disconnect, win.connection,
 * win.session (s: an action of the tab in front), win.close-tab, win.show-tab (i), win.shortcuts. */

G_END_DECLS
