/* One X.509 certificate, immutable, safe to share between threads. Everything is read once, when it is made, so that
 * no getter writes. It has no key and promises no trust. */

#include "cert-certificate-private.h"

#include "base-hash.h"
#include "cert-error.h"
#include "cert-gnutls.h"

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
  waybill_cert_certificate_read_fields (self);
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
