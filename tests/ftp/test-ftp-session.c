/* The engine against dialogues: login, listing, transfer as they should go, and every refusal on the way. Faults on the wire
 * are test-ftp-faults'. */
#include "ftp-rig.h"

#include "test-identities.h"

#include <string.h>

static void
test_login_in_order (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN);
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rig->session->folder, ==, "/home");
  g_assert_true (rig->session->features.mlsd);
  g_assert_cmpstr (rig->session->facts->auth, ==, "TLS");
  g_assert_cmpstr (rig->session->facts->tls_version, ==, "TLS1.3");
  g_assert_false (rig->session->facts->asked);
  ftp_rig_finish (rig);
  g_assert_cmpstr (waybill_test_peer_get_clear_text (rig->peer), ==, "AUTH TLS\r\n");
}

static void
test_auth_ssl_after_tls_was_refused (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 504 what\nC: AUTH SSL\nS: 234 go\nTLS\nC: USER anna\n"
                                        "S: 232 your certificate is enough\n" FTP_RIG_SETUP);
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rig->session->facts->auth, ==, "SSL");
  ftp_rig_finish (rig);
}

/* CVE-2021-22946: a greeting of 230 does not skip AUTH. */
static void
test_greeting_230_does_not_skip_auth (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("S: 230 you are in already\nC: AUTH TLS\nS: 502 no\nC: AUTH SSL\nS: 502 no\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_open (rig, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION);
  ftp_rig_finish (rig);
}

static void
test_auth_refused_sends_nothing (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 530 please log in\nC: AUTH SSL\nS: 530 please log in\n");
  g_autoptr (GError) error = NULL;
  const WaybillRemoteErrorFacts *facts;

  g_assert_false (ftp_rig_open (rig, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION);
  g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_ENCRYPTION);
  g_assert_cmpstr (facts->reply_text, ==, "please log in");
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 4);
  ftp_rig_finish (rig);
  g_assert_cmpstr (waybill_test_peer_get_clear_text (rig->peer), ==, "AUTH TLS\r\nAUTH SSL\r\n");
}

static void
test_prot_refused_ends_the_session (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      "S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nS: 230 in\n"
      "C: FEAT\nS: 502 no\nC: OPTS UTF8 ON\nS: 502 no\nC: TYPE I\nS: 200 ok\nC: PWD\nS: 502 no\nC: SYST\nS: 502 no\n"
      "C: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 534 no\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_open (rig, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION);
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 4);
  ftp_rig_finish (rig);
}

static void
test_login_refused (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nS: 331 password\nC: PASS *\n"
                     "S: 530 s3cret-word is wrong\n");
  g_autoptr (GError) error = NULL;
  const WaybillRemoteErrorFacts *facts;

  g_assert_false (ftp_rig_open (rig, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_LOGIN);
  g_assert_cmpint (facts->reply_code, ==, 530);
  g_assert_cmpstr (facts->verb, ==, "PASS");
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 7);
  g_assert_false (waybill_remote_error_is_passing (error));
  ftp_rig_finish (rig);
}

static void
test_untrusted_server_learns_nothing (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS-REFUSED\n");
  g_autoptr (GError) error = NULL;
  const WaybillRemoteErrorFacts *facts;

  rig->identity = waybill_test_identities_get_client ();
  g_assert_false (ftp_rig_open (rig, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNTRUSTED);
  g_assert_nonnull (facts->verdict);
  g_assert_cmpint (waybill_cert_verdict_get_reasons (facts->verdict) & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY, !=, 0);
  ftp_rig_finish (rig);
  g_assert_cmpstr (waybill_test_peer_get_clear_text (rig->peer), ==, "AUTH TLS\r\n");
  g_assert_cmpstr (waybill_test_peer_get_secret_text (rig->peer), ==, "");
  g_assert_null (waybill_test_peer_get_client (rig->peer));
}

static void
test_client_certificate_is_shown (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS-CLIENT-CERT\nC: USER anna\nS: 230 in\n" FTP_RIG_SETUP);
  g_autoptr (GError) error = NULL;
  const char *fingerprint;

  rig->identity = waybill_test_identities_get_client ();
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_true (rig->session->facts->asked);
  g_assert_true (rig->session->facts->sent);
  ftp_rig_finish (rig);
  fingerprint = waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (rig->identity));
  g_assert_cmpstr (waybill_test_peer_get_client (rig->peer), ==, fingerprint);
}

/* On TLS 1.3 the handshake goes well and the first read fails. */
static void
test_missing_client_certificate (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS-NO-CERT\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_open (rig, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED);
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 6);
  ftp_rig_finish (rig);
}

static void
test_client_certificate_refused (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS-NO-CERT\n");
  g_autoptr (GError) error = NULL;

  rig->identity = waybill_test_identities_get_other_client ();
  g_assert_false (ftp_rig_open (rig, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED);
  ftp_rig_finish (rig);
}

static void
test_implicit (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("TLS\nS: 220 ready\nC: USER anna\nS: 230 in\n" FTP_RIG_SETUP);
  g_autoptr (GError) error = NULL;

  rig->protocol = WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
  g_assert_cmpstr (waybill_test_peer_get_clear_text (rig->peer), ==, "");
}

static void
test_partner_folder_is_entered (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: CWD in box\nS: 250 ok\nC: PWD\nS: 257 \"/home/in \"\"box\"\"\" here\n");
  g_autoptr (GError) error = NULL;

  rig->remote_dir = "in box";
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rig->session->folder, ==, "/home/in \"box\"");
  ftp_rig_finish (rig);
}

/* The session is good for what names its own place; what would begin in that folder is told why it has none. */
static void
test_missing_partner_folder_keeps_nobody_out (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN "C: CWD in box\nS: 550 no such folder\n");
  g_autoptr (GError) error = NULL;

  rig->remote_dir = "in box";
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rig->session->folder, ==, "/home");
  g_assert_true (waybill_ftp_session_has_place (rig->session, "/out/a.edi", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const WaybillRemoteErrorFacts *facts;

      g_assert_false (waybill_ftp_session_has_place (rig->session, i == 0 ? NULL : "a.edi", &error));
      g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND);
      facts = waybill_remote_error_get_facts (error);
      g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_SETUP);
      g_assert_cmpstr (facts->subject, ==, "in box");
      g_clear_error (&error);
    }
  ftp_rig_finish (rig);
}

/* A server that is full or asks for another login has not spoken of the folder. */
static void
test_other_refusals_of_the_folder_end_the_login (void)
{
  static const struct
  {
    const char *reply;
    WaybillRemoteError kind;
  } rows[] = { { "421 too many", WAYBILL_REMOTE_ERROR_BUSY }, { "530 log in", WAYBILL_REMOTE_ERROR_LOGIN } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *script = g_strdup_printf (FTP_RIG_LOGIN "C: CWD in box\nS: %s\n", rows[i].reply);
      g_autoptr (FtpRig) rig = ftp_rig_new (script);
      g_autoptr (GError) error = NULL;

      rig->remote_dir = "in box";
      g_assert_false (ftp_rig_open (rig, &error));
      g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) rows[i].kind);
      ftp_rig_finish (rig);
    }
}

static void
test_get_is_checked_and_resumed (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: SIZE a b\nS: 213 100000\nC: MDTM a b\nS: 213 20261122101500\nEPSV\n"
                                   "C: RETR a b\nS: 150 here\nDATA-TLS\nDATA-SEND @100000\nDATA-CLOSE\nS: 226 done\n");
  g_autoptr (GBytes) expected = waybill_test_peer_dup_pattern (100000);
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  ftp_rig_get (rig, "a b", &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (rig->got->data, rig->got->len, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_assert_true (outcome.size_checked);
  g_assert_true (outcome.clean_end);
  g_assert_true (outcome.resumed);
  g_assert_cmpint (outcome.mtime, ==, 1795342500);
  g_assert_cmpstr (outcome.reply, ==, "done");
  g_assert_cmpuint (rig->ended, ==, 1);
  ftp_rig_finish (rig);
  g_assert_cmpuint (waybill_test_peer_get_n_resumed (rig->peer), ==, 1);
}

static void
test_get_over_pasv_ignores_its_address (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      FTP_RIG_LOGIN "C: SIZE f\nS: 550 no SIZE here\nC: MDTM f\nS: 550 no\nC: EPSV\nS: 500 what\n"
                    "PASV 10,0,0,1\nC: RETR f\nS: 150 here\nDATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 226 done\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  ftp_rig_get (rig, "f", &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);
  g_assert_false (outcome.size_checked);
  g_assert_true (rig->session->features.no_epsv);
  ftp_rig_finish (rig);
}

static void
test_missing_file (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: SIZE f\nS: 550 no\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 550 f: No such file\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;
  const WaybillRemoteErrorFacts *facts;

  ftp_rig_open (rig, &error);
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  g_assert_cmpstr (facts->subject, ==, "f");
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 9);
  g_assert_cmpuint (rig->begun, ==, 0);
  g_assert_true (waybill_ftp_session_is_alive (rig->session));
  ftp_rig_finish (rig);
}

static void
test_put_is_whole_and_compared (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                                   "C: NOOP\nS: 200 ok\nC: SIZE up\nS: 213 3000000\n");
  g_autoptr (GBytes) expected = waybill_test_peer_dup_pattern (3000000);
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  ftp_rig_put (rig, "up", 3000000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.size_checked);
  g_assert_cmpint (outcome.bytes, ==, 3000000);
  ftp_rig_finish (rig);
  received = waybill_test_peer_dup_received (rig->peer);
  g_assert_true (g_bytes_equal (received, expected));
  g_assert_false (waybill_test_peer_was_cut (rig->peer));
}

static void
test_put_that_arrived_short (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                                   "C: NOOP\nS: 200 ok\nC: SIZE up\nS: 213 999\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  g_assert_false (ftp_rig_put (rig, "up", 1000, &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED);
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 10);
  ftp_rig_finish (rig);
}

static void
test_listing_keeps_honest_neighbours (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: MLSD in\nS: 150 here\nDATA-TLS\n"
                                   "DATA-SEND type=cdir;modify=20261122101500; .\\r\\n\n"
                                   "DATA-SEND type=file;size=12;modify=20261122101500; order 1.edi\\r\\n\n"
                                   "DATA-SEND type=file;size=12; \\r\\n\n"
                                   "DATA-SEND type=dir;modify=20261122101500; sub\\r\\nnonsense\\r\\n\n"
                                   "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  waybill_ftp_list_read (rig->session, "in", listing, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 4);
  g_assert_cmpint (waybill_remote_listing_find (listing, "order 1.edi")->size, ==, 12);
  g_assert_cmpint (waybill_remote_listing_find (listing, "sub")->type, ==, WAYBILL_REMOTE_ENTRY_DIR);
  g_assert_cmpint (waybill_remote_listing_get (listing, 3)->type, ==, WAYBILL_REMOTE_ENTRY_UNREADABLE);
  g_assert_cmpstr (waybill_remote_listing_get (listing, 3)->raw, ==, "nonsense");
  ftp_rig_finish (rig);
}

static void
test_list_where_there_is_no_mlsd (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      FTP_RIG_LOGIN "EPSV\nC: MLSD in\nS: 500 what\nC: CWD in\nS: 250 ok\nEPSV\nC: LIST\nS: 150 here\nDATA-TLS\n"
                    "DATA-SEND total 4\\r\\n-rw-r--r-- 1 anna edi 12 Nov 22  2025 two  blanks.edi\\r\\n\n"
                    "DATA-CLOSE\nS: 226 done\nC: CWD /home\nS: 250 ok\n");
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  waybill_ftp_list_read (rig->session, "in", listing, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 1);
  g_assert_nonnull (waybill_remote_listing_find (listing, "two  blanks.edi"));
  ftp_rig_finish (rig);
}

static void
test_stat (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      FTP_RIG_LOGIN "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 213 20261122101500\n"
                    "C: SIZE d\nS: 550 not a file\nC: MDTM d\nS: 550 no\nC: CWD d\nS: 250 ok\nC: CWD /home\nS: 250 ok\n"
                    "C: SIZE x\nS: 550 no\nC: MDTM x\nS: 550 no\nC: CWD x\nS: 550 no\n");
  g_autoptr (GError) error = NULL;
  gboolean is_folder;
  gint64 size, mtime;

  ftp_rig_open (rig, &error);
  g_assert_true (waybill_ftp_session_stat (rig->session, "f", &is_folder, &size, &mtime, NULL, &error));
  g_assert_false (is_folder);
  g_assert_cmpint (size, ==, 5);
  g_assert_true (waybill_ftp_session_stat (rig->session, "d", &is_folder, &size, &mtime, NULL, &error));
  g_assert_true (is_folder);
  g_assert_no_error (error);
  g_assert_false (waybill_ftp_session_stat (rig->session, "x", &is_folder, &size, &mtime, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  ftp_rig_finish (rig);
}

/* One connection serves several transfers, each resumed from the control channel's newest ticket. */
static void
test_many_transfers_are_all_resumed (void)
{
  g_autoptr (GString) script = g_string_new (FTP_RIG_LOGIN);
  g_autoptr (FtpRig) rig = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  for (guint i = 0; i < 8; i++)
    g_string_append (script, "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 150 here\nDATA-TLS\nDATA-SEND "
                             "hello\nDATA-CLOSE\nS: 226 done\n");
  rig = ftp_rig_new (script->str);
  ftp_rig_open (rig, &error);
  for (guint i = 0; i < 8; i++)
    {
      ftp_rig_get (rig, "f", &outcome, &error);
      g_assert_no_error (error);
      g_assert_true (outcome.resumed);
    }
  ftp_rig_finish (rig);
  g_assert_cmpuint (waybill_test_peer_get_n_resumed (rig->peer), ==, 8);
}

static void
test_resumed_once_and_then_not (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS-FRESH\nC: NOOP\nC: SIZE up\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->learnt = WAYBILL_REMOTE_LEARNT_YES;
  ftp_rig_open (rig, &error);
  g_assert_false (ftp_rig_put (rig, "up", 1000, &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NOT_RESUMED);
  ftp_rig_finish (rig);
  g_assert_cmpint (outcome.bytes, ==, 0);
}

static void
test_line_break_in_a_name (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN);
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  g_assert_false (ftp_rig_get (rig, "a\r\nDELE b", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSAFE);
  ftp_rig_finish (rig);
  g_assert_null (strstr (waybill_test_peer_get_secret_text (rig->peer), "DELE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ftp/session/login-in-order", test_login_in_order);
  g_test_add_func ("/ftp/session/auth-ssl-after-auth-tls-was-refused", test_auth_ssl_after_tls_was_refused);
  g_test_add_func ("/ftp/session/a-greeting-of-230-does-not-skip-auth", test_greeting_230_does_not_skip_auth);
  g_test_add_func ("/ftp/session/auth-refused-sends-nothing", test_auth_refused_sends_nothing);
  g_test_add_func ("/ftp/session/prot-refused-ends-the-session", test_prot_refused_ends_the_session);
  g_test_add_func ("/ftp/session/login-refused", test_login_refused);
  g_test_add_func ("/ftp/session/an-untrusted-server-learns-nothing", test_untrusted_server_learns_nothing);
  g_test_add_func ("/ftp/session/client-certificate-is-shown", test_client_certificate_is_shown);
  g_test_add_func ("/ftp/session/missing-client-certificate", test_missing_client_certificate);
  g_test_add_func ("/ftp/session/client-certificate-refused", test_client_certificate_refused);
  g_test_add_func ("/ftp/session/implicit", test_implicit);
  g_test_add_func ("/ftp/session/the-partners-folder-is-entered", test_partner_folder_is_entered);
  g_test_add_func ("/ftp/session/missing-partner-folder-keeps-nobody-out", test_missing_partner_folder_keeps_nobody_out);
  g_test_add_func ("/ftp/session/other-refusals-of-the-folder-end-the-login",
                   test_other_refusals_of_the_folder_end_the_login);
  g_test_add_func ("/ftp/session/get-is-checked-and-resumed", test_get_is_checked_and_resumed);
  g_test_add_func ("/ftp/session/get-over-pasv-ignores-its-address", test_get_over_pasv_ignores_its_address);
  g_test_add_func ("/ftp/session/missing-file", test_missing_file);
  g_test_add_func ("/ftp/session/put-is-whole-and-compared", test_put_is_whole_and_compared);
  g_test_add_func ("/ftp/session/put-that-arrived-short", test_put_that_arrived_short);
  g_test_add_func ("/ftp/session/listing-keeps-honest-neighbours", test_listing_keeps_honest_neighbours);
  g_test_add_func ("/ftp/session/list-where-there-is-no-mlsd", test_list_where_there_is_no_mlsd);
  g_test_add_func ("/ftp/session/stat", test_stat);
  g_test_add_func ("/ftp/session/many-transfers-are-all-resumed", test_many_transfers_are_all_resumed);
  g_test_add_func ("/ftp/session/resumed-once-and-then-not-stops", test_resumed_once_and_then_not);
  g_test_add_func ("/ftp/session/line-break-in-a-name", test_line_break_in_a_name);

  return g_test_run ();
}
