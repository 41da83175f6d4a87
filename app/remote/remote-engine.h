/* What an engine (ftp, sftp) is to remote: a table of straight-line functions, all called on the session's worker thread.
 * Nobody above remote names it, but for the main programs that register one. */
#pragma once

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
  void     (*close)     (gpointer                session);  /* says goodbye (bounded), frees */
} WaybillRemoteEngine;

/* Called by main programs before the first session; engine: static. */
void                       waybill_remote_engine_register (WaybillRemoteProtocol       protocol,
                                                           const WaybillRemoteEngine  *engine);
const WaybillRemoteEngine *waybill_remote_engine_find     (WaybillRemoteProtocol       protocol); /* (nullable) */

G_END_DECLS
