/* Reasons, times and chains of a verdict in sentences: one table, gravest reason first. Pure but for the clock's zone. */
#include "words-verdict.h"

#include "words-cert.h"
#include "words-clock.h"
#include "words-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint reason; /* WaybillCertReason, or OF_NAMESAKE */
  const char *name;
  const char *sentence; /* (nullable) NULL: made from the times */
  const char *next;     /* (nullable) likewise */
  const char *absent;   /* (nullable) the next step in place of it where the store is known not to have the authority */
} Reason;

#define ASK_PARTNER N_ ("Call the partner and read the reason to them; do not connect before they confirmed it.")
#define COMPARE                                                                                                             \
  N_ ("Compare the fingerprint with the partner by telephone; if it is the same, trust this certificate for them.")

/* In place of the unknown authority where the list has another one of its name. */
#define OF_NAMESAKE (1U << 31)

static const Reason reasons[] = {
  { WAYBILL_CERT_REASON_REVOKED, "revoked", N_ ("The authority {withdrawer} has withdrawn {withdrawn}."), ASK_PARTNER,
    NULL },
  { WAYBILL_CERT_REASON_BAD_SIGNATURE, "bad-signature", N_ ("A signature in the chain is not genuine."), ASK_PARTNER, NULL },
  { WAYBILL_CERT_REASON_NAME_CONSTRAINTS, "name-constraints",
    N_ ("An authority behind it may vouch only for certain names, and {names} is not among them."),
    N_ ("Ask the partner whether their authority may issue certificates for this name, and for one that it may issue."),
    NULL },
  { WAYBILL_CERT_REASON_PATH_LENGTH, "path-length",
    N_ ("An authority behind it was made by one that may not make further authorities."),
    N_ ("Ask the partner for a certificate from an authority that may issue it."), NULL },
  { WAYBILL_CERT_REASON_WRONG_NAME, "wrong-name", N_ ("The certificate is made for {names}, not for {name}."),
    N_ ("Compare the host with the sheet; if the partner confirms the other name, enter it as the name in the "
        "certificate."),
    NULL },
  { WAYBILL_CERT_REASON_NO_CERTIFICATE, "no-certificate", N_ ("The server showed no certificate."), ASK_PARTNER, NULL },
  { WAYBILL_CERT_REASON_WEAK, "weak", N_ ("Its key or its signature is too weak by today’s measure."),
    N_ ("Ask the partner for a certificate with a stronger key and signature."), NULL },
  { WAYBILL_CERT_REASON_WRONG_PURPOSE, "wrong-purpose", N_ ("The certificate was not made for a server."),
    N_ ("Ask the partner for a certificate that is made for a server."), NULL },
  { WAYBILL_CERT_REASON_EXPIRED, "expired", NULL, NULL, NULL },
  { WAYBILL_CERT_REASON_NOT_YET_VALID, "not-yet-valid", NULL, NULL, NULL },
  { WAYBILL_CERT_REASON_NO_STATUS, "no-status",
    N_ ("The certificate demands a proof that it was not withdrawn, and the server sent none that is good."),
    N_ ("Ask the partner to let their server send the status of its certificate (OCSP stapling)."), NULL },
  { WAYBILL_CERT_REASON_NOBODY_TRUSTED, "nobody-trusted",
    N_ ("Nobody is trusted for this partner: the trust list is empty."),
    N_ ("Tick the authority that the partner sent on the partner’s Trust page; import it first if your store does not have "
        "it yet."),
    N_ ("Import the authority that the partner sent, and tick it on the partner’s Trust page.") },
  { WAYBILL_CERT_REASON_INCOMPLETE_CHAIN, "incomplete-chain",
    N_ ("The server did not send the certificate in between, that of {issuer}."),
    N_ ("If you have that certificate in your store, tick it on the partner’s Trust page. If not, ask the partner for it, "
        "import it and trust it."),
    N_ ("Ask the partner for that certificate, import it and trust it.") },
  { WAYBILL_CERT_REASON_SELF_SIGNED, "self-signed",
    N_ ("The server vouches for itself: nobody else signed the certificate."), COMPARE, NULL },
  { OF_NAMESAKE, "unknown-authority",
    N_ ("It was issued by {issuer}, but not by the one of that name whom you trust for this partner: the key is another."),
    N_ ("Ask the partner whether they have renewed their authority. If so, import the new one that they send, and let it "
        "take "
        "the old one’s place."),
    NULL },
  { WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY, "unknown-authority",
    N_ ("It was issued by {issuer}, whom you do not trust for this partner."),
    N_ ("If you have this authority in your store, tick it on the partner’s Trust page. If not, compare the fingerprint "
        "with the partner by telephone; if it is the same, trust this authority for them."),
    N_ ("Compare the fingerprint with the partner by telephone; if it is the same, trust this authority for them.") },
};

/* What is to be done about an authority that lies there unticked. */
static const char *const ticks[] = {
  [WAYBILL_WORDS_TICK_ON_PAGE] = N_ ("Tick it on the partner’s Trust page."),
  [WAYBILL_WORDS_TICK_OR_TRUST] = N_ ("Trust it here, or tick it on the partner’s Trust page."),
  [WAYBILL_WORDS_TICK_BELOW] = N_ ("Tick it below."),
};

static const struct
{
  WaybillCertStatusRemark remark;
  const char *sentence;
} remarks[] = {
  { WAYBILL_CERT_STATUS_LIST_EXPIRED,
    N_ ("The list of withdrawn certificates has run out; ask the partner for a new one.") },
  { WAYBILL_CERT_STATUS_LIST_FORGED,
    N_ ("A list of withdrawn certificates was not signed by its authority; it was not used.") },
  { WAYBILL_CERT_STATUS_STAPLE_EXPIRED, N_ ("The status that the server sent with its certificate has run out.") },
  { WAYBILL_CERT_STATUS_STAPLE_BAD, N_ ("The status that the server sent with its certificate cannot be relied on.") },
};

/* At most three names: a certificate may carry hundreds. */
static char *
dup_names (WaybillCertCertificate *leaf)
{
  const char *const *names = leaf != NULL ? waybill_cert_certificate_get_names (leaf) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (leaf == NULL)
    return g_strdup (_ ("somebody else"));
  if (names == NULL || names[0] == NULL)
    return waybill_words_quote (waybill_cert_certificate_get_name (leaf));
  for (guint i = 0; names[i] != NULL && i < 3; i++)
    {
      g_autofree char *name = waybill_words_quote (names[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  if (g_strv_length ((char **) names) > 3)
    g_string_append (text, _ (" and others"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whose signature is the last one that the server brought. */
static char *
dup_issuer (WaybillCertVerdict *verdict)
{
  GPtrArray *chain = waybill_cert_verdict_get_chain (verdict);

  if (chain == NULL || chain->len == 0)
    return g_strdup (_ ("somebody unknown"));
  return waybill_words_quote (waybill_cert_certificate_get_issuer_name (g_ptr_array_index (chain, chain->len - 1)));
}

/* Whose certificate it is that counts no more. */
static char *
dup_withdrawn (WaybillCertVerdict *verdict, WaybillCertCertificate *revoked)
{
  g_autofree char *who = NULL;

  if (revoked == NULL || revoked == waybill_cert_verdict_get_leaf (verdict))
    return g_strdup (_ ("this certificate"));
  who = waybill_words_quote (waybill_cert_certificate_get_name (revoked));
  return g_strdup_printf (_ ("the certificate of %s"), who);
}

/* Who withdrew it: whoever signed it. */
static char *
dup_withdrawer (WaybillCertVerdict *verdict, WaybillCertCertificate *revoked)
{
  return revoked != NULL ? waybill_words_quote (waybill_cert_certificate_get_issuer_name (revoked)) : dup_issuer (verdict);
}

/* The rows that are to be said. */
static guint
get_mask (WaybillCertVerdict *verdict)
{
  guint mask = waybill_cert_verdict_get_reasons (verdict);

  if (waybill_cert_verdict_has_namesake (verdict) && (mask & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY) != 0)
    mask ^= OF_NAMESAKE | WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY;
  return mask;
}

static char *
reason_sentence (WaybillCertVerdict *verdict, const Reason *reason)
{
  g_autofree char *issuer = dup_issuer (verdict);
  g_autofree char *names = dup_names (waybill_cert_verdict_get_leaf (verdict));
  const char *host = waybill_cert_verdict_get_name (verdict);
  g_autofree char *name = waybill_words_quote (host != NULL ? host : "");
  WaybillCertCertificate *revoked = waybill_cert_verdict_get_revoked (verdict);
  g_autofree char *withdrawn = dup_withdrawn (verdict, revoked);
  g_autofree char *withdrawer = dup_withdrawer (verdict, revoked);
  const WaybillWordsFill fills[]
      = { { "issuer", issuer, NULL },       { "names", names, NULL },           { "name", name, NULL },
          { "withdrawn", withdrawn, NULL }, { "withdrawer", withdrawer, NULL }, { NULL, NULL, NULL } };

  if (reason->sentence == NULL)
    return waybill_words_clock_reason (verdict, reason->reason == WAYBILL_CERT_REASON_EXPIRED);
  return waybill_words_fill (_ (reason->sentence), fills);
}

/**
 * waybill_words_verdict_reasons:
 * @verdict: a verdict
 *
 * Says every reason against the certificate, the gravest first, with the certificate's and this computer's times where they
 * matter.
 *
 * Returns: (transfer full): a %NULL-terminated array; empty for a verdict that is accepted without a reason against it
 */
char **
waybill_words_verdict_reasons (WaybillCertVerdict *verdict)
{
  g_autoptr (GPtrArray) result = g_ptr_array_new ();
  guint mask = get_mask (verdict);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (mask & reasons[i].reason)
      g_ptr_array_add (result, reason_sentence (verdict, &reasons[i]));
  if (result->len == 0 && !waybill_cert_verdict_is_accepted (verdict))
    g_ptr_array_add (result, g_strdup (_ ("The certificate could not be verified.")));
  g_ptr_array_add (result, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&result), FALSE);
}

static char *
accepted_sentence (WaybillCertVerdict *verdict)
{
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);
  g_autofree char *who = anchor != NULL ? waybill_words_quote (waybill_cert_certificate_get_name (anchor)) : NULL;

  switch (waybill_cert_verdict_get_basis (verdict))
    {
    case WAYBILL_CERT_BASIS_SYSTEM:
      if (who == NULL)
        return g_strdup (_ ("An authority that this computer trusts vouches for it."));
      return g_strdup_printf (_ ("The authority %s vouches for it; this computer trusts it."), who);
    case WAYBILL_CERT_BASIS_AUTHORITY:
      if (who == NULL)
        return g_strdup (_ ("An authority that you trust for this partner vouches for it."));
      return g_strdup_printf (_ ("The authority %s vouches for it; you trust it for this partner."), who);
    case WAYBILL_CERT_BASIS_PIN:
      return g_strdup (_ ("It is the certificate that you pinned for this partner."));
    case WAYBILL_CERT_BASIS_EXCEPTION:
      return g_strdup (_ ("You accepted this certificate for this session."));
    default:
      return g_strdup (_ ("The certificate is accepted."));
    }
}

static char *
append_remarks (char *text, guint mask)
{
  for (gsize i = 0; i < G_N_ELEMENTS (remarks); i++)
    if (mask & remarks[i].remark)
      text = waybill_words_append (text, g_strdup (_ (remarks[i].sentence)));
  return text;
}

/**
 * waybill_words_verdict_remarks:
 * @verdict: a verdict
 *
 * Returns: (transfer full) (nullable): what is to be known beside it, of lists and proofs that have run out; %NULL: nothing
 */
char *
waybill_words_verdict_remarks (WaybillCertVerdict *verdict)
{
  return append_remarks (NULL, waybill_cert_verdict_get_remarks (verdict));
}

/**
 * waybill_words_verdict_because:
 * @verdict: a verdict
 *
 * Returns: (transfer full): all reasons in one paragraph, or the sentence that says why it was accepted; and what is to be
 *   known beside it, of lists and proofs that have run out
 */
char *
waybill_words_verdict_because (WaybillCertVerdict *verdict)
{
  g_auto (GStrv) sentences = NULL;
  char *because;

  if (waybill_cert_verdict_is_accepted (verdict))
    because = accepted_sentence (verdict);
  else
    {
      sentences = waybill_words_verdict_reasons (verdict);
      because = g_strjoinv (" ", sentences);
    }
  return append_remarks (because, waybill_cert_verdict_get_remarks (verdict));
}

/* (nullable) */
static const Reason *
find_gravest (WaybillCertVerdict *verdict)
{
  guint mask = get_mask (verdict);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (mask & reasons[i].reason)
      return &reasons[i];
  return NULL;
}

/**
 * waybill_words_verdict_next:
 * @verdict: a verdict that is not accepted
 *
 * Says what to do about the gravest reason. It never offers to look away.
 *
 * Returns: (transfer full): a sentence
 */
char *
waybill_words_verdict_next (WaybillCertVerdict *verdict)
{
  const Reason *gravest = find_gravest (verdict);

  if (gravest != NULL && gravest->next == NULL)
    return waybill_words_clock_next (verdict, gravest->reason == WAYBILL_CERT_REASON_EXPIRED);
  return g_strdup (gravest != NULL ? _ (gravest->next) : _ (ASK_PARTNER));
}

/**
 * waybill_words_verdict_find_unticked:
 * @verdict: a verdict
 * @store: where authorities are kept
 *
 * The store's thread.
 *
 * Returns: (transfer none) (nullable): the authority of the store that would vouch for the certificate if it were ticked for
 *   the partner; %NULL where there is none, or where it would not help
 */
WaybillCertCertificate *
waybill_words_verdict_find_unticked (WaybillCertVerdict *verdict, WaybillCertStore *store)
{
  const guint mends
      = WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_NOBODY_TRUSTED | WAYBILL_CERT_REASON_INCOMPLETE_CHAIN;
  guint mask = waybill_cert_verdict_get_reasons (verdict);

  if (waybill_cert_verdict_is_accepted (verdict) || (mask & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY) == 0
      || (mask & ~mends) != 0)
    return NULL;
  return waybill_cert_change_find_known (waybill_cert_verdict_get_chain (verdict), store);
}

/**
 * waybill_words_verdict_unticked:
 * @authority: one that lies in the store
 *
 * Returns: (transfer full): that it is not ticked, without a full stop
 */
char *
waybill_words_verdict_unticked (WaybillCertCertificate *authority)
{
  g_autofree char *who = waybill_words_quote (waybill_cert_certificate_get_name (authority));

  return g_strdup_printf (_ ("You have %s in your store, but it is not ticked for this partner"), who);
}

/**
 * waybill_words_verdict_tick:
 * @where: where the person stands
 *
 * Returns: (transfer none): what to do about it, a sentence
 */
const char *
waybill_words_verdict_tick (WaybillWordsTick where)
{
  g_return_val_if_fail (where < G_N_ELEMENTS (ticks), "");

  return _ (ticks[where]);
}

/**
 * waybill_words_verdict_because_in_store:
 * @verdict: a verdict
 * @store: where authorities are kept
 *
 * As waybill_words_verdict_because(), but where the authority that is missing lies in the store, that is the reason. The
 * store's thread.
 *
 * Returns: (transfer full): sentences
 */
char *
waybill_words_verdict_because_in_store (WaybillCertVerdict *verdict, WaybillCertStore *store)
{
  WaybillCertCertificate *known = waybill_words_verdict_find_unticked (verdict, store);
  g_autofree char *unticked = known != NULL ? waybill_words_verdict_unticked (known) : NULL;

  /* Translators: makes a sentence of what has no full stop. */
  return unticked != NULL ? g_strdup_printf (_ ("%s."), unticked) : waybill_words_verdict_because (verdict);
}

/**
 * waybill_words_verdict_next_in_store:
 * @verdict: a verdict that is not accepted
 * @store: where authorities are kept
 *
 * As waybill_words_verdict_next(), for those who know whether the authority that is missing lies in the store. The store's
 * thread.
 *
 * Returns: (transfer full): a sentence
 */
char *
waybill_words_verdict_next_in_store (WaybillCertVerdict *verdict, WaybillCertStore *store)
{
  const Reason *gravest = find_gravest (verdict);

  if (waybill_words_verdict_find_unticked (verdict, store) != NULL)
    return g_strdup (waybill_words_verdict_tick (WAYBILL_WORDS_TICK_ON_PAGE));
  if (gravest != NULL && gravest->absent != NULL)
    return g_strdup (_ (gravest->absent));
  return waybill_words_verdict_next (verdict);
}

/**
 * waybill_words_verdict_headline:
 * @verdict: a verdict
 *
 * Returns: (transfer full): "Accepted by …" or "Not accepted", without a full stop
 */
char *
waybill_words_verdict_headline (WaybillCertVerdict *verdict)
{
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);
  g_autofree char *who = anchor != NULL ? waybill_words_quote (waybill_cert_certificate_get_name (anchor)) : NULL;

  if (!waybill_cert_verdict_is_accepted (verdict))
    return g_strdup (_ ("Not accepted"));
  switch (waybill_cert_verdict_get_basis (verdict))
    {
    case WAYBILL_CERT_BASIS_PIN:
      return g_strdup (_ ("Accepted, it is the pinned certificate"));
    case WAYBILL_CERT_BASIS_EXCEPTION:
      return g_strdup (_ ("Accepted by you for this session"));
    default:
      return who != NULL ? g_strdup_printf (_ ("Accepted by %s"), who) : g_strdup (_ ("Accepted"));
    }
}

/**
 * waybill_words_verdict_chain:
 * @verdict: a verdict
 *
 * Returns: (transfer full): a %NULL-terminated array, one text of several lines for each certificate the server sent, leaf
 * first
 */
char **
waybill_words_verdict_chain (WaybillCertVerdict *verdict)
{
  GPtrArray *chain = waybill_cert_verdict_get_chain (verdict);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    g_ptr_array_add (rows, waybill_words_cert_describe (g_ptr_array_index (chain, i)));
  g_ptr_array_add (rows, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&rows), FALSE);
}

/**
 * waybill_words_verdict_reason_name:
 * @reason: one reason
 *
 * Returns: (nullable): its stable name for programs; %NULL for what is no single reason
 */
const char *
waybill_words_verdict_reason_name (WaybillCertReason reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      return reasons[i].name;
  return NULL;
}
