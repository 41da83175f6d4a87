/* RETR and STOR of one file, with the checks that make a success one. Where bytes come from and go to is sink's and source's. */
#pragma once

#include "ftp-session.h"
#include "remote-engine.h"

G_BEGIN_DECLS

gboolean waybill_ftp_transfer_get (WaybillFtpSession      *session,
                                   const char             *path,
                                   WaybillRemoteSink      *sink,
                                   WaybillRemoteProgress  *progress,
                                   WaybillRemoteOutcome   *outcome,
                                   GCancellable           *cancellable,
                                   GError                **error);
gboolean waybill_ftp_transfer_put (WaybillFtpSession      *session,
                                   const char             *path,
                                   WaybillRemoteSource    *source,
                                   WaybillRemoteProgress  *progress,
                                   WaybillRemoteOutcome   *outcome,
                                   GCancellable           *cancellable,
                                   GError                **error);

G_END_DECLS
