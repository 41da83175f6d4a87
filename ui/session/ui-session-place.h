/* The partner as a place of its tab. A session that was lost is connected again before the next call. */
#pragma once

#include "ui-browser-place.h"
#include "ui-session-link.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_PLACE (waybill_ui_session_place_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionPlace, waybill_ui_session_place, WAYBILL, UI_SESSION_PLACE, WaybillUiBrowserPlace)

/* link: connected. */
WaybillUiBrowserPlace *waybill_ui_session_place_new (WaybillUiSessionLink *link);

G_END_DECLS
