/* What a file yielded, before anything is sorted, and the bounds that hold for every kind of file. It reads no format. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

static void
free_key (gpointer key)
{
  gnutls_x509_privkey_deinit (key);
}

/**
 * waybill_cert_found_init:
 * @self: memory for it
 *
 * Starts empty. Any thread.
 */
void
waybill_cert_found_init (WaybillCertFound *self)
{
  self->keys = g_ptr_array_new_with_free_func (free_key);
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_crl_unref);
  self->remarks = 0;
  self->rounds = 0;
}

/**
 * waybill_cert_found_clear:
 * @self: what was found
 *
 * Frees what is inside; keys are wiped. Any thread.
 */
void
waybill_cert_found_clear (WaybillCertFound *self)
{
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
}

static gboolean
has_room (GPtrArray *array, guint maximum, const char *what, GError **error)
{
  if (array->len < maximum)
    return TRUE;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_LARGE, "More than %u %s", maximum, what);
  return FALSE;
}

/* What a file of a known kind holds is damaged where it cannot be read. */
static void
call_it_damaged (GError *error)
{
  if (error != NULL && error->code == WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE)
    error->code = WAYBILL_CERT_ERROR_DAMAGED;
}

/**
 * waybill_cert_import_take_certificate:
 * @found: where it goes
 * @der: (array length=length): one certificate
 * @length: bytes
 * @error: return location
 *
 * Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_DAMAGED, or `TOO_LARGE` above 64 KiB and where there are 2,000 already
 */
gboolean
waybill_cert_import_take_certificate (WaybillCertFound *found, const void *der, gsize length, GError **error)
{
  WaybillCertCertificate *certificate;
  GError *cause = NULL;

  if (!has_room (found->certificates, WAYBILL_CERT_IMPORT_MAX_CERTIFICATES, "certificates", error))
    return FALSE;
  if (length > WAYBILL_CERT_IMPORT_MAX_CERTIFICATE_BYTES)
    {
      g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_LARGE, "A certificate of more than 64 KiB");
      return FALSE;
    }
  certificate = waybill_cert_certificate_new_from_der (der, length, &cause);
  if (certificate == NULL)
    {
      call_it_damaged (cause);
      g_propagate_error (error, cause);
      return FALSE;
    }
  g_ptr_array_add (found->certificates, certificate);
  return TRUE;
}

/**
 * waybill_cert_import_take_crl:
 * @found: where it goes
 * @der: (array length=length): one revocation list
 * @length: bytes
 * @error: return location
 *
 * Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_DAMAGED, or `TOO_LARGE`
 */
gboolean
waybill_cert_import_take_crl (WaybillCertFound *found, const void *der, gsize length, GError **error)
{
  WaybillCertCrl *crl;
  GError *cause = NULL;

  if (!has_room (found->crls, WAYBILL_CERT_IMPORT_MAX_CERTIFICATES, "revocation lists", error))
    return FALSE;
  crl = waybill_cert_crl_new (der, length, &cause);
  if (crl == NULL)
    {
      call_it_damaged (cause);
      g_propagate_error (error, cause);
      return FALSE;
    }
  g_ptr_array_add (found->crls, crl);
  return TRUE;
}

/**
 * waybill_cert_import_take_key:
 * @found: where it goes
 * @key: (transfer full): a private key; taken also on failure
 * @error: return location
 *
 * Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_TOO_LARGE where there are 64 already
 */
gboolean
waybill_cert_import_take_key (WaybillCertFound *found, gnutls_x509_privkey_t key, GError **error)
{
  g_auto (gnutls_x509_privkey_t) owned = key;

  if (!has_room (found->keys, WAYBILL_CERT_IMPORT_MAX_KEYS, "private keys", error))
    return FALSE;
  g_ptr_array_add (found->keys, g_steal_pointer (&owned));
  return TRUE;
}

/**
 * waybill_cert_import_count_rounds:
 * @found: what counts them
 * @status: what GnuTLS's info function returned; another failure is left to its caller
 * @rounds: what it told
 * @error: return location
 *
 * Refuses what would compute for long, before it is computed. Any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_TOO_EXPENSIVE
 */
gboolean
waybill_cert_import_count_rounds (WaybillCertFound *found, int status, guint rounds, GError **error)
{
  /* GnuTLS itself calls 2^31-1 rounds an illegal parameter. */
  if (status == GNUTLS_E_ILLEGAL_PARAMETER)
    rounds = G_MAXINT;
  else if (status < 0)
    return TRUE;
  found->rounds += rounds;
  if (rounds <= WAYBILL_CERT_IMPORT_MAX_ROUNDS && found->rounds <= WAYBILL_CERT_IMPORT_MAX_TOTAL)
    return TRUE;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_EXPENSIVE, "%u rounds of key derivation are too many",
               rounds);
  return FALSE;
}
