/* What a partner's profile says of listings reaches the parser: the kind decides the command, the charset the names. */
#include "ftp-rig.h"

static WaybillRemoteListing *
list (FtpRig *rig)
{
  WaybillRemoteListing *listing = waybill_remote_listing_new ();
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  waybill_ftp_list_read (rig->session, NULL, listing, NULL, &error);
  g_assert_no_error (error);
  return listing;
}

/* MLSD is there, and LIST is what the partner's profile wants. */
static void
test_kind_wants_list (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: LIST\nS: 150 here\nDATA-TLS\n"
                                                      "DATA-SEND 05-11-26  10:15AM       <DIR>          in\\r\\n\n"
                                                      "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (WaybillRemoteListing) listing = NULL;

  rig->listing_kind = "dos-dmy";
  listing = list (rig);
  g_assert_cmpstr (waybill_remote_listing_get_kind (listing), ==, "dos-dmy");
  g_assert_cmpint (waybill_remote_listing_find (listing, "in")->mtime, ==, G_GINT64_CONSTANT (1793873700));
  ftp_rig_finish (rig);
}

/* A told kind is not left, however the lines look. */
static void
test_told_kind_stays (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN "EPSV\nC: LIST\nS: 150 here\nDATA-TLS\n"
                                                      "DATA-SEND -rw-r--r-- 1 anna edi 12 Nov 22  2025 a\\r\\n\n"
                                                      "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (WaybillRemoteListing) listing = NULL;

  rig->listing_kind = "vms";
  listing = list (rig);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 1);
  g_assert_cmpint (waybill_remote_listing_get (listing, 0)->type, ==, WAYBILL_REMOTE_ENTRY_UNREADABLE);
  ftp_rig_finish (rig);
}

/* Names in another charset: the server is not told that ours are UTF-8. */
static char *
dup_login_without_utf8 (const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (FTP_RIG_LOGIN, "C: OPTS UTF8 ON\nS: 200 ok\n", 2);

  return g_strconcat (parts[0], parts[1], rest, NULL);
}

static void
test_charset (void)
{
  g_autofree char *script = dup_login_without_utf8 ("EPSV\nC: MLSD\nS: 150 here\nDATA-TLS\n"
                                                    "DATA-SEND type=file;size=12; \\xdcbersicht.edi\\r\\n\n"
                                                    "DATA-CLOSE\nS: 226 done\n");
  g_autoptr (FtpRig) rig = ftp_rig_new (script);
  g_autoptr (WaybillRemoteListing) listing = NULL;

  rig->charset = "ISO-8859-1";
  listing = list (rig);
  g_assert_cmpstr (waybill_remote_listing_get_kind (listing), ==, "mlsd");
  g_assert_nonnull (waybill_remote_listing_find (listing, "Übersicht.edi"));
  ftp_rig_finish (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/parse-list/kind-wants-list", test_kind_wants_list);
  g_test_add_func ("/ftp/parse-list/told-kind-stays", test_told_kind_stays);
  g_test_add_func ("/ftp/parse-list/charset", test_charset);
  return g_test_run ();
}
