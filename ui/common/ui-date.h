/* The desktop's own page for date and time: found and opened. Waybill never sets a clock. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean waybill_ui_date_has_settings  (void);
/* FALSE: there is none, or it did not start. */
gboolean waybill_ui_date_open_settings (void);

G_END_DECLS
