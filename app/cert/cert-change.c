/* Compares the chain that a server shows with the one that was accepted last. That an authority is the same must be proved
 * by its signature: a name can be copied by anybody. */
#include "cert-change.h"

#include "cert-gnutls.h"
#include "cert-handle.h"
#include "cert-name.h"

#define TOO_EARLY_SECONDS (60 * 24 * 60 * 60)
#define MAX_PATH 16

/* Times and strength are the verdict's matter: here only who signed counts. */
static gboolean
is_signed_by (WaybillCertCertificate *certificate, WaybillCertCertificate *issuer)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  gnutls_x509_crt_t issuer_handle = waybill_cert_certificate_get_handle (issuer);
  guint status = 0;

  return gnutls_x509_crt_check_issuer (handle, issuer_handle) != 0
         && gnutls_x509_crt_verify (handle, &issuer_handle, 1,
                                    GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN, &status)
                >= 0
         && status == 0;
}

/* Of the chain, what vouches for the certificate; never the certificate itself. */
static WaybillCertCertificate *
find_issuer (GPtrArray *chain, WaybillCertCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (!waybill_cert_certificate_equal (chain->pdata[i], certificate)
        && waybill_cert_certificate_is_authority (chain->pdata[i]) && is_signed_by (certificate, chain->pdata[i]))
      return chain->pdata[i];
  return NULL;
}

/**
 * waybill_cert_change_find_top:
 * @chain: (element-type WaybillCertCertificate): leaf first, the others in any order
 *
 * Walks from the leaf by signatures; strangers in the chain are left out. Any thread.
 *
 * Returns: (transfer none) (nullable): the last authority on that way; %NULL where the leaf stands alone
 */
WaybillCertCertificate *
waybill_cert_change_find_top (GPtrArray *chain)
{
  WaybillCertCertificate *top = NULL;
  WaybillCertCertificate *at = chain != NULL && chain->len > 0 ? chain->pdata[0] : NULL;

  for (guint i = 0; at != NULL && i < MAX_PATH; i++)
    {
      at = waybill_cert_certificate_is_self_signed (at) ? NULL : find_issuer (chain, at);
      if (at != NULL)
        top = at;
    }
  return top;
}

/**
 * waybill_cert_change_find_known:
 * @chain: (element-type WaybillCertCertificate): leaf first, the others in any order
 * @store: where authorities are kept
 *
 * Walks on from what was sent through what is stored. The store's thread.
 *
 * Returns: (transfer none) (nullable): the authority at the end of that way, as the store has it; %NULL where it has none
 */
WaybillCertCertificate *
waybill_cert_change_find_known (GPtrArray *chain, WaybillCertStore *store)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  const WaybillCertEntry *known = NULL;
  WaybillCertCertificate *top;

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    g_ptr_array_add (all, chain->pdata[i]);
  for (guint i = 0; all->len > 0 && i < entries->len; i++)
    if (!((const WaybillCertEntry *) entries->pdata[i])->is_identity)
      g_ptr_array_add (all, ((const WaybillCertEntry *) entries->pdata[i])->certificate);
  top = waybill_cert_change_find_top (all);
  if (top != NULL)
    known = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (top));
  return known != NULL && !known->is_identity ? known->certificate : NULL;
}

/* An authority that stood behind the old leaf stands behind the new one. Both ways are short. */
static gboolean
share_authority (GPtrArray *before, GPtrArray *chain)
{
  WaybillCertCertificate *old = before->pdata[0];

  for (guint i = 0; old != NULL && i < MAX_PATH; i++)
    {
      WaybillCertCertificate *new = chain->pdata[0];

      old = waybill_cert_certificate_is_self_signed (old) ? NULL : find_issuer (before, old);
      for (guint j = 0; old != NULL && new != NULL &&j < MAX_PATH; j++)
        {
          if (is_signed_by (new, old))
            return TRUE;
          new = waybill_cert_certificate_is_self_signed (new) ? NULL : find_issuer (chain, new);
        }
    }
  return FALSE;
}

/* Whoever holds the same key is the same server, whoever signs for it now. */
static gboolean
is_same_authority (GPtrArray *before, GPtrArray *chain)
{
  return g_str_equal (waybill_cert_certificate_get_key_id (before->pdata[0]),
                      waybill_cert_certificate_get_key_id (chain->pdata[0]))
         || share_authority (before, chain);
}

static gboolean
has_all_names (WaybillCertCertificate *certificate, WaybillCertCertificate *other)
{
  const char *const *names = waybill_cert_certificate_get_names (certificate);
  const char *const *others = waybill_cert_certificate_get_names (other);

  for (guint i = 0; others[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; !found && names[j] != NULL; j++)
        found = g_ascii_strcasecmp (names[j], others[i]) == 0;
      if (!found)
        return FALSE;
    }
  return others[0] != NULL
         || g_str_equal (waybill_cert_certificate_get_name (certificate), waybill_cert_certificate_get_name (other));
}

static gboolean
is_same_name (WaybillCertCertificate *old, WaybillCertCertificate *new, const char *host)
{
  return (host != NULL && waybill_cert_name_matches (new, host)) || (has_all_names (new, old) && has_all_names (old, new));
}

static guint
compare (WaybillCertVerdict *verdict, GPtrArray *before)
{
  WaybillCertCertificate *old = before->pdata[0];
  guint found = 0;

  if (!is_same_authority (before, waybill_cert_verdict_get_chain (verdict)))
    found |= WAYBILL_CERT_CHANGE_OTHER_AUTHORITY;
  if (!is_same_name (old, waybill_cert_verdict_get_leaf (verdict), waybill_cert_verdict_get_name (verdict)))
    found |= WAYBILL_CERT_CHANGE_OTHER_NAME;
  if (waybill_cert_certificate_get_not_after (old) > waybill_cert_verdict_get_time (verdict) + TOO_EARLY_SECONDS)
    found |= WAYBILL_CERT_CHANGE_TOO_EARLY;
  return found;
}

/**
 * waybill_cert_change_judge:
 * @verdict: of the server as it is now
 * @before: (nullable) (element-type WaybillCertCertificate): the chain that was accepted last, leaf first
 * @reasons: (out) (optional): #WaybillCertChangeReason flags; %WAYBILL_CERT_CHANGE_TOO_EARLY is told with a renewed one too,
 *   where it is no more than a remark
 *
 * The same certificate as last time is no change: it is %WAYBILL_CERT_CHANGE_UNKNOWN, and the verdict says what is the
 * matter with it. Renewed is only what the same key or the same authority's signature proves. Any thread.
 *
 * Returns: the mood in which a person is asked
 */
WaybillCertChange
waybill_cert_change_judge (WaybillCertVerdict *verdict, GPtrArray *before, guint *reasons)
{
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (verdict);
  guint refused = waybill_cert_verdict_get_reasons (verdict);
  gboolean is_comparable
      = leaf != NULL && before != NULL && before->len > 0 && !waybill_cert_certificate_equal (leaf, before->pdata[0]);
  guint found = is_comparable ? compare (verdict, before) : 0;

  if ((refused & WAYBILL_CERT_REASON_REVOKED) != 0)
    found |= WAYBILL_CERT_CHANGE_REVOKED;
  if ((refused & WAYBILL_CERT_REASON_BAD_SIGNATURE) != 0)
    found |= WAYBILL_CERT_CHANGE_BAD_SIGNATURE;
  if (reasons != NULL)
    *reasons = found;
  if ((found & ~(guint) WAYBILL_CERT_CHANGE_TOO_EARLY) != 0)
    return WAYBILL_CERT_CHANGE_WRONG;
  return is_comparable ? WAYBILL_CERT_CHANGE_RENEWED : WAYBILL_CERT_CHANGE_UNKNOWN;
}
