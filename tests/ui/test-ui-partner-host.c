/* What is pasted into the host field. */
#include "ui-partner-host-private.h"

#define IMPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT
#define EXPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS
#define UNSAID WAYBILL_REMOTE_N_PROTOCOLS

static void
test_split (void)
{
  static const struct
  {
    const char *text, *scheme, *host, *user;
    guint16 port;
    const char *path;
    WaybillRemoteProtocol protocol;
  } cases[] = {
    { "ftp.example.com", NULL, "ftp.example.com", NULL, 0, NULL, UNSAID },
    { "", NULL, "", NULL, 0, NULL, UNSAID },
    { "ftp://ftp.example.com", "ftp", "ftp.example.com", NULL, 0, NULL, UNSAID },
    { "FTP://ftp.example.com/", "ftp", "ftp.example.com", NULL, 0, NULL, UNSAID },
    { "ftps://user@host:990/path", "ftps", "host", "user", 990, "/path", IMPLICIT },
    { "ftps://host", "ftps", "host", NULL, 0, NULL, UNSAID },
    { "ftps://host:21/in/box", "ftps", "host", NULL, 21, "/in/box", EXPLICIT },
    { "ftpes://host:2121", "ftpes", "host", NULL, 2121, NULL, EXPLICIT },
    { "ftp://host:990", "ftp", "host", NULL, 990, NULL, IMPLICIT },
    { "sftp://host", "sftp", "host", NULL, 0, NULL, UNSAID },
    { "host:2121", NULL, "host", NULL, 2121, NULL, UNSAID },
    { "host:port", NULL, "host:port", NULL, 0, NULL, UNSAID },
    { "host:0", NULL, "host:0", NULL, 0, NULL, UNSAID },
    { "host:65536", NULL, "host:65536", NULL, 0, NULL, UNSAID },
    { "host/inbox", NULL, "host", NULL, 0, "/inbox", UNSAID },
    { "2001:db8::1", NULL, "2001:db8::1", NULL, 0, NULL, UNSAID },
    { "ftp://[2001:db8::1]:21/x", "ftp", "2001:db8::1", NULL, 21, "/x", UNSAID },
    { "ftp://me:secret@host", "ftp", "host", "me", 0, NULL, UNSAID },
    { "ftp://me%40here:s@host", "ftp", "host", "me@here", 0, NULL, UNSAID },
    { "ftp://a@b@host", "ftp", "host", "a@b", 0, NULL, UNSAID },
    { "://host", "", "host", NULL, 0, NULL, UNSAID },
    { "ftp:///", "ftp", "", NULL, 0, NULL, UNSAID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WaybillUiPartnerHost parts;

      g_test_message ("%s", cases[i].text);
      waybill_ui_partner_host_split (cases[i].text, &parts);

      g_assert_cmpstr (parts.scheme, ==, cases[i].scheme);
      g_assert_cmpstr (parts.host, ==, cases[i].host);
      g_assert_cmpstr (parts.user, ==, cases[i].user);
      g_assert_cmpuint (parts.port, ==, cases[i].port);
      g_assert_cmpstr (parts.path, ==, cases[i].path);
      g_assert_cmpint (parts.has_protocol, ==, cases[i].protocol != UNSAID);
      if (parts.has_protocol)
        g_assert_cmpint (parts.protocol, ==, cases[i].protocol);
      waybill_ui_partner_host_clear (&parts);
    }
}

static void
test_had_more (void)
{
  static const struct
  {
    const char *text;
    gboolean more;
  } cases[] = { { "host", FALSE }, { "host:21", TRUE }, { "ftp://host", TRUE }, { "me@host", TRUE }, { "host/in", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WaybillUiPartnerHost parts;

      waybill_ui_partner_host_split (cases[i].text, &parts);
      g_assert_cmpint (waybill_ui_partner_host_had_more (&parts), ==, cases[i].more);
      waybill_ui_partner_host_clear (&parts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/partner-host/split", test_split);
  g_test_add_func ("/ui/partner-host/had-more", test_had_more);
  return g_test_run ();
}
