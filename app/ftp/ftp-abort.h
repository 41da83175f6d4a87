/* What a transfer that was broken off leaves behind: its reply is still owed. How it is got, so that the connection lives. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_abort_settle (WaybillFtpSession  *session,
                                   GCancellable       *cancellable,
                                   GError            **error);

G_END_DECLS
