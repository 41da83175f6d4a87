/* What the queue says, and when: at most ten times a second, a bounded amount each time, so that thousands of small files
 * are not felt. The only place from which signals leave; whoever hears one may call the queue, or drop it. */
#include "transfer-queue-private.h"

#include "base-clock.h"

#include <gio/gio.h>

#define EVERY 100 /* milliseconds */
#define MOST_LISTED 2000
#define MOST_SAID 500
/* So long may saying what happened to items last, in microseconds; the rest follows with the next tick. */
#define AT_MOST 10000
#define AT_MOST_HEADLESS (10 * G_USEC_PER_SEC)
#define FIRST_PLACES 100
#define FOLDER_EVERY G_USEC_PER_SEC

typedef struct
{
  gint64 due;
  gboolean is_pending;
} Folder;

static void
wake (WaybillTransferQueue *self);

/* Progress. */

static void
sample (WaybillTransferQueue *self, gint64 now)
{
  gint64 moved = self->moved;

  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferActiveRun *run = g_ptr_array_index (self->runs, i);
      WaybillTransferItem *item = run->item;
      gint64 bytes = waybill_remote_progress_get (run->progress);
      gboolean all = item->size > 0 && bytes >= item->size;

      moved += bytes;
      waybill_transfer_speed_add (&run->speed, now, bytes);
      waybill_transfer_item_set_moved (item, bytes, waybill_transfer_speed_get (&run->speed));
      if (waybill_transfer_item_is_active (item) && all != (item->state == WAYBILL_TRANSFER_STATE_CHECKING))
        waybill_transfer_queue_set_state (self, item,
                                          all ? WAYBILL_TRANSFER_STATE_CHECKING : WAYBILL_TRANSFER_STATE_RUNNING);
      waybill_transfer_queue_say (self, item);
    }
  waybill_transfer_speed_add (&self->speed, now, moved);
}

/* What is said. */

/* Who stops, or waits for all to have ended, waits for the last word. */
static gboolean
may_wait (WaybillTransferQueue *self)
{
  return !self->is_stopping
         && !(self->is_headless && self->runs->len == 0 && self->walks->len == 0 && g_sequence_get_length (self->line) == 0);
}

static void
say_list (WaybillTransferQueue *self)
{
  guint n_old = self->n_listed;

  self->n_listed += MIN (self->items->len - n_old, MOST_LISTED);
  if (self->n_listed > n_old)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, self->n_listed - n_old);
}

static gboolean
has_time (WaybillTransferQueue *self)
{
  return waybill_base_clock_ticks () - self->ticked < (self->is_headless ? AT_MOST_HEADLESS : AT_MOST);
}

static void
say_items (WaybillTransferQueue *self)
{
  for (guint n = g_queue_get_length (self->dirty); n > 0 && has_time (self); n--)
    {
      g_autoptr (WaybillTransferItem) item = g_queue_pop_head (self->dirty);

      waybill_transfer_item_say_changed (item);
      if (item->state == WAYBILL_TRANSFER_STATE_ASKING && waybill_transfer_queue_wants_answer (self, item))
        waybill_transfer_queue_emit_asking (self, item);
    }
}

static void
say_endings (WaybillTransferQueue *self)
{
  for (guint n = g_queue_get_length (self->endings); n > 0 && has_time (self); n--)
    {
      g_autoptr (WaybillTransferItem) item = g_queue_pop_head (self->endings);

      waybill_transfer_queue_emit_ended (self, item);
      /* Who has no window hears it once, and a hundred thousand of them are heavy. */
      if (self->is_headless)
        waybill_transfer_item_take_result (item, NULL);
    }
}

static void
collect (GSequence *line, guint first, guint n, GPtrArray *items)
{
  GSequenceIter *at = g_sequence_get_iter_at_pos (line, (int) first);

  for (; n > 0 && !g_sequence_iter_is_end (at); n--, at = g_sequence_iter_next (at))
    g_ptr_array_add (items, g_object_ref (g_sequence_get (at)));
}

/* The line moved: the places of its first items at once, those behind in turns, until each was said once. */
static void
say_places (WaybillTransferQueue *self)
{
  guint length = (guint) g_sequence_get_length (self->line);
  guint n_done = length - MIN (self->n_places, length);
  g_autoptr (GPtrArray) items = NULL;

  if (self->n_places == 0)
    return;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  collect (self->line, 0, FIRST_PLACES, items);
  n_done = MAX (n_done, FIRST_PLACES);
  collect (self->line, n_done, MOST_SAID - FIRST_PLACES, items);
  n_done += MOST_SAID - FIRST_PLACES;
  self->n_places = length > n_done ? length - n_done : 0;
  for (guint i = 0; i < items->len; i++)
    waybill_transfer_item_say_changed (g_ptr_array_index (items, i));
}

static gboolean
folder_is_quiet (gpointer key, gpointer value, gpointer user_data)
{
  Folder *folder = value;

  return !folder->is_pending && folder->due <= *(gint64 *) user_data;
}

/* The last ones at once: to wait for their second would only keep the loop turning. */
static void
say_folders (WaybillTransferQueue *self, gint64 now)
{
  gboolean waits = may_wait (self);
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter at;
  gpointer key, value;

  g_hash_table_foreach_remove (self->folders, folder_is_quiet, &now);
  g_hash_table_iter_init (&at, self->folders);
  while (due->len < MOST_SAID && g_hash_table_iter_next (&at, &key, &value))
    {
      Folder *folder = value;

      if (!folder->is_pending || (waits && folder->due > now))
        continue;
      folder->is_pending = FALSE;
      folder->due = now + FOLDER_EVERY;
      g_ptr_array_add (due, g_strdup (key));
    }
  if (!waits && due->len < MOST_SAID)
    g_hash_table_remove_all (self->folders);
  for (guint i = 0; i < due->len; i++)
    {
      const char *path = g_ptr_array_index (due, i);

      waybill_transfer_queue_emit_folder (self, path[0] == 'g' ? WAYBILL_TRANSFER_GET : WAYBILL_TRANSFER_PUT, path + 1);
    }
}

/* The tick. */

static gboolean
has_something_to_say (WaybillTransferQueue *self)
{
  return self->is_dirty || self->n_listed < self->items->len || self->n_places > 0 || !g_queue_is_empty (self->dirty)
         || !g_queue_is_empty (self->endings) || g_hash_table_size (self->folders) > 0;
}

/* The last thing that a stop waits for is that everything was said. */
static void
end_stop (WaybillTransferQueue *self)
{
  GSList *stops;

  if (!self->is_stopping || !self->is_empty || self->runs->len > 0 || self->walks->len > 0
      || waybill_transfer_queue_is_sweeping (self) || !g_queue_is_empty (self->endings))
    return;
  self->is_stopping = FALSE;
  stops = g_slist_reverse (g_steal_pointer (&self->stops));
  for (GSList *at = stops; at != NULL; at = at->next)
    g_task_return_boolean (at->data, TRUE);
  g_slist_free_full (stops, g_object_unref);
}

static void
forget_when_idle (WaybillTransferQueue *self)
{
  if (self->runs->len > 0 || self->walks->len > 0 || g_sequence_get_length (self->line) > 0
      || waybill_transfer_queue_is_sweeping (self))
    return;
  waybill_transfer_queue_forget_answers (self);
  self->speed = (WaybillTransferSpeed){ 0 };
}

static gboolean
do_tick (gpointer data)
{
  g_autoptr (WaybillTransferQueue) self = g_object_ref (data);
  gboolean changed;

  self->tick = 0;
  self->ticked = waybill_base_clock_ticks ();
  sample (self, self->ticked);
  forget_when_idle (self);
  changed = self->is_dirty || self->said_walking != waybill_transfer_queue_is_walking (self);
  self->said_walking = waybill_transfer_queue_is_walking (self);
  self->is_dirty = FALSE;
  say_list (self);
  say_endings (self);
  say_items (self);
  say_places (self);
  if (changed)
    waybill_transfer_queue_emit_changed (self);
  say_folders (self, self->ticked);
  end_stop (self);
  if (has_something_to_say (self))
    wake (self);
  else if (self->tick == 0 && (self->runs->len > 0 || (self->walks->len > 0 && !self->is_paused)))
    self->tick = g_timeout_add (EVERY, do_tick, self);
  return G_SOURCE_REMOVE;
}

static void
wake (WaybillTransferQueue *self)
{
  gboolean waits = may_wait (self);
  gint64 since;

  if (self->tick != 0 && (waits || !self->is_headless))
    return;
  since = (waybill_base_clock_ticks () - self->ticked) / 1000;
  g_clear_handle_id (&self->tick, g_source_remove);
  self->tick = g_timeout_add (self->ticked > 0 && since < EVERY && waits ? (guint) (EVERY - since) : 0, do_tick, self);
}

/* waybill_transfer_queue_say:
 *
 * The item, or the totals alone, are others than before: said with the next tick. */
void
waybill_transfer_queue_say (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  self->is_dirty = TRUE;
  if (item != NULL && !item->is_dirty)
    {
      item->is_dirty = TRUE;
      g_queue_push_tail (self->dirty, g_object_ref (item));
    }
  wake (self);
}

/* waybill_transfer_queue_say_ended:
 *
 * The item ended: said with one of the next ticks, in order. */
void
waybill_transfer_queue_say_ended (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  g_queue_push_tail (self->endings, g_object_ref (item));
  wake (self);
}

/* waybill_transfer_queue_say_folder:
 *
 * Something new is in this folder: said with the next tick, but at most once a second. */
void
waybill_transfer_queue_say_folder (WaybillTransferQueue *self, WaybillTransferDirection direction, const char *path)
{
  g_autofree char *key = g_strconcat (direction == WAYBILL_TRANSFER_GET ? "g" : "p", path, NULL);
  Folder *folder = g_hash_table_lookup (self->folders, key);

  if (folder == NULL)
    {
      folder = g_new0 (Folder, 1);
      g_hash_table_insert (self->folders, g_steal_pointer (&key), folder);
    }
  folder->is_pending = TRUE;
  wake (self);
}

void
waybill_transfer_queue_init_tick (WaybillTransferQueue *self)
{
  self->dirty = g_queue_new ();
  self->endings = g_queue_new ();
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
waybill_transfer_queue_clear_tick (WaybillTransferQueue *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  g_queue_clear_full (self->dirty, g_object_unref);
  g_queue_clear_full (self->endings, g_object_unref);
  g_hash_table_remove_all (self->folders);
}
