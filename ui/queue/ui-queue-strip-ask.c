/* The questions of the files that are there already: one after the other, never over each other, and only while the tab is
 * in front. What becomes of an answer is the queue's. */

#include "ui-queue-strip-private.h"

#include "ui-queue-conflict.h"

static void
answered (WaybillUiQueueConflict *question, const char *response, WaybillUiQueueStrip *self)
{
  g_autoptr (WaybillTransferItem) item = g_object_ref (waybill_ui_queue_conflict_get_item (question));
  guint64 until = waybill_ui_queue_conflict_get_for_all (question) ? self->asked_until : 0;
  const char *name = waybill_ui_queue_conflict_get_new_name (question);
  WaybillTransferOverwrite answer;

  g_clear_weak_pointer (&self->question);
  if (self->queue == NULL)
    return;
  if (!waybill_ui_queue_conflict_to_answer (response, &answer))
    g_hash_table_add (self->put_off, g_object_ref (item));
  else if (answer == WAYBILL_TRANSFER_OVERWRITE_RENAME && name != NULL)
    waybill_transfer_queue_keep_as (self->queue, item, name, until);
  else
    waybill_transfer_queue_answer (self->queue, item, answer, until);
  waybill_ui_queue_strip_ask_next (self);
}

static gboolean
has_asking (WaybillUiQueueStrip *self)
{
  WaybillTransferTotals totals = { 0 };

  waybill_transfer_queue_get_totals (self->queue, &totals);
  return totals.asking > 0;
}

/* Sent files and fetched ones are different questions. */
static guint
count_others (WaybillUiQueueStrip *self, WaybillTransferItem *item)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint n_others = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) other = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      n_others += other != item && waybill_transfer_queue_wants_answer (self->queue, other)
                  && waybill_transfer_item_get_direction (other) == waybill_transfer_item_get_direction (item);
    }
  return n_others;
}

/* waybill_ui_queue_strip_ask:
 *
 * Asks about this file, if it still wants an answer and nobody is asked already. */
void
waybill_ui_queue_strip_ask (WaybillUiQueueStrip *self, WaybillTransferItem *item)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *question;

  if (self->question != NULL || !GTK_IS_WINDOW (root) || !waybill_transfer_queue_wants_answer (self->queue, item))
    return;
  self->asked_until = waybill_transfer_queue_get_last_number (self->queue);
  question = waybill_ui_queue_conflict_new (GTK_WINDOW (root), item, self->partner, count_others (self, item));
  g_set_weak_pointer (&self->question, question);
  g_signal_connect_object (question, "response", G_CALLBACK (answered), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

/* (nullable) (transfer full). Forgets on the way who was put off and asks no more. */
static WaybillTransferItem *
find_asking (WaybillUiQueueStrip *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (!waybill_transfer_queue_wants_answer (self->queue, item))
        g_hash_table_remove (self->put_off, item);
      else if (!g_hash_table_contains (self->put_off, item))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* waybill_ui_queue_strip_ask_next:
 *
 * Asks about the next file that nobody was asked about, when the tab is in front. */
void
waybill_ui_queue_strip_ask_next (WaybillUiQueueStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (WaybillTransferItem) item = NULL;

  if (self->queue == NULL || self->question != NULL || !self->front || root == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (root)) || !has_asking (self))
    return;
  item = find_asking (self);
  if (item != NULL)
    waybill_ui_queue_strip_ask (self, item);
}

/* waybill_ui_queue_strip_drop_question:
 *
 * Takes the question back when its file was cancelled or answered in another way. */
void
waybill_ui_queue_strip_drop_question (WaybillUiQueueStrip *self)
{
  GtkWidget *question = self->question;

  if (question == NULL
      || (self->queue != NULL
          && waybill_transfer_queue_wants_answer (self->queue, waybill_ui_queue_conflict_get_item (
                                                                   WAYBILL_UI_QUEUE_CONFLICT (question)))))
    return;
  g_clear_weak_pointer (&self->question);
  g_signal_handlers_disconnect_by_data (question, self);
  gtk_window_destroy (GTK_WINDOW (question));
}
