/* One row of a list, made when it is looked at and gone when it is not: a position in shared data, no copy. */
#pragma once

#include <gio/gio.h>

#include "ui-browser-data.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_ROW (waybill_ui_browser_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserRow, waybill_ui_browser_row, WAYBILL, UI_BROWSER_ROW, GObject)

/* cache: where the rows that live are found by their index; the row enters itself, and leaves when it goes. */
WaybillUiBrowserRow      *waybill_ui_browser_row_get         (WaybillUiBrowserData *data,
                                                              guint32               index,
                                                              GHashTable           *cache);
/* The same thing in newer data. */
void                      waybill_ui_browser_row_move        (WaybillUiBrowserRow  *self,
                                                              WaybillUiBrowserData *data,
                                                              guint32               index,
                                                              GHashTable           *cache);
const WaybillRemoteEntry *waybill_ui_browser_row_get_entry   (WaybillUiBrowserRow  *self);
gboolean                  waybill_ui_browser_row_is_folder   (WaybillUiBrowserRow  *self);
gboolean                  waybill_ui_browser_row_is_readable (WaybillUiBrowserRow  *self);
/* (transfer full): as it is shown. */
char                     *waybill_ui_browser_row_dup_display (WaybillUiBrowserRow  *self);

G_END_DECLS
