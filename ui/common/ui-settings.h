/* What the window remembers of itself, where its schema is found. A missing schema means that nothing is remembered, not that nothing
 * works. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable). */
GSettings *waybill_ui_settings_new         (void);
/* The same calls where there are no settings: the default, or nothing. settings: (nullable). */
gboolean   waybill_ui_settings_get_boolean (GSettings  *settings,
                                            const char *key,
                                            gboolean    otherwise);
void       waybill_ui_settings_set_boolean (GSettings  *settings,
                                            const char *key,
                                            gboolean    value);
int        waybill_ui_settings_get_int     (GSettings  *settings,
                                            const char *key,
                                            int         otherwise);

G_END_DECLS
