/* The queue's searches for files: begun by its door, fed with sessions by transfer-schedule, and heard here. How a folder is
 * walked is transfer-walk's. */
#include "transfer-queue-private.h"

/* The walks' events. */

static void
walk_found (gpointer owner, WaybillTransferItem *item)
{
  waybill_transfer_queue_add (owner, item);
}

static void
walk_made (gpointer owner, WaybillTransferDirection direction, const char *folder)
{
  waybill_transfer_queue_say_folder (owner, direction, folder);
}

static void
walk_paused (gpointer owner, WaybillTransferWalk *walk, WaybillTransferSession *session)
{
  if (session != NULL)
    waybill_transfer_pool_give_back (session);
  waybill_transfer_queue_look (owner);
}

static void
walk_ended (gpointer owner, WaybillTransferWalk *walk)
{
  WaybillTransferQueue *self = owner;
  GError *lack = NULL;

  if (waybill_transfer_walk_is_stopped (walk))
    g_set_error_literal (&lack, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The search for files was stopped");
  g_ptr_array_remove (self->walks, walk);
  waybill_transfer_batches_note_ended (self->batches, waybill_transfer_walk_get_batch (walk), lack);
  waybill_transfer_walk_free (walk);
  waybill_transfer_queue_say (self, NULL);
  waybill_transfer_queue_look (self);
}

/* waybill_transfer_queue_walk:
 *
 * Begins to find the files of these paths. batch: what they belong to; 0: nothing. */
void
waybill_transfer_queue_walk (WaybillTransferQueue *self,
                             WaybillTransferDirection direction,
                             const char *const *paths,
                             const char *folder,
                             guint batch)
{
  const WaybillTransferTerms terms = { 0 };

  waybill_transfer_queue_walk_to (self, direction, paths, folder, NULL, &terms, batch);
}

/* waybill_transfer_queue_walk_to:
 *
 * The same on terms. targets: (nullable) of each path; else the folder. (transfer none) (nullable): the walk, which begins
 * from the main loop. */
WaybillTransferWalk *
waybill_transfer_queue_walk_to (WaybillTransferQueue *self,
                                WaybillTransferDirection direction,
                                const char *const *paths,
                                const char *folder,
                                const char *const *targets,
                                const WaybillTransferTerms *terms,
                                guint batch)
{
  static const WaybillTransferWalkEvents events = { walk_found, walk_made, walk_paused, walk_ended };
  WaybillTransferWalk *walk;

  if (self->is_stopping)
    return NULL;
  walk = waybill_transfer_walk_new (direction, paths, folder, self->retries, &events, self);
  g_ptr_array_add (self->walks, walk);
  waybill_transfer_walk_set_batch (walk, batch);
  waybill_transfer_walk_set_terms (walk, terms, targets);
  waybill_transfer_batches_note_begun (self->batches, batch);
  waybill_transfer_walk_begin (walk);
  waybill_transfer_queue_say (self, NULL);
  return walk;
}

/* waybill_transfer_queue_is_walking:
 *
 * Is a folder being read? */
gboolean
waybill_transfer_queue_is_walking (WaybillTransferQueue *self)
{
  for (guint i = 0; i < self->walks->len; i++)
    if (waybill_transfer_walk_is_in_folder (g_ptr_array_index (self->walks, i)))
      return TRUE;
  return FALSE;
}
