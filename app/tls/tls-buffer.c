/* Bytes between GnuTLS and the stream below: records go down in one write for many, and come up from reads of many. It knows
 * no TLS and never waits. */
#include "tls-buffer-private.h"

#include <string.h>

/* Measured over loopback, 1 GiB: beyond 256 KiB nothing is won, the second-level cache is left. */
#define LEAST_IN (16 * 1024)
#define MOST_IN (256 * 1024)
#define LEAST_OUT (4 * 1024)
/* A batch as records, and what the library may add meanwhile (alerts, key updates). */
#define MOST_OUT (4 * WAYBILL_TLS_BUFFER_BATCH)

/* waybill_tls_buffer_init:
 * @self: zeroed memory
 * @below: (transfer full): the stream that carries the records */
void
waybill_tls_buffer_init (WaybillTlsBuffer *self, WaybillNetStream *below)
{
  self->below = below;
}

void
waybill_tls_buffer_clear (WaybillTlsBuffer *self)
{
  g_clear_pointer (&self->below, waybill_net_stream_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->in, g_free);
  g_clear_pointer (&self->out, g_free);
}

static WaybillNetIo
read_below (WaybillTlsBuffer *self, void *buffer, gsize length, gsize *done)
{
  WaybillNetIo io;

  g_clear_error (&self->error);
  io = waybill_net_stream_try_read (self->below, buffer, length, done, &self->error);
  self->dry = io == WAYBILL_NET_IO_WANT_READ || io == WAYBILL_NET_IO_WANT_WRITE;
  if (io == WAYBILL_NET_IO_DONE && self->first_byte == 0)
    self->first_byte = *(const guint8 *) buffer;
  return io;
}

/* A read that filled the buffer says that more was there: the next may take twice as much. */
static WaybillNetIo
fill (WaybillTlsBuffer *self)
{
  gsize done = 0;
  WaybillNetIo io;

  if (self->in == NULL || (self->in_end == self->in_size && self->in_size < MOST_IN))
    {
      self->in_size = self->in == NULL ? LEAST_IN : self->in_size * 2;
      g_free (self->in);
      self->in = g_malloc (self->in_size);
    }
  io = read_below (self, self->in, self->in_size, &done);
  self->in_at = 0;
  self->in_end = io == WAYBILL_NET_IO_DONE ? done : 0;
  return io;
}

/* waybill_tls_buffer_pull:
 * @done: (out): how many bytes came, with `DONE`
 *
 * Without reading ahead only what was asked for is taken: whoever polls the descriptor then sees what is left. */
WaybillNetIo
waybill_tls_buffer_pull (WaybillTlsBuffer *self, void *buffer, gsize length, gsize *done)
{
  if (!self->reads_ahead && self->in_at == self->in_end)
    return read_below (self, buffer, length, done);

  if (self->in_at == self->in_end)
    {
      WaybillNetIo io = fill (self);

      if (io != WAYBILL_NET_IO_DONE)
        return io;
    }
  *done = MIN (length, self->in_end - self->in_at);
  memcpy (buffer, self->in + self->in_at, *done);
  self->in_at += *done;
  return WAYBILL_NET_IO_DONE;
}

/* waybill_tls_buffer_push:
 *
 * Keeps bytes until the next flush.
 *
 * Returns: %FALSE when the peer takes nothing and too much waits for it */
gboolean
waybill_tls_buffer_push (WaybillTlsBuffer *self, const void *data, gsize length)
{
  gsize wanted = self->out_end + length;

  if (wanted > MOST_OUT)
    return FALSE;
  if (wanted > self->out_size)
    {
      self->out_size = MIN (MAX (MAX (wanted, 2 * self->out_size), LEAST_OUT), MOST_OUT);
      self->out = g_realloc (self->out, self->out_size);
    }
  memcpy (self->out + self->out_end, data, length);
  self->out_end = wanted;
  return TRUE;
}

WaybillNetIo
waybill_tls_buffer_flush (WaybillTlsBuffer *self)
{
  while (self->out_at < self->out_end)
    {
      gsize done = 0;
      WaybillNetIo io;

      g_clear_error (&self->error);
      io = waybill_net_stream_try_write (self->below, self->out + self->out_at, self->out_end - self->out_at, &done,
                                         &self->error);
      if (io != WAYBILL_NET_IO_DONE)
        return io;
      self->out_at += done;
    }
  self->out_at = self->out_end = 0;
  return WAYBILL_NET_IO_DONE;
}

/* waybill_tls_buffer_is_empty:
 *
 * Returns: was all that came taken? */
gboolean
waybill_tls_buffer_is_empty (WaybillTlsBuffer *self)
{
  return self->in_at == self->in_end;
}

/* waybill_tls_buffer_drop:
 *
 * Forgets what was not sent yet: nobody takes it any more. */
void
waybill_tls_buffer_drop (WaybillTlsBuffer *self)
{
  self->out_at = self->out_end = 0;
}

/* waybill_tls_buffer_steal_below:
 *
 * Returns: (transfer full): the stream below; nothing can be pulled or flushed after it */
WaybillNetStream *
waybill_tls_buffer_steal_below (WaybillTlsBuffer *self)
{
  return g_steal_pointer (&self->below);
}
