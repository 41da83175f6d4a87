/* PKCS#11 URIs (RFC 7512) as text: which may stand in the store, what they name, whether one fits another. It touches no
 * token. */
#include "cert-token-uri.h"

#include "cert-error.h"
#include "cert-store-private.h"

#include <string.h>

#define SCHEME "pkcs11:"
#define MAX_URI 2048

/* Attributes that name a token, and those that name an object on it. What a module or a slot is called may change with the
 * next start of the computer, so it is neither kept nor compared. */
static const char *const token_attributes[] = { "token", "manufacturer", "serial", "model" };
static const char *const object_attributes[] = { "id", "object" };

/**
 * waybill_cert_token_is_uri:
 * @text: what a person gave where a file or a label may stand
 *
 * Returns: whether it begins as a PKCS#11 URI
 */
gboolean
waybill_cert_token_is_uri (const char *text)
{
  return g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) == 0;
}

/* The path of a URI, at its semicolons: "token=A", "object=b". */
static char **
dup_attributes (const char *uri)
{
  g_autofree char *path = g_strndup (uri, strcspn (uri, "?"));

  return g_strsplit (waybill_cert_token_is_uri (path) ? path + strlen (SCHEME) : "", ";", -1);
}

static gboolean
is_one_of (const char *attribute, const char *const *names, gsize n_names)
{
  gsize length = strcspn (attribute, "=");

  for (gsize i = 0; i < n_names; i++)
    if (strlen (names[i]) == length && memcmp (names[i], attribute, length) == 0)
      return TRUE;
  return FALSE;
}

/* n_objects: how many of object_attributes are taken along. */
static char *
dup_with (const char *uri, gsize n_objects, const char *type)
{
  g_auto (GStrv) attributes = dup_attributes (uri);
  g_autoptr (GString) made = g_string_new (SCHEME);

  for (guint i = 0; attributes[i] != NULL; i++)
    if (is_one_of (attributes[i], token_attributes, G_N_ELEMENTS (token_attributes))
        || is_one_of (attributes[i], object_attributes, n_objects))
      g_string_append_printf (made, "%s%s", made->len > strlen (SCHEME) ? ";" : "", attributes[i]);
  if (type != NULL)
    g_string_append_printf (made, "%stype=%s", made->len > strlen (SCHEME) ? ";" : "", type);
  return g_string_free (g_steal_pointer (&made), FALSE);
}

static int
get_hex (char digit)
{
  return g_ascii_xdigit_value (digit);
}

/* The bytes that an attribute stands for: RFC 7512, 2.3 writes some as %xx, and leaves to the writer which. */
static GString *
dup_value (const char *value)
{
  GString *bytes = g_string_new (NULL);

  for (; *value != '\0'; value++)
    if (*value == '%' && get_hex (value[1]) >= 0 && get_hex (value[2]) >= 0)
      {
        g_string_append_c (bytes, (char) (get_hex (value[1]) * 16 + get_hex (value[2])));
        value += 2;
      }
    else
      g_string_append_c (bytes, *value);
  return bytes;
}

/* (nullable): what follows "NAME=". */
static const char *
find_value (char **attributes, const char *name)
{
  for (guint i = 0; attributes[i] != NULL; i++)
    if (is_one_of (attributes[i], &name, 1) && attributes[i][strlen (name)] == '=')
      return attributes[i] + strlen (name) + 1;
  return NULL;
}

/**
 * waybill_cert_token_uri_dup_plain:
 * @uri: a URI of an object
 *
 * Returns: (transfer full): token and object alone, whatever the object is
 */
char *
waybill_cert_token_uri_dup_plain (const char *uri)
{
  return dup_with (uri, G_N_ELEMENTS (object_attributes), NULL);
}

/**
 * waybill_cert_token_uri_dup_certificate:
 * @uri: a URI of a certificate or its key
 *
 * Returns: (transfer full): the URI of the certificate
 */
char *
waybill_cert_token_uri_dup_certificate (const char *uri)
{
  return dup_with (uri, G_N_ELEMENTS (object_attributes), "cert");
}

/**
 * waybill_cert_token_uri_dup_key:
 * @uri: a URI of a certificate or its key
 *
 * The key has the certificate's id (PKCS#11 2.40, 4.6.2), but on many cards another label.
 *
 * Returns: (transfer full): the URI of the key
 */
char *
waybill_cert_token_uri_dup_key (const char *uri)
{
  g_auto (GStrv) attributes = dup_attributes (uri);
  const char *id = find_value (attributes, object_attributes[0]);

  return dup_with (uri, id != NULL && *id != '\0' ? 1 : G_N_ELEMENTS (object_attributes), "private");
}

/**
 * waybill_cert_token_uri_dup_keys:
 * @uri: a URI of a token or of what is on it
 *
 * Returns: (transfer full): the URI of all keys of the token
 */
char *
waybill_cert_token_uri_dup_keys (const char *uri)
{
  return dup_with (uri, 0, "private");
}

/**
 * waybill_cert_token_uri_dup_certificates:
 * @uri: a URI of a token or of what is on it
 *
 * Returns: (transfer full): the URI of all certificates of the token
 */
char *
waybill_cert_token_uri_dup_certificates (const char *uri)
{
  return dup_with (uri, 0, "cert");
}

/**
 * waybill_cert_token_uri_dup_token:
 * @uri: a URI of a token or of what is on it
 *
 * Returns: (transfer full): the URI of the token alone
 */
char *
waybill_cert_token_uri_dup_token (const char *uri)
{
  return dup_with (uri, 0, NULL);
}

/**
 * waybill_cert_token_uri_dup_on:
 * @uri: a URI of what is on a token, perhaps without saying on which
 * @token: the URI of a token
 *
 * Returns: (transfer full): the URI of the same object on that token and no other
 */
char *
waybill_cert_token_uri_dup_on (const char *uri, const char *token)
{
  g_auto (GStrv) attributes = dup_attributes (uri);
  g_autofree char *place = dup_with (token, 0, NULL);
  g_autoptr (GString) made = g_string_new (place);

  for (guint i = 0; attributes[i] != NULL; i++)
    if (is_one_of (attributes[i], object_attributes, G_N_ELEMENTS (object_attributes)))
      g_string_append_printf (made, "%s%s", made->len > strlen (SCHEME) ? ";" : "", attributes[i]);
  return g_string_free (g_steal_pointer (&made), FALSE);
}

/**
 * waybill_cert_token_check_uri:
 * @uri: a PKCS#11 URI
 * @error: return location
 *
 * A URI stands in a file, which may come from somebody else: it must name an object, carry no PIN (`pin-value`), and
 * make us read no file and load no library (`pin-source`, `module-path`, `module-name`).
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_UNSUPPORTED
 */
gboolean
waybill_cert_token_check_uri (const char *uri, GError **error)
{
  static const char *const refused[] = { "pin-value=", "pin-source=", "module-path=", "module-name=" };
  g_autofree char *lower = g_ascii_strdown (uri, -1);
  g_auto (GStrv) attributes = dup_attributes (uri);
  gboolean is_good
      = strlen (uri) <= MAX_URI && (find_value (attributes, "object") != NULL || find_value (attributes, "id") != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    is_good = is_good && strstr (lower, refused[i]) == NULL;
  for (const char *at = uri; is_good && *at != '\0'; at++)
    is_good = g_ascii_isgraph (*at);
  if (!is_good)
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED,
                         "A PKCS#11 URI must name an object, and neither a PIN nor a module");
  return is_good;
}

/**
 * waybill_cert_token_uri_dup_name:
 * @uri: a URI of a token or of what is on it
 *
 * Returns: (transfer full): what people call the token: its label, else its serial number or model; never empty, without
 *   controls
 */
char *
waybill_cert_token_uri_dup_name (const char *uri)
{
  static const char *const names[] = { "token", "serial", "model" };
  g_auto (GStrv) attributes = dup_attributes (uri);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = find_value (attributes, names[i]);
      g_autoptr (GString) bytes = value != NULL ? dup_value (value) : NULL;
      g_autofree char *text = bytes != NULL ? g_utf8_make_valid (bytes->str, -1) : NULL;
      g_autofree char *name = text != NULL ? g_strstrip (waybill_cert_label_tame (text)) : NULL;

      if (name != NULL && *name != '\0')
        return g_steal_pointer (&name);
    }
  return g_strdup ("PKCS#11");
}

/**
 * waybill_cert_token_uri_dup_safe:
 * @uri: a URI as somebody typed it
 *
 * Leaves `pin-source` out: other programs write it, and it would make us read a file. A PIN stays, to be refused.
 *
 * Returns: (transfer full): the rest of it
 */
char *
waybill_cert_token_uri_dup_safe (const char *uri)
{
  gsize length = strcspn (uri, "?");
  g_autoptr (GString) made = g_string_new_len (uri, (gssize) length);
  g_auto (GStrv) queries = g_strsplit (uri[length] == '?' ? uri + length + 1 : "", "&", -1);
  const char *before = "?";

  for (guint i = 0; queries[i] != NULL; i++)
    if (g_ascii_strncasecmp (queries[i], "pin-source=", strlen ("pin-source=")) != 0)
      {
        g_string_append_printf (made, "%s%s", before, queries[i]);
        before = "&";
      }
  return g_string_free (g_steal_pointer (&made), FALSE);
}

/* The same bytes, however they are written. */
static gboolean
attribute_fits (char **attributes, char **wanted, const char *name)
{
  const char *one = find_value (wanted, name), *other = find_value (attributes, name);
  g_autoptr (GString) one_bytes = one != NULL ? dup_value (one) : NULL;
  g_autoptr (GString) other_bytes = other != NULL ? dup_value (other) : NULL;

  return one == NULL || (other != NULL && g_string_equal (one_bytes, other_bytes));
}

/**
 * waybill_cert_token_uri_fits:
 * @uri: the full URI of a token or object
 * @wanted: what somebody calls it: some of its attributes
 *
 * Returns: whether what @wanted says of token and object is so in @uri
 */
gboolean
waybill_cert_token_uri_fits (const char *uri, const char *wanted)
{
  g_auto (GStrv) have = dup_attributes (uri);
  g_auto (GStrv) want = dup_attributes (wanted);
  gboolean fits = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (token_attributes); i++)
    fits = fits && attribute_fits (have, want, token_attributes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (object_attributes); i++)
    fits = fits && attribute_fits (have, want, object_attributes[i]);
  return fits;
}
