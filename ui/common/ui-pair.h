/* Beside each other where there is room for all, else below each other: cards and buttons. Heights follow the width at once, as a flow box's
 * do not when its window asks for its size. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PAIR (waybill_ui_pair_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPair, waybill_ui_pair, WAYBILL, UI_PAIR, GtkWidget)

/* Properties: "side-width" (int, -1 at first: what each child would like): what one child needs to stand beside another; "spacing" (int, 12
 * at first); "homogeneous" (boolean, true at first): all equally wide. Children by <child>, or: */
void     waybill_ui_pair_append    (WaybillUiPair *self,
                                    GtkWidget     *child);
/* As last laid out. */
gboolean waybill_ui_pair_is_beside (WaybillUiPair *self);

G_END_DECLS
