/* One call of a session on its way: filled on the main thread, run on the session's worker, answered on the main thread. It belongs to
 * one side at a time. What is called for whom is remote's. */
#pragma once

#include "base-thread.h"
#include "remote-engine.h"
#include "remote-error.h"

G_BEGIN_DECLS

typedef struct _WaybillRemoteJob WaybillRemoteJob;
typedef void (*WaybillRemoteJobRun) (WaybillRemoteJob *job);

struct _WaybillRemoteJob
{
  WaybillRemoteJobRun        run_on_worker;
  WaybillRemoteJobRun        answer_on_main;
  const WaybillRemoteEngine *engine;
  gpointer                  *session;     /* the engine's: where it stands; used on the worker */
  WaybillBaseThread         *worker;      /* lent */
  WaybillRemoteTarget       *target;
  WaybillRemoteFacts        *facts;       /* (nullable) after it ran: NULL is nothing new */
  GCancellable              *cancellable;
  GMainContext              *context;
  GTask                     *task;        /* main's; the worker carries the pointer only */
  WaybillRemoteTalk         *talk;        /* (nullable) */
  char                      *path;
  char                      *new_path;
  gboolean                   folder;
  WaybillRemoteMove          move;
  WaybillRemoteListing      *listing;
  WaybillRemoteOutcome       outcome;
  WaybillRemoteEntryType     type;
  gint64                     size;
  gint64                     mtime;
  guint                      mode;
  WaybillRemoteChecksum      checksum;
  int                        code;
  char                     **lines;       /* (nullable) */
  gboolean                   alive;
  GError                    *error;
};

void waybill_remote_job_free            (WaybillRemoteJob *self);
void waybill_remote_job_run             (gpointer          self); /* a WaybillBaseThreadJob */
void waybill_remote_job_open_on_worker  (WaybillRemoteJob *self);
void waybill_remote_job_list_on_worker  (WaybillRemoteJob *self);
void waybill_remote_job_move_on_worker  (WaybillRemoteJob *self);
void waybill_remote_job_stat_on_worker  (WaybillRemoteJob *self);
void waybill_remote_job_make_folder_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_rename_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_remove_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_set_time_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_set_mode_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_checksum_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_quote_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_set_on_worker   (WaybillRemoteJob *self);
void waybill_remote_job_keep_alive_on_worker (WaybillRemoteJob *self);
void waybill_remote_job_close_on_worker (WaybillRemoteJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteJob, waybill_remote_job_free)

G_END_DECLS
