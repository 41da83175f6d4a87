/* What an engine (ftp, sftp) is to remote: a table of straight-line functions, all called on the session's worker thread.
 * Nobody above remote names it, but for the main programs that register one. */
#pragma once

#include "remote-checksum.h"
#include "remote-facts.h"
#include "remote-listing.h"
#include "remote-move.h"
#include "remote-talk.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;

  /* facts: filled as far as it came, also on failure. talk: where the session writes its conversation. */
  gpointer (*open)      (WaybillRemoteTarget    *target,
                         WaybillRemoteFacts     *facts,
                         WaybillRemoteTalk      *talk,      /* (nullable) */
                         GCancellable           *cancellable,
                         GError                **error);
  gboolean (*is_alive)  (gpointer                session);
  void     (*get_facts) (gpointer                session,
                         WaybillRemoteFacts     *facts);
  gboolean (*list)      (gpointer                session,
                         const char             *path,      /* (nullable) NULL: where the session stands */
                         WaybillRemoteListing   *listing,
                         GCancellable           *cancellable,
                         GError                **error);
  /* ahead: (nullable) what comes next. */
  gboolean (*move)      (gpointer                session,
                         const WaybillRemoteMove  *move,
                         const WaybillRemoteAhead *ahead,
                         WaybillRemoteOutcome   *outcome,
                         GCancellable           *cancellable,
                         GError                **error);
  /* NOT_FOUND when nothing is there. size -1, mtime WAYBILL_REMOTE_NO_TIME where the server does not tell. */
  gboolean (*stat)      (gpointer                session,
                         const char             *path,
                         WaybillRemoteEntryType *type,
                         gint64                 *size,
                         gint64                 *mtime,
                         GCancellable           *cancellable,
                         GError                **error);
  gboolean (*make_folder) (gpointer              session,
                         const char             *path,
                         GCancellable           *cancellable,
                         GError                **error);
  /* Never over something that is there: EXISTS. */
  gboolean (*rename)    (gpointer                session,
                         const char             *path,
                         const char             *new_path,
                         GCancellable           *cancellable,
                         GError                **error);
  gboolean (*remove)    (gpointer                session,
                         const char             *path,
                         gboolean                folder,    /* an empty one */
                         GCancellable           *cancellable,
                         GError                **error);
  /* (nullable) each of these: UNSUPPORTED. */
  gboolean (*set_time)  (gpointer                session,
                         const char             *path,
                         gint64                  mtime,     /* Unix seconds */
                         GCancellable           *cancellable,
                         GError                **error);
  gboolean (*set_mode)  (gpointer                session,
                         const char             *path,
                         guint                   mode,      /* as chmod(2) takes it, to 07777 */
                         GCancellable           *cancellable,
                         GError                **error);
  gboolean (*checksum)  (gpointer                session,
                         const char             *path,
                         WaybillRemoteChecksum  *checksum,
                         GCancellable           *cancellable,
                         GError                **error);
  /* One command in the engine's own language. lines: the reply, scrubbed and bounded. code: of it. */
  gboolean (*quote)     (gpointer                session,
                         const char             *command,
                         int                    *code,
                         char                 ***lines,
                         GCancellable           *cancellable,
                         GError                **error);
  /* A named switch of the session: "passive" yes, no, auto; "type" binary, ascii, ebcdic; "keep-alive" yes, no. */
  gboolean (*set)       (gpointer                session,
                         const char             *name,
                         const char             *value,
                         GCancellable           *cancellable,
                         GError                **error);
  /* Says something harmless and waits for the answer, ten seconds at most. */
  gboolean (*keep_alive) (gpointer               session,
                         GCancellable           *cancellable,
                         GError                **error);
  void     (*close)     (gpointer                session);  /* says goodbye (bounded), frees */
  /* (nullable) Reads a listing that came from elsewhere; on any thread, without a session. UNSAFE: the listing is full. */
  gboolean (*parse_listing) (const char           *hint,      /* (nullable) what the server says of its system, or a dialect's name */
                         gint64                  now,
                         const char             *bytes,
                         gsize                   length,
                         WaybillRemoteListing   *listing,
                         GError                **error);
} WaybillRemoteEngine;

/* Called by main programs before the first session; engine: static. */
void                       waybill_remote_engine_register (WaybillRemoteProtocol       protocol,
                                                           const WaybillRemoteEngine  *engine);
const WaybillRemoteEngine *waybill_remote_engine_find     (WaybillRemoteProtocol       protocol); /* (nullable) */

G_END_DECLS
