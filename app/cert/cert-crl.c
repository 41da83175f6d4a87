/* One certificate revocation list (RFC 5280 §5), immutable, safe to share between threads. It proves nothing by itself:
 * whose it is, and whether it is signed, the verdict looks at. */
#include "cert-crl.h"

#include "cert-handle.h"

#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"

#define MAX_SERIAL 64 /* RFC 5280 §5.2.3 allows 20; some are longer */

struct _WaybillCertCrl
{
  WaybillBaseRef ref;
  gnutls_x509_crl_t handle;
  GBytes *der;
  GHashTable *serials; /* GBytes: a list may hold 100,000, and each certificate of a path is looked up */
  gint64 this_update;
  gint64 next_update;
};

static int
read_serials (WaybillCertCrl *self)
{
  gnutls_x509_crl_iter_t at = NULL;
  guint8 serial[MAX_SERIAL];
  size_t size = sizeof serial;
  int status;

  while ((status = gnutls_x509_crl_iter_crt_serial (self->handle, &at, serial, &size, NULL)) >= 0)
    {
      g_hash_table_add (self->serials, g_bytes_new (serial, size));
      size = sizeof serial;
    }
  gnutls_x509_crl_iter_deinit (at);
  return status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ? 0 : status;
}

static int
read_list (WaybillCertCrl *self, const void *data, gsize length)
{
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned) length };
  gboolean is_pem = length > 5 && *(const char *) data != 0x30;
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_x509_crl_init (&self->handle);

  if (status >= 0)
    status = gnutls_x509_crl_import (self->handle, &datum, is_pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER);
  if (status >= 0)
    status = gnutls_x509_crl_export2 (self->handle, GNUTLS_X509_FMT_DER, &der);
  if (status < 0)
    return status;
  self->der = g_bytes_new (der.data, der.size);
  self->this_update = gnutls_x509_crl_get_this_update (self->handle);
  self->next_update = MAX (gnutls_x509_crl_get_next_update (self->handle), 0);
  return read_serials (self);
}

/**
 * waybill_cert_crl_new:
 * @data: (array length=length): DER, or PEM with an "X509 CRL" block
 * @length: bytes, at most %WAYBILL_CERT_CRL_MAX_BYTES
 * @error: return location
 *
 * Reads a revocation list. Takes up to a second for the largest: off the main thread where it came from outside. Any thread.
 *
 * Returns: (transfer full) (nullable): the list; %NULL with %WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE
 */
WaybillCertCrl *
waybill_cert_crl_new (const void *data, gsize length, GError **error)
{
  g_autoptr (WaybillCertCrl) self = g_new0 (WaybillCertCrl, 1);
  int status = GNUTLS_E_INVALID_REQUEST;

  waybill_base_ref_init (&self->ref);
  self->serials = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  if (length > 0 && length <= WAYBILL_CERT_CRL_MAX_BYTES)
    status = read_list (self, data, length);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, status, "This is no revocation list");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * waybill_cert_crl_ref:
 * @self: a list
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertCrl *
waybill_cert_crl_ref (WaybillCertCrl *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_crl_unref:
 * @self: (transfer full): a list
 *
 * Any thread.
 */
void
waybill_cert_crl_unref (WaybillCertCrl *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  gnutls_x509_crl_deinit (self->handle);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_hash_table_unref (self->serials);
  g_free (self);
}

/**
 * waybill_cert_crl_get_der:
 * @self: a list
 *
 * Any thread.
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
waybill_cert_crl_get_der (WaybillCertCrl *self)
{
  return self->der;
}

/**
 * waybill_cert_crl_get_n_revoked:
 * @self: a list
 *
 * Any thread.
 *
 * Returns: how many certificates it withdraws
 */
guint
waybill_cert_crl_get_n_revoked (WaybillCertCrl *self)
{
  return g_hash_table_size (self->serials);
}

/**
 * waybill_cert_crl_get_this_update:
 * @self: a list
 *
 * Any thread.
 *
 * Returns: when it was made, Unix seconds
 */
gint64
waybill_cert_crl_get_this_update (WaybillCertCrl *self)
{
  return self->this_update;
}

/**
 * waybill_cert_crl_get_next_update:
 * @self: a list
 *
 * Any thread.
 *
 * Returns: until when the next was promised, Unix seconds; 0 when it does not say
 */
gint64
waybill_cert_crl_get_next_update (WaybillCertCrl *self)
{
  return self->next_update;
}

/**
 * waybill_cert_crl_is_of:
 * @self: a list
 * @authority: a certificate
 *
 * Any thread.
 *
 * Returns: whether it names @authority as its issuer; nothing is proved by that
 */
gboolean
waybill_cert_crl_is_of (WaybillCertCrl *self, WaybillCertCertificate *authority)
{
  return gnutls_x509_crl_check_issuer (self->handle, waybill_cert_certificate_get_handle (authority)) != 0;
}

/**
 * waybill_cert_crl_is_signed_by:
 * @self: a list
 * @authority: a certificate
 *
 * Its times are not looked at. Any thread.
 *
 * Returns: whether @authority, which may sign lists (RFC 5280 §4.2.1.3), did
 */
gboolean
waybill_cert_crl_is_signed_by (WaybillCertCrl *self, WaybillCertCertificate *authority)
{
  const guint untimely = GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED | GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE;
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (authority);
  guint status = 0;

  if (gnutls_x509_crl_verify (self->handle, &handle, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status) < 0)
    return FALSE;
  /* GnuTLS looks at the clock all the same, and then says "invalid" too. */
  if ((status & untimely) != 0)
    status &= ~(untimely | GNUTLS_CERT_INVALID);
  return status == 0;
}

/**
 * waybill_cert_crl_has:
 * @self: a list
 * @certificate: one that was issued by the list's issuer
 *
 * Any thread.
 *
 * Returns: whether @certificate is withdrawn
 */
gboolean
waybill_cert_crl_has (WaybillCertCrl *self, WaybillCertCertificate *certificate)
{
  guint8 serial[MAX_SERIAL];
  size_t size = sizeof serial;
  g_autoptr (GBytes) key = NULL;

  if (gnutls_x509_crt_get_serial (waybill_cert_certificate_get_handle (certificate), serial, &size) < 0)
    return FALSE;
  key = g_bytes_new (serial, size);
  return g_hash_table_contains (self->serials, key);
}
