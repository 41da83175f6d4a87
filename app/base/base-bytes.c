/* A byte buffer with an upper bound: what a peer sends is collected here and never grows past the bound.
 * It is not a string builder and not shared between threads. */
#include "base-bytes.h"

#include <string.h>

struct _WaybillBaseBytes
{
  char *data;
  gsize start;
  gsize length;
  gsize allocated;
  gsize bound;
};

/**
 * waybill_base_bytes_new:
 * @bound: the most bytes it may ever hold, at least 1
 *
 * Makes an empty buffer. Memory is taken as it fills.
 *
 * Returns: (transfer full): a buffer
 */
WaybillBaseBytes *
waybill_base_bytes_new (gsize bound)
{
  WaybillBaseBytes *self = g_new0 (WaybillBaseBytes, 1);

  g_return_val_if_fail (bound > 0, self);

  self->bound = bound;
  return self;
}

/**
 * waybill_base_bytes_free:
 * @self: (transfer full) (nullable): a buffer
 *
 * Wipes and frees the buffer: it may have held a reply that echoes a password.
 */
void
waybill_base_bytes_free (WaybillBaseBytes *self)
{
  if (self == NULL)
    return;

  waybill_base_bytes_wipe (self);
  g_free (self->data);
  g_free (self);
}

static void
make_room (WaybillBaseBytes *self, gsize wanted)
{
  if (self->start > 0)
    {
      memmove (self->data, self->data + self->start, self->length);
      self->start = 0;
    }

  if (self->length + wanted > self->allocated)
    {
      gsize allocated = MIN (MAX (self->length + wanted, self->allocated * 2), self->bound);
      char *data = g_malloc (allocated);

      if (self->data != NULL)
        {
          memcpy (data, self->data, self->length);
          explicit_bzero (self->data, self->allocated);
          g_free (self->data);
        }
      self->data = data;
      self->allocated = allocated;
    }
}

/**
 * waybill_base_bytes_append:
 * @self: a buffer
 * @data: (array length=length): what to add
 * @length: how many bytes
 *
 * Adds bytes at the end.
 *
 * Returns: %FALSE when they do not fit under the bound; nothing was added then
 */
gboolean
waybill_base_bytes_append (WaybillBaseBytes *self, const void *data, gsize length)
{
  if (length > self->bound - self->length)
    return FALSE;
  if (length == 0)
    return TRUE;

  make_room (self, length);
  memcpy (self->data + self->length, data, length);
  self->length += length;
  return TRUE;
}

/**
 * waybill_base_bytes_peek:
 * @self: a buffer
 * @length: (out): how many bytes are there
 *
 * Lends what is in the buffer, until the next call that changes it.
 *
 * Returns: (transfer none) (array length=length): the bytes; never %NULL
 */
const char *
waybill_base_bytes_peek (WaybillBaseBytes *self, gsize *length)
{
  *length = self->length;
  return self->length > 0 ? self->data + self->start : "";
}

/**
 * waybill_base_bytes_room:
 * @self: a buffer
 * @length: (inout): how much room is wanted; set to how much there is, 0 when the bound is reached
 *
 * Lends room at the end to read into; say with [func@base_bytes_added] how much was used.
 *
 * Returns: (transfer none) (nullable): the room, %NULL when there is none
 */
char *
waybill_base_bytes_room (WaybillBaseBytes *self, gsize *length)
{
  *length = MIN (*length, self->bound - self->length);
  if (*length == 0)
    return NULL;

  make_room (self, *length);
  return self->data + self->length;
}

/**
 * waybill_base_bytes_added:
 * @self: a buffer
 * @length: how many bytes of the room were filled
 *
 * Takes over what was written into the room.
 */
void
waybill_base_bytes_added (WaybillBaseBytes *self, gsize length)
{
  g_return_if_fail (self->start + self->length + length <= self->allocated);

  self->length += length;
}

/**
 * waybill_base_bytes_consume:
 * @self: a buffer
 * @length: how many bytes to drop, at most what is there
 *
 * Drops bytes at the beginning.
 */
void
waybill_base_bytes_consume (WaybillBaseBytes *self, gsize length)
{
  g_return_if_fail (length <= self->length);

  self->start += length;
  self->length -= length;
  if (self->length == 0)
    self->start = 0;
}

/**
 * waybill_base_bytes_length:
 * @self: a buffer
 *
 * Returns: how many bytes are there
 */
gsize
waybill_base_bytes_length (WaybillBaseBytes *self)
{
  return self->length;
}

/**
 * waybill_base_bytes_dup_line:
 * @self: a buffer
 * @length: (out) (optional): the line's length; it may hold NUL bytes
 *
 * Takes the first whole line out. It ends in LF; a CR before it belongs to the end (RFC 959 §3.1.1.1).
 *
 * Returns: (transfer full) (nullable): the line without its end, NUL-terminated, or %NULL when there is no whole line
 */
char *
waybill_base_bytes_dup_line (WaybillBaseBytes *self, gsize *length)
{
  const char *begin = self->data + self->start;
  const char *end = self->length > 0 ? memchr (begin, '\n', self->length) : NULL;
  gsize taken, line_length;
  char *line;

  if (end == NULL)
    return NULL;

  taken = (gsize) (end - begin) + 1;
  line_length = taken - 1;
  if (line_length > 0 && begin[line_length - 1] == '\r')
    line_length--;

  line = g_malloc (line_length + 1);
  memcpy (line, begin, line_length);
  line[line_length] = '\0';
  waybill_base_bytes_consume (self, taken);
  if (length != NULL)
    *length = line_length;
  return line;
}

/**
 * waybill_base_bytes_wipe:
 * @self: a buffer
 *
 * Empties the buffer and overwrites its memory.
 */
void
waybill_base_bytes_wipe (WaybillBaseBytes *self)
{
  if (self->data != NULL)
    explicit_bzero (self->data, self->allocated);
  self->start = 0;
  self->length = 0;
}
