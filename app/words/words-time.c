/* Dates near now in words, times with their zone, spans of at most two units, sizes of three figures. Pure but for the
 * clock. */
#include "words-time.h"

#include "base-clock.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 seconds;
  const char *one;
  const char *many;
} Unit;

/* A month is 30.44 days, a year 365.25: rough words need no calendar. */
static const Unit units[] = {
  { 31557600, N_ ("%d year"), N_ ("%d years") }, { 2629800, N_ ("%d month"), N_ ("%d months") },
  { 86400, N_ ("%d day"), N_ ("%d days") },      { 3600, N_ ("%d hour"), N_ ("%d hours") },
  { 60, N_ ("%d minute"), N_ ("%d minutes") },   { 1, N_ ("%d second"), N_ ("%d seconds") },
};

static char *
count (const Unit *unit, gint64 number)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, unit->one, unit->many, (gulong) number),
                          (int) MIN (number, G_MAXINT));
#pragma GCC diagnostic pop
}

static GDateTime *
local_time (gint64 unix_seconds)
{
  GDateTime *time = g_date_time_new_from_unix_local (unix_seconds);

  /* A certificate may name a year that GDateTime does not hold. */
  return time != NULL ? time : g_date_time_new_from_unix_local (unix_seconds < 0 ? 0 : G_GINT64_CONSTANT (253402214400));
}

static GDateTime *
utc_time (gint64 unix_seconds)
{
  GDateTime *time = g_date_time_new_from_unix_utc (unix_seconds);

  return time != NULL ? time : g_date_time_new_from_unix_utc (unix_seconds < 0 ? 0 : G_GINT64_CONSTANT (253402214400));
}

static int
days_from_today (GDateTime *time)
{
  g_autoptr (GDateTime) now = local_time (waybill_base_clock_now ());
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (time), g_date_time_get_month (time), g_date_time_get_year (time));
  return g_date_days_between (&a, &b);
}

static char *
day_of (GDateTime *time)
{
  g_autoptr (GDateTime) now = local_time (waybill_base_clock_now ());

  switch (days_from_today (time))
    {
    case 0:
      return g_strdup (_ ("today"));
    case -1:
      return g_strdup (_ ("yesterday"));
    case 1:
      return g_strdup (_ ("tomorrow"));
    default:
      /* Translators: a day of this year, then a day of another year (strftime). */
      return g_date_time_format (time,
                                 g_date_time_get_year (time) == g_date_time_get_year (now) ? _ ("%-d %B") : _ ("%-d %B %Y"));
    }
}

/**
 * waybill_words_time_point:
 * @unix_seconds: a time
 *
 * Says when that is, in local time: in words near now, with the year only where it is not this one.
 *
 * Returns: (transfer full): such as "yesterday at 14:05"
 */
char *
waybill_words_time_point (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = local_time (unix_seconds);
  g_autofree char *day = day_of (time);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");

  /* Translators: a day and a time of the day. */
  return g_strdup_printf (_ ("%s at %s"), day, clock);
}

/**
 * waybill_words_time_day:
 * @unix_seconds: a time
 *
 * Returns: (transfer full): its local day, such as "today" or "22 November 2027"
 */
char *
waybill_words_time_day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = local_time (unix_seconds);

  return day_of (time);
}

/**
 * waybill_words_time_utc:
 * @unix_seconds: a time
 *
 * Returns: (transfer full): the whole date and time in UTC, for certificates: never in words, so that it can be compared
 */
char *
waybill_words_time_utc (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = utc_time (unix_seconds);

  /* Translators: strftime; a time in UTC. */
  return g_date_time_format (time, _ ("%-d %B %Y at %H:%M UTC"));
}

/**
 * waybill_words_time_utc_clock:
 * @unix_seconds: a time
 *
 * Returns: (transfer full): its time of day in UTC, such as "14:05 UTC"
 */
char *
waybill_words_time_utc_clock (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = utc_time (unix_seconds);

  return g_date_time_format (time, "%H:%M UTC");
}

/**
 * waybill_words_time_pair:
 * @unix_seconds: a time
 *
 * Returns: (transfer full): local time with its zone, and UTC behind it where that is another
 */
char *
waybill_words_time_pair (gint64 unix_seconds)
{
  g_autoptr (GDateTime) here = local_time (unix_seconds);
  g_autoptr (GDateTime) there = utc_time (unix_seconds);
  /* Translators: strftime; a local time with its zone. */
  g_autofree char *local = g_date_time_format (here, _ ("%-d %B %Y at %H:%M %Z"));
  g_autofree char *utc = NULL;

  if (g_date_time_get_utc_offset (here) == 0)
    return waybill_words_time_utc (unix_seconds);
  utc = g_date_time_format (there, g_date_time_get_day_of_month (here) == g_date_time_get_day_of_month (there)
                                       ? "%H:%M UTC"
                                       /* Translators: strftime; a time in UTC on another day. */
                                       : _ ("%-d %B %H:%M UTC"));
  return g_strdup_printf ("%s (%s)", local, utc);
}

/**
 * waybill_words_time_rough:
 * @seconds: a span; its sign does not count
 *
 * Returns: (transfer full): it in the largest unit of which it holds one, from 60 days on in months and from 2 years on in
 * years
 */
char *
waybill_words_time_rough (gint64 seconds)
{
  gint64 span = ABS (seconds);
  const Unit *unit = units;

  if (span < 2 * units[0].seconds)
    unit = &units[1];
  if (span < 60 * units[2].seconds)
    unit = &units[2];
  while (unit < &units[G_N_ELEMENTS (units) - 1] && span < unit->seconds)
    unit++;
  return count (unit, span / unit->seconds);
}

/**
 * waybill_words_time_span:
 * @seconds: a span; below 0 is taken as 0
 *
 * Returns: (transfer full): it in at most two units, such as "2 minutes 5 seconds"
 */
char *
waybill_words_time_span (gint64 seconds)
{
  gint64 span = MAX (seconds, 0);
  gsize first = 2;
  char *text;

  while (first < G_N_ELEMENTS (units) - 1 && span < units[first].seconds)
    first++;
  text = count (&units[first], span / units[first].seconds);
  span %= units[first].seconds;
  if (first + 1 < G_N_ELEMENTS (units) && span >= units[first + 1].seconds)
    {
      g_autofree char *big = text;
      g_autofree char *small = count (&units[first + 1], span / units[first + 1].seconds);

      text = g_strdup_printf ("%s %s", big, small);
    }
  return text;
}

/**
 * waybill_words_time_duration:
 * @microseconds: how long something took; below 0 is taken as 0
 *
 * Returns: (transfer full): "34 ms", "1.2 s", and from a minute on as waybill_words_time_span()
 */
char *
waybill_words_time_duration (gint64 microseconds)
{
  gint64 span = MAX (microseconds, 0);

  if (span < G_USEC_PER_SEC)
    return g_strdup_printf (_ ("%d ms"), (int) (span / 1000));
  if (span < 60 * (gint64) G_USEC_PER_SEC)
    return g_strdup_printf (_ ("%.1f s"), MIN ((double) span / G_USEC_PER_SEC, 59.9));
  return waybill_words_time_span (span / G_USEC_PER_SEC);
}

/**
 * waybill_words_size:
 * @bytes: a size; below 0: nobody knows
 *
 * Returns: (transfer full): it with an SI unit and three figures, such as "12.3 MB"
 */
char *
waybill_words_size (gint64 bytes)
{
  static const char *const names[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
  double value = (double) bytes / 1000;
  gsize unit = 0;

  if (bytes < 0)
    return g_strdup (_ ("unknown size"));
  if (bytes < 1000)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d byte", "%d bytes", (gulong) bytes), (int) bytes);
  /* 999.5 would be printed as 1000. */
  while (value >= 999.5 && unit < G_N_ELEMENTS (names) - 1)
    {
      value /= 1000;
      unit++;
    }
  return g_strdup_printf ("%.*f %s", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value, names[unit]);
}

/**
 * waybill_words_size_exact:
 * @bytes: a size; below 0: nobody knows
 *
 * Returns: (transfer full): it with three figures and with every byte, for receipts
 */
char *
waybill_words_size_exact (gint64 bytes)
{
  g_autofree char *size = waybill_words_size (bytes);

  if (bytes < 1000)
    return g_steal_pointer (&size);
  /* Translators: a size such as 12.3 MB, and the same in bytes. */
  return g_strdup_printf (_ ("%s (%'" G_GINT64_FORMAT " bytes)"), size, bytes);
}
