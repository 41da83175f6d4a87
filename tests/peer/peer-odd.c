/* What no honest server does: floods, drips, traps, and TLS as nobody sets it up. Words of the dialogue, see peer.h. */
#include "peer-private.h"

#include "base-clock.h"
#include "cert-handle.h"
#include "test-identities.h"
#include "tls-record-private.h"

#include <stdlib.h>
#include <string.h>

#define PIECE (64 * 1024)

static gboolean
is_over (WaybillTestPeer *self)
{
  return g_cancellable_is_cancelled (self->finishing);
}

/* "12 the rest": the number, and the rest. */
static guint
take_number (const char **text)
{
  char *end;
  guint number = (guint) strtoul (*text, &end, 10);

  *text = end + (*end == ' ');
  return number;
}

/* That the client goes in the middle of it is what it should do. */
static gboolean
flood (WaybillTestPeer *self, WaybillNetStream *stream, const char *text)
{
  g_autoptr (GString) once = waybill_test_peer_unescape (text);
  g_autoptr (GString) piece = g_string_new (NULL);

  while (piece->len < PIECE)
    g_string_append_len (piece, once->str, (gssize) once->len);
  while (stream != NULL && !is_over (self)
         && waybill_net_stream_write (stream, piece->str, piece->len, self->finishing, NULL))
    ;
  return TRUE;
}

static gboolean
run_flood (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return flood (self, self->control, step->text);
}

static gboolean
run_data_flood (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return flood (self, self->data, step->text);
}

static gboolean
repeat (WaybillTestPeer *self, WaybillNetStream *stream, const char *text)
{
  guint n = take_number (&text);
  g_autoptr (GString) once = waybill_test_peer_unescape (text);
  g_auto (GStrv) parts = g_strsplit (once->str, "{n}", 2);
  g_autoptr (GString) piece = g_string_new (NULL);
  gboolean fine = stream != NULL;

  for (guint i = 0; fine && i < n; i++)
    {
      if (parts[1] != NULL)
        g_string_append_printf (piece, "%s%07u%s", parts[0], i, parts[1]);
      else
        g_string_append_len (piece, once->str, (gssize) once->len);
      if (piece->len < PIECE && i + 1 < n)
        continue;
      fine = waybill_net_stream_write (stream, piece->str, piece->len, self->finishing, NULL);
      g_string_truncate (piece, 0);
    }
  return TRUE;
}

static gboolean
run_repeat (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return repeat (self, self->control, step->text);
}

static gboolean
run_data_repeat (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return repeat (self, self->data, step->text);
}

static gboolean
drip (WaybillTestPeer *self, WaybillNetStream *stream, const char *text)
{
  guint pause = take_number (&text);
  g_autoptr (GString) bytes = waybill_test_peer_unescape (text);

  for (gsize i = 0; stream != NULL && i < bytes->len && !is_over (self); i++)
    {
      if (!waybill_net_stream_write (stream, bytes->str + i, 1, self->finishing, NULL))
        break;
      g_usleep (pause * 1000); /* time itself is what is tested */
    }
  return TRUE;
}

static gboolean
run_drip (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return drip (self, self->control, step->text);
}

static gboolean
run_data_drip (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return drip (self, self->data, step->text);
}

static gboolean
run_pause (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  const char *text = step->text;

  self->pause = take_number (&text);
  return TRUE;
}

static gboolean
run_await (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  char byte;
  gsize done;

  if (self->control == NULL)
    return waybill_test_peer_fail (self, step, "there is no connection");
  waybill_net_stream_read (self->control, &byte, 1, &done, self->finishing, NULL);
  return TRUE;
}

/* The client's end, or anything that it says, does not count for a while: only the end of its data connection. */
static gboolean
run_data_stall (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  char byte;
  gsize done;

  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "there is no data connection");
  while (waybill_net_stream_read (self->data, &byte, 1, &done, self->finishing, NULL) == WAYBILL_NET_IO_DONE)
    ;
  return TRUE;
}

static gboolean
run_data_end (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  waybill_test_peer_end_data (self);
  return TRUE;
}

static gboolean
run_trap (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  if (self->data_listener == NULL)
    return waybill_test_peer_fail (self, step, "no data port is open");
  g_clear_pointer (&self->trap, waybill_net_listener_free);
  self->trap = waybill_net_listener_new (step->text, waybill_net_listener_get_port (self->data_listener), NULL);
  return self->trap != NULL || waybill_test_peer_fail (self, step, "no trap at %s", step->text);
}

/* TLS of a kind of its own. */

static void
free_odd (WaybillNetStream *stream)
{
  WaybillTlsRecord *record = (WaybillTlsRecord *) stream;

  waybill_tls_record_clear (record);
  g_free (record);
}

static const WaybillNetStreamClass odd_class = {
  .try_read = waybill_tls_record_try_read,
  .try_write = waybill_tls_record_try_write,
  .try_finish = waybill_tls_record_try_finish,
  .free = free_odd,
};

static gnutls_certificate_credentials_t
get_credentials (WaybillTestPeer *self)
{
  WaybillCertIdentity *identity = waybill_test_identities_get_server ();
  GPtrArray *chain = waybill_cert_identity_get_chain (identity);
  gnutls_x509_crt_t leaf = waybill_cert_certificate_get_handle (chain->pdata[0]);

  if (self->odd_credentials != NULL)
    return self->odd_credentials;
  gnutls_certificate_allocate_credentials (&self->odd_credentials);
  gnutls_certificate_set_x509_key (self->odd_credentials, &leaf, 1, waybill_cert_identity_get_key (identity));
  gnutls_session_ticket_key_generate (&self->odd_ticket_key);
  return self->odd_credentials;
}

void
waybill_test_peer_clear_odd (WaybillTestPeer *self)
{
  g_clear_pointer (&self->odd_credentials, gnutls_certificate_free_credentials);
  gnutls_free (self->odd_ticket_key.data);
}

WaybillNetStream *
waybill_test_peer_accept_odd (WaybillTestPeer *self, WaybillNetStream *stream, GError **error)
{
  WaybillTlsRecord *record = g_new0 (WaybillTlsRecord, 1);
  guint flags = GNUTLS_SERVER | (self->odd_tickets == 0 ? GNUTLS_NO_TICKETS : 0);
  int code;

  if (self->odd_tickets > 0)
    flags |= GNUTLS_NO_AUTO_SEND_TICKET;
  waybill_tls_record_init (record, &odd_class, stream, flags);
  gnutls_credentials_set (record->session, GNUTLS_CRD_CERTIFICATE, get_credentials (self));
  gnutls_priority_set_direct (record->session, self->odd_priority, NULL);
  if (self->odd_tickets != 0)
    gnutls_session_ticket_enable_server (record->session, &self->odd_ticket_key);
  code = waybill_tls_record_handshake (record, self->finishing, error);
  if (code >= 0)
    {
      if (self->odd_tickets > 0 && gnutls_protocol_get_version (record->session) == GNUTLS_TLS1_3)
        gnutls_session_ticket_send (record->session, (guint) self->odd_tickets, 0);
      return &record->stream;
    }
  if (error == NULL || *error == NULL)
    {
      waybill_tls_record_alert (record, GNUTLS_A_HANDSHAKE_FAILURE, self->finishing);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", gnutls_strerror (code));
    }
  free_odd (&record->stream);
  return NULL;
}

static gboolean
run_tls_with (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  const char *text = step->text;
  gboolean without = text[0] == '-';
  g_autoptr (GError) error = NULL;
  guint n;

  text += without;
  n = take_number (&text);
  self->odd_tickets = without ? -1 : (gint) n;
  self->odd_priority = text;
  if (self->control == NULL)
    return waybill_test_peer_fail (self, step, "there is no connection");
  self->control = waybill_test_peer_accept_odd (self, g_steal_pointer (&self->control), &error);
  self->is_secure = self->control != NULL;
  return self->is_secure || waybill_test_peer_fail (self, step, "no TLS: %s", error->message);
}

/* What GnuTLS wrote for one message goes out with the next bytes: an empty write cannot be, so the flush is the record's. */
static gboolean
flush (WaybillTestPeer *self, WaybillTlsRecord *record)
{
  WaybillNetIo io;

  while ((io = waybill_tls_buffer_flush (&record->buffer)) == WAYBILL_NET_IO_WANT_WRITE)
    if (!waybill_net_stream_wait (&record->stream, io, 0, self->finishing, NULL))
      return FALSE;
  return io != WAYBILL_NET_IO_FAILED;
}

static int
send_key_update (gnutls_session_t session)
{
  return gnutls_session_key_update (session, 0);
}

static int
send_ticket (gnutls_session_t session)
{
  return gnutls_session_ticket_send (session, 1, 0);
}

static int
send_warning (gnutls_session_t session)
{
  return gnutls_alert_send (session, GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED);
}

static gboolean
send_messages (WaybillTestPeer *self,
               const WaybillTestPeerStep *step,
               WaybillNetStream *stream,
               int (*message) (gnutls_session_t session))
{
  const char *text = step->text;
  guint n = take_number (&text);
  WaybillTlsRecord *record = (WaybillTlsRecord *) stream;

  if (stream == NULL)
    return waybill_test_peer_fail (self, step, "there is no connection");
  for (guint i = 0; i < n && !is_over (self); i++)
    if (message (record->session) < 0 || !flush (self, record))
      break;
  return TRUE;
}

static gboolean
run_key_update (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->control, send_key_update);
}

static gboolean
run_renegotiate (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->control, gnutls_rehandshake);
}

static gboolean
run_tickets (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->control, send_ticket);
}

static gboolean
run_warn (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->control, send_warning);
}

static gboolean
run_data_key_update (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->data, send_key_update);
}

static gboolean
run_data_tickets (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->data, send_ticket);
}

static gboolean
run_data_renegotiate (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return send_messages (self, step, self->data, gnutls_rehandshake);
}

const WaybillTestPeerWord waybill_test_peer_odd_words[] = {
  { "FLOOD", run_flood },
  { "DATA-FLOOD", run_data_flood },
  { "REPEAT", run_repeat },
  { "DATA-REPEAT", run_data_repeat },
  { "DRIP", run_drip },
  { "DATA-DRIP", run_data_drip },
  { "PAUSE", run_pause },
  { "AWAIT", run_await },
  { "DATA-STALL", run_data_stall },
  { "DATA-END", run_data_end },
  { "TRAP", run_trap },
  { "TLS-WITH", run_tls_with },
  { "KEY-UPDATE", run_key_update },
  { "RENEGOTIATE", run_renegotiate },
  { "TICKETS", run_tickets },
  { "WARN", run_warn },
  { "DATA-KEY-UPDATE", run_data_key_update },
  { "DATA-TICKETS", run_data_tickets },
  { "DATA-RENEGOTIATE", run_data_renegotiate },
  { NULL, NULL },
};
