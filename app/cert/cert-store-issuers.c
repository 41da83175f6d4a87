/* Who vouches for a chain, as far as the store knows them. Trust is not asked: an authority of the store is only somebody
 * known. */

#include "cert-store-private.h"

#include "cert-gnutls.h"
#include "cert-handle.h"

#define MAX_ISSUERS 16
/* Whether the signature fits is all that is asked: what is old or weak may still have signed it. */
#define FLAGS (GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CRL_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN)

static gboolean
has_signed (WaybillCertCertificate *issuer, WaybillCertCertificate *certificate)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (issuer);
  guint status = 0;

  return gnutls_x509_crt_check_issuer (waybill_cert_certificate_get_handle (certificate), handle)
         && gnutls_x509_crt_verify (waybill_cert_certificate_get_handle (certificate), &handle, 1, FLAGS, &status) >= 0
         && status == 0;
}

/* Of two certificates of one authority the one that ends later. */
static WaybillCertCertificate *
find_issuer (WaybillCertStore *self, WaybillCertCertificate *certificate)
{
  WaybillCertCertificate *issuer = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      WaybillCertCertificate *candidate = ((WaybillCertEntry *) self->entries->pdata[i])->certificate;

      if (!waybill_cert_certificate_is_authority (candidate) || !has_signed (candidate, certificate))
        continue;
      if (issuer == NULL
          || waybill_cert_certificate_get_not_after (candidate) > waybill_cert_certificate_get_not_after (issuer))
        issuer = candidate;
    }
  return issuer;
}

/* Two authorities may have signed each other. */
static gboolean
holds (GPtrArray *certificates, WaybillCertCertificate *certificate)
{
  return g_ptr_array_find_with_equal_func (certificates, certificate, (GEqualFunc) waybill_cert_certificate_equal, NULL);
}

/**
 * waybill_cert_store_dup_issuers:
 * @self: the store
 * @chain: (element-type WaybillCertCertificate): a certificate, and perhaps those above it, in order; at least one
 *
 * Goes on where @chain ends: who signed its last certificate, who signed that, up to a root or to somebody whom the store
 * does not know; at most 16.
 *
 * Returns: (transfer full) (element-type WaybillCertCertificate): the authorities, the nearest first; empty where none is
 * known
 */
GPtrArray *
waybill_cert_store_dup_issuers (WaybillCertStore *self, GPtrArray *chain)
{
  GPtrArray *issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  WaybillCertCertificate *at = chain->pdata[chain->len - 1];

  while (issuers->len < MAX_ISSUERS && !waybill_cert_certificate_is_self_signed (at))
    {
      at = find_issuer (self, at);
      if (at == NULL || holds (chain, at) || holds (issuers, at))
        break;
      g_ptr_array_add (issuers, waybill_cert_certificate_ref (at));
    }
  return issuers;
}
