/* One child, and whether there is little room for it: "narrow" and "low" follow the allocation, because libadwaita 1.2 has no
 * breakpoints. It lays nothing out itself. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SHELL (waybill_ui_shell_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiShell, waybill_ui_shell, WAYBILL, UI_SHELL, AdwBin)

/* Properties: "narrow-width" (int, pixels, 640 at first); "narrow-text-width" (int, 0 at first) and "low-height" (int, 640 at first), pixels
 * for text of the usual size, twice as many for text twice as large; "natural-width" (int, -1: the child's): what a leaflet folds by.
 * Read only and notifying: "narrow" (boolean), "low" (boolean). Notified from an idle, never within an allocation. */
gboolean waybill_ui_shell_is_narrow      (WaybillUiShell *self);
gboolean waybill_ui_shell_is_low         (WaybillUiShell *self);
double   waybill_ui_shell_get_text_scale (GtkWidget      *widget);

G_END_DECLS
