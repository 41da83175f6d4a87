/* The engine against hostile and broken peers: forged replies, clear text, cuts, stalls, floods. The orderly way is
 * test-ftp-session's; every wait broken, test-ftp-faults-waits'. */
#include "ftp-rig.h"

#include "test-identities.h"

#include <string.h>

#define GET_BEGIN "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 150 here\n"
#define GET_BEGIN_NO_SIZE "C: SIZE f\nS: 500 no\nC: MDTM f\nS: 500 no\nEPSV\nC: RETR f\nS: 150 here\n"

/* Opens must fail with that kind, and nothing of ours may have been said in clear. */
static void
assert_open_fails (const char *script, WaybillRemoteError kind, WaybillRemotePhase phase)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  rig->silence = G_USEC_PER_SEC;
  g_assert_false (ftp_rig_open (rig, &error));
  g_assert_cmpint (ftp_rig_assert_kind (error, kind)->phase, ==, phase);
  /* The peer may still be speaking when we hang up: that it could not say all is no fault. */
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
  waybill_test_peer_finish (rig->peer, NULL);
  g_assert_null (strstr (waybill_test_peer_get_clear_text (rig->peer), "USER"));
  g_assert_null (strstr (waybill_test_peer_get_clear_text (rig->peer), "s3cret-word"));
}

/* curl CVE-2021-22947, CVE-2011-0411. */
static void
test_forged_reply_behind_234 (void)
{
  assert_open_fails ("S: 220 ready\nC: AUTH TLS\nFORGE 230 you are in\nS: 234 go\n", WAYBILL_REMOTE_ERROR_PROTOCOL,
                     WAYBILL_REMOTE_PHASE_ENCRYPTION);
}

/* Seen right behind the 234, or only when the handshake reads it: either way the session ends before USER. */
static void
test_clear_text_instead_of_tls (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      "S: 220 ready\nC: AUTH TLS\nS: 234 go\nS: 220 still in clear, and longer than a record's head\nSTALL\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_open (rig, &error));
  g_assert_true (g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_PROTOCOL)
                 || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_PLAIN_TEXT));
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
  waybill_test_peer_finish (rig->peer, NULL);
  g_assert_cmpstr (waybill_test_peer_get_secret_text (rig->peer), ==, "");
  g_assert_null (strstr (waybill_test_peer_get_clear_text (rig->peer), "USER"));
}

static void
test_stalls (void)
{
  assert_open_fails ("STALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT, WAYBILL_REMOTE_PHASE_GREETING);
  assert_open_fails ("S: 220 ready\nC: AUTH TLS\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT, WAYBILL_REMOTE_PHASE_ENCRYPTION);
  assert_open_fails ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT,
                     WAYBILL_REMOTE_PHASE_HANDSHAKE);
  assert_open_fails ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT,
                     WAYBILL_REMOTE_PHASE_LOGIN);
}

static void
test_drops (void)
{
  assert_open_fails ("DROP\n", WAYBILL_REMOTE_ERROR_LOST, WAYBILL_REMOTE_PHASE_GREETING);
  assert_open_fails ("S: 421 too many\n", WAYBILL_REMOTE_ERROR_BUSY, WAYBILL_REMOTE_PHASE_GREETING);
  assert_open_fails ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nDROP\n", WAYBILL_REMOTE_ERROR_LOST,
                     WAYBILL_REMOTE_PHASE_LOGIN);
}

static void
test_not_ftp (void)
{
  assert_open_fails ("S: SSH-2.0-OpenSSH_9.2p1\nSTALL\n", WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_GREETING);
}

static void
test_floods (void)
{
  g_autofree char *line = g_strnfill (400 * 1024, 'x');
  g_autofree char *endless_line = g_strdup_printf ("S- 220 %s\nSTALL\n", line);
  g_autoptr (GString) endless_reply = g_string_new (NULL);

  line[1000] = '\0';
  for (guint i = 0; i < 400; i++)
    g_string_append_printf (endless_reply, "S: 220-%s\n", line);
  g_string_append (endless_reply, "STALL\n");
  assert_open_fails (endless_line, WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_GREETING);
  assert_open_fails (endless_reply->str, WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_GREETING);
}

/* A get whose data and replies are as in the script must fail with that kind; the sink is never told that it went well. */
static void
assert_get_fails (const char *script, WaybillRemoteError kind)
{
  g_autofree char *whole = g_strconcat (FTP_RIG_LOGIN, script, NULL);
  g_autoptr (FtpRig) rig = ftp_rig_new (whole);
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->silence = 2 * G_USEC_PER_SEC;
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  ftp_rig_assert_kind (error, kind);
  g_assert_cmpuint (rig->ended, ==, 0);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

static void
test_data_cut_short (void)
{
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDATA-CLOSE\nS: 226 done\n", WAYBILL_REMOTE_ERROR_TRUNCATED);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDATA-CUT\nS: 226 done\n", WAYBILL_REMOTE_ERROR_TRUNCATED);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hello and more\nSTALL\n", WAYBILL_REMOTE_ERROR_TRUNCATED);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDATA-CLOSE\nS: 426 gone\n", WAYBILL_REMOTE_ERROR_LOST);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 451 disk trouble\n", WAYBILL_REMOTE_ERROR_FAILED);
  assert_get_fails (GET_BEGIN_NO_SIZE "DATA-TLS\nDATA-SEND hello\nDATA-CUT\nS: 226 done\n", WAYBILL_REMOTE_ERROR_TRUNCATED);
}

/* A final reply that is neither yes nor no is no yes. */
static void
test_final_reply_of_350 (void)
{
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 350 hm\n", WAYBILL_REMOTE_ERROR_PROTOCOL);
}

/* Without end, and faster than any wait. */
static void
test_early_replies_without_end (void)
{
  g_autoptr (GString) flood = g_string_new (NULL);

  for (guint i = 0; i < 50; i++)
    g_string_append (flood, "S: 120 wait\n");
  g_string_append (flood, "STALL\n");
  assert_open_fails (flood->str, WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_GREETING);
}

/* The next try is made on a new connection, and what was learnt holds: yes, then no, stops. */
static void
test_unresumed_ends_the_session (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      FTP_RIG_LOGIN GET_BEGIN "DATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 226 done\n" GET_BEGIN "DATA-TLS-FRESH\nSTALL\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  ftp_rig_get (rig, "f", &outcome, &error);
  g_assert_no_error (error);
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NOT_RESUMED);
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
  g_assert_cmpint (rig->session->facts->resumed, ==, WAYBILL_REMOTE_LEARNT_YES);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

/* No SIZE, no MDTM, no folder: that is not "nothing is there". */
static void
test_server_that_cannot_tell (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: SIZE f\nS: 500 what\nC: MDTM f\nS: 500 what\nC: CWD f\nS: 550 no\n");
  g_autoptr (GError) error = NULL;
  gboolean is_folder;
  gint64 size, mtime;

  ftp_rig_open (rig, &error);
  g_assert_false (waybill_ftp_session_stat (rig->session, "f", &is_folder, &size, &mtime, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
  ftp_rig_finish (rig);
}

static void
test_data_stalls_and_breaks (void)
{
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDATA-RESET\nS: 426 broken\n", WAYBILL_REMOTE_ERROR_LOST);
  assert_get_fails (GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDROP\n", WAYBILL_REMOTE_ERROR_LOST);
}

/* PROT P was accepted, but the data comes in clear. */
static void
test_data_in_clear (void)
{
  assert_get_fails (GET_BEGIN
                    "DATA-CLEAR\nDATA-SEND hello, this is longer than a TLS record's head\nDATA-CLOSE\nS: 226 done\n",
                    WAYBILL_REMOTE_ERROR_PLAIN_TEXT);
}

static void
test_data_channel_of_somebody_else (void)
{
  assert_get_fails (GET_BEGIN "DATA-TLS-REFUSED\nS: 425 no\n", WAYBILL_REMOTE_ERROR_UNTRUSTED);
}

static void
test_reuse_demanded (void)
{
  assert_get_fails (
      "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 522 SSL connection failed: session reuse required\n",
      WAYBILL_REMOTE_ERROR_NOT_RESUMED);
  assert_get_fails ("C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\n"
                    "S: 425 Unable to build data connection: Operation not permitted\n",
                    WAYBILL_REMOTE_ERROR_NOT_RESUMED);
}

static void
test_malformed_229_and_227 (void)
{
  assert_get_fails ("C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nC: EPSV\nS: 229 nothing here\n",
                    WAYBILL_REMOTE_ERROR_PROTOCOL);
  assert_get_fails ("C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nC: EPSV\nS: 500 no\nC: PASV\nS: 227 (1,2,3)\n",
                    WAYBILL_REMOTE_ERROR_PROTOCOL);
}

/* With 226 and a size that fits, an end without close_notify is a success. */
static void
test_cut_with_fitting_size_is_whole (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN GET_BEGIN "DATA-TLS\nDATA-SEND hello\nDATA-CUT\nS: 226 done\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  ftp_rig_get (rig, "f", &outcome, &error);
  g_assert_no_error (error);
  g_assert_false (outcome.clean_end);
  g_assert_true (outcome.size_checked);
  ftp_rig_finish (rig);
}

static void
test_226_before_the_data (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN GET_BEGIN "DATA-TLS\nS: 226 done already\nDATA-SEND hello\nDATA-CLOSE\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  ftp_rig_open (rig, &error);
  ftp_rig_get (rig, "f", &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);
  ftp_rig_finish (rig);
}

static void
test_upload_refused_in_the_middle (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nS: 552 your quota is used up\nSTALL\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->silence = 3 * G_USEC_PER_SEC;
  ftp_rig_open (rig, &error);
  g_assert_false (ftp_rig_put (rig, "up", 64 * 1024 * 1024, &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_REMOTE_FULL);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

/* A cancelled transfer keeps the connection: the owed reply is drained before the next command. */
static gboolean
cancel_at_data (gpointer data, GError **error)
{
  FtpRig *rig = data;

  if (rig->got->len > 0)
    g_cancellable_cancel (rig->cancellable);
  return TRUE;
}

static void
test_cancel_keeps_the_connection (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN GET_BEGIN "DATA-TLS\nDATA-SEND hel\nDATA-STALL\nS: 426 you left\n"
                                                                "C: SIZE g\nS: 213 7\nC: MDTM g\nS: 550 no\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;
  gboolean is_folder;
  gint64 size, mtime;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  rig->session->terms.probe = cancel_at_data;
  rig->session->terms.probe_data = rig;
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_clear_error (&error);

  rig->session->terms.probe = NULL;
  waybill_ftp_session_stat (rig->session, "g", &is_folder, &size, &mtime, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 7);
  g_clear_pointer (&rig->session, waybill_ftp_session_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ftp/faults/forged-reply-behind-the-234", test_forged_reply_behind_234);
  g_test_add_func ("/ftp/faults/clear-text-instead-of-tls", test_clear_text_instead_of_tls);
  g_test_add_func ("/ftp/faults/stalls", test_stalls);
  g_test_add_func ("/ftp/faults/drops", test_drops);
  g_test_add_func ("/ftp/faults/not-ftp", test_not_ftp);
  g_test_add_func ("/ftp/faults/floods", test_floods);
  g_test_add_func ("/ftp/faults/data-cut-short", test_data_cut_short);
  g_test_add_func ("/ftp/faults/final-reply-of-350", test_final_reply_of_350);
  g_test_add_func ("/ftp/faults/early-replies-without-end", test_early_replies_without_end);
  g_test_add_func ("/ftp/faults/unresumed-ends-the-session", test_unresumed_ends_the_session);
  g_test_add_func ("/ftp/faults/server-that-cannot-tell", test_server_that_cannot_tell);
  g_test_add_func ("/ftp/faults/data-stalls-and-breaks", test_data_stalls_and_breaks);
  g_test_add_func ("/ftp/faults/data-in-clear", test_data_in_clear);
  g_test_add_func ("/ftp/faults/data-channel-of-somebody-else", test_data_channel_of_somebody_else);
  g_test_add_func ("/ftp/faults/reuse-demanded", test_reuse_demanded);
  g_test_add_func ("/ftp/faults/malformed-229-and-227", test_malformed_229_and_227);
  g_test_add_func ("/ftp/faults/cut-with-fitting-size-is-whole", test_cut_with_fitting_size_is_whole);
  g_test_add_func ("/ftp/faults/226-before-the-data", test_226_before_the_data);
  g_test_add_func ("/ftp/faults/upload-refused-in-the-middle", test_upload_refused_in_the_middle);
  g_test_add_func ("/ftp/faults/cancel-keeps-the-connection", test_cancel_keeps_the_connection);

  return g_test_run ();
}
