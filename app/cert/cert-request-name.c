/* The alternative names of a request: what kind a name is, is seen from its shape, and checked. It resolves nothing. */

#include "cert-request-private.h"

#include "cert-error.h"

#include <gio/gio.h>
#include <string.h>

/* OpenSSL's words for the kinds may stand in front. */
static const struct
{
  const char *prefix;
  WaybillCertNameKind kind;
} prefixes[] = {
  { "dns:", WAYBILL_CERT_NAME_DNS },
  { "ip:", WAYBILL_CERT_NAME_IP },
  { "email:", WAYBILL_CERT_NAME_EMAIL },
  { "uri:", WAYBILL_CERT_NAME_URI },
};

static WaybillCertNameKind
get_shape (const char *name)
{
  if (strstr (name, "://") != NULL || g_ascii_strncasecmp (name, "urn:", 4) == 0)
    return WAYBILL_CERT_NAME_URI;
  if (g_hostname_is_ip_address (name))
    return WAYBILL_CERT_NAME_IP;
  return strchr (name, '@') != NULL ? WAYBILL_CERT_NAME_EMAIL : WAYBILL_CERT_NAME_DNS;
}

/* Behind the prefix, where there is one. An IPv6 address may begin like none of them. */
static const char *
skip_prefix (const char *name, WaybillCertNameKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (name, prefixes[i].prefix, strlen (prefixes[i].prefix)) == 0)
      {
        *kind = prefixes[i].kind;
        return name + strlen (prefixes[i].prefix);
      }
  *kind = get_shape (name);
  return name;
}

static gboolean
is_graph (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return *text != '\0';
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *at = label; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_')
      return FALSE;
  return TRUE;
}

/* ASCII labels (RFC 5280, 4.2.1.6); one asterisk may stand for the first (RFC 6125, 6.4.3). NULL: it is no name of a host.
 */
static char *
dup_host (const char *name, gboolean may_be_wild)
{
  gboolean is_wild = may_be_wild && strncmp (name, "*.", 2) == 0;
  g_autofree char *ascii = g_hostname_to_ascii (is_wild ? name + 2 : name);
  g_auto (GStrv) labels = ascii != NULL ? g_strsplit (ascii, ".", -1) : NULL;
  guint n_labels = labels != NULL ? g_strv_length (labels) : 0;

  for (guint i = 0; i < n_labels; i++)
    if (!is_label (labels[i]))
      return NULL;
  if (n_labels == 0 || (is_wild && n_labels < 2))
    return NULL;
  return g_strconcat (is_wild ? "*." : "", ascii, NULL);
}

static GBytes *
encode_text (char *text)
{
  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

static GBytes *
encode_host (const char *name)
{
  return encode_text (dup_host (name, TRUE));
}

static GBytes *
encode_address (const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  return address != NULL ? g_bytes_new (g_inet_address_to_bytes (address), g_inet_address_get_native_size (address)) : NULL;
}

/* An rfc822Name is ASCII: a domain can be written so, what stands before the @ cannot (RFC 9598 has another form, which few
 * read). */
static GBytes *
encode_mail (const char *name)
{
  const char *at = strrchr (name, '@');
  g_autofree char *local = at != NULL ? g_strndup (name, (gsize) (at - name)) : NULL;
  g_autofree char *host = at != NULL ? dup_host (at + 1, FALSE) : NULL;

  if (host == NULL || !is_graph (local) || strpbrk (local, "@<>()[],;:\\\"") != NULL)
    return NULL;
  return encode_text (g_strdup_printf ("%s@%s", local, host));
}

static GBytes *
encode_uri (const char *name)
{
  return is_graph (name) && g_uri_is_valid (name, G_URI_FLAGS_NONE, NULL) ? encode_text (g_strdup (name)) : NULL;
}

static GBytes *(*const encoders[]) (const char *name) = {
  [WAYBILL_CERT_NAME_DNS] = encode_host,
  [WAYBILL_CERT_NAME_IP] = encode_address,
  [WAYBILL_CERT_NAME_EMAIL] = encode_mail,
  [WAYBILL_CERT_NAME_URI] = encode_uri,
};

/**
 * waybill_cert_request_name_encode:
 * @san: as typed: `host.example`, `*.host.example`, `192.0.2.1`, `2001:db8::1`, `anna@lab.example`, `https://…`, `urn:…`;
 * OpenSSL's `DNS:`, `IP:`, `email:` and `URI:` may stand in front
 * @kind: (out) (optional): what it is
 * @error: return location
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): its bytes in the extension (RFC 5280, 4.2.1.6); %NULL with %WAYBILL_CERT_ERROR_NAME
 */
GBytes *
waybill_cert_request_name_encode (const char *san, WaybillCertNameKind *kind, GError **error)
{
  gboolean is_text = g_utf8_validate (san, -1, NULL) && strlen (san) <= WAYBILL_CERT_REQUEST_MAX_NAME;
  g_autofree char *clean = is_text ? g_strstrip (g_strdup (san)) : NULL;
  WaybillCertNameKind found = WAYBILL_CERT_NAME_DNS;
  const char *bare = is_text ? skip_prefix (clean, &found) : NULL;
  GBytes *bytes = bare != NULL ? encoders[found](bare) : NULL;

  if (bytes == NULL)
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NAME, "This cannot be an alternative name");
  if (kind != NULL)
    *kind = found;
  return bytes;
}

/**
 * waybill_cert_request_check_name:
 * @san: as typed
 * @kind: (out) (optional): what it is, from its shape, also where it is no good one
 * @error: return location
 *
 * Whether waybill_cert_request_new() takes this alternative name. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_NAME
 */
gboolean
waybill_cert_request_check_name (const char *san, WaybillCertNameKind *kind, GError **error)
{
  g_autoptr (GBytes) bytes = waybill_cert_request_name_encode (san, kind, error);

  return bytes != NULL;
}
