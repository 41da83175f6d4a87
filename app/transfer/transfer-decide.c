/* What people decide about items of the queue and about all of it: pause, go on, cancel, try again, and what is to become of
 * a file that is there already. Decisions take effect at once; a run that is under way ends first. */
#include "transfer-queue-private.h"

#include "remote-path.h"

#include <string.h>

static gboolean
is_ours (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  return item->number > 0 && item->number <= self->last_number;
}

static GSequenceIter *
front (WaybillTransferQueue *self)
{
  return g_sequence_get_begin_iter (self->line);
}

/* The queue paused itself because nothing would have gone well; somebody wants to try. */
static void
wake_from_own_pause (WaybillTransferQueue *self)
{
  if (self->paused_itself)
    self->is_paused = self->paused_itself = FALSE;
  waybill_transfer_queue_say (self, NULL);
}

/**
 * waybill_transfer_queue_pause:
 * @self: a queue
 * @item: one of its items
 *
 * An item that waits or runs rests until it goes on; then it begins anew. Others stay as they are.
 */
void
waybill_transfer_queue_pause (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  WaybillTransferActiveRun *run = waybill_transfer_queue_find_run (self, item);

  g_return_if_fail (is_ours (self, item));

  if (run != NULL)
    waybill_transfer_queue_interrupt (run, WAYBILL_TRANSFER_WISH_PAUSE);
  else if (item->state == WAYBILL_TRANSFER_STATE_WAITING)
    waybill_transfer_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_PAUSED);
}

/**
 * waybill_transfer_queue_go_on:
 * @self: a queue
 * @item: one of its items
 *
 * A paused item is the next again. Ends a pause that the queue made itself.
 */
void
waybill_transfer_queue_go_on (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  WaybillTransferActiveRun *run = waybill_transfer_queue_find_run (self, item);

  g_return_if_fail (is_ours (self, item));

  item->paused_by_all = FALSE;
  if (run != NULL && run->wish == WAYBILL_TRANSFER_WISH_PAUSE)
    run->wish = WAYBILL_TRANSFER_WISH_AGAIN;
  else if (item->state == WAYBILL_TRANSFER_STATE_PAUSED)
    waybill_transfer_queue_line_up (self, item, front (self));
  wake_from_own_pause (self);
  waybill_transfer_queue_look (self);
}

void
waybill_transfer_queue_cancel_one (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  WaybillTransferActiveRun *run = waybill_transfer_queue_find_run (self, item);

  if (run != NULL && run->wish == WAYBILL_TRANSFER_WISH_CANCEL)
    return;
  if (run != NULL)
    waybill_transfer_queue_interrupt (run, WAYBILL_TRANSFER_WISH_CANCEL);
  else if (item->state == WAYBILL_TRANSFER_STATE_WAITING || item->state == WAYBILL_TRANSFER_STATE_PAUSED
           || item->state == WAYBILL_TRANSFER_STATE_ASKING)
    waybill_transfer_queue_remove_part (self, item);
}

/**
 * waybill_transfer_queue_cancel:
 * @self: a queue
 * @item: one of its items
 *
 * Ends an item that has not ended. What stood under its name before stays whole on this computer. At the partner a part of
 * it may stand there: it is removed where a session lives, before the item ends, in a few seconds; else
 * waybill_transfer_item_get_has_part() says so.
 */
void
waybill_transfer_queue_cancel (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  g_return_if_fail (is_ours (self, item));

  waybill_transfer_queue_cancel_one (self, item);
}

/* A folder that could not be walked: its item goes, and its files come. */
static void
walk_again (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  gboolean sent = item->direction == WAYBILL_TRANSFER_PUT;
  const char *paths[] = { sent ? item->local_path : item->remote_path, NULL };
  g_autofree char *folder
      = sent ? waybill_remote_path_dup_folder (item->remote_path) : g_path_get_dirname (item->local_path);
  WaybillTransferWalk *walk;

  walk = waybill_transfer_queue_walk_to (self, item->direction, paths, folder, NULL, &item->terms, 0);
  if (walk != NULL)
    waybill_transfer_walk_set_below (walk, item->below);
  waybill_transfer_queue_forget (self, item);
}

/**
 * waybill_transfer_queue_retry:
 * @self: a queue
 * @item: one of its items
 *
 * An item that failed or was cancelled waits again, at the end of the line. A folder that could not be read is walked again:
 * its item leaves the list, and its files come. Ends a pause that the queue made itself.
 */
void
waybill_transfer_queue_retry (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  g_autoptr (WaybillTransferItem) held = g_object_ref (item);

  g_return_if_fail (is_ours (self, item));

  if (item->is_forgotten
      || (item->state != WAYBILL_TRANSFER_STATE_FAILED && item->state != WAYBILL_TRANSFER_STATE_CANCELLED))
    return;
  item->lent_tries = 0;
  item->is_listed = item->is_new = FALSE;
  if (item->kind == WAYBILL_TRANSFER_KIND_FOLDER)
    walk_again (self, item);
  else if (item->kind == WAYBILL_TRANSFER_KIND_FILE && !self->is_stopping)
    waybill_transfer_queue_line_up (self, item, g_sequence_get_end_iter (self->line));
  wake_from_own_pause (self);
  waybill_transfer_queue_look (self);
}

void
waybill_transfer_queue_answer_one (WaybillTransferQueue *self,
                                   WaybillTransferItem *item,
                                   WaybillTransferOverwrite answer,
                                   GSequenceIter *before)
{
  if (item->state != WAYBILL_TRANSFER_STATE_ASKING)
    return;
  waybill_transfer_item_take_error (item, NULL);
  item->overwrite = answer;
  if (answer == WAYBILL_TRANSFER_OVERWRITE_NO)
    waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_LEFT);
  else
    waybill_transfer_queue_line_up (self, item, before);
}

/**
 * waybill_transfer_queue_wants_answer:
 * @self: a queue
 * @item: one of its items
 *
 * Returns: does it ask, and was no answer given that will reach it?
 */
gboolean
waybill_transfer_queue_wants_answer (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  const WaybillTransferForAll *all = &self->for_all[item->direction];

  return item->state == WAYBILL_TRANSFER_STATE_ASKING && !(all->next != 0 && item->number <= all->until);
}

/**
 * waybill_transfer_queue_get_last_number:
 * @self: a queue
 *
 * Returns: the number of the newest item; 0: there was none
 */
guint64
waybill_transfer_queue_get_last_number (WaybillTransferQueue *self)
{
  g_return_val_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self), 0);

  return self->last_number;
}

/**
 * waybill_transfer_queue_answer:
 * @self: a queue
 * @item: one of its items; nothing happens when it does not ask
 * @answer: replace, keep both, only when newer, or leave it
 * @until: 0: for it alone. Else also for the others of its direction up to this number, that ask now, or will until the
 * queue has nothing to do any more: the newest of when the question was asked
 *
 * What may be moved is the next of the line.
 */
void
waybill_transfer_queue_answer (WaybillTransferQueue *self,
                               WaybillTransferItem *item,
                               WaybillTransferOverwrite answer,
                               guint64 until)
{
  g_return_if_fail (is_ours (self, item));

  if (!waybill_transfer_queue_wants_answer (self, item))
    return;
  waybill_transfer_queue_answer_one (self, item, answer, front (self));
  if (until > 0)
    waybill_transfer_queue_sweep_answer (self, item->direction, answer, until);
  waybill_transfer_queue_look (self);
}

/**
 * waybill_transfer_queue_keep_as:
 * @self: a queue
 * @item: one of its items; nothing happens when it does not ask
 * @name: what it shall be called where it goes to: one name, no path
 * @until: as in waybill_transfer_queue_answer(); the others are numbered
 *
 * Keeps what is there, and moves @item under another name; where that is taken too it gets a number. It is the next of the
 * line.
 */
void
waybill_transfer_queue_keep_as (WaybillTransferQueue *self, WaybillTransferItem *item, const char *name, guint64 until)
{
  g_return_if_fail (is_ours (self, item));
  g_return_if_fail (*name != '\0' && strchr (name, '/') == NULL);

  if (!waybill_transfer_queue_wants_answer (self, item))
    return;
  waybill_transfer_item_rename (item, name);
  waybill_transfer_queue_answer (self, item, WAYBILL_TRANSFER_OVERWRITE_RENAME, until);
}

static void
go_on_all (WaybillTransferQueue *self)
{
  GSequenceIter *before = front (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      WaybillTransferItem *item = g_ptr_array_index (self->items, i);
      WaybillTransferActiveRun *run = item->paused_by_all ? waybill_transfer_queue_find_run (self, item) : NULL;

      if (run != NULL && run->wish == WAYBILL_TRANSFER_WISH_PAUSE)
        run->wish = WAYBILL_TRANSFER_WISH_AGAIN;
      else if (item->paused_by_all && item->state == WAYBILL_TRANSFER_STATE_PAUSED)
        waybill_transfer_queue_line_up (self, item, before);
      item->paused_by_all = FALSE;
    }
}

/**
 * waybill_transfer_queue_pause_all:
 * @self: a queue
 * @paused: shall it rest?
 *
 * What runs is paused, nothing new begins; what waits keeps its place. Going on lets those go on that this paused, and not
 * those that were paused one by one; it also ends a pause that the queue made itself.
 */
void
waybill_transfer_queue_pause_all (WaybillTransferQueue *self, gboolean paused)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  self->is_paused = paused;
  self->paused_itself = FALSE;
  waybill_transfer_queue_say (self, NULL);
  if (!paused)
    {
      go_on_all (self);
      waybill_transfer_queue_look (self);
      return;
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferActiveRun *run = g_ptr_array_index (self->runs, i);

      if (run->wish == WAYBILL_TRANSFER_WISH_CANCEL || run->wish == WAYBILL_TRANSFER_WISH_PAUSE)
        continue;
      run->item->paused_by_all = TRUE;
      waybill_transfer_queue_interrupt (run, WAYBILL_TRANSFER_WISH_PAUSE);
    }
}

static void
stop_all (WaybillTransferQueue *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    waybill_transfer_queue_cancel_one (self, ((WaybillTransferActiveRun *) g_ptr_array_index (self->runs, i))->item);
  for (guint i = 0; i < self->walks->len; i++)
    waybill_transfer_walk_stop (g_ptr_array_index (self->walks, i));
  waybill_transfer_queue_sweep_stop (self);
  waybill_transfer_pool_close (self->pool);
}

/**
 * waybill_transfer_queue_stop_async:
 * @self: a queue
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Cancels everything and says goodbye to its sessions. The callback comes when nothing of it runs any more and everything
 * was said; until then nothing new is taken. After it the queue can be used again.
 */
void
waybill_transfer_queue_stop_async (WaybillTransferQueue *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  self->stops = g_slist_prepend (self->stops, g_task_new (self, NULL, callback, user_data));
  if (self->is_stopping)
    return;
  self->is_stopping = TRUE;
  self->is_empty = FALSE;
  stop_all (self);
}

/**
 * waybill_transfer_queue_stop_finish:
 * @self: a queue
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE
 */
gboolean
waybill_transfer_queue_stop_finish (WaybillTransferQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
