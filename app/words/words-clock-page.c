/* The page about the clock: heading, a line of time, a sentence for each clock, and what it means; tables by whom cert-clock
 * blames. */
#include "words-clock-private.h"

#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE 60
#define DAY (24 * 60 * MINUTE)

static const guint time_reasons[] = { WAYBILL_CERT_REASON_NOT_YET_VALID, WAYBILL_CERT_REASON_EXPIRED };

/* The zone's own name where it has one that people know: "Europe/Stockholm"; else its letters. */
static char *
dup_zone_name (GDateTime *here)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  return g_strdup (
      name != NULL && strchr (name, '/') != NULL && *name != '/' ? name : g_date_time_get_timezone_abbreviation (here));
}

static char *
dup_computer_sentence (const WaybillWordsClockCase *self)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (self->now);
  g_autofree char *zone = here != NULL ? dup_zone_name (here) : NULL;
  /* Translators: strftime; day and time of this computer's clock. */
  g_autofree char *local = here != NULL ? g_date_time_format (here, _ ("%A %-d %B %Y, %H:%M")) : NULL;
  g_autofree char *utc = waybill_words_time_utc_clock (self->now);

  if (here == NULL || g_date_time_get_utc_offset (here) == 0)
    return g_strdup_printf (_ ("This computer’s clock: %s UTC"), local != NULL ? local : utc);
  /* Translators: day and time; a time zone; the same time in UTC. */
  return g_strdup_printf (_ ("This computer’s clock: %s in %s, which is %s"), local, zone, utc);
}

static char *
dup_server_sentence (const WaybillWordsClockCase *self)
{
  static const char *const forms[] = {
    [WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE] = N_ ("The server’s clock, as its TLS says: %s"),
    [WAYBILL_CERT_CLOCK_SOURCE_GREETING] = N_ ("The server’s clock, as its greeting says: %s"),
    [WAYBILL_CERT_CLOCK_SOURCE_UPLOAD] = N_ ("The server’s clock, by a file that it has just taken: %s"),
  };
  WaybillCertClockSource source = waybill_cert_verdict_get_clock (self->verdict)->source;
  g_autofree char *clock = waybill_words_clock_dup_time (self, self->theirs);
  char *said = NULL;

  if (source < WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE)
    {
      said = waybill_words_clock_dup_said (self);
      return said != NULL ? said : g_strdup (_ ("The server’s clock: it does not tell"));
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (forms[source]), clock);
#pragma GCC diagnostic pop
}

static char *
dup_certificate_sentence (const WaybillWordsClockCase *self)
{
  gint64 from = waybill_cert_certificate_get_not_before (self->certificate);
  gint64 to = waybill_cert_certificate_get_not_after (self->certificate);
  g_autofree char *begin = waybill_words_time_utc (from);
  g_autofree char *end = waybill_words_time_utc (to);
  g_autofree char *life = waybill_words_time_rough (to - from + DAY / 2);
  gboolean is_leaf = self->certificate == waybill_cert_verdict_get_leaf (self->verdict);
  g_autofree char *name = is_leaf ? g_strdup (_ ("The certificate"))
                                  : waybill_words_quote (waybill_cert_certificate_get_name (self->certificate));

  if (self->finding.is_early)
    /* Translators: a certificate; a time in UTC; a span. */
    return g_strdup_printf (_ ("%s is good from %s, for %s"), name, begin, life);
  return g_strdup_printf (_ ("%s was good until %s"), name, end);
}

static const WaybillWordsTone tones[][WAYBILL_WORDS_N_CLOCKS] = {
  [WAYBILL_CERT_CLOCK_UNKNOWN] = { WAYBILL_WORDS_TONE_LOOK, WAYBILL_WORDS_TONE_LOOK, WAYBILL_WORDS_TONE_LOOK },
  [WAYBILL_CERT_CLOCK_COMPUTER] = { WAYBILL_WORDS_TONE_STOP, WAYBILL_WORDS_TONE_GOOD, WAYBILL_WORDS_TONE_GOOD },
  [WAYBILL_CERT_CLOCK_SERVER] = { WAYBILL_WORDS_TONE_GOOD, WAYBILL_WORDS_TONE_STOP, WAYBILL_WORDS_TONE_LOOK },
  [WAYBILL_CERT_CLOCK_CERTIFICATE] = { WAYBILL_WORDS_TONE_GOOD, WAYBILL_WORDS_TONE_GOOD, WAYBILL_WORDS_TONE_STOP },
};

/* On the line of time: days in letters that fit. */
static char *
dup_short (const WaybillWordsClockCase *self, gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = self->same_day ? NULL : g_date_time_new_from_unix_utc (unix_seconds);

  if (time == NULL)
    return waybill_words_time_utc_clock (unix_seconds);
  /* Translators: strftime; a short day and a time in UTC, on a drawing. */
  return g_date_time_format (time, ABS (unix_seconds - self->now) > 300 * (gint64) DAY ? _ ("%-d %b %Y, %H:%M UTC")
                                                                                       : _ ("%-d %b, %H:%M UTC"));
}

static void
fill_times (WaybillWordsClock *self, const WaybillWordsClockCase *c)
{
  const gint64 times[] = { c->now, c->theirs, c->limit };
  char *sentences[] = { dup_computer_sentence (c), dup_server_sentence (c), dup_certificate_sentence (c) };
  const char *names[] = { _ ("This computer"), c->finding.at_least ? _ ("At least") : _ ("Server says"),
                          c->finding.is_early ? _ ("Certificate starts") : _ ("Certificate ran out") };

  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    {
      self->times[i].tone = tones[c->finding.blame][i];
      self->times[i].sentence = sentences[i];
      self->times[i].is_known = i != WAYBILL_WORDS_CLOCK_SERVER || c->finding.knows_server;
      self->times[i].time = times[i];
      self->times[i].name = g_strdup (names[i]);
      self->times[i].clock = dup_short (c, times[i]);
    }
}

static char *
dup_heading (const WaybillWordsClockCase *c)
{
  g_autofree char *rough = waybill_words_clock_dup_rough (c->finding.apart);

  if (c->finding.blame == WAYBILL_CERT_CLOCK_COMPUTER)
    return waybill_words_clock_dup_off (c);
  if (c->finding.blame == WAYBILL_CERT_CLOCK_SERVER)
    return g_strdup (_ ("The server’s clock is wrong"));
  return c->finding.is_early ? g_strdup_printf (_ ("Their certificate starts in %s"), rough)
                             : g_strdup_printf (_ ("Their certificate ran out %s ago"), rough);
}

static char *
dup_body (const WaybillWordsClockCase *c, const char *partner)
{
  if (c->finding.blame == WAYBILL_CERT_CLOCK_UNKNOWN || c->finding.blame == WAYBILL_CERT_CLOCK_CERTIFICATE)
    return g_strdup (_ ("Nothing has been sent yet, neither your user name nor your password nor a file."));
  return c->finding.is_early ? g_strdup_printf (_ ("So the certificate of %s seems not to be valid yet."), partner)
                             : g_strdup_printf (_ ("So the certificate of %s seems to have run out."), partner);
}

static char *
dup_conclusion (const WaybillWordsClockCase *c)
{
  char *text = waybill_words_clock_dup_pattern (c);

  switch (c->finding.blame)
    {
    case WAYBILL_CERT_CLOCK_COMPUTER:
      if (text == NULL)
        text = g_strdup (_ ("The server’s clock fits the certificate, this computer’s does not."));
      return waybill_words_append (text, g_strdup (_ ("The certificate and the partner are in order.")));
    case WAYBILL_CERT_CLOCK_SERVER:
      return waybill_words_append (waybill_words_clock_dup_blame (c), text);
    case WAYBILL_CERT_CLOCK_CERTIFICATE:
      g_free (text);
      return waybill_words_append (g_strdup (_ ("Both clocks say the same of it, so it is most likely the certificate.")),
                                   waybill_words_clock_next (c->verdict, !c->finding.is_early));
    default:
      g_free (text);
      return waybill_words_append (waybill_words_clock_dup_known (c),
                                   waybill_words_clock_next (c->verdict, !c->finding.is_early));
    }
}

static char *
dup_difference (const WaybillWordsClockCase *c)
{
  g_autofree char *span = waybill_words_clock_dup_span (c->finding.ahead);

  if (!c->finding.knows_server || ABS (c->finding.ahead) < MINUTE)
    return NULL;
  return c->finding.ahead > 0 ? g_strdup_printf (_ ("%s behind"), span) : g_strdup_printf (_ ("%s ahead"), span);
}

/**
 * waybill_words_clock_new:
 * @verdict: of a server that is not accepted
 * @partner: the partner's name
 *
 * Where anything else stands against the certificate too, the trust question is the right one.
 *
 * Returns: (transfer full) (nullable): the page about the clock; %NULL where the time is not the only reason, or where the
 *   certificate simply ran out more than a week ago
 */
WaybillWordsClock *
waybill_words_clock_new (WaybillCertVerdict *verdict, const char *partner)
{
  guint reasons = waybill_cert_verdict_get_reasons (verdict);
  WaybillWordsClock *self;
  WaybillWordsClockCase c;

  if ((reasons != time_reasons[0] && reasons != time_reasons[1])
      || !waybill_words_clock_case_init (&c, verdict, reasons == time_reasons[1])
      || !waybill_cert_clock_suspect (&c.finding))
    return NULL;
  self = g_new0 (WaybillWordsClock, 1);
  self->blame = c.finding.blame;
  self->heading = dup_heading (&c);
  self->body = dup_body (&c, partner);
  fill_times (self, &c);
  self->difference = dup_difference (&c);
  self->conclusion = dup_conclusion (&c);
  return self;
}

/**
 * waybill_words_clock_free:
 * @self: (transfer full): a page
 */
void
waybill_words_clock_free (WaybillWordsClock *self)
{
  g_free (self->heading);
  g_free (self->body);
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    {
      g_free (self->times[i].sentence);
      g_free (self->times[i].name);
      g_free (self->times[i].clock);
    }
  g_free (self->difference);
  g_free (self->conclusion);
  g_free (self);
}

/**
 * waybill_words_clock_report:
 * @self: a page
 *
 * Returns: (transfer full): it as text
 */
char *
waybill_words_clock_report (const WaybillWordsClock *self)
{
  return g_strdup_printf ("%s\n\n%s\n%s\n%s\n\n%s\n", self->heading, self->times[0].sentence, self->times[1].sentence,
                          self->times[2].sentence, self->conclusion);
}
