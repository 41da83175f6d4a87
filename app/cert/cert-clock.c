/* Compares three times: this computer's, the server's where it is known, and the certificate's. What nobody said is never
 * guessed: without the server's time there is no blame. Pure. */
#include "cert-clock.h"

#define HOUR (60 * 60)
#define DAY (24 * HOUR)
/* Two clocks that are as near as this agree; a reading took its time to travel, and some tell minutes alone. */
#define AGREE 120
/* What was set by hand, by looking at a watch, is a whole number of hours off by no more than this. */
#define NEAR 180
/* Zones are whole quarters of an hour apart, so a time of day without its zone says where the minutes stand. */
#define QUARTER (15 * 60)
/* The widest difference between a zone and UTC (Pacific/Kiritimati). */
#define WIDEST_ZONE (14 * HOUR)
/* As long as this after its end a certificate may well be good, and the clock wrong. */
#define JUST (7 * DAY)

/**
 * waybill_cert_clock_reading_take:
 * @self: what is known of the server's clock
 * @other: what was found out beside it
 *
 * Keeps the better of the two; of two as good as each other the newer one, @other. Any thread.
 */
void
waybill_cert_clock_reading_take (WaybillCertClockReading *self, const WaybillCertClockReading *other)
{
  if (other->source != WAYBILL_CERT_CLOCK_SOURCE_NONE && other->source >= self->source)
    *self = *other;
}

static gboolean
is_near (gint64 seconds, gint64 mark)
{
  return ABS (seconds - mark) <= NEAR;
}

/* How near a span is to a multiple of the step; the multiple. */
static gint64
get_multiple (gint64 span, gint64 step)
{
  return (span + step / 2) / step * step;
}

static WaybillCertClockPattern
find_pattern (gint64 ahead, int zone)
{
  gint64 span = ABS (ahead);

  if (is_near (span, HOUR))
    return WAYBILL_CERT_CLOCK_PATTERN_DAYLIGHT;
  if (zone != 0 && is_near (span, ABS ((gint64) zone)))
    return WAYBILL_CERT_CLOCK_PATTERN_OWN_ZONE;
  if (span >= DAY - NEAR && is_near (span, get_multiple (span, DAY)))
    return WAYBILL_CERT_CLOCK_PATTERN_DATE;
  if (span < 2 * HOUR - NEAR || span > WIDEST_ZONE + NEAR)
    return WAYBILL_CERT_CLOCK_PATTERN_NONE;
  /* Half hours: India, Iran, the middle of Australia. */
  return is_near (span, get_multiple (span, HOUR / 2)) ? WAYBILL_CERT_CLOCK_PATTERN_ZONE : WAYBILL_CERT_CLOCK_PATTERN_NONE;
}

/* The way to the nearest time of day that some zone has: between half a quarter back and half a quarter on. */
static gint64
strip_zone (gint64 ahead)
{
  gint64 rest = ((ahead % QUARTER) + QUARTER) % QUARTER;

  return rest > QUARTER / 2 ? rest - QUARTER : rest;
}

/* What was seen when the clocks were compared in an earlier session still holds where they differed, unless this computer's
 * clock went back since then: then it is what changed. */
static void
read_learnt (const WaybillCertClockCase *about, WaybillCertClockFinding *finding)
{
  const WaybillCertClockReading *server = &about->server;

  if (server->at > about->now + AGREE)
    {
      finding->ahead = server->at + server->ahead - about->now;
      finding->at_least = TRUE;
    }
  else if (ABS (server->ahead) > AGREE)
    finding->ahead = server->ahead;
  else
    return;
  finding->knows_server = TRUE;
}

/* Where the server's clock stands, as far as its source tells. */
static void
read_server (const WaybillCertClockCase *about, WaybillCertClockFinding *finding)
{
  const WaybillCertClockReading *server = &about->server;

  switch (server->source)
    {
    case WAYBILL_CERT_CLOCK_SOURCE_NONE:
      return;
    case WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY:
      finding->ahead = strip_zone (server->ahead);
      finding->same_minutes = ABS (finding->ahead) <= AGREE;
      finding->knows_server = !finding->same_minutes;
      break;
    case WAYBILL_CERT_CLOCK_SOURCE_STATUS:
      finding->at_least = server->ahead > AGREE;
      finding->knows_server = finding->at_least;
      finding->ahead = server->ahead;
      break;
    case WAYBILL_CERT_CLOCK_SOURCE_LEARNT:
      read_learnt (about, finding);
      break;
    default:
      finding->ahead = server->ahead;
      finding->knows_server = TRUE;
    }
  if (!finding->knows_server)
    finding->ahead = 0;
}

static WaybillCertClockBlame
find_blame (const WaybillCertClockCase *about, const WaybillCertClockFinding *finding)
{
  gint64 theirs = about->now + finding->ahead;

  if (!finding->knows_server)
    return WAYBILL_CERT_CLOCK_UNKNOWN;
  if (theirs >= about->from && theirs <= about->to && ABS (finding->ahead) > AGREE)
    return about->is_kept ? WAYBILL_CERT_CLOCK_SERVER : WAYBILL_CERT_CLOCK_COMPUTER;
  /* The minutes alone do not explain it, and what is late at least may be later. */
  if (about->server.source == WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY || (finding->at_least && finding->is_early))
    return WAYBILL_CERT_CLOCK_UNKNOWN;
  if (finding->is_early ? theirs < about->from : theirs > about->to)
    return WAYBILL_CERT_CLOCK_CERTIFICATE;
  /* Two minutes before its time, and the server's clock is one minute on; or they disagree about everything. */
  return ABS (finding->ahead) <= AGREE ? WAYBILL_CERT_CLOCK_CERTIFICATE : WAYBILL_CERT_CLOCK_UNKNOWN;
}

/**
 * waybill_cert_clock_judge:
 * @about: the three times; of the server's no more than is known
 * @finding: (out caller-allocates): which clock is likely wrong, and by how much
 *
 * Two clocks that agree to two minutes agree. Where only the server's fits the certificate, this computer's is wrong, unless
 * a time server keeps it. A whole number of hours, to three minutes, names time zone and daylight saving. Any thread.
 *
 * Returns: %FALSE where the certificate is valid by this computer's clock: there is nothing to judge
 */
gboolean
waybill_cert_clock_judge (const WaybillCertClockCase *about, WaybillCertClockFinding *finding)
{
  if (about->now >= about->from && about->now <= about->to)
    return FALSE;
  *finding = (WaybillCertClockFinding){ .is_early = about->now < about->from };
  finding->apart = finding->is_early ? about->from - about->now : about->now - about->to;
  read_server (about, finding);
  finding->blame = find_blame (about, finding);
  if (finding->knows_server && !finding->at_least && ABS (finding->ahead) > AGREE)
    finding->pattern = find_pattern (finding->ahead, about->zone);
  return TRUE;
}

/**
 * waybill_cert_clock_suspect:
 * @finding: what was found
 *
 * Any thread.
 *
 * Returns: %TRUE where a clock may be the matter: a certificate from the future, one that ran out within the last week, or
 *   clocks that disagree about it
 */
gboolean
waybill_cert_clock_suspect (const WaybillCertClockFinding *finding)
{
  return finding->is_early || finding->apart <= JUST || finding->blame == WAYBILL_CERT_CLOCK_COMPUTER
         || finding->blame == WAYBILL_CERT_CLOCK_SERVER;
}
