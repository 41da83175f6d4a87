/* The running program: it opens windows and knows what belongs to no single one of them. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_APPLICATION (waybill_ui_application_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiApplication, waybill_ui_application, WAYBILL, UI_APPLICATION, AdwApplication)

WaybillUiApplication *waybill_ui_application_new (void);

G_END_DECLS
