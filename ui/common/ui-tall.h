/* Content of a dialog that scrolls when there is no room for it, and asks for the height that it needs at the width it gets: a
 * GtkScrolledWindow asks for the height at another width. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_TALL (waybill_ui_tall_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiTall, waybill_ui_tall, WAYBILL, UI_TALL, GtkWidget)

/* Properties for templates: "content" (widget), "max-height" (int, 640 at first): above, it scrolls. */
GtkWidget *waybill_ui_tall_new          (GtkWidget     *content);
/* What the keyboard scrolls, where nothing in it takes the focus; it needs a name. */
GtkWidget *waybill_ui_tall_get_scrolled (WaybillUiTall *self);

G_END_DECLS
