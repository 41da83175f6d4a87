/* One X.509 certificate, immutable, safe to share between threads. Everything is read once, when it is made, so that
 * no getter writes. It has no key and promises no trust. */

#include "cert-certificate.h"

#include "cert-handle.h"

#include "base-hash.h"
#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"

#include <string.h>

#define MAX_NAME 1024
#define MAX_NAMES 1000
#define SERIAL_LENGTH 64
#define KEY_ID_LENGTH 32

struct _WaybillCertCertificate
{
  WaybillBaseRef ref;
  gnutls_x509_crt_t handle;
  GBytes *der;
  char *fingerprint;
  char *subject;
  char *issuer;
  char *name;
  char *issuer_name;
  char *serial;
  char *key_id;
  char **names;
  gint64 not_before;
  gint64 not_after;
  gboolean is_authority;
  gboolean is_self_signed;
  gboolean is_for_clients;
  gboolean is_for_servers;
};

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

static void
read_fields (WaybillCertCertificate *self)
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

/**
 * waybill_cert_certificate_new_from_der:
 * @der: (array length=length): one certificate in DER, nothing behind it
 * @length: bytes
 * @error: return location
 *
 * Reads a certificate (RFC 5280). Any thread.
 *
 * Returns: (transfer full) (nullable): the certificate; %NULL with %WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE
 */
WaybillCertCertificate *
waybill_cert_certificate_new_from_der (const void *der, gsize length, GError **error)
{
  g_auto (gnutls_x509_crt_t) handle = NULL;
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) MIN (length, G_MAXUINT) };
  WaybillCertCertificate *self;
  int status = gnutls_x509_crt_init (&handle);

  if (status >= 0)
    status = gnutls_x509_crt_import (handle, &datum, GNUTLS_X509_FMT_DER);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, status, "This is no certificate");
      return NULL;
    }
  self = g_new0 (WaybillCertCertificate, 1);
  waybill_base_ref_init (&self->ref);
  self->handle = g_steal_pointer (&handle);
  self->der = g_bytes_new (der, length);
  self->fingerprint = waybill_base_hash_dup_hex (der, length);
  read_fields (self);
  return self;
}

/**
 * waybill_cert_certificate_ref:
 * @self: a certificate
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertCertificate *
waybill_cert_certificate_ref (WaybillCertCertificate *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_certificate_unref:
 * @self: (transfer full): a certificate
 *
 * Any thread.
 */
void
waybill_cert_certificate_unref (WaybillCertCertificate *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  gnutls_x509_crt_deinit (self->handle);
  g_bytes_unref (self->der);
  g_free (self->fingerprint);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->name);
  g_free (self->issuer_name);
  g_free (self->serial);
  g_free (self->key_id);
  g_strfreev (self->names);
  g_free (self);
}

/**
 * waybill_cert_certificate_equal:
 * @self: a certificate
 * @other: another
 *
 * Whether both are the same certificate, byte for byte. Any thread.
 *
 * Returns: %TRUE when they are
 */
gboolean
waybill_cert_certificate_equal (WaybillCertCertificate *self, WaybillCertCertificate *other)
{
  return self == other || g_bytes_equal (self->der, other->der);
}

/**
 * waybill_cert_certificate_get_der:
 * @self: a certificate
 *
 * The certificate in DER. Any thread.
 *
 * Returns: (transfer none): the bytes
 */
GBytes *
waybill_cert_certificate_get_der (WaybillCertCertificate *self)
{
  return self->der;
}

/**
 * waybill_cert_certificate_get_fingerprint:
 * @self: a certificate
 *
 * SHA-256 of the DER: what pins, exceptions and the store's file names are. Any thread.
 *
 * Returns: 64 lower-case hex digits
 */
const char *
waybill_cert_certificate_get_fingerprint (WaybillCertCertificate *self)
{
  return self->fingerprint;
}

/**
 * waybill_cert_certificate_get_subject:
 * @self: a certificate
 *
 * Whose certificate it is, RFC 4514, made valid UTF-8. Any thread.
 *
 * Returns: the subject's distinguished name
 */
const char *
waybill_cert_certificate_get_subject (WaybillCertCertificate *self)
{
  return self->subject;
}

/**
 * waybill_cert_certificate_get_issuer:
 * @self: a certificate
 *
 * Who signed it, RFC 4514, made valid UTF-8. Any thread.
 *
 * Returns: the issuer's distinguished name
 */
const char *
waybill_cert_certificate_get_issuer (WaybillCertCertificate *self)
{
  return self->issuer;
}

/**
 * waybill_cert_certificate_get_name:
 * @self: a certificate
 *
 * The subject's common name, else its organization, else all of the subject. Not escaped for a terminal. Any
 * thread.
 *
 * Returns: a name for people
 */
const char *
waybill_cert_certificate_get_name (WaybillCertCertificate *self)
{
  return self->name;
}

/**
 * waybill_cert_certificate_get_issuer_name:
 * @self: a certificate
 *
 * The same of the issuer. Any thread.
 *
 * Returns: a name for people
 */
const char *
waybill_cert_certificate_get_issuer_name (WaybillCertCertificate *self)
{
  return self->issuer_name;
}

/**
 * waybill_cert_certificate_get_serial:
 * @self: a certificate
 *
 * The serial number. Any thread.
 *
 * Returns: lower-case hex digits
 */
const char *
waybill_cert_certificate_get_serial (WaybillCertCertificate *self)
{
  return self->serial;
}

/**
 * waybill_cert_certificate_get_key_id:
 * @self: a certificate
 *
 * SHA-256 of the public key (RFC 5280 SubjectPublicKeyInfo): the same for a renewed certificate with its old key.
 * Any thread.
 *
 * Returns: 64 lower-case hex digits
 */
const char *
waybill_cert_certificate_get_key_id (WaybillCertCertificate *self)
{
  return self->key_id;
}

/**
 * waybill_cert_certificate_get_names:
 * @self: a certificate
 *
 * DNS names and IP addresses among the subject alternative names, made valid UTF-8: to be shown, not to be
 * matched. Any thread.
 *
 * Returns: (array zero-terminated=1): the names
 */
const char *const *
waybill_cert_certificate_get_names (WaybillCertCertificate *self)
{
  return (const char *const *) self->names;
}

/**
 * waybill_cert_certificate_get_not_before:
 * @self: a certificate
 *
 * When it starts. Any thread.
 *
 * Returns: Unix seconds
 */
gint64
waybill_cert_certificate_get_not_before (WaybillCertCertificate *self)
{
  return self->not_before;
}

/**
 * waybill_cert_certificate_get_not_after:
 * @self: a certificate
 *
 * When it ends. Any thread.
 *
 * Returns: Unix seconds
 */
gint64
waybill_cert_certificate_get_not_after (WaybillCertCertificate *self)
{
  return self->not_after;
}

/**
 * waybill_cert_certificate_is_authority:
 * @self: a certificate
 *
 * Whether it may sign others (basic constraints; a self-signed one of version 1 may too). Any thread.
 *
 * Returns: %TRUE or %FALSE
 */
gboolean
waybill_cert_certificate_is_authority (WaybillCertCertificate *self)
{
  return self->is_authority;
}

/**
 * waybill_cert_certificate_is_self_signed:
 * @self: a certificate
 *
 * Whether it names itself as its issuer. The signature is not checked. Any thread.
 *
 * Returns: %TRUE or %FALSE
 */
gboolean
waybill_cert_certificate_is_self_signed (WaybillCertCertificate *self)
{
  return self->is_self_signed;
}

/**
 * waybill_cert_certificate_is_for_clients:
 * @self: a certificate
 *
 * Whether it may be shown to a server: absent usages allow everything (RFC 5280, 4.2.1.3 and 4.2.1.12). Any
 * thread.
 *
 * Returns: %TRUE or %FALSE
 */
gboolean
waybill_cert_certificate_is_for_clients (WaybillCertCertificate *self)
{
  return self->is_for_clients;
}

/**
 * waybill_cert_certificate_is_for_servers:
 * @self: a certificate
 *
 * Whether a server may show it: absent usages allow everything (RFC 5280, 4.2.1.3 and 4.2.1.12). Any thread.
 *
 * Returns: %TRUE or %FALSE
 */
gboolean
waybill_cert_certificate_is_for_servers (WaybillCertCertificate *self)
{
  return self->is_for_servers;
}

/**
 * waybill_cert_certificate_get_handle:
 * @self: a certificate
 *
 * GnuTLS's own handle, for reading only. Any thread.
 *
 * Returns: (transfer none): valid as long as @self
 */
gnutls_x509_crt_t
waybill_cert_certificate_get_handle (WaybillCertCertificate *self)
{
  return self->handle;
}
