/* Dates, spans and sizes in words. */
#include "words-time.h"

#include "base-clock.h"

#include <locale.h>
#include <time.h>

#define NOON 1795348800 /* 22 November 2026 12:00 UTC */

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_near (void)
{
  waybill_base_clock_set_now (NOON);

  expect (waybill_words_time_point (NOON - 3600), "today at 12:00");
  expect (waybill_words_time_point (NOON - 86400), "yesterday at 13:00");
  expect (waybill_words_time_day (NOON + 86400), "tomorrow");
  expect (waybill_words_time_day (NOON - 3 * 86400), "19 November");
  expect (waybill_words_time_day (NOON + 365 * 86400), "22 November 2027");
}

static void
test_pair (void)
{
  expect (waybill_words_time_pair (NOON), "22 November 2026 at 13:00 CET (12:00 UTC)");
  expect (waybill_words_time_pair (NOON + 11 * 3600 + 1800), "23 November 2026 at 00:30 CET (22 November 23:30 UTC)");
  expect (waybill_words_time_utc (NOON), "22 November 2026 at 12:00 UTC");
  expect (waybill_words_time_utc_clock (NOON), "12:00 UTC");
}

static void
test_far_years (void)
{
  g_autofree char *text = waybill_words_time_pair (G_MAXINT64);

  g_assert_nonnull (g_strstr_len (text, -1, "9999"));
}

static void
test_rough (void)
{
  expect (waybill_words_time_rough (0), "0 seconds");
  expect (waybill_words_time_rough (1), "1 second");
  expect (waybill_words_time_rough (-3 * 86400 - 5), "3 days");
  expect (waybill_words_time_rough (59 * 86400), "59 days");
  expect (waybill_words_time_rough (366 * 86400), "12 months");
  expect (waybill_words_time_rough (3 * 366 * 86400LL), "3 years");
}

static void
test_span (void)
{
  expect (waybill_words_time_span (-1), "0 seconds");
  expect (waybill_words_time_span (125), "2 minutes 5 seconds");
  expect (waybill_words_time_span (3600), "1 hour");
  expect (waybill_words_time_span (90061), "1 day 1 hour");
  expect (waybill_words_time_duration (34500), "34 ms");
  expect (waybill_words_time_duration (1250000), "1.2 s");
  expect (waybill_words_time_duration (61000000), "1 minute 1 second");
}

static void
test_sizes (void)
{
  expect (waybill_words_size (-1), "unknown size");
  expect (waybill_words_size (0), "0 bytes");
  expect (waybill_words_size (1), "1 byte");
  expect (waybill_words_size (999), "999 bytes");
  expect (waybill_words_size (1000), "1.00 kB");
  expect (waybill_words_size (12345678), "12.3 MB");
  expect (waybill_words_size (999999), "1.00 MB");
  expect (waybill_words_size (G_MAXINT64), "9.22 EB");
  expect (waybill_words_size_exact (12), "12 bytes");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "CET-1", TRUE);
  tzset ();
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/time/near-now-in-words", test_near);
  g_test_add_func ("/words/time/local-and-utc", test_pair);
  g_test_add_func ("/words/time/far-years-do-not-crash", test_far_years);
  g_test_add_func ("/words/time/rough", test_rough);
  g_test_add_func ("/words/time/span-two-units", test_span);
  g_test_add_func ("/words/time/sizes-three-figures", test_sizes);
  return g_test_run ();
}
