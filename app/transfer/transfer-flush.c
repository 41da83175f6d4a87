/* Fetched files that are whole wait here for their final names: what ends within a moment is flushed together, then renamed.
 * A crash in between leaves temporary names alone. It decides no conflict. */
#include "transfer-flush-private.h"

#include "base-thread.h"

typedef struct
{
  WaybillTransferTarget *target;
  gboolean replace;
  gboolean rename;
  WaybillTransferFlushFunc func;
  gpointer user_data;
  char *path;
  char *sha256;
  GError *error;
} Entry;

struct _WaybillTransferFlush
{
  guint holds;
  WaybillBaseThread *thread;
  GPtrArray *waiting; /* of Entry */
  guint timer;        /* source id */
};

typedef struct
{
  WaybillTransferFlush *flush;
  GPtrArray *entries;
} Batch;

/* waybill_transfer_flush_new:
 *
 * Starts its thread; the files' ends are told in the default main context. */
WaybillTransferFlush *
waybill_transfer_flush_new (void)
{
  WaybillTransferFlush *self = g_new0 (WaybillTransferFlush, 1);

  self->holds = 1;
  self->thread = waybill_base_thread_new ("flush");
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* waybill_transfer_flush_ref:
 *
 * One more who adds. */
WaybillTransferFlush *
waybill_transfer_flush_ref (WaybillTransferFlush *self)
{
  self->holds++;
  return self;
}

static void
end_thread (gpointer data)
{
  waybill_base_thread_free (data);
}

/* waybill_transfer_flush_unref:
 *
 * One less. Whoever waits holds it, so nothing is lost. */
void
waybill_transfer_flush_unref (WaybillTransferFlush *self)
{
  if (--self->holds > 0)
    return;
  g_ptr_array_unref (self->waiting);
  waybill_base_thread_detach ("flush-end", end_thread, self->thread);
  g_free (self);
}

static void
batch_is_done (gpointer data)
{
  Batch *batch = data;

  for (guint i = 0; i < batch->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (batch->entries, i);

      entry->func (entry->path, entry->sha256, entry->error, entry->user_data);
    }
  g_ptr_array_unref (batch->entries);
  waybill_transfer_flush_unref (batch->flush);
  g_free (batch);
}

static void
name_on_thread (Entry *entry)
{
  if (entry->error == NULL)
    waybill_transfer_target_take_name (entry->target, entry->replace, entry->rename, &entry->error);
  if (entry->error != NULL)
    return;
  entry->path = g_strdup (waybill_transfer_target_get_path (entry->target));
  entry->sha256 = waybill_transfer_target_dup_sha256 (entry->target);
}

/* Writing all out begins before the first is waited for; then a journal of the file system serves many at once. */
static void
work_on_thread (gpointer data)
{
  Batch *batch = data;
  Entry **entries = (Entry **) batch->entries->pdata;
  guint n = batch->entries->len;

  for (guint i = 0; n > 1 && i < n; i++)
    waybill_transfer_target_begin_flush (entries[i]->target);
  for (guint i = 0; i < n; i++)
    waybill_transfer_target_flush (entries[i]->target, &entries[i]->error);
  for (guint i = 0; i < n; i++)
    name_on_thread (entries[i]);
  /* A folder's names once, where its files stand together. */
  for (guint i = 0; i < n; i++)
    if (i + 1 == n || !waybill_transfer_target_shares_folder (entries[i]->target, entries[i + 1]->target))
      waybill_transfer_target_flush_folder (entries[i]->target);
  for (guint i = 0; i < n; i++)
    waybill_transfer_target_free (entries[i]->target);
  waybill_base_thread_hop (NULL, batch_is_done, batch);
}

/* waybill_transfer_flush_hurry:
 *
 * Flushes what waits. */
void
waybill_transfer_flush_hurry (WaybillTransferFlush *self)
{
  Batch *batch;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->waiting->len == 0)
    return;
  batch = g_new0 (Batch, 1);
  batch->flush = waybill_transfer_flush_ref (self);
  batch->entries = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  waybill_base_thread_push (self->thread, work_on_thread, batch);
}

static gboolean
waited_enough (gpointer data)
{
  WaybillTransferFlush *self = data;

  self->timer = 0;
  waybill_transfer_flush_hurry (self);
  return G_SOURCE_REMOVE;
}

/* waybill_transfer_flush_add:
 *
 * Takes a file of which every check went well. */
void
waybill_transfer_flush_add (WaybillTransferFlush *self,
                            WaybillTransferTarget *target,
                            gboolean replace,
                            gboolean rename,
                            WaybillTransferFlushFunc func,
                            gpointer user_data)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->target = target;
  entry->replace = replace;
  entry->rename = rename;
  entry->func = func;
  entry->user_data = user_data;
  g_ptr_array_add (self->waiting, entry);
  if (self->waiting->len >= WAYBILL_TRANSFER_FLUSH_MOST)
    waybill_transfer_flush_hurry (self);
  else if (self->timer == 0)
    self->timer = g_timeout_add (WAYBILL_TRANSFER_FLUSH_WAIT, waited_enough, self);
}
