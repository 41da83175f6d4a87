/* SOCKS version 5 (RFC 1928) with user name and password (RFC 1929): one connection asked for. No version 4, no BIND, no
 * UDP, no GSSAPI. */
#include "net-proxy-private.h"

#include <arpa/inet.h>
#include <string.h>

#define VERSION 5
#define LOGIN_VERSION 1
#define MOST_TEXT 255 /* a length is one byte */

enum
{
  METHOD_NONE = 0,
  METHOD_LOGIN = 2,
  METHOD_NOT_ONE = 0xff,
};

enum
{
  ADDRESS_FOUR = 1,
  ADDRESS_NAME = 3,
  ADDRESS_SIX = 4,
};

static gboolean
fail_version (GError **error)
{
  return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "it does not speak SOCKS version 5");
}

/* RFC 1929 §2. Some proxies answer with the version of SOCKS instead of the login's; only the second byte counts. */
static gboolean
log_in (WaybillNetProxyTalk *self, GError **error)
{
  const char *password = self->proxy->password != NULL ? self->proxy->password : "";
  gsize user_length = strlen (self->proxy->user), password_length = strlen (password);
  guint8 message[3 + 2 * MOST_TEXT];
  guint8 answer[2];
  gboolean sent;

  message[0] = LOGIN_VERSION;
  message[1] = (guint8) user_length;
  memcpy (message + 2, self->proxy->user, user_length);
  message[2 + user_length] = (guint8) password_length;
  memcpy (message + 3 + user_length, password, password_length);
  sent = waybill_net_proxy_send (self, message, 3 + user_length + password_length, error);
  explicit_bzero (message, sizeof message);

  if (!sent || !waybill_net_proxy_receive (self, answer, sizeof answer, error))
    return FALSE;
  if (answer[0] != LOGIN_VERSION && answer[0] != VERSION)
    return fail_version (error);
  return answer[1] == 0
         || waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY_LOGIN, "The proxy refuses the login (%u)", answer[1]);
}

/* RFC 1928 §3. A password is sent only to a proxy that asks for it. */
static gboolean
agree_on_login (WaybillNetProxyTalk *self, GError **error)
{
  static const guint8 without[] = { VERSION, 1, METHOD_NONE };
  static const guint8 with[] = { VERSION, 2, METHOD_NONE, METHOD_LOGIN };
  gboolean has_login = self->proxy->user != NULL;
  guint8 answer[2];

  if (!waybill_net_proxy_send (self, has_login ? with : without, has_login ? sizeof with : sizeof without, error)
      || !waybill_net_proxy_receive (self, answer, sizeof answer, error))
    return FALSE;
  if (answer[0] != VERSION)
    return fail_version (error);
  if (answer[1] == METHOD_NONE)
    return TRUE;
  if (answer[1] == METHOD_LOGIN && has_login)
    return log_in (self, error);
  if (answer[1] == METHOD_NOT_ONE || answer[1] == METHOD_LOGIN)
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY_LOGIN,
                                   has_login ? "The proxy wants a login of another kind"
                                             : "The proxy wants a login, and none was given");
  return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "it chose a login that was not offered (%u)", answer[1]);
}

/* RFC 1928 §5: a name is left to the proxy, which often sees another name service than we do. */
static gsize
fill_request (WaybillNetProxyTalk *self, guint8 *request)
{
  gsize length = strlen (self->host);
  guint8 *at = request;

  *at++ = VERSION;
  *at++ = 1; /* CONNECT */
  *at++ = 0;
  if (inet_pton (AF_INET, self->host, at + 1) == 1)
    {
      *at = ADDRESS_FOUR;
      at += 1 + 4;
    }
  else if (inet_pton (AF_INET6, self->host, at + 1) == 1)
    {
      *at = ADDRESS_SIX;
      at += 1 + 16;
    }
  else
    {
      *at++ = ADDRESS_NAME;
      *at++ = (guint8) length;
      memcpy (at, self->host, length);
      at += length;
    }
  *at++ = (guint8) (self->port >> 8);
  *at++ = (guint8) self->port;
  return (gsize) (at - request);
}

/* RFC 1928 §6. */
static gboolean
judge (guint8 code, GError **error)
{
  static const struct
  {
    WaybillNetError code;
    const char *words;
  } replies[] = {
    [1] = { WAYBILL_NET_ERROR_PROXY_REFUSED, "general failure" },
    [2] = { WAYBILL_NET_ERROR_PROXY_REFUSED, "not permitted by its rules" },
    [3] = { WAYBILL_NET_ERROR_PROXY_NO_WAY, "network unreachable" },
    [4] = { WAYBILL_NET_ERROR_PROXY_NO_WAY, "host unreachable" },
    [5] = { WAYBILL_NET_ERROR_PROXY_NO_WAY, "connection refused" },
    [6] = { WAYBILL_NET_ERROR_PROXY_NO_WAY, "the way is too long (TTL expired)" },
    [7] = { WAYBILL_NET_ERROR_PROXY_REFUSED, "it does not connect for others" },
    [8] = { WAYBILL_NET_ERROR_PROXY_REFUSED, "it does not take this kind of address" },
  };

  if (code == 0)
    return TRUE;
  if (code >= G_N_ELEMENTS (replies))
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY_REFUSED, "The proxy answers: %u", code);
  return waybill_net_proxy_fail (error, replies[code].code, "The proxy answers: %u, %s", code, replies[code].words);
}

/* To the last byte of its reply, and not one further: servers speak first. A refusal may end after its second byte. */
static gboolean
read_reply (WaybillNetProxyTalk *self, GError **error)
{
  guint8 head[2], kind[2], address[MOST_TEXT + 2];
  gsize length;

  if (!waybill_net_proxy_receive (self, head, sizeof head, error))
    return FALSE;
  if (head[0] != VERSION)
    return fail_version (error);
  if (!judge (head[1], error) || !waybill_net_proxy_receive (self, kind, sizeof kind, error))
    return FALSE;

  switch (kind[1])
    {
    case ADDRESS_FOUR:
      length = 4;
      break;
    case ADDRESS_SIX:
      length = 16;
      break;
    case ADDRESS_NAME:
      if (!waybill_net_proxy_receive (self, address, 1, error))
        return FALSE;
      length = address[0];
      break;
    default:
      return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "it names an address of no known kind (%u)", kind[1]);
    }
  return waybill_net_proxy_receive (self, address, length + 2, error);
}

/**
 * waybill_net_proxy_socks:
 * @self: a talk on a fresh connection, its first phase begun
 * @error: return location
 *
 * Logs in where the proxy wants it, and asks for the host.
 *
 * Returns: %FALSE with `WAYBILL_NET_ERROR` or `G_IO_ERROR_CANCELLED`
 */
gboolean
waybill_net_proxy_socks (WaybillNetProxyTalk *self, GError **error)
{
  const WaybillNetProxy *proxy = self->proxy;
  guint8 request[4 + 1 + MOST_TEXT + 2];
  gsize length;

  if (proxy->user != NULL
      && (strlen (proxy->user) > MOST_TEXT || (proxy->password != NULL && strlen (proxy->password) > MOST_TEXT)))
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY_LOGIN,
                                   "User name or password is longer than a SOCKS proxy takes (%u bytes)", MOST_TEXT);
  if (!agree_on_login (self, error))
    return FALSE;

  length = fill_request (self, request);
  waybill_net_proxy_begin_phase (self);
  self->has_asked = TRUE;
  return waybill_net_proxy_send (self, request, length, error) && read_reply (self, error);
}
