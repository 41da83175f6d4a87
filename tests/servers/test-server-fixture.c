/* The fixtures of real servers themselves: they listen, keep a log of what arrives, and are gone when they are stopped. */

#include "server-fixture.h"

#include <gio/gio.h>
#include <string.h>

static GSocketConnection *
connect_to (const char *host, guint16 port, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_timeout (client, 20);
  g_socket_client_set_enable_proxy (client, FALSE);
  return g_socket_client_connect_to_host (client, host, port, NULL, error);
}

/* The last line of a reply: "220-" says that more come (RFC 959, 4.2). */
static char *
read_reply (GDataInputStream *replies)
{
  char *line = g_data_input_stream_read_line (replies, NULL, NULL, NULL);

  while (line != NULL && strlen (line) > 3 && line[3] != ' ')
    {
      g_free (line);
      line = g_data_input_stream_read_line (replies, NULL, NULL, NULL);
    }
  g_assert_nonnull (line);
  return line;
}

static char *
ask (GSocketConnection *connection, GDataInputStream *replies, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\r\n", NULL);

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), line, strlen (line),
                                            NULL, NULL, NULL));
  return read_reply (replies);
}

static void
test_commands_are_logged_and_stop_ends_it (gconstpointer kind)
{
  WaybillTestServer *server = waybill_test_server_start (kind, "explicit-mtls");
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnection) late = NULL;
  g_autoptr (GDataInputStream) replies = NULL;
  g_autofree char *greeting = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *folder = NULL;
  guint16 port;

  if (server == NULL)
    return;

  connection = connect_to (server->host, server->port, NULL);
  g_assert_nonnull (connection);
  replies = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  greeting = read_reply (replies);
  g_assert_true (g_str_has_prefix (greeting, "220"));
  g_assert_false (waybill_test_server_saw (server, "SYST"));
  g_assert_false (waybill_test_server_saw (server, "USER"));
  answer = ask (connection, replies, "SYST");
  refusal = ask (connection, replies, "USER anna");
  g_assert_true (refusal[0] == '5' || g_str_has_prefix (refusal, "421"));
  /* Some write their log in their own time. */
  for (guint i = 0; i < 500 && !waybill_test_server_saw (server, "USER"); i++)
    g_usleep (10000);
  g_assert_true (waybill_test_server_saw (server, "USER"));

  port = server->port;
  folder = g_strdup (server->folder);
  waybill_test_server_stop (server);

  late = connect_to ("127.0.0.1", port, NULL);
  g_assert_null (late);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_plain_server_refuses_auth (gconstpointer kind)
{
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "plain");
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) replies = NULL;
  g_autofree char *greeting = NULL;
  g_autofree char *answer = NULL;

  if (server == NULL)
    return;

  connection = connect_to (server->host, server->port, NULL);
  g_assert_nonnull (connection);
  replies = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  greeting = read_reply (replies);
  answer = ask (connection, replies, "AUTH TLS");

  g_assert_true (g_str_has_prefix (answer, "5"));
}

static void
test_listens_on_ipv6 (gconstpointer kind)
{
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "explicit-ipv6");
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnection) other = NULL;

  if (server == NULL)
    return;

  g_assert_cmpstr (server->host, ==, "::1");
  connection = connect_to ("::1", server->port, NULL);
  g_assert_nonnull (connection);
  other = connect_to ("127.0.0.1", server->port, NULL);
  g_assert_null (other);
}

/* GIO's own clients of both protocols ask the way. */
static GSocketConnection *
connect_through (WaybillTestServer *proxy, const char *scheme, const char *password, WaybillTestServer *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *uri
      = g_strdup_printf ("%s://%s:%s@%s:%u", scheme, proxy->user, password, proxy->host, (guint) proxy->port);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (uri, NULL);

  g_socket_client_set_timeout (client, 20);
  g_socket_client_set_proxy_resolver (client, resolver);
  return g_socket_client_connect_to_host (client, server->host, server->port, NULL, NULL);
}

static void
test_proxy_forwards (gconstpointer kind)
{
  const char *scheme = g_str_equal (kind, "socks5") ? "socks5" : "http";
  g_autofree char *variant = g_strconcat (kind, "-login", NULL);
  g_autoptr (WaybillTestServer) server = waybill_test_server_start ("pyftpdlib", "explicit");
  g_autoptr (WaybillTestServer) proxy = waybill_test_server_start ("proxy", variant);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnection) refused = NULL;
  g_autoptr (GDataInputStream) replies = NULL;
  g_autofree char *greeting = NULL;
  g_autofree char *log = NULL;
  g_autofree char *wanted = NULL;

  if (server == NULL || proxy == NULL)
    return;

  refused = connect_through (proxy, scheme, "wrong", server);
  g_assert_null (refused);
  connection = connect_through (proxy, scheme, proxy->password, server);
  g_assert_nonnull (connection);
  replies = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  greeting = read_reply (replies);

  g_assert_true (g_str_has_prefix (greeting, "220"));
  log = waybill_test_server_dup_log (proxy);
  wanted = g_strdup_printf ("%s 127.0.0.1 %u\n", (const char *) kind, (guint) server->port);
  g_assert_cmpstr (log, ==, wanted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (const char *const *kind = (const char *[]){ "proftpd", "vsftpd", "pure-ftpd", "pyftpdlib", NULL }; *kind != NULL;
       kind++)
    {
      g_autofree char *logged = g_strdup_printf ("/servers/%s/commands-are-logged-and-stop-ends-it", *kind);
      g_autofree char *plain = g_strdup_printf ("/servers/%s/plain-server-refuses-auth", *kind);
      g_autofree char *ipv6 = g_strdup_printf ("/servers/%s/listens-on-ipv6", *kind);

      g_test_add_data_func (logged, *kind, test_commands_are_logged_and_stop_ends_it);
      g_test_add_data_func (plain, *kind, test_plain_server_refuses_auth);
      g_test_add_data_func (ipv6, *kind, test_listens_on_ipv6);
    }
  g_test_add_data_func ("/servers/proxy/socks5-forwards", "socks5", test_proxy_forwards);
  g_test_add_data_func ("/servers/proxy/connect-forwards", "connect", test_proxy_forwards);

  return g_test_run ();
}
