/* How a session's connections come about, control and data alike: from the target's host, or its proxy, to a stream of net.
 * What is said on them is others'. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean          waybill_ftp_reach_server (WaybillFtpSession  *session,
                                            GCancellable       *cancellable,
                                            GError            **error);
/* address: the session's, or one that the server named. */
WaybillNetStream *waybill_ftp_reach_data   (WaybillFtpSession  *session,
                                            const char         *address,
                                            guint16             port,
                                            GCancellable       *cancellable,
                                            GError            **error);

G_END_DECLS
