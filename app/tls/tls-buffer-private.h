/* Bytes between GnuTLS and the stream below: records go down in one write for many, and come up from reads of many. It knows
 * no TLS and never waits. */
#pragma once

#include "net-stream.h"

G_BEGIN_DECLS

/* How much plain text is made records of before the stream below gets them. */
#define WAYBILL_TLS_BUFFER_BATCH (128 * 1024)

typedef struct
{
  WaybillNetStream *below; /* owned */
  GError *error;           /* (nullable) what the stream below failed with at the last try */
  gboolean reads_ahead;    /* set by whoever reads until nothing is there, before waiting on the descriptor */
  gboolean dry;            /* the last pull found nothing */
  guint8 first_byte;       /* of what the peer sent; 0 before it */
  guint8 *in;
  gsize in_at, in_end, in_size;
  guint8 *out;
  gsize out_at, out_end, out_size;
} WaybillTlsBuffer;

void         waybill_tls_buffer_init  (WaybillTlsBuffer *self,
                                       WaybillNetStream *below);
void         waybill_tls_buffer_clear (WaybillTlsBuffer *self);
/* (transfer full): the stream below, which the buffer then no longer has. */
WaybillNetStream *
             waybill_tls_buffer_steal_below (WaybillTlsBuffer *self);
/* DONE, END, WANT_READ or FAILED (error). */
WaybillNetIo waybill_tls_buffer_pull  (WaybillTlsBuffer *self,
                                       void             *buffer,
                                       gsize             length,
                                       gsize            *done);
gboolean     waybill_tls_buffer_push  (WaybillTlsBuffer *self,
                                       const void       *data,
                                       gsize             length);
/* DONE when nothing is left, else WANT_WRITE or FAILED (error). */
WaybillNetIo waybill_tls_buffer_flush (WaybillTlsBuffer *self);
gboolean     waybill_tls_buffer_is_empty (WaybillTlsBuffer *self);
void         waybill_tls_buffer_drop  (WaybillTlsBuffer *self);

G_END_DECLS
