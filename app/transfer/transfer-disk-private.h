/* What asks a disk, on a thread: a network folder takes its time for that, and the main thread has none. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* data: of the task; it is the thread's alone until done is called, in the task's context. done takes the error. */
typedef void (*WaybillTransferDiskWork) (gpointer   data,
                                         GError   **error);
typedef void (*WaybillTransferDiskDone) (GTask     *task,
                                         GError    *error);

void waybill_transfer_disk_ask (GTask                   *task,
                                WaybillTransferDiskWork  work,
                                WaybillTransferDiskDone  done);

G_END_DECLS
