/* The files on their way to and from one partner: the list of them, the line of those that wait, and the sums. It opens no
 * session and moves no byte itself. */
#include "transfer-queue-private.h"

#include "base-clock.h"

#define MOST_SESSIONS 8
#define DEFAULT_RETRIES 3
#define DEFAULT_IDLE 60000
#define DEFAULT_BUSY 30000

static void
list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillTransferQueue,
                               waybill_transfer_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_RETRIES,
  PROP_IDLE,
  PROP_BUSY,
  N_PROPS,
};

enum
{
  CHANGED,
  ENDED,
  ASKING,
  FOLDER_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* States, their counts and the line. */

static void
leave_line (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  if (item->waiting == NULL)
    return;
  g_sequence_remove (g_steal_pointer (&item->waiting));
  self->waiting_bytes -= MAX (item->size, 0);
  self->n_places = (guint) g_sequence_get_length (self->line);
}

/* waybill_transfer_queue_set_state:
 *
 * The one place where a state changes; to wait is to line up. */
void
waybill_transfer_queue_set_state (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferState state)
{
  leave_line (self, item);
  self->counts[item->state]--;
  self->counts[state]++;
  item->state = state;
  if (!waybill_transfer_item_is_active (item))
    waybill_transfer_item_set_moved (item, item->bytes, 0);
  waybill_transfer_queue_say (self, item);
}

/* waybill_transfer_queue_end:
 *
 * It is done, left, failed or cancelled. */
void
waybill_transfer_queue_end (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferState state)
{
  waybill_transfer_queue_set_state (self, item, state);
  item->ended = waybill_base_clock_now ();
  waybill_transfer_queue_note_ended (self, item);
  waybill_transfer_queue_say_ended (self, item);
}

static void
stand_in_line (WaybillTransferQueue *self, WaybillTransferItem *item, GSequenceIter *before)
{
  item->waiting = g_sequence_insert_before (before, item);
  self->waiting_bytes += MAX (item->size, 0);
  if (!g_sequence_iter_is_end (before))
    self->n_places = (guint) g_sequence_get_length (self->line);
}

void
waybill_transfer_queue_line_up (WaybillTransferQueue *self, WaybillTransferItem *item, GSequenceIter *before)
{
  waybill_transfer_item_begin_anew (item);
  waybill_transfer_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_WAITING);
  stand_in_line (self, item, before);
}

/* waybill_transfer_queue_add:
 *
 * Takes an item that a walk found: one that waits, or one that tells why it cannot be moved. */
void
waybill_transfer_queue_add (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  gboolean is_wanted = waybill_transfer_batches_note_begun (self->batches, item->batch);

  item->number = ++self->last_number;
  self->counts[item->state]++;
  g_ptr_array_add (self->items, item);
  waybill_transfer_queue_say (self, NULL);
  if (item->state == WAYBILL_TRANSFER_STATE_WAITING)
    {
      stand_in_line (self, item, g_sequence_get_end_iter (self->line));
      if (self->is_stopping || !is_wanted)
        waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_CANCELLED);
      waybill_transfer_queue_look (self);
      return;
    }
  item->ended = waybill_base_clock_now ();
  waybill_transfer_queue_note_ended (self, item);
  waybill_transfer_queue_say_ended (self, item);
}

/* The list: what the tick has told is in it. */

static void
drop_range (WaybillTransferQueue *self, guint first, guint n)
{
  guint n_told = first < self->n_listed ? MIN (n, self->n_listed - first) : 0;

  for (guint i = first; i < first + n; i++)
    {
      WaybillTransferItem *item = g_ptr_array_index (self->items, i);

      self->counts[item->state]--;
      item->is_forgotten = TRUE;
    }
  g_ptr_array_remove_range (self->items, first, n);
  self->n_listed -= n_told;
  if (n_told > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first, n_told, 0);
}

void
waybill_transfer_queue_forget (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  guint index;

  if (g_ptr_array_find (self->items, item, &index))
    drop_range (self, index, 1);
  waybill_transfer_queue_say (self, NULL);
}

static gboolean
is_over (WaybillTransferItem *item)
{
  return item->state == WAYBILL_TRANSFER_STATE_DONE || item->state == WAYBILL_TRANSFER_STATE_LEFT
         || item->state == WAYBILL_TRANSFER_STATE_CANCELLED;
}

/**
 * waybill_transfer_queue_clear:
 * @self: a queue
 *
 * Drops what is done, left or cancelled from the list; what failed stays, so that somebody sees it.
 */
void
waybill_transfer_queue_clear (WaybillTransferQueue *self)
{
  g_autoptr (WaybillTransferQueue) held = g_object_ref (self);
  guint end;

  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  /* From behind, a range at a time: what is in front keeps its place, also for those who hear of it. */
  for (end = self->items->len; end > 0; end = MIN (end, self->items->len))
    {
      guint first = end;

      while (first > 0 && is_over (g_ptr_array_index (self->items, first - 1)))
        first--;
      if (first < end)
        drop_range (self, first, end - first);
      end = first > 0 ? first - 1 : 0;
    }
  waybill_transfer_queue_say (self, NULL);
}

static GType
get_item_type (GListModel *model)
{
  return WAYBILL_TYPE_TRANSFER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return WAYBILL_TRANSFER_QUEUE (model)->n_listed;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (model);

  return position < self->n_listed ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

/* The door. */

/**
 * waybill_transfer_queue_new:
 * @target: what its sessions start from; questions of trust were answered before: its sessions ask nobody
 * @talk: (nullable): where they write their conversation
 * @sessions: how many at most, 1 to 8
 *
 * Makes a queue without a session; the first is opened when there is work. Main thread, as all of this type.
 *
 * Returns: (transfer full): a queue
 */
WaybillTransferQueue *
waybill_transfer_queue_new (WaybillRemoteTarget *target, WaybillRemoteTalk *talk, guint sessions)
{
  WaybillTransferQueue *self = g_object_new (WAYBILL_TYPE_TRANSFER_QUEUE, NULL);

  self->pool = waybill_transfer_pool_new (target, talk, CLAMP (sessions, 1, MOST_SESSIONS),
                                          &waybill_transfer_queue_pool_events, self);
  waybill_transfer_pool_set_limits (self->pool, self->retries, self->idle_milliseconds, self->busy_milliseconds);
  return self;
}

/**
 * waybill_transfer_queue_set_target:
 * @self: a queue
 * @target: what sessions start from that begin from now on
 *
 * Those that are connected go on as they are.
 */
void
waybill_transfer_queue_set_target (WaybillTransferQueue *self, WaybillRemoteTarget *target)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_pool_set_target (self->pool, target);
}

/**
 * waybill_transfer_queue_set_spare:
 * @self: a queue
 * @remote: (nullable): a connected session of somebody else
 *
 * It is used, one file at a time, when the server allows no session of the queue's own. What runs over an earlier spare
 * session ends, and begins anew over another.
 */
void
waybill_transfer_queue_set_spare (WaybillTransferQueue *self, WaybillRemote *remote)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_queue_take_spare (self);
  waybill_transfer_pool_set_spare (self->pool, remote);
}

/**
 * waybill_transfer_queue_send:
 * @self: a queue
 * @local_paths: files and folders
 * @remote_folder: where to; it must exist
 *
 * Finds the files and lines them up. A link that stands among @local_paths means the file it points at; links that are found
 * in folders are left out, and told.
 */
void
waybill_transfer_queue_send (WaybillTransferQueue *self, const char *const *local_paths, const char *remote_folder)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_queue_walk (self, WAYBILL_TRANSFER_PUT, local_paths, remote_folder, 0);
}

/**
 * waybill_transfer_queue_fetch:
 * @self: a queue
 * @remote_paths: files and folders
 * @local_folder: where to; it must exist
 *
 * Asks the server what they are, and lines the files up.
 */
void
waybill_transfer_queue_fetch (WaybillTransferQueue *self, const char *const *remote_paths, const char *local_folder)
{
  g_return_if_fail (WAYBILL_IS_TRANSFER_QUEUE (self));

  waybill_transfer_queue_walk (self, WAYBILL_TRANSFER_GET, remote_paths, local_folder, 0);
}

/**
 * waybill_transfer_queue_is_paused:
 * @self: a queue
 *
 * Returns: does it rest: because somebody said so, or because no session could be opened or a disk is full?
 */
gboolean
waybill_transfer_queue_is_paused (WaybillTransferQueue *self)
{
  return self->is_paused;
}

/**
 * waybill_transfer_queue_paused_itself:
 * @self: a queue
 *
 * Returns: does it rest although nobody said so: waybill_transfer_queue_pause_all() with %FALSE lets it try again
 */
gboolean
waybill_transfer_queue_paused_itself (WaybillTransferQueue *self)
{
  return self->paused_itself;
}

/**
 * waybill_transfer_queue_get_pause_error:
 * @self: a queue
 *
 * Returns: (nullable): why it paused itself; %NULL when it does not rest, or because somebody said so
 */
const GError *
waybill_transfer_queue_get_pause_error (WaybillTransferQueue *self)
{
  return self->paused_itself ? self->pause_error : NULL;
}

/**
 * waybill_transfer_queue_get_totals:
 * @self: a queue
 * @totals: (out): the sums of now; counted as things happen, so this is cheap
 */
void
waybill_transfer_queue_get_totals (WaybillTransferQueue *self, WaybillTransferTotals *totals)
{
  const guint *counts = self->counts;

  *totals = (WaybillTransferTotals){
    .waiting = counts[WAYBILL_TRANSFER_STATE_WAITING],
    .running = counts[WAYBILL_TRANSFER_STATE_RUNNING] + counts[WAYBILL_TRANSFER_STATE_CHECKING],
    .asking = counts[WAYBILL_TRANSFER_STATE_ASKING],
    .paused = counts[WAYBILL_TRANSFER_STATE_PAUSED],
    .done = counts[WAYBILL_TRANSFER_STATE_DONE] + counts[WAYBILL_TRANSFER_STATE_LEFT],
    .failed = counts[WAYBILL_TRANSFER_STATE_FAILED],
    .bytes_left = self->waiting_bytes,
    .time_left = -1,
    .walking = waybill_transfer_queue_is_walking (self),
  };
  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferItem *item = ((WaybillTransferActiveRun *) g_ptr_array_index (self->runs, i))->item;

      totals->bytes_left += MAX (item->size - item->bytes, 0);
    }
  if (totals->running == 0 && (totals->waiting == 0 || self->is_paused))
    return;
  totals->speed = waybill_transfer_speed_get (&self->speed);
  if (totals->speed > 0)
    totals->time_left = (totals->bytes_left + totals->speed - 1) / totals->speed;
}

/* Signals. */

void
waybill_transfer_queue_emit_changed (WaybillTransferQueue *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
waybill_transfer_queue_emit_ended (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  g_signal_emit (self, signals[ENDED], 0, item);
}

void
waybill_transfer_queue_emit_asking (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  g_signal_emit (self, signals[ASKING], 0, item);
}

void
waybill_transfer_queue_emit_folder (WaybillTransferQueue *self, WaybillTransferDirection direction, const char *folder)
{
  g_signal_emit (self, signals[FOLDER_CHANGED], 0, (int) direction, folder);
}

/* GObject. */

static void
waybill_transfer_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (object);

  if (id == PROP_RETRIES)
    g_value_set_uint (value, self->retries);
  else if (id == PROP_IDLE)
    g_value_set_uint (value, self->idle_milliseconds);
  else if (id == PROP_BUSY)
    g_value_set_uint (value, self->busy_milliseconds);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
waybill_transfer_queue_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (object);

  if (id == PROP_RETRIES)
    self->retries = g_value_get_uint (value);
  else if (id == PROP_IDLE)
    self->idle_milliseconds = g_value_get_uint (value);
  else if (id == PROP_BUSY)
    self->busy_milliseconds = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  if (self->pool != NULL)
    waybill_transfer_pool_set_limits (self->pool, self->retries, self->idle_milliseconds, self->busy_milliseconds);
}

static void
waybill_transfer_queue_dispose (GObject *object)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (object);

  if (self->pool != NULL)
    waybill_transfer_queue_let_go (self);
  g_clear_pointer (&self->batches, waybill_transfer_batches_free);
  g_clear_pointer (&self->help.disk, waybill_transfer_disk_unref);
  g_clear_pointer (&self->help.flush, waybill_transfer_flush_unref);
  waybill_transfer_queue_clear_sweep (self);
  waybill_transfer_queue_clear_tick (self);
  G_OBJECT_CLASS (waybill_transfer_queue_parent_class)->dispose (object);
}

static void
waybill_transfer_queue_finalize (GObject *object)
{
  WaybillTransferQueue *self = WAYBILL_TRANSFER_QUEUE (object);

  g_sequence_free (self->line);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->walks);
  g_queue_free (self->dirty);
  g_queue_free (self->endings);
  g_hash_table_unref (self->folders);
  g_clear_error (&self->pause_error);
  G_OBJECT_CLASS (waybill_transfer_queue_parent_class)->finalize (object);
}

static void
waybill_transfer_queue_class_init (WaybillTransferQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = waybill_transfer_queue_get_property;
  object_class->set_property = waybill_transfer_queue_set_property;
  object_class->dispose = waybill_transfer_queue_dispose;
  object_class->finalize = waybill_transfer_queue_finalize;

  /**
   * WaybillTransferQueue:retries:
   *
   * How many tries follow the first, of a file and of opening a session.
   */
  properties[PROP_RETRIES] = g_param_spec_uint ("retries", NULL, NULL, 0, G_MAXUINT, DEFAULT_RETRIES,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  /**
   * WaybillTransferQueue:idle-time:
   *
   * After so many milliseconds without work a session is closed.
   */
  properties[PROP_IDLE] = g_param_spec_uint ("idle-time", NULL, NULL, 0, G_MAXUINT, DEFAULT_IDLE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  /**
   * WaybillTransferQueue:busy-time:
   *
   * After so many milliseconds a server that had no room for a further session is asked again.
   */
  properties[PROP_BUSY] = g_param_spec_uint ("busy-time", NULL, NULL, 0, G_MAXUINT, DEFAULT_BUSY,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED]
      = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_TRANSFER_ITEM);
  signals[ASKING]
      = g_signal_new ("asking", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_TRANSFER_ITEM);
  signals[FOLDER_CHANGED] = g_signal_new ("folder-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_INT, G_TYPE_STRING);
}

static void
waybill_transfer_queue_init (WaybillTransferQueue *self)
{
  self->asks = TRUE;
  self->depth = 1;
  self->help.disk = waybill_transfer_disk_new ();
  self->help.flush = waybill_transfer_flush_new ();
  self->help.moved = waybill_transfer_queue_note_moved;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->line = g_sequence_new (NULL);
  self->runs = g_ptr_array_new ();
  self->walks = g_ptr_array_new ();
  self->batches = waybill_transfer_batches_new (waybill_transfer_queue_give_up, self);
  waybill_transfer_queue_init_tick (self);
}
