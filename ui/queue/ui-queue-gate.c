/* A slice of the queue that opens by a few rows in each turn, until it is as large as what GTK makes rows for; then it
 * stands open until the queue is empty again. It shows nothing. */

#include "ui-queue-gate.h"

#define STEP 16
#define TURN_MS 20
/* GTK 4.8 makes rows for two hundred items on each side of what is shown. */
#define WIDE 240

typedef struct
{
  GtkSliceListModel *slice; /* lent: it owns this */
  GListModel *queue;
  guint turn;
} Gate;

static gboolean
open_further (gpointer user_data)
{
  Gate *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->slice);
  guint n_items = g_list_model_get_n_items (self->queue);

  if (size >= WIDE)
    {
      gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
      self->turn = 0;
      return G_SOURCE_REMOVE;
    }
  if (size < n_items)
    {
      gtk_slice_list_model_set_size (self->slice, size + STEP);
      return G_SOURCE_CONTINUE;
    }
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_changed (GListModel *queue, guint position, guint removed, guint added, gpointer user_data)
{
  Gate *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (g_list_model_get_n_items (queue) == 0)
    gtk_slice_list_model_set_size (self->slice, STEP);
  else if (size != G_MAXUINT && self->turn == 0)
    self->turn = g_timeout_add (TURN_MS, open_further, self);
}

static void
gate_free (gpointer data)
{
  Gate *self = data;

  g_clear_handle_id (&self->turn, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->queue, self);
  g_object_unref (self->queue);
  g_free (self);
}

/**
 * waybill_ui_queue_gate_new:
 * @queue: what is listed
 *
 * Main thread.
 *
 * Returns: (transfer full): the same items, let in a few at a time
 */
GListModel *
waybill_ui_queue_gate_new (GListModel *queue)
{
  Gate *self = g_new0 (Gate, 1);

  self->queue = g_object_ref (queue);
  self->slice = gtk_slice_list_model_new (g_object_ref (queue), 0, STEP);
  g_object_set_data_full (G_OBJECT (self->slice), "gate", self, gate_free);
  g_signal_connect (queue, "items-changed", G_CALLBACK (queue_changed), self);
  queue_changed (queue, 0, 0, 0, self);
  return G_LIST_MODEL (self->slice);
}
