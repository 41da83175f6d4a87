/* FEAT as servers answer it. */
#include "ftp-features.h"

#include <string.h>

static WaybillFtpFeatures
read_features (const char *sent)
{
  g_autoptr (WaybillFtpReplyParser) parser = waybill_ftp_reply_parser_new ();
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (WAYBILL_FTP_REPLY_BOUND);
  g_autoptr (WaybillFtpReply) reply = NULL;
  WaybillFtpFeatures features = { 0 };

  g_assert_true (waybill_base_bytes_append (bytes, sent, strlen (sent)));
  g_assert_cmpint (waybill_ftp_reply_parser_take (parser, bytes, &reply), ==, WAYBILL_FTP_PARSE_REPLY);
  waybill_ftp_features_read (&features, reply);
  return features;
}

static void
test_read (void)
{
  static const struct
  {
    const char *sent;
    gboolean mlsd;
    gboolean utf8;
    int n_lines; /* -1: none were given */
  } replies[] = {
    { "211-Features:\r\n AUTH TLS\r\n MLST modify*;perm*;size*;type*;\r\n UTF8\r\n211 End\r\n", TRUE, TRUE,
      3 }, /* ProFTPD */
    { "211-Extensions supported:\r\n MLSD\r\n utf8\r\n211 End.\r\n", TRUE, TRUE, 2 },
    { "211-Features:\r\n EPRT\r\n EPSV\r\n MDTM\r\n PASV\r\n REST STREAM\r\n SIZE\r\n TVFS\r\n211 End\r\n", FALSE, FALSE,
      7 }, /* vsftpd */
    { "211 no-features\r\n", FALSE, FALSE, 0 },
    { "211-Features:\r\n211 End\r\n", FALSE, FALSE, 0 },
    { "500 Unknown command.\r\n", FALSE, FALSE, -1 },
    { "502-MLSD\r\n MLSD\r\n502 no\r\n", FALSE, FALSE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      WaybillFtpFeatures features = read_features (replies[i].sent);

      g_assert_cmpint (features.mlsd, ==, replies[i].mlsd);
      g_assert_cmpint (features.utf8, ==, replies[i].utf8);
      g_assert_cmpint (features.lines != NULL ? (int) g_strv_length (features.lines) : -1, ==, replies[i].n_lines);
      waybill_ftp_features_clear (&features);
      g_assert_null (features.lines);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) sent = g_string_new ("211-Features:\r\n");
  WaybillFtpFeatures features;

  for (guint i = 0; i < 10000; i++)
    g_string_append (sent, " NOISE\r\n");
  g_string_append (sent, "211 End\r\n");
  features = read_features (sent->str);
  g_assert_cmpuint (g_strv_length (features.lines), ==, 200);
  waybill_ftp_features_clear (&features);
}

static void
test_system (void)
{
  g_assert_cmpstr (waybill_ftp_features_find_system ("ProFTPD Server (Debian) [::ffff:127.0.0.1]", NULL), ==, "ProFTPD");
  g_assert_cmpstr (waybill_ftp_features_find_system ("(vsFTPd 3.0.3)", NULL), ==, "vsftpd");
  g_assert_cmpstr (waybill_ftp_features_find_system ("---------- Welcome to Pure-FTPd [privsep] [TLS] ----------", NULL), ==,
                   "Pure-FTPd");
  g_assert_cmpstr (waybill_ftp_features_find_system ("Microsoft FTP Service", NULL), ==, "Microsoft IIS");
  g_assert_null (waybill_ftp_features_find_system ("ready", NULL));
  g_assert_null (waybill_ftp_features_find_system ("", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/features/read", test_read);
  g_test_add_func ("/ftp/features/bounded", test_many);
  g_test_add_func ("/ftp/features/system", test_system);
  return g_test_run ();
}
