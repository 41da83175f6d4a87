/* The tour of the practice partner, run by waybill-cli as a child of this process, line by line. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_TOUR (waybill_ui_tour_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiTour, waybill_ui_tour, WAYBILL, UI_TOUR, GObject)

char *waybill_ui_tour_dup_program (void);
WaybillUiTour *waybill_ui_tour_new (void);
gboolean waybill_ui_tour_start (WaybillUiTour *self, const char *program, GError **error);
void waybill_ui_tour_stop (WaybillUiTour *self);

G_END_DECLS
