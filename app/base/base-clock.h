/* What time it is, for people and for deadlines. The wall clock can be set by tests: it is the one global of the
 * program (besides the type system and the log). It is not a timer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 waybill_base_clock_now      (void);
void   waybill_base_clock_set_now  (gint64 unix_seconds);
gint64 waybill_base_clock_ticks    (void);

G_END_DECLS
