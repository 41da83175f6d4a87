/* Two thousand files that arrive at once, let into the list a few rows at a time: GtkListView makes two hundred rows in one go, which
 * would be felt. It changes nothing in the queue. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): the same items, of which those beyond the first few appear within half a second. */
GListModel *waybill_ui_queue_gate_new (GListModel *queue);

G_END_DECLS
