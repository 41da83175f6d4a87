/* Time, mode, checksum, raw commands, switches and signs of life, as the peer sees them on the wire. */
#include "ftp-attribute.h"
#include "ftp-checksum.h"
#include "ftp-quote.h"
#include "ftp-rig.h"
#include "ftp-switch.h"

#include <string.h>

#define LOGIN(features)                                                                                                     \
  "S: 220 ready\nC: USER anna\nS: 331 password\nC: PASS s3cret-word\nS: 230 in\nC: FEAT\n" features                         \
  "C: OPTS UTF8 ON\nS: 200 ok\nC: TYPE I\nS: 200 ok\nC: PWD\nS: 257 \"/home\" here\nC: SYST\nS: 215 UNIX Type: L8\n"
#define FEATURES(lines) "S: 211-Features\n" lines "S: 211 End\n"
#define WHEN G_GINT64_CONSTANT (1577934245) /* 2020-01-02 03:04:05 */

static FtpRig *
open_rig (const char *script)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  rig->protocol = WAYBILL_REMOTE_PROTOCOL_FTP;
  if (!ftp_rig_open (rig, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  return rig;
}

static void
test_time_by_mfmt (void)
{
  g_autoptr (FtpRig) rig = open_rig (LOGIN (
      FEATURES ("S:  MFMT\nS:  SITE UTIME\n")) "C: MFMT 20200102030405 a b.txt\nS: 213 Modify=20200102030405; a b.txt\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ftp_attribute_set_time (rig->session, "a b.txt", WHEN, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rig->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MFMT], ==, WAYBILL_REMOTE_LEARNT_YES);
  ftp_rig_finish (rig);
}

/* Each of the elders only where it is listed: "MDTM" alone is the question, not the order. */
static void
test_time_by_its_elders (void)
{
  g_autoptr (FtpRig) utime = open_rig (LOGIN (FEATURES (
      "S:  SITE CHMOD;UTIME\nS:  MDTM YYYYMMDDHHMMSS[+-TZ];filename\n")) "C: SITE UTIME a 20200102030405 20200102030405 "
                                                                         "20200102030405 UTC\nS: 500 what\n"
                                                                         "C: MDTM 20200102030405 a\nS: 253 done\n");
  g_autoptr (FtpRig) none = open_rig (LOGIN (FEATURES ("S:  MDTM\nS:  SIZE\n")));
  g_autoptr (FtpRig) unlisted = open_rig (LOGIN ("S: 502 no\n") "C: MFMT 20200102030405 a\nS: 500 what\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ftp_attribute_set_time (utime->session, "a", WHEN, NULL, &error));
  g_assert_no_error (error);
  ftp_rig_finish (utime);
  g_assert_false (waybill_ftp_attribute_set_time (none->session, "a", WHEN, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
  ftp_rig_finish (none);
  for (guint i = 0; i < 2; i++) /* the second is not said */
    {
      g_clear_error (&error);
      g_assert_false (waybill_ftp_attribute_set_time (unlisted->session, "a", WHEN, NULL, &error));
      ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
    }
  g_assert_cmpint (unlisted->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MFMT], ==, WAYBILL_REMOTE_LEARNT_NO);
  ftp_rig_finish (unlisted);
}

static void
test_time_refused_is_not_tried_otherwise (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (LOGIN (FEATURES ("S:  MFMT\nS:  SITE UTIME\n")) "C: MFMT 20200102030405 a\nS: 550 a: Permission denied\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_ftp_attribute_set_time (rig->session, "a", WHEN, NULL, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_DENIED)->verb, ==, "MFMT");
  ftp_rig_finish (rig);
}

static void
test_mode (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN (FEATURES ("S:  SIZE\n")) "C: SITE CHMOD 640 a\nS: 200 ok\nC: SITE CHMOD 005 a\nS: 500 SITE not understood\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ftp_attribute_set_mode (rig->session, "a", 0640, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (waybill_ftp_attribute_set_mode (rig->session, "a", 0100005, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
  ftp_rig_finish (rig);
}

#define SHA256 "6CB9A6F5D6F1E2B5F3D4A0C1B2E3F405162738495A6B7C8D9EAFB0C1D2E3F405"
#define SHA1 "da39a3ee5e6b4b0d3255bfef95601890afd80709"

static void
test_checksums (void)
{
  static const struct
  {
    const char *script;
    const char *algorithm; /* (nullable) NULL: an error */
    const char *hex;
    WaybillRemoteError kind;
  } rows[] = {
    { LOGIN (FEATURES ("S:  HASH SHA-1*;SHA-256;MD5\nS:  XMD5\n")) "C: OPTS HASH SHA-256\nS: 200 SHA-256\nC: HASH f\nS: 213 "
                                                                   "SHA-256 0-9 " SHA256 " f\n",
      "sha256", "6cb9a6f5d6f1e2b5f3d4a0c1b2e3f405162738495a6b7c8d9eafb0c1d2e3f405" },
    { LOGIN (FEATURES ("S:  HASH SHA-1*;CRC32\n")) "C: HASH f\nS: 213 SHA-1 0-9 " SHA1 " f\n", "sha1", SHA1 },
    { LOGIN (FEATURES ("S:  HASH WHIRLPOOL\nS:  XCRC\nS:  XSHA1\nS:  XMD5\n")) "C: XSHA1 f\nS: 250 \"f\" " SHA1 "\n", "sha1",
      SHA1 },
    { LOGIN (FEATURES ("S:  XCRC filename;start;end\n")) "C: XCRC f\nS: 250 1A2B\n", "crc32", "00001a2b" },
    { LOGIN (FEATURES ("S:  XCRC\n")) "C: XCRC f\nS: 550 f: No such file\n", NULL, NULL, WAYBILL_REMOTE_ERROR_NOT_FOUND },
    /* A part of it, another algorithm's length, no checksum at all. */
    { LOGIN (FEATURES ("S:  HASH SHA-1*\n")) "C: HASH f\nS: 213 SHA-1 5-9 " SHA1 " f\n", NULL, NULL,
      WAYBILL_REMOTE_ERROR_PROTOCOL },
    { LOGIN (FEATURES ("S:  HASH SHA-1*\n")) "C: HASH f\nS: 213 SHA-256 0-9 " SHA1 " f\n", NULL, NULL,
      WAYBILL_REMOTE_ERROR_PROTOCOL },
    { LOGIN (FEATURES ("S:  XSHA256\n")) "C: XSHA256 f\nS: 250 " SHA256 "00\n", NULL, NULL, WAYBILL_REMOTE_ERROR_PROTOCOL },
    { LOGIN (FEATURES ("S:  XMD5\n")) "C: XMD5 f\nS: 250 done\n", NULL, NULL, WAYBILL_REMOTE_ERROR_PROTOCOL },
    { LOGIN (FEATURES ("S:  SIZE\n")), NULL, NULL, WAYBILL_REMOTE_ERROR_UNSUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FtpRig) rig = open_rig (rows[i].script);
      WaybillRemoteChecksum checksum = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean well = waybill_ftp_checksum_ask (rig->session, "f", &checksum, NULL, &error);

      ftp_rig_finish (rig);
      g_test_message ("row %u", i);
      g_assert_cmpint (well, ==, rows[i].algorithm != NULL);
      g_assert_cmpstr (checksum.algorithm, ==, rows[i].algorithm);
      if (well)
        g_assert_cmpstr (checksum.hex, ==, rows[i].hex);
      else
        ftp_rig_assert_kind (error, rows[i].kind);
    }
}

static void
test_quote_gives_the_reply (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN (FEATURES ("S:  SIZE\n")) "C: SITE HELP me\nS: 214-The \x1b[31mrules\nS:  pass=s3cret-word\nS: 214 end\n"
                                      "C: NOSUCH\nS: 500 what\nC: CWD deep\nS: 250 ok\nC: PWD\n"
                                      "S: 257 \"/home/deep\"\n");
  g_auto (GStrv) lines = NULL, refusal = NULL, walked = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  waybill_ftp_quote_say (rig->session, "  site HELP me", &code, &lines, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (code, ==, 214);
  g_assert_cmpint (g_strv_length (lines), ==, 3);
  g_assert_null (strchr (lines[0], 0x1b));
  g_assert_cmpstr (lines[2], ==, "214 end");
  g_assert_true (waybill_ftp_quote_say (rig->session, "NOSUCH", &code, &refusal, NULL, NULL));
  g_assert_cmpint (code, ==, 500);
  g_assert_true (waybill_ftp_quote_say (rig->session, "CWD deep", &code, &walked, NULL, NULL));
  g_assert_cmpstr (rig->session->folder, ==, "/home/deep");
  ftp_rig_finish (rig);
}

static void
note_ours (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  if (kind == WAYBILL_REMOTE_TALK_OURS)
    g_string_append_printf (user_data, "%s\n", text);
}

/* However it is written: some of SITE's commands bring a new password. */
static void
test_quote_hides_passwords (void)
{
  static const char *const lines[] = { "SITE  PSWD old-one new-one", "site cpwd new-one", "SITE CHPASS old-one new-one" };
  g_autoptr (FtpRig) rig
      = ftp_rig_new (LOGIN (FEATURES ("S:  SIZE\n")) "C: SITE *-one\nS: 200 ok\nC: SITE *-one\nS: 200 ok\n"
                                                     "C: SITE *-one\nS: 200 ok\n");
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  int code;

  rig->protocol = WAYBILL_REMOTE_PROTOCOL_FTP;
  rig->talk = waybill_remote_talk_new ();
  ftp_rig_open (rig, &error);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) reply = NULL;

      g_assert_true (waybill_ftp_quote_say (rig->session, lines[i], &code, &reply, NULL, &error));
    }
  waybill_remote_talk_read (rig->talk, 0, note_ours, said);
  ftp_rig_finish (rig);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said->str, "SITE "));
  g_assert_null (strstr (said->str, "-one"));
}

/* Broken off on its way, it may have walked all the same: the next verb begins where the session is said to stand. */
static void
test_quote_broken_off_goes_back (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (LOGIN (FEATURES ("S:  SIZE\n")) "C: CWD deep\nS: 250 ok\nC: CWD /home\nS: 250 back\nC: NOOP\nS: 200 ok\n");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  g_cancellable_cancel (cancelled);
  g_assert_false (waybill_ftp_quote_say (rig->session, "CWD deep", &code, &lines, cancelled, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_assert_true (waybill_ftp_quote_say (rig->session, "NOOP", &code, &lines, NULL, NULL));
  g_assert_cmpstr (rig->session->folder, ==, "/home");
  ftp_rig_finish (rig);
}

/* Not a byte of them is sent. */
static void
test_quote_refuses (void)
{
  static const struct
  {
    const char *line;
    WaybillRemoteError kind;
  } rows[] = {
    { "PROT C", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "auth tls", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "CcC", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { " USER bert", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "PASS x", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "REIN", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "QUIT", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "PORT 1,2,3,4,5,6", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "EPSV ALL", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "RETR a", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "NLST", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "REST 5", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "RANG 5 9", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "TYPE A", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "NOOP\r\nDELE a", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "SITE x\nDELE a", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "SITE \xff\xf4", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "   ", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "\xff\xf4"
      "ABOR",
      WAYBILL_REMOTE_ERROR_UNSAFE },
    { "PROT\tC", WAYBILL_REMOTE_ERROR_UNSAFE },
    { "ABCDEFGHIJKLMNOPQRST", WAYBILL_REMOTE_ERROR_UNSAFE },
  };
  g_autoptr (FtpRig) rig = open_rig (LOGIN (FEATURES ("S:  SIZE\n")) "C: NOOP\nS: 200 ok\n");
  g_auto (GStrv) lines = NULL;
  int code;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].line);
      g_assert_false (waybill_ftp_quote_say (rig->session, rows[i].line, &code, &lines, NULL, &error));
      ftp_rig_assert_kind (error, rows[i].kind);
      g_assert_null (lines);
    }
  g_assert_true (waybill_ftp_quote_say (rig->session, "NOOP", &code, &lines, NULL, NULL));
  ftp_rig_finish (rig);
}

static void
test_switches (void)
{
  g_autoptr (FtpRig) rig = open_rig (LOGIN (FEATURES ("S:  SIZE\n")));
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ftp_switch_set (rig->session, "passive", "NO", NULL, &error));
  g_assert_cmpint (rig->session->data, ==, WAYBILL_REMOTE_DATA_ACTIVE);
  g_assert_true (waybill_ftp_switch_set (rig->session, "type", "ascii", NULL, &error));
  g_assert_cmpint (rig->session->wanted_type, ==, WAYBILL_FTP_TYPE_ASCII);
  g_assert_true (waybill_ftp_switch_set (rig->session, "keep-alive", "yes", NULL, &error));
  g_assert_cmpint (rig->session->keep_time, ==, WAYBILL_FTP_KEEP_TIME);
  g_assert_no_error (error);
  g_assert_false (waybill_ftp_switch_set (rig->session, "passive", "perhaps", NULL, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED)->subject, ==, "passive");
  ftp_rig_finish (rig);
}

static void
test_sign_of_life (void)
{
  g_autoptr (FtpRig) rig
      = open_rig (LOGIN (FEATURES ("S:  SIZE\n")) "C: NOOP\nS: 200 ok\nC: NOOP\nS: 502 what\nC: NOOP\nS: 421 too late\n");
  g_autoptr (FtpRig) silent = open_rig (LOGIN (FEATURES ("S:  SIZE\n")) "C: NOOP\nSTALL\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ftp_switch_keep_alive (rig->session, NULL, &error));
  g_assert_true (waybill_ftp_switch_keep_alive (rig->session, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (waybill_ftp_switch_keep_alive (rig->session, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_BUSY);
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
  ftp_rig_finish (rig);

  g_clear_error (&error);
  silent->session->terms.silence = G_USEC_PER_SEC / 5;
  g_assert_false (waybill_ftp_switch_keep_alive (silent->session, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TIMED_OUT);
  g_assert_false (waybill_ftp_session_is_alive (silent->session));
  ftp_rig_finish (silent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/verbs/time-by-mfmt", test_time_by_mfmt);
  g_test_add_func ("/ftp/verbs/time-by-its-elders", test_time_by_its_elders);
  g_test_add_func ("/ftp/verbs/time-refused-is-not-tried-otherwise", test_time_refused_is_not_tried_otherwise);
  g_test_add_func ("/ftp/verbs/mode", test_mode);
  g_test_add_func ("/ftp/verbs/checksums", test_checksums);
  g_test_add_func ("/ftp/verbs/quote-gives-the-reply", test_quote_gives_the_reply);
  g_test_add_func ("/ftp/verbs/quote-hides-passwords", test_quote_hides_passwords);
  g_test_add_func ("/ftp/verbs/quote-broken-off-goes-back", test_quote_broken_off_goes_back);
  g_test_add_func ("/ftp/verbs/quote-refuses", test_quote_refuses);
  g_test_add_func ("/ftp/verbs/switches", test_switches);
  g_test_add_func ("/ftp/verbs/sign-of-life", test_sign_of_life);
  return g_test_run ();
}
