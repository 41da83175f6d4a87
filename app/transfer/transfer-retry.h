/* When a lost connection is tried again, and when the next try is due. Pure; it waits for nothing. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Is try number `tries` + 1 (tries were made) due after this error? *delay: milliseconds to wait before it: 0, 1000, 2000, 4000 … */
gboolean waybill_transfer_retry_is_due (const GError *error,
                                        guint         tries,
                                        guint         retries,
                                        guint        *delay);

G_END_DECLS
