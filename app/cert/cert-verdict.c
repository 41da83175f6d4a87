/* The result of checking a server's chain against a trust list: accepted, or every reason why not. GnuTLS judges the
 * signatures; names, times and purposes are judged here, so that no reason hides another. It asks nobody. */

#include "cert-verdict.h"

#include "base-thread.h"
#include "cert-name.h"
#include "cert-path-private.h"
#include "cert-status-private.h"
#include "cert-trust-private.h"

/* What a pinned leaf need not prove. */
#define PIN_OVERRIDES                                                                                                       \
  (WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_SELF_SIGNED | WAYBILL_CERT_REASON_INCOMPLETE_CHAIN           \
   | WAYBILL_CERT_REASON_WRONG_NAME | WAYBILL_CERT_REASON_NOBODY_TRUSTED)

struct _WaybillCertVerdict
{
  WaybillBaseRef ref;
  GPtrArray *chain;
  GBytes *staple; /* (nullable) */
  char *name;
  gint64 time;
  guint reasons;
  guint remarks;
  WaybillCertBasis basis;
  WaybillCertCertificate *anchor;
  WaybillCertCertificate *revoked; /* (nullable) borrowed from the chain */
  WaybillCertClockReading server_clock;
  gboolean clock_is_kept;
  gboolean has_namesake;
};

/* Was one of the path withdrawn? Each is looked up at who issued it. */
static guint
judge_status (WaybillCertVerdict *self, WaybillCertPath *path, GPtrArray *crls)
{
  guint reasons = 0;

  for (guint i = 0; i < path->length; i++)
    {
      WaybillCertCertificate *issuer = i + 1 < path->length ? path->links[i + 1] : path->anchor;
      guint before = reasons;

      if (i == 0)
        reasons |= waybill_cert_status_judge_staple (self->staple, path->links[0], issuer, self->time, &self->remarks);
      if (issuer != NULL)
        reasons |= waybill_cert_status_judge_lists (crls, path->links[i], issuer, self->time, &self->remarks);
      if ((reasons & ~before & WAYBILL_CERT_REASON_REVOKED) != 0)
        self->revoked = path->links[i];
    }
  return reasons;
}

/* The list's verdict on the chain; the anchor is told when there is one. */
static guint
judge_list (WaybillCertVerdict *self,
            WaybillCertTrust *trust,
            gnutls_x509_trust_list_t list,
            WaybillCertCertificate **anchor)
{
  g_auto (WaybillCertPath) path = { { NULL }, 0, NULL };
  guint reasons;

  waybill_cert_path_walk (&path, self->chain, list);
  reasons = waybill_cert_path_judge (&path, list, self->time, waybill_cert_trust_allows_weak (trust))
            | judge_status (self, &path, waybill_cert_trust_get_crls (trust));
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
  guint reasons = judge_list (self, trust, waybill_cert_trust_get_ticked (trust), &self->anchor);
  guint system_reasons;

  self->basis = WAYBILL_CERT_BASIS_AUTHORITY;
  if (reasons == 0 || system == NULL)
    return reasons;
  system_reasons = judge_list (self, trust, system, &system_anchor);
  if (system_reasons != 0 && (self->anchor != NULL || system_anchor == NULL))
    return reasons;
  g_clear_pointer (&self->anchor, waybill_cert_certificate_unref);
  self->anchor = g_steal_pointer (&system_anchor);
  self->basis = WAYBILL_CERT_BASIS_SYSTEM;
  return system_reasons;
}

/* What the leaf says of itself, whoever signed it. */
static guint
judge_leaf (WaybillCertVerdict *self, WaybillCertTrust *trust)
{
  WaybillCertCertificate *leaf = self->chain->pdata[0];
  guint reasons = waybill_cert_path_judge_time (leaf, self->time)
                  | waybill_cert_path_judge_strength (leaf, waybill_cert_trust_allows_weak (trust));

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
  guint leaf_reasons = judge_leaf (self, trust);

  self->reasons = judge_lists (self, trust) | leaf_reasons;
  self->has_namesake = (self->reasons & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY) != 0
                       && waybill_cert_path_has_namesake (self->chain, waybill_cert_trust_get_ticked (trust));
  /* Who is missing has an authority's name: nothing is to be sent between. */
  if (self->has_namesake)
    self->reasons &= ~(guint) WAYBILL_CERT_REASON_INCOMPLETE_CHAIN;
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
  /* Whoever pinned the leaf trusts the leaf: what stands behind it no longer matters, but that it was withdrawn does. */
  self->reasons &= WAYBILL_CERT_REASON_REVOKED | WAYBILL_CERT_REASON_NO_STATUS;
  self->reasons |= leaf_reasons & ~PIN_OVERRIDES;
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
  return waybill_cert_verdict_new_stapled (chain, NULL, trust, name, now);
}

/**
 * waybill_cert_verdict_new_stapled:
 * @chain: (element-type WaybillCertCertificate) (transfer none): as in waybill_cert_verdict_new()
 * @staple: (nullable): the OCSP response (RFC 6960) that the server sent with its certificate
 * @trust: a trust list
 * @name: DNS name or IP address expected in the certificate
 * @now: Unix seconds
 *
 * As waybill_cert_verdict_new(), with the server's own proof that its certificate was not withdrawn. A staple that says
 * "revoked" is a reason, also when it is old; one that is bad or too old is told as a remark, and is as if there were none.
 * Any thread.
 *
 * Returns: (transfer full): the verdict
 */
WaybillCertVerdict *
waybill_cert_verdict_new_stapled (GPtrArray *chain, GBytes *staple, WaybillCertTrust *trust, const char *name, gint64 now)
{
  WaybillCertVerdict *self = g_new0 (WaybillCertVerdict, 1);

  waybill_base_ref_init (&self->ref);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (self->chain, waybill_cert_certificate_ref (chain->pdata[i]));
  self->name = g_strdup (name);
  self->time = now;
  self->staple = staple != NULL ? g_bytes_ref (staple) : NULL;
  self->reasons = WAYBILL_CERT_REASON_NO_CERTIFICATE;
  if (chain->len > 0)
    judge (self, trust);
  return self;
}

/**
 * waybill_cert_verdict_new_again:
 * @self: a verdict
 * @trust: another trust list, or the same one
 * @name: DNS name or IP address expected in the certificate
 * @now: Unix seconds
 *
 * Judges what the server sent then, its staple too, anew. Any thread.
 *
 * Returns: (transfer full): the other verdict
 */
WaybillCertVerdict *
waybill_cert_verdict_new_again (WaybillCertVerdict *self, WaybillCertTrust *trust, const char *name, gint64 now)
{
  WaybillCertVerdict *again = waybill_cert_verdict_new_stapled (self->chain, self->staple, trust, name, now);

  again->server_clock = self->server_clock;
  again->clock_is_kept = self->clock_is_kept;
  return again;
}

/* When the authority's status was made: it is that late at least, whatever a clock says. */
static void
take_staple_time (WaybillCertVerdict *self)
{
  gint64 made = self->staple != NULL ? waybill_cert_status_get_time (self->staple) : 0;
  const WaybillCertClockReading reading = { WAYBILL_CERT_CLOCK_SOURCE_STATUS, made - self->time, self->time };

  if (made > 0)
    waybill_cert_clock_reading_take (&self->server_clock, &reading);
}

/**
 * waybill_cert_verdict_with_clock:
 * @self: a verdict
 * @server: what is known of the server's clock; a source of `NONE`: nothing
 * @is_kept: whether a time server keeps this computer's
 *
 * The clocks change nothing about what is accepted: they help to say why it is not. A status that the server stapled tells
 * the time, too. Any thread.
 *
 * Returns: (transfer full): a verdict of its own
 */
WaybillCertVerdict *
waybill_cert_verdict_with_clock (WaybillCertVerdict *self, const WaybillCertClockReading *server, gboolean is_kept)
{
  WaybillCertVerdict *copy = g_memdup2 (self, sizeof *self);

  waybill_base_ref_init (&copy->ref);
  g_ptr_array_ref (copy->chain);
  copy->staple = self->staple != NULL ? g_bytes_ref (self->staple) : NULL;
  copy->name = g_strdup (self->name);
  copy->anchor = self->anchor != NULL ? waybill_cert_certificate_ref (self->anchor) : NULL;
  copy->server_clock = *server;
  copy->clock_is_kept = is_kept;
  take_staple_time (copy);
  return copy;
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
  g_clear_pointer (&self->staple, g_bytes_unref);
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
 * waybill_cert_verdict_has_namesake:
 * @self: a verdict
 *
 * An authority that was renewed keeps its name and has another key; so has one that only borrows the name. Any thread.
 *
 * Returns: %TRUE when the authority is unknown, and the list has ticked another one of the same name
 */
gboolean
waybill_cert_verdict_has_namesake (WaybillCertVerdict *self)
{
  return self->has_namesake;
}

/**
 * waybill_cert_verdict_get_remarks:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: what was seen on the way, #WaybillCertStatusRemark; also when accepted
 */
guint
waybill_cert_verdict_get_remarks (WaybillCertVerdict *self)
{
  return self->remarks;
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

/**
 * waybill_cert_verdict_get_revoked:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): which certificate of the chain was withdrawn, the nearest to the server; %NULL: none
 */
WaybillCertCertificate *
waybill_cert_verdict_get_revoked (WaybillCertVerdict *self)
{
  return self->revoked;
}

/**
 * waybill_cert_verdict_get_clock:
 * @self: a verdict
 *
 * Any thread.
 *
 * Returns: (transfer none): what was known of the server's clock when it was judged
 */
const WaybillCertClockReading *
waybill_cert_verdict_get_clock (WaybillCertVerdict *self)
{
  return &self->server_clock;
}

/**
 * waybill_cert_verdict_judge_clock:
 * @self: a verdict
 * @certificate: one of its chain, or its anchor
 * @zone: seconds that this computer's time zone is east of UTC at the time of the verdict
 * @finding: (out caller-allocates): which clock is likely wrong, and by how much
 *
 * Any thread.
 *
 * Returns: %FALSE where the time does not speak against @certificate
 */
gboolean
waybill_cert_verdict_judge_clock (WaybillCertVerdict *self,
                                  WaybillCertCertificate *certificate,
                                  int zone,
                                  WaybillCertClockFinding *finding)
{
  const WaybillCertClockCase about = {
    .now = self->time,
    .from = waybill_cert_certificate_get_not_before (certificate),
    .to = waybill_cert_certificate_get_not_after (certificate),
    .zone = zone,
    .server = self->server_clock,
    .is_kept = self->clock_is_kept,
  };

  return waybill_cert_clock_judge (&about, finding);
}
