/* RETR and STOR of one file, with the checks that make a success one. Where bytes come from and go to is sink's and source's. */
#pragma once

#include "ftp-session.h"
#include "remote-engine.h"

G_BEGIN_DECLS

gboolean waybill_ftp_transfer_move (WaybillFtpSession       *session,
                                    const WaybillRemoteMove *move,
                                    const WaybillRemoteAhead *ahead,
                                    WaybillRemoteOutcome    *outcome,
                                    GCancellable            *cancellable,
                                    GError                 **error);

G_END_DECLS
