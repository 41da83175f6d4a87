/* What concerns all items at once, an answer or the end: some thousand in one turn of the loop, so that a hundred thousand
 * are not felt. It goes by the items' numbers, for the list may be cleared meanwhile. */
#include "transfer-queue-private.h"

#define AT_ONCE 2000
/* Behind drawing. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

static guint
find_place (WaybillTransferQueue *self, guint64 number)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      WaybillTransferItem *item = g_ptr_array_index (self->items, middle);

      if (item->number < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
stop_some (WaybillTransferQueue *self, guint n)
{
  guint place = find_place (self, self->stop_next);

  for (; place < self->items->len && n > 0; place++, n--)
    waybill_transfer_queue_cancel_one (self, g_ptr_array_index (self->items, place));
  self->stop_next = place < self->items->len ? ((WaybillTransferItem *) g_ptr_array_index (self->items, place))->number : 0;
}

/* In the order of the list, before what waits. */
static GSequenceIter *
get_before (WaybillTransferQueue *self, WaybillTransferForAll *all)
{
  if (all->last != NULL && all->last->waiting != NULL)
    return g_sequence_iter_next (all->last->waiting);
  return g_sequence_get_begin_iter (self->line);
}

static void
answer_some (WaybillTransferQueue *self, WaybillTransferDirection direction, guint n)
{
  WaybillTransferForAll *all = &self->for_all[direction];
  guint place = find_place (self, all->next);

  for (; place < self->items->len && n > 0; place++)
    {
      WaybillTransferItem *item = g_ptr_array_index (self->items, place);

      if (item->number > all->until)
        break;
      if (item->state != WAYBILL_TRANSFER_STATE_ASKING || item->direction != direction)
        continue;
      waybill_transfer_queue_answer_one (self, item, all->answer, get_before (self, all));
      g_set_object (&all->last, item);
      n--;
    }
  if (n == 0 && place < self->items->len)
    {
      all->next = ((WaybillTransferItem *) g_ptr_array_index (self->items, place))->number;
      return;
    }
  all->next = 0;
  g_clear_object (&all->last);
}

static void
sweep (WaybillTransferQueue *self)
{
  if (self->stop_next != 0)
    stop_some (self, AT_ONCE);
  for (guint i = 0; i < G_N_ELEMENTS (self->for_all); i++)
    if (self->for_all[i].next != 0)
      answer_some (self, (WaybillTransferDirection) i, AT_ONCE);
}

static gboolean
sweep_on (gpointer data)
{
  g_autoptr (WaybillTransferQueue) self = g_object_ref (data);

  sweep (self);
  waybill_transfer_queue_look (self);
  waybill_transfer_queue_say (self, NULL);
  if (waybill_transfer_queue_is_sweeping (self))
    return G_SOURCE_CONTINUE;
  self->sweep = 0;
  return G_SOURCE_REMOVE;
}

/* The first at once, the others from the loop. */
static void
begin (WaybillTransferQueue *self)
{
  sweep (self);
  if (self->sweep == 0 && waybill_transfer_queue_is_sweeping (self))
    self->sweep = g_idle_add_full (PRIORITY, sweep_on, self, NULL);
}

gboolean
waybill_transfer_queue_is_sweeping (WaybillTransferQueue *self)
{
  return self->stop_next != 0 || self->for_all[WAYBILL_TRANSFER_GET].next != 0
         || self->for_all[WAYBILL_TRANSFER_PUT].next != 0;
}

/* waybill_transfer_queue_sweep_answer:
 *
 * For those of this direction that have a number up to this one, and ask or will. */
void
waybill_transfer_queue_sweep_answer (WaybillTransferQueue *self,
                                     WaybillTransferDirection direction,
                                     WaybillTransferOverwrite answer,
                                     guint64 until)
{
  WaybillTransferForAll *all = &self->for_all[direction];

  /* Whom an earlier answer still has to reach shall have that one. */
  if (all->next != 0)
    answer_some (self, direction, G_MAXUINT);
  all->is_given = TRUE;
  all->answer = answer;
  all->until = until;
  all->next = 1;
  begin (self);
}

/* waybill_transfer_queue_sweep_stop:
 *
 * Cancels all items; answers that were given mean nothing any more. */
void
waybill_transfer_queue_sweep_stop (WaybillTransferQueue *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->for_all); i++)
    self->for_all[i].next = 0;
  self->stop_next = 1;
  begin (self);
}

/* waybill_transfer_queue_forget_answers:
 *
 * Who asks from now on has to be answered. */
void
waybill_transfer_queue_forget_answers (WaybillTransferQueue *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->for_all); i++)
    self->for_all[i].is_given = FALSE;
}

void
waybill_transfer_queue_clear_sweep (WaybillTransferQueue *self)
{
  g_clear_handle_id (&self->sweep, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->for_all); i++)
    g_clear_object (&self->for_all[i].last);
}
