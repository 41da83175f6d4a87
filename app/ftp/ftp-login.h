/* From a target to a logged-in session: name, reach, greeting, AUTH, handshake, login, setup. Straight-line, on the worker. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_login_open (WaybillFtpSession  *self,
                                 GCancellable       *cancellable,
                                 GError            **error);

G_END_DECLS
