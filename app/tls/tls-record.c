/* A GnuTLS session over a stream, and itself a stream: what client and server have in common. No handshake policy, no
 * certificates. */
#include "tls-record-private.h"

#include "base-clock.h"
#include "tls-alert-private.h"

#include <errno.h>

/* Tickets and key updates between two pieces of data. Servers send two tickets, some a few more. */
#define MOST_IDLE 64
#define MOST_WARNINGS 4
/* The longest chains are some tens of KiB; GnuTLS takes a message of 16 MiB, and does not come back as long as more flows.
 */
#define MOST_HANDSHAKE (512 * 1024)

static WaybillTlsRecord *
get_record (gnutls_transport_ptr_t pointer)
{
  return pointer;
}

static gssize
pull (gnutls_transport_ptr_t pointer, void *buffer, gsize length)
{
  WaybillTlsRecord *self = get_record (pointer);
  gsize done = 0;
  WaybillNetIo io;

  if (self->shaking_hands && self->shaken > MOST_HANDSHAKE)
    {
      gnutls_transport_set_errno (self->session, EAGAIN);
      return -1;
    }
  io = waybill_tls_buffer_pull (&self->buffer, buffer, length, &done);
  self->shaken += self->shaking_hands ? done : 0;
  if (io == WAYBILL_NET_IO_DONE)
    return (gssize) done;
  if (io == WAYBILL_NET_IO_END || io == WAYBILL_NET_IO_CUT)
    return 0;
  gnutls_transport_set_errno (self->session, io == WAYBILL_NET_IO_FAILED ? ECONNRESET : EAGAIN);
  return -1;
}

/* GnuTLS writes record by record and message by message; what one call of it wrote goes down together. */
static gssize
push (gnutls_transport_ptr_t pointer, const void *data, gsize length)
{
  WaybillTlsRecord *self = get_record (pointer);

  if (waybill_tls_buffer_push (&self->buffer, data, length))
    return (gssize) length;
  gnutls_transport_set_errno (self->session, ECONNRESET);
  return -1;
}

/* waybill_tls_record_init:
 * @self: zeroed memory
 * @below: (transfer full): the stream that carries the records
 * @flags: GNUTLS_CLIENT or GNUTLS_SERVER, and others of gnutls_init(). Never GNUTLS_ENABLE_EARLY_DATA: whoever listens may
 * play it again (RFC 8446 §8). Nor GNUTLS_POST_HANDSHAKE_AUTH */
void
waybill_tls_record_init (WaybillTlsRecord *self, const WaybillNetStreamClass *klass, WaybillNetStream *below, guint flags)
{
  self->stream.klass = klass;
  self->stream.terms = below->terms;
  self->stream.fd = below->fd;
  waybill_tls_buffer_init (&self->buffer, below);

  if (gnutls_init (&self->session, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
    g_error ("GnuTLS could not make a session");
  gnutls_session_set_ptr (self->session, self);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_push_function (self->session, push);
  gnutls_handshake_set_timeout (self->session, 0);
}

void
waybill_tls_record_clear (WaybillTlsRecord *self)
{
  gnutls_deinit (self->session);
  waybill_tls_buffer_clear (&self->buffer);
}

/* Sends what GnuTLS wrote, and waits for it. FALSE with an error when the wait failed.
 *
 * A server that refuses our certificate hangs up in the middle of our flight, but has said why before: that it takes no more
 * is no failure of the handshake, which reads on and finds the alert, or the end. */
static gboolean
send_flight (WaybillTlsRecord *self, gint64 latest, GCancellable *cancellable, GError **error)
{
  WaybillNetIo io;

  while ((io = waybill_tls_buffer_flush (&self->buffer)) == WAYBILL_NET_IO_WANT_WRITE)
    if (!waybill_net_stream_wait (&self->stream, io, latest, cancellable, error))
      return FALSE;
  if (io == WAYBILL_NET_IO_FAILED)
    waybill_tls_buffer_drop (&self->buffer);
  return TRUE;
}

/* waybill_tls_record_handshake:
 *
 * Returns: 0, or GnuTLS's code; @error is set only when the wait failed (then the code is GNUTLS_E_AGAIN) */
int
waybill_tls_record_handshake (WaybillTlsRecord *self, GCancellable *cancellable, GError **error)
{
  gint64 latest = waybill_net_stream_get_patience (&self->stream);
  gboolean waited = TRUE;
  guint warnings = 0;
  int code;

  self->shaking_hands = TRUE;
  self->shaken = 0;
  do
    {
      self->buffer.dry = FALSE;
      code = gnutls_handshake (self->session);
      if (code == GNUTLS_E_WARNING_ALERT_RECEIVED && ++warnings > MOST_WARNINGS)
        break;
      if (code == GNUTLS_E_AGAIN && self->shaken > MOST_HANDSHAKE)
        {
          code = GNUTLS_E_HANDSHAKE_TOO_LARGE;
          break;
        }
      waited = send_flight (self, latest, cancellable, error);
      if (waited && code == GNUTLS_E_AGAIN && waybill_base_clock_ticks () > latest)
        {
          g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, "The handshake takes too long");
          waited = FALSE;
        }
      if (waited && code == GNUTLS_E_AGAIN && self->buffer.dry)
        waited = waybill_net_stream_wait (&self->stream, WAYBILL_NET_IO_WANT_READ, latest, cancellable, error);
    }
  while (waited && code != GNUTLS_E_SUCCESS && !gnutls_error_is_fatal (code));
  self->shaking_hands = FALSE;
  return waited ? code : GNUTLS_E_AGAIN;
}

/* waybill_tls_record_alert:
 *
 * Tells the peer why we go; GnuTLS does not do it by itself when a verify function refuses. A failure does not matter. */
void
waybill_tls_record_alert (WaybillTlsRecord *self, gnutls_alert_description_t alert, GCancellable *cancellable)
{
  if (gnutls_alert_send (self->session, GNUTLS_AL_FATAL, alert) == GNUTLS_E_SUCCESS)
    send_flight (self, 0, cancellable, NULL);
}

/* waybill_tls_record_hang_up:
 *
 * Ends after a fatal alert of ours. Closing with the rest of the peer's handshake unread would make the kernel answer with a
 * reset, which can throw the alert away before the peer has read it. A second must do: nobody here is worth waiting for. */
void
waybill_tls_record_hang_up (WaybillTlsRecord *self, GCancellable *cancellable)
{
  gint64 deadline = waybill_base_clock_ticks () + G_USEC_PER_SEC;
  WaybillNetIo io = self->buffer.below->klass->try_finish (self->buffer.below, NULL);
  char thrown_away[4096];
  gsize done;

  while ((io == WAYBILL_NET_IO_DONE || io == WAYBILL_NET_IO_WANT_READ) && waybill_base_clock_ticks () < deadline)
    {
      GPollFD fd = { self->buffer.below->fd, G_IO_IN, 0 };

      if (!waybill_net_wait (&self->stream.terms, &fd, 1, deadline, cancellable, NULL))
        return;
      io = waybill_net_stream_try_read (self->buffer.below, thrown_away, sizeof thrown_away, &done, NULL);
    }
}

static WaybillTlsError
judge (WaybillTlsRecord *self, int code, int alert, gboolean in_handshake)
{
  const WaybillTlsAlertContext context = { self->asked || self->asked_before, self->shown };
  guint8 first = self->buffer.first_byte;
  gboolean is_end = code == GNUTLS_E_PREMATURE_TERMINATION;

  /* Every record begins with its type, 20 to 23 (RFC 8446 §5.1). GnuTLS's codes do not tell clear text from a TLS that is
   * too old. */
  if (in_handshake && first != 0 && (first < 20 || first > 23))
    return WAYBILL_TLS_ERROR_PLAIN_TEXT;
  if (alert < 0 && self->asked && !self->shown && !self->read_once && (is_end || self->buffer.error != NULL))
    return WAYBILL_TLS_ERROR_CERTIFICATE_WANTED;
  if (is_end)
    return WAYBILL_TLS_ERROR_LOST;
  /* Nothing is wrong with the peer when the token that holds our key does not sign. */
  if ((code <= GNUTLS_E_PKCS11_ERROR && code >= GNUTLS_E_PKCS11_USER_ERROR)
      || code == GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE)
    return WAYBILL_TLS_ERROR_FAILED;
  return waybill_tls_alert_judge (alert, &context, in_handshake ? WAYBILL_TLS_ERROR_HANDSHAKE : WAYBILL_TLS_ERROR_FAILED);
}

/* waybill_tls_record_set_error:
 *
 * Turns GnuTLS's code, with what is known of the session, into an error. On TLS 1.3 a missing certificate shows at the first
 * read, as an alert or as an end of the connection. */
void
waybill_tls_record_set_error (WaybillTlsRecord *self, int code, gboolean in_handshake, GError **error)
{
  gboolean has_alert = code == GNUTLS_E_FATAL_ALERT_RECEIVED || code == GNUTLS_E_WARNING_ALERT_RECEIVED;
  int alert = has_alert ? (int) gnutls_alert_get (self->session) : -1;
  g_autofree char *name = has_alert ? waybill_tls_alert_dup_name (alert) : NULL;
  WaybillTlsError kind = judge (self, code, alert, in_handshake);

  if (self->buffer.error != NULL && kind != WAYBILL_TLS_ERROR_CERTIFICATE_WANTED)
    g_propagate_error (error, g_steal_pointer (&self->buffer.error));
  else if (has_alert)
    waybill_tls_error_set (error, kind, code, alert, NULL, "The peer ended TLS with the alert \"%s\"", name);
  else
    waybill_tls_error_set (error, kind, code, alert, NULL, "%s", gnutls_strerror (code));
}

/* At most one renegotiation is answered, with a refusal (servers.md). */
static gboolean
refuse_renegotiation (WaybillTlsRecord *self)
{
  return ++self->renegotiations == 1
         && gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION) == GNUTLS_E_SUCCESS;
}

/* Whether to read on at once: GnuTLS says "again" after each ticket or key update too, with more of the peer's bytes at
 * hand. A peer that sends nothing else is not listened to for ever. */
static gboolean
goes_on (WaybillTlsRecord *self, gssize got, guint *warnings)
{
  if (got == GNUTLS_E_AGAIN)
    return !self->buffer.dry && ++self->idle <= MOST_IDLE;
  if (got == GNUTLS_E_WARNING_ALERT_RECEIVED)
    return ++*warnings < MOST_WARNINGS;
  return got == GNUTLS_E_INTERRUPTED || (got == GNUTLS_E_REHANDSHAKE && refuse_renegotiation (self));
}

static WaybillNetIo
set_flooded (GError **error)
{
  waybill_tls_error_set (error, WAYBILL_TLS_ERROR_FAILED, GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS, -1, NULL,
                         "The peer sends handshake messages without end");
  return WAYBILL_NET_IO_FAILED;
}

WaybillNetIo
waybill_tls_record_try_read (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;
  guint warnings = 0;
  gssize got;

  do
    {
      self->buffer.dry = FALSE;
      got = gnutls_record_recv (self->session, buffer, length);
    }
  while (goes_on (self, got, &warnings));
  /* An answer to a key update or to a renegotiation; should it not go now, it goes with the next write. */
  if (self->promised == 0 && waybill_tls_buffer_flush (&self->buffer) == WAYBILL_NET_IO_FAILED)
    waybill_tls_buffer_drop (&self->buffer);

  if (got == GNUTLS_E_AGAIN)
    return self->buffer.dry ? WAYBILL_NET_IO_WANT_READ : set_flooded (error);
  if (got >= 0)
    {
      self->idle = 0;
      self->read_once = TRUE;
      *done = (gsize) got;
      return got > 0 ? WAYBILL_NET_IO_DONE : WAYBILL_NET_IO_END;
    }
  if (got == GNUTLS_E_PREMATURE_TERMINATION && (self->read_once || !self->asked || self->shown))
    return WAYBILL_NET_IO_CUT;
  waybill_tls_record_set_error (self, (int) got, FALSE, error);
  return WAYBILL_NET_IO_FAILED;
}

/* The peer is gone, but what it said before may still lie here: on TLS 1.3, that it does not take our certificate. */
static int
look_for_alert (WaybillTlsRecord *self, int code)
{
  GError *failure = g_steal_pointer (&self->buffer.error);
  char none[1];

  if (!self->read_once && gnutls_record_recv (self->session, none, sizeof none) == GNUTLS_E_FATAL_ALERT_RECEIVED)
    code = GNUTLS_E_FATAL_ALERT_RECEIVED;
  g_clear_error (&self->buffer.error);
  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    g_clear_error (&failure);
  self->buffer.error = failure;
  return code;
}

/* Makes records of a batch: many records for one write below. */
static int
encrypt (WaybillTlsRecord *self, const guint8 *data, gsize length)
{
  gsize most = MIN (length, WAYBILL_TLS_BUFFER_BATCH);
  gssize sent = 0;

  while (self->promised < most && (sent >= 0 || sent == GNUTLS_E_INTERRUPTED))
    {
      sent = gnutls_record_send (self->session, data + self->promised, most - self->promised);
      if (sent > 0)
        self->promised += (gsize) sent;
    }
  return sent < 0 ? (int) sent : 0;
}

/* What was made records of counts as written when all of them went down: so whoever is told to wait offers the same bytes
 * again, and nothing stays behind that nobody would flush. */
WaybillNetIo
waybill_tls_record_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;
  int code = self->promised == 0 ? encrypt (self, data, length) : 0;
  WaybillNetIo io = WAYBILL_NET_IO_FAILED;

  if (code == 0)
    {
      io = waybill_tls_buffer_flush (&self->buffer);
      code = io == WAYBILL_NET_IO_FAILED ? GNUTLS_E_PUSH_ERROR : 0;
    }
  if (code != 0)
    {
      waybill_tls_record_set_error (self, look_for_alert (self, code), FALSE, error);
      return WAYBILL_NET_IO_FAILED;
    }
  if (io == WAYBILL_NET_IO_DONE)
    {
      *done = MIN (self->promised, length);
      self->promised = 0;
    }
  return io;
}

/* The farewell, into the buffer, once. */
static gboolean
put_goodbye (WaybillTlsRecord *self, GError **error)
{
  int code = self->said_goodbye ? GNUTLS_E_SUCCESS : gnutls_bye (self->session, GNUTLS_SHUT_WR);

  self->said_goodbye = TRUE;
  if (code < 0)
    waybill_tls_record_set_error (self, code, FALSE, error);
  return code >= 0;
}

/* waybill_tls_record_put_goodbye:
 *
 * Says close_notify as far as it goes now: what is left goes with the next read or write.
 *
 * Returns: %FALSE when it could not be said */
gboolean
waybill_tls_record_put_goodbye (WaybillTlsRecord *self)
{
  return put_goodbye (self, NULL) && waybill_tls_buffer_flush (&self->buffer) != WAYBILL_NET_IO_FAILED;
}

/* waybill_tls_record_say_goodbye:
 *
 * Sends close_notify and waits until it is on its way; the connection stays as it is.
 *
 * Returns: %FALSE with an error */
gboolean
waybill_tls_record_say_goodbye (WaybillTlsRecord *self, GCancellable *cancellable, GError **error)
{
  gint64 latest = waybill_net_stream_get_patience (&self->stream);
  WaybillNetIo io;

  if (!put_goodbye (self, error))
    return FALSE;
  while ((io = waybill_tls_buffer_flush (&self->buffer)) == WAYBILL_NET_IO_WANT_WRITE)
    if (!waybill_net_stream_wait (&self->stream, io, latest, cancellable, error))
      return FALSE;
  if (io == WAYBILL_NET_IO_FAILED)
    waybill_tls_record_set_error (self, GNUTLS_E_PUSH_ERROR, FALSE, error);
  return io == WAYBILL_NET_IO_DONE;
}

WaybillNetIo
waybill_tls_record_try_finish (WaybillNetStream *stream, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;
  WaybillNetIo io;

  if (!put_goodbye (self, error))
    return WAYBILL_NET_IO_FAILED;
  io = waybill_tls_buffer_flush (&self->buffer);
  if (io == WAYBILL_NET_IO_FAILED)
    waybill_tls_record_set_error (self, GNUTLS_E_PUSH_ERROR, FALSE, error);
  return io == WAYBILL_NET_IO_DONE ? self->buffer.below->klass->try_finish (self->buffer.below, error) : io;
}
