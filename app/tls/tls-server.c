/* The server's side of TLS, for the practice partner and for the tests' scripted peers. Wants a client certificate when
 * told to, hands out tickets, tells whether a connection was resumed. It serves nobody beyond loopback by itself. */
#include "tls-server.h"

#include "tls-record-private.h"

#include "base-hash.h"
#include "base-thread.h"
#include "cert-handle.h"

#include <string.h>
#include <sys/socket.h>

struct _WaybillTlsServer
{
  WaybillBaseRef ref;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t ticket_key;
  gboolean wants_certificate;
  WaybillTlsVersions versions;
};

typedef struct
{
  WaybillTlsRecord record;
  WaybillTlsServer *server;
  char *client; /* (nullable) fingerprint */
} Connection;

static int
use_identity (WaybillTlsServer *self, WaybillCertIdentity *identity)
{
  GPtrArray *chain = waybill_cert_identity_get_chain (identity);
  g_autofree gnutls_x509_crt_t *handles = g_new0 (gnutls_x509_crt_t, chain->len);

  if (waybill_cert_identity_get_key (identity) == NULL)
    return GNUTLS_E_UNIMPLEMENTED_FEATURE;
  for (guint i = 0; i < chain->len; i++)
    handles[i] = waybill_cert_certificate_get_handle (chain->pdata[i]);
  return gnutls_certificate_set_x509_key (self->credentials, handles, (int) chain->len,
                                          waybill_cert_identity_get_key (identity));
}

static int
use_authorities (WaybillTlsServer *self, GPtrArray *authorities)
{
  int code = 0;

  for (guint i = 0; authorities != NULL && i < authorities->len && code >= 0; i++)
    {
      gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (authorities->pdata[i]);

      code = gnutls_certificate_set_x509_trust (self->credentials, &handle, 1);
    }
  return code;
}

/**
 * waybill_tls_server_new:
 * @identity: what the server shows
 * @client_authorities: (nullable) (element-type WaybillCertCertificate): whose certificates clients must show; %NULL asks
 * for none
 * @versions: which TLS versions
 * @error: return location
 *
 * Makes what the connections of one server have in common.
 *
 * Returns: (transfer full) (nullable): a server, or `WAYBILL_TLS_ERROR_FAILED`
 */
WaybillTlsServer *
waybill_tls_server_new (WaybillCertIdentity *identity,
                        GPtrArray *client_authorities,
                        WaybillTlsVersions versions,
                        GError **error)
{
  g_autoptr (WaybillTlsServer) self = g_new0 (WaybillTlsServer, 1);
  int code;

  /* GLib's quarks are made at first use, without a lock: here no connection's thread runs yet. */
  waybill_tls_error_quark ();
  waybill_net_error_quark ();
  waybill_base_ref_init (&self->ref);
  self->versions = versions;
  self->wants_certificate = client_authorities != NULL;
  if (gnutls_certificate_allocate_credentials (&self->credentials) < 0)
    g_error ("GnuTLS could not make credentials");

  code = use_identity (self, identity);
  if (code >= 0)
    code = use_authorities (self, client_authorities);
  if (code >= 0)
    code = gnutls_session_ticket_key_generate (&self->ticket_key);
  if (code < 0)
    {
      waybill_tls_error_set (error, WAYBILL_TLS_ERROR_FAILED, code, -1, NULL, "%s", gnutls_strerror (code));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * waybill_tls_server_ref:
 * @self: a server
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillTlsServer *
waybill_tls_server_ref (WaybillTlsServer *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_tls_server_unref:
 * @self: (transfer full): a server
 *
 * Gives a reference back; the last wipes the ticket key. Any thread.
 */
void
waybill_tls_server_unref (WaybillTlsServer *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;

  gnutls_certificate_free_credentials (self->credentials);
  if (self->ticket_key.data != NULL)
    explicit_bzero (self->ticket_key.data, self->ticket_key.size);
  gnutls_free (self->ticket_key.data);
  g_free (self);
}

static int
verify_client (gnutls_session_t session)
{
  guint status = 0;
  int code = gnutls_certificate_verify_peers2 (session, &status);

  if (code < 0)
    return code;
  return status == 0 ? 0 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
}

static void
connection_free (WaybillNetStream *stream)
{
  Connection *self = (Connection *) stream;

  waybill_tls_record_clear (&self->record);
  waybill_tls_server_unref (self->server);
  g_free (self->client);
  g_free (self);
}

static const WaybillNetStreamClass connection_class = {
  .try_read = waybill_tls_record_try_read,
  .try_write = waybill_tls_record_try_write,
  .try_finish = waybill_tls_record_try_finish,
  .free = connection_free,
};

static Connection *
connection_new (WaybillTlsServer *server, WaybillNetStream *stream)
{
  Connection *self = g_new0 (Connection, 1);
  gnutls_session_t session;

  waybill_tls_record_init (&self->record, &connection_class, stream, GNUTLS_SERVER);
  self->server = waybill_tls_server_ref (server);
  session = self->record.session;
  gnutls_priority_set_direct (session, waybill_tls_policy_get_priority (server->versions), NULL);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, server->credentials);
  gnutls_session_ticket_enable_server (session, &server->ticket_key);
  if (server->wants_certificate)
    {
      gnutls_certificate_server_set_request (session, GNUTLS_CERT_REQUIRE);
      gnutls_session_set_verify_function (session, verify_client);
    }
  return self;
}

static void
remember_client (Connection *self)
{
  guint n_certificates = 0;
  const gnutls_datum_t *certificates = gnutls_certificate_get_peers (self->record.session, &n_certificates);

  if (certificates != NULL && n_certificates > 0)
    self->client = waybill_base_hash_dup_hex (certificates[0].data, certificates[0].size);
}

/**
 * waybill_tls_server_accept:
 * @self: a server
 * @stream: (transfer full): a connection, also taken on failure
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Does the server's half of the handshake. A client without an acceptable certificate gets the alert that says so.
 *
 * Returns: (transfer full) (nullable): the connection under TLS, or `WAYBILL_TLS_ERROR`, or an error of [func@net_wait]
 */
WaybillNetStream *
waybill_tls_server_accept (WaybillTlsServer *self, WaybillNetStream *stream, GCancellable *cancellable, GError **error)
{
  Connection *connection = connection_new (self, stream);
  g_autoptr (GError) waiting = NULL;
  int code = waybill_tls_record_handshake (&connection->record, cancellable, &waiting);

  if (code == GNUTLS_E_SUCCESS)
    {
      remember_client (connection);
      return &connection->record.stream;
    }

  if (waiting != NULL)
    g_propagate_error (error, g_steal_pointer (&waiting));
  else
    {
      int level;
      int alert = gnutls_error_to_alert (code, &level);

      if (alert >= 0)
        waybill_tls_record_alert (&connection->record, (gnutls_alert_description_t) alert, cancellable);
      waybill_tls_record_set_error (&connection->record, code, TRUE, error);
      waybill_net_stream_finish (connection->record.buffer.below, cancellable, NULL);
    }
  connection_free (&connection->record.stream);
  return NULL;
}

static Connection *
from_stream (WaybillNetStream *stream)
{
  g_assert (stream->klass == &connection_class);
  return (Connection *) stream;
}

/**
 * waybill_tls_server_is_resumed:
 * @stream: what [method@TlsServer.accept] gave
 *
 * Returns: did the client resume an earlier session?
 */
gboolean
waybill_tls_server_is_resumed (WaybillNetStream *stream)
{
  return gnutls_session_is_resumed (from_stream (stream)->record.session) != 0;
}

/**
 * waybill_tls_server_get_version:
 * @stream: what [method@TlsServer.accept] gave
 *
 * Returns: (transfer none): "TLS1.3" or "TLS1.2"
 */
const char *
waybill_tls_server_get_version (WaybillNetStream *stream)
{
  return gnutls_protocol_get_name (gnutls_protocol_get_version (from_stream (stream)->record.session));
}

/**
 * waybill_tls_server_get_client:
 * @stream: what [method@TlsServer.accept] gave
 *
 * Returns: (transfer none) (nullable): SHA-256 (hex) of the certificate that the client showed, also for resumed connections
 */
const char *
waybill_tls_server_get_client (WaybillNetStream *stream)
{
  return from_stream (stream)->client;
}

/**
 * waybill_tls_server_cut:
 * @stream: what [method@TlsServer.accept] gave
 *
 * Ends sending without close_notify: what a truncation attack, or a sloppy server, looks like.
 */
void
waybill_tls_server_cut (WaybillNetStream *stream)
{
  shutdown (stream->fd, SHUT_WR);
}
