/* What asks a disk, on a thread. It knows neither files nor sessions. */
#include "transfer-disk-private.h"

#include "transfer-stale-private.h"

#include "base-thread.h"

struct _WaybillTransferDisk
{
  guint holds;
  WaybillBaseThread *thread;
  WaybillTransferStale *stale;
};

typedef struct
{
  GTask *task; /* main's: the thread carries the pointer only */
  gpointer data;
  GMainContext *context;
  WaybillTransferDiskWork work;
  WaybillTransferDiskDone done;
  GError *error;
} Question;

static void
is_done (gpointer data)
{
  Question question = *(Question *) data;

  g_free (data);
  g_main_context_unref (question.context);
  question.done (question.task, question.error);
}

static void
work_on_thread (gpointer data)
{
  Question *question = data;

  question->work (question->data, &question->error);
  waybill_base_thread_hop (question->context, is_done, question);
}

/* waybill_transfer_disk_new:
 *
 * Starts a thread. */
WaybillTransferDisk *
waybill_transfer_disk_new (void)
{
  WaybillTransferDisk *self = g_new0 (WaybillTransferDisk, 1);

  self->holds = 1;
  self->thread = waybill_base_thread_new ("disk");
  self->stale = waybill_transfer_stale_new ();
  return self;
}

/* waybill_transfer_disk_ref:
 *
 * One more who asks. */
WaybillTransferDisk *
waybill_transfer_disk_ref (WaybillTransferDisk *self)
{
  self->holds++;
  return self;
}

/* Its last work is done then. */
static void
end_thread (gpointer data)
{
  WaybillTransferDisk *self = data;

  waybill_base_thread_free (self->thread);
  waybill_transfer_stale_free (self->stale);
  g_free (self);
}

/* waybill_transfer_disk_get_stale:
 *
 * (transfer none). */
WaybillTransferStale *
waybill_transfer_disk_get_stale (WaybillTransferDisk *self)
{
  return self->stale;
}

/* waybill_transfer_disk_unref:
 *
 * One less. The last does not wait for a disk that takes its time. */
void
waybill_transfer_disk_unref (WaybillTransferDisk *self)
{
  if (--self->holds > 0)
    return;
  waybill_base_thread_detach ("disk-end", end_thread, self);
}

/* waybill_transfer_disk_ask:
 *
 * Works with the task's data on the thread, then calls done in the task's context. The task must live until then. */
void
waybill_transfer_disk_ask (WaybillTransferDisk *self,
                           GTask *task,
                           WaybillTransferDiskWork work,
                           WaybillTransferDiskDone done)
{
  Question *question = g_new0 (Question, 1);

  question->task = task;
  question->data = g_task_get_task_data (task);
  question->context = g_main_context_ref (g_task_get_context (task));
  question->work = work;
  question->done = done;
  if (self != NULL)
    waybill_base_thread_push (self->thread, work_on_thread, question);
  else
    waybill_base_thread_detach ("disk", work_on_thread, question);
}
