/* What a greeting tells of the server's clock. It is a source of the time, not a clock: what it means is judged in cert-clock. */
#pragma once

#include "cert-clock.h"

G_BEGIN_DECLS

/* now: Unix seconds, this computer's. FALSE: it tells nothing that can be relied on; reading is untouched. */
gboolean waybill_ftp_clock_read_greeting (const char              *greeting,
                                          gint64                   now,
                                          WaybillCertClockReading *reading);

G_END_DECLS
