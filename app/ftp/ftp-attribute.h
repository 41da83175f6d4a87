/* A remote file's time and permissions: MFMT and its elders, SITE CHMOD. No byte of it moves. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_attribute_set_time (WaybillFtpSession  *session,
                                         const char         *path,
                                         gint64              mtime,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean waybill_ftp_attribute_set_mode (WaybillFtpSession  *session,
                                         const char         *path,
                                         guint               mode,
                                         GCancellable       *cancellable,
                                         GError            **error);

G_END_DECLS
