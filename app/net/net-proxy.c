/* Through a proxy to a host: reaches the proxy, lets net-proxy-socks or net-proxy-http speak, and says whose fault a failure
 * was. It asks no desktop for its settings, and knows no FTP. */
#include "net-proxy-private.h"

#include "base-clock.h"

#include <string.h>

/**
 * waybill_net_proxy_is_used:
 * @self: (nullable): a proxy
 *
 * Returns: is there one?
 */
gboolean
waybill_net_proxy_is_used (const WaybillNetProxy *self)
{
  return self != NULL && self->kind != WAYBILL_NET_PROXY_NONE;
}

void
waybill_net_proxy_begin_phase (WaybillNetProxyTalk *self)
{
  self->deadline = waybill_base_clock_ticks () + self->stream->terms.silence;
}

gboolean
waybill_net_proxy_fail (GError **error, WaybillNetError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (WAYBILL_NET_ERROR, (int) code, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* Within the deadline of the phase: a proxy that sends a byte now and then does not hold us for ever. */
static gboolean
wait_for (WaybillNetProxyTalk *self, WaybillNetIo io, GError **error)
{
  GPollFD fd = { self->stream->fd, io == WAYBILL_NET_IO_WANT_WRITE ? G_IO_OUT : G_IO_IN, 0 };

  if (io == WAYBILL_NET_IO_WANT_READ || io == WAYBILL_NET_IO_WANT_WRITE)
    return waybill_net_wait (&self->stream->terms, &fd, 1, self->deadline, self->cancellable, error);
  if (io != WAYBILL_NET_IO_FAILED)
    waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_LOST, "it hung up");
  return FALSE;
}

gboolean
waybill_net_proxy_send (WaybillNetProxyTalk *self, const void *data, gsize length, GError **error)
{
  const char *at = data;

  while (length > 0)
    {
      gsize done;
      WaybillNetIo io = waybill_net_stream_try_write (self->stream, at, length, &done, error);

      if (io != WAYBILL_NET_IO_DONE && !wait_for (self, io, error))
        return FALSE;
      at += done;
      length -= done;
    }
  return TRUE;
}

gboolean
waybill_net_proxy_receive (WaybillNetProxyTalk *self, void *buffer, gsize length, GError **error)
{
  char *at = buffer;

  while (length > 0)
    {
      gsize done;
      WaybillNetIo io = waybill_net_stream_try_read (self->stream, at, length, &done, error);

      if (io != WAYBILL_NET_IO_DONE && !wait_for (self, io, error))
        return FALSE;
      at += done;
      length -= done;
    }
  return TRUE;
}

/* What can stand in a request without changing its meaning (RFC 3986 §3.2.2: no blank, control, delimiter). */
static gboolean
check_host (const char *host, GError **error)
{
  gsize length = strlen (host);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (host[i]) || strchr ("/?#@[]\\\"<>", host[i]) != NULL)
      return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_HOST_NOT_FOUND, "The host's name cannot be told to a proxy");
  if (length == 0 || length > 255)
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_HOST_NOT_FOUND, "The host's name is empty or too long");
  return TRUE;
}

/* What went wrong between us and the proxy is told as the proxy's: the host had no part in it. Only silence after the host
 * was named may be the host's own. */
static void
blame_proxy (const WaybillNetProxy *proxy, gboolean has_asked, GError **error)
{
  GError *blamed;

  if (error == NULL || *error == NULL || (*error)->domain != WAYBILL_NET_ERROR)
    return;
  if (((*error)->code >= WAYBILL_NET_ERROR_PROXY && (*error)->code <= WAYBILL_NET_ERROR_PROXY_ACTIVE)
      || (has_asked && (*error)->code == WAYBILL_NET_ERROR_TIMED_OUT))
    return;

  blamed = g_error_new (WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY, "The proxy %s port %u: %s", proxy->host, proxy->port,
                        (*error)->message);
  g_clear_error (error);
  *error = blamed;
}

static WaybillNetStream *
connect_through (const WaybillNetProxy *self,
                 const char *host,
                 guint16 port,
                 const WaybillNetTerms *terms,
                 WaybillNetReport *report,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 begun;
  g_autoptr (WaybillNetStream) stream = waybill_net_connect (self->host, self->port, terms, report, cancellable, error);
  WaybillNetProxyTalk talk = { .proxy = self, .host = host, .port = port, .stream = stream, .cancellable = cancellable };
  gboolean agreed;

  if (stream == NULL)
    {
      blame_proxy (self, FALSE, error);
      return NULL;
    }
  begun = waybill_base_clock_ticks ();
  waybill_net_proxy_begin_phase (&talk);
  agreed = self->kind == WAYBILL_NET_PROXY_SOCKS5 ? waybill_net_proxy_socks (&talk, error)
                                                  : waybill_net_proxy_http (&talk, error);
  if (!agreed)
    {
      report->reach_time = -1;
      blame_proxy (self, talk.has_asked, error);
      return NULL;
    }
  report->reach_time += waybill_base_clock_ticks () - begun;
  return g_steal_pointer (&stream);
}

/**
 * waybill_net_proxy_connect:
 * @self: (nullable): a proxy; none, or one of kind NONE, connects directly
 * @host: where to: a name, which the proxy looks up, or a numeric address
 * @port: its port
 * @terms: how to wait; its silence is the time for each phase: the proxy's name, its addresses, the login, the way
 * @report: (nullable): a zeroed report; with a proxy its address is the proxy's
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * A connection to @host, directly or through a proxy. Not a byte that @host sends is read here, however early it comes.
 *
 * Returns: (transfer full) (nullable): a stream; else an error of [func@net_connect], or with a proxy
 *   `WAYBILL_NET_ERROR_PROXY` (not reached, hung up, silent, or speaks something else), `PROXY_LOGIN`, `PROXY_REFUSED` (not
 *   permitted there), `PROXY_NO_WAY` (it does not reach @host), `TIMED_OUT` (silent after it was asked for @host),
 *   `HOST_NOT_FOUND` (a name that cannot be one; nothing was sent), `G_IO_ERROR_CANCELLED`
 */
WaybillNetStream *
waybill_net_proxy_connect (const WaybillNetProxy *self,
                           const char *host,
                           guint16 port,
                           const WaybillNetTerms *terms,
                           WaybillNetReport *report,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (WaybillNetReport) unread = { 0 };
  g_autoptr (GError) failure = NULL;
  WaybillNetStream *stream;

  if (report == NULL)
    report = &unread;
  if (!waybill_net_proxy_is_used (self))
    return waybill_net_connect (host, port, terms, report, cancellable, error);

  report->name_time = report->reach_time = -1;
  if (!check_host (host, error))
    return NULL;
  stream = connect_through (self, host, port, terms, report, cancellable, &failure);
  if (stream == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return stream;
}
