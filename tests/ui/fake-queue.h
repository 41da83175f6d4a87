/* A queue that moves nothing: a test puts files into it in any state, and looks at what it was told. It takes the place of the real one in
 * the program that includes it. */
#pragma once

#include "transfer-queue.h"

#define FAKE_MOST_ITEMS 4000

struct _WaybillTransferItem
{
  GObject parent_instance;
  guint64 number;
  WaybillTransferDirection direction;
  char *name, *remote_path, *local_path;
  WaybillTransferState state;
  guint place;
  gint64 size, bytes, speed, time_left, ended;
  GError *error;
  WaybillTransferResult *result;
  gboolean has_part;
  gboolean passed_on;
};

G_DEFINE_FINAL_TYPE (WaybillTransferItem, waybill_transfer_item, G_TYPE_OBJECT)

struct _WaybillTransferQueue
{
  GObject parent_instance;
  GPtrArray *items;
  gboolean paused;
  GError *pause_error; /* (nullable) it paused itself */
  GString *told; /* "pause 1\nanswer 2 1 until 9\n" */
};

static GType
fake_get_item_type (GListModel *model)
{
  return WAYBILL_TYPE_TRANSFER_ITEM;
}

static guint
fake_get_n_items (GListModel *model)
{
  return WAYBILL_TRANSFER_QUEUE (model)->items->len;
}

static gpointer
fake_get_item (GListModel *model, guint position)
{
  GPtrArray *items = WAYBILL_TRANSFER_QUEUE (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
fake_model_init (GListModelInterface *interface)
{
  interface->get_item_type = fake_get_item_type;
  interface->get_n_items = fake_get_n_items;
  interface->get_item = fake_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillTransferQueue,
                               waybill_transfer_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fake_model_init))

/* Items */

static void
waybill_transfer_item_finalize (GObject *object)
{
  WaybillTransferItem *self = WAYBILL_TRANSFER_ITEM (object);

  g_free (self->name);
  g_free (self->remote_path);
  g_free (self->local_path);
  g_clear_error (&self->error);
  if (self->result != NULL)
    waybill_transfer_result_free (self->result);
  G_OBJECT_CLASS (waybill_transfer_item_parent_class)->finalize (object);
}

static void
waybill_transfer_item_class_init (WaybillTransferItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_transfer_item_finalize;
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_transfer_item_init (WaybillTransferItem *self)
{
  self->size = -1;
  self->time_left = -1;
}

#define FAKE_GETTER(type, field)                                                                                             \
  type waybill_transfer_item_get_##field (WaybillTransferItem *self)                                                         \
  {                                                                                                                          \
    return self->field;                                                                                                      \
  }

FAKE_GETTER (guint64, number)
FAKE_GETTER (WaybillTransferDirection, direction)
FAKE_GETTER (const char *, name)
FAKE_GETTER (const char *, remote_path)
FAKE_GETTER (const char *, local_path)
FAKE_GETTER (WaybillTransferState, state)
FAKE_GETTER (guint, place)
FAKE_GETTER (gint64, size)
FAKE_GETTER (gint64, bytes)
FAKE_GETTER (gint64, speed)
FAKE_GETTER (gint64, time_left)
FAKE_GETTER (gint64, ended)
FAKE_GETTER (const GError *, error)
FAKE_GETTER (const WaybillTransferResult *, result)
FAKE_GETTER (gboolean, has_part)
FAKE_GETTER (gboolean, passed_on)

/* The queue */

static void
waybill_transfer_queue_finalize (GObject *object)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (object);

  g_ptr_array_unref (self->items);
  g_string_free (self->told, TRUE);
  g_clear_error (&self->pause_error);
  G_OBJECT_CLASS (waybill_transfer_queue_parent_class)->finalize (object);
}

static void
waybill_transfer_queue_class_init (WaybillTransferQueueClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_transfer_queue_finalize;
  g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_TRANSFER_ITEM);
  g_signal_new ("folder-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
waybill_transfer_queue_init (WaybillTransferQueue *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->told = g_string_new (NULL);
}

static inline WaybillTransferItem *
fake_item_new (WaybillTransferDirection direction, const char *name, WaybillTransferState state)
{
  WaybillTransferItem *self = g_object_new (WAYBILL_TYPE_TRANSFER_ITEM, NULL);

  self->direction = direction;
  self->name = g_strdup (name);
  self->remote_path = g_strconcat ("/in/orders/", name, NULL);
  self->local_path = g_strconcat ("/nowhere/out/", name, NULL);
  self->state = state;
  self->size = 84200000;
  return self;
}

/* Takes item. */
static inline WaybillTransferItem *
fake_queue_add (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  item->number = self->items->len + 1;
  g_ptr_array_add (self->items, item);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  g_signal_emit_by_name (self, "changed");
  return item;
}

static inline void
fake_queue_set_state (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferState state)
{
  item->state = state;
  g_signal_emit_by_name (item, "changed");
  g_signal_emit_by_name (self, "changed");
}

static inline void
fake_tell (WaybillTransferQueue *self, const char *what, WaybillTransferItem *item)
{
  g_string_append_printf (self->told, "%s %" G_GUINT64_FORMAT "\n", what, item->number);
}

WaybillTransferQueue *
waybill_transfer_queue_new (WaybillRemoteTarget *target, WaybillRemoteTalk *talk, guint sessions)
{
  return g_object_new (WAYBILL_TYPE_TRANSFER_QUEUE, NULL);
}

void
waybill_transfer_queue_pause (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  fake_tell (self, "pause", item);
  fake_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_PAUSED);
}

void
waybill_transfer_queue_go_on (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  fake_tell (self, "go-on", item);
  fake_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_WAITING);
}

void
waybill_transfer_queue_cancel (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  fake_tell (self, "cancel", item);
  fake_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_CANCELLED);
}

void
waybill_transfer_queue_retry (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  fake_tell (self, "retry", item);
  fake_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_WAITING);
}

gboolean
waybill_transfer_queue_wants_answer (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  return item->state == WAYBILL_TRANSFER_STATE_ASKING;
}

guint64
waybill_transfer_queue_get_last_number (WaybillTransferQueue *self)
{
  return self->items->len;
}

void
waybill_transfer_queue_answer (WaybillTransferQueue *self,
                               WaybillTransferItem *item,
                               WaybillTransferOverwrite answer,
                               guint64 until)
{
  g_string_append_printf (self->told, "answer %" G_GUINT64_FORMAT " %d until %" G_GUINT64_FORMAT "\n", item->number, (int) answer,
                          until);
  for (guint i = 0; i < self->items->len; i++)
    {
      WaybillTransferItem *other = g_ptr_array_index (self->items, i);

      if (other == item || (other->number <= until && other->direction == item->direction && other->state == WAYBILL_TRANSFER_STATE_ASKING))
        other->state = answer == WAYBILL_TRANSFER_OVERWRITE_NO ? WAYBILL_TRANSFER_STATE_LEFT : WAYBILL_TRANSFER_STATE_WAITING;
    }
  g_signal_emit_by_name (self, "changed");
}

void
waybill_transfer_queue_keep_as (WaybillTransferQueue *self, WaybillTransferItem *item, const char *name, guint64 until)
{
  g_string_append_printf (self->told, "as %s: ", name);
  waybill_transfer_queue_answer (self, item, WAYBILL_TRANSFER_OVERWRITE_RENAME, until);
}

void
waybill_transfer_queue_pause_all (WaybillTransferQueue *self, gboolean paused)
{
  self->paused = paused;
  g_signal_emit_by_name (self, "changed");
}

gboolean
waybill_transfer_queue_is_paused (WaybillTransferQueue *self)
{
  return self->paused;
}

const GError *
waybill_transfer_queue_get_pause_error (WaybillTransferQueue *self)
{
  return self->pause_error;
}

void
waybill_transfer_queue_clear (WaybillTransferQueue *self)
{
  g_string_append (self->told, "clear\n");
}

void
waybill_transfer_queue_get_totals (WaybillTransferQueue *self, WaybillTransferTotals *totals)
{
  *totals = (WaybillTransferTotals){ .time_left = -1 };
  for (guint i = 0; i < self->items->len; i++)
    {
      const WaybillTransferItem *item = g_ptr_array_index (self->items, i);

      totals->waiting += item->state == WAYBILL_TRANSFER_STATE_WAITING;
      totals->running += item->state == WAYBILL_TRANSFER_STATE_RUNNING;
      totals->asking += item->state == WAYBILL_TRANSFER_STATE_ASKING;
      totals->paused += item->state == WAYBILL_TRANSFER_STATE_PAUSED;
      totals->done += item->state == WAYBILL_TRANSFER_STATE_DONE;
      totals->failed += item->state == WAYBILL_TRANSFER_STATE_FAILED;
      totals->speed += item->speed;
      totals->time_left = MAX (totals->time_left, item->time_left);
    }
}
