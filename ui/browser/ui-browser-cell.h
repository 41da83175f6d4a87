/* What stands in one cell of a list, and finds its row again from the screen: made once for each row on the screen, filled again as rows come by. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-kinds.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_BROWSER_CELL_NAME,
  WAYBILL_UI_BROWSER_CELL_SIZE,
  WAYBILL_UI_BROWSER_CELL_MODIFIED,
  WAYBILL_UI_BROWSER_CELL_NARROW, /* all of a row, in two lines */
} WaybillUiBrowserCellKind;

#define WAYBILL_TYPE_UI_BROWSER_CELL (waybill_ui_browser_cell_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserCell, waybill_ui_browser_cell, WAYBILL, UI_BROWSER_CELL, GtkBox)

/* item: lent, it holds what is returned: a cell, or the text alone where there is no more. */
GtkWidget   *waybill_ui_browser_cell_new      (WaybillUiBrowserCellKind  kind,
                                               GtkListItem              *item);
/* Shows the item's row. */
void         waybill_ui_browser_cell_bind     (WaybillUiBrowserCellKind  kind,
                                               GtkListItem              *item,
                                               WaybillUiBrowserKinds    *kinds);
GtkListItem *waybill_ui_browser_cell_get_item (WaybillUiBrowserCell     *self);

G_END_DECLS
