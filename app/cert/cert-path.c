/* The way from a server's certificate to somebody who is trusted, and what its signatures, times and keys say. Names, pins
 * and withdrawals are judged elsewhere. */
#include "cert-path-private.h"

#include "cert-handle.h"

#include "cert-gnutls.h"

/* GnuTLS has one word for both. */
#define LIMITS (WAYBILL_CERT_REASON_NAME_CONSTRAINTS | WAYBILL_CERT_REASON_PATH_LENGTH)
/* The profile of what is judged, and what a partner with weak keys may have. */
#define STRONG GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM)
#define WEAK (GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_LOW) | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1)

/* waybill_cert_path_clear:
 * @path: a path
 *
 * Frees what is inside. */
void
waybill_cert_path_clear (WaybillCertPath *path)
{
  g_clear_pointer (&path->anchor, waybill_cert_certificate_unref);
}

static gboolean
is_issued_by (WaybillCertCertificate *certificate, WaybillCertCertificate *issuer)
{
  return gnutls_x509_crt_check_issuer (waybill_cert_certificate_get_handle (certificate),
                                       waybill_cert_certificate_get_handle (issuer))
         != 0;
}

static WaybillCertCertificate *
dup_listed_issuer (gnutls_x509_trust_list_t list, WaybillCertCertificate *certificate)
{
  g_auto (gnutls_x509_crt_t) issuer = NULL;
  g_auto (gnutls_datum_t) der = { NULL, 0 };

  if (gnutls_x509_trust_list_get_issuer (list, waybill_cert_certificate_get_handle (certificate), &issuer,
                                         GNUTLS_TL_GET_COPY)
          < 0
      || gnutls_x509_crt_export2 (issuer, GNUTLS_X509_FMT_DER, &der) < 0)
    return NULL;
  return waybill_cert_certificate_new_from_der (der.data, der.size, NULL);
}

static gboolean
path_has (WaybillCertPath *path, WaybillCertCertificate *certificate)
{
  for (guint i = 0; i < path->length; i++)
    if (waybill_cert_certificate_equal (path->links[i], certificate))
      return TRUE;
  return FALSE;
}

static WaybillCertCertificate *
find_sent_issuer (GPtrArray *chain, WaybillCertPath *path, WaybillCertCertificate *certificate)
{
  for (guint i = 1; i < chain->len; i++)
    if (!path_has (path, chain->pdata[i]) && is_issued_by (certificate, chain->pdata[i]))
      return chain->pdata[i];
  return NULL;
}

/* waybill_cert_path_walk:
 * @path: an empty path; to be cleared
 * @chain: what the server sent
 * @list: who is trusted
 *
 * Servers send chains in any order, with strangers between (RFC 8446 §4.4.2): the path is walked by issuers. GnuTLS then
 * judges exactly this path, so that no certificate's time is judged in place of another's. */
void
waybill_cert_path_walk (WaybillCertPath *path, GPtrArray *chain, gnutls_x509_trust_list_t list)
{
  WaybillCertCertificate *at = chain->pdata[0];

  while (at != NULL && path->length < WAYBILL_CERT_PATH_MAX)
    {
      path->links[path->length++] = at;
      path->anchor = dup_listed_issuer (list, at);
      at = path->anchor == NULL ? find_sent_issuer (chain, path, at) : NULL;
    }
}

static const struct
{
  guint status;
  guint reason;
} status_reasons[] = {
  { GNUTLS_CERT_SIGNER_NOT_FOUND, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY },
  { GNUTLS_CERT_SIGNER_NOT_CA, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, LIMITS },
  { GNUTLS_CERT_UNEXPECTED_OWNER, WAYBILL_CERT_REASON_WRONG_NAME },
  { GNUTLS_CERT_PURPOSE_MISMATCH, WAYBILL_CERT_REASON_WRONG_PURPOSE },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, WAYBILL_CERT_REASON_WRONG_PURPOSE },
  { GNUTLS_CERT_INSECURE_ALGORITHM, WAYBILL_CERT_REASON_WEAK },
  { GNUTLS_CERT_SIGNATURE_FAILURE, WAYBILL_CERT_REASON_BAD_SIGNATURE },
  { GNUTLS_CERT_REVOKED, WAYBILL_CERT_REASON_REVOKED },
};

/* What the signatures say. A status without a known bit never counts as good. */
static guint
judge_signatures (WaybillCertPath *path, gnutls_x509_trust_list_t list, guint flags)
{
  gnutls_x509_crt_t handles[WAYBILL_CERT_PATH_MAX];
  guint status = 0;
  guint reasons = 0;

  for (guint i = 0; i < path->length; i++)
    handles[i] = waybill_cert_certificate_get_handle (path->links[i]);
  if (gnutls_x509_trust_list_verify_crt2 (list, handles, path->length, NULL, 0, flags | GNUTLS_VERIFY_DISABLE_TIME_CHECKS,
                                          &status, NULL)
      < 0)
    return WAYBILL_CERT_REASON_BAD_SIGNATURE;
  for (guint i = 0; i < G_N_ELEMENTS (status_reasons); i++)
    if ((status & status_reasons[i].status) != 0)
      reasons |= status_reasons[i].reason;
  return status != 0 && reasons == 0 ? WAYBILL_CERT_REASON_BAD_SIGNATURE : reasons;
}

/* waybill_cert_path_judge_time:
 *
 * Returns: `EXPIRED`, `NOT_YET_VALID` or 0 */
guint
waybill_cert_path_judge_time (WaybillCertCertificate *certificate, gint64 now)
{
  if (now < waybill_cert_certificate_get_not_before (certificate))
    return WAYBILL_CERT_REASON_NOT_YET_VALID;
  if (now > waybill_cert_certificate_get_not_after (certificate))
    return WAYBILL_CERT_REASON_EXPIRED;
  return 0;
}

/* waybill_cert_path_judge_strength:
 * @allows_weak: 1024 bits and SHA-1 are taken
 *
 * The signature over a self-signed certificate proves nothing, so its algorithm does not matter.
 *
 * Returns: `WEAK` or 0 */
guint
waybill_cert_path_judge_strength (WaybillCertCertificate *certificate, gboolean allows_weak)
{
  guint least = allows_weak ? GNUTLS_SEC_PARAM_LOW : GNUTLS_SEC_PARAM_MEDIUM;
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  guint bits = 0;
  int key = gnutls_x509_crt_get_pk_algorithm (handle, &bits);
  int signature = gnutls_x509_crt_get_signature_algorithm (handle);

  if (key < 0 || gnutls_pk_bits_to_sec_param (key, bits) < least)
    return WAYBILL_CERT_REASON_WEAK;
  if (allows_weak && gnutls_sign_get_hash_algorithm (signature) == GNUTLS_DIG_SHA1)
    return 0;
  if (!waybill_cert_certificate_is_self_signed (certificate)
      && (signature < 0 || !gnutls_sign_is_secure2 (signature, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS)))
    return WAYBILL_CERT_REASON_WEAK;
  return 0;
}

/* A path that stops at an authority in between lacks only its root, which need not be sent; one that stops at a leaf
 * lacks the certificate in between. */
static guint
judge_end (WaybillCertPath *path)
{
  WaybillCertCertificate *last = path->links[path->length - 1];

  if (path->anchor != NULL)
    return 0;
  if (waybill_cert_certificate_is_self_signed (path->links[0]))
    return WAYBILL_CERT_REASON_SELF_SIGNED | WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY;
  if (!waybill_cert_certificate_is_self_signed (last) && !waybill_cert_certificate_is_authority (last))
    return WAYBILL_CERT_REASON_INCOMPLETE_CHAIN | WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY;
  return WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY;
}

/* Which of the limits it was, where that is known; a chain that is stopped for them is never taken. */
static guint
settle_limits (WaybillCertPath *path, guint reasons)
{
  guint found = waybill_cert_path_judge_limits (path);

  return found == 0 ? reasons : (reasons & ~(guint) LIMITS) | found;
}

/* waybill_cert_path_judge:
 *
 * Two questions to GnuTLS: a weak link makes it stop early, and then it does not say who signed.
 *
 * Returns: every reason that the path gives, but for revocation */
guint
waybill_cert_path_judge (WaybillCertPath *path, gnutls_x509_trust_list_t list, gint64 now, gboolean allows_weak)
{
  guint reasons = judge_end (path);

  reasons |= judge_signatures (path, list, allows_weak ? WEAK : STRONG);
  if ((reasons & WAYBILL_CERT_REASON_WEAK) != 0)
    reasons
        |= judge_signatures (path, list, GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_VERY_WEAK) | GNUTLS_VERIFY_ALLOW_BROKEN);
  for (guint i = 0; i < path->length; i++)
    reasons |= waybill_cert_path_judge_time (path->links[i], now)
               | waybill_cert_path_judge_strength (path->links[i], allows_weak);
  if (path->anchor != NULL)
    reasons |= waybill_cert_path_judge_time (path->anchor, now);
  return settle_limits (path, reasons);
}

/* waybill_cert_path_has_namesake:
 * @chain: what the server sent; one at least
 * @list: who is trusted
 *
 * Returns: %TRUE when somebody on the list has the name that stands as the issuer where the path ends */
gboolean
waybill_cert_path_has_namesake (GPtrArray *chain, gnutls_x509_trust_list_t list)
{
  g_auto (WaybillCertPath) path = { { NULL }, 0, NULL };
  g_auto (gnutls_x509_crt_t) namesake = NULL;
  g_auto (gnutls_datum_t) name = { NULL, 0 };
  gnutls_x509_crt_t last;

  waybill_cert_path_walk (&path, chain, list);
  last = waybill_cert_certificate_get_handle (path.links[path.length - 1]);
  return gnutls_x509_crt_get_raw_issuer_dn (last, &name) >= 0
         && gnutls_x509_trust_list_get_issuer_by_dn (list, &name, &namesake, 0) >= 0;
}
