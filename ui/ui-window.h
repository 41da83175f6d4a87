/* The main window: for now the welcome, and the tour of the practice partner. */

#pragma once

#include <adwaita.h>

#include "ui-application.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_WINDOW (waybill_ui_window_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiWindow, waybill_ui_window, WAYBILL, UI_WINDOW, AdwApplicationWindow)

WaybillUiWindow *waybill_ui_window_new (WaybillUiApplication *application);
void waybill_ui_window_start_tour (WaybillUiWindow *self, const char *program);

G_END_DECLS
