/* A TLS server on a thread of its own that takes one connection after the other, and what it saw of each. For tests of tls.
 */
#pragma once

#include "base-thread.h"
#include "net-connect.h"
#include "net-listen.h"
#include "test-identities.h"
#include "tls-server.h"
#include "tls-session.h"

#include <gnutls/gnutls.h>
#include <string.h>

G_BEGIN_DECLS

#define PATIENCE (10 * G_USEC_PER_SEC)

typedef enum
{
  SERVE_HELLO, /* says "hello", reads to the client's end, says goodbye */
  SERVE_CUT,   /* says "hello" and ends without close_notify */
  SERVE_PLAIN, /* speaks in clear */
  SERVE_GONE,  /* ends the connection before any handshake */
} ServerManner;

typedef struct
{
  WaybillNetListener *listener;
  WaybillTlsServer *tls;
  WaybillBaseThread *thread;
  ServerManner manner;
  GCancellable *ending;
  /* Of the last connection; to be read after server_wait(). */
  GError *error;
  gboolean accepted;
  gboolean resumed;
  char *client;
  char *version;
  WaybillNetIo end;
} Server;

static void
serve_hello (Server *self, WaybillNetStream *stream)
{
  char buffer[100];
  gsize done;

  self->accepted = TRUE;
  self->resumed = waybill_tls_server_is_resumed (stream);
  self->client = g_strdup (waybill_tls_server_get_client (stream));
  self->version = g_strdup (waybill_tls_server_get_version (stream));
  waybill_net_stream_write (stream, "hello", 5, self->ending, NULL);
  if (self->manner == SERVE_CUT)
    waybill_tls_server_cut (stream);
  while ((self->end = waybill_net_stream_read (stream, buffer, sizeof buffer, &done, self->ending, NULL))
         == WAYBILL_NET_IO_DONE)
    ;
  if (self->manner == SERVE_HELLO)
    waybill_net_stream_finish (stream, self->ending, NULL);
}

static void
serve_one (gpointer data)
{
  static const char plain[] = "220 I speak in clear and nothing else\r\n530 no\r\n";
  const WaybillNetTerms terms = { .silence = PATIENCE };
  Server *self = data;
  g_autoptr (WaybillNetStream) stream = waybill_net_listener_accept (self->listener, &terms, self->ending, &self->error);

  if (stream == NULL || self->manner == SERVE_GONE)
    return;
  if (self->manner == SERVE_PLAIN)
    {
      waybill_net_stream_write (stream, plain, sizeof plain - 1, self->ending, NULL);
      waybill_net_stream_finish (stream, self->ending, NULL);
      return;
    }
  stream = waybill_tls_server_accept (self->tls, g_steal_pointer (&stream), self->ending, &self->error);
  if (stream != NULL)
    serve_hello (self, stream);
}

/* Waits until the connections that were begun are over. */
static inline void
server_wait (Server *self)
{
  g_clear_pointer (&self->thread, waybill_base_thread_free);
}

/* Forgets the last connection and waits for the next one. */
static inline void
server_begin (Server *self)
{
  server_wait (self);
  g_clear_error (&self->error);
  g_clear_pointer (&self->client, g_free);
  g_clear_pointer (&self->version, g_free);
  self->accepted = self->resumed = FALSE;
  self->thread = waybill_base_thread_new ("server");
  waybill_base_thread_push (self->thread, serve_one, self);
}

static inline void
server_init (Server *self, WaybillTlsVersions versions, WaybillCertIdentity *identity, gboolean wants_client)
{
  g_autoptr (GPtrArray) authorities
      = wants_client ? waybill_test_identities_list (waybill_test_identities_get_authority ()) : NULL;
  g_autoptr (GError) error = NULL;

  *self = (Server){ .ending = g_cancellable_new () };
  self->listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  self->tls = waybill_tls_server_new (identity != NULL ? identity : waybill_test_identities_get_server (), authorities,
                                      versions, &error);
  g_assert_no_error (error);
}

static inline void
server_clear (Server *self)
{
  g_cancellable_cancel (self->ending);
  server_wait (self);
  g_clear_error (&self->error);
  g_free (self->client);
  g_free (self->version);
  waybill_tls_server_unref (self->tls);
  waybill_net_listener_free (self->listener);
  g_object_unref (self->ending);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

/* Connects to "localhost"; options' server name and trust are filled in when they are missing. */
static inline WaybillTlsSession *
client_new (Server *server, const WaybillTlsSessionOptions *options, const WaybillNetTerms *terms)
{
  const WaybillNetTerms patient = { .silence = PATIENCE };
  WaybillTlsSessionOptions own = options != NULL ? *options : (WaybillTlsSessionOptions){ 0 };
  g_autoptr (GError) error = NULL;
  WaybillNetStream *stream;
  WaybillTlsSession *session;

  if (own.server_name == NULL)
    own.server_name = "localhost";
  if (own.trust == NULL)
    own.trust = waybill_test_identities_get_trust ();
  server_begin (server);
  stream
      = waybill_net_connect_address ("127.0.0.1", waybill_net_listener_get_port (server->listener), &patient, NULL, &error);
  g_assert_no_error (error);
  if (terms != NULL)
    stream->terms = *terms;
  session = waybill_tls_session_new (stream, &own, &error);
  g_assert_no_error (error);
  return session;
}

static inline void
expect_hello (WaybillTlsSession *session)
{
  g_autoptr (GError) error = NULL;
  char buffer[100];
  gsize done = 0;
  WaybillNetIo io
      = waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (io, ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "hello", 5);
}

/* The whole way of a client that is content, to the orderly end. */
static inline void
client_finish (WaybillTlsSession *session)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (waybill_net_stream_finish (waybill_tls_session_get_stream (session), NULL, &error), ==,
                   WAYBILL_NET_IO_END);
  g_assert_no_error (error);
}

G_END_DECLS
