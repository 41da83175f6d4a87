/* A GnuTLS session over a stream, and itself a stream: what client and server have in common. No handshake policy, no
 * certificates. */
#include "tls-record-private.h"

#include "base-clock.h"

#include <errno.h>

static WaybillTlsRecord *
get_record (gnutls_transport_ptr_t pointer)
{
  return pointer;
}

static gssize
to_gnutls (WaybillTlsRecord *self, WaybillNetIo io, gsize done)
{
  if (io == WAYBILL_NET_IO_DONE)
    return (gssize) done;
  if (io == WAYBILL_NET_IO_END || io == WAYBILL_NET_IO_CUT)
    return 0;
  gnutls_transport_set_errno (self->session, io == WAYBILL_NET_IO_FAILED ? ECONNRESET : EAGAIN);
  return -1;
}

static gssize
pull (gnutls_transport_ptr_t pointer, void *buffer, gsize length)
{
  WaybillTlsRecord *self = get_record (pointer);
  gsize done = 0;
  WaybillNetIo io;

  g_clear_error (&self->below_error);
  io = waybill_net_stream_try_read (self->below, buffer, length, &done, &self->below_error);
  if (io == WAYBILL_NET_IO_DONE && self->first_byte == 0)
    self->first_byte = *(const guint8 *) buffer;
  return to_gnutls (self, io, done);
}

static gssize
push (gnutls_transport_ptr_t pointer, const void *data, gsize length)
{
  WaybillTlsRecord *self = get_record (pointer);
  gsize done = 0;
  WaybillNetIo io;

  g_clear_error (&self->below_error);
  io = waybill_net_stream_try_write (self->below, data, length, &done, &self->below_error);
  /* A server that refuses our certificate hangs up in the middle of our flight, but has said why before. GnuTLS would never
   * read it; told that all was sent, it reads on, and finds the alert or the same end. */
  if (io == WAYBILL_NET_IO_FAILED && self->shaking_hands)
    return (gssize) length;
  return to_gnutls (self, io, done);
}

/* waybill_tls_record_init:
 * @self: zeroed memory
 * @below: (transfer full): the stream that carries the records
 * @flags: GNUTLS_CLIENT or GNUTLS_SERVER, and others of gnutls_init() */
void
waybill_tls_record_init (WaybillTlsRecord *self, const WaybillNetStreamClass *klass, WaybillNetStream *below, guint flags)
{
  self->stream.klass = klass;
  self->stream.terms = below->terms;
  self->stream.fd = below->fd;
  self->below = below;

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
  waybill_net_stream_free (self->below);
  g_clear_error (&self->below_error);
}

static WaybillNetIo
get_wanted (WaybillTlsRecord *self)
{
  return gnutls_record_get_direction (self->session) == 0 ? WAYBILL_NET_IO_WANT_READ : WAYBILL_NET_IO_WANT_WRITE;
}

/* waybill_tls_record_handshake:
 *
 * Returns: 0, or GnuTLS's code; @error is set only when the wait failed (then the code is GNUTLS_E_AGAIN) */
int
waybill_tls_record_handshake (WaybillTlsRecord *self, GCancellable *cancellable, GError **error)
{
  guint warnings = 0;
  int code;

  self->shaking_hands = TRUE;
  while ((code = gnutls_handshake (self->session)) != GNUTLS_E_SUCCESS)
    {
      if (code == GNUTLS_E_AGAIN)
        {
          if (!waybill_net_stream_wait (&self->stream, get_wanted (self), cancellable, error))
            break;
        }
      else if (code != GNUTLS_E_INTERRUPTED && (gnutls_error_is_fatal (code) || ++warnings > 4))
        break;
    }
  self->shaking_hands = FALSE;
  return code;
}

/* waybill_tls_record_alert:
 *
 * Tells the peer why we go; GnuTLS does not do it by itself when a verify function refuses. A failure does not matter. */
void
waybill_tls_record_alert (WaybillTlsRecord *self, gnutls_alert_description_t alert, GCancellable *cancellable)
{
  while (gnutls_alert_send (self->session, GNUTLS_AL_FATAL, alert) == GNUTLS_E_AGAIN)
    if (!waybill_net_stream_wait (&self->stream, WAYBILL_NET_IO_WANT_WRITE, cancellable, NULL))
      return;
}

/* waybill_tls_record_hang_up:
 *
 * Ends after a fatal alert of ours. Closing with the rest of the peer's handshake unread would make the kernel answer with a
 * reset, which can throw the alert away before the peer has read it. A second must do: nobody here is worth waiting for. */
void
waybill_tls_record_hang_up (WaybillTlsRecord *self, GCancellable *cancellable)
{
  gint64 deadline = waybill_base_clock_ticks () + G_USEC_PER_SEC;
  WaybillNetIo io = self->below->klass->try_finish (self->below, NULL);
  char thrown_away[4096];
  gsize done;

  while ((io == WAYBILL_NET_IO_DONE || io == WAYBILL_NET_IO_WANT_READ) && waybill_base_clock_ticks () < deadline)
    {
      GPollFD fd = { self->below->fd, G_IO_IN, 0 };

      if (!waybill_net_wait (&self->stream.terms, &fd, 1, deadline, cancellable, NULL))
        return;
      io = waybill_net_stream_try_read (self->below, thrown_away, sizeof thrown_away, &done, NULL);
    }
}

/* Which alerts speak of our certificate (RFC 8446 §6.2). */
static gboolean
is_certificate_alert (int alert)
{
  static const int alerts[] = {
    GNUTLS_A_BAD_CERTIFICATE,     GNUTLS_A_UNSUPPORTED_CERTIFICATE, GNUTLS_A_CERTIFICATE_REVOKED,
    GNUTLS_A_CERTIFICATE_EXPIRED, GNUTLS_A_CERTIFICATE_UNKNOWN,     GNUTLS_A_UNKNOWN_CA,
    GNUTLS_A_ACCESS_DENIED,       GNUTLS_A_CERTIFICATE_REQUIRED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (alerts[i] == alert)
      return TRUE;
  return FALSE;
}

static WaybillTlsError
judge (WaybillTlsRecord *self, int code, int alert, gboolean in_handshake)
{
  /* Every record begins with its type, 20 to 23 (RFC 8446 §5.1). GnuTLS's codes do not tell clear text from a TLS that is
   * too old. */
  gboolean plain = self->first_byte != 0 && (self->first_byte < 20 || self->first_byte > 23);
  /* A missing certificate is a handshake failure (RFC 5246 §7.4.6) to OpenSSL, a decode error to GnuTLS under TLS 1.2. */
  gboolean about_ours = is_certificate_alert (alert)
                        || ((alert == GNUTLS_A_HANDSHAKE_FAILURE || alert == GNUTLS_A_DECODE_ERROR) && !self->shown);
  gboolean early_end
      = alert < 0 && !self->read_once && (code == GNUTLS_E_PREMATURE_TERMINATION || self->below_error != NULL);

  if (in_handshake && plain)
    return WAYBILL_TLS_ERROR_PLAIN_TEXT;
  if (alert == GNUTLS_A_CERTIFICATE_REQUIRED && !self->shown)
    return WAYBILL_TLS_ERROR_CERTIFICATE_WANTED;
  if (self->asked && !self->shown && (about_ours || early_end))
    return WAYBILL_TLS_ERROR_CERTIFICATE_WANTED;
  if (self->asked && self->shown && about_ours)
    return WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED;
  if (code == GNUTLS_E_PREMATURE_TERMINATION)
    return WAYBILL_TLS_ERROR_LOST;
  return in_handshake ? WAYBILL_TLS_ERROR_HANDSHAKE : WAYBILL_TLS_ERROR_FAILED;
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
  WaybillTlsError kind = judge (self, code, alert, in_handshake);

  if (self->below_error != NULL && kind != WAYBILL_TLS_ERROR_CERTIFICATE_WANTED)
    {
      g_propagate_error (error, g_steal_pointer (&self->below_error));
      return;
    }
  waybill_tls_error_set (error, kind, code, alert, NULL, "%s%s%s", gnutls_strerror (code), has_alert ? ": " : "",
                         has_alert ? gnutls_alert_get_name ((gnutls_alert_description_t) alert) : "");
}

/* At most one renegotiation is answered, with a refusal (servers.md). */
static gboolean
refuse_renegotiation (WaybillTlsRecord *self)
{
  if (++self->renegotiations > 1)
    return FALSE;
  return gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION) == GNUTLS_E_SUCCESS;
}

WaybillNetIo
waybill_tls_record_try_read (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;
  guint warnings = 0;
  gssize got;

  do
    got = gnutls_record_recv (self->session, buffer, length);
  while (got == GNUTLS_E_INTERRUPTED || (got == GNUTLS_E_WARNING_ALERT_RECEIVED && ++warnings < 4)
         || (got == GNUTLS_E_REHANDSHAKE && refuse_renegotiation (self)));

  if (got == GNUTLS_E_AGAIN)
    return get_wanted (self);
  if (got >= 0)
    {
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
  GError *failure = g_steal_pointer (&self->below_error);
  char none[1];

  if (!self->read_once && gnutls_record_recv (self->session, none, sizeof none) == GNUTLS_E_FATAL_ALERT_RECEIVED)
    code = GNUTLS_E_FATAL_ALERT_RECEIVED;
  g_clear_error (&self->below_error);
  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    g_clear_error (&failure);
  self->below_error = failure;
  return code;
}

WaybillNetIo
waybill_tls_record_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;
  gssize sent;

  do
    sent = gnutls_record_send (self->session, data, length);
  while (sent == GNUTLS_E_INTERRUPTED);

  if (sent == GNUTLS_E_AGAIN)
    return get_wanted (self);
  if (sent < 0)
    {
      waybill_tls_record_set_error (self, look_for_alert (self, (int) sent), FALSE, error);
      return WAYBILL_NET_IO_FAILED;
    }
  *done = (gsize) sent;
  return WAYBILL_NET_IO_DONE;
}

WaybillNetIo
waybill_tls_record_try_finish (WaybillNetStream *stream, GError **error)
{
  WaybillTlsRecord *self = (WaybillTlsRecord *) stream;

  if (!self->said_goodbye)
    {
      int code = gnutls_bye (self->session, GNUTLS_SHUT_WR);

      if (code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED)
        return get_wanted (self);
      if (code < 0)
        {
          waybill_tls_record_set_error (self, code, FALSE, error);
          return WAYBILL_NET_IO_FAILED;
        }
      self->said_goodbye = TRUE;
    }
  return self->below->klass->try_finish (self->below, error);
}
