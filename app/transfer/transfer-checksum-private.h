/* Whether a remote file is what a local one begins with, by the server's own checksum. Main thread; the local file is read on a thread
 * of its own. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

/* So many bytes of it, from the beginning; cancellable: (nullable) asked between pieces. (nullable) result: not that long, or the
 * algorithm is not known. Any thread. */
char    *waybill_transfer_checksum_dup_of_file  (int                     file,
                                                 gint64                  length,
                                                 const char             *algorithm,
                                                 GCancellable           *cancellable);
/* Can this session's server be asked at all? */
gboolean waybill_transfer_checksum_is_to_be_had (WaybillRemote          *remote);
/* file: lent until the end; length: the remote file's; sha256: (nullable) of so much of it, where it is known. */
void     waybill_transfer_checksum_agree_async  (WaybillRemote          *remote,
                                                 const char             *path,
                                                 int                     file,
                                                 gint64                  length,
                                                 const char             *sha256,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
/* FALSE with an error of remote when there is no answer; agrees, checksum: (out). */
gboolean waybill_transfer_checksum_agree_finish (GAsyncResult           *result,
                                                 gboolean               *agrees,
                                                 WaybillRemoteChecksum  *checksum,
                                                 GError                **error);

G_END_DECLS
