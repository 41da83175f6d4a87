/* What is said of three times: how far they are apart, what the server says, and what follows. Times of certificates are in
 * UTC, this computer's in its own zone beside it. The page that shows them is words-clock-page's. */
#include "words-clock-private.h"

#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static gboolean
is_untimely (WaybillCertCertificate *certificate, gint64 now, gboolean expired)
{
  return expired ? waybill_cert_certificate_get_not_after (certificate) < now
                 : waybill_cert_certificate_get_not_before (certificate) > now;
}

/* The certificate of the chain that the time speaks against; (nullable). */
static WaybillCertCertificate *
find_untimely (WaybillCertVerdict *verdict, gboolean expired)
{
  GPtrArray *chain = waybill_cert_verdict_get_chain (verdict);
  gint64 now = waybill_cert_verdict_get_time (verdict);
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    if (is_untimely (chain->pdata[i], now, expired))
      return chain->pdata[i];
  return anchor != NULL && is_untimely (anchor, now, expired) ? anchor : NULL;
}

static int
get_zone (gint64 unix_seconds)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (unix_seconds);

  return here != NULL ? (int) (g_date_time_get_utc_offset (here) / G_TIME_SPAN_SECOND) : 0;
}

/* waybill_words_clock_case_init:
 *
 * As the header says. */
gboolean
waybill_words_clock_case_init (WaybillWordsClockCase *self, WaybillCertVerdict *verdict, gboolean expired)
{
  self->verdict = verdict;
  self->now = waybill_cert_verdict_get_time (verdict);
  self->certificate = find_untimely (verdict, expired);
  if (self->certificate == NULL
      || !waybill_cert_verdict_judge_clock (verdict, self->certificate, get_zone (self->now), &self->finding))
    return FALSE;
  self->limit = expired ? waybill_cert_certificate_get_not_after (self->certificate)
                        : waybill_cert_certificate_get_not_before (self->certificate);
  self->theirs = self->now + self->finding.ahead;
  self->same_day = self->limit / DAY == self->now / DAY && self->theirs / DAY == self->now / DAY;
  return TRUE;
}

/* waybill_words_clock_dup_time:
 *
 * As the header says. */
char *
waybill_words_clock_dup_time (const WaybillWordsClockCase *self, gint64 unix_seconds)
{
  return self->same_day ? waybill_words_time_utc_clock (unix_seconds) : waybill_words_time_utc (unix_seconds);
}

/* This computer's time, in its own zone too where that is not UTC. */
static char *
dup_ours (const WaybillWordsClockCase *self)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (self->now);
  g_autofree char *utc = waybill_words_clock_dup_time (self, self->now);
  g_autofree char *local = NULL;

  if (here == NULL || g_date_time_get_utc_offset (here) == 0)
    return g_steal_pointer (&utc);
  /* Translators: strftime; a local time of day with its zone. */
  local = g_date_time_format (here, _ ("%H:%M %Z"));
  return g_strdup_printf ("%s (%s)", utc, local);
}

/* waybill_words_clock_dup_span:
 *
 * A span as it is compared: "61 minutes", "25 hours 5 minutes", "3 days 2 hours". */
char *
waybill_words_clock_dup_span (gint64 seconds)
{
  gint64 span = ABS (seconds);
  int minutes = (int) (MIN (span, 2 * DAY) / MINUTE);
  g_autofree char *hours = NULL, *rest = NULL;

  if (span >= 2 * DAY || span < MINUTE)
    return waybill_words_time_span (span);
  if (minutes < 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong) minutes), minutes);
  hours = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong) minutes / 60), minutes / 60);
  if (minutes % 60 == 0)
    return g_steal_pointer (&hours);
  rest = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong) minutes % 60), minutes % 60);
  return g_strdup_printf ("%s %s", hours, rest);
}

/* waybill_words_clock_dup_rough:
 *
 * The same, as somebody says it who looks at a watch: "an hour", "25 hours", "3 days". */
char *
waybill_words_clock_dup_rough (gint64 seconds)
{
  gint64 span = ABS (seconds);
  int minutes = (int) ((MIN (span, DAY) + MINUTE / 2) / MINUTE);
  int hours = (int) ((MIN (span, 2 * DAY) + HOUR / 2) / HOUR);
  int days = (int) ((MIN (span, G_MAXINT) + DAY / 2) / DAY);

  if (minutes < 45)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong) MAX (minutes, 1)),
                            MAX (minutes, 1));
  if (hours <= 1)
    /* Translators: behind "about": a span of time. */
    return g_strdup (_ ("an hour"));
  if (span < 2 * DAY - HOUR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong) hours), hours);
  if (days < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) days), days);
  return waybill_words_time_rough (span);
}

/* The reason */

static char *
dup_who (const WaybillWordsClockCase *self)
{
  if (self->certificate == waybill_cert_verdict_get_leaf (self->verdict))
    return g_strdup (_ ("This certificate"));
  return waybill_words_quote (waybill_cert_certificate_get_name (self->certificate));
}

/* The guide's "validity period" error: the certificate's time, this computer's with its zone, and the difference. */
static char *
dup_compared (const WaybillWordsClockCase *self)
{
  g_autofree char *who = dup_who (self);
  g_autofree char *theirs = waybill_words_clock_dup_time (self, self->limit);
  g_autofree char *ours = dup_ours (self);
  g_autofree char *apart = waybill_words_clock_dup_span (self->finding.apart);
  const char *format;

  if (self->finding.is_early)
    /* Translators: a certificate; its time in UTC; this computer's time; a span. */
    format = self->same_day ? _ ("%s starts at %s; your computer says it is %s, %s earlier.")
                            : _ ("%s starts on %s; your computer says it is %s, %s earlier.");
  else
    format = self->same_day ? _ ("%s ran out at %s; your computer says it is %s, %s later.")
                            : _ ("%s ran out on %s; your computer says it is %s, %s later.");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, who, theirs, ours, apart);
#pragma GCC diagnostic pop
}

/* waybill_words_clock_dup_said:
 *
 * What the server says, as a main clause; (nullable) where it says nothing. */
char *
waybill_words_clock_dup_said (const WaybillWordsClockCase *self)
{
  const WaybillCertClockReading *server = waybill_cert_verdict_get_clock (self->verdict);
  g_autofree char *clock = waybill_words_clock_dup_time (self, self->theirs);
  g_autofree char *own = waybill_words_time_utc_clock (self->now + server->ahead);
  g_autofree char *day = waybill_words_time_day (server->at);
  g_autofree char *span = waybill_words_clock_dup_span (server->ahead);

  if (server->source == WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY)
    {
      char *zone = strstr (own, " UTC");

      if (zone != NULL)
        *zone = '\0';
      return g_strdup_printf (_ ("The server says it is %s in its own time zone, which it does not name."), own);
    }
  if (!self->finding.knows_server)
    return NULL;
  if (server->source == WAYBILL_CERT_CLOCK_SOURCE_STATUS)
    return g_strdup_printf (_ ("What came with the certificate, to say that it is not withdrawn, was made at %s."), clock);
  if (server->source != WAYBILL_CERT_CLOCK_SOURCE_LEARNT)
    return g_strdup_printf (_ ("The server says it is %s."), clock);
  if (self->finding.at_least)
    return g_strdup_printf (_ ("This computer’s clock was later than now when the server was reached before: it said %s."),
                            clock);
  /* Translators: a day; a span: how the server's clock differed when it was reached before. */
  return server->ahead > 0
             ? g_strdup_printf (_ ("When it was last compared, %s, the server’s clock was %s ahead."), day, span)
             : g_strdup_printf (_ ("When it was last compared, %s, the server’s clock was %s behind."), day, span);
}

/* waybill_words_clock_dup_pattern:
 *
 * As the header says. */
char *
waybill_words_clock_dup_pattern (const WaybillWordsClockCase *self)
{
  g_autofree char *exact = waybill_words_clock_dup_span (self->finding.ahead);
  g_autofree char *rough = waybill_words_clock_dup_rough (self->finding.ahead);

  switch (self->finding.pattern)
    {
    case WAYBILL_CERT_CLOCK_PATTERN_DAYLIGHT:
      /* Translators: "61 minutes". */
      return g_strdup_printf (_ ("%s is almost exactly an hour: the time zone or daylight saving is probably set wrongly, "
                                 "not the clock itself."),
                              exact);
    case WAYBILL_CERT_CLOCK_PATTERN_ZONE:
      /* Translators: "5 hours 1 minute", "5 hours". */
      return g_strdup_printf (_ ("%s is almost exactly as far as time zones are apart: the time zone is probably set "
                                 "wrongly, not the clock itself."),
                              exact);
    case WAYBILL_CERT_CLOCK_PATTERN_OWN_ZONE:
      return g_strdup_printf (_ ("%s is as far as this computer’s time zone is from UTC: the two were probably mixed up "
                                 "when the clock was set."),
                              exact);
    case WAYBILL_CERT_CLOCK_PATTERN_DATE:
      return g_strdup_printf (_ ("The time of the day agrees, but the date is %s off."), rough);
    default:
      return NULL;
    }
}

/* waybill_words_clock_dup_off:
 *
 * "This computer’s clock is about an hour behind": the heading, and the conclusion's beginning. */
char *
waybill_words_clock_dup_off (const WaybillWordsClockCase *self)
{
  g_autofree char *rough = waybill_words_clock_dup_rough (self->finding.ahead);

  if (self->finding.at_least)
    return g_strdup_printf (_ ("This computer’s clock is at least %s behind"), rough);
  return self->finding.ahead > 0 ? g_strdup_printf (_ ("This computer’s clock is about %s behind"), rough)
                                 : g_strdup_printf (_ ("This computer’s clock is about %s ahead"), rough);
}

/* waybill_words_clock_dup_blame:
 *
 * As the header says. */
char *
waybill_words_clock_dup_blame (const WaybillWordsClockCase *self)
{
  g_autofree char *off = waybill_words_clock_dup_off (self);
  g_autofree char *rough = waybill_words_clock_dup_rough (self->finding.ahead);

  switch (self->finding.blame)
    {
    case WAYBILL_CERT_CLOCK_COMPUTER:
      return g_strdup_printf (_ ("%s."), off);
    case WAYBILL_CERT_CLOCK_SERVER:
      return self->finding.ahead > 0 ? g_strdup_printf (_ ("A time server keeps this computer’s clock, so the server’s is "
                                                           "wrong most likely: it is about %s ahead."),
                                                        rough)
                                     : g_strdup_printf (_ ("A time server keeps this computer’s clock, so the server’s is "
                                                           "wrong most likely: it is about %s behind."),
                                                        rough);
    case WAYBILL_CERT_CLOCK_CERTIFICATE:
      return g_strdup (self->finding.is_early ? _ ("So it is not valid yet by the server’s clock either.")
                                              : _ ("So it has run out by the server’s clock, too."));
    default:
      return g_strdup (
          self->finding.same_minutes
              ? _ ("The minutes agree with this computer’s: a clock that is wrong is wrong by its time zone or its date.")
              : _ ("Nobody can tell from here which clock is right."));
    }
}

/* waybill_words_clock_dup_known:
 *
 * After the comparison: what the server says, and what follows from it. */
char *
waybill_words_clock_dup_known (const WaybillWordsClockCase *self)
{
  char *said = waybill_words_clock_dup_said (self);

  if (said == NULL)
    return g_strdup (_ ("The server does not tell its time, so nobody can tell from here whether a clock is wrong."));
  said = waybill_words_append (said, waybill_words_clock_dup_blame (self));
  return waybill_words_append (said, waybill_words_clock_dup_pattern (self));
}

/**
 * waybill_words_clock_reason:
 * @verdict: a verdict with the reason `EXPIRED` or `NOT_YET_VALID`
 * @expired: which of the two is meant
 *
 * Names the certificate's time, this computer's and how far they are apart; and, where a clock is to be suspected, the
 * server's time and what follows from it.
 *
 * Returns: (transfer full): sentences
 */
char *
waybill_words_clock_reason (WaybillCertVerdict *verdict, gboolean expired)
{
  WaybillWordsClockCase c;

  if (!waybill_words_clock_case_init (&c, verdict, expired))
    return g_strdup (expired ? _ ("The certificate has run out.") : _ ("The certificate is not valid yet."));
  return waybill_words_append (dup_compared (&c),
                               waybill_cert_clock_suspect (&c.finding) ? waybill_words_clock_dup_known (&c) : NULL);
}

/**
 * waybill_words_clock_next:
 * @verdict: a verdict with the reason `EXPIRED` or `NOT_YET_VALID`
 * @expired: which of the two is meant
 *
 * Returns: (transfer full): what to do about it, a sentence
 */
char *
waybill_words_clock_next (WaybillCertVerdict *verdict, gboolean expired)
{
  WaybillWordsClockCase c;

  if (waybill_words_clock_case_init (&c, verdict, expired))
    switch (c.finding.blame)
      {
      case WAYBILL_CERT_CLOCK_COMPUTER:
        return g_strdup (_ ("Set this computer’s clock and time zone, then try again."));
      case WAYBILL_CERT_CLOCK_SERVER:
        return g_strdup (_ ("Tell the partner that their server’s clock is wrong."));
      case WAYBILL_CERT_CLOCK_CERTIFICATE:
        return g_strdup (expired ? _ ("Ask the partner for a valid certificate.")
                                 : _ ("Wait until then, or ask the partner for a certificate that is valid today."));
      default:
        break;
      }
  return g_strdup (
      _ ("Check this computer’s clock and time zone; if they are right, ask the partner for a valid certificate."));
}
