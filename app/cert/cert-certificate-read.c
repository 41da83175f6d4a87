/* What stands in a certificate, read out of GnuTLS's handle and made fit to be shown: names, dates, key, and what it may be
 * used for. It judges nothing. */

#include "cert-certificate-private.h"

#include "cert-gnutls.h"

#include <string.h>

#define MAX_NAME 1024
#define MAX_NAMES 1000
#define SERIAL_LENGTH 64
#define KEY_ID_LENGTH 32

static char *
dup_hex (const guint8 *data, gsize length)
{
  GString *hex = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

static char *
dup_distinguished_name (gnutls_x509_crt_t handle, int (*get) (gnutls_x509_crt_t, gnutls_datum_t *, unsigned))
{
  g_auto (gnutls_datum_t) text = { NULL, 0 };

  if (get (handle, &text, 0) < 0)
    return g_strdup ("");
  return g_utf8_make_valid ((const char *) text.data, text.size);
}

/* GnuTLS gives the part of a name as it stands inside a whole one, RFC 4514, 2.4: "Northgate\\, Ltd". Alone it needs no
 * backslash before punctuation; one before two hex digits stays, since what it stands for is not for the eye. */
static char *
dup_unescaped (const char *text, gsize size)
{
  GString *plain = g_string_sized_new (size);

  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == '\\' && i + 1 < size && strchr (" \"#+,;<=>\\", text[i + 1]) != NULL && text[i + 1] != '\0')
        i++;
      g_string_append_c (plain, text[i]);
    }
  return g_string_free (plain, FALSE);
}

/* The part of a distinguished name that people recognise: CN, else O, else all of it. A NUL inside is made visible. */
static char *
dup_display_name (gnutls_x509_crt_t handle,
                  int (*get) (gnutls_x509_crt_t, const char *, unsigned, unsigned, void *, size_t *),
                  const char *whole)
{
  static const char *const parts[] = { GNUTLS_OID_X520_COMMON_NAME, GNUTLS_OID_X520_ORGANIZATION_NAME };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char text[MAX_NAME];
      size_t size = sizeof text;

      if (get (handle, parts[i], 0, 0, text, &size) >= 0 && size > 0)
        {
          g_autofree char *plain = dup_unescaped (text, size);

          return g_utf8_make_valid (plain, -1);
        }
    }
  return g_strdup (whole);
}

static char *
dup_address (const guint8 *bytes, gsize length)
{
  GSocketFamily family = length == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6;
  g_autoptr (GInetAddress) address = NULL;

  if (length != 4 && length != 16)
    return NULL;
  address = g_inet_address_new_from_bytes (bytes, family);
  return g_inet_address_to_string (address);
}

static char **
dup_names (gnutls_x509_crt_t handle)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MAX_NAMES; i++)
    {
      char text[MAX_NAME];
      size_t size = sizeof text;
      int kind = gnutls_x509_crt_get_subject_alt_name (handle, i, text, &size, NULL);

      if (kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (kind == GNUTLS_SAN_DNSNAME)
        g_ptr_array_add (names, g_utf8_make_valid (text, (gssize) size));
      if (kind == GNUTLS_SAN_IPADDRESS && (size == 4 || size == 16))
        g_ptr_array_add (names, dup_address ((const guint8 *) text, size));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* An absent extended key usage allows everything (RFC 5280, 4.2.1.12). */
static gboolean
has_purpose (gnutls_x509_crt_t handle, const char *wanted)
{
  for (guint i = 0; i < MAX_NAMES; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      int status = gnutls_x509_crt_get_key_purpose_oid (handle, i, oid, &size, NULL);

      if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return i == 0;
      if (status >= 0 && (g_str_equal (oid, wanted) || g_str_equal (oid, GNUTLS_KP_ANY)))
        return TRUE;
      if (status < 0 && status != GNUTLS_E_SHORT_MEMORY_BUFFER)
        return FALSE;
    }
  return FALSE;
}

/* An absent key usage allows everything (RFC 5280, 4.2.1.3). */
static gboolean
has_usage (gnutls_x509_crt_t handle, guint wanted)
{
  guint usage = 0;
  int status = gnutls_x509_crt_get_key_usage (handle, &usage, NULL);

  if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return TRUE;
  return status >= 0 && (usage & wanted) != 0;
}

/* A self-signed certificate of X.509 version 1 has no extensions to say it with: old roots are like that. */
static gboolean
read_is_authority (gnutls_x509_crt_t handle)
{
  guint is_authority = 0;
  int status = gnutls_x509_crt_get_basic_constraints (handle, NULL, &is_authority, NULL);

  if (status >= 0)
    return is_authority != 0;
  return gnutls_x509_crt_get_version (handle) < 3 && gnutls_x509_crt_check_issuer (handle, handle);
}

/* waybill_cert_certificate_read_fields:
 *
 * Fills the fields from the handle, once, before anybody else has the certificate. */
void
waybill_cert_certificate_read_fields (WaybillCertCertificate *self)
{
  gnutls_x509_crt_t handle = self->handle;
  guint8 serial[SERIAL_LENGTH];
  guint8 key_id[KEY_ID_LENGTH];
  size_t serial_size = sizeof serial;
  size_t key_id_size = sizeof key_id;

  self->subject = dup_distinguished_name (handle, gnutls_x509_crt_get_dn3);
  self->issuer = dup_distinguished_name (handle, gnutls_x509_crt_get_issuer_dn3);
  self->name = dup_display_name (handle, gnutls_x509_crt_get_dn_by_oid, self->subject);
  self->issuer_name = dup_display_name (handle, gnutls_x509_crt_get_issuer_dn_by_oid, self->issuer);
  if (gnutls_x509_crt_get_serial (handle, serial, &serial_size) < 0)
    serial_size = 0;
  self->serial = dup_hex (serial, serial_size);
  if (gnutls_x509_crt_get_key_id (handle, GNUTLS_KEYID_USE_SHA256, key_id, &key_id_size) < 0)
    key_id_size = 0;
  self->key_id = dup_hex (key_id, key_id_size);
  self->names = dup_names (handle);
  self->not_before = gnutls_x509_crt_get_activation_time (handle);
  self->not_after = gnutls_x509_crt_get_expiration_time (handle);
  self->is_authority = read_is_authority (handle);
  self->is_self_signed = gnutls_x509_crt_check_issuer (handle, handle) != 0;
  self->is_for_clients = has_purpose (handle, GNUTLS_KP_TLS_WWW_CLIENT)
                         && has_usage (handle, GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_AGREEMENT);
  self->is_for_servers
      = has_purpose (handle, GNUTLS_KP_TLS_WWW_SERVER)
        && has_usage (handle, GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT | GNUTLS_KEY_KEY_AGREEMENT);
}
