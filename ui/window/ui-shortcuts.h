/* The window that lists the keys. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer none): owned by GTK until it is closed. */
GtkWindow *waybill_ui_shortcuts_new (GtkWindow *over);

G_END_DECLS
