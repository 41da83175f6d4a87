/* One partner's session as the rest of the program sees it: asynchronous functions in GIO's manner, answered in the caller's main
 * context; the work is done straight-line on a worker thread of the session's own. Not a transfer queue. */
#pragma once

#include "remote-error.h"
#include "remote-engine.h"
#include "remote-question.h"
#include "remote-talk.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_REMOTE (waybill_remote_get_type ())
G_DECLARE_FINAL_TYPE (WaybillRemote, waybill_remote, WAYBILL, REMOTE, GObject)

/* asker: (nullable). */
WaybillRemote      *waybill_remote_new            (WaybillRemoteTarget   *target,
                                                   WaybillRemoteAsker    *asker);
/* Opens the session; asks the trust question when the verdict says so, with no connection open. */
void                waybill_remote_connect_async  (WaybillRemote         *self,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
gboolean            waybill_remote_connect_finish (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);
void                waybill_remote_list_async     (WaybillRemote         *self,
                                                   const char            *path,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
WaybillRemoteListing *waybill_remote_list_finish  (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);
/* Moves one file; move: copied, its path too. Moves that wait behind one another have their commands sent ahead. */
void                waybill_remote_move_async     (WaybillRemote         *self,
                                                   const WaybillRemoteMove *move,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
gboolean            waybill_remote_move_finish    (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   WaybillRemoteOutcome  *outcome,
                                                   GError               **error);
void                waybill_remote_stat_async     (WaybillRemote         *self,
                                                   const char            *path,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
gboolean            waybill_remote_stat_finish    (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   WaybillRemoteEntryType *type,
                                                   gint64                *size,
                                                   gint64                *mtime,
                                                   GError               **error);
/* MKD, RNFR and RNTO, DELE, RMD (RFC 959); folders are removed only when they are empty, and renaming
 * never replaces what has the new name. NOT_FOUND, EXISTS, DENIED, FAILED. */
void                waybill_remote_make_folder_async (WaybillRemote      *self,
                                                   const char            *path,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
void                waybill_remote_rename_async   (WaybillRemote         *self,
                                                   const char            *path,
                                                   const char            *new_path,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
void                waybill_remote_remove_async   (WaybillRemote         *self,
                                                   const char            *path,
                                                   gboolean               folder,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
gboolean            waybill_remote_change_finish  (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);
/* Where the conversation is written from now on; talk: (nullable) (transfer none). Before connecting, and never while a call runs.
 * Several sessions may share one. */
void                waybill_remote_set_talk       (WaybillRemote         *self,
                                                   WaybillRemoteTalk     *talk);
void                waybill_remote_close_async    (WaybillRemote         *self,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
gboolean            waybill_remote_close_finish   (WaybillRemote         *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);
/* Reads a raw listing, as an FTP server gave it, without any connection. hint: (nullable). (transfer full) (nullable) */
WaybillRemoteListing *waybill_remote_parse_listing (const char           *hint,
                                                   gint64                 now,
                                                   const char            *bytes,
                                                   gsize                  length,
                                                   GError               **error);
/* As of the last finished call, also after a failed connect. */
const WaybillRemoteFacts *waybill_remote_get_facts (WaybillRemote        *self);
gboolean            waybill_remote_is_connected   (WaybillRemote         *self);
WaybillRemoteTarget *waybill_remote_get_target    (WaybillRemote         *self);

G_END_DECLS
