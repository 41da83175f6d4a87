/* Text mode (RFC 959 §3.1.1.1): line ends in both directions, however the pieces are cut; TYPE on the wire, and what a size
 * means no more. And APPE, which nobody may say twice. */
#include "ftp-attribute.h"
#include "ftp-checksum.h"
#include "ftp-rig.h"
#include "ftp-switch.h"
#include "ftp-text.h"

#include <string.h>

typedef gsize (*Convert) (WaybillFtpText *self, const char *bytes, gsize length, char *out);

/* In two pieces, cut anywhere. */
static void
assert_text (Convert convert, const char *from, const char *to)
{
  for (gsize cut = 0; cut <= strlen (from); cut++)
    {
      WaybillFtpText text = { FALSE };
      char out[64];
      gsize length = convert (&text, from, cut, out);

      length += convert (&text, from + cut, strlen (from) - cut, out + length);
      if (convert == waybill_ftp_text_to_local)
        length += waybill_ftp_text_end_local (&text, out + length);
      out[length] = '\0';
      g_assert_cmpstr (out, ==, to);
    }
}

static void
test_line_ends (void)
{
  static const struct
  {
    const char *wire;
    const char *local;
    const char *again; /* on the way back */
  } rows[] = {
    { "", "", "" },
    { "a\r\nb\r\n", "a\nb\n", "a\r\nb\r\n" },
    { "\r\n\r\n", "\n\n", "\r\n\r\n" },
    { "a\rb", "a\rb", "a\rb" },
    { "a\r", "a\r", "a\r" },
    { "\r\r\n", "\r\n", "\r\n" },
    { "\r\r\r\n", "\r\r\n", "\r\r\n" },
    { "a\nb", "a\nb", "a\r\nb" },
    { "\n\n", "\n\n", "\r\n\r\n" },
    { "no end", "no end", "no end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_text (waybill_ftp_text_to_local, rows[i].wire, rows[i].local);
      assert_text (waybill_ftp_text_to_wire, rows[i].local, rows[i].again);
    }
}

static FtpRig *
open_rig (const char *script, gboolean ascii)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  rig->ascii = ascii;
  if (!ftp_rig_open (rig, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  rig->session->features.in_turn = TRUE;
  return rig;
}

static void
assert_got (FtpRig *rig, const char *text)
{
  g_assert_cmpmem (rig->got->data, rig->got->len, text, strlen (text));
}

#define TO_TEXT "C: TYPE A\nS: 200 Type set to A\n"
#define TO_BYTES "C: TYPE I\nS: 200 Type set to I\n"
#define GET_TEXT(data) "C: MDTM a\nS: 550 no\nEPSV\nC: RETR a\nS: 150 here\nDATA-TLS\n" data "S: 226 done\n"

/* CR and LF in two records; no SIZE is asked for, and it is said that none was compared. */
static void
test_get (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN TO_TEXT GET_TEXT ("DATA-SEND one\\r\nDATA-SEND \\ntwo\\rthree\\r\\n\\r\nDATA-CLOSE\n"),
                  TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  assert_got (rig, "one\ntwo\rthree\n\r");
  g_assert_true (outcome.is_text);
  g_assert_false (outcome.size_checked);
  g_assert_cmpint (outcome.bytes, ==, rig->got->len);
  g_assert_cmpint (outcome.announced, ==, -1);
  ftp_rig_finish (rig);
}

/* What a listing said was of its bytes there. */
static void
test_get_listed (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN TO_TEXT "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nDATA-SEND one\\r\\n\n"
                                                           "DATA-CLOSE\nS: 226 done\n",
                                     TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->is_listed = TRUE;
  rig->listed_size = 3;
  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  assert_got (rig, "one\n");
  g_assert_cmpint (outcome.announced, ==, -1);
  ftp_rig_finish (rig);
}

/* Nothing tells how long a text is: without its farewell it is not whole. */
static void
test_get_cut (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN TO_TEXT GET_TEXT ("DATA-SEND one\\r\\n\nDATA-CUT\n"), TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->session->features.careful = TRUE;
  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED);
  g_assert_cmpuint (rig->ended, ==, 0);
  ftp_rig_finish (rig);
}

#define PUT_TEXT "EPSV\nC: STOR a\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\n"

static void
test_put (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN TO_TEXT PUT_TEXT, TRUE);
  g_autoptr (GBytes) received = NULL;
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->text = "one\ntwo\r\nthree";
  ftp_rig_put (rig, "a", 0, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.bytes, ==, (gint64) strlen (rig->text));
  g_assert_true (outcome.is_text);
  g_assert_false (outcome.size_checked);
  ftp_rig_finish (rig);
  received = waybill_test_peer_dup_received (rig->peer);
  g_assert_cmpmem (g_bytes_get_data (received, NULL), g_bytes_get_size (received), "one\r\ntwo\r\nthree", 15);
}

/* The 226 never comes: no size may say that all is well. */
static void
test_put_without_last_word (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN TO_TEXT "EPSV\nC: STOR a\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nDROP\n", TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->text = "one\n";
  g_assert_false (ftp_rig_put (rig, "a", 0, &outcome, &error));
  g_assert_false (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_LOST)->has_ended);
  ftp_rig_finish (rig);
}

/* Said when it changes and only then; a size is always asked for in bytes; nothing is asked ahead across it. */
static void
test_type_changes (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN TO_TEXT PUT_TEXT PUT_TEXT TO_BYTES
                                     "C: SIZE a\nS: 213 15\nC: MDTM a\nS: 213 20200102030405\n"
                                     "C: SIZE a\nS: 213 5\nC: MDTM a\nS: 550 no\nEPSV\nC: RETR a\nS: 150 "
                                     "here\nDATA-TLS\nDATA-SEND a\\r\\nbc\nDATA-CLOSE\nS: 226 done\n",
                                     TRUE);
  WaybillRemoteOutcome outcome;
  gboolean is_folder;
  gint64 size, mtime;
  g_autoptr (GError) error = NULL;

  rig->text = "one\ntwo\n";
  for (guint i = 0; i < 2; i++)
    {
      rig->next_path = i == 0 ? NULL : "next, as bytes";
      ftp_rig_put (rig, "a", 0, &outcome, &error);
      g_assert_no_error (error);
    }
  rig->next_path = NULL;
  waybill_ftp_session_stat (rig->session, "a", &is_folder, &size, &mtime, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 15);
  rig->ascii = FALSE;
  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  assert_got (rig, "a\r\nbc");
  g_assert_true (outcome.size_checked);
  g_assert_false (outcome.is_text);
  ftp_rig_finish (rig);
}

static void
test_type_refused (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN "C: TYPE A\nS: 504 no text here\n", TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED)->verb, ==, "TYPE");
  ftp_rig_finish (rig);
}

/* Never gone on from: the sink hears that the first byte comes. */
static void
test_never_resumes (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN TO_TEXT GET_TEXT ("DATA-SEND a\\r\\n\nDATA-CLOSE\n"), TRUE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->offset = 100;
  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.start, ==, 0);
  ftp_rig_finish (rig);
}

/* IBM's letters: the bytes pass through, their number proves nothing, and a listing is never asked for in them. */
static void
test_ebcdic (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN "C: TYPE E\nS: 200 ok\n" GET_TEXT ("DATA-SEND \\xc1\\r\\n\\x25\nDATA-CLOSE\n") TO_BYTES
                  "EPSV\nC: MLSD\nS: 150 here\nDATA-TLS\nDATA-CLOSE\nS: 226 done\n",
                  FALSE);
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  waybill_ftp_switch_set (rig->session, "type", "ebcdic", NULL, &error);
  g_assert_no_error (error);
  ftp_rig_get (rig, "a", &outcome, &error);
  g_assert_no_error (error);
  assert_got (rig, "\xc1\r\n\x25");
  g_assert_true (outcome.is_text);
  waybill_ftp_list_read (rig->session, NULL, listing, NULL, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
}

#define APPE "EPSV\nC: SIZE a\nS: 213 400\nC: APPE a\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\n"

/* What stood there before counts. */
static void
test_append (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN APPE "S: 226 got it\nC: SIZE a\nS: 213 1400\n" APPE
                                                        "S: 226 got it\nC: SIZE a\nS: 213 1000\n",
                                     FALSE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->appends = TRUE;
  ftp_rig_put (rig, "a", 1000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.start, ==, 400);
  g_assert_cmpint (outcome.bytes, ==, 1000);
  g_assert_true (outcome.size_checked);
  g_assert_false (ftp_rig_put (rig, "a", 1000, &outcome, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TRUNCATED)->verb, ==, "APPE");
  ftp_rig_finish (rig);
}

/* A file that is sent would be tried again carefully; this one never: the script has no second APPE. */
static void
test_append_is_never_repeated (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (FTP_RIG_LOGIN
                  "EPSV\nC: SIZE a\nS: 213 400\nC: APPE a\nS: 426 no\nC: NOOP\nS: 200 ok\nC: SIZE a\nS: 213 400\n",
                  FALSE);
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->appends = TRUE;
  rig->session->features.in_turn = FALSE;
  g_assert_false (ftp_rig_put (rig, "a", 1000, &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_LOST);
  g_assert_true (rig->session->features.careful);
  ftp_rig_finish (rig);
}

/* The last word is missing: how long the file is now decides, and that is told. */
static void
test_append_in_doubt (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN APPE "DROP\n", FALSE);
  WaybillRemoteOutcome outcome;
  const WaybillRemoteErrorFacts *facts;
  g_autoptr (GError) error = NULL;

  rig->appends = TRUE;
  g_assert_false (ftp_rig_put (rig, "a", 1000, &outcome, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_LOST);
  g_assert_true (facts->has_ended);
  g_assert_cmpint (facts->ended_size, ==, 1400);
  ftp_rig_finish (rig);
}

#define STORED "EPSV\nC: STOR a\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nS: 226 got it\nC: SIZE a\n"

/* It said that it has the file, then goodbye, or nothing at all: a new connection is to tell. */
static void
test_size_is_not_answered (gconstpointer data)
{
  g_autofree char *script = g_strconcat (FTP_RIG_LOGIN STORED, data, NULL);
  g_autoptr (FtpRig) rig = open_rig (script, FALSE);
  WaybillRemoteOutcome outcome;
  const WaybillRemoteErrorFacts *facts;
  g_autoptr (GError) error = NULL;

  g_assert_false (ftp_rig_put (rig, "a", 1000, &outcome, &error));
  facts = waybill_remote_error_get_facts (error);
  g_assert_true (waybill_remote_error_is_passing (error));
  g_assert_true (facts->has_ended);
  g_assert_cmpint (facts->ended_size, ==, 1000);
  g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_CHECK);
  ftp_rig_finish (rig);
}

#define TIMED FTP_RIG_LOGIN STORED "S: 213 1000\nC: MFMT 20200102030405 a\n"

/* By then the file is right, whatever becomes of its time. */
static void
test_time_is_only_told (gconstpointer data)
{
  g_autofree char *script = g_strconcat (TIMED, data, NULL);
  g_autoptr (FtpRig) rig = open_rig (script, FALSE);
  gboolean well = strncmp (data, "S: 2", 4) == 0;
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  rig->mtime = G_GINT64_CONSTANT (1577934245);
  rig->session->features.mfmt = TRUE;
  ftp_rig_put (rig, "a", 1000, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.size_checked);
  g_assert_cmpint (outcome.time_set, ==, well);
  g_assert_cmpint (outcome.time_refused, ==, !well && strcmp (data, "DROP\n") != 0);
  g_assert_cmpint (rig->session->features.mfmt, ==, strncmp (data, "S: 50", 5) != 0);
  ftp_rig_finish (rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/text/line-ends", test_line_ends);
  g_test_add_func ("/ftp/text/get", test_get);
  g_test_add_func ("/ftp/text/get-listed", test_get_listed);
  g_test_add_func ("/ftp/text/get-cut", test_get_cut);
  g_test_add_func ("/ftp/text/put", test_put);
  g_test_add_func ("/ftp/text/put-without-last-word", test_put_without_last_word);
  g_test_add_func ("/ftp/text/type-changes", test_type_changes);
  g_test_add_func ("/ftp/text/type-refused", test_type_refused);
  g_test_add_func ("/ftp/text/never-resumes", test_never_resumes);
  g_test_add_func ("/ftp/text/ebcdic", test_ebcdic);
  g_test_add_func ("/ftp/append/size-counts-what-was-there", test_append);
  g_test_add_func ("/ftp/append/never-repeated", test_append_is_never_repeated);
  g_test_add_func ("/ftp/append/in-doubt", test_append_in_doubt);
  g_test_add_data_func ("/ftp/put/size-not-answered/goodbye", "S: 421 too late\nDROP\n", test_size_is_not_answered);
  g_test_add_data_func ("/ftp/put/size-not-answered/gone", "DROP\n", test_size_is_not_answered);
  g_test_add_data_func ("/ftp/put/time/set", "S: 213 Modify=20200102030405; a\n", test_time_is_only_told);
  g_test_add_data_func ("/ftp/put/time/refused", "S: 550 not yours\n", test_time_is_only_told);
  g_test_add_data_func ("/ftp/put/time/not-known", "S: 500 what\n", test_time_is_only_told);
  g_test_add_data_func ("/ftp/put/time/gone", "DROP\n", test_time_is_only_told);
  return g_test_run ();
}
