/* MKD, RNFR with RNTO, DELE and RMD (RFC 959 §4.1.3): what is there is changed, and no byte of it moved. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_change_make_folder (WaybillFtpSession  *session,
                                         const char         *path,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean waybill_ftp_change_rename      (WaybillFtpSession  *session,
                                         const char         *path,
                                         const char         *new_path,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean waybill_ftp_change_remove      (WaybillFtpSession  *session,
                                         const char         *path,
                                         gboolean            folder,
                                         GCancellable       *cancellable,
                                         GError            **error);

G_END_DECLS
