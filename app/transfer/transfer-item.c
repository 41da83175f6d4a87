/* One file of the queue, as list and row see it: what, which way, how far. The queue alone changes it; it moves nothing
 * itself. */
#include "transfer-item-private.h"

#include "remote-path.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (WaybillTransferItem, waybill_transfer_item, G_TYPE_OBJECT)

static guint changed_signal;

/* waybill_transfer_item_new:
 *
 * Makes an item that waits. remote_path, local_path: where from and where to. size: -1 unknown. */
WaybillTransferItem *
waybill_transfer_item_new (WaybillTransferKind kind,
                           WaybillTransferDirection direction,
                           const char *remote_path,
                           const char *local_path,
                           gint64 size)
{
  WaybillTransferItem *self = g_object_new (WAYBILL_TYPE_TRANSFER_ITEM, NULL);

  self->kind = kind;
  self->direction = direction;
  self->remote_path = g_strdup (remote_path);
  self->local_path = g_strdup (local_path);
  self->name
      = direction == WAYBILL_TRANSFER_PUT ? g_path_get_basename (local_path) : waybill_remote_path_dup_name (remote_path);
  self->size = size;
  self->mtime = WAYBILL_REMOTE_NO_TIME;
  return self;
}

/* waybill_transfer_item_take_error:
 *
 * Takes why it failed, or what it asks about; NULL: nothing any more. */
void
waybill_transfer_item_take_error (WaybillTransferItem *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

/* waybill_transfer_item_take_result:
 *
 * Takes what came of it: from now on the paths and sizes are those of the receipt. */
void
waybill_transfer_item_take_result (WaybillTransferItem *self, WaybillTransferResult *result)
{
  g_clear_pointer (&self->result, waybill_transfer_result_free);
  self->result = result;
  if (result == NULL || result->left)
    return;
  self->size = result->outcome.start + result->outcome.bytes;
  self->bytes = self->size;
}

/* waybill_transfer_item_take_part:
 *
 * Takes where a part of it stands at the partner; NULL: nowhere. Trying anew does not forget it. */
void
waybill_transfer_item_take_part (WaybillTransferItem *self, char *path, gint64 moved)
{
  g_free (self->part_path);
  self->part_path = path;
  self->part_moved = moved;
}

/* waybill_transfer_item_rename:
 *
 * Another name where it goes to; what it is called where it comes from stays. */
void
waybill_transfer_item_rename (WaybillTransferItem *self, const char *name)
{
  char **path = self->direction == WAYBILL_TRANSFER_PUT ? &self->remote_path : &self->local_path;
  const char *slash = strrchr (*path, '/');
  g_autofree char *old = *path;

  *path = g_strdup_printf ("%.*s%s", slash != NULL ? (int) (slash - old) + 1 : 0, old, name);
}

/* waybill_transfer_item_set_moved:
 *
 * How far it is, and how fast: bytes a second. */
void
waybill_transfer_item_set_moved (WaybillTransferItem *self, gint64 bytes, gint64 speed)
{
  self->bytes = bytes;
  self->speed = speed;
  self->time_left = self->size >= 0 && speed > 0 ? (MAX (self->size - bytes, 0) + speed - 1) / speed : -1;
}

/* waybill_transfer_item_begin_anew:
 *
 * Forgets how an earlier attempt went. */
void
waybill_transfer_item_begin_anew (WaybillTransferItem *self)
{
  waybill_transfer_item_set_moved (self, 0, 0);
  waybill_transfer_item_take_error (self, NULL);
  waybill_transfer_item_take_result (self, NULL);
  self->time_left = -1;
  self->ended = 0;
  self->paused_by_all = FALSE;
}

/* waybill_transfer_item_say_changed:
 *
 * Emits "changed"; how often is the queue's care. */
void
waybill_transfer_item_say_changed (WaybillTransferItem *self)
{
  self->is_dirty = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

/* waybill_transfer_item_is_active:
 *
 * Is a session at it? */
gboolean
waybill_transfer_item_is_active (WaybillTransferItem *self)
{
  return self->state == WAYBILL_TRANSFER_STATE_RUNNING || self->state == WAYBILL_TRANSFER_STATE_CHECKING;
}

/**
 * waybill_transfer_item_get_number:
 * @self: an item
 *
 * Returns: which one of its queue it is, from 1; never used twice
 */
guint64
waybill_transfer_item_get_number (WaybillTransferItem *self)
{
  return self->number;
}

/**
 * waybill_transfer_item_get_direction:
 * @self: an item
 *
 * Returns: is it fetched or sent?
 */
WaybillTransferDirection
waybill_transfer_item_get_direction (WaybillTransferItem *self)
{
  return self->direction;
}

/**
 * waybill_transfer_item_get_name:
 * @self: an item
 *
 * Returns: (transfer none): the file's last component, as its giver spells it: show it by
 * waybill_remote_path_dup_display()
 */
const char *
waybill_transfer_item_get_name (WaybillTransferItem *self)
{
  return self->name;
}

/**
 * waybill_transfer_item_get_remote_path:
 * @self: an item
 *
 * Returns: (transfer none): the path at the partner, as it became in the end
 */
const char *
waybill_transfer_item_get_remote_path (WaybillTransferItem *self)
{
  return self->result != NULL && self->result->remote_path != NULL ? self->result->remote_path : self->remote_path;
}

/**
 * waybill_transfer_item_get_local_path:
 * @self: an item
 *
 * Returns: (transfer none): the path on this computer, as it became in the end
 */
const char *
waybill_transfer_item_get_local_path (WaybillTransferItem *self)
{
  return self->result != NULL && self->result->local_path != NULL ? self->result->local_path : self->local_path;
}

/**
 * waybill_transfer_item_get_state:
 * @self: an item
 *
 * Returns: how it stands
 */
WaybillTransferState
waybill_transfer_item_get_state (WaybillTransferItem *self)
{
  return self->state;
}

/**
 * waybill_transfer_item_get_place:
 * @self: an item
 *
 * Found in logarithmic time. "changed" is said for the first items of the line at once, for those far behind in turns.
 *
 * Returns: 1 for the next one; 0 when it does not wait
 */
guint
waybill_transfer_item_get_place (WaybillTransferItem *self)
{
  return self->waiting != NULL ? (guint) g_sequence_iter_get_position (self->waiting) + 1 : 0;
}

/**
 * waybill_transfer_item_get_size:
 * @self: an item
 *
 * Returns: bytes; -1 while nobody told
 */
gint64
waybill_transfer_item_get_size (WaybillTransferItem *self)
{
  return self->size;
}

/**
 * waybill_transfer_item_get_bytes:
 * @self: an item
 *
 * Returns: bytes that were moved in this try
 */
gint64
waybill_transfer_item_get_bytes (WaybillTransferItem *self)
{
  return self->bytes;
}

/**
 * waybill_transfer_item_get_speed:
 * @self: an item
 *
 * Returns: bytes a second, over the last three seconds; 0 when nothing moves
 */
gint64
waybill_transfer_item_get_speed (WaybillTransferItem *self)
{
  return self->speed;
}

/**
 * waybill_transfer_item_get_time_left:
 * @self: an item
 *
 * Returns: seconds; -1 where size or speed are not known
 */
gint64
waybill_transfer_item_get_time_left (WaybillTransferItem *self)
{
  return self->time_left;
}

/**
 * waybill_transfer_item_get_ended:
 * @self: an item
 *
 * Returns: Unix seconds; 0 while it has not ended
 */
gint64
waybill_transfer_item_get_ended (WaybillTransferItem *self)
{
  return self->ended;
}

/**
 * waybill_transfer_item_get_error:
 * @self: an item
 *
 * A link that was left out carries an error too: it says why.
 *
 * Returns: (transfer none) (nullable): why it failed or asks, until the next "changed"
 */
const GError *
waybill_transfer_item_get_error (WaybillTransferItem *self)
{
  return self->error;
}

/**
 * waybill_transfer_item_get_result:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what came of it, where it was moved or its target was as new
 */
const WaybillTransferResult *
waybill_transfer_item_get_result (WaybillTransferItem *self)
{
  return self->result;
}

/**
 * waybill_transfer_item_get_has_part:
 * @self: an item
 *
 * Returns: does a part of it stand at the partner, because a try ended early? The next try replaces it
 */
gboolean
waybill_transfer_item_get_has_part (WaybillTransferItem *self)
{
  return self->part_path != NULL;
}

/**
 * waybill_transfer_item_get_passed_on:
 * @self: an item
 *
 * Returns: is it fetched by waybill_transfer_queue_fetch_whole_async(), for somebody who takes it from where it stands?
 */
gboolean
waybill_transfer_item_get_passed_on (WaybillTransferItem *self)
{
  return self->batch != 0;
}

static void
waybill_transfer_item_finalize (GObject *object)
{
  WaybillTransferItem *self = WAYBILL_TRANSFER_ITEM (object);

  g_free (self->name);
  g_free (self->remote_path);
  g_free (self->local_path);
  g_free (self->part_path);
  g_clear_error (&self->error);
  g_clear_pointer (&self->result, waybill_transfer_result_free);
  G_OBJECT_CLASS (waybill_transfer_item_parent_class)->finalize (object);
}

static void
waybill_transfer_item_class_init (WaybillTransferItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_transfer_item_finalize;

  /**
   * WaybillTransferItem::changed:
   *
   * State, bytes, speed, place or error are others than before.
   */
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_transfer_item_init (WaybillTransferItem *self)
{
  self->size = -1;
  self->time_left = -1;
}
