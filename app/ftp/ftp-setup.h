/* What is agreed with a server around the login: its virtual host, its features, how data is protected, what the partner wants said,
 * and the folder to stand in. The login itself is ftp-login's. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_setup_choose_host   (WaybillFtpSession  *session,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean waybill_ftp_setup_agree         (WaybillFtpSession  *session,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean waybill_ftp_setup_say_own       (WaybillFtpSession  *session,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean waybill_ftp_setup_enter_folder  (WaybillFtpSession  *session,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean waybill_ftp_setup_clear_control (WaybillFtpSession  *session,
                                          GCancellable       *cancellable,
                                          GError            **error);

G_END_DECLS
