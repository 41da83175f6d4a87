/* The fixtures of real servers themselves: they listen, keep a log of what arrives, and are gone when they are stopped. */

#include "server-fixture.h"

#include <gio/gio.h>
#include <string.h>

static GSocketConnection *
connect_to (guint16 port, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_timeout (client, 20);
  g_socket_client_set_enable_proxy (client, FALSE);
  return g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, error);
}

static char *
ask (GSocketConnection *connection, GDataInputStream *replies, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\r\n", NULL);
  char *reply;

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), line, strlen (line),
                                            NULL, NULL, NULL));
  reply = g_data_input_stream_read_line (replies, NULL, NULL, NULL);
  g_assert_nonnull (reply);
  return reply;
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

  connection = connect_to (server->port, NULL);
  g_assert_nonnull (connection);
  replies = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  greeting = g_data_input_stream_read_line (replies, NULL, NULL, NULL);
  g_assert_true (g_str_has_prefix (greeting, "220"));
  g_assert_false (waybill_test_server_saw (server, "SYST"));
  g_assert_false (waybill_test_server_saw (server, "USER"));
  answer = ask (connection, replies, "SYST");
  refusal = ask (connection, replies, "USER anna");
  g_assert_true (g_str_has_prefix (refusal, "5"));
  g_assert_true (waybill_test_server_saw (server, "USER"));

  port = server->port;
  folder = g_strdup (server->folder);
  waybill_test_server_stop (server);

  late = connect_to (port, NULL);
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

  connection = connect_to (server->port, NULL);
  g_assert_nonnull (connection);
  replies = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  greeting = g_data_input_stream_read_line (replies, NULL, NULL, NULL);
  answer = ask (connection, replies, "AUTH TLS");

  g_assert_true (g_str_has_prefix (answer, "5"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (const char *const *kind = (const char *[]){ "proftpd", "vsftpd", NULL }; *kind != NULL; kind++)
    {
      g_autofree char *logged = g_strdup_printf ("/servers/%s/commands-are-logged-and-stop-ends-it", *kind);
      g_autofree char *plain = g_strdup_printf ("/servers/%s/plain-server-refuses-auth", *kind);

      g_test_add_data_func (logged, *kind, test_commands_are_logged_and_stop_ends_it);
      g_test_add_data_func (plain, *kind, test_plain_server_refuses_auth);
    }

  return g_test_run ();
}
