/* A queue strip over a queue that only pretends, in a window. Included by each test once. */
#pragma once

#include "ui-queue-strip.h"

#include "fake-queue.h"
#include "rig.h"

typedef struct
{
  GtkWidget *window, *strip;
  WaybillTransferQueue *queue;
} Fixture;

static inline gboolean
is_list (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_LIST_VIEW (widget);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->strip = waybill_ui_queue_strip_new ("Norrland Parts");
  fixture->queue = waybill_transfer_queue_new (NULL, NULL, 2);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->strip);
  waybill_ui_queue_strip_set_queue (WAYBILL_UI_QUEUE_STRIP (fixture->strip), fixture->queue);
  g_object_set (fixture->strip, "expanded", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (gtk_widget_get_mapped (fixture->strip));
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_cmpuint (G_OBJECT (fixture->queue)->ref_count, ==, 1);
  g_object_unref (fixture->queue);
}

static inline WaybillTransferItem *
add (Fixture *fixture, const char *name, WaybillTransferState state)
{
  return fake_queue_add (fixture->queue, fake_item_new (WAYBILL_TRANSFER_PUT, name, state));
}
