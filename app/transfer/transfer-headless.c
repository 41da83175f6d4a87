/* The queue without a window: for a program that hands over its work, waits in the main loop until nothing is under way, and
 * asks a person only where there is one. Everything else is the queue's. */
#include "transfer-queue-private.h"

#define MOST_DEPTH 4

/**
 * waybill_transfer_queue_set_headless:
 * @self: a queue that has nothing to do yet
 * @asks: is there somebody who answers? Else a file that is there already fails
 * @depth: files of one session that are under way, 1 to 4: small ones wait behind one another on the same session, so that
 *   the next one's commands are sent while the present one moves
 *
 * No window is kept from drawing: what ended is said at once. An item's result is to be had within "ended" only.
 */
void
waybill_transfer_queue_set_headless (WaybillTransferQueue *self, gboolean asks, guint depth)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  self->is_headless = TRUE;
  self->asks = asks;
  self->depth = CLAMP (depth, 1, MOST_DEPTH);
}

/**
 * waybill_transfer_queue_adopt:
 * @self: a queue
 * @remote: a connected session that nobody else uses from now on
 * @is_lent: is it the caller's again when the queue has stopped? It is not closed then; it may have been lost
 *
 * It is as one that the queue has opened, and closed with the others.
 */
void
waybill_transfer_queue_adopt (WaybillTransferQueue *self, WaybillRemote *remote, gboolean is_lent)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_pool_adopt (self->pool, remote, is_lent);
}

/**
 * waybill_transfer_queue_add_file:
 * @self: a queue
 * @direction: which way
 * @remote_path: at the partner
 * @local_path: here; its folder must exist when it is fetched
 * @terms: how
 *
 * Lines up one file. What it is called is the caller's: names that a server gave are checked before.
 */
void
waybill_transfer_queue_add_file (WaybillTransferQueue *self,
                                 WaybillTransferDirection direction,
                                 const char *remote_path,
                                 const char *local_path,
                                 const WaybillTransferTerms *terms)
{
  WaybillTransferItem *item;

  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  item = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, direction, remote_path, local_path, -1);
  item->state = WAYBILL_TRANSFER_STATE_WAITING;
  item->terms = *terms;
  item->overwrite = terms->overwrite;
  waybill_transfer_queue_add (self, item);
}

/**
 * waybill_transfer_queue_add_folders:
 * @self: a queue
 * @direction: which way
 * @paths: files and folders; "." of a partner is the folder in which the session stands
 * @targets: of each, what it becomes on the other side: a folder's contents go into that folder, which is made when missing;
 *   the folder that this one stands in must exist
 * @terms: how
 *
 * Finds the files and lines them up; they begin to move before all are found.
 */
void
waybill_transfer_queue_add_folders (WaybillTransferQueue *self,
                                    WaybillTransferDirection direction,
                                    const char *const *paths,
                                    const char *const *targets,
                                    const WaybillTransferTerms *terms)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_queue_walk_to (self, direction, paths, ".", targets, terms, 0);
}

/**
 * waybill_transfer_queue_is_idle:
 * @self: a queue
 *
 * Returns: is nothing under way, and is nothing left to be said? What asks or was paused waits for somebody
 */
gboolean
waybill_transfer_queue_is_idle (WaybillTransferQueue *self)
{
  return self->runs->len == 0 && self->walks->len == 0 && g_sequence_get_length (self->line) == 0
         && g_queue_is_empty (self->endings) && g_queue_is_empty (self->dirty) && !waybill_transfer_queue_is_sweeping (self);
}
