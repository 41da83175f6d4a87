/* What is offered: TLS 1.2 and 1.3, nothing older, nothing weak. */
#include "tls-fixture.h"

#include "cert-handle.h"
#include "tls-record-private.h"

static const WaybillTlsVersions all[]
    = { WAYBILL_TLS_VERSIONS_DEFAULT, WAYBILL_TLS_VERSIONS_ONLY_1_2, WAYBILL_TLS_VERSIONS_ONLY_1_3 };

static gboolean
offers (gnutls_priority_t priorities, int version)
{
  const unsigned int *versions;
  int n = gnutls_priority_protocol_list (priorities, &versions);

  for (int i = 0; i < n; i++)
    if ((int) versions[i] == version)
      return TRUE;
  return FALSE;
}

static void
test_versions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gnutls_priority_t priorities;
      const unsigned int *list;

      g_assert_cmpint (gnutls_priority_init (&priorities, waybill_tls_policy_get_priority (all[i]), NULL), ==,
                       GNUTLS_E_SUCCESS);
      g_assert_cmpint (offers (priorities, GNUTLS_TLS1_2), ==, all[i] != WAYBILL_TLS_VERSIONS_ONLY_1_3);
      g_assert_cmpint (offers (priorities, GNUTLS_TLS1_3), ==, all[i] != WAYBILL_TLS_VERSIONS_ONLY_1_2);
      g_assert_cmpint (gnutls_priority_protocol_list (priorities, &list), ==,
                       all[i] == WAYBILL_TLS_VERSIONS_DEFAULT ? 2 : 1);
      gnutls_priority_deinit (priorities);
    }
}

static void
test_ciphers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gnutls_priority_t priorities;
      const unsigned int *ciphers;
      int n;

      g_assert_cmpint (gnutls_priority_init (&priorities, waybill_tls_policy_get_priority (all[i]), NULL), ==,
                       GNUTLS_E_SUCCESS);
      n = gnutls_priority_cipher_list (priorities, &ciphers);
      g_assert_cmpint (n, >, 0);
      g_assert_cmpint ((int) ciphers[0], ==, GNUTLS_CIPHER_AES_128_GCM);
      for (int c = 0; c < n; c++)
        {
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_NULL);
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_3DES_CBC);
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_ARCFOUR_128);
        }
      gnutls_priority_deinit (priorities);
    }
}

typedef struct
{
  WaybillNetListener *listener;
  const char *priority;
  int code;
  gboolean came; /* a connection, at all */
} OldServer;

/* A server as GnuTLS makes one when it is told to speak an old TLS only. */
static void
serve_old_tls (gpointer data)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  OldServer *self = data;
  WaybillCertIdentity *identity = waybill_test_identities_get_server ();
  gnutls_x509_crt_t leaf = waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (identity));
  gnutls_certificate_credentials_t credentials;
  WaybillTlsRecord record = { 0 };
  static const WaybillNetStreamClass no_class = { 0 };
  WaybillNetStream *stream = waybill_net_listener_accept (self->listener, &terms, NULL, NULL);

  self->came = stream != NULL;
  if (stream == NULL)
    return;
  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_certificate_set_x509_key (credentials, &leaf, 1, waybill_cert_identity_get_key (identity));
  waybill_tls_record_init (&record, &no_class, stream, GNUTLS_SERVER);
  self->code = gnutls_priority_set_direct (record.session, self->priority, NULL);
  gnutls_credentials_set (record.session, GNUTLS_CRD_CERTIFICATE, credentials);
  if (self->code == GNUTLS_E_SUCCESS)
    self->code = waybill_tls_record_handshake (&record, NULL, NULL);
  waybill_tls_record_alert (&record, GNUTLS_A_PROTOCOL_VERSION, NULL);
  waybill_net_stream_finish (record.below, NULL, NULL);
  waybill_tls_record_clear (&record);
  gnutls_certificate_free_credentials (credentials);
}

static gboolean
can_talk (const char *server_priority, const char *client_priority, GError **error)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  OldServer server = { .listener = listener, .priority = server_priority };
  WaybillBaseThread *thread = waybill_base_thread_new ("old");
  WaybillTlsSessionOptions options = {
    .server_name = "localhost",
    .trust = waybill_test_identities_get_trust (),
    .priority = client_priority,
  };
  WaybillNetStream *stream;
  WaybillTlsSession *session;
  gboolean well;

  waybill_base_thread_push (thread, serve_old_tls, &server);
  stream = waybill_net_connect_address ("127.0.0.1", waybill_net_listener_get_port (listener), &terms, NULL, NULL);
  session = waybill_tls_session_new (stream, &options, NULL);
  well = waybill_tls_session_handshake (session, NULL, error);
  waybill_tls_session_free (session);
  waybill_base_thread_free (thread);
  g_assert_true (server.came);
  g_assert_cmpint (server.code == GNUTLS_E_SUCCESS, ==, well);
  return well;
}

static void
test_old (gconstpointer data)
{
  const char *old = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (can_talk (old, NULL, &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_HANDSHAKE);
}

#define ONLY_1_1 "NORMAL:-VERS-ALL:+VERS-TLS1.1:%PROFILE_LOW"
#define ONLY_1_0 "NORMAL:-VERS-ALL:+VERS-TLS1.0:%PROFILE_LOW"

/* That the server above would talk to a client that takes what it offers: else the tests of old versions prove nothing. */
static void
test_server_works (void)
{
  g_autoptr (GError) error = NULL;

  can_talk ("NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/policy/versions", test_versions);
  g_test_add_func ("/tls/policy/ciphers", test_ciphers);
  g_test_add_func ("/tls/policy/old/the-server-works", test_server_works);
  g_test_add_data_func ("/tls/policy/old/1.1", ONLY_1_1, test_old);
  g_test_add_data_func ("/tls/policy/old/1.0", ONLY_1_0, test_old);
  return g_test_run ();
}
