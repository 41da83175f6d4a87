/* The result of checking a server's chain against a trust list: accepted, or every reason why not. GnuTLS judges the
 * signatures; names, times and purposes are judged here, so that no reason hides another. It asks nobody. */

#include "cert-verdict.h"

#include "cert-handle.h"

#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-name.h"
#include "cert-trust-private.h"

#define MAX_PATH 16

/* What a pinned leaf need not prove. */
#define PIN_OVERRIDES                                                                                                       \
  (WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_SELF_SIGNED | WAYBILL_CERT_REASON_INCOMPLETE_CHAIN           \
   | WAYBILL_CERT_REASON_WRONG_NAME | WAYBILL_CERT_REASON_NOBODY_TRUSTED)

struct _WaybillCertVerdict
{
  WaybillBaseRef ref;
  GPtrArray *chain;
  char *name;
  gint64 time;
  guint reasons;
  WaybillCertBasis basis;
  WaybillCertCertificate *anchor;
};

/* The leaf and those who signed it, in order, up to and without the anchor. */
typedef struct
{
  WaybillCertCertificate *links[MAX_PATH]; /* borrowed from the chain */
  guint length;
  WaybillCertCertificate *anchor; /* owned; NULL when the path ends at nobody who is trusted */
} Path;

static void
path_clear (Path *path)
{
  g_clear_pointer (&path->anchor, waybill_cert_certificate_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Path, path_clear)

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
path_has (Path *path, WaybillCertCertificate *certificate)
{
  for (guint i = 0; i < path->length; i++)
    if (waybill_cert_certificate_equal (path->links[i], certificate))
      return TRUE;
  return FALSE;
}

static WaybillCertCertificate *
find_sent_issuer (GPtrArray *chain, Path *path, WaybillCertCertificate *certificate)
{
  for (guint i = 1; i < chain->len; i++)
    if (!path_has (path, chain->pdata[i]) && is_issued_by (certificate, chain->pdata[i]))
      return chain->pdata[i];
  return NULL;
}

/* Servers send chains in any order, with strangers between (RFC 8446, 4.4.2): the path is walked by issuers. GnuTLS then
 * judges exactly this path, so that no certificate's time is judged in place of another's. */
static void
walk_path (Path *path, GPtrArray *chain, gnutls_x509_trust_list_t list)
{
  WaybillCertCertificate *at = chain->pdata[0];

  while (at != NULL && path->length < MAX_PATH)
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
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY },
  { GNUTLS_CERT_UNEXPECTED_OWNER, WAYBILL_CERT_REASON_WRONG_NAME },
  { GNUTLS_CERT_PURPOSE_MISMATCH, WAYBILL_CERT_REASON_WRONG_PURPOSE },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, WAYBILL_CERT_REASON_WRONG_PURPOSE },
  { GNUTLS_CERT_INSECURE_ALGORITHM, WAYBILL_CERT_REASON_WEAK },
  { GNUTLS_CERT_SIGNATURE_FAILURE, WAYBILL_CERT_REASON_BAD_SIGNATURE },
  { GNUTLS_CERT_REVOKED, WAYBILL_CERT_REASON_REVOKED },
};

/* What the signatures say. A status without a known bit never counts as good. */
static guint
judge_signatures (Path *path, gnutls_x509_trust_list_t list, guint flags)
{
  gnutls_x509_crt_t handles[MAX_PATH];
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

static guint
judge_time (WaybillCertCertificate *certificate, gint64 now)
{
  if (now < waybill_cert_certificate_get_not_before (certificate))
    return WAYBILL_CERT_REASON_NOT_YET_VALID;
  if (now > waybill_cert_certificate_get_not_after (certificate))
    return WAYBILL_CERT_REASON_EXPIRED;
  return 0;
}

/* The signature over a self-signed certificate proves nothing, so its algorithm does not matter. */
static guint
judge_strength (WaybillCertCertificate *certificate)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);
  guint bits = 0;
  int key = gnutls_x509_crt_get_pk_algorithm (handle, &bits);
  int signature = gnutls_x509_crt_get_signature_algorithm (handle);

  if (key < 0 || gnutls_pk_bits_to_sec_param (key, bits) < GNUTLS_SEC_PARAM_MEDIUM)
    return WAYBILL_CERT_REASON_WEAK;
  if (!waybill_cert_certificate_is_self_signed (certificate)
      && (signature < 0 || !gnutls_sign_is_secure2 (signature, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS)))
    return WAYBILL_CERT_REASON_WEAK;
  return 0;
}

/* A path that stops at an authority in between lacks only its root, which need not be sent; one that stops at a leaf
 * lacks the certificate in between. */
static guint
judge_end (Path *path)
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

/* Two questions to GnuTLS: a weak link makes it stop early, and then it does not say who signed. */
static guint
judge_path (Path *path, gnutls_x509_trust_list_t list, gint64 now)
{
  guint reasons = judge_end (path);

  reasons |= judge_signatures (path, list, GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM));
  if ((reasons & WAYBILL_CERT_REASON_WEAK) != 0)
    reasons
        |= judge_signatures (path, list, GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_VERY_WEAK) | GNUTLS_VERIFY_ALLOW_BROKEN);
  for (guint i = 0; i < path->length; i++)
    reasons |= judge_time (path->links[i], now) | judge_strength (path->links[i]);
  if (path->anchor != NULL)
    reasons |= judge_time (path->anchor, now);
  return reasons;
}

/* The list's verdict on the chain; the anchor is told when there is one. */
static guint
judge_list (WaybillCertVerdict *self, gnutls_x509_trust_list_t list, WaybillCertCertificate **anchor)
{
  g_auto (Path) path = { { NULL }, 0, NULL };
  guint reasons;

  walk_path (&path, self->chain, list);
  reasons = judge_path (&path, list, self->time);
  *anchor = g_steal_pointer (&path.anchor);
  return reasons;
}

/* The authorities ticked come first: whom the person chose is the better reason. Of two refusals the one whose list
 * knows an anchor says more. */
static guint
judge_lists (WaybillCertVerdict *self, WaybillCertTrust *trust)
{
  gnutls_x509_trust_list_t system = waybill_cert_trust_get_system (trust);
  g_autoptr (WaybillCertCertificate) system_anchor = NULL;
  guint reasons = judge_list (self, waybill_cert_trust_get_ticked (trust), &self->anchor);
  guint system_reasons;

  self->basis = WAYBILL_CERT_BASIS_AUTHORITY;
  if (reasons == 0 || system == NULL)
    return reasons;
  system_reasons = judge_list (self, system, &system_anchor);
  if (system_reasons != 0 && (self->anchor != NULL || system_anchor == NULL))
    return reasons;
  g_clear_pointer (&self->anchor, waybill_cert_certificate_unref);
  self->anchor = g_steal_pointer (&system_anchor);
  self->basis = WAYBILL_CERT_BASIS_SYSTEM;
  return system_reasons;
}

/* What the leaf says of itself, whoever signed it. */
static guint
judge_leaf (WaybillCertVerdict *self)
{
  WaybillCertCertificate *leaf = self->chain->pdata[0];
  guint reasons = judge_time (leaf, self->time) | judge_strength (leaf);

  if (!waybill_cert_name_matches (leaf, self->name))
    reasons |= WAYBILL_CERT_REASON_WRONG_NAME;
  if (!waybill_cert_certificate_is_for_servers (leaf))
    reasons |= WAYBILL_CERT_REASON_WRONG_PURPOSE;
  return reasons;
}

static void
set_accepted (WaybillCertVerdict *self, WaybillCertBasis basis)
{
  self->reasons = 0;
  self->basis = basis;
}

static void
judge (WaybillCertVerdict *self, WaybillCertTrust *trust)
{
  WaybillCertCertificate *leaf = self->chain->pdata[0];
  guint leaf_reasons = judge_leaf (self);

  self->reasons = judge_lists (self, trust) | leaf_reasons;
  if (waybill_cert_trust_is_empty (trust))
    self->reasons |= WAYBILL_CERT_REASON_NOBODY_TRUSTED;
  if (self->reasons == 0)
    return;
  self->basis = WAYBILL_CERT_BASIS_NONE;
  if (waybill_cert_trust_has_exception (trust, leaf))
    {
      set_accepted (self, WAYBILL_CERT_BASIS_EXCEPTION);
      return;
    }
  if (!waybill_cert_trust_has_pin (trust, leaf))
    return;
  /* Whoever pinned the leaf trusts the leaf: what stands behind it no longer matters. */
  self->reasons = leaf_reasons & ~PIN_OVERRIDES;
  if (self->reasons == 0)
    set_accepted (self, WAYBILL_CERT_BASIS_PIN);
}

/**
 * waybill_cert_verdict_new:
 * @chain: (element-type WaybillCertCertificate) (transfer none): leaf first, the others in any order, as the server sent it
 * @trust: a trust list
 * @name: DNS name or IP address expected in the certificate
 * @now: Unix seconds, at which the times of the whole path are judged
 *
 * Judges a server's chain (RFC 5280, RFC 6125). A pin overrides unknown authority, self-signed, incomplete chain, wrong
 * name and nobody trusted; an expired, weak or wrongly purposed certificate stays refused. An exception overrides all. A
 * self-signed leaf is reported as an unknown authority too, and so is an incomplete chain. Any thread.
 *
 * Returns: (transfer full): the verdict
 */
WaybillCertVerdict *
waybill_cert_verdict_new (GPtrArray *chain, WaybillCertTrust *trust, const char *name, gint64 now)
{
  WaybillCertVerdict *self = g_new0 (WaybillCertVerdict, 1);

  waybill_base_ref_init (&self->ref);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (self->chain, waybill_cert_certificate_ref (chain->pdata[i]));
  self->name = g_strdup (name);
  self->time = now;
  self->reasons = WAYBILL_CERT_REASON_NO_CERTIFICATE;
  if (chain->len > 0)
    judge (self, trust);
  return self;
}

/**
 * waybill_cert_verdict_ref:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertVerdict *
waybill_cert_verdict_ref (WaybillCertVerdict *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_verdict_unref:
 * @self: (transfer full): a verdict
 *
 * Any thread.
 */
void
waybill_cert_verdict_unref (WaybillCertVerdict *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  g_ptr_array_unref (self->chain);
  g_clear_pointer (&self->anchor, waybill_cert_certificate_unref);
  g_free (self->name);
  g_free (self);
}

/**
 * waybill_cert_verdict_is_accepted:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: %TRUE when there is no reason left to refuse
 */
gboolean
waybill_cert_verdict_is_accepted (WaybillCertVerdict *self)
{
  return self->reasons == 0;
}

/**
 * waybill_cert_verdict_get_reasons:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: every reason to refuse, #WaybillCertReason; 0 when accepted
 */
guint
waybill_cert_verdict_get_reasons (WaybillCertVerdict *self)
{
  return self->reasons;
}

/**
 * waybill_cert_verdict_get_basis:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: why it was accepted; `NONE` when refused
 */
WaybillCertBasis
waybill_cert_verdict_get_basis (WaybillCertVerdict *self)
{
  return self->basis;
}

/**
 * waybill_cert_verdict_get_name:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: the name that was expected
 */
const char *
waybill_cert_verdict_get_name (WaybillCertVerdict *self)
{
  return self->name;
}

/**
 * waybill_cert_verdict_get_time:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: when it was judged, Unix seconds
 */
gint64
waybill_cert_verdict_get_time (WaybillCertVerdict *self)
{
  return self->time;
}

/**
 * waybill_cert_verdict_get_chain:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: (transfer none) (element-type WaybillCertCertificate): what the server sent
 */
GPtrArray *
waybill_cert_verdict_get_chain (WaybillCertVerdict *self)
{
  return self->chain;
}

/**
 * waybill_cert_verdict_get_leaf:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): the server's own certificate
 */
WaybillCertCertificate *
waybill_cert_verdict_get_leaf (WaybillCertVerdict *self)
{
  return self->chain->len > 0 ? self->chain->pdata[0] : NULL;
}

/**
 * waybill_cert_verdict_get_anchor:
 * @self: a verdict
 *
 * The authority trusted (ticked, or the system's) at which the path ends; told also when the verdict refuses for
 * another reason. Any thread.
 *
 * Returns: (transfer none) (nullable): the anchor
 */
WaybillCertCertificate *
waybill_cert_verdict_get_anchor (WaybillCertVerdict *self)
{
  return self->anchor;
}
