/* What asks a disk, on a thread: a network folder takes its time for that, and the main thread has none. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thread for many short questions, one after the other: starting one for each costs more than the answer. Main thread; counted. */
typedef struct _WaybillTransferDisk WaybillTransferDisk;

WaybillTransferDisk *waybill_transfer_disk_new   (void);
WaybillTransferDisk *waybill_transfer_disk_ref   (WaybillTransferDisk     *self);
void                 waybill_transfer_disk_unref (WaybillTransferDisk     *self);

/* What its runs share about the folders that they write into; to be used on the disk's thread alone. */
struct _WaybillTransferStale *
                     waybill_transfer_disk_get_stale (WaybillTransferDisk *self);

/* data: of the task; it is the thread's alone until done is called, in the task's context. done takes the error. */
typedef void (*WaybillTransferDiskWork) (gpointer   data,
                                         GError   **error);
typedef void (*WaybillTransferDiskDone) (GTask     *task,
                                         GError    *error);

/* self: (nullable) NULL: on a thread of its own. */
void waybill_transfer_disk_ask (WaybillTransferDisk     *self,
                                GTask                   *task,
                                WaybillTransferDiskWork  work,
                                WaybillTransferDiskDone  done);

G_END_DECLS
