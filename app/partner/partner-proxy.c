/* Through what a partner is reached: read from its settings, or asked of the desktop (GProxyResolver, which may look at
 * settings, environment or a PAC script). It connects to nobody and looks no password up. Main thread. */
#include "partner-proxy-private.h"

#include <string.h>

#define ERROR_PROXY WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PROXY

static const struct
{
  const char *setting;
  WaybillRemoteProxy kind;
} kinds[] = {
  { "none", WAYBILL_REMOTE_PROXY_NONE },
  { "socks5", WAYBILL_REMOTE_PROXY_SOCKS5 },
  { "http", WAYBILL_REMOTE_PROXY_HTTP },
};

/* What desktops answer. Plain "socks" is what GNOME and PAC scripts say of SOCKS5 too; version 4 knows no names and no
 * passwords. */
static const struct
{
  const char *scheme;
  WaybillRemoteProxy kind;
} schemes[] = {
  { "direct", WAYBILL_REMOTE_PROXY_NONE },  { "socks5", WAYBILL_REMOTE_PROXY_SOCKS5 },
  { "socks", WAYBILL_REMOTE_PROXY_SOCKS5 }, { "socks5h", WAYBILL_REMOTE_PROXY_SOCKS5 },
  { "http", WAYBILL_REMOTE_PROXY_HTTP },
};

/**
 * waybill_partner_proxy_clear:
 * @self: a proxy
 *
 * Frees what it holds; it is none then.
 */
void
waybill_partner_proxy_clear (WaybillPartnerProxy *self)
{
  g_free (self->host);
  g_free (self->user);
  g_clear_pointer (&self->password, waybill_secret_text_unref);
  *self = (WaybillPartnerProxy){ 0 };
}

static char *
dup_setting (WaybillPartner *partner, const char *key)
{
  const char *value = waybill_partner_get_setting (partner, key);

  return *value != '\0' ? g_strdup (value) : NULL;
}

/**
 * waybill_partner_proxy_read:
 * @self: a zeroed proxy
 * @partner: a partner
 * @asks_desktop: (out): must waybill_partner_proxy_ask_async() say which?
 * @error: return location
 *
 * Returns: %FALSE with %WAYBILL_PARTNER_ERROR_PROXY where a proxy is wanted, but has no host
 */
gboolean
waybill_partner_proxy_read (WaybillPartnerProxy *self, WaybillPartner *partner, gboolean *asks_desktop, GError **error)
{
  const char *choice = waybill_partner_get_setting (partner, "proxy");

  *asks_desktop = strcmp (choice, "desktop") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (choice, kinds[i].setting) == 0)
      self->kind = kinds[i].kind;
  if (self->kind == WAYBILL_REMOTE_PROXY_NONE)
    return TRUE;

  self->host = dup_setting (partner, "proxy-host");
  self->port = (guint16) waybill_partner_get_setting_number (partner, "proxy-port");
  self->user = dup_setting (partner, "proxy-user");
  if (self->host != NULL)
    return TRUE;
  g_set_error (error, ERROR_PROXY, "\"%s\" has no proxy-host", waybill_partner_get_name (partner));
  return FALSE;
}

/* Empty is the same as not there. */
static char *
dup_part (const char *part)
{
  return part != NULL && *part != '\0' ? g_strdup (part) : NULL;
}

/**
 * waybill_partner_proxy_parse:
 * @self: a zeroed proxy
 * @uri: what a GProxyResolver answers: "direct://", "socks5://host:1080", "http://user:password@host:3128"
 *
 * Returns: %FALSE for a kind that Waybill does not speak, and for what is no URI
 */
gboolean
waybill_partner_proxy_parse (WaybillPartnerProxy *self, const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *password;

  for (guint i = 0; parsed != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strcasecmp (g_uri_get_scheme (parsed), schemes[i].scheme) != 0)
        continue;
      self->kind = schemes[i].kind;
      if (self->kind == WAYBILL_REMOTE_PROXY_NONE)
        return TRUE;
      self->host = dup_part (g_uri_get_host (parsed));
      if (self->host == NULL)
        return FALSE;
      self->port = (guint16) MAX (g_uri_get_port (parsed), 0);
      self->user = dup_part (g_uri_get_user (parsed));
      password = g_uri_get_password (parsed);
      if (self->user != NULL && password != NULL && *password != '\0')
        self->password = waybill_secret_text_new (password);
      return TRUE;
    }
  return FALSE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **uris = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    g_clear_error (&error);
  else if (error != NULL)
    {
      g_task_return_new_error (task, ERROR_PROXY, "The desktop's proxy settings do not answer: %s", error->message);
      g_clear_error (&error);
    }
  else
    {
      g_task_return_pointer (task, g_steal_pointer (&uris), (GDestroyNotify) g_strfreev);
    }
  g_strfreev (uris);
}

/**
 * waybill_partner_proxy_ask_async:
 * @partner: a partner with a host
 * @cancellable: (nullable): ends it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks the desktop which way leads to the partner. It is asked as for FTP, which desktops have a field for; where that is
 * empty they name the SOCKS proxy.
 */
void
waybill_partner_proxy_ask_async (WaybillPartner *partner,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (partner, cancellable, callback, user_data);
  const char *host = waybill_partner_get_host (partner);
  guint16 port = waybill_partner_get_port (partner);
  g_autofree char *uri = NULL;

  g_task_set_source_tag (task, waybill_partner_proxy_ask_async);
  if (port == 0)
    port = waybill_remote_protocol_get_port (waybill_partner_get_protocol (partner));
  uri = g_uri_join (G_URI_FLAGS_NONE, "ftp", NULL, host, port, "", NULL, NULL);
  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, cancellable, asked_cb, g_steal_pointer (&task));
}

/**
 * waybill_partner_proxy_ask_finish:
 * @self: a zeroed proxy, which is filled in
 * @partner: the partner; its proxy-user stands in where the desktop names nobody
 * @result: what the callback got
 * @error: return location
 *
 * The first way that Waybill can go counts. Where the desktop names proxies of other kinds only, and no direct way, none is
 * gone: it may forbid it.
 *
 * Returns: %FALSE with %WAYBILL_PARTNER_ERROR_PROXY or %G_IO_ERROR_CANCELLED
 */
gboolean
waybill_partner_proxy_ask_finish (WaybillPartnerProxy *self, WaybillPartner *partner, GAsyncResult *result, GError **error)
{
  g_auto (GStrv) uris = g_task_propagate_pointer (G_TASK (result), error);

  if (uris == NULL)
    return FALSE;
  for (guint i = 0; uris[i] != NULL; i++)
    {
      if (waybill_partner_proxy_parse (self, uris[i]))
        {
          if (self->kind != WAYBILL_REMOTE_PROXY_NONE && self->user == NULL)
            self->user = dup_setting (partner, "proxy-user");
          return TRUE;
        }
      waybill_partner_proxy_clear (self);
    }
  g_set_error_literal (error, ERROR_PROXY, "The desktop names no proxy that can be used");
  return FALSE;
}
