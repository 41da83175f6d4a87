/* What asks a disk, on a thread. It knows neither files nor sessions. */
#include "transfer-disk-private.h"

#include "base-thread.h"

typedef struct
{
  GTask *task; /* main's: the thread carries the pointer only */
  gpointer data;
  GMainContext *context;
  WaybillTransferDiskWork work;
  WaybillTransferDiskDone done;
  GError *error;
} Disk;

static void
is_done (gpointer data)
{
  Disk disk = *(Disk *) data;

  g_free (data);
  g_main_context_unref (disk.context);
  disk.done (disk.task, disk.error);
}

static void
work_on_thread (gpointer data)
{
  Disk *disk = data;

  disk->work (disk->data, &disk->error);
  waybill_base_thread_hop (disk->context, is_done, disk);
}

/* waybill_transfer_disk_ask:
 *
 * Works with the task's data on a thread of its own, then calls done in the task's context. The task must live until then.
 */
void
waybill_transfer_disk_ask (GTask *task, WaybillTransferDiskWork work, WaybillTransferDiskDone done)
{
  Disk *disk = g_new0 (Disk, 1);

  disk->task = task;
  disk->data = g_task_get_task_data (task);
  disk->context = g_main_context_ref (g_task_get_context (task));
  disk->work = work;
  disk->done = done;
  waybill_base_thread_detach ("disk", work_on_thread, disk);
}
