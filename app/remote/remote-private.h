/* What the calls of a session share: how each begins, is queued on the worker, and ends. For the files of remote alone. */
#pragma once

#include "remote-job-private.h"
#include "remote.h"

G_BEGIN_DECLS

WaybillRemoteJob *waybill_remote_begin_job  (WaybillRemote       *self,
                                             WaybillRemoteJobRun  run,
                                             gpointer             source_tag,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void              waybill_remote_push_job   (WaybillRemote       *self,
                                             WaybillRemoteJob    *job);
WaybillRemoteJob *waybill_remote_finish_job (WaybillRemote       *self,
                                             GAsyncResult        *result,
                                             GError             **error);

G_END_DECLS
