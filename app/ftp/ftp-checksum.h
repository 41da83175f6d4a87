/* The checksum of a remote file, as its server makes it: HASH, and the commands that were there before it. */
#pragma once

#include "ftp-session.h"
#include "remote-checksum.h"

G_BEGIN_DECLS

const char *waybill_ftp_checksum_find (const WaybillFtpFeatures *features);
gboolean waybill_ftp_checksum_ask  (WaybillFtpSession      *session,
                                    const char             *path,
                                    WaybillRemoteChecksum  *checksum,
                                    GCancellable           *cancellable,
                                    GError                **error);

G_END_DECLS
