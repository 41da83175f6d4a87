/* A session through a proxy: control and data channels go through it, the server's name is the proxy's to look up, and what
 * the proxy refuses is told as the proxy's. */
#include "ftp-rig.h"

#include "net-listen.h"
#include "net-proxy-server.h"
#include "test-identities.h"

#include <string.h>

#define GET                                                                                                                 \
  "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nEPSV\nC: RETR f\nS: 150 here\nDATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nS: 226 " \
  "done\n"

static gboolean
open_through (FtpRig *rig, WaybillRemoteProxy kind, guint16 proxy_port, GError **error)
{
  WaybillRemoteTargetValues values = {
    .host = "server.example", /* known to the proxy alone */
    .port = waybill_test_peer_get_port (rig->peer),
    .server_name = "localhost",
    .user = "anna",
    .password = "s3cret-word",
    .trust = waybill_test_identities_get_trust (),
    .proxy_kind = kind,
    .proxy_host = "localhost",
    .proxy_port = proxy_port,
    .proxy_user = "kim",
    .proxy_password = "pr0xy-s3cret",
  };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);

  rig->terms.silence = rig->silence;
  rig->session = waybill_ftp_session_new (target, &rig->terms, rig->talk);
  return waybill_ftp_login_open (rig->session, rig->cancellable, error);
}

static void
test_get (gconstpointer data)
{
  WaybillRemoteProxy kind = (WaybillRemoteProxy) GPOINTER_TO_INT (data);
  g_autoptr (NetProxyServer) proxy
      = net_proxy_server_new (kind == WAYBILL_REMOTE_PROXY_SOCKS5 ? WAYBILL_NET_PROXY_SOCKS5 : WAYBILL_NET_PROXY_HTTP, "kim",
                              "pr0xy-s3cret");
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN GET);
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *control = NULL;
  g_auto (GStrv) lines = NULL;
  WaybillRemoteOutcome outcome;

  open_through (rig, kind, net_proxy_server_get_port (proxy), &error);
  g_assert_no_error (error);
  ftp_rig_get (rig, "f", &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);

  heard = net_proxy_server_dup_heard (proxy);
  lines = g_strsplit (heard, "\n", -1);
  control = g_strdup_printf ("server.example:%u", waybill_test_peer_get_port (rig->peer));
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* control, data, and the end behind the last line */
  g_assert_cmpstr (lines[0], ==, control);
  g_assert_true (g_str_has_prefix (lines[1], "server.example:"));
  g_assert_cmpstr (lines[1], !=, control);
  g_assert_null (rig->session->facts->address); /* it is the proxy's knowledge */
  g_assert_cmpint (rig->session->facts->step_time[WAYBILL_REMOTE_STEP_NAME], >=, 0);
  g_assert_cmpint (rig->session->facts->step_time[WAYBILL_REMOTE_STEP_REACH], >=, 0);
  ftp_rig_finish (rig);
}

/* The server's turn never came: a call that says nothing ends its patience. */
static void
knock (FtpRig *rig)
{
  g_autoptr (WaybillNetStream) stream
      = waybill_net_connect_address ("127.0.0.1", waybill_test_peer_get_port (rig->peer), &rig->terms, NULL, NULL);

  g_assert_nonnull (stream);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *script;
    WaybillRemoteError kind;
    const char *subject;
    const char *words;
  } rows[] = {
    { "RESET\n", WAYBILL_REMOTE_ERROR_PROXY, "localhost", "localhost" },
    { "HEAD\nSEND HTTP/1.1 407 Who are you\\r\\n\\r\\n\nSTALL\n", WAYBILL_REMOTE_ERROR_PROXY_LOGIN, "localhost",
      "407 Who are you" },
    { "HEAD\nSEND HTTP/1.1 403 kim pr0xy-s3cret\\r\\n\\r\\n\nSTALL\n", WAYBILL_REMOTE_ERROR_PROXY_REFUSED, "server.example",
      "403" },
    { "HEAD\nSEND HTTP/1.1 502 No Such Host\\r\\n\\r\\n\nSTALL\n", WAYBILL_REMOTE_ERROR_PROXY_NO_WAY, "server.example",
      "502 No Such Host" },
    { "HEAD\nSTALL\n", WAYBILL_REMOTE_ERROR_TIMED_OUT, "server.example", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NetProxyServer) proxy = net_proxy_server_new_script (rows[i].script);
      g_autoptr (FtpRig) rig = ftp_rig_new ("DROP\n");
      g_autoptr (GError) error = NULL;
      const WaybillRemoteErrorFacts *facts;

      rig->silence = 300 * 1000;
      g_assert_false (open_through (rig, WAYBILL_REMOTE_PROXY_HTTP, net_proxy_server_get_port (proxy), &error));
      facts = ftp_rig_assert_kind (error, rows[i].kind);
      g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_REACH);
      g_assert_cmpstr (facts->subject, ==, rows[i].subject);
      g_assert_true (rows[i].words == NULL ? facts->reply_text == NULL : strstr (facts->reply_text, rows[i].words) != NULL);
      knock (rig);
    }
}

/* The proxy lets the control connection through, and no data channel. */
static void
test_data_refused (void)
{
  g_autoptr (NetProxyServer) proxy = net_proxy_server_new (WAYBILL_NET_PROXY_HTTP, "kim", "pr0xy-s3cret");
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nC: EPSV\nS: 229 ok (|||1|)\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  open_through (rig, WAYBILL_REMOTE_PROXY_HTTP, net_proxy_server_get_port (proxy), &error);
  g_assert_no_error (error);
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  g_assert_cmpint (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_PROXY_NO_WAY)->phase, ==,
                   WAYBILL_REMOTE_PHASE_DATA_OPEN);
  g_assert_cmpuint (rig->begun, ==, rig->ended);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

/* The proxy is looked up once: its data channels go where the control channel went, also when the name now leads elsewhere.
 */
static void
test_same_proxy (void)
{
  g_autoptr (NetProxyServer) proxy = net_proxy_server_new (WAYBILL_NET_PROXY_SOCKS5, "kim", "pr0xy-s3cret");
  g_autoptr (FtpRig) rig
      = ftp_rig_new (FTP_RIG_LOGIN "C: SIZE f\nS: 213 5\nC: MDTM f\nS: 550 no\nC: EPSV\nS: 229 ok (|||1|)\n");
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  open_through (rig, WAYBILL_REMOTE_PROXY_SOCKS5, net_proxy_server_get_port (proxy), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rig->session->proxy_address, ==, "127.0.0.1");
  g_free (rig->session->proxy_address);
  rig->session->proxy_address = g_strdup ("127.0.0.2"); /* where no proxy is */
  g_assert_false (ftp_rig_get (rig, "f", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_PROXY);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

static void
test_unknown_proxy (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new ("DROP\n");
  g_autoptr (WaybillNetListener) gone = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (gone);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&gone, waybill_net_listener_free);
  g_assert_false (open_through (rig, WAYBILL_REMOTE_PROXY_SOCKS5, port, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_PROXY)->subject, ==, "localhost");
  knock (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ftp/proxy/get-through-socks5", GINT_TO_POINTER (WAYBILL_REMOTE_PROXY_SOCKS5), test_get);
  g_test_add_data_func ("/ftp/proxy/get-through-http", GINT_TO_POINTER (WAYBILL_REMOTE_PROXY_HTTP), test_get);
  g_test_add_func ("/ftp/proxy/refusals", test_refusals);
  g_test_add_func ("/ftp/proxy/data-channel-refused", test_data_refused);
  g_test_add_func ("/ftp/proxy/same-proxy-for-data", test_same_proxy);
  g_test_add_func ("/ftp/proxy/proxy-not-there", test_unknown_proxy);
  return g_test_run ();
}
