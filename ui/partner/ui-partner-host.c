/* Takes an address apart as people paste it: with a scheme in front, a user, a port, a path. A password in it goes nowhere.
 * It is lenient: what remains as the host is checked by the partner. */

#include "ui-partner-host-private.h"

#include <string.h>

/* What stands in front, and what it means with no port or with its own. An "ftp://" says nothing about encryption. */
static const struct
{
  const char *scheme;
  guint16 port; /* 0: any */
  WaybillRemoteProtocol protocol;
} schemes[] = {
  { "ftps", 990, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT },
  { "ftps", 21, WAYBILL_REMOTE_PROTOCOL_FTPS },
  { "ftpes", 0, WAYBILL_REMOTE_PROTOCOL_FTPS },
  { "ftp", 990, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT },
};

static const char *
take_scheme (const char *text, WaybillUiPartnerHost *parts)
{
  const char *end = strstr (text, "://");

  if (end == NULL)
    return text;
  for (const char *at = text; at < end; at++)
    if (!g_ascii_isalnum (*at) && strchr ("+-.", *at) == NULL)
      return text;
  parts->scheme = g_ascii_strdown (text, end - text);
  return end + 3;
}

static void
take_user (char **authority, WaybillUiPartnerHost *parts)
{
  char *at = strrchr (*authority, '@');
  char *colon;

  if (at == NULL)
    return;
  *at = '\0';
  colon = strchr (*authority, ':');
  if (colon != NULL)
    *colon = '\0';
  if (**authority != '\0')
    {
      parts->user = g_uri_unescape_string (*authority, NULL);
      if (parts->user == NULL)
        parts->user = g_strdup (*authority);
    }
  /* A password may have stood there. */
  *authority = at + 1;
}

/* One colon and a number: a port. Several: an address of IPv6, unless brackets say otherwise. */
static void
take_port (char *authority, WaybillUiPartnerHost *parts)
{
  char *colon = strrchr (authority, ':');
  char *bracket = authority[0] == '[' ? strchr (authority, ']') : NULL;
  guint64 port;

  if (bracket != NULL)
    {
      *bracket = '\0';
      parts->host = g_strdup (authority + 1);
      colon = bracket[1] == ':' ? bracket + 1 : NULL;
    }
  else if (colon != NULL && strchr (authority, ':') != colon)
    colon = NULL;
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    {
      parts->port = (guint16) port;
      *colon = '\0';
    }
  if (parts->host == NULL)
    parts->host = g_strdup (authority);
}

static void
find_protocol (WaybillUiPartnerHost *parts)
{
  for (gsize i = 0; parts->scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (strcmp (parts->scheme, schemes[i].scheme) == 0 && (schemes[i].port == 0 || parts->port == schemes[i].port))
      {
        parts->has_protocol = TRUE;
        parts->protocol = schemes[i].protocol;
        return;
      }
}

/**
 * waybill_ui_partner_host_split:
 * @text: what was typed, without blanks around it
 * @parts: (out caller-allocates): its parts, for waybill_ui_partner_host_clear()
 */
void
waybill_ui_partner_host_split (const char *text, WaybillUiPartnerHost *parts)
{
  g_autofree char *rest = NULL;
  char *authority;
  char *slash;

  *parts = (WaybillUiPartnerHost){ 0 };
  rest = g_strdup (take_scheme (text, parts));
  authority = rest;
  slash = strchr (rest, '/');
  if (slash != NULL)
    {
      if (slash[1] != '\0')
        parts->path = g_strdup (slash);
      *slash = '\0';
    }
  take_user (&authority, parts);
  take_port (authority, parts);
  find_protocol (parts);
}

/**
 * waybill_ui_partner_host_had_more:
 * @parts: what waybill_ui_partner_host_split() found
 *
 * Returns: whether anything stood around the host
 */
gboolean
waybill_ui_partner_host_had_more (const WaybillUiPartnerHost *parts)
{
  return parts->scheme != NULL || parts->user != NULL || parts->port != 0 || parts->path != NULL;
}

/**
 * waybill_ui_partner_host_clear:
 * @parts: what waybill_ui_partner_host_split() found
 */
void
waybill_ui_partner_host_clear (WaybillUiPartnerHost *parts)
{
  g_clear_pointer (&parts->scheme, g_free);
  g_clear_pointer (&parts->host, g_free);
  g_clear_pointer (&parts->user, g_free);
  g_clear_pointer (&parts->path, g_free);
}
