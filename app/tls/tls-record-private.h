/* A GnuTLS session over a stream, and itself a stream: what client and server have in common. No handshake policy, no
 * certificates. */
#pragma once

#include "net-stream.h"
#include "tls-error.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct
{
  WaybillNetStream stream;      /* first: the record is a stream */
  WaybillNetStream *below;
  gnutls_session_t session;
  GError *below_error;          /* (nullable) what the stream below failed with */
  gboolean asked;               /* the peer asked for a certificate of ours */
  gboolean shown;               /* and we have one to show */
  guint8 first_byte;            /* of what the peer sent; 0 before it */
  gboolean read_once;           /* something came after the handshake */
  gboolean shaking_hands;       /* the handshake is under way */
  gboolean said_goodbye;
  guint renegotiations;
} WaybillTlsRecord;

void         waybill_tls_record_init      (WaybillTlsRecord *self, const WaybillNetStreamClass *klass, WaybillNetStream *below,
                                           guint flags);
void         waybill_tls_record_clear     (WaybillTlsRecord *self);
int          waybill_tls_record_handshake (WaybillTlsRecord *self, GCancellable *cancellable, GError **error);
void         waybill_tls_record_alert     (WaybillTlsRecord *self, gnutls_alert_description_t alert, GCancellable *cancellable);
void         waybill_tls_record_hang_up   (WaybillTlsRecord *self, GCancellable *cancellable);
void         waybill_tls_record_set_error (WaybillTlsRecord *self, int code, gboolean in_handshake, GError **error);
WaybillNetIo waybill_tls_record_try_read  (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error);
WaybillNetIo waybill_tls_record_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error);
WaybillNetIo waybill_tls_record_try_finish (WaybillNetStream *stream, GError **error);

G_END_DECLS
