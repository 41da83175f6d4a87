/* A partner as a place: one connected session, lent. */
#pragma once

#include "ui-browser-place.h"

#include "remote.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_REMOTE (waybill_ui_browser_remote_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserRemote, waybill_ui_browser_remote, WAYBILL, UI_BROWSER_REMOTE, WaybillUiBrowserPlace)

WaybillUiBrowserPlace *waybill_ui_browser_remote_new (WaybillRemote *remote);

G_END_DECLS
