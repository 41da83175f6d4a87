/* Each alert that a server may send: its name and number in the error, and the right kind, be it in the handshake or with a
 * later read. */
#include "raw-server.h"

#include "tls-alert-private.h"

typedef struct
{
  int alert;
  const char *name;
  WaybillTlsError shown;   /* when our certificate was asked for and shown */
  WaybillTlsError missing; /* when it was asked for and there is none */
  WaybillTlsError unasked;
} Row;

#define WANTED WAYBILL_TLS_ERROR_CERTIFICATE_WANTED
#define REFUSED WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED
#define HANDSHAKE WAYBILL_TLS_ERROR_HANDSHAKE
#define FAILED WAYBILL_TLS_ERROR_FAILED

static const Row rows[] = {
  { GNUTLS_A_UNEXPECTED_MESSAGE, "unexpected message (10)", FAILED, FAILED, FAILED },
  { GNUTLS_A_BAD_RECORD_MAC, "bad record mac (20)", FAILED, FAILED, FAILED },
  { GNUTLS_A_RECORD_OVERFLOW, "record overflow (22)", FAILED, FAILED, FAILED },
  { GNUTLS_A_HANDSHAKE_FAILURE, "handshake failure (40)", FAILED, WANTED, FAILED },
  { GNUTLS_A_BAD_CERTIFICATE, "bad certificate (42)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_UNSUPPORTED_CERTIFICATE, "unsupported certificate (43)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_CERTIFICATE_REVOKED, "certificate revoked (44)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_CERTIFICATE_EXPIRED, "certificate expired (45)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_CERTIFICATE_UNKNOWN, "certificate unknown (46)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_ILLEGAL_PARAMETER, "illegal parameter (47)", FAILED, FAILED, FAILED },
  { GNUTLS_A_UNKNOWN_CA, "unknown CA (48)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_ACCESS_DENIED, "access denied (49)", REFUSED, WANTED, FAILED },
  { GNUTLS_A_DECODE_ERROR, "decode error (50)", FAILED, WANTED, FAILED },
  { GNUTLS_A_DECRYPT_ERROR, "decrypt error (51)", REFUSED, FAILED, FAILED },
  { GNUTLS_A_PROTOCOL_VERSION, "protocol version (70)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { GNUTLS_A_INSUFFICIENT_SECURITY, "insufficient security (71)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { GNUTLS_A_INTERNAL_ERROR, "internal error (80)", FAILED, FAILED, FAILED },
  { GNUTLS_A_INAPPROPRIATE_FALLBACK, "inappropriate fallback (86)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { GNUTLS_A_MISSING_EXTENSION, "missing extension (109)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { GNUTLS_A_UNRECOGNIZED_NAME, "unrecognized name (112)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { GNUTLS_A_UNKNOWN_PSK_IDENTITY, "unknown PSK identity (115)", FAILED, FAILED, FAILED },
  { GNUTLS_A_CERTIFICATE_REQUIRED, "certificate required (116)", REFUSED, WANTED, WANTED },
  { GNUTLS_A_NO_APPLICATION_PROTOCOL, "no application protocol (120)", HANDSHAKE, HANDSHAKE, HANDSHAKE },
  { 99, "unknown alert (99)", FAILED, FAILED, FAILED },
};

/* The error that a fallback of the handshake gives. */
static WaybillTlsError
in_handshake (WaybillTlsError kind)
{
  return kind == FAILED ? HANDSHAKE : kind;
}

static void
test_table (void)
{
  static const WaybillTlsAlertContext contexts[] = { { TRUE, TRUE }, { TRUE, FALSE }, { FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillTlsError kinds[] = { rows[i].shown, rows[i].missing, rows[i].unasked };
      g_autofree char *name = waybill_tls_alert_dup_name (rows[i].alert);

      g_assert_cmpstr (name, ==, rows[i].name);
      for (guint c = 0; c < G_N_ELEMENTS (contexts); c++)
        {
          g_assert_cmpint (waybill_tls_alert_judge (rows[i].alert, &contexts[c], FAILED), ==, (int) kinds[c]);
          g_assert_cmpint (waybill_tls_alert_judge (rows[i].alert, &contexts[c], HANDSHAKE), ==,
                           (int) in_handshake (kinds[c]));
        }
    }
}

static void
serve_alert (RawServer *self, WaybillTlsRecord *record)
{
  const Row *row = self->data;

  gnutls_alert_send (record->session, GNUTLS_AL_FATAL, (gnutls_alert_description_t) row->alert);
  raw_server_flush (self, record);
}

static void
serve_hello_and_alert (RawServer *self, WaybillTlsRecord *record)
{
  gnutls_record_send (record->session, "hello", 5);
  serve_alert (self, record);
}

/* What came where an alert was awaited. */
static void
assert_alert (const GError *error, WaybillTlsError kind, const Row *row)
{
  g_assert_error (error, WAYBILL_TLS_ERROR, (int) kind);
  g_assert_cmpint (waybill_tls_error_get_alert (error), ==, row->alert);
  g_assert_nonnull (strstr (error->message, row->name));
}

typedef struct
{
  const char *test;
  gboolean later; /* with the second read, else with the first */
  gboolean asks;
  gboolean shows;
  WaybillTlsVersions versions;
} Way;

static const Way ways[] = {
  { "first-read/shown/1.3", FALSE, TRUE, TRUE, WAYBILL_TLS_VERSIONS_ONLY_1_3 },
  { "first-read/missing/1.3", FALSE, TRUE, FALSE, WAYBILL_TLS_VERSIONS_ONLY_1_3 },
  { "first-read/unasked/1.3", FALSE, FALSE, FALSE, WAYBILL_TLS_VERSIONS_ONLY_1_3 },
  { "later-read/shown/1.3", TRUE, TRUE, TRUE, WAYBILL_TLS_VERSIONS_ONLY_1_3 },
  { "later-read/missing/1.2", TRUE, TRUE, FALSE, WAYBILL_TLS_VERSIONS_ONLY_1_2 },
};

static void
read_to_alert (const Way *way, const Row *row)
{
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  WaybillTlsError kind = !way->asks ? row->unasked : way->shows ? row->shown : row->missing;
  char buffer[10];
  gsize done;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority (way->versions);
  server.request = way->asks ? GNUTLS_CERT_REQUEST : GNUTLS_CERT_IGNORE;
  server.serve = way->later ? serve_hello_and_alert : serve_alert;
  server.data = row;
  session
      = raw_client_new (&server,
                        &(WaybillTlsSessionOptions){ .identity = way->shows ? waybill_test_identities_get_client () : NULL },
                        NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  if (way->later)
    expect_hello (session);
  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL,
                                            &error),
                   ==, WAYBILL_NET_IO_FAILED);
  assert_alert (error, kind, row);
}

static void
test_read (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    read_to_alert (data, &rows[i]);
}

/* In the middle of the handshake: when the ClientHello has come. */
static int
refuse_hello (gnutls_session_t session)
{
  WaybillTlsRecord *record = gnutls_session_get_ptr (session);
  RawServer *server = record->stream.terms.probe_data;

  serve_alert (server, record);
  return GNUTLS_E_APPLICATION_ERROR_MIN;
}

static void
prepare_refusal (RawServer *self, WaybillTlsRecord *record)
{
  record->stream.terms.probe_data = self;
  gnutls_handshake_set_post_client_hello_function (record->session, refuse_hello);
}

static void
test_handshake (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (RawServer) server = { 0 };
      g_autoptr (WaybillTlsSession) session = NULL;
      g_autoptr (GError) error = NULL;

      raw_server_init (&server, NULL);
      server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
      server.prepare = prepare_refusal;
      server.data = &rows[i];
      session = raw_client_new (&server, NULL, NULL);
      g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
      assert_alert (error, in_handshake (rows[i].unasked), &rows[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/alert/table", test_table);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/alert/%s", ways[i].test);

      g_test_add_data_func (path, &ways[i], test_read);
    }
  g_test_add_data_func ("/tls/alert/handshake/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_handshake);
  g_test_add_data_func ("/tls/alert/handshake/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_handshake);
  return g_test_run ();
}
