/* Every way in which a proxy can behave badly: nonsense, pieces, silence; and every wait cancelled and broken. */
#include "net-proxy-call.h"

static const WaybillNetTerms hasty = { .silence = 200 * 1000 };

/* Plays a script to a call without login: the call must go well, and the host's first words be the next that are read. */
static void
assert_well (WaybillNetProxyKind kind, const char *script)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new_script (script);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) stream = call (server, kind, NULL, &patient, NULL, &error);
  g_autoptr (GString) greeting = g_string_new (NULL);
  char buffer[64];
  gsize done;

  g_assert_no_error (error);
  while (waybill_net_stream_read (stream, buffer, sizeof buffer, &done, NULL, NULL) == WAYBILL_NET_IO_DONE)
    g_string_append_len (greeting, buffer, (gssize) done);
  g_assert_cmpstr (greeting->str, ==, "220 ready\r\n");
}

static void
test_socks_nonsense (void)
{
  static const char *const scripts[] = {
    "READ 3\nSEND HTTP/1.1 400 Bad Request\\r\\n\\r\\n\n",
    "READ 3\nHEX 04 00\nSTALL\n",
    SOCKS_ASKED "HEX 04 00 00 01\nSTALL\n",
    SOCKS_ASKED "HEX 05 00 00 02\nSTALL\n",
    "RESET\n",
    "READ 3\nRESET\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    assert_fails (WAYBILL_NET_PROXY_SOCKS5, scripts[i], WAYBILL_NET_ERROR_PROXY);
}

/* Cut off behind every byte; whole, but byte by byte; with each kind of address, the host's greeting right behind it. */
static void
test_socks_pieces (void)
{
  static const char well[] = SOCKS_WELL;
  static const char *const addresses[]
      = { "01 7f 00 00 01", "03 05 68 65 6c 6c 6f", "03 00", "04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01" };

  for (gsize length = 0; length < sizeof well - 1; length += 3)
    {
      g_autofree char *cut = g_strdup_printf (SOCKS_ASKED "HEX %.*s\n", (int) length, well);

      assert_fails (WAYBILL_NET_PROXY_SOCKS5, cut, WAYBILL_NET_ERROR_PROXY);
    }
  assert_fails (WAYBILL_NET_PROXY_SOCKS5, "READ 3\nHEX 05\n", WAYBILL_NET_ERROR_PROXY);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *at_once
          = g_strdup_printf (SOCKS_ASKED "HEX 05 00 00 %s 1f 90 32 32 30 20 72 65 61 64 79 0d 0a\n", addresses[i]);
      g_autofree char *slow
          = g_strdup_printf ("READ 3\nSLOW 05 00\nREAD 10\nSLOW 05 00 00 %s 1f 90\nSEND 220 ready\\r\\n\n", addresses[i]);

      assert_well (WAYBILL_NET_PROXY_SOCKS5, at_once);
      assert_well (WAYBILL_NET_PROXY_SOCKS5, slow);
    }
}

static void
test_http_nonsense (void)
{
  static const char *const scripts[] = {
    "HEAD\nSEND SSH-2.0-OpenSSH\\r\\n\nSTALL\n",
    "HEAD\nSEND 220 ready\\r\\n\nSTALL\n",
    "HEAD\nHEX 05 ff\nSTALL\n",
    "HEAD\nHEX 48 54 54 50 00 00\nSTALL\n",
    "HEAD\nSEND HTTP/2.0 200 ok\\r\\n\\r\\n\nSTALL\n",
    "HEAD\nSEND HTTP/1.1 20 ok\\r\\n\\r\\n\nSTALL\n",
    "HEAD\nSEND HTTP/1.1 2000 ok\\r\\n\\r\\n\nSTALL\n",
    "HEAD\nSEND HTTP/1.1200 ok\\r\\n\\r\\n\nSTALL\n",
    "HEAD\nSEND HTTP/1.1 200 ok\\r\\n\nFLOOD X-Endless: header\\r\\n\n",
    "HEAD\nSEND HTTP/1.1 200 \nFLOOD endless line \n",
    "HEAD\nFLOOD HTTP/1.1 100 Continue\\r\\n\\r\\n\n",
    "HEAD\n",
    "RESET\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    assert_fails (WAYBILL_NET_PROXY_HTTP, scripts[i], WAYBILL_NET_ERROR_PROXY);
}

static void
test_http_pieces (void)
{
  static const char head[] = "HTTP/1.1 200 ok\r\nVia: x\r\n\r\n";
  g_autoptr (GString) slow = g_string_new ("HEAD\nSLOW");

  for (gsize length = 0; length < sizeof head - 1; length++)
    {
      g_autofree char *part = g_strndup (head, length);
      g_autofree char *escaped = g_strescape (part, NULL);
      g_autofree char *cut = g_strdup_printf ("HEAD\nSEND %s\n", escaped);

      assert_fails (WAYBILL_NET_PROXY_HTTP, cut, WAYBILL_NET_ERROR_PROXY);
      g_string_append_printf (slow, " %02x", (guint8) head[length]);
    }
  g_string_append (slow, "\nSEND 220 ready\\r\\n\n");
  assert_well (WAYBILL_NET_PROXY_HTTP, slow->str);
  assert_well (WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND " HTTP_WELL "220 ready\\r\\n\n");
  assert_well (WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND HTTP/1.0 204\\r\\n\\r\\n220 ready\\r\\n\n");
  assert_well (WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND HTTP/1.1 200 ok\\nVia: x\\n\\n220 ready\\r\\n\n");
  assert_well (WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND HTTP/1.1 100 Continue\\r\\n\\r\\n" HTTP_WELL "220 ready\\r\\n\n");
}

/* Silence before the host was named is the proxy's; after it, it may be the host's. */
static void
test_silence (void)
{
  static const struct
  {
    WaybillNetProxyKind kind;
    const char *script;
    WaybillNetError code;
  } rows[] = {
    { WAYBILL_NET_PROXY_SOCKS5, "STALL\n", WAYBILL_NET_ERROR_PROXY },
    { WAYBILL_NET_PROXY_SOCKS5, "READ 3\nHEX 05\nSTALL\n", WAYBILL_NET_ERROR_PROXY },
    { WAYBILL_NET_PROXY_SOCKS5, SOCKS_ASKED "STALL\n", WAYBILL_NET_ERROR_TIMED_OUT },
    { WAYBILL_NET_PROXY_SOCKS5, SOCKS_ASKED "HEX 05 00 00 03 ff\nDRIP 41\n", WAYBILL_NET_ERROR_TIMED_OUT },
    { WAYBILL_NET_PROXY_HTTP, "STALL\n", WAYBILL_NET_ERROR_TIMED_OUT },
    { WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND HTTP/1.1 200 ok\\r\\n\nDRIP 41\n", WAYBILL_NET_ERROR_TIMED_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_free (assert_fails_with (rows[i].kind, NULL, &hasty, rows[i].script, rows[i].code));
}

/* Every wait: the n-th is cancelled, or fails, for every n there is. */

typedef struct
{
  guint left;
  gboolean cancels;
  GCancellable *cancellable;
} Breaker;

static gboolean
break_at (gpointer data, GError **error)
{
  Breaker *self = data;

  if (self->left-- > 0)
    return TRUE;
  self->left = 0;
  if (self->cancels)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, "broken by the test");
  return FALSE;
}

static guint
break_every_wait (WaybillNetProxyKind kind, const char *script, gboolean cancels)
{
  gboolean went_well = FALSE;
  guint n;

  for (n = 0; n < 200 && !went_well; n++)
    {
      g_autoptr (NetProxyServer) server = net_proxy_server_new_script (script);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Breaker breaker = { n, cancels, cancellable };
      const WaybillNetTerms terms = { PATIENCE, break_at, &breaker };
      g_autoptr (GError) error = NULL;
      g_autoptr (WaybillNetStream) stream = call (server, kind, "kim", &terms, cancellable, &error);

      went_well = stream != NULL;
      if (went_well)
        g_assert_no_error (error);
      else if (cancels)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY);
    }
  g_assert_true (went_well);
  return n - 1;
}

static void
test_every_wait (gconstpointer data)
{
  gboolean cancels = GPOINTER_TO_INT (data);
  guint socks = break_every_wait (WAYBILL_NET_PROXY_SOCKS5,
                                  "READ 4\nSLOW 05 02\nREAD 18\nSLOW 01 00\nREAD 10\nSLOW " SOCKS_WELL "\nSTALL\n", cancels);
  guint http = break_every_wait (WAYBILL_NET_PROXY_HTTP, "HEAD\nSEND " HTTP_WELL "\nSTALL\n", cancels);

  g_assert_cmpuint (socks, >=, 3); /* the connection, the method, the way; the login's answer may be there already */
  g_assert_cmpuint (http, >=, 2);
  g_test_message ("%u waits of SOCKS and %u of HTTP were broken one by one", socks, http);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/proxy-faults/socks5-nonsense", test_socks_nonsense);
  g_test_add_func ("/net/proxy-faults/socks5-in-pieces", test_socks_pieces);
  g_test_add_func ("/net/proxy-faults/http-nonsense", test_http_nonsense);
  g_test_add_func ("/net/proxy-faults/http-in-pieces", test_http_pieces);
  g_test_add_func ("/net/proxy-faults/silence-by-phase", test_silence);
  g_test_add_data_func ("/net/proxy-faults/every-wait-cancelled", GINT_TO_POINTER (TRUE), test_every_wait);
  g_test_add_data_func ("/net/proxy-faults/every-wait-broken", GINT_TO_POINTER (FALSE), test_every_wait);
  return g_test_run ();
}
