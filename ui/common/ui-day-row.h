/* A row that holds a day: shown in words, chosen in a calendar or typed. It knows no bounds and no meaning. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_DAY_ROW (waybill_ui_day_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiDayRow, waybill_ui_day_row, WAYBILL, UI_DAY_ROW, AdwActionRow)

/* Signal "day-changed" (): by the person's hand alone. */

GtkWidget  *waybill_ui_day_row_new     (const char      *title);
/* "2026-12-01"; "" at first. */
const char *waybill_ui_day_row_get_day (WaybillUiDayRow *self);
void        waybill_ui_day_row_set_day (WaybillUiDayRow *self,
                                        const char      *day);

G_END_DECLS
