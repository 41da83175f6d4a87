/* What is fetched for somebody who needs all of it or nothing: the queue's end of a batch. Counting is transfer-batch's. */
#include "transfer-queue-private.h"

/* (transfer full) (nullable): why it is not here for who waits for all of its batch. Links in a folder are always left out.
 */
static GError *
dup_lack (WaybillTransferItem *item)
{
  if (item->state == WAYBILL_TRANSFER_STATE_DONE
      || (item->state == WAYBILL_TRANSFER_STATE_LEFT && item->kind == WAYBILL_TRANSFER_KIND_REMARK))
    return NULL;
  if (item->state == WAYBILL_TRANSFER_STATE_FAILED && item->error != NULL)
    return g_error_copy (item->error);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s was stopped", item->remote_path);
}

/* waybill_transfer_queue_note_ended:
 *
 * Who waits for all of the item's batch hears how it ended. */
void
waybill_transfer_queue_note_ended (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  if (item->batch != 0)
    waybill_transfer_batches_note_ended (self->batches, item->batch, dup_lack (item));
}

/* waybill_transfer_queue_give_up:
 *
 * Nobody wants the rest of a batch: what has not ended is cancelled, and nothing more of it is looked for. */
void
waybill_transfer_queue_give_up (gpointer owner, guint batch)
{
  WaybillTransferQueue *self = owner;

  for (guint i = 0; i < self->walks->len; i++)
    if (waybill_transfer_walk_get_batch (g_ptr_array_index (self->walks, i)) == batch)
      waybill_transfer_walk_stop (g_ptr_array_index (self->walks, i));
  for (guint i = 0; i < self->items->len; i++)
    {
      WaybillTransferItem *item = g_ptr_array_index (self->items, i);

      if (item->batch == batch)
        waybill_transfer_queue_cancel_one (self, item);
    }
}

/**
 * waybill_transfer_queue_fetch_whole_async:
 * @self: a queue
 * @remote_paths: files and folders
 * @local_folder: where to; it must exist
 * @cancellable: (nullable): nobody waits any more; to be cancelled on the main thread
 * @callback: called in the main context, when everything is here or something will not be; its source is %NULL
 * @user_data: for @callback
 *
 * Fetches as waybill_transfer_queue_fetch() does, for somebody who needs all of it. The first file or folder that fails, is
 * cancelled or left out ends it, and the rest is cancelled. Links in folders are left out as always, and do not count.
 */
void
waybill_transfer_queue_fetch_whole_async (WaybillTransferQueue *self,
                                          const char *const *remote_paths,
                                          const char *local_folder,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task;
  guint batch;

  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  /* Without a source: who waits does not keep the queue. */
  task = g_task_new (NULL, cancellable, callback, user_data);
  if (self->is_stopping)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The queue is being stopped");
      g_object_unref (task);
      return;
    }
  batch = waybill_transfer_batches_add (self->batches, task);
  waybill_transfer_queue_walk (self, WAYBILL_TRANSFER_GET, remote_paths, local_folder, batch);
}

/**
 * waybill_transfer_queue_fetch_whole_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE unless all has arrived, with what the first of the others failed with, or `G_IO_ERROR_CANCELLED`
 */
gboolean
waybill_transfer_queue_fetch_whole_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
