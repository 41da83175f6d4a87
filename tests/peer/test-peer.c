/* The scripted peer itself: it plays what stands there, and a mismatch is told with its line. */
#include "line-client.h"
#include "peer.h"
#include "test-identities.h"

#include <string.h>

static LineClient *
call (WaybillTestPeer *peer, WaybillCertIdentity *identity)
{
  return line_client_new (waybill_test_peer_get_port (peer), identity, waybill_test_identities_get_trust ());
}

static void
expect_reply (LineClient *client, const char *expected)
{
  g_autofree char *reply = line_client_reply (client);

  g_assert_cmpstr (reply, ==, expected);
}

static void
test_dialogue (void)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("# in clear\n"
                                                            "S: 220-Hello\n"
                                                            "S: 220 test ready\n"
                                                            "C: USER *\n"
                                                            "S- 331 Pass\\x77ord\\r\\n\n",
                                                            NULL);
  g_autoptr (LineClient) client = call (peer, NULL);
  g_autoptr (GError) error = NULL;

  expect_reply (client, "220-Hello\n220 test ready");
  line_client_expect (client, "331 Password", "USER anna");
  line_client_expect (client, "221", "QUIT");
  waybill_test_peer_finish (peer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (waybill_test_peer_get_clear_text (peer), ==, "USER anna\r\nQUIT\r\n");
  g_assert_cmpstr (waybill_test_peer_get_secret_text (peer), ==, "");
}

/* Says each line and finishes; gives what the peer complains of. */
static char *
complaint (const char *script, const char *bytes)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new (script, NULL);
  g_autoptr (LineClient) client = call (peer, NULL);
  g_autofree char *greeting = line_client_reply (client);
  g_autofree char *reply = NULL;
  g_autoptr (GError) error = NULL;

  line_client_send (client, bytes);
  reply = line_client_reply (client);
  g_clear_pointer (&client, line_client_free);
  waybill_test_peer_finish (peer, &error);
  return error != NULL ? g_strdup (error->message) : NULL;
}

static void
test_mismatch (void)
{
  g_autofree char *wrong = complaint ("S: 220 hi\n\nC: PROT P\nS: 200 fine\n", "PROT C\r\n");
  g_autofree char *missing = complaint ("S: 220 hi\nC: NOOP\nS: 200 fine\nC: PWD\n", "NOOP\r\n");
  g_autofree char *surplus = complaint ("S: 220 hi\nC: NOOP\n", "NOOP\r\nPWD\r\n");
  g_autofree char *fine = complaint ("S: 220 hi\nC: NOOP\nS: 200 fine\n", "NOOP\r\n");

  g_assert_cmpstr (wrong, ==, "line 3: expected C: PROT P, got PROT C");
  g_assert_cmpstr (missing, ==, "line 4: expected C: PWD, got the end of the connection");
  g_assert_cmpstr (surplus, ==, "line 2: then the conversation is over, but the client said PWD");
  g_assert_cmpstr (fine, ==, NULL);
}

static void
test_tls (gconstpointer data)
{
  const WaybillTestPeerOptions options = { .versions = GPOINTER_TO_INT (data) };
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("S: 220 hi\n"
                                                            "C: AUTH TLS\n"
                                                            "S: 234 go\n"
                                                            "TLS-CLIENT-CERT\n"
                                                            "C: USER anna\n"
                                                            "S: 230 in\n"
                                                            "EPSV\n"
                                                            "C: RETR a\n"
                                                            "S: 150 go\n"
                                                            "DATA-TLS\n"
                                                            "DATA-SEND @100000\n"
                                                            "DATA-CLOSE\n"
                                                            "S: 226 done\n"
                                                            "EPSV\n"
                                                            "C: STOR b\n"
                                                            "S: 150 go\n"
                                                            "DATA-TLS-FRESH\n"
                                                            "DATA-RECV\n"
                                                            "DATA-CLOSE\n"
                                                            "S: 226 done\n",
                                                            &options);
  g_autoptr (LineClient) client = call (peer, waybill_test_identities_get_client ());
  g_autoptr (GBytes) pattern = waybill_test_peer_dup_pattern (100000);
  g_autoptr (GError) error = NULL;
  g_autofree char *fetched = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) received = NULL;

  expect_reply (client, "220 hi");
  line_client_expect (client, "234", "AUTH TLS");
  line_client_start_tls (client, &error);
  g_assert_no_error (error);
  line_client_expect (client, "230", "USER anna");
  bytes = line_client_fetch (client, "RETR a", &fetched);
  g_assert_true (g_bytes_equal (bytes, pattern));
  g_assert_cmpstr (fetched, ==, "226 done");
  stored = line_client_store (client, "STOR b", pattern);
  g_assert_cmpstr (stored, ==, "226 done");
  g_clear_pointer (&client, line_client_free);

  waybill_test_peer_finish (peer, &error);
  g_assert_no_error (error);
  received = waybill_test_peer_dup_received (peer);
  g_assert_true (g_bytes_equal (received, pattern));
  g_assert_false (waybill_test_peer_was_cut (peer));
  g_assert_cmpuint (waybill_test_peer_get_n_data (peer), ==, 2);
  g_assert_cmpuint (waybill_test_peer_get_n_resumed (peer), ==, 1);
  g_assert_cmpstr (waybill_test_peer_get_client (peer), ==,
                   waybill_cert_certificate_get_fingerprint (
                       waybill_cert_identity_get_certificate (waybill_test_identities_get_client ())));
  g_assert_cmpstr (waybill_test_peer_get_clear_text (peer), ==, "AUTH TLS\r\n");
  g_assert_nonnull (strstr (waybill_test_peer_get_secret_text (peer), "USER anna\r\n"));
}

static void
test_cut (void)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("TLS\n"
                                                            "S: 220 hi\n"
                                                            "EPSV\n"
                                                            "C: RETR a\n"
                                                            "S: 150 go\n"
                                                            "DATA-TLS\n"
                                                            "DATA-SEND half\n"
                                                            "DATA-CUT\n"
                                                            "S: 226 I say\n"
                                                            "DROP\n",
                                                            NULL);
  g_autoptr (LineClient) client = call (peer, NULL);
  g_autoptr (GError) error = NULL;
  WaybillTlsSession *data;
  char buffer[16];
  gsize done = 0;

  g_assert_true (line_client_start_tls (client, NULL));
  expect_reply (client, "220 hi");
  data = line_client_open_data (client, "RETR a", NULL);
  g_assert_nonnull (data);
  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (data), buffer, sizeof buffer, &done, NULL, NULL),
                   ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "half", 4);
  g_assert_cmpint (waybill_net_stream_read (waybill_tls_session_get_stream (data), buffer, sizeof buffer, &done, NULL, NULL),
                   ==, WAYBILL_NET_IO_CUT);
  waybill_tls_session_free (data);
  expect_reply (client, "226 I say");
  g_assert_cmpint (waybill_net_stream_read (client->stream, buffer, sizeof buffer, &done, NULL, NULL), ==,
                   WAYBILL_NET_IO_CUT);
  waybill_test_peer_finish (peer, &error);
  g_assert_no_error (error);
}

static void
test_refusals (void)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("TLS-REFUSED\n"
                                                            "---\n"
                                                            "TLS-NO-CERT\n"
                                                            "---\n"
                                                            "S: 220 third\n"
                                                            "C: NOOP\n"
                                                            "RESET\n",
                                                            NULL);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LineClient) first = call (peer, NULL);
  g_autoptr (LineClient) second = NULL;
  g_autoptr (LineClient) third = NULL;

  g_assert_false (line_client_start_tls (first, &refused));
  g_assert_error (refused, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED);
  g_clear_pointer (&first, line_client_free);
  second = call (peer, NULL);
  if (line_client_start_tls (second, NULL))
    g_assert_null (line_client_reply (second));
  g_clear_pointer (&second, line_client_free);
  third = call (peer, NULL);
  expect_reply (third, "220 third");
  g_assert_null (line_client_say (third, "NOOP"));
  waybill_test_peer_finish (peer, &error);
  g_assert_no_error (error);
}

static void
test_forge (void)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("S: 220 hi\n"
                                                            "C: AUTH TLS\n"
                                                            "FORGE 230 come in\n"
                                                            "S: 234 go\n"
                                                            "STALL\n",
                                                            NULL);
  g_autoptr (LineClient) client = call (peer, NULL);
  g_autoptr (GError) error = NULL;

  expect_reply (client, "220 hi");
  line_client_expect (client, "234 go", "AUTH TLS");
  g_assert_cmpuint (waybill_base_bytes_length (client->input), ==, strlen ("230 come in\r\n"));
  expect_reply (client, "230 come in");
  waybill_test_peer_finish (peer, &error); /* ends the stall, though the client is still there */
  g_assert_no_error (error);
}

static void
test_passive (void)
{
  g_autoptr (WaybillTestPeer) peer = waybill_test_peer_new ("S: 220 hi\n"
                                                            "PASV 10,0,0,1\n"
                                                            "C: NOOP\n"
                                                            "LISTEN\n"
                                                            "S: 229 odd {{port}}\n"
                                                            "CLOSE\n",
                                                            NULL);
  g_autoptr (LineClient) client = call (peer, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *reply = NULL;

  expect_reply (client, "220 hi");
  line_client_expect (client, "227 Entering Passive Mode (10,0,0,1,", "PASV");
  reply = line_client_say (client, "NOOP");
  g_assert_true (g_regex_match_simple ("^229 odd \\{[0-9]+\\}$", reply, 0, 0));
  waybill_test_peer_finish (peer, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/dialogue", test_dialogue);
  g_test_add_func ("/peer/a-mismatch-is-told-with-its-line", test_mismatch);
  g_test_add_data_func ("/peer/tls/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_tls);
  g_test_add_data_func ("/peer/tls/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_tls);
  g_test_add_func ("/peer/cut", test_cut);
  g_test_add_func ("/peer/refusals", test_refusals);
  g_test_add_func ("/peer/forge", test_forge);
  g_test_add_func ("/peer/passive", test_passive);
  return g_test_run ();
}
