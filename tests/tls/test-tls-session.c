/* A client's handshake against a server in the same process: what is agreed, what is refused, and what is never sent. */
#include "tls-fixture.h"

static void
test_good (gconstpointer data)
{
  WaybillTlsVersions versions = (WaybillTlsVersions) GPOINTER_TO_INT (data);
  const char *version = versions == WAYBILL_TLS_VERSIONS_ONLY_1_2 ? "TLS1.2" : "TLS1.3";
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, versions, NULL, FALSE);
  session = client_new (&server, NULL, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  expect_hello (session);

  g_assert_cmpstr (waybill_tls_session_get_version (session), ==, version);
  g_assert_cmpstr (waybill_tls_session_get_cipher (session), !=, "");
  g_assert_false (waybill_tls_session_is_resumed (session));
  g_assert_false (waybill_tls_session_was_asked (session));
  g_assert_false (waybill_tls_session_has_sent (session));
  g_assert_true (waybill_cert_verdict_is_accepted (waybill_tls_session_get_verdict (session)));
  client_finish (session);
  server_wait (&server);
  g_assert_cmpint (server.end, ==, WAYBILL_NET_IO_END); /* our close_notify came */
  g_assert_cmpstr (server.version, ==, version);
  g_assert_null (server.client);
}

/* Whatever stands against the server: it gets an alert, and nothing of ours. */
static void
expect_refused (Server *server, const WaybillTlsSessionOptions *options, guint reasons)
{
  WaybillTlsSessionOptions own = *options;
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  own.identity = waybill_test_identities_get_client ();
  session = client_new (server, &own, NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED);
  g_assert_nonnull (waybill_tls_error_get_verdict (error));
  g_assert_cmpuint (waybill_cert_verdict_get_reasons (waybill_tls_error_get_verdict (error)) & reasons, ==, reasons);
  g_assert_cmpint (waybill_cert_verdict_is_accepted (waybill_tls_error_get_verdict (error)), ==, reasons == 0);
  g_assert_nonnull (waybill_cert_verdict_get_leaf (waybill_tls_error_get_verdict (error)));
  g_assert_false (waybill_tls_session_has_sent (session) && server->accepted);
  g_clear_pointer (&session, waybill_tls_session_free);

  server_wait (server);
  g_assert_false (server->accepted);
  g_assert_null (server->client);
  g_assert_nonnull (server->error);
  g_test_message ("the server says: %s", server->error->message);
  g_assert_true (server->error->domain == WAYBILL_TLS_ERROR);
  /* GnuTLS calls a fatal alert that comes where a certificate was demanded "no certificate". */
  g_assert_true (waybill_tls_error_get_alert (server->error) != -1
                 || waybill_tls_error_get_gnutls_code (server->error) == GNUTLS_E_NO_CERTIFICATE_FOUND);
}

static void
test_untrusted (gconstpointer data)
{
  WaybillCertIdentity *identity = waybill_test_identities_get_other_server ();
  g_auto (Server) demanding = { 0 };
  g_auto (Server) server = { 0 };

  server_init (&demanding, (WaybillTlsVersions) GPOINTER_TO_INT (data), identity, TRUE);
  expect_refused (&demanding, &(WaybillTlsSessionOptions){ 0 }, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY);
  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), identity, FALSE);
  expect_refused (&server, &(WaybillTlsSessionOptions){ 0 }, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY);
  g_assert_cmpint (waybill_tls_error_get_alert (server.error), ==, GNUTLS_A_UNKNOWN_CA);
}

static void
test_wrong_name (gconstpointer data)
{
  g_auto (Server) server = { 0 };

  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, TRUE);
  expect_refused (&server, &(WaybillTlsSessionOptions){ .server_name = "edi.example.com" }, WAYBILL_CERT_REASON_WRONG_NAME);
  expect_refused (&server, &(WaybillTlsSessionOptions){ .server_name = "192.0.2.1" }, WAYBILL_CERT_REASON_WRONG_NAME);
}

static void
test_address (gconstpointer data)
{
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, FALSE);
  session = client_new (&server, &(WaybillTlsSessionOptions){ .server_name = "127.0.0.1" }, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  client_finish (session);
}

/* A trusted certificate, but not the control channel's. */
static void
test_same_leaf (gconstpointer data)
{
  WaybillTlsVersions versions = (WaybillTlsVersions) GPOINTER_TO_INT (data);
  const char *leaf = waybill_cert_certificate_get_fingerprint (
      waybill_cert_identity_get_certificate (waybill_test_identities_get_server ()));
  g_auto (Server) same = { 0 };
  g_auto (Server) second = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&same, versions, NULL, FALSE);
  session = client_new (&same, &(WaybillTlsSessionOptions){ .same_leaf = leaf }, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  client_finish (session);

  server_init (&second, versions, waybill_test_identities_get_second_server (), TRUE);
  expect_refused (&second, &(WaybillTlsSessionOptions){ .same_leaf = leaf }, 0);
}

typedef enum
{
  SHOWN,
  MISSING,
  OF_ANOTHER_AUTHORITY,
} Certificate;

static const struct
{
  const char *name;
  WaybillTlsVersions versions;
  Certificate certificate;
} client_certificates[] = {
  { "shown/1.2", WAYBILL_TLS_VERSIONS_ONLY_1_2, SHOWN },
  { "shown/1.3", WAYBILL_TLS_VERSIONS_ONLY_1_3, SHOWN },
  { "missing/1.2", WAYBILL_TLS_VERSIONS_ONLY_1_2, MISSING },
  { "missing/1.3", WAYBILL_TLS_VERSIONS_ONLY_1_3, MISSING },
  { "of-another-authority/1.2", WAYBILL_TLS_VERSIONS_ONLY_1_2, OF_ANOTHER_AUTHORITY },
  { "of-another-authority/1.3", WAYBILL_TLS_VERSIONS_ONLY_1_3, OF_ANOTHER_AUTHORITY },
};

static WaybillCertIdentity *
get_identity (Certificate certificate)
{
  if (certificate == MISSING)
    return NULL;
  return certificate == SHOWN ? waybill_test_identities_get_client () : waybill_test_identities_get_other_client ();
}

/* On TLS 1.3 the server's refusal comes after our half of the handshake: with the first read. */
static gboolean
handshake_and_read (WaybillTlsSession *session, GError **error)
{
  char buffer[10];
  gsize done;

  return waybill_tls_session_handshake (session, NULL, error)
         && waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL, error)
                == WAYBILL_NET_IO_DONE;
}

static void
test_client_certificate (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  Certificate certificate = client_certificates[row].certificate;
  WaybillCertIdentity *identity = get_identity (certificate);
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, client_certificates[row].versions, NULL, TRUE);
  session = client_new (&server, &(WaybillTlsSessionOptions){ .identity = identity }, NULL);
  handshake_and_read (session, &error);
  g_assert_true (waybill_tls_session_was_asked (session));
  g_assert_cmpint (waybill_tls_session_has_sent (session), ==, identity != NULL);
  if (certificate == SHOWN)
    {
      g_assert_no_error (error);
      client_finish (session);
      server_wait (&server);
      g_assert_cmpstr (server.client, ==,
                       waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity)));
      return;
    }

  g_assert_error (error, WAYBILL_TLS_ERROR,
                  (int) (certificate == MISSING ? WAYBILL_TLS_ERROR_CERTIFICATE_WANTED
                                                : WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED));
  g_clear_pointer (&session, waybill_tls_session_free);
  server_wait (&server);
  g_assert_false (server.accepted);
}

static void
test_plain_text (void)
{
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, WAYBILL_TLS_VERSIONS_DEFAULT, NULL, FALSE);
  server.manner = SERVE_PLAIN;
  session = client_new (&server, NULL, NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_PLAIN_TEXT);
}

static void
test_gone (void)
{
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, WAYBILL_TLS_VERSIONS_DEFAULT, NULL, FALSE);
  server.manner = SERVE_GONE;
  session = client_new (&server, NULL, NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
  /* An end, or a reset: it depends on who was faster. */
  g_assert_true (g_error_matches (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_LOST)
                 || g_error_matches (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST));
}

static void
test_cut (gconstpointer data)
{
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[10];
  gsize done;

  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, FALSE);
  server.manner = SERVE_CUT;
  session = client_new (&server, NULL, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  expect_hello (session);
  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (session), buffer, sizeof buffer, &done, NULL,
                                            NULL),
                   ==, WAYBILL_NET_IO_CUT);
}

static void
test_versions_apart (void)
{
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, WAYBILL_TLS_VERSIONS_ONLY_1_2, NULL, FALSE);
  session = client_new (&server,
                        &(WaybillTlsSessionOptions){ .priority
                                                     = waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_ONLY_1_3) },
                        NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_HANDSHAKE);
  g_assert_cmpint (waybill_tls_error_get_alert (error), !=, -1);
}

typedef struct
{
  guint waits;
  guint fatal;               /* which wait breaks; 0: none */
  GCancellable *cancellable; /* (nullable): cancelled instead of failing */
} Breaker;

static gboolean
break_at (gpointer data, GError **error)
{
  Breaker *self = data;

  if (++self->waits != self->fatal)
    return TRUE;
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, "broken");
  return FALSE;
}

static gboolean
handshake_broken_at (gconstpointer data, guint fatal, gboolean cancels, guint *waits, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Breaker breaker = { .fatal = fatal, .cancellable = cancels ? cancellable : NULL };
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = break_at, .probe_data = &breaker };
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  gboolean well;

  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, TRUE);
  session = client_new (&server, &(WaybillTlsSessionOptions){ .identity = waybill_test_identities_get_client () }, &terms);
  well = waybill_tls_session_handshake (session, cancellable, error);
  *waits = breaker.waits;
  return well;
}

/* How often a handshake waits depends on how the bytes come: every n is tried until a handshake needs no n-th wait. Gives
 * how many were broken. */
static guint
break_each_wait (gconstpointer data, gboolean cancels)
{
  guint n = 1;
  guint waits = 0;

  for (gboolean well = FALSE; !well; n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (n, <, 50);
      well = handshake_broken_at (data, n, cancels, &waits, &error);
      if (well)
        g_assert_cmpuint (waits, <, n);
      else if (cancels)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
      if (!well)
        g_assert_cmpuint (waits, ==, n); /* nothing waits after it */
    }
  return n - 2;
}

static void
test_every_wait (gconstpointer data)
{
  for (guint cancels = 0; cancels < 2; cancels++)
    {
      guint broken = 0;

      /* A handshake whose every answer is there already, on a busy machine, breaks none: then it is played again. */
      for (guint round = 0; round < 20 && broken == 0; round++)
        broken = break_each_wait (data, cancels != 0);
      g_assert_cmpuint (broken, >, 0);
    }
}

#define VERSIONS(name, function)                                                                                            \
  g_test_add_data_func ("/tls/session/" name "/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), function);            \
  g_test_add_data_func ("/tls/session/" name "/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  VERSIONS ("good", test_good);
  g_test_add_data_func ("/tls/session/good/default", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_DEFAULT), test_good);
  VERSIONS ("untrusted-gets-an-alert-and-nothing-of-ours", test_untrusted);
  VERSIONS ("wrong-name", test_wrong_name);
  VERSIONS ("address-in-the-certificate", test_address);
  VERSIONS ("same-leaf", test_same_leaf);
  for (guint i = 0; i < G_N_ELEMENTS (client_certificates); i++)
    {
      g_autofree char *path = g_strconcat ("/tls/session/client-certificate/", client_certificates[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_client_certificate);
    }
  g_test_add_func ("/tls/session/plain-text", test_plain_text);
  g_test_add_func ("/tls/session/gone", test_gone);
  VERSIONS ("cut", test_cut);
  g_test_add_func ("/tls/session/no-common-version", test_versions_apart);
  VERSIONS ("every-wait-can-be-broken", test_every_wait);
  return g_test_run ();
}
