/* The inside of a list, for its two files: ui-browser-list.c (columns, sorting, the two looks), -input.c (keyboard and pointer). */
#pragma once

#include "ui-browser-list.h"

#include "ui-browser-kinds.h"
#include "ui-gate.h"

G_BEGIN_DECLS

struct _WaybillUiBrowserList
{
  GtkWidget parent_instance;

  WaybillUiBrowserModel *model;
  WaybillUiGate *gate;             /* what the looks show of it */
  WaybillUiBrowserKinds *kinds;
  GtkWidget *looks;                /* GtkStack: table, lines */
  GtkWidget *table_scroller, *table;
  GtkWidget *lines_scroller, *lines;
  GtkColumnViewColumn *columns[WAYBILL_UI_BROWSER_N_COLUMNS];
  GtkWidget *menu;                 /* (nullable) GtkPopoverMenu */
  gboolean narrow;
  gboolean sorting;                /* by us: not to be told */
  guint cursor;                    /* the row that gets the focus with the list; GTK's own else */
  int probed;                      /* the column that was asked first, -1 */

  GString *typed;
  gint64 typed_at;
};

void waybill_ui_browser_list_install_input (WaybillUiBrowserList *self);
/* The widget's own focus function. */
gboolean waybill_ui_browser_list_focus     (GtkWidget            *widget,
                                            GtkDirectionType      direction);
void waybill_ui_browser_list_emit_activate (WaybillUiBrowserList *self,
                                            guint                 position);
/* (transfer full) (nullable). */
GdkContentProvider *
     waybill_ui_browser_list_ask_drag      (WaybillUiBrowserList *self);
/* The GtkListView that shows rows now. */
GtkWidget *waybill_ui_browser_list_get_view (WaybillUiBrowserList *self);

G_END_DECLS
