/* Data channels are resumed from the control channel's tickets, more than once, and never from GnuTLS's dummy. */
#include "tls-fixture.h"

#include "tls-resume-private.h"

static WaybillTlsSession *
connect_and_read (Server *server, WaybillTlsResume *resume)
{
  WaybillTlsSessionOptions options = { .identity = waybill_test_identities_get_client (), .resume = resume };
  WaybillTlsSession *session = client_new (server, &options, NULL);
  g_autoptr (GError) error = NULL;

  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  expect_hello (session);
  return session;
}

static void
test_resumed (gconstpointer data)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (
      waybill_cert_identity_get_certificate (waybill_test_identities_get_client ()));
  g_autoptr (WaybillTlsResume) resume = waybill_tls_resume_new ();
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) control = NULL;

  server_init (&server, (WaybillTlsVersions) GPOINTER_TO_INT (data), NULL, TRUE);
  control = connect_and_read (&server, resume);
  g_assert_false (waybill_tls_session_is_resumed (control));
  waybill_tls_session_save (control, resume);
  g_assert_false (waybill_tls_resume_is_empty (resume));
  client_finish (control);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WaybillTlsSession) channel = connect_and_read (&server, resume);

      g_assert_true (waybill_tls_session_is_resumed (channel));
      g_assert_null (waybill_tls_session_get_verdict (channel));
      client_finish (channel);
      server_wait (&server);
      g_assert_true (server.resumed);
      g_assert_cmpstr (server.client, ==, fingerprint); /* still known to the server */
    }
}

/* Before a TLS 1.3 ticket came there is nothing: gnutls_session_get_data2() then gives four bytes and says that all is well.
 */
static void
test_dummy (void)
{
  g_autoptr (WaybillTlsResume) resume = waybill_tls_resume_new ();
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) control = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, WAYBILL_TLS_VERSIONS_ONLY_1_3, NULL, FALSE);
  control = client_new (&server, NULL, NULL);
  waybill_tls_session_save (control, resume); /* before the handshake */
  g_assert_true (waybill_tls_resume_is_empty (resume));
  waybill_tls_session_handshake (control, NULL, &error);
  g_assert_no_error (error);
  waybill_tls_session_save (control, resume);
  g_assert_true (waybill_tls_resume_is_empty (resume));

  expect_hello (control); /* the ticket comes with it */
  waybill_tls_session_save (control, resume);
  g_assert_false (waybill_tls_resume_is_empty (resume));
  client_finish (control);
}

/* What was kept stays, when a later session has nothing to give. */
static void
test_dummy_replaces_nothing (void)
{
  g_autoptr (WaybillTlsResume) resume = waybill_tls_resume_new ();
  g_auto (Server) server = { 0 };
  g_autoptr (WaybillTlsSession) first = NULL;
  g_autoptr (WaybillTlsSession) second = NULL;
  g_autoptr (WaybillTlsSession) third = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, WAYBILL_TLS_VERSIONS_ONLY_1_3, NULL, TRUE);
  first = connect_and_read (&server, NULL);
  waybill_tls_session_save (first, resume);
  client_finish (first);
  second = client_new (&server, &(WaybillTlsSessionOptions){ .identity = waybill_test_identities_get_client () }, NULL);
  waybill_tls_session_handshake (second, NULL, &error);
  g_assert_no_error (error);
  waybill_tls_session_save (second, resume);
  client_finish (second);

  third = connect_and_read (&server, resume);
  g_assert_true (waybill_tls_session_is_resumed (third));
  client_finish (third);
}

/* A server with other ticket keys: a full handshake, which judges the server anew. */
static void
test_forgotten (gconstpointer data)
{
  WaybillTlsVersions versions = (WaybillTlsVersions) GPOINTER_TO_INT (data);
  g_autoptr (WaybillTlsResume) resume = waybill_tls_resume_new ();
  g_auto (Server) server = { 0 };
  g_auto (Server) untrusted = { 0 };
  g_autoptr (WaybillTlsSession) control = NULL;
  g_autoptr (WaybillTlsSession) channel = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&server, versions, NULL, TRUE);
  control = connect_and_read (&server, resume);
  waybill_tls_session_save (control, resume);
  client_finish (control);

  server_init (&untrusted, versions, waybill_test_identities_get_other_server (), FALSE);
  channel = client_new (&untrusted, &(WaybillTlsSessionOptions){ .resume = resume }, NULL);
  g_assert_false (waybill_tls_session_handshake (channel, NULL, &error));
  g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED);
}

static void
test_empty (void)
{
  g_autoptr (WaybillTlsResume) resume = waybill_tls_resume_new ();
  gnutls_session_t session;

  g_assert_true (waybill_tls_resume_is_empty (resume));
  g_assert_cmpint (gnutls_init (&session, GNUTLS_CLIENT), ==, GNUTLS_E_SUCCESS);
  g_assert_false (waybill_tls_resume_apply (resume, session));
  gnutls_deinit (session);
  waybill_tls_resume_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/tls/resume/twice/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_resumed);
  g_test_add_data_func ("/tls/resume/twice/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_resumed);
  g_test_add_func ("/tls/resume/dummy-is-not-kept", test_dummy);
  g_test_add_func ("/tls/resume/dummy-replaces-nothing", test_dummy_replaces_nothing);
  g_test_add_data_func ("/tls/resume/forgotten-is-judged-anew/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2),
                        test_forgotten);
  g_test_add_data_func ("/tls/resume/forgotten-is-judged-anew/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3),
                        test_forgotten);
  g_test_add_func ("/tls/resume/empty", test_empty);
  return g_test_run ();
}
