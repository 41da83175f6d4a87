/* The trust question in words: tables of lines, and the rule of what may be offered. Whatever a pin cannot override is never
 * offered for longer than a session, and what looks wrong is never offered at all. */
#include "words-change.h"

#include "words-cert.h"
#include "words-private.h"
#include "words-time.h"
#include "words-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nothing helps against these. */
#define NEVER (WAYBILL_CERT_REASON_REVOKED | WAYBILL_CERT_REASON_BAD_SIGNATURE | WAYBILL_CERT_REASON_NO_CERTIFICATE)
/* A pinned certificate stays refused for these (cert-verdict): saving would ask again the next time. */
#define ONCE                                                                                                                \
  (WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_NOT_YET_VALID | WAYBILL_CERT_REASON_WEAK                               \
   | WAYBILL_CERT_REASON_WRONG_PURPOSE)
/* All that trusting the authority mends. */
#define AUTHORITY_MENDS (WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_NOBODY_TRUSTED)

#define ENDING_SECONDS (60 * 24 * 60 * 60)

typedef struct
{
  WaybillCertVerdict *verdict;
  GPtrArray *before; /* (nullable) */
  guint refused;     /* the verdict's reasons */
  guint changed;     /* those of cert-change */
  WaybillCertChange judged;
  WaybillCertCertificate *known; /* (nullable) who signed it: in the store, but not trusted for this partner */
} Case;

static void
line_free (gpointer data)
{
  WaybillWordsChangeLine *line = data;

  g_free (line->title);
  g_free (line->text);
  g_free (line);
}

/* Takes the text. */
static void
add_line (WaybillWordsChange *self, WaybillWordsTone tone, const char *title, char *text)
{
  WaybillWordsChangeLine *line = g_new0 (WaybillWordsChangeLine, 1);

  line->tone = tone;
  line->title = g_strdup (title);
  line->text = text;
  g_ptr_array_add (self->lines, line);
}

/* Quotes and escapes what stands in a certificate: anybody may have written it. */
static char *
dup_name (WaybillCertCertificate *certificate)
{
  const char *const *names = waybill_cert_certificate_get_names (certificate);
  g_autoptr (GString) text = g_string_new (NULL);

  if (names == NULL || names[0] == NULL)
    return waybill_words_quote (waybill_cert_certificate_get_name (certificate));
  for (guint i = 0; names[i] != NULL && i < 3; i++)
    {
      g_autofree char *name = waybill_words_quote (names[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  if (g_strv_length ((char **) names) > 3)
    g_string_append (text, _ (" and others"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Who vouches for it, as far as the chain goes. */
static char *
dup_authority (GPtrArray *chain)
{
  WaybillCertCertificate *top = waybill_cert_change_find_top (chain);

  return waybill_words_quote (top != NULL ? waybill_cert_certificate_get_name (top)
                                          : waybill_cert_certificate_get_issuer_name (chain->pdata[0]));
}

/* The checks, good ones too. */

static void
add_name_line (WaybillWordsChange *self, const Case *c)
{
  const char *host = waybill_cert_verdict_get_name (c->verdict);
  g_autofree char *quoted = waybill_words_quote (host != NULL ? host : "");
  g_autofree char *names = dup_name (waybill_cert_verdict_get_leaf (c->verdict));

  if ((c->refused & WAYBILL_CERT_REASON_WRONG_NAME) == 0)
    add_line (self, WAYBILL_WORDS_TONE_GOOD, _ ("The name fits"),
              g_strdup_printf (_ ("The certificate is for %s."), quoted));
  else
    /* Translators: names in a certificate, and the host of the partner. */
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It is made out to another name"),
              g_strdup_printf (_ ("The certificate is for %s, not for %s."), names, quoted));
}

static void
add_time_line (WaybillWordsChange *self, const Case *c)
{
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (c->verdict);
  gint64 begin = waybill_cert_certificate_get_not_before (leaf);
  gint64 end = waybill_cert_certificate_get_not_after (leaf);
  gint64 now = waybill_cert_verdict_get_time (c->verdict);
  g_autofree char *from = waybill_words_time_day (begin);
  g_autofree char *to = waybill_words_time_day (end);
  g_autofree char *begin_pair = waybill_words_time_pair (begin);
  g_autofree char *end_pair = waybill_words_time_pair (end);

  if ((c->refused & (WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_NOT_YET_VALID)) == 0)
    /* Translators: two days. */
    add_line (self, WAYBILL_WORDS_TONE_GOOD, _ ("It is valid today"), g_strdup_printf (_ ("From %s to %s."), from, to));
  else if (now > end)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It has run out"),
              g_strdup_printf (_ ("It was good until %s. Check this computer’s clock, too."), end_pair));
  else if (now < begin)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It is not valid yet"),
              g_strdup_printf (_ ("It starts on %s. Check this computer’s clock and time zone."), begin_pair));
  else
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("An authority behind it is not valid today"),
              g_strdup (_ ("The certificate itself is, but not everybody who vouches for it.")));
}

static void
add_known_line (WaybillWordsChange *self, const Case *c)
{
  g_autofree char *title = waybill_words_verdict_unticked (c->known);
  gboolean offered = (self->offers & WAYBILL_WORDS_OFFER_AUTHORITY) != 0;

  add_line (self, WAYBILL_WORDS_TONE_LOOK, title,
            g_strdup (waybill_words_verdict_tick (offered ? WAYBILL_WORDS_TICK_OR_TRUST : WAYBILL_WORDS_TICK_ON_PAGE)));
}

static void
add_authority_line (WaybillWordsChange *self, const Case *c)
{
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (c->verdict);
  g_autofree char *who = anchor != NULL ? waybill_words_quote (waybill_cert_certificate_get_name (anchor))
                                        : dup_authority (waybill_cert_verdict_get_chain (c->verdict));
  gboolean is_known = c->judged == WAYBILL_CERT_CHANGE_RENEWED;

  if ((c->refused & WAYBILL_CERT_REASON_SELF_SIGNED) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It vouches for itself"), g_strdup (_ ("No authority signed it.")));
  else if (c->known != NULL)
    add_known_line (self, c);
  else if ((c->refused & WAYBILL_CERT_REASON_INCOMPLETE_CHAIN) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("A certificate in between is missing"),
              g_strdup_printf (_ ("The server did not send that of %s."), who));
  else if ((c->refused & AUTHORITY_MENDS) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK,
              is_known ? _ ("The authority is the same, but not trusted") : _ ("The authority is new to you"),
              g_strdup_printf (_ ("%s is not on this partner’s trust list."), who));
  else
    add_line (self, WAYBILL_WORDS_TONE_GOOD, _ ("The authority is trusted"),
              g_strdup_printf (_ ("%s vouches for it."), who));
}

static void
add_checks (WaybillWordsChange *self, const Case *c)
{
  add_name_line (self, c);
  add_time_line (self, c);
  add_authority_line (self, c);
  if ((c->refused & WAYBILL_CERT_REASON_WEAK) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It is weak"),
              g_strdup (_ ("Its key or its signature is too weak by today’s measure.")));
  if ((c->refused & WAYBILL_CERT_REASON_WRONG_PURPOSE) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("It was not made for a server"),
              g_strdup (_ ("It is meant for another purpose.")));
  if ((c->refused & (WAYBILL_CERT_REASON_NAME_CONSTRAINTS | WAYBILL_CERT_REASON_PATH_LENGTH)) != 0)
    add_line (self, WAYBILL_WORDS_TONE_LOOK, _ ("An authority behind it goes beyond its limits"),
              g_strdup ((c->refused & WAYBILL_CERT_REASON_NAME_CONSTRAINTS) != 0
                            ? _ ("It may vouch only for certain names, and this is not one of them.")
                            : _ ("It may not make further authorities.")));
}

/* The reasons for WRONG. */

static char *
other_authority_text (const Case *c)
{
  GPtrArray *chain = waybill_cert_verdict_get_chain (c->verdict);
  g_autofree char *old = dup_authority (c->before);
  g_autofree char *new = dup_authority (chain);

  if (strcmp (old, new) == 0)
    return g_strdup_printf (_ ("It names %s as before, but nothing proves that it is the same one."), new);
  if ((c->refused & WAYBILL_CERT_REASON_SELF_SIGNED) != 0)
    return g_strdup_printf (_ ("Until now: %s. Today it vouches for itself."), old);
  if ((c->refused & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY) != 0)
    return g_strdup_printf (_ ("Until now: %s. Today: %s, which nobody trusts."), old, new);
  return g_strdup_printf (_ ("Until now: %s. Today: %s."), old, new);
}

static void
add_wrongs (WaybillWordsChange *self, const Case *c)
{
  const WaybillWordsTone stop = WAYBILL_WORDS_TONE_STOP;
  WaybillCertCertificate *old = c->before != NULL && c->before->len > 0 ? c->before->pdata[0] : NULL;
  WaybillCertCertificate *new = waybill_cert_verdict_get_leaf (c->verdict);

  if ((c->changed & WAYBILL_CERT_CHANGE_REVOKED) != 0)
    add_line (self, stop, _ ("The authority has withdrawn it"),
              g_strdup (_ ("This certificate must not be used any more.")));
  if ((c->changed & WAYBILL_CERT_CHANGE_BAD_SIGNATURE) != 0)
    add_line (self, stop, _ ("A signature is not genuine"),
              g_strdup (_ ("The certificate was changed, or made by somebody else.")));
  if ((c->changed & WAYBILL_CERT_CHANGE_OTHER_AUTHORITY) != 0)
    add_line (self, stop, _ ("Another authority signed it"), other_authority_text (c));
  if ((c->changed & WAYBILL_CERT_CHANGE_OTHER_NAME) != 0)
    {
      g_autofree char *before = dup_name (old);
      g_autofree char *now = dup_name (new);

      /* Translators: the names in the new certificate and in the old one. */
      add_line (self, stop, _ ("It is made out to another name"), g_strdup_printf (_ ("%s instead of %s."), now, before));
    }
  if ((c->changed & WAYBILL_CERT_CHANGE_TOO_EARLY) != 0)
    {
      g_autofree char *left = waybill_words_time_rough (waybill_cert_certificate_get_not_after (old)
                                                        - waybill_cert_verdict_get_time (c->verdict));
      g_autofree char *title = g_strdup_printf (_ ("The old certificate was still good for %s"), left);

      add_line (self, stop, title, g_strdup (_ ("There was no reason to renew it.")));
    }
}

/* What it means, for each mood. */

static const char *
wrong_meaning (const Case *c)
{
  if ((c->changed & WAYBILL_CERT_CHANGE_REVOKED) != 0)
    return _ ("The partner’s key may have come into the wrong hands, or the server still shows an old certificate. Only the "
              "partner can mend this.");
  if ((c->changed & WAYBILL_CERT_CHANGE_BAD_SIGNATURE) != 0)
    return _ ("Something between you and the partner changes what the server sends, or the server’s own files are damaged.");
  return _ ("Something between you and the partner opens the connection: a guest network, a security box of your own "
            "company, or an attacker. From another network the same check may well succeed.");
}

static void
conclude_renewed (WaybillWordsChange *self, const Case *c)
{
  gint64 left = waybill_cert_certificate_get_not_after (c->before->pdata[0]) - waybill_cert_verdict_get_time (c->verdict);
  g_autofree char *rough = waybill_words_time_rough (left);

  if (left > ENDING_SECONDS)
    {
      self->tone = WAYBILL_WORDS_TONE_LOOK;
      self->conclusion = g_strdup_printf (_ ("Same name and same authority, but the old one was still good for %s. When in "
                                             "doubt, ask the partner by telephone."),
                                          rough);
    }
  else if (left < 0)
    self->conclusion
        = g_strdup (_ ("Same name, same authority, and the old one has run out. This is what happens every year "
                       "or two."));
  else
    self->conclusion = g_strdup (_ ("Same name, same authority, and the old one was about to run out. This is what happens "
                                    "every year or two."));
}

static void
fill_unknown (WaybillWordsChange *self, const Case *c, const char *partner)
{
  self->heading = g_strdup_printf (_ ("Is this really %s?"), partner);
  self->body = g_strdup (_ ("Nothing has been sent yet, neither your user name nor your password nor a file."));
  add_checks (self, c);
  if ((self->offers & WAYBILL_WORDS_OFFER_ONCE) == 0)
    return;
  self->tone = WAYBILL_WORDS_TONE_LOOK;
  self->conclusion = g_strdup (_ ("A certificate like this cannot be trusted for good: Waybill would ask again each time. "
                                  "Ask the partner for a better one."));
}

static void
fill_renewed (WaybillWordsChange *self, const Case *c, const char *partner)
{
  self->heading = g_strdup_printf (_ ("%s has renewed its certificate"), partner);
  self->body = g_strdup (_ ("You had pinned the old one, so Waybill asks once."));
  add_checks (self, c);
  conclude_renewed (self, c);
}

static void
fill_wrong (WaybillWordsChange *self, const Case *c, const char *partner)
{
  self->heading = g_strdup_printf (_ ("This does not look like %s"), partner);
  self->body = g_strdup (_ ("Waybill stopped before sending anything. Your password and your files are safe."));
  add_wrongs (self, c);
  self->tone = WAYBILL_WORDS_TONE_STOP;
  self->conclusion = g_strdup (wrong_meaning (c));
}

static gboolean
is_pinned (GPtrArray *before, const char *const *pins)
{
  return before != NULL && before->len > 0 && pins != NULL
         && g_strv_contains (pins, waybill_cert_certificate_get_fingerprint (before->pdata[0]));
}

/**
 * waybill_words_change_get_offers:
 * @mood: what became of the certificate
 * @reasons: #WaybillCertReason flags against it
 * @has_authority: the server sent an authority that signed it
 *
 * Returns: #WaybillWordsOffer flags; 0 where there is no way to trust it
 */
guint
waybill_words_change_get_offers (WaybillCertChange mood, guint reasons, gboolean has_authority)
{
  if (mood == WAYBILL_CERT_CHANGE_WRONG || (reasons & NEVER) != 0)
    return 0;
  if ((reasons & ONCE) != 0)
    return WAYBILL_WORDS_OFFER_ONCE;
  if (mood == WAYBILL_CERT_CHANGE_RENEWED)
    return WAYBILL_WORDS_OFFER_RENEWAL;
  if (has_authority && (reasons & AUTHORITY_MENDS) != 0 && (reasons & ~(guint) AUTHORITY_MENDS) == 0)
    return WAYBILL_WORDS_OFFER_AUTHORITY | WAYBILL_WORDS_OFFER_CERTIFICATE;
  return WAYBILL_WORDS_OFFER_CERTIFICATE;
}

/* An authority of the store stands in for what the server did not send. */
static void
offer_known (WaybillWordsChange *self, const Case *c)
{
  const guint mends = AUTHORITY_MENDS | WAYBILL_CERT_REASON_INCOMPLETE_CHAIN;

  if (c->known == NULL || self->mood != WAYBILL_CERT_CHANGE_UNKNOWN || (c->refused & ~mends) != 0)
    return;
  self->offers |= WAYBILL_WORDS_OFFER_AUTHORITY;
  g_clear_pointer (&self->authority, waybill_cert_certificate_unref);
  self->authority = waybill_cert_certificate_ref (c->known);
}

/**
 * waybill_words_change_new:
 * @verdict: of a server that showed a certificate and is not accepted
 * @before: (nullable) (element-type WaybillCertCertificate): the chain that was accepted last
 * @pins: (nullable): the partner's; renewed is what takes the place of a pin
 * @partner: the partner's name
 * @store: (nullable): where the authority may lie already
 *
 * Returns: (transfer full): what a person is asked, and what may be offered
 */
WaybillWordsChange *
waybill_words_change_new (
    WaybillCertVerdict *verdict, GPtrArray *before, const char *const *pins, const char *partner, WaybillCertStore *store)
{
  Case c = { verdict, before, waybill_cert_verdict_get_reasons (verdict), 0, WAYBILL_CERT_CHANGE_UNKNOWN, NULL };
  WaybillWordsChange *self = NULL;
  WaybillCertCertificate *top = waybill_cert_change_find_top (waybill_cert_verdict_get_chain (verdict));

  g_return_val_if_fail (waybill_cert_verdict_get_leaf (verdict) != NULL, NULL);

  self = g_new0 (WaybillWordsChange, 1);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  c.judged = waybill_cert_change_judge (verdict, before, &c.changed);
  self->mood = c.judged;
  if (c.judged == WAYBILL_CERT_CHANGE_RENEWED && (!is_pinned (before, pins) || (c.refused & ONCE) != 0))
    self->mood = WAYBILL_CERT_CHANGE_UNKNOWN;
  self->offers = waybill_words_change_get_offers (self->mood, c.refused, top != NULL);
  if ((self->offers & WAYBILL_WORDS_OFFER_AUTHORITY) != 0)
    self->authority = waybill_cert_certificate_ref (top);
  if (store != NULL && (c.refused & WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY) != 0)
    c.known = waybill_cert_change_find_known (waybill_cert_verdict_get_chain (verdict), store);
  offer_known (self, &c);
  if (self->mood == WAYBILL_CERT_CHANGE_WRONG)
    fill_wrong (self, &c, partner);
  else if (self->mood == WAYBILL_CERT_CHANGE_RENEWED)
    fill_renewed (self, &c, partner);
  else
    fill_unknown (self, &c, partner);
  return self;
}

/**
 * waybill_words_change_free:
 * @self: (transfer full): a question
 */
void
waybill_words_change_free (WaybillWordsChange *self)
{
  g_free (self->heading);
  g_free (self->body);
  g_ptr_array_unref (self->lines);
  g_free (self->conclusion);
  g_clear_pointer (&self->authority, waybill_cert_certificate_unref);
  g_free (self);
}

/**
 * waybill_words_change_done:
 * @choice: the one #WaybillWordsOffer that was chosen; 0: none
 * @saved: whether it was written down; else the session alone goes on with it
 * @partner: the partner's name
 *
 * Returns: (transfer full) (nullable): what was done, in the past tense and without a full stop; %NULL: nothing
 */
char *
waybill_words_change_done (guint choice, gboolean saved, const char *partner)
{
  if (choice == 0)
    return NULL;
  if (!saved || choice == WAYBILL_WORDS_OFFER_ONCE)
    return g_strdup_printf (_ ("Certificate of %s trusted for this session only"), partner);
  if (choice == WAYBILL_WORDS_OFFER_AUTHORITY)
    return g_strdup_printf (_ ("Authority added to the trust list of %s"), partner);
  if (choice == WAYBILL_WORDS_OFFER_RENEWAL)
    return g_strdup_printf (_ ("Certificate replaced on the trust list of %s"), partner);
  return g_strdup_printf (_ ("Certificate added to the trust list of %s"), partner);
}

static void
append_chain (GString *text, const char *title, GPtrArray *chain)
{
  g_string_append_printf (text, "\n%s\n", title);
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    {
      g_autofree char *described = waybill_words_cert_describe (chain->pdata[i]);

      g_string_append_printf (text, "%s\n", described);
    }
}

/**
 * waybill_words_change_report:
 * @self: a question
 * @verdict: what it is about
 * @before: (nullable) (element-type WaybillCertCertificate): the chain that was accepted last
 *
 * Returns: (transfer full): heading, lines and both chains as text, for the partner's help desk
 */
char *
waybill_words_change_report (const WaybillWordsChange *self, WaybillCertVerdict *verdict, GPtrArray *before)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = waybill_words_time_pair (waybill_cert_verdict_get_time (verdict));
  const char *host = waybill_cert_verdict_get_name (verdict);

  g_string_append_printf (text, "%s\n%s, %s\n\n", self->heading, host != NULL ? host : "", when);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const WaybillWordsChangeLine *line = self->lines->pdata[i];

      g_string_append_printf (text, "%s: %s\n", line->title, line->text);
    }
  if (before != NULL)
    append_chain (text, _ ("Until now"), before);
  append_chain (text, _ ("Shown today, the server’s own first"), waybill_cert_verdict_get_chain (verdict));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
