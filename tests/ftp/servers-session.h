/* A partner's session with a real server, driven from a test: each call of the asynchronous face runs the main context until
 * its answer is there. What is tested stands elsewhere. */
#pragma once

#include "server-fixture.h"

#include "remote.h"
#include "transfer-run.h"

G_BEGIN_DECLS

#define MEBIBYTE ((gsize) 1024 * 1024)

typedef struct
{
  gboolean implicit;
  WaybillRemoteTls tls;
  const char *identity; /* (nullable) a PFX of the certificate factory: "anna" is "modern-chain" there */
  const char *password; /* (nullable) NULL: the right one */
  WaybillTestServer *proxy; /* (nullable) borrowed: the fixture "proxy" */
  WaybillRemoteData data;
  WaybillRemoteProxy proxy_kind;
} ServersSessionOptions;

WaybillRemote *servers_session_new (WaybillTestServer *server,
                                    const ServersSessionOptions *options);
gboolean servers_session_try_to_connect (WaybillRemote *remote,
                                         GError **error);
void servers_session_connect (WaybillRemote *remote);
GError *servers_session_fail_to_connect (WaybillRemote *remote);
WaybillRemoteListing *servers_session_list (WaybillRemote *remote,
                                            const char *path,
                                            GError **error);
gboolean servers_session_make_folder (WaybillRemote *remote,
                                      const char *path,
                                      GError **error);
gboolean servers_session_rename (WaybillRemote *remote,
                                 const char *path,
                                 const char *new_path,
                                 GError **error);
gboolean servers_session_remove (WaybillRemote *remote,
                                 const char *path,
                                 gboolean folder,
                                 GError **error);
gboolean servers_session_stat (WaybillRemote *remote,
                               const char *path,
                               gint64 *size,
                               gint64 *mtime,
                               GError **error);
/* answer: NULL before; to be ended by servers_session_finish_move(). Several may be on their way. */
void servers_session_begin_move (WaybillRemote *remote,
                                 const WaybillRemoteMove *move,
                                 GAsyncResult **answer);
gboolean servers_session_finish_move (WaybillRemote *remote,
                                      GAsyncResult **answer,
                                      WaybillRemoteOutcome *outcome,
                                      GError **error);
gboolean servers_session_move (WaybillRemote *remote,
                               const WaybillRemoteMove *move,
                               WaybillRemoteOutcome *outcome,
                               GError **error);
void servers_session_close (WaybillRemote *remote);
void servers_session_wait_until_server_is_idle (WaybillTestServer *server);

/* One transfer that is on its way, or its answer. */
typedef struct
{
  GAsyncResult *answer;
  WaybillRemoteProgress *progress;
  GCancellable *cancellable;
} ServersTransfer;

void servers_transfer_begin (ServersTransfer *self,
                             WaybillRemote *remote,
                             WaybillTransferDirection direction,
                             const char *remote_path,
                             const char *local_path);
WaybillTransferResult *servers_transfer_finish (ServersTransfer *self,
                                                GError **error);
WaybillTransferResult *servers_transfer_run (WaybillRemote *remote,
                                             WaybillTransferDirection direction,
                                             const char *remote_path,
                                             const char *local_path,
                                             GError **error);

/* Local files. */
void servers_file_make (const char *path,
                        gsize length);
char *servers_file_dup_sha256 (const char *path);
/* In the server's own folder, and its own. */
void servers_stored_make (WaybillTestServer *server,
                          const char *path,
                          gsize length);
void servers_stored_make_folder (WaybillTestServer *server,
                                 const char *path);
char *servers_folder_new (void);
void servers_folder_remove (char *path);

G_END_DECLS
