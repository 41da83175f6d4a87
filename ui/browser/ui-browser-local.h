/* This computer as a place: GIO, asynchronous, the trash for what is deleted. */
#pragma once

#include "ui-browser-place.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_LOCAL (waybill_ui_browser_local_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserLocal, waybill_ui_browser_local, WAYBILL, UI_BROWSER_LOCAL, WaybillUiBrowserPlace)

WaybillUiBrowserPlace *waybill_ui_browser_local_new (void);

G_END_DECLS
