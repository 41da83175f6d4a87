/* How the bytes of a file travel: TYPE, said only when it changes. What is done to the bytes is ftp-text's. */
#pragma once

#include "ftp-session.h"
#include "remote-move.h"

G_BEGIN_DECLS

WaybillFtpType waybill_ftp_type_of_move   (WaybillFtpSession       *session,
                                           const WaybillRemoteMove *move);
gboolean       waybill_ftp_type_is_exact  (WaybillFtpType           type);
gboolean       waybill_ftp_type_is_text   (WaybillFtpType           type);
gboolean       waybill_ftp_type_agree     (WaybillFtpSession       *session,
                                           WaybillFtpType           type,
                                           GCancellable            *cancellable,
                                           GError                 **error);

G_END_DECLS
