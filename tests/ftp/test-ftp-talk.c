/* What a session writes into its conversation: everything that was said but the secrets, and what was seen. */
#include "ftp-rig.h"
#include "ftp-talk.h"

#include "base-log.h"
#include "test-identities.h"

#include <string.h>

#define BULLETS "\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242"

static void
take_line (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  static const char *const marks[] = { "> ", "< ", "* " };

  g_string_append_printf (user_data, "%s%s\n", marks[kind], text);
}

/* A session with this server, played to its end, as text. */
static GString *
play (FtpRig *rig, const char *file)
{
  GString *said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->talk = waybill_remote_talk_new ();
  if (ftp_rig_open (rig, &error) && file != NULL)
    ftp_rig_get (rig, file, &outcome, &error);
  if (file != NULL)
    g_assert_no_error (error);
  ftp_rig_finish (rig);
  waybill_remote_talk_read (rig->talk, 0, take_line, said);
  g_test_message ("%s", said->str);
  return said;
}

static void
assert_holds (GString *said, const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  if (strstr (said->str, whole) == NULL)
    g_error ("\"%s\" was not said:\n%s", line, said->str);
}

static void
test_whole_session (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS-CLIENT-CERT\nC: USER anna\nS: 331 password\n"
                     "C: PASS s3cret-word\nS: 230 in\n" FTP_RIG_SETUP
                     "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 150 here\nDATA-TLS\nDATA-SEND hello\n"
                     "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (GString) said = NULL;
  g_autofree char *connected = g_strdup_printf ("* Connected to 127.0.0.1 port %u\n< 220 ready\n> AUTH TLS\n< 234 go\n",
                                                waybill_test_peer_get_port (rig->peer));

  rig->identity = waybill_test_identities_get_client ();
  said = play (rig, "f");
  g_assert_true (g_str_has_prefix (said->str, connected));
  assert_holds (said, "* TLS begins, expecting the certificate of localhost");
  g_assert_nonnull (strstr (said->str, "\n* TLS agreed: TLS 1.3, "));
  assert_holds (said, "* Our certificate was shown");
  assert_holds (said, "> USER anna");
  assert_holds (said, "> PASS " BULLETS);
  assert_holds (said, "< 211-Features");
  assert_holds (said, "<  MLST type*;size*;modify*;");
  assert_holds (said, "* Data channel: TLS 1.3, resumed, same certificate");
  assert_holds (said, "> RETR f");
  assert_holds (said, "> QUIT");
  g_assert_true (g_str_has_suffix (said->str, "\n* The connection ended\n"));
  g_assert_null (strstr (said->str, "s3cret"));
}

/* Whatever it is and whoever sends it: a password of one byte is not known to the log, and is not told all the same. */
static void
test_password_never_stands_there (void)
{
  static const char *const passwords[] = { "", "x", "longer than the bullets are" };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      static const char *const verbs[] = { "PASS", "ACCT", "pass" };

      for (guint v = 0; v < G_N_ELEMENTS (verbs); v++)
        {
          g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
          WaybillFtpCommand command = { verbs[v], passwords[i], FALSE };
          g_autofree char *expected = g_strconcat ("> ", verbs[v], " " BULLETS "\n", NULL);
          g_autoptr (GString) said = g_string_new (NULL);

          waybill_ftp_talk_command (talk, &command);
          waybill_remote_talk_read (talk, 0, take_line, said);
          g_assert_cmpstr (said->str, ==, expected);
        }
    }
}

/* A server that repeats the password. */
static void
test_echo_is_masked (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nS: 331 password\nC: PASS *\n"
                     "S: 530 s3cret-word is wrong\n");
  g_autoptr (GString) said = NULL;

  waybill_base_log_hide ("s3cret-word");
  said = play (rig, NULL);
  waybill_base_log_unhide ("s3cret-word");
  assert_holds (said, "> USER anna");
  assert_holds (said, "< 530 " WAYBILL_BASE_LOG_MASK " is wrong");
  g_assert_null (strstr (said->str, "s3cret"));
}

static void
test_failure_is_told (void)
{
  g_autoptr (FtpRig) rig
      = ftp_rig_new ("S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\nC: USER anna\nS: 331 password\nC: PASS *\n"
                     "S- 530 \\x1b[31mno\\r\\n\n");
  g_autoptr (GString) said = play (rig, NULL);

  assert_holds (said, "* The server did not ask for a certificate");
  assert_holds (said, "< 530 \\x1b[31mno");
  assert_holds (said, "* Stopped: PASS: 530 \\x1b[31mno");
  g_assert_true (g_str_has_suffix (said->str, "\n* The connection ended\n"));
}

static void
test_cipher (void)
{
  static const struct
  {
    const char *version, *description, *shown;
  } rows[] = {
    { "TLS1.3", "(TLS1.3)-(ECDHE-X25519)-(RSA-PSS-RSAE-SHA256)-(AES-256-GCM)",
      "TLS 1.3, ECDHE-X25519, RSA-PSS-RSAE-SHA256, AES-256-GCM" },
    { "TLS1.2", "(TLS1.2)-(AES-128-GCM)", "TLS 1.2, AES-128-GCM" },
    { "TLS1.3", "", "TLS 1.3" },
    { "other", "odd", "other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = waybill_ftp_talk_dup_cipher (rows[i].version, rows[i].description);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ftp/talk/whole-session", test_whole_session);
  g_test_add_func ("/ftp/talk/password-never-stands-there", test_password_never_stands_there);
  g_test_add_func ("/ftp/talk/echo-is-masked", test_echo_is_masked);
  g_test_add_func ("/ftp/talk/failure-is-told", test_failure_is_told);
  g_test_add_func ("/ftp/talk/cipher", test_cipher);

  return g_test_run ();
}
