/* The queue of the pages: the tests' own that moves nothing, and what a tab asks of one besides. */

#include "pages.h"

#include "fake-queue.h"

#include "remote-error.h"

static const struct
{
  WaybillTransferDirection direction;
  const char *name, *folder;
  WaybillTransferState state;
  gint64 size, bytes, speed;
} rows[] = {
  { WAYBILL_TRANSFER_PUT, "pricelist-q1.zip", "/in/pricelists", WAYBILL_TRANSFER_STATE_RUNNING, 84200000, 52200000,
    6100000 },
  { WAYBILL_TRANSFER_GET, "invoices-2026-11.zip", "/out/invoices", WAYBILL_TRANSFER_STATE_RUNNING, 17400000, 3100000,
    2900000 },
  { WAYBILL_TRANSFER_PUT, "desadv-1122.xml", "/in/orders", WAYBILL_TRANSFER_STATE_ASKING, 48000, 0, 0 },
  { WAYBILL_TRANSFER_PUT, "orders-1121.csv", "/in/orders", WAYBILL_TRANSFER_STATE_DONE, 182000, 182000, 0 },
  { WAYBILL_TRANSFER_PUT, "stocklist.csv", "/in/stock", WAYBILL_TRANSFER_STATE_FAILED, 9000, 0, 0 },
};

static WaybillTransferItem *
new_item (gsize row)
{
  WaybillTransferItem *item = fake_item_new (rows[row].direction, rows[row].name, rows[row].state);

  g_free (item->remote_path);
  g_free (item->local_path);
  item->remote_path = g_build_filename (rows[row].folder, rows[row].name, NULL);
  item->local_path = g_build_filename (g_get_home_dir (), "Exchange/Norrland/out", rows[row].name, NULL);
  item->size = rows[row].size;
  item->bytes = rows[row].bytes;
  item->speed = rows[row].speed;
  item->time_left = rows[row].speed > 0 ? 5 : -1;
  if (item->state == WAYBILL_TRANSFER_STATE_DONE)
    {
      item->ended = PAGES_NOW - 600;
      item->result = g_new0 (WaybillTransferResult, 1);
      item->result->outcome.bytes = item->bytes;
      item->result->remote_path = g_strdup (item->remote_path);
      item->result->local_path = g_strdup (item->local_path);
    }
  if (item->state == WAYBILL_TRANSFER_STATE_ASKING)
    {
      const WaybillRemoteErrorFacts there
          = { .alert = -1, .has_there = TRUE, .there_size = 41950, .there_time = PAGES_NOW - 3 * 60 * 60 };

      item->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_EXISTS, &there, "there");
    }
  if (item->state == WAYBILL_TRANSFER_STATE_FAILED)
    {
      const WaybillRemoteErrorFacts why = { .phase = WAYBILL_REMOTE_PHASE_COMMAND,
                                            .alert = -1,
                                            .verb = (char *) "STOR",
                                            .reply_code = 550,
                                            .reply_text = (char *) "550 Permission denied",
                                            .permanent = TRUE,
                                            .subject = (char *) rows[row].folder };

      item->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_DENIED, &why, "denied");
    }
  return item;
}

void
pages_queue_fill (WaybillTransferQueue *queue)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    fake_queue_add (queue, new_item (i));
}

/* Its sessions ended: one file found that out, the others wait. */
void
pages_queue_break (WaybillTransferQueue *queue, const GError *error)
{
  gboolean found_out = FALSE;

  for (guint i = 0; i < queue->items->len; i++)
    {
      WaybillTransferItem *item = g_ptr_array_index (queue->items, i);

      if (item->state != WAYBILL_TRANSFER_STATE_RUNNING)
        continue;
      item->speed = 0;
      item->error = found_out ? NULL : g_error_copy (error);
      fake_queue_set_state (queue, item, found_out ? WAYBILL_TRANSFER_STATE_WAITING : WAYBILL_TRANSFER_STATE_FAILED);
      found_out = TRUE;
    }
  queue->pause_error = g_error_copy (error);
  waybill_transfer_queue_pause_all (queue, TRUE);
}

WaybillTransferItem *
pages_queue_new_asking (void)
{
  return new_item (2);
}

void
waybill_transfer_queue_set_target (WaybillTransferQueue *self, WaybillRemoteTarget *target)
{
}

void
waybill_transfer_queue_set_spare (WaybillTransferQueue *self, WaybillRemote *remote)
{
}

gboolean
waybill_transfer_queue_paused_itself (WaybillTransferQueue *self)
{
  return self->paused && self->pause_error != NULL;
}

void
waybill_transfer_queue_send (WaybillTransferQueue *self, const char *const *local_paths, const char *remote_folder)
{
}

void
waybill_transfer_queue_fetch (WaybillTransferQueue *self, const char *const *remote_paths, const char *local_folder)
{
}

void
waybill_transfer_queue_stop_async (WaybillTransferQueue *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
waybill_transfer_queue_stop_finish (WaybillTransferQueue *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
waybill_transfer_queue_fetch_whole_async (WaybillTransferQueue *self,
                                          const char *const *remote_paths,
                                          const char *local_folder,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
waybill_transfer_queue_fetch_whole_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
