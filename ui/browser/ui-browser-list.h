/* The list of a pane: columns, or two lines a row; what the keyboard and the pointer do in it. It knows rows, not folders: what is
 * opened, sent or dropped is the pane's business. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-model.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_LIST (waybill_ui_browser_list_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserList, waybill_ui_browser_list, WAYBILL, UI_BROWSER_LIST, GtkWidget)

/* Signals:
 * "activate" (guint position): Enter, double click, or a press on a folder where there is little room.
 * "sorted" (int column, gboolean descending): a column's head was pressed.
 * "drag" () -> GdkContentProvider (transfer full) (nullable): the selected rows are about to be dragged.
 * Property "narrow" (boolean): two lines a row. */

GtkWidget *waybill_ui_browser_list_new            (WaybillUiBrowserModel  *model);
void       waybill_ui_browser_list_set_name       (WaybillUiBrowserList   *self,
                                                   const char             *name);
void       waybill_ui_browser_list_set_menu       (WaybillUiBrowserList   *self,
                                                   GMenuModel             *menu);
void       waybill_ui_browser_list_sort           (WaybillUiBrowserList   *self,
                                                   WaybillUiBrowserColumn  column,
                                                   gboolean                descending);
gboolean   waybill_ui_browser_list_is_narrow      (WaybillUiBrowserList   *self);
void       waybill_ui_browser_list_set_narrow     (WaybillUiBrowserList   *self,
                                                   gboolean                narrow);
/* Scrolls there and makes it the one that has the focus when the list has it. */
void       waybill_ui_browser_list_show_row       (WaybillUiBrowserList   *self,
                                                   guint                   position);
void       waybill_ui_browser_list_grab           (WaybillUiBrowserList   *self);
gboolean   waybill_ui_browser_list_has_focus      (WaybillUiBrowserList   *self);
/* GTK_INVALID_LIST_POSITION: none. */
guint      waybill_ui_browser_list_get_focused    (WaybillUiBrowserList   *self);
/* x, y: of widget. row: (out) (nullable) (transfer none) the row's widget. */
guint      waybill_ui_browser_list_get_at         (WaybillUiBrowserList   *self,
                                                   GtkWidget              *widget,
                                                   double                  x,
                                                   double                  y,
                                                   GtkWidget             **row);
GtkScrolledWindow *
           waybill_ui_browser_list_get_scroller   (WaybillUiBrowserList   *self);

G_END_DECLS
