/* What a drag of a partner's rows offers: to Waybill the rows themselves, to every other program files, which are fetched when one of them
 * was chosen as the target and not before. It belongs to one drag and knows no widget. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-place.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_DRAG (waybill_ui_browser_drag_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserDrag, waybill_ui_browser_drag, WAYBILL, UI_BROWSER_DRAG, GdkContentProvider)

/* token: tells one connection's rows from another's. paths: full, of that place. */
GdkContentProvider *waybill_ui_browser_drag_new     (WaybillUiBrowserPlace *place,
                                                     const char            *token,
                                                     const char * const    *paths);
/* Learns from it what the button does: the two below. */
void                waybill_ui_browser_drag_follow  (WaybillUiBrowserDrag  *self,
                                                     GdkDrag               *drag);
/* The button was let go over a target. Who asked for files before has waited for this. */
void                waybill_ui_browser_drag_release (WaybillUiBrowserDrag  *self);
/* Over: dropped nowhere, or the target needs nothing more. A fetch that is under way is cancelled. */
void                waybill_ui_browser_drag_end     (WaybillUiBrowserDrag  *self);

G_END_DECLS
