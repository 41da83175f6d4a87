/* A GnuTLS session over a stream, and itself a stream: what client and server have in common. No handshake policy, no
 * certificates. */
#pragma once

#include "net-stream.h"
#include "tls-buffer-private.h"
#include "tls-error.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct
{
  WaybillNetStream stream;      /* first: the record is a stream */
  WaybillTlsBuffer buffer;      /* between GnuTLS and the stream below */
  gnutls_session_t session;
  gboolean asked;               /* the peer asked for a certificate of ours */
  gboolean asked_before;        /* it did when the session began that this one is resumed from */
  gboolean shown;               /* and we have one to show */
  gboolean read_once;           /* something came after the handshake */
  gboolean shaking_hands;       /* the handshake is under way */
  gsize shaken;                 /* bytes that it read so far */
  gboolean said_goodbye;
  gsize promised;               /* plain text that lies as records in the buffer: done once they are flushed */
  guint renegotiations;
  guint idle;                   /* records without data since the last that had some */
} WaybillTlsRecord;

void         waybill_tls_record_init      (WaybillTlsRecord *self, const WaybillNetStreamClass *klass, WaybillNetStream *below,
                                           guint flags);
void         waybill_tls_record_clear     (WaybillTlsRecord *self);
int          waybill_tls_record_handshake (WaybillTlsRecord *self, GCancellable *cancellable, GError **error);
void         waybill_tls_record_alert     (WaybillTlsRecord *self, gnutls_alert_description_t alert, GCancellable *cancellable);
gboolean     waybill_tls_record_put_goodbye (WaybillTlsRecord *self);
gboolean     waybill_tls_record_say_goodbye (WaybillTlsRecord *self, GCancellable *cancellable, GError **error);
void         waybill_tls_record_hang_up   (WaybillTlsRecord *self, GCancellable *cancellable);
void         waybill_tls_record_set_error (WaybillTlsRecord *self, int code, gboolean in_handshake, GError **error);
WaybillNetIo waybill_tls_record_try_read  (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error);
WaybillNetIo waybill_tls_record_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error);
WaybillNetIo waybill_tls_record_try_finish (WaybillNetStream *stream, GError **error);

G_END_DECLS
