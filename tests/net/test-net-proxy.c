/* Through a proxy: what goes well, what is said, and every refusal. */
#include "net-proxy-call.h"

static void
assert_forwards (WaybillNetProxyKind kind, const char *user, const char *host, const char *asked)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new (kind, user, PASSWORD);
  g_autoptr (WaybillNetListener) listener
      = waybill_net_listener_new (strchr (host, ':') != NULL ? host : "127.0.0.1", 0, NULL);
  const WaybillNetProxy proxy = { kind, "localhost", net_proxy_server_get_port (server), user, PASSWORD };
  guint16 port = waybill_net_listener_get_port (listener);
  g_auto (WaybillNetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) ours = waybill_net_proxy_connect (&proxy, host, port, &patient, &report, NULL, &error);
  g_autoptr (WaybillNetStream) theirs = NULL;
  g_autofree char *heard = net_proxy_server_dup_heard (server);
  g_autofree char *expected = g_strdup_printf ("%s:%u\n", asked, port);
  char buffer[8];
  gsize done;

  g_assert_no_error (error);
  theirs = waybill_net_listener_accept (listener, &patient, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_net_stream_write (theirs, "220", 3, NULL, NULL));
  g_assert_cmpint (waybill_net_stream_read (ours, buffer, sizeof buffer, &done, NULL, NULL), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "220", 3);
  g_assert_cmpstr (heard, ==, expected);
  g_assert_cmpstr (report.address, ==, "127.0.0.1");
  g_assert_cmpint (report.name_time, >=, 0);
  g_assert_cmpint (report.reach_time, >=, 0);
}

/* A name that only the proxy knows: it must have been told the name. */
static void
test_forwards (gconstpointer data)
{
  WaybillNetProxyKind kind = (WaybillNetProxyKind) GPOINTER_TO_INT (data);

  assert_forwards (kind, NULL, "server.example", "server.example");
  assert_forwards (kind, "kim", "server.example", "server.example");
  assert_forwards (kind, NULL, "127.0.0.1", "127.0.0.1");
}

static void
test_forwards_six (gconstpointer data)
{
  g_autoptr (WaybillNetListener) six = waybill_net_listener_new ("::1", 0, NULL);

  if (six == NULL)
    g_test_skip ("no IPv6 on loopback");
  else
    assert_forwards ((WaybillNetProxyKind) GPOINTER_TO_INT (data), NULL, "::1", "::1");
}

static void
test_no_proxy (void)
{
  const WaybillNetProxy none = { .kind = WAYBILL_NET_PROXY_NONE };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (listener);
  g_autoptr (WaybillNetStream) one = waybill_net_proxy_connect (NULL, "127.0.0.1", port, &patient, NULL, NULL, NULL);
  g_autoptr (WaybillNetStream) two = waybill_net_proxy_connect (&none, "127.0.0.1", port, &patient, NULL, NULL, NULL);

  g_assert_nonnull (one);
  g_assert_nonnull (two);
  g_assert_false (waybill_net_proxy_is_used (NULL));
  g_assert_false (waybill_net_proxy_is_used (&none));
}

static void
test_socks_bytes (void)
{
  static const char *const scripts[] = { "READ 4\nHEX 05 02\nREAD 18\nHEX 01 00\nREAD 10\nHEX " SOCKS_WELL "\nSTALL\n",
                                         "READ 4\nHEX 05 00\nREAD 10\nHEX " SOCKS_WELL "\nSTALL\n" };
  static const char *const expected[]
      = { "05 02 00 02 01 03 6b 69 6d 0c 70 72 30 78 79 2d 73 33 63 72 65 74 05 01 00 01 7f 00 00 01 00 15 ",
          "05 02 00 02 05 01 00 01 7f 00 00 01 00 15 " }; /* a password that nobody asked for is not sent */

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (NetProxyServer) server = net_proxy_server_new_script (scripts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (WaybillNetStream) stream = call (server, WAYBILL_NET_PROXY_SOCKS5, "kim", &patient, NULL, &error);
      g_autofree char *heard = net_proxy_server_dup_heard (server);

      g_assert_no_error (error);
      g_assert_cmpstr (heard, ==, expected[i]);
    }
}

static void
test_http_bytes (void)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new_script ("HEAD\nSEND " HTTP_WELL "\nSTALL\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) stream = call (server, WAYBILL_NET_PROXY_HTTP, "kim", &patient, NULL, &error);
  g_autofree char *heard = net_proxy_server_dup_heard (server);

  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==,
                   "CONNECT 127.0.0.1:21 HTTP/1.1\r\nHost: 127.0.0.1:21\r\n"
                   "Proxy-Authorization: Basic a2ltOnByMHh5LXMzY3JldA==\r\n\r\n");
}

/* Each refusal of RFC 1928 §6, and one that it does not know. */
static void
test_socks_refuses (void)
{
  static const struct
  {
    guint8 reply;
    WaybillNetError code;
    const char *words;
  } rows[] = {
    { 1, WAYBILL_NET_ERROR_PROXY_REFUSED, "general failure" },
    { 2, WAYBILL_NET_ERROR_PROXY_REFUSED, "rules" },
    { 3, WAYBILL_NET_ERROR_PROXY_NO_WAY, "network unreachable" },
    { 4, WAYBILL_NET_ERROR_PROXY_NO_WAY, "host unreachable" },
    { 5, WAYBILL_NET_ERROR_PROXY_NO_WAY, "connection refused" },
    { 6, WAYBILL_NET_ERROR_PROXY_NO_WAY, "TTL" },
    { 7, WAYBILL_NET_ERROR_PROXY_REFUSED, "does not connect" },
    { 8, WAYBILL_NET_ERROR_PROXY_REFUSED, "address" },
    { 9, WAYBILL_NET_ERROR_PROXY_REFUSED, "9" },
    { 255, WAYBILL_NET_ERROR_PROXY_REFUSED, "255" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *whole = g_strdup_printf (SOCKS_ASKED "HEX 05 %02x 00 01 00 00 00 00 00 00\nSTALL\n", rows[i].reply);
      g_autofree char *brief = g_strdup_printf (SOCKS_ASKED "HEX 05 %02x\n", rows[i].reply);
      g_autofree char *words = assert_fails_with (WAYBILL_NET_PROXY_SOCKS5, NULL, &patient, whole, rows[i].code);

      g_assert_nonnull (strstr (words, rows[i].words));
      assert_fails (WAYBILL_NET_PROXY_SOCKS5, brief, rows[i].code);
    }
}

static void
test_socks_login (void)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new (WAYBILL_NET_PROXY_SOCKS5, "kim", "another");
  g_autoptr (GError) without = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autofree char *words = NULL;

  g_assert_null (call (server, WAYBILL_NET_PROXY_SOCKS5, NULL, &patient, NULL, &without));
  g_assert_error (without, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN);
  g_assert_null (call (server, WAYBILL_NET_PROXY_SOCKS5, "kim", &patient, NULL, &wrong));
  g_assert_error (wrong, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN);
  /* It wants a password although none was offered; a login that was not offered; one of another kind. */
  assert_fails (WAYBILL_NET_PROXY_SOCKS5, "READ 3\nHEX 05 02\nSTALL\n", WAYBILL_NET_ERROR_PROXY_LOGIN);
  assert_fails (WAYBILL_NET_PROXY_SOCKS5, "READ 3\nHEX 05 01\nSTALL\n", WAYBILL_NET_ERROR_PROXY);
  words = assert_fails_with (WAYBILL_NET_PROXY_SOCKS5, "kim", &patient, "READ 4\nHEX 05 ff\nSTALL\n",
                             WAYBILL_NET_ERROR_PROXY_LOGIN);
  g_assert_nonnull (strstr (words, "another kind"));
}

static void
test_login_that_cannot_be_said (void)
{
  g_autofree char *endless = g_strnfill (256, 'u');
  g_autofree char *socks
      = assert_fails_with (WAYBILL_NET_PROXY_SOCKS5, endless, &patient, "READ 1\n", WAYBILL_NET_ERROR_PROXY_LOGIN);
  g_autofree char *http
      = assert_fails_with (WAYBILL_NET_PROXY_HTTP, "a:b", &patient, "READ 1\n", WAYBILL_NET_ERROR_PROXY_LOGIN);

  g_assert_nonnull (strstr (socks, "longer"));
  g_assert_nonnull (strstr (http, "colon"));
}

static void
test_http_refuses (void)
{
  static const struct
  {
    const char *line;
    WaybillNetError code;
    const char *words;
  } rows[] = {
    { "407 Login wanted\\r\\nProxy-Authenticate: Negotiate\\r\\nproxy-authenticate: NTLM", WAYBILL_NET_ERROR_PROXY_LOGIN,
      "407 Login wanted; login: Negotiate; login: NTLM" },
    { "401 Unauthorized", WAYBILL_NET_ERROR_PROXY_LOGIN, "401 Unauthorized" }, /* tinyproxy */
    { "403 Forbidden", WAYBILL_NET_ERROR_PROXY_REFUSED, "403 Forbidden" },
    { "400 Bad Request", WAYBILL_NET_ERROR_PROXY_REFUSED, "400" },
    { "405 Method Not Allowed", WAYBILL_NET_ERROR_PROXY_REFUSED, "405" },
    { "302 Found", WAYBILL_NET_ERROR_PROXY_REFUSED, "302" },
    { "500 Oh", WAYBILL_NET_ERROR_PROXY_REFUSED, "500" },
    { "502 Bad Gateway", WAYBILL_NET_ERROR_PROXY_NO_WAY, "502" },
    { "503 No Name", WAYBILL_NET_ERROR_PROXY_NO_WAY, "503" },
    { "504 Late", WAYBILL_NET_ERROR_PROXY_NO_WAY, "504" },
    { "403 a\\033[31mb\\302\\233", WAYBILL_NET_ERROR_PROXY_REFUSED, "403 a?[31mb??" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *script
          = g_strdup_printf ("HEAD\nSEND HTTP/1.1 %s\\r\\nContent-Length: 2\\r\\n\\r\\nno\nSTALL\n", rows[i].line);
      g_autofree char *words = assert_fails_with (WAYBILL_NET_PROXY_HTTP, NULL, &patient, script, rows[i].code);

      g_assert_nonnull (strstr (words, rows[i].words));
    }
}

static void
test_http_login (void)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new (WAYBILL_NET_PROXY_HTTP, "kim", "another");
  g_autoptr (GError) without = NULL;
  g_autoptr (GError) wrong = NULL;

  g_assert_null (call (server, WAYBILL_NET_PROXY_HTTP, NULL, &patient, NULL, &without));
  g_assert_error (without, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN);
  g_assert_null (call (server, WAYBILL_NET_PROXY_HTTP, "kim", &patient, NULL, &wrong));
  g_assert_error (wrong, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN);
}

static void
test_proxy_not_there (void)
{
  g_autoptr (WaybillNetListener) gone = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  WaybillNetProxy proxy = { WAYBILL_NET_PROXY_SOCKS5, "127.0.0.1", waybill_net_listener_get_port (gone), NULL, NULL };
  g_auto (WaybillNetReport) refused_report = { 0 };
  g_auto (WaybillNetReport) unknown_report = { 0 };
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) unknown = NULL;

  g_clear_pointer (&gone, waybill_net_listener_free);
  g_assert_null (waybill_net_proxy_connect (&proxy, "server.example", 21, &patient, &refused_report, NULL, &refused));
  g_assert_error (refused, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY);
  g_assert_nonnull (strstr (refused->message, "refused"));
  g_assert_cmpint (refused_report.name_time, >=, 0);
  g_assert_cmpint (refused_report.reach_time, ==, -1);

  proxy.host = "does-not-exist.invalid";
  g_assert_null (waybill_net_proxy_connect (&proxy, "server.example", 21, &patient, &unknown_report, NULL, &unknown));
  g_assert_error (unknown, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY);
  g_assert_cmpint (unknown_report.name_time, ==, -1);
}

/* Nothing is sent that could mean something else to a proxy. */
static void
test_host_that_cannot_be_told (void)
{
  g_autofree char *endless = g_strnfill (256, 'h');
  const char *const hosts[]
      = { "", "a b", "a\r\nProxy-Authorization: Basic eA==", "a/b", "user@host", "a\tb", "a\177", endless };
  static const WaybillNetProxyKind kinds[] = { WAYBILL_NET_PROXY_SOCKS5, WAYBILL_NET_PROXY_HTTP };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (NetProxyServer) server = net_proxy_server_new (kinds[i], NULL, NULL);
      const WaybillNetProxy proxy = { kinds[i], "127.0.0.1", net_proxy_server_get_port (server), NULL, NULL };

      for (guint j = 0; j < G_N_ELEMENTS (hosts); j++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_null (waybill_net_proxy_connect (&proxy, hosts[j], 21, &patient, NULL, NULL, &error));
          g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND);
        }
      g_assert_cmpuint (net_proxy_server_count (server), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  gconstpointer socks = GINT_TO_POINTER (WAYBILL_NET_PROXY_SOCKS5), http = GINT_TO_POINTER (WAYBILL_NET_PROXY_HTTP);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/proxy/socks5-forwards", socks, test_forwards);
  g_test_add_data_func ("/net/proxy/http-forwards", http, test_forwards);
  g_test_add_data_func ("/net/proxy/socks5-forwards-ipv6", socks, test_forwards_six);
  g_test_add_data_func ("/net/proxy/http-forwards-ipv6", http, test_forwards_six);
  g_test_add_func ("/net/proxy/none-connects-directly", test_no_proxy);
  g_test_add_func ("/net/proxy/socks5-bytes", test_socks_bytes);
  g_test_add_func ("/net/proxy/http-bytes", test_http_bytes);
  g_test_add_func ("/net/proxy/socks5-refuses", test_socks_refuses);
  g_test_add_func ("/net/proxy/socks5-login", test_socks_login);
  g_test_add_func ("/net/proxy/login-that-cannot-be-said", test_login_that_cannot_be_said);
  g_test_add_func ("/net/proxy/http-refuses", test_http_refuses);
  g_test_add_func ("/net/proxy/http-login", test_http_login);
  g_test_add_func ("/net/proxy/proxy-not-there", test_proxy_not_there);
  g_test_add_func ("/net/proxy/host-that-cannot-be-told", test_host_that_cannot_be_told);
  return g_test_run ();
}
