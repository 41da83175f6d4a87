/* The stream that TLS is: few calls below it, nothing left lying when a descriptor is polled, and an end to what a peer may
 * send that is no data. */
#include "raw-server.h"

#define MUCH (8 * 1024 * 1024)
#define CALLS_PER_MIB 24

/* A stream that counts what is asked of it, and hands on no more at once than it is told. */
typedef struct
{
  WaybillNetStream stream;
  WaybillNetStream *below;
} Counter;

static guint n_reads, n_writes;
static gsize most_at_once;
static gboolean refuses_each_other;

static WaybillNetIo
counter_try_read (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error)
{
  n_reads++;
  return waybill_net_stream_try_read (((Counter *) stream)->below, buffer, length, done, error);
}

static WaybillNetIo
counter_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error)
{
  if (refuses_each_other && n_writes++ % 2 == 1)
    return WAYBILL_NET_IO_WANT_WRITE;
  n_writes += !refuses_each_other;
  return waybill_net_stream_try_write (((Counter *) stream)->below, data, MIN (length, most_at_once), done, error);
}

static WaybillNetIo
counter_try_finish (WaybillNetStream *stream, GError **error)
{
  Counter *self = (Counter *) stream;

  return self->below->klass->try_finish (self->below, error);
}

static void
counter_free (WaybillNetStream *stream)
{
  waybill_net_stream_free (((Counter *) stream)->below);
  g_free (stream);
}

static WaybillNetStream *
count (WaybillNetStream *below)
{
  static const WaybillNetStreamClass class = {
    .try_read = counter_try_read,
    .try_write = counter_try_write,
    .try_finish = counter_try_finish,
    .free = counter_free,
  };
  Counter *self = g_new0 (Counter, 1);

  self->stream = (WaybillNetStream){ .klass = &class, .terms = below->terms, .fd = below->fd };
  self->below = below;
  n_reads = n_writes = 0;
  most_at_once = G_MAXSIZE;
  refuses_each_other = FALSE;
  return &self->stream;
}

static guint8
byte_at (gsize at)
{
  return (guint8) (at * 31 + (at >> 12) * 7);
}

static void
serve_much (RawServer *self, WaybillTlsRecord *record)
{
  g_autofree guint8 *data = g_malloc (MUCH);

  for (gsize i = 0; i < MUCH; i++)
    data[i] = byte_at (i);
  waybill_net_stream_write (&record->stream, data, MUCH, self->ending, NULL);
}

static void
test_reads (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *buffer = g_malloc (256 * 1024);
  gsize total = 0, done;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
  server.serve = serve_much;
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .same_leaf = server_leaf () }, count);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  n_reads = 0;
  while (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, 256 * 1024, &done, NULL, &error)
         == WAYBILL_NET_IO_DONE)
    {
      for (gsize i = 0; i < done; i++)
        if (buffer[i] != byte_at (total + i))
          g_error ("wrong byte at %" G_GSIZE_FORMAT, total + i);
      total += done;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (total, ==, MUCH);
  g_test_message ("%u reads for %u MiB", n_reads, MUCH >> 20);
  /* Each time nothing is there costs one more: how often that is depends on who is faster. A read for the head and one for
   * the body of each record would be 1024 alone. */
  g_assert_cmpuint (n_reads, <, 2 * CALLS_PER_MIB * (MUCH >> 20));
}

static void
take_much (RawServer *self, WaybillTlsRecord *record)
{
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize total = 0, done;

  self->code = 0;
  while (waybill_net_stream_read (&record->stream, buffer, 65536, &done, self->ending, NULL) == WAYBILL_NET_IO_DONE)
    {
      for (gsize i = 0; i < done; i++)
        self->code |= buffer[i] != byte_at (total + i);
      total += done;
    }
  self->code |= total != MUCH;
}

static void
send_much (WaybillTlsSession *session)
{
  g_autofree guint8 *data = g_malloc (MUCH);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < MUCH; i++)
    data[i] = byte_at (i);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  n_writes = 0;
  waybill_net_stream_write (waybill_tls_session_get_stream (session), data, MUCH, NULL, &error);
  g_assert_no_error (error);
  client_finish (session);
}

static void
test_writes (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
  server.serve = take_much;
  session = raw_client_new (&server, NULL, count);
  send_much (session);
  raw_server_wait (&server);
  g_assert_cmpint (server.code, ==, 0);
  g_test_message ("%u writes for %u MiB", n_writes, MUCH >> 20);
  g_assert_cmpuint (n_writes, <, CALLS_PER_MIB * (MUCH >> 20));
}

/* A way that takes 1,000 bytes and then nothing, in turns: each record is torn. */
static void
test_torn_writes (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
  server.serve = take_much;
  session = raw_client_new (&server, NULL, count);
  most_at_once = 1000;
  refuses_each_other = TRUE;
  send_much (session);
  raw_server_wait (&server);
  g_assert_cmpint (server.code, ==, 0);
}

/* Tickets, then data, in one piece: GnuTLS says "again" after the tickets, and the data is in our buffer, where no
 * descriptor tells of it. */
static void
serve_tickets_and_hello (RawServer *self, WaybillTlsRecord *record)
{
  guint n_tickets = GPOINTER_TO_UINT (self->data);

  for (guint i = 0; i < n_tickets; i++)
    {
      self->code = gnutls_session_ticket_send (record->session, 1, 0);
      g_assert_cmpint (self->code, ==, 0);
    }
  g_assert_cmpint ((int) gnutls_record_send (record->session, "hello", 5), ==, 5);
  raw_server_flush (self, record);
}

static void
enable_tickets (RawServer *self, WaybillTlsRecord *record)
{
  gnutls_datum_t key;

  g_assert_cmpint (gnutls_session_ticket_key_generate (&key), ==, 0);
  gnutls_session_ticket_enable_server (record->session, &key);
  gnutls_free (key.data);
}

static WaybillTlsSession *
client_of_tickets (RawServer *server, guint n_tickets)
{
  g_autoptr (GError) error = NULL;
  WaybillTlsSession *session;

  raw_server_init (server, NULL);
  server->priority = waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_ONLY_1_3);
  server->prepare = enable_tickets;
  server->serve = serve_tickets_and_hello;
  server->data = GUINT_TO_POINTER (n_tickets);
  session = raw_client_new (server, &(WaybillTlsSessionOptions){ .same_leaf = server_leaf () }, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  return session;
}

static void
test_data_behind_tickets (void)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = client_of_tickets (&server, 5);

  expect_hello (session);
  client_finish (session);
}

static void
test_ticket_flood (void)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = client_of_tickets (&server, 1000);
  g_autoptr (GError) error = NULL;
  char buffer[10];
  gsize done;

  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL,
                                            &error),
                   ==, WAYBILL_NET_IO_FAILED);
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED);
}

/* TLS 1.3: a key update that asks for ours in turn, as often as told; then it reads what the client wrote. */
static void
serve_key_updates (RawServer *self, WaybillTlsRecord *record)
{
  guint n_updates = GPOINTER_TO_UINT (self->data);
  char buffer[10];
  gsize done = 0;

  for (guint i = 0; i < n_updates; i++)
    g_assert_cmpint (gnutls_session_key_update (record->session, GNUTLS_KU_PEER), ==, 0);
  gnutls_record_send (record->session, "hello", 5);
  raw_server_flush (self, record);
  waybill_net_stream_read (&record->stream, buffer, sizeof buffer, &done, self->ending, NULL);
  self->code = done == 3 ? 0 : -1;
}

static WaybillTlsSession *
client_of_key_updates (RawServer *server, guint n_updates)
{
  g_autoptr (GError) error = NULL;
  WaybillTlsSession *session;

  raw_server_init (server, NULL);
  server->priority = waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_ONLY_1_3);
  server->serve = serve_key_updates;
  server->data = GUINT_TO_POINTER (n_updates);
  session = raw_client_new (server, NULL, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  return session;
}

static void
test_key_update (void)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = client_of_key_updates (&server, 1);

  expect_hello (session);
  g_assert_true (waybill_net_stream_write (waybill_tls_session_get_stream (session), "yes", 3, NULL, NULL));
  client_finish (session);
  raw_server_wait (&server);
  g_assert_cmpint (server.code, ==, 0);
}

static void
test_key_update_flood (void)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = client_of_key_updates (&server, 100);
  g_autoptr (GError) error = NULL;
  char buffer[10];
  gsize done;

  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL,
                                            &error),
                   ==, WAYBILL_NET_IO_FAILED);
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED);
}

/* TLS 1.2: HelloRequest (RFC 5246 §7.4.1.1), as often as told, and then data. */
static void
serve_hello_requests (RawServer *self, WaybillTlsRecord *record)
{
  guint n_requests = GPOINTER_TO_UINT (self->data);
  char buffer[10];

  for (guint i = 0; i < n_requests; i++)
    g_assert_cmpint (gnutls_rehandshake (record->session), ==, 0);
  gnutls_record_send (record->session, "hello", 5);
  raw_server_flush (self, record);
  do
    {
      record->buffer.dry = FALSE;
      self->code = (int) gnutls_record_recv (record->session, buffer, sizeof buffer);
    }
  while (self->code == GNUTLS_E_AGAIN
         && waybill_net_stream_wait (&record->stream, WAYBILL_NET_IO_WANT_READ, 0, self->ending, NULL));
  if (self->code == GNUTLS_E_WARNING_ALERT_RECEIVED)
    self->code = (int) gnutls_alert_get (record->session);
}

static void
test_renegotiation (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[10];
  gsize done;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_ONLY_1_2);
  server.serve = serve_hello_requests;
  server.data = data;
  session = raw_client_new (&server, NULL, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  if (GPOINTER_TO_UINT (data) == 1)
    {
      expect_hello (session);
      client_finish (session);
      raw_server_wait (&server);
      g_assert_cmpint (server.code, ==, GNUTLS_A_NO_RENEGOTIATION);
      return;
    }
  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL,
                                            &error),
                   ==, WAYBILL_NET_IO_FAILED);
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED);
}

#define VERSIONS(name, function)                                                                                            \
  g_test_add_data_func ("/tls/record/" name "/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), function);             \
  g_test_add_data_func ("/tls/record/" name "/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  VERSIONS ("few-reads", test_reads);
  VERSIONS ("few-writes", test_writes);
  VERSIONS ("torn-writes", test_torn_writes);
  g_test_add_func ("/tls/record/data-behind-tickets", test_data_behind_tickets);
  g_test_add_func ("/tls/record/ticket-flood-ends-it", test_ticket_flood);
  g_test_add_func ("/tls/record/key-update", test_key_update);
  g_test_add_func ("/tls/record/key-update-flood-ends-it", test_key_update_flood);
  g_test_add_data_func ("/tls/record/renegotiation-is-refused-once", GUINT_TO_POINTER (1), test_renegotiation);
  g_test_add_data_func ("/tls/record/renegotiation-flood-ends-it", GUINT_TO_POINTER (2), test_renegotiation);
  return g_test_run ();
}
