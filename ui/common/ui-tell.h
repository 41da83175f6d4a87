/* What could not be done, said in a dialog with one button: for what happens beside the page that is shown. What a page itself
 * has to say stands on it (ui-box.h); what was done is a toast. */
#pragma once

#include <gtk/gtk.h>

#include "words.h"

G_BEGIN_DECLS

/* beside: any widget of the window it belongs to; without a window nothing is said. */
void waybill_ui_tell (GtkWidget          *beside,
                      const WaybillWords *words);

G_END_DECLS
