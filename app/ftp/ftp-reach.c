/* How a session's connections come about, control and data alike: from the target's host, or its proxy, to a stream of net.
 * What is said on them is others'. */
#include "ftp-reach.h"

#include "ftp-error.h"
#include "ftp-talk.h"
#include "net-proxy.h"

/* A value that borrows from the target. */
static WaybillNetProxy
get_proxy (const WaybillRemoteTargetValues *values)
{
  static const WaybillNetProxyKind kinds[] = {
    [WAYBILL_REMOTE_PROXY_NONE] = WAYBILL_NET_PROXY_NONE,
    [WAYBILL_REMOTE_PROXY_SOCKS5] = WAYBILL_NET_PROXY_SOCKS5,
    [WAYBILL_REMOTE_PROXY_HTTP] = WAYBILL_NET_PROXY_HTTP,
  };

  return (WaybillNetProxy){ kinds[values->proxy_kind], values->proxy_host, values->proxy_port, values->proxy_user,
                            values->proxy_password };
}

/* Makes it an error that may leave the engine, about the proxy where the proxy is at fault. */
static void
settle (GError **error, WaybillRemotePhase phase, const char *subject, const WaybillNetProxy *proxy)
{
  if (error != NULL
      && (g_error_matches (*error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY)
          || g_error_matches (*error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN)))
    subject = proxy->host;
  waybill_ftp_error_settle (error, phase, NULL, subject);
}

/* Through a proxy only its address is known; the server's stays the proxy's knowledge. */
static void
note_address (WaybillFtpSession *self, WaybillNetReport *report, gboolean is_proxied)
{
  char **kept = is_proxied ? &self->proxy_address : &self->facts->address;

  g_free (*kept);
  *kept = g_steal_pointer (&report->address);
}

static void
remark (WaybillFtpSession *self, const WaybillNetProxy *proxy)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  g_autofree char *where = waybill_net_proxy_is_used (proxy)
                               ? g_strdup_printf ("%s port %u, through the proxy %s port %u", self->address, values->port,
                                                  proxy->host, proxy->port)
                               : g_strdup_printf ("%s port %u", self->address, values->port);

  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_CONNECTED, where);
}

/**
 * waybill_ftp_reach_server:
 * @session: a session that is not connected
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Looks the server up and connects to it, or lets the target's proxy do so; fills in the facts, as far as it came, and the
 * session's pipe.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`, in the phase NAME or REACH
 */
gboolean
waybill_ftp_reach_server (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);
  WaybillNetProxy proxy = get_proxy (values);
  gboolean is_proxied = waybill_net_proxy_is_used (&proxy);
  g_auto (WaybillNetReport) report = { 0 };
  WaybillNetStream *stream
      = waybill_net_proxy_connect (&proxy, values->host, values->port, &session->terms, &report, cancellable, error);

  session->facts->step_time[WAYBILL_REMOTE_STEP_NAME] = report.name_time;
  session->facts->step_time[WAYBILL_REMOTE_STEP_REACH] = report.reach_time;
  note_address (session, &report, is_proxied);
  if (stream == NULL)
    {
      settle (error, report.name_time < 0 ? WAYBILL_REMOTE_PHASE_NAME : WAYBILL_REMOTE_PHASE_REACH, values->host, &proxy);
      return FALSE;
    }

  session->facts->port = values->port;
  g_free (session->address);
  session->address = is_proxied ? g_strdup (values->host) : waybill_net_stream_dup_peer (stream);
  session->pipe = waybill_ftp_pipe_new (stream, session->talk);
  waybill_ftp_pipe_set_charset (session->pipe, values->charset);
  remark (session, &proxy);
  return TRUE;
}

/**
 * waybill_ftp_reach_data:
 * @session: a connected session
 * @address: where to: the session's own address, or one that its server named
 * @port: the port that the server named
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Connects a data channel, the way that the control channel went: through the same proxy, at the address that was found
 * then.
 *
 * Returns: (transfer full) (nullable): a stream, or `WAYBILL_REMOTE_ERROR` in the phase DATA_OPEN
 */
WaybillNetStream *
waybill_ftp_reach_data (
    WaybillFtpSession *session, const char *address, guint16 port, GCancellable *cancellable, GError **error)
{
  WaybillNetProxy proxy = get_proxy (waybill_ftp_session_get_values (session));
  WaybillNetProxy found = proxy;
  WaybillNetStream *stream;

  if (session->proxy_address != NULL)
    found.host = session->proxy_address;
  stream = waybill_net_proxy_connect (&found, address, port, &session->terms, NULL, cancellable, error);
  if (stream == NULL)
    settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, address, &proxy);
  return stream;
}
