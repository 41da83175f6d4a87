/* Replies too many, too early, too late, or to another command: none of them makes a file whole, or another verb's end. In
 * clear, where the dialogue need not say more. */
#include "ftp-rig.h"

#include "ftp-change.h"

#define LOGIN(features)                                                                                                     \
  "S: 220 ready\nC: USER anna\nS: 331 password\nC: PASS s3cret-word\nS: 230 in\nC: FEAT\n"                                  \
  "S: 211-Features\n" features "S: 211 End\n"                                                                               \
  "C: OPTS UTF8 ON\nS: 200 ok\nC: TYPE I\nS: 200 ok\nC: PWD\nS: 257 \"/home\" here\nC: SYST\nS: 215 UNIX Type: L8\n"
#define ASKED(path) "C: SIZE " path "\nS: 213 1\nC: MDTM " path "\nS: 213 20240101000000\nEPSV\n"
#define NOOP "C: NOOP\nS: 200 ok\n"

static FtpRig *
open_rig (const char *script)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  rig->protocol = WAYBILL_REMOTE_PROTOCOL_FTP;
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  return rig;
}

static void
expect_not_got (FtpRig *rig, const char *path, WaybillRemoteError kind)
{
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_get (rig, path, &outcome, &error));
  ftp_rig_assert_kind (error, kind);
}

static void
expect_not_put (FtpRig *rig, gsize length, WaybillRemoteError kind)
{
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_put (rig, "up", length, &outcome, &error));
  ftp_rig_assert_kind (error, kind);
}

/* The server knows no NOOP while data flows, so "500" may be its answer; but "200" ends no transfer. */
static void
test_refusal_before_the_noops_answer (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN ("S:  REST STREAM\n") "C: SIZE f\nS: 500 no\nC: MDTM f\nS: 500 no\nEPSV\nC: RETR f\nS: 150 here\nDATA-CLEAR\n"
                                  "PAUSE 450\nDATA-SEND ha\nPAUSE 0\nDATA-SEND lf\nC: NOOP\nDATA-CLOSE\nS: 500 read "
                                  "error\nS: 200 ok\n");

  rig->session->keep_time = 400000;
  expect_not_got (rig, "f", WAYBILL_REMOTE_ERROR_UNSUPPORTED);
}

/* What stands behind the proof would answer the wrong question: SIZE is asked anew, and tells that half is there. */
static void
test_upload_is_said_twice_to_have_ended (void)
{
  g_autoptr (FtpRig) rig = open_rig (LOGIN ("S:  SIZE\n") "EPSV\nC: STOR up\nC: NOOP\nC: SIZE up\nS: 150 send\nDATA-CLEAR\n"
                                                          "DATA-RECV\nDATA-CLOSE\nS: 226 got it\nS: 226 closing\nS: 200 ok\n"
                                                          "S: 213 400\nC: SIZE up\nS: 213 400\n");

  expect_not_put (rig, 1000, WAYBILL_REMOTE_ERROR_TRUNCATED);
  g_assert_true (rig->session->features.careful);
  g_assert_false (rig->session->features.in_turn);
  ftp_rig_finish (rig);
}

/* No number of bytes: the connection is out of step, and a new one is asked. */
static void
test_size_is_answered_with_an_end (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (LOGIN ("S:  SIZE\n") "EPSV\nC: STOR up\nC: SIZE up\nS: 150 send\nDATA-CLEAR\nDATA-RECV\nDATA-CLOSE\n"
                                       "S: 226 got it\nS: 226 closing\nS: 213 400\n");

  rig->session->features.in_turn = TRUE;
  expect_not_put (rig, 1000, WAYBILL_REMOTE_ERROR_LOST);
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
}

static void
test_upload_ends_before_all_was_sent (gconstpointer data)
{
  g_autofree char *script
      = g_strconcat (LOGIN ("S:  SITE UTIME\n") "EPSV\nC: STOR up\nS: 150 go\nDATA-CLEAR\nS: 226 done\nDATA-RECV\n"
                                                "DATA-CLOSE\nC: SIZE up\nS: ",
                     data, "\n", NULL);
  g_autoptr (FtpRig) rig = open_rig (script);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->session->features.careful = TRUE;
  if (g_str_has_prefix (data, "213"))
    {
      ftp_rig_put (rig, "up", 20000000, &outcome, &error);
      g_assert_no_error (error);
      g_assert_true (outcome.size_checked);
    }
  else
    expect_not_put (rig, 20000000, WAYBILL_REMOTE_ERROR_TRUNCATED);
  ftp_rig_finish (rig);
}

/* 426 for what was broken off, and once more 226 for it when the next verb waits: that one's answer comes behind. */
static void
test_late_end_of_what_was_broken_off (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN ("S:  SIZE\n") "C: SIZE a\nS: 213 2\nC: MDTM a\nS: 213 20240101000000\nEPSV\nC: RETR a\nS: 150 here\n"
                           "DATA-CLEAR\nDATA-SEND xxxx\nS: 426 broken off\nC: DELE keep\nS: 226 closing\n"
                           "S: 550 keep: Permission denied\n");
  g_autoptr (GError) error = NULL;

  expect_not_got (rig, "a", WAYBILL_REMOTE_ERROR_TRUNCATED);
  g_assert_false (waybill_ftp_change_remove (rig->session, "keep", FALSE, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_DENIED);
  ftp_rig_finish (rig);
}

/* In turn it seemed to be; but what c is asked was answered while b was on its way. b is fetched again, alone. */
static void
test_refusal_of_the_next_file (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN ("S:  SIZE\n") ASKED ("a") "C: RETR a\nS: 150 here\nDATA-CLEAR\nDATA-SEND x\nDATA-CLOSE\nS: 226 done\n" ASKED (
          "b") "C: RETR b\nC: SIZE c\nC: MDTM c\nC: EPSV\nS: 150 here\nDATA-CLEAR\nS: 550 c: No such file\n"
               "S: 550 c: No such file\nS: 229 (|||9|)\nS: 226 done\n" ASKED (
                   "b") "C: RETR b\nS: 150 here\nDATA-CLEAR\nDATA-SEND x\nDATA-CLOSE\nS: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->session->features.in_turn = TRUE;
  rig->next_path = "b";
  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  rig->next_path = "c";
  ftp_rig_get (rig, "b", &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (rig->session->features.careful);
  ftp_rig_finish (rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/order/refusal-before-the-noops-answer", test_refusal_before_the_noops_answer);
  g_test_add_func ("/ftp/order/upload-is-said-twice-to-have-ended", test_upload_is_said_twice_to_have_ended);
  g_test_add_func ("/ftp/order/size-is-answered-with-an-end", test_size_is_answered_with_an_end);
  g_test_add_data_func ("/ftp/order/upload-ends-before-all-was-sent/no-size", "500 no",
                        test_upload_ends_before_all_was_sent);
  g_test_add_data_func ("/ftp/order/upload-ends-before-all-was-sent/size", "213 20000000",
                        test_upload_ends_before_all_was_sent);
  g_test_add_func ("/ftp/order/late-end-of-what-was-broken-off", test_late_end_of_what_was_broken_off);
  g_test_add_func ("/ftp/order/refusal-of-the-next-file", test_refusal_of_the_next_file);
  return g_test_run ();
}
