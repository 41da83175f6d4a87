/* The same rows, let into a list view a few at a time: GtkListView makes rows for two hundred items in one go, however few of them can be
 * seen, and that would be felt. It changes nothing in what it lets in, and knows nothing of how that is shown. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_GATE (waybill_ui_gate_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiGate, waybill_ui_gate, WAYBILL, UI_GATE, GObject)

/* A GListModel, and a GtkSelectionModel whose selection is the model's where that has one: of all items, let in or not. first: how many
 * are let in at once; the others follow within half a second. A model that became empty begins anew. */
WaybillUiGate *waybill_ui_gate_new      (GListModel    *model,
                                         guint          first);
/* Somebody goes there now: what is up to this position is let in at once. G_MAXUINT: everything. */
void           waybill_ui_gate_let_in   (WaybillUiGate *self,
                                         guint          position);
/* The model is about to hold something else: as when the gate was new. */
void           waybill_ui_gate_begin_anew (WaybillUiGate *self);

G_END_DECLS
