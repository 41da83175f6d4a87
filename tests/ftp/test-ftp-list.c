/* By which command a folder is listed, and where the session stands after it. What lines mean is test-ftp-parser's, the data
 * channel test-ftp-session's. */
#include "ftp-rig.h"

#define LOGIN(folder)                                                                                                       \
  "S: 220 ready\nC: USER anna\nS: 331 password\nC: PASS s3cret-word\nS: 230 in\nC: FEAT\nS: 211-Features\n"                 \
  "S:  MLST type*;size*;modify*;\nS: 211 End\nC: OPTS UTF8 ON\nS: 200 ok\nC: TYPE I\nS: 200 ok\nC: PWD\nS: 257 " folder     \
  "\nC: SYST\nS: 215 UNIX Type: L8\n"
#define LINES                                                                                                               \
  "S: 150 here\nDATA-CLEAR\nDATA-SEND -rw-r--r-- 1 anna edi 12 Nov 22  2025 a.edi\\r\\n\nDATA-CLOSE\nS: 226 done\n"

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

/* Where nobody knows the way back, the session must not walk: the next name would mean another file. */
static void
test_stays_where_no_way_leads_back (void)
{
  g_autoptr (FtpRig) rig = open_rig (LOGIN ("/home is here") "EPSV\nC: MLSD in\nS: 500 what\nEPSV\nC: LIST in\n" LINES
                                                             "EPSV\nC: LIST ./-R\n" LINES);
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (WaybillRemoteListing) option = waybill_remote_listing_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (rig->session->folder);
  waybill_ftp_list_read (rig->session, "in", listing, NULL, &error);
  waybill_ftp_list_read (rig->session, "-R", option, NULL, error == NULL ? &error : NULL);
  ftp_rig_finish (rig);
  g_assert_no_error (error);
  g_assert_nonnull (waybill_remote_listing_find (listing, "a.edi"));
  g_assert_nonnull (waybill_remote_listing_find (option, "a.edi"));
}

/* pyftpdlib refuses MLSD with 501 where there is no such folder (RFC 3659 §7.2.1): that says nothing of MLSD. */
static void
test_missing_folder_is_not_learnt (void)
{
  g_autoptr (FtpRig) rig = open_rig (
      LOGIN ("\"/home\" here") "EPSV\nC: MLSD typo\nS: 501 No such directory.\nC: CWD typo\nS: 550 No such file\n"
                               "EPSV\nC: MLSD in\nS: 150 here\nDATA-CLEAR\nDATA-SEND type=file;size=1; a\\r\\n\n"
                               "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (WaybillRemoteListing) none = waybill_remote_listing_new ();
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_ftp_list_read (rig->session, "typo", none, NULL, &missing));
  ftp_rig_assert_kind (missing, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  g_assert_cmpint (rig->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MLSD], !=, WAYBILL_REMOTE_LEARNT_NO);
  waybill_ftp_list_read (rig->session, "in", listing, NULL, &error);
  ftp_rig_finish (rig);
  g_assert_no_error (error);
  g_assert_nonnull (waybill_remote_listing_find (listing, "a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/list/stays-where-no-way-leads-back", test_stays_where_no_way_leads_back);
  g_test_add_func ("/ftp/list/missing-folder-is-not-learnt", test_missing_folder_is_not_learnt);
  return g_test_run ();
}
