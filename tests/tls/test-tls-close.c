/* The end of an upload: farewell, end of sending, the peer's last words read, then close. A peer that sends tickets when all
 * data has come must not make the kernel reset the connection, for a reset takes the tail of the upload with it. */
#include "raw-server.h"

#define TAIL (2 * 1024 * 1024)
#define ROUNDS 25

/* Reads slowly enough that the tail lies in its kernel when the tickets go out; counts what it got, to our farewell. */
static void
take_tail (RawServer *self, WaybillTlsRecord *record)
{
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize total = 0, done = 0;
  WaybillNetIo io;

  g_assert_true (waybill_net_stream_read (&record->stream, buffer, 1, &done, self->ending, NULL) == WAYBILL_NET_IO_DONE);
  total = done;
  for (guint i = 0; i < 4; i++)
    gnutls_session_ticket_send (record->session, 1, 0);
  raw_server_flush (self, record);
  while ((io = waybill_net_stream_read (&record->stream, buffer, 65536, &done, self->ending, NULL)) == WAYBILL_NET_IO_DONE)
    total += done;
  self->code = io == WAYBILL_NET_IO_END && total == TAIL ? 0 : -1;
  /* And once more when everything has come, as OpenSSL does with late tickets. */
  gnutls_session_ticket_send (record->session, 1, 0);
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

static void
test_late_tickets (void)
{
  g_autofree char *data = g_malloc0 (TAIL);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_auto (RawServer) server = { 0 };
      g_autoptr (WaybillTlsSession) session = NULL;
      g_autoptr (GError) error = NULL;

      raw_server_init (&server, NULL);
      server.priority = waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_ONLY_1_3);
      server.prepare = enable_tickets;
      server.serve = take_tail;
      session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .same_leaf = server_leaf () }, NULL);
      waybill_tls_session_handshake (session, NULL, &error);
      g_assert_no_error (error);
      waybill_net_stream_write (waybill_tls_session_get_stream (session), data, TAIL, NULL, &error);
      g_assert_no_error (error);
      client_finish (session);
      g_clear_pointer (&session, waybill_tls_session_free);
      raw_server_wait (&server);
      g_assert_cmpint (server.code, ==, 0);
    }
}

/* What went down below, in order: the data, the farewell as its last record, then the end of sending. */
typedef struct
{
  WaybillNetStream stream;
  WaybillNetStream *below;
} Spy;

static guint finished_after; /* bytes written when the sending ended */
static guint written, refusals;

static WaybillNetIo
spy_try_read (WaybillNetStream *stream, void *buffer, gsize length, gsize *done, GError **error)
{
  return waybill_net_stream_try_read (((Spy *) stream)->below, buffer, length, done, error);
}

static WaybillNetIo
spy_try_write (WaybillNetStream *stream, const void *data, gsize length, gsize *done, GError **error)
{
  WaybillNetIo io;

  g_assert_cmpuint (finished_after, ==, 0);
  if (refusals > 0)
    {
      refusals--;
      return WAYBILL_NET_IO_WANT_WRITE;
    }
  io = waybill_net_stream_try_write (((Spy *) stream)->below, data, MIN (length, 7), done, error);
  written += (guint) *done;
  return io;
}

static WaybillNetIo
spy_try_finish (WaybillNetStream *stream, GError **error)
{
  finished_after = written;
  return ((Spy *) stream)->below->klass->try_finish (((Spy *) stream)->below, error);
}

static void
spy_free (WaybillNetStream *stream)
{
  waybill_net_stream_free (((Spy *) stream)->below);
  g_free (stream);
}

static WaybillNetStream *
spy (WaybillNetStream *below)
{
  static const WaybillNetStreamClass class = {
    .try_read = spy_try_read,
    .try_write = spy_try_write,
    .try_finish = spy_try_finish,
    .free = spy_free,
  };
  Spy *self = g_new0 (Spy, 1);

  self->stream = (WaybillNetStream){ .klass = &class, .terms = below->terms, .fd = below->fd };
  self->below = below;
  finished_after = written = refusals = 0;
  return &self->stream;
}

/* The way down takes nothing for a while, then little: the farewell is whole before the sending ends. */
static void
test_order (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  guint before;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
  session = raw_client_new (&server, NULL, spy);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  before = written;
  refusals = 3;
  g_assert_cmpint (waybill_net_stream_finish (waybill_tls_session_get_stream (session), NULL, &error), ==,
                   WAYBILL_NET_IO_END);
  g_assert_no_error (error);
  g_assert_cmpuint (refusals, ==, 0);
  g_assert_cmpuint (finished_after, >, before + 5); /* a record's head and more */
  g_assert_cmpuint (finished_after, ==, written);
}

/* A peer that goes on for ever after our end is not drained for ever. */
static void
serve_without_end (RawServer *self, WaybillTlsRecord *record)
{
  g_autofree char *data = g_malloc0 (65536);

  while (waybill_net_stream_write (&record->stream, data, 65536, self->ending, NULL))
    ;
}

static void
test_without_end (void)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  raw_server_init (&server, NULL);
  server.serve = serve_without_end;
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .same_leaf = server_leaf () }, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (waybill_net_stream_finish (waybill_tls_session_get_stream (session), NULL, &error), ==,
                   WAYBILL_NET_IO_FAILED);
  g_assert_nonnull (error);
}

/* CCC: TLS ends on both sides, and the next words are in clear, in the same segment as the farewell. */
static void
serve_clear (RawServer *self, WaybillTlsRecord *record)
{
  char buffer[10];
  gsize done;

  if (self->data != NULL)
    gnutls_record_send (record->session, "one word more", 13);
  else
    self->code = (int) waybill_net_stream_read (&record->stream, buffer, sizeof buffer, &done, self->ending, NULL);
  gnutls_bye (record->session, GNUTLS_SHUT_WR);
  record->said_goodbye = TRUE;
  waybill_tls_buffer_push (&record->buffer, "331 clear\r\n", 11);
  raw_server_flush (self, record);
}

static WaybillNetStream *
leave (RawServer *server, WaybillTlsVersions versions, const char *more, GError **error)
{
  WaybillTlsSession *session;

  raw_server_init (server, NULL);
  server->priority = waybill_tls_policy_get_priority (versions);
  server->serve = serve_clear;
  server->data = more;
  session = raw_client_new (server, NULL, NULL);
  waybill_tls_session_handshake (session, NULL, error);
  g_assert_no_error (*error);
  return waybill_tls_session_leave (session, NULL, error);
}

static void
test_leave (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) clear = leave (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, &error);
  char buffer[100];
  gsize done = 0;

  g_assert_no_error (error);
  g_assert_cmpint (waybill_net_stream_read (clear, buffer, sizeof buffer, &done, NULL, &error), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "331 clear\r\n", 11);
  g_assert_cmpint (waybill_net_stream_finish (clear, NULL, &error), ==, WAYBILL_NET_IO_END);
  raw_server_wait (&server);
  g_assert_cmpint (server.code, ==, (int) WAYBILL_NET_IO_END);
}

static void
test_leave_with_more (gconstpointer data)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (leave (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), "more", &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/close/late-tickets", test_late_tickets);
  g_test_add_data_func ("/tls/close/order/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_order);
  g_test_add_data_func ("/tls/close/order/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_order);
  g_test_add_data_func ("/tls/close/leave/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_leave);
  g_test_add_data_func ("/tls/close/leave/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_leave);
  g_test_add_data_func ("/tls/close/leave-with-more/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2),
                        test_leave_with_more);
  g_test_add_data_func ("/tls/close/leave-with-more/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3),
                        test_leave_with_more);
  g_test_add_func ("/tls/close/without-end", test_without_end);
  return g_test_run ();
}
