/* The practice partner, driven by the real client side of TLS and a tiny line client. */
#include "practice-fixture.h"

#include "base-clock.h"
#include "test-identities.h"

#include <string.h>

static void
test_login (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *features = line_client_say (client, "FEAT");

  g_assert_nonnull (strstr (features, "\n MLST type*;size*;modify*;perm*;\n"));
  g_assert_nonnull (strstr (features, "\n PROT\n"));
  line_client_expect (client, "200", "OPTS UTF8 ON");
  line_client_expect (client, "257 \"/\"", "PWD");
  line_client_expect (client, "215 UNIX", "SYST");
  line_client_expect (client, "214-", "HELP");
  line_client_expect (client, "200", "NOOP");
  line_client_expect (client, "534", "PROT C");
  line_client_expect (client, "500", "XYZZY");
  line_client_expect (client, "501", "RETR");
  line_client_expect (client, "221", "QUIT");
  g_assert_cmpuint (waybill_practice_server_get_n_connections (fixture->server), ==, 1);
}

static void
test_implicit (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client
      = line_client_new (waybill_practice_server_get_port (fixture->server),
                         waybill_practice_certificates_get_client (fixture->certificates), fixture->trust);
  g_autoptr (GError) error = NULL;
  g_autofree char *greeting = NULL;

  line_client_start_tls (client, &error);
  g_assert_no_error (error);
  greeting = line_client_reply (client);
  g_assert_true (g_str_has_prefix (greeting, "220 "));
  practice_fixture_log_in (fixture, client);
  practice_fixture_expect_fetch (client, "RETR welcome.txt", "226");
}

static void
test_clear_login_refused (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);

  line_client_expect (client, "530", "USER practice");
  line_client_expect (client, "530", "PASS x");
  line_client_expect (client, "530", "PWD");
  line_client_expect (client, "530", "EPSV");
  line_client_expect (client, "504", "AUTH KERBEROS");
}

static void
test_wrong_password (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autofree char *wrong = g_strconcat ("PASS ", waybill_practice_server_get_password (fixture->server), "x", NULL);
  g_autofree char *right = g_strconcat ("PASS ", waybill_practice_server_get_password (fixture->server), NULL);

  line_client_expect (client, "234", "AUTH TLS");
  g_assert_true (line_client_start_tls (client, NULL));
  line_client_expect (client, "503", right);
  line_client_expect (client, "331", "USER practice");
  line_client_expect (client, "530", wrong);
  line_client_expect (client, "331", "USER someone");
  line_client_expect (client, "530", right);
  line_client_expect (client, "530 Log in", "PWD");
  line_client_expect (client, "331", "USER practice");
  line_client_expect (client, "421", "PASS ");
  g_assert_null (line_client_reply (client));
}

/* On TLS 1.3 the refusal shows at the first read only. */
static void
refuse_identity (PracticeFixture *fixture, WaybillCertIdentity *identity)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autofree char *reply = NULL;

  client->identity = identity;
  line_client_expect (client, "234", "AUTH TLS");
  if (!line_client_start_tls (client, NULL))
    return;
  waybill_net_stream_write (client->stream, "USER practice\r\n", 15, NULL, NULL);
  reply = line_client_reply (client);
  g_assert_null (reply);
}

static void
test_no_certificate (PracticeFixture *fixture, gconstpointer data)
{
  refuse_identity (fixture, NULL);
  refuse_identity (fixture, waybill_test_identities_get_other_client ());
}

static void
test_text_behind_auth (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autofree char *reply = NULL;

  line_client_send (client, "AUTH TLS\r\nUSER practice\r\n");
  reply = line_client_reply (client);
  g_assert_true (g_str_has_prefix (reply, "234 "));
  g_assert_null (line_client_reply (client));
}

static void
test_unprotected (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autofree char *pass_line = g_strconcat ("PASS ", waybill_practice_server_get_password (fixture->server), NULL);

  line_client_expect (client, "234", "AUTH TLS");
  g_assert_true (line_client_start_tls (client, NULL));
  line_client_expect (client, "331", "USER practice");
  line_client_expect (client, "230", pass_line);
  line_client_expect (client, "503", "PROT P");
  practice_fixture_expect_fetch (client, "MLSD", "521");
  line_client_expect (client, "200", "PBSZ 0");
  line_client_expect (client, "200", "PROT P");
  line_client_expect (client, "425", "MLSD");
  line_client_expect (client, "227 Entering Passive Mode (127,0,0,1,", "PASV");
  line_client_expect (client, "200", "EPSV ALL");
  line_client_expect (client, "503", "PASV");
  line_client_expect (client, "502", "PORT 127,0,0,1,1,1");
}

static void
test_escapes (PracticeFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line, *code;
  } cases[] = {
    { "CWD ..", "550" },
    { "CWD /../etc", "550" },
    { "SIZE ../../etc/passwd", "550" },
    { "DELE ../x", "550" },
    { "MKD ../x", "553" },
    { "RMD ..", "550" },
    { "RNFR ../x", "550" },
    { "MLST ..", "550" },
    { "MDTM /orders/../../x", "550" },
    { "MFMT 20200102030405 ../x", "550" },
  };
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *reply = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    line_client_expect (client, cases[i].code, cases[i].line);
  practice_fixture_expect_fetch (client, "RETR ../../../etc/passwd", "550");
  practice_fixture_expect_fetch (client, "LIST /..", "550");
  reply = line_client_store (client, "STOR ../escaped", bytes);
  g_assert_true (g_str_has_prefix (reply, "553 "));
  line_client_expect (client, "350", "RNFR welcome.txt");
  line_client_expect (client, "553", "RNTO ../welcome.txt");
  line_client_expect (client, "250", "CDUP");
  line_client_expect (client, "257 \"/\"", "PWD");
}

static void
test_pipelined (PracticeFixture *fixture, gconstpointer data)
{
  static const char *const codes[] = { "257 ", "250 ", "257 \"/orders\"", "200 " };
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);

  line_client_send (client, "PWD\r\nCWD orders\r\nPWD\r\nNOOP\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *reply = line_client_reply (client);

      g_assert_true (g_str_has_prefix (reply, codes[i]));
    }
}

static void
test_long_line (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autofree char *line = g_strnfill (5000, 'x');
  g_autofree char *reply = NULL;

  line_client_send (client, line);
  reply = line_client_reply (client);
  g_assert_true (g_str_has_prefix (reply, "500 "));
}

static void
test_too_many (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call (fixture);
  g_autoptr (LineClient) second
      = line_client_new (waybill_practice_server_get_port (fixture->server), client->identity, fixture->trust);
  g_autofree char *reply = line_client_reply (second);

  g_assert_true (g_str_has_prefix (reply, "421 "));
  line_client_expect (client, "200", "NOOP");
}

/* In every state in which a conversation can wait: a greeted client, one that logged in, one whose data never moves. */
static void
test_stop (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) greeted = practice_fixture_call (fixture);
  g_autoptr (LineClient) logged_in = practice_fixture_call_and_log_in (fixture);
  g_autoptr (LineClient) storing = practice_fixture_call_and_log_in (fixture);
  g_autoptr (LineClient) half_way = practice_fixture_call (fixture);
  g_autofree char *reply = NULL;
  WaybillTlsSession *upload = line_client_open_data (storing, "STOR incoming/half", &reply);
  gint64 before;

  g_assert_nonnull (upload);
  line_client_expect (half_way, "234", "AUTH TLS");
  line_client_expect (logged_in, "229", "EPSV");
  line_client_expect (logged_in, "150", "MLSD");
  before = waybill_base_clock_ticks ();
  waybill_practice_server_stop (fixture->server);
  /* The server's own limits are thirty seconds and five minutes: less means that no wait ran out. */
  g_assert_cmpint (waybill_base_clock_ticks () - before, <, 20 * G_USEC_PER_SEC);
  g_assert_null (line_client_reply (greeted));
  waybill_tls_session_free (upload);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, arrange, act)                                                                                             \
  g_test_add ("/practice/server/" name, PracticeFixture, NULL, arrange, act, practice_fixture_tear_down)
  ADD ("login", practice_fixture_set_up, test_login);
  ADD ("implicit", practice_fixture_set_up_implicit, test_implicit);
  ADD ("user-before-auth-is-refused", practice_fixture_set_up, test_clear_login_refused);
  ADD ("wrong-password-is-refused-three-times", practice_fixture_set_up, test_wrong_password);
  ADD ("a-client-certificate-is-wanted", practice_fixture_set_up, test_no_certificate);
  ADD ("text-behind-auth-ends-it", practice_fixture_set_up, test_text_behind_auth);
  ADD ("data-in-clear-is-refused", practice_fixture_set_up, test_unprotected);
  ADD ("escapes-are-refused", practice_fixture_set_up, test_escapes);
  ADD ("pipelined-commands", practice_fixture_set_up, test_pipelined);
  ADD ("too-long-a-line", practice_fixture_set_up, test_long_line);
  ADD ("too-many-connections", practice_fixture_set_up_small, test_too_many);
  ADD ("stop-ends-every-wait", practice_fixture_set_up, test_stop);
  return g_test_run ();
}
