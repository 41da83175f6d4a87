/* What a person may turn while a session stands: named switches, and a sign of life. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_switch_set        (WaybillFtpSession  *session,
                                        const char         *name,
                                        const char         *value,
                                        GCancellable       *cancellable,
                                        GError            **error);
gboolean waybill_ftp_switch_keep_alive (WaybillFtpSession  *session,
                                        GCancellable       *cancellable,
                                        GError            **error);

G_END_DECLS
