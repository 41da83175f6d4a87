/* What belongs together: it counts what has to end yet, and answers when all has arrived, or from the main loop when the
 * first thing has not. */
#include "transfer-batch-private.h"

typedef struct
{
  WaybillTransferBatches *batches;
  guint number;
  guint n_open;  /* walks and items that have not ended */
  GError *error; /* (nullable) the first */
  GTask *task;
  GCancellable *cancellable; /* (nullable) */
  gulong cancelled;
  guint later; /* source id: it is over */
} Batch;

struct _WaybillTransferBatches
{
  WaybillTransferBatchFunc give_up;
  gpointer owner;
  GHashTable *open; /* of Batch, by number */
  guint last_number;
};

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_clear_handle_id (&self->later, g_source_remove);
  if (self->cancelled != 0)
    g_signal_handler_disconnect (self->cancellable, self->cancelled);
  g_clear_object (&self->cancellable);
  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The queue has ended");
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
answer (gpointer data)
{
  Batch *self = data;
  WaybillTransferBatches *batches = self->batches;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GError *error = g_steal_pointer (&self->error);
  guint number = self->number;

  self->later = 0;
  g_hash_table_remove (batches->open, GUINT_TO_POINTER (number));
  if (error == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return G_SOURCE_REMOVE;
    }
  batches->give_up (batches->owner, number);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* Not from within what ended: whoever is told may do anything to the queue. */
static void
answer_later (Batch *self)
{
  if (self->later == 0)
    self->later = g_idle_add_full (G_PRIORITY_DEFAULT, answer, self, NULL);
}

static void
fail (Batch *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  answer_later (self);
}

static void
is_cancelled (GCancellable *cancellable, gpointer data)
{
  fail (data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for it any more"));
}

static Batch *
find (WaybillTransferBatches *self, guint batch)
{
  return batch != 0 ? g_hash_table_lookup (self->open, GUINT_TO_POINTER (batch)) : NULL;
}

/* waybill_transfer_batches_new:
 *
 * Makes the place where batches are counted. */
WaybillTransferBatches *
waybill_transfer_batches_new (WaybillTransferBatchFunc give_up, gpointer owner)
{
  WaybillTransferBatches *self = g_new0 (WaybillTransferBatches, 1);

  self->give_up = give_up;
  self->owner = owner;
  self->open = g_hash_table_new_full (NULL, NULL, NULL, batch_free);
  return self;
}

/* waybill_transfer_batches_free:
 *
 * Who still waits is told that it was cancelled. */
void
waybill_transfer_batches_free (WaybillTransferBatches *self)
{
  g_hash_table_unref (self->open);
  g_free (self);
}

/* waybill_transfer_batches_add:
 *
 * A new batch, whose end the task tells. Nothing of it has begun: who begins nothing ends it by an error. */
guint
waybill_transfer_batches_add (WaybillTransferBatches *self, GTask *task)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->batches = self;
  batch->number = ++self->last_number;
  batch->task = task;
  g_hash_table_insert (self->open, GUINT_TO_POINTER (batch->number), batch);
  if (g_task_get_cancellable (task) == NULL)
    return batch->number;
  /* Its answer says itself why it was cancelled. A plain signal: it may be disconnected while it is emitted. */
  batch->cancellable = g_object_ref (g_task_get_cancellable (task));
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (batch->cancellable))
    is_cancelled (batch->cancellable, batch);
  else
    batch->cancelled = g_signal_connect (batch->cancellable, "cancelled", G_CALLBACK (is_cancelled), batch);
  return batch->number;
}

/* waybill_transfer_batches_note_begun:
 *
 * One more that has to end. FALSE: its batch has answered, and nobody wants it. */
gboolean
waybill_transfer_batches_note_begun (WaybillTransferBatches *self, guint batch)
{
  Batch *found = find (self, batch);

  if (found != NULL)
    found->n_open++;
  return batch == 0 || found != NULL;
}

/* waybill_transfer_batches_note_ended:
 *
 * One has ended; an error: it is not here. */
void
waybill_transfer_batches_note_ended (WaybillTransferBatches *self, guint batch, GError *error)
{
  Batch *found = find (self, batch);

  if (found == NULL)
    {
      g_clear_error (&error);
      return;
    }
  found->n_open--;
  if (error != NULL)
    fail (found, error);
  else if (found->n_open == 0)
    answer_later (found);
}
