/* HTTP CONNECT (RFC 9110 §9.3.6) with Basic login (RFC 7617): one tunnel asked for. No other way to log in, no TLS to the
 * proxy, no other method. */
#include "net-proxy-private.h"

#include <string.h>

#define MOST_HEADER (16 * 1024)
#define MOST_TOLD 120

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/* Each of these makes its text in one piece, so that no copy of the password is left behind. */
static char *
dup_login (const WaybillNetProxy *proxy)
{
  char *pair, *encoded, *line;

  if (proxy->user == NULL)
    return g_strdup ("");
  pair = g_strconcat (proxy->user, ":", proxy->password != NULL ? proxy->password : "", NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  line = g_strconcat ("Proxy-Authorization: Basic ", encoded, "\r\n", NULL);
  wipe (pair);
  wipe (encoded);
  return line;
}

static gboolean
send_request (WaybillNetProxyTalk *self, GError **error)
{
  gboolean six = strchr (self->host, ':') != NULL;
  g_autofree char *where = g_strdup_printf (six ? "[%s]:%u" : "%s:%u", self->host,
                                            self->port); /* RFC 3986 §3.2.2: an IPv6 address in brackets */
  char *login = dup_login (self->proxy);
  char *request = g_strconcat ("CONNECT ", where, " HTTP/1.1\r\nHost: ", where, "\r\n", login, "\r\n", NULL);
  gboolean sent = waybill_net_proxy_send (self, request, strlen (request), error);

  wipe (login);
  wipe (request);
  return sent;
}

/* How much can be read without reading past the blank line, behind which the host's own words stand. */
static gsize
get_safe_length (const GString *header)
{
  return g_str_has_suffix (header->str, "\n") || g_str_has_suffix (header->str, "\n\r") ? 1 : 2;
}

static gboolean
is_complete (const GString *header)
{
  return g_str_has_suffix (header->str, "\n\n") || g_str_has_suffix (header->str, "\n\r\n");
}

/* left: what of the bound is left for this and further headers. */
static gboolean
read_header (WaybillNetProxyTalk *self, GString *header, gsize *left, GError **error)
{
  static const char beginning[] = "HTTP/1.";
  const gsize beginning_length = sizeof beginning - 1;

  g_string_truncate (header, 0);
  while (!is_complete (header))
    {
      char bytes[2];
      gsize length = get_safe_length (header);

      if (*left < length)
        return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "its answer does not end");
      if (!waybill_net_proxy_receive (self, bytes, length, error))
        return FALSE;
      *left -= length;
      g_string_append_len (header, bytes, (gssize) length);
      if (memchr (bytes, '\0', length) != NULL || strncmp (header->str, beginning, MIN (header->len, beginning_length)) != 0)
        return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "it does not speak HTTP");
    }
  return TRUE;
}

/* RFC 9112 §4: "HTTP/1.1 200 Connection established". 0: it is none. */
static guint
read_status (const GString *header)
{
  const char *at = header->str + strlen ("HTTP/1.");

  if (!g_ascii_isdigit (at[0]) || at[1] != ' ' || !g_ascii_isdigit (at[2]) || !g_ascii_isdigit (at[3])
      || !g_ascii_isdigit (at[4]) || g_ascii_isdigit (at[5]))
    return 0;
  return (guint) ((at[2] - '0') * 100 + (at[3] - '0') * 10 + (at[4] - '0'));
}

/* A bit of what the proxy wrote, as it may be shown: up to the line's end, printable ASCII alone. */
static void
append_told (GString *told, const char *text)
{
  for (gsize i = 0; i < MOST_TOLD && text[i] != '\0' && text[i] != '\r' && text[i] != '\n'; i++)
    g_string_append_c (told, g_ascii_isprint (text[i]) ? text[i] : '?');
}

/* Which kinds of login it takes (RFC 9110 §11.7.1): who is refused should know that no password helps. */
static void
append_wanted_logins (GString *told, const GString *header)
{
  static const char field[] = "proxy-authenticate:";
  g_auto (GStrv) lines = g_strsplit (header->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], field, sizeof field - 1) == 0 && told->len < 4 * MOST_TOLD)
      {
        g_string_append (told, "; login:");
        append_told (told, lines[i] + sizeof field - 1);
      }
}

static gboolean
judge (guint status, const GString *header, GError **error)
{
  static const struct
  {
    guint status;
    WaybillNetError code;
  } meanings[] = {
    { 407, WAYBILL_NET_ERROR_PROXY_LOGIN },  /* authentication required */
    { 401, WAYBILL_NET_ERROR_PROXY_LOGIN },  /* tinyproxy, when the login is wrong */
    { 502, WAYBILL_NET_ERROR_PROXY_NO_WAY }, /* bad gateway */
    { 503, WAYBILL_NET_ERROR_PROXY_NO_WAY }, /* squid: name or host not found, connection failed */
    { 504, WAYBILL_NET_ERROR_PROXY_NO_WAY }, /* gateway timeout */
  };
  WaybillNetError code = WAYBILL_NET_ERROR_PROXY_REFUSED;
  g_autoptr (GString) told = g_string_new (NULL);

  if (status / 100 == 2)
    return TRUE;
  if (status == 0)
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY, "it does not speak HTTP");
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].status == status)
      code = meanings[i].code;
  append_told (told, header->str + strlen ("HTTP/1.1 "));
  if (code == WAYBILL_NET_ERROR_PROXY_LOGIN)
    append_wanted_logins (told, header);
  return waybill_net_proxy_fail (error, code, "The proxy answers: %s", told->str);
}

/* RFC 7617 §2: a colon would end the user name; controls would end the line. */
static gboolean
check_login (const WaybillNetProxy *proxy, GError **error)
{
  if (proxy->user != NULL && strchr (proxy->user, ':') != NULL)
    return waybill_net_proxy_fail (error, WAYBILL_NET_ERROR_PROXY_LOGIN, "An HTTP proxy takes no user name with a colon");
  return TRUE;
}

/**
 * waybill_net_proxy_http:
 * @self: a talk on a fresh connection, its first phase begun
 * @error: return location
 *
 * Asks for the host, with the login where there is one: a proxy that wants it would refuse the first request. What stands in
 * the header of a 2xx does not matter (RFC 9110 §9.3.6), and 1xx come before the answer (§15.2).
 *
 * Returns: %FALSE with `WAYBILL_NET_ERROR` or `G_IO_ERROR_CANCELLED`
 */
gboolean
waybill_net_proxy_http (WaybillNetProxyTalk *self, GError **error)
{
  g_autoptr (GString) header = g_string_new (NULL);
  gsize left = MOST_HEADER;
  guint status;

  if (!check_login (self->proxy, error))
    return FALSE;
  self->has_asked = TRUE;
  if (!send_request (self, error))
    return FALSE;
  do
    {
      if (!read_header (self, header, &left, error))
        return FALSE;
      status = read_status (header);
    }
  while (status / 100 == 1);
  return judge (status, header, error);
}
