/* Whether a certificate was made for a host: its subject alternative names alone decide. Not GnuTLS's own check, which
 * falls back to the common name and takes an address for a DNS name. */

#include "cert-name.h"

#include "cert-handle.h"

#include <string.h>

#define MAX_NAME 1024
#define MAX_NAMES 1000

static GInetAddress *
parse_address (const char *host)
{
  g_autofree char *bare = NULL;
  gsize length = strlen (host);

  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    bare = g_strndup (host + 1, length - 2);
  else
    bare = g_strdup (host);
  /* A zone (fe80::1%eth0) is a matter of this computer, not of the certificate. */
  bare[strcspn (bare, "%")] = '\0';
  return g_inet_address_new_from_string (bare);
}

static char *
normalize_host (const char *host)
{
  g_autofree char *ascii = g_hostname_to_ascii (host);
  gsize length = ascii != NULL ? strlen (ascii) : 0;
  char *lower;

  if (length == 0)
    return NULL;
  lower = g_ascii_strdown (ascii, (gssize) length);
  if (length > 1 && lower[length - 1] == '.')
    lower[length - 1] = '\0';
  return lower;
}

/* RFC 6125, 6.4.3, the strict half: a star is the whole first label, and at least two labels stand behind it. */
static gboolean
matches_wildcard (const char *pattern, const char *host)
{
  const char *rest = pattern + 1;
  const char *host_rest = strchr (host, '.');

  if (!g_str_has_prefix (pattern, "*.") || strchr (rest + 1, '.') == NULL || strchr (rest, '*') != NULL)
    return FALSE;
  return host_rest != NULL && host_rest != host && g_str_equal (rest, host_rest);
}

static gboolean
matches_dns_name (const char *name, gsize length, const char *host)
{
  g_autofree char *pattern = NULL;

  /* "localhost\0.evil.test" was signed by real authorities. */
  if (memchr (name, '\0', length) != NULL)
    return FALSE;
  pattern = g_ascii_strdown (name, (gssize) length);
  return g_str_equal (pattern, host) || matches_wildcard (pattern, host);
}

static gboolean
matches_address (const char *name, gsize length, GInetAddress *address)
{
  return length == g_inet_address_get_native_size (address) && memcmp (name, g_inet_address_to_bytes (address), length) == 0;
}

/**
 * waybill_cert_name_matches:
 * @certificate: a server's certificate
 * @host: a DNS name or an IP address (with or without brackets, a zone is ignored)
 *
 * Compares a host with the subject alternative names (RFC 6125, RFC 2818): an address needs an address among them, a DNS
 * name a DNS name. The common name never counts; a lone star, a star over one label and a NUL match nothing. Any thread.
 *
 * Returns: %TRUE when the certificate was made for @host
 */
gboolean
waybill_cert_name_matches (WaybillCertCertificate *certificate, const char *host)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  g_autoptr (GInetAddress) address = parse_address (host);
  g_autofree char *dns_name = address == NULL ? normalize_host (host) : NULL;
  gboolean matches = FALSE;

  for (guint i = 0; !matches && i < MAX_NAMES; i++)
    {
      char name[MAX_NAME];
      size_t size = sizeof name;
      int kind = gnutls_x509_crt_get_subject_alt_name (handle, i, name, &size, NULL);

      if (kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (kind == GNUTLS_SAN_IPADDRESS && address != NULL)
        matches = matches_address (name, size, address);
      if (kind == GNUTLS_SAN_DNSNAME && dns_name != NULL)
        matches = matches_dns_name (name, size, dns_name);
    }
  return matches;
}
