/* One connection of a GnuTLS server that does what a test wants of it, below our own rules: old versions, floods, alerts,
 * staples. On a thread of its own. */
#pragma once

#include "tls-fixture.h"

#include "cert-handle.h"
#include "tls-record-private.h"

G_BEGIN_DECLS

typedef struct _RawServer RawServer;

struct _RawServer
{
  WaybillNetListener *listener;
  WaybillBaseThread *thread;
  GCancellable *ending;
  gnutls_certificate_credentials_t credentials;
  const char *priority;                                         /* (nullable) */
  gnutls_certificate_request_t request;                         /* of a client's certificate */
  void (*prepare) (RawServer *self, WaybillTlsRecord *record);  /* (nullable) before the handshake */
  void (*serve) (RawServer *self, WaybillTlsRecord *record);    /* (nullable) after it */
  gconstpointer data;
  /* To be read after raw_server_wait(). */
  gboolean came;
  gboolean agreed;
  int code; /* of the handshake, or what serve leaves */
};

static inline void
raw_server_serve_one (gpointer data)
{
  static const WaybillNetStreamClass class = {
    .try_read = waybill_tls_record_try_read,
    .try_write = waybill_tls_record_try_write,
    .try_finish = waybill_tls_record_try_finish,
  };
  const WaybillNetTerms terms = { .silence = PATIENCE };
  RawServer *self = data;
  WaybillTlsRecord record = { 0 };
  WaybillNetStream *stream = waybill_net_listener_accept (self->listener, &terms, self->ending, NULL);

  self->came = stream != NULL;
  if (stream == NULL)
    return;
  waybill_tls_record_init (&record, &class, stream, GNUTLS_SERVER);
  self->code = gnutls_priority_set_direct (
      record.session, self->priority != NULL ? self->priority : waybill_tls_policy_get_priority (0), NULL);
  gnutls_credentials_set (record.session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_certificate_server_set_request (record.session, self->request);
  if (self->prepare != NULL)
    self->prepare (self, &record);
  if (self->code == GNUTLS_E_SUCCESS)
    self->code = waybill_tls_record_handshake (&record, self->ending, NULL);
  self->agreed = self->code == GNUTLS_E_SUCCESS;
  if (!self->agreed)
    waybill_tls_record_alert (&record, GNUTLS_A_PROTOCOL_VERSION, self->ending);
  else if (self->serve != NULL)
    self->serve (self, &record);
  waybill_net_stream_finish (self->agreed ? &record.stream : record.buffer.below, self->ending, NULL);
  waybill_tls_record_clear (&record);
}

/* Whatever GnuTLS wrote goes out. */
static inline void
raw_server_flush (RawServer *self, WaybillTlsRecord *record)
{
  while (waybill_tls_buffer_flush (&record->buffer) == WAYBILL_NET_IO_WANT_WRITE)
    if (!waybill_net_stream_wait (&record->stream, WAYBILL_NET_IO_WANT_WRITE, 0, self->ending, NULL))
      return;
}

static inline void
raw_server_init (RawServer *self, WaybillCertIdentity *identity)
{
  gnutls_x509_crt_t leaf;
  g_autoptr (GError) error = NULL;

  if (identity == NULL)
    identity = waybill_test_identities_get_server ();
  leaf = waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (identity));
  *self = (RawServer){ .ending = g_cancellable_new (), .request = GNUTLS_CERT_IGNORE };
  self->listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->credentials), ==, 0);
  g_assert_cmpint (gnutls_certificate_set_x509_key (self->credentials, &leaf, 1, waybill_cert_identity_get_key (identity)),
                   >=, 0);
}

static inline void
raw_server_wait (RawServer *self)
{
  g_clear_pointer (&self->thread, waybill_base_thread_free);
}

static inline void
raw_server_clear (RawServer *self)
{
  g_cancellable_cancel (self->ending);
  raw_server_wait (self);
  waybill_net_listener_free (self->listener);
  gnutls_certificate_free_credentials (self->credentials);
  g_object_unref (self->ending);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RawServer, raw_server_clear)

/* Begins the server's one connection and connects to it; nothing is sent yet. below: (nullable) (out) its stream. */
static inline WaybillTlsSession *
raw_client_new (RawServer *server, const WaybillTlsSessionOptions *options, WaybillNetStream *(*wrap) (WaybillNetStream *))
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  WaybillTlsSessionOptions own = options != NULL ? *options : (WaybillTlsSessionOptions){ 0 };
  g_autoptr (GError) error = NULL;
  WaybillNetStream *stream;
  WaybillTlsSession *session;

  if (own.server_name == NULL)
    own.server_name = "localhost";
  if (own.trust == NULL)
    own.trust = waybill_test_identities_get_trust ();
  raw_server_wait (server);
  waybill_net_error_quark (); /* before any thread */
  waybill_tls_error_quark ();
  server->thread = waybill_base_thread_new ("raw");
  waybill_base_thread_push (server->thread, raw_server_serve_one, server);
  stream
      = waybill_net_connect_address ("127.0.0.1", waybill_net_listener_get_port (server->listener), &terms, NULL, &error);
  g_assert_no_error (error);
  session = waybill_tls_session_new (wrap != NULL ? wrap (stream) : stream, &own, &error);
  g_assert_no_error (error);
  return session;
}

static inline const char *
server_leaf (void)
{
  return waybill_cert_certificate_get_fingerprint (
      waybill_cert_identity_get_certificate (waybill_test_identities_get_server ()));
}

G_END_DECLS
