/* The practice partner's instruction sheet, as a real partner would send it by mail: what to type, which files, in which order. */
#pragma once

#include <adwaita.h>

#include "ui-rehearsal.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SHEET (waybill_ui_sheet_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSheet, waybill_ui_sheet, WAYBILL, UI_SHEET, AdwWindow)

/* It stands beside the window, not over it, and stays usable while a modal window is open: one reads a sheet while typing. */
WaybillUiSheet *waybill_ui_sheet_new (GtkWindow          *beside,
                                      WaybillUiRehearsal *rehearsal);

G_END_DECLS
