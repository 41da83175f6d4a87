/* Reads a remote folder: MLSD where the server has it, else LIST. What a line means is the parsers'. */
#pragma once

#include "ftp-session.h"
#include "remote-listing.h"

G_BEGIN_DECLS

gboolean waybill_ftp_list_read (WaybillFtpSession     *session,
                                const char            *path,
                                WaybillRemoteListing  *listing,
                                GCancellable          *cancellable,
                                GError               **error);

G_END_DECLS
