/* The calls of a session beside files and folders: a file's time, mode and checksum, one raw command, switches, and keeping an idle
 * session alive. They end with waybill_remote_change_finish() where nothing else is named. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

void     waybill_remote_set_time_async   (WaybillRemote         *self,
                                          const char            *path,
                                          gint64                 mtime,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
void     waybill_remote_set_mode_async   (WaybillRemote         *self,
                                          const char            *path,
                                          guint                  mode,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
void     waybill_remote_checksum_async   (WaybillRemote         *self,
                                          const char            *path,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
gboolean waybill_remote_checksum_finish  (WaybillRemote         *self,
                                          GAsyncResult          *result,
                                          WaybillRemoteChecksum *checksum,
                                          GError               **error);
void     waybill_remote_quote_async      (WaybillRemote         *self,
                                          const char            *command,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
char   **waybill_remote_quote_finish     (WaybillRemote         *self,
                                          GAsyncResult          *result,
                                          int                   *code,
                                          GError               **error);
void     waybill_remote_set_async        (WaybillRemote         *self,
                                          const char            *name,
                                          const char            *value,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
void     waybill_remote_keep_alive_async (WaybillRemote         *self,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);

G_END_DECLS
