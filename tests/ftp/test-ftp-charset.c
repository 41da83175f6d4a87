/* A partner whose names are not in UTF-8: they come and go in its charset, and what it has no letter for never leaves. */
#include "ftp-change.h"
#include "ftp-rig.h"

#define HELLO "DATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 226 done\n"
#define FOUND(path) "C: SIZE " path "\nS: 213 5\nC: MDTM " path "\nS: 550 no\n"

/* A login that says nothing of UTF-8 and stands in a folder of Latin-1. */
static FtpRig *
open_rig (const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (FTP_RIG_LOGIN, "C: OPTS UTF8 ON\nS: 200 ok\n", 2);
  g_auto (GStrv) around = g_strsplit (parts[1], "/home", 2);
  g_autofree char *script = g_strconcat (parts[0], around[0], "/f\xfcr uns", around[1], rest, NULL);
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  rig->charset = "ISO-8859-1";
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  rig->session->features.in_turn = TRUE;
  return rig;
}

static void
test_folder_is_read (void)
{
  g_autoptr (FtpRig) rig = open_rig ("");

  g_assert_cmpstr (rig->session->folder, ==, "/für uns");
  ftp_rig_finish (rig);
}

static void
test_names_are_written (void)
{
  g_autoptr (FtpRig) rig = open_rig ("C: MKD K\xe4se\nS: 257 made\nC: MKD \xdc\nS: 553 \"\xdc\" is no name\n");
  g_autoptr (GError) error = NULL;

  waybill_ftp_change_make_folder (rig->session, "Käse", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (waybill_ftp_change_make_folder (rig->session, "Ü", NULL, &error));
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->reply_text, ==, "\"Ü\" is no name");
  ftp_rig_finish (rig);
}

/* The session goes on as if nobody had asked. */
static void
test_no_such_letter (void)
{
  g_autoptr (FtpRig) rig = open_rig ("C: MKD a\nS: 257 made\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_ftp_change_make_folder (rig->session, "10 €", NULL, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CHARSET)->subject, ==, "10 €");
  g_clear_error (&error);
  waybill_ftp_change_make_folder (rig->session, "a", NULL, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
}

/* A next file that cannot be asked for does not take the present one with it. */
static void
test_not_asked_ahead (void)
{
  static const char *const names[] = { "€", "b\nDELE a" };
  static const WaybillRemoteError kinds[] = { WAYBILL_REMOTE_ERROR_CHARSET, WAYBILL_REMOTE_ERROR_UNSAFE };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FtpRig) rig = open_rig (FOUND ("\xdc") "EPSV\nC: RETR \xdc\nS: 150 here\n" HELLO);
      WaybillRemoteOutcome outcome;
      g_autoptr (GError) error = NULL;

      rig->next_path = names[i];
      ftp_rig_get (rig, "Ü", &outcome, &error);
      g_assert_no_error (error);
      rig->next_path = NULL;
      g_assert_false (ftp_rig_get (rig, names[i], &outcome, &error));
      ftp_rig_assert_kind (error, kinds[i]);
      ftp_rig_finish (rig);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/charset/folder-is-read", test_folder_is_read);
  g_test_add_func ("/ftp/charset/names-are-written", test_names_are_written);
  g_test_add_func ("/ftp/charset/no-such-letter", test_no_such_letter);
  g_test_add_func ("/ftp/charset/not-asked-ahead", test_not_asked_ahead);
  return g_test_run ();
}
