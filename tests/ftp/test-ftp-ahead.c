/* What is asked for the next file while one is on its way, as the peer sees it on the wire. */
#include "ftp-rig.h"

#include "base-clock.h"

#define ASKED(path) "C: SIZE " path "\nS: 213 5\nC: MDTM " path "\nS: 550 no\n"
#define HELLO_SENT "DATA-SEND hello\nDATA-CLOSE\n"
#define HELLO "DATA-TLS\n" HELLO_SENT

static FtpRig *
open_rig (const char *script)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  rig->session->features.in_turn = TRUE;
  return rig;
}

static void
get_well (FtpRig *rig, const char *path, const char *next_path)
{
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->next_path = next_path;
  g_byte_array_set_size (rig->got, 0);
  if (!ftp_rig_get (rig, path, &outcome, &error))
    ftp_rig_finish (rig); /* where the dialogue was left tells more */
  g_assert_no_error (error);
  g_assert_cmpint (outcome.bytes, ==, 5);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);
  g_assert_true (outcome.size_checked);
}

/* The commands of b stand behind RETR a; b itself needs no more than its RETR. */
static void
test_next_get_is_asked_for (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n" ASKED (
      "b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n");

  get_well (rig, "a", "b");
  get_well (rig, "b", NULL);
  ftp_rig_finish (rig);
}

/* Of an upload nothing but the port is wanted; its SIZE stands behind STOR, and the next one's commands behind that. */
static void
test_next_put_wants_a_port (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\nEPSV\n"
                                            "C: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                                            "C: SIZE up\nS: 213 1000\n" ASKED ("b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO
                                                                                    "S: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->next_way = WAYBILL_REMOTE_PUT;
  get_well (rig, "a", "up");
  rig->next_way = WAYBILL_REMOTE_GET;
  rig->next_path = "b";
  ftp_rig_put (rig, "up", 1000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.size_checked);
  get_well (rig, "b", NULL);
  ftp_rig_finish (rig);
}

/* One reply too many, and those behind it would be taken for others': a size for a time, an old port for a new one. Whatever
 * comes of that is not called a file; on a new connection nothing is asked ahead. */
static void
test_one_reply_too_many (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nC: SIZE b\nC: MDTM b\nC: EPSV\nS: 150 here\n" HELLO
                                            "S: 226 done\nS: 226 closing\nS: 213 5\nS: 550 no\nS: 229 (|||9|)\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  get_well (rig, "a", "b");
  rig->next_path = NULL;
  g_assert_false (ftp_rig_get (rig, "b", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_LOST);
  g_assert_true (rig->session->features.careful);
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
  ftp_rig_finish (rig);
}

/* b was cancelled before it began: what was said of it is not c's, but the port serves. */
static void
test_another_file_comes_next (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n"
                                                               "C: SIZE b\nS: 213 77\nC: MDTM b\nS: 550 no\nEPSV\n" ASKED (
                                                                   "c") "C: RETR c\nS: 150 here\n" HELLO "S: 226 done\n");

  get_well (rig, "a", "b");
  get_well (rig, "c", NULL);
  ftp_rig_finish (rig);
}

/* And when no file comes at all, the answers are taken away before the next verb. */
static void
test_another_verb_comes_next (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO
                                                               "S: 226 done\n" ASKED ("b") "EPSV\n" ASKED ("x"));
  gboolean is_folder;
  gint64 size, mtime;
  g_autoptr (GError) error = NULL;

  get_well (rig, "a", "b");
  waybill_ftp_session_stat (rig->session, "x", &is_folder, &size, &mtime, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 5);
  ftp_rig_finish (rig);
}

/* "503 a transfer is running": asked again, and never ahead again. */
static void
test_refused_ahead (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n" ASKED (
      "b") "C: EPSV\nS: 503 not now\nEPSV\nC: RETR b\nS: 150 here\n" HELLO
           "S: 226 done\n" ASKED ("c") "EPSV\nC: RETR c\nS: 150 here\n" HELLO "S: 226 done\n");

  get_well (rig, "a", "b");
  get_well (rig, "b", "c");
  g_assert_true (rig->session->features.careful);
  get_well (rig, "c", NULL);
  ftp_rig_finish (rig);
}

static void
test_failed_file_leaves_the_next_its_answers (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      FTP_RIG_LOGIN "C: SIZE a\nS: 550 no\nC: MDTM a\nS: 550 no\nEPSV\nC: RETR a\n"
                    "S: 550 a: No such file\n" ASKED ("b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->next_path = "b";
  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  get_well (rig, "b", NULL);
  ftp_rig_finish (rig);
}

/* Whoever breaks the transfer because of the commands behind it gets them one at a time from then on. */
static void
test_broken_by_what_was_ahead (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nDATA-SEND he\nDATA-CUT\nS: 226 done\n" ASKED (
          "b") "EPSV\n" ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO
                                    "S: 226 done\n" ASKED ("b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n");

  get_well (rig, "a", "b");
  g_assert_true (rig->session->features.careful);
  get_well (rig, "b", "c");
  ftp_rig_finish (rig);
}

/* But a server that was fine with it before has really cut the file. */
static void
test_cut_although_it_went_well_before (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n" ASKED (
      "b") "EPSV\nC: RETR b\nS: 150 here\nDATA-TLS\nDATA-SEND he\nDATA-CUT\nS: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  get_well (rig, "a", "b");
  rig->next_path = NULL;
  rig->session->features.parts_well = TRUE;
  g_assert_false (ftp_rig_get (rig, "b", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED);
  g_assert_false (rig->session->features.careful);
  ftp_rig_finish (rig);
}

#define PARTED "C: RETR b\nS: 150 here\nDATA-TLS\nDATA-RECV\n"

/* The peer sends nothing before our farewell has come. Once asking ahead is proven, it has it at once. */
static void
test_farewell_goes_out_first (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n" ASKED (
      "b") "EPSV\n" PARTED HELLO_SENT "S: 226 done\n");

  get_well (rig, "a", "b");
  g_assert_false (rig->session->features.parts_well);
  get_well (rig, "b", NULL);
  g_assert_true (rig->session->features.parts_well);
  ftp_rig_finish (rig);
}

/* One that takes the farewell for the end of all gets the file asked for again, and none so early any more. */
static void
test_farewell_was_too_early (gconstpointer data)
{
  const char *reply = data;
  g_autofree char *script
      = g_strconcat (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO
                                               "S: 226 done\n" ASKED ("b") "EPSV\n" PARTED "DATA-SEND he\nDATA-CUT\nS: ",
                     reply, "\n" ASKED ("b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n", NULL);
  g_autoptr (FtpRig) rig = open_rig (script);

  get_well (rig, "a", "b");
  get_well (rig, "b", NULL);
  g_assert_true (rig->session->features.stays);
  g_assert_false (rig->session->features.careful);
  ftp_rig_finish (rig);
}

static void
test_upload_is_sent_again_carefully (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      FTP_RIG_LOGIN
      "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
      "C: SIZE up\nS: 213 0\n" ASKED ("b") "EPSV\n"
                                           "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                                           "C: SIZE up\nS: 213 1000\n");
  g_autoptr (GBytes) expected = waybill_test_peer_dup_pattern (1000);
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->next_path = "b";
  ftp_rig_put (rig, "up", 1000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.size_checked);
  ftp_rig_finish (rig);
  received = waybill_test_peer_dup_received (rig->peer);
  g_assert_true (g_bytes_equal (received, expected));
}

/* A listing of a moment ago has told all that SIZE and MDTM would. */
static void
test_listed_file_is_not_asked_for (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n"
                                                   "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->is_listed = TRUE;
  rig->listed_size = 5;
  get_well (rig, "a", NULL);
  rig->listed_size = 6;
  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED);
  ftp_rig_finish (rig);
}

#define UP "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\nC: SIZE up\nS: 213 1000\n"

/* 22 November 2026, 10:15 UTC; where the server cannot, nothing is tried and the file is no less whole. */
static void
test_time_is_set_behind_it (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN UP "C: MFMT 20261122101500 up\nS: 213 Modify=20261122101500; up\n" UP
                                                      "C: MFMT 20261122101500 up\nS: 550 no\n" UP);
  const struct
  {
    gboolean mfmt, time_set;
  } rows[] = { { TRUE, TRUE }, { TRUE, FALSE }, { FALSE, FALSE } };

  rig->mtime = 1795342500;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WaybillRemoteOutcome outcome;
      g_autoptr (GError) error = NULL;

      rig->session->features.mfmt = rows[i].mfmt;
      ftp_rig_put (rig, "up", 1000, &outcome, &error);
      g_assert_no_error (error);
      g_assert_true (outcome.size_checked);
      g_assert_cmpint (outcome.time_set, ==, rows[i].time_set);
    }
  ftp_rig_finish (rig);
}

/* The first file tells the server's clock, before its time is set; once for each session, and not again within a month. */
static void
test_clock_is_asked_once (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN UP "C: MDTM up\nS: 213 20261122101500\n"
                                      "C: MFMT 20261122101500 up\nS: 213 ok\n" UP "C: MFMT 20261122101500 up\nS: 213 ok\n");
  gint64 now = waybill_base_clock_now ();
  const WaybillCertClockReading *clock;
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->more.keeps_clock = TRUE;
  rig->mtime = 1795342500;
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_strfreev (rig->session->features.lines);
  rig->session->features.lines = g_strsplit ("MDTM", " ", -1);
  rig->session->features.in_turn = rig->session->features.mfmt = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      ftp_rig_put (rig, "up", 1000, &outcome, &error);
      g_assert_no_error (error);
      g_assert_true (outcome.size_checked && outcome.time_set);
    }
  clock = &rig->session->facts->learnt.clock;
  g_assert_cmpint (clock->source, ==, WAYBILL_CERT_CLOCK_SOURCE_UPLOAD);
  g_assert_cmpint (clock->at, >=, now);
  g_assert_cmpint (clock->at + clock->ahead, ==, 1795342500);
  ftp_rig_finish (rig);
}

static void
test_clock_is_known (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN UP);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->more.keeps_clock = TRUE;
  rig->more.learnt.clock
      = (WaybillCertClockReading){ WAYBILL_CERT_CLOCK_SOURCE_LEARNT, 5, waybill_base_clock_now () - 86400 };
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_strfreev (rig->session->features.lines);
  rig->session->features.lines = g_strsplit ("MDTM", " ", -1);
  rig->session->features.in_turn = TRUE;
  ftp_rig_put (rig, "up", 1000, &outcome, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
}

#define NOOP "C: NOOP\nS: 200 still here\n"

/* Before anything else is asked ahead, a NOOP must be answered in its turn. */
static void
test_first_a_noop (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\n" HELLO "S: 226 done\n" NOOP ASKED (
          "b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n" ASKED ("c") "EPSV\n");

  rig->session->features.in_turn = FALSE;
  get_well (rig, "a", "b");
  g_assert_true (rig->session->features.in_turn);
  get_well (rig, "b", "c");
  ftp_rig_finish (rig);
}

/* A server that works on commands while data flows: nothing that it says of others is taken for the end of this file. */
static void
test_answers_out_of_turn (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\n" NOOP
                    "C: SIZE up\nS: 550 not yet\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                    "C: SIZE up\nS: 213 1000\n" ASKED ("b") "EPSV\nC: RETR b\nS: 150 here\n" HELLO "S: 226 done\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->session->features.in_turn = FALSE;
  rig->next_path = "b";
  ftp_rig_put (rig, "up", 1000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.size_checked);
  g_assert_cmpint (outcome.reply_code, ==, 226);
  g_assert_true (rig->session->features.careful);
  get_well (rig, "b", "c");
  ftp_rig_finish (rig);
}

/* 226 for a file that is not there. */
static void
test_nothing_of_that_name_after_all (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN "EPSV\nC: STOR up\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"
                                "C: SIZE up\nS: 550 up: No such file\n");
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->session->features.size = TRUE;
  g_assert_false (ftp_rig_put (rig, "up", 1000, &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED);
  ftp_rig_finish (rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/ahead/next-get-is-asked-for", test_next_get_is_asked_for);
  g_test_add_func ("/ftp/ahead/next-put-wants-a-port", test_next_put_wants_a_port);
  g_test_add_func ("/ftp/ahead/one-reply-too-many", test_one_reply_too_many);
  g_test_add_func ("/ftp/ahead/another-file-comes-next", test_another_file_comes_next);
  g_test_add_func ("/ftp/ahead/another-verb-comes-next", test_another_verb_comes_next);
  g_test_add_func ("/ftp/ahead/refused-ahead", test_refused_ahead);
  g_test_add_func ("/ftp/ahead/failed-file-leaves-the-next-its-answers", test_failed_file_leaves_the_next_its_answers);
  g_test_add_func ("/ftp/ahead/broken-by-what-was-ahead", test_broken_by_what_was_ahead);
  g_test_add_func ("/ftp/ahead/cut-although-it-went-well-before", test_cut_although_it_went_well_before);
  g_test_add_func ("/ftp/ahead/farewell-goes-out-first", test_farewell_goes_out_first);
  g_test_add_data_func ("/ftp/ahead/farewell-was-too-early/cut", "226 done", test_farewell_was_too_early);
  g_test_add_data_func ("/ftp/ahead/farewell-was-too-early/told", "426 you left", test_farewell_was_too_early);
  g_test_add_func ("/ftp/ahead/upload-is-sent-again-carefully", test_upload_is_sent_again_carefully);
  g_test_add_func ("/ftp/ahead/listed-file-is-not-asked-for", test_listed_file_is_not_asked_for);
  g_test_add_func ("/ftp/ahead/time-is-set-behind-it", test_time_is_set_behind_it);
  g_test_add_func ("/ftp/ahead/first-a-noop", test_first_a_noop);
  g_test_add_func ("/ftp/ahead/answers-out-of-turn", test_answers_out_of_turn);
  g_test_add_func ("/ftp/ahead/clock-is-asked-once", test_clock_is_asked_once);
  g_test_add_func ("/ftp/ahead/clock-is-known", test_clock_is_known);
  g_test_add_func ("/ftp/ahead/nothing-of-that-name-after-all", test_nothing_of_that_name_after_all);
  return g_test_run ();
}
