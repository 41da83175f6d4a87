/* Three times and who is wrong: a table of cases, none of which reads a clock. */
#include "cert-clock.h"

#define NOW G_GINT64_CONSTANT (1795352760) /* 22 November 2026 13:06 UTC */
#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define S(source) WAYBILL_CERT_CLOCK_SOURCE_##source
#define UNKNOWN WAYBILL_CERT_CLOCK_UNKNOWN
#define COMPUTER WAYBILL_CERT_CLOCK_COMPUTER
#define SERVER WAYBILL_CERT_CLOCK_SERVER
#define CERTIFICATE WAYBILL_CERT_CLOCK_CERTIFICATE
#define P(pattern) WAYBILL_CERT_CLOCK_PATTERN_##pattern

typedef struct
{
  const char *name;
  gint64 from, to; /* from now on */
  int zone;
  WaybillCertClockSource source;
  gint64 ahead;
  gint64 seen; /* from now on */
  gboolean is_kept;

  WaybillCertClockBlame blame;
  WaybillCertClockPattern pattern;
  gint64 apart;
  gint64 theirs; /* ahead that was found */
} Row;

static const Row rows[] = {
  /* The drawing: 13:06 here, 14:05 the certificate, 14:07 there. */
  { "an-hour-behind", 59 * MINUTE, 700 * DAY, HOUR, S (GREETING), 61 * MINUTE, 0, FALSE, COMPUTER, P (DAYLIGHT), 59 * MINUTE,
    61 * MINUTE },
  { "an-hour-ahead", -DAY, -30 * MINUTE, 0, S (UPLOAD), -61 * MINUTE, 0, FALSE, COMPUTER, P (DAYLIGHT), 30 * MINUTE,
    -61 * MINUTE },
  { "kept-by-a-time-server", 59 * MINUTE, DAY, 0, S (GREETING), 61 * MINUTE, 0, TRUE, SERVER, P (DAYLIGHT), 59 * MINUTE,
    61 * MINUTE },
  { "five-hours", HOUR, DAY, HOUR, S (HANDSHAKE), 5 * HOUR + 90, 0, FALSE, COMPUTER, P (ZONE), HOUR, 5 * HOUR + 90 },
  { "half-hour-zone", HOUR, DAY, 0, S (HANDSHAKE), 5 * HOUR + 30 * MINUTE, 0, FALSE, COMPUTER, P (ZONE), HOUR,
    5 * HOUR + 30 * MINUTE },
  { "own-zone-mixed-up", HOUR, DAY, 2 * HOUR, S (GREETING), 2 * HOUR + 20, 0, FALSE, COMPUTER, P (OWN_ZONE), HOUR,
    2 * HOUR + 20 },
  { "own-zone-west", HOUR, DAY, -5 * HOUR, S (GREETING), 5 * HOUR, 0, FALSE, COMPUTER, P (OWN_ZONE), HOUR, 5 * HOUR },
  { "two-days", DAY, 30 * DAY, HOUR, S (GREETING), 2 * DAY + 100, 0, FALSE, COMPUTER, P (DATE), DAY, 2 * DAY + 100 },
  { "twenty-five-hours", DAY, 30 * DAY, HOUR, S (GREETING), 25 * HOUR, 0, FALSE, COMPUTER, P (NONE), DAY, 25 * HOUR },
  { "seven-minutes", 5 * MINUTE, DAY, HOUR, S (GREETING), 7 * MINUTE, 0, FALSE, COMPUTER, P (NONE), 5 * MINUTE, 7 * MINUTE },

  { "both-agree-early", 3 * HOUR, DAY, HOUR, S (GREETING), 20, 0, FALSE, CERTIFICATE, P (NONE), 3 * HOUR, 20 },
  { "both-agree-late", -DAY, -3 * HOUR, HOUR, S (GREETING), -20, 0, FALSE, CERTIFICATE, P (NONE), 3 * HOUR, -20 },
  { "server-later-and-still-early", DAY, 2 * DAY, 0, S (GREETING), HOUR, 0, FALSE, CERTIFICATE, P (DAYLIGHT), DAY, HOUR },
  { "server-beyond-the-end", HOUR, 2 * HOUR, 0, S (GREETING), 9 * HOUR, 0, FALSE, UNKNOWN, P (ZONE), HOUR, 9 * HOUR },
  { "agree-around-the-beginning", MINUTE, DAY, 0, S (GREETING), 100, 0, FALSE, CERTIFICATE, P (NONE), MINUTE, 100 },

  { "no-server-time", 2 * HOUR, DAY, HOUR, S (NONE), 0, 0, FALSE, UNKNOWN, P (NONE), 2 * HOUR, 0 },

  { "status-is-later", HOUR, DAY, 0, S (STATUS), 2 * HOUR, 0, FALSE, COMPUTER, P (NONE), HOUR, 2 * HOUR },
  { "status-is-earlier-says-nothing", HOUR, DAY, 0, S (STATUS), -2 * HOUR, 0, FALSE, UNKNOWN, P (NONE), HOUR, 0 },
  { "status-later-but-before-the-beginning", 3 * HOUR, DAY, 0, S (STATUS), 2 * HOUR, 0, FALSE, UNKNOWN, P (NONE), 3 * HOUR,
    2 * HOUR },

  /* 14:06 where it stands, which may be anywhere. */
  { "time-of-day-same-minutes", HOUR, DAY, 0, S (TIME_OF_DAY), HOUR + 30, 0, FALSE, UNKNOWN, P (NONE), HOUR, 0 },
  { "time-of-day-other-minutes", 4 * MINUTE, DAY, 0, S (TIME_OF_DAY), HOUR + 6 * MINUTE, 0, FALSE, COMPUTER, P (NONE),
    4 * MINUTE, 6 * MINUTE },
  { "time-of-day-minutes-back", -DAY, -4 * MINUTE, 0, S (TIME_OF_DAY), HOUR - 6 * MINUTE, 0, FALSE, COMPUTER, P (NONE),
    4 * MINUTE, -6 * MINUTE },
  { "time-of-day-cannot-explain-hours", HOUR, DAY, 0, S (TIME_OF_DAY), HOUR + 6 * MINUTE, 0, FALSE, UNKNOWN, P (NONE), HOUR,
    6 * MINUTE },

  { "learnt-difference", 30 * MINUTE, DAY, 0, S (LEARNT), 61 * MINUTE, -9 * DAY, FALSE, COMPUTER, P (DAYLIGHT), 30 * MINUTE,
    61 * MINUTE },
  { "learnt-agreement-says-nothing-of-today", HOUR, DAY, 0, S (LEARNT), 5, -9 * DAY, FALSE, UNKNOWN, P (NONE), HOUR, 0 },
  { "learnt-in-the-future-so-set-back", HOUR, 30 * DAY, 0, S (LEARNT), 5, 2 * DAY, FALSE, COMPUTER, P (NONE), HOUR,
    2 * DAY + 5 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const WaybillCertClockCase about = { .now = NOW,
                                       .from = NOW + row->from,
                                       .to = NOW + row->to,
                                       .zone = row->zone,
                                       .server = { row->source, row->ahead, NOW + row->seen },
                                       .is_kept = row->is_kept };
  WaybillCertClockFinding finding;

  g_assert_true (waybill_cert_clock_judge (&about, &finding));
  g_assert_cmpint (finding.blame, ==, row->blame);
  g_assert_cmpint (finding.pattern, ==, row->pattern);
  g_assert_cmpint (finding.is_early, ==, row->from > 0);
  g_assert_cmpint (finding.apart, ==, row->apart);
  g_assert_cmpint (finding.ahead, ==, row->theirs);
  g_assert_cmpint (finding.knows_server, ==, row->theirs != 0);
}

static void
test_valid_needs_no_judge (void)
{
  const WaybillCertClockCase about = { .now = NOW, .from = NOW, .to = NOW };
  WaybillCertClockFinding finding = { .apart = 7 };

  g_assert_false (waybill_cert_clock_judge (&about, &finding));
  g_assert_cmpint (finding.apart, ==, 7);
}

/* Every difference there can be, so that no sum runs over and no pattern claims what is not near. */
static void
test_patterns_are_near (void)
{
  for (gint64 ahead = -3 * DAY; ahead <= 3 * DAY; ahead += 7)
    {
      const WaybillCertClockCase about
          = { .now = NOW, .from = NOW + 1, .to = NOW + 9 * DAY, .zone = HOUR, .server = { S (GREETING), ahead, NOW } };
      WaybillCertClockFinding finding;
      gint64 span = ABS (ahead);

      g_assert_true (waybill_cert_clock_judge (&about, &finding));
      if (finding.pattern == P (DAYLIGHT))
        g_assert_cmpint (ABS (span - HOUR), <=, 3 * MINUTE);
      if (finding.pattern == P (ZONE))
        g_assert_true (span % (HOUR / 2) <= 3 * MINUTE || HOUR / 2 - span % (HOUR / 2) <= 3 * MINUTE);
      if (finding.pattern == P (DATE))
        g_assert_true (span % DAY <= 3 * MINUTE || DAY - span % DAY <= 3 * MINUTE);
      g_assert_cmpint (finding.pattern, !=, P (OWN_ZONE)); /* an hour is daylight saving's, too */
    }
}

static void
test_suspect (void)
{
  static const struct
  {
    gint64 from, to, ahead;
    WaybillCertClockSource source;
    gboolean suspect;
  } cases[] = {
    { 900 * DAY, 1000 * DAY, 0, S (NONE), TRUE },    /* from the future */
    { -90 * DAY, -6 * DAY, 0, S (NONE), TRUE },      /* just ran out */
    { -90 * DAY, -8 * DAY, 0, S (NONE), FALSE },     /* ran out */
    { -90 * DAY, -8 * DAY, 0, S (GREETING), FALSE }, /* and the server's clock says so too */
    { -90 * DAY, -8 * DAY, -9 * DAY, S (GREETING), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WaybillCertClockCase about = {
        .now = NOW, .from = NOW + cases[i].from, .to = NOW + cases[i].to, .server = { cases[i].source, cases[i].ahead, NOW }
      };
      WaybillCertClockFinding finding;

      g_assert_true (waybill_cert_clock_judge (&about, &finding));
      g_assert_cmpint (waybill_cert_clock_suspect (&finding), ==, cases[i].suspect);
    }
}

static void
test_better_source_is_kept (void)
{
  WaybillCertClockReading known = { S (NONE), 0, 0 };
  const WaybillCertClockReading learnt = { S (LEARNT), 1, NOW }, minutes = { S (TIME_OF_DAY), 2, NOW },
                                greeting = { S (GREETING), 3, NOW }, again = { S (GREETING), 4, NOW },
                                none = { S (NONE), 5, NOW };

  waybill_cert_clock_reading_take (&known, &learnt);
  g_assert_cmpint (known.ahead, ==, 1);
  waybill_cert_clock_reading_take (&known, &minutes);
  g_assert_cmpint (known.ahead, ==, 1);
  waybill_cert_clock_reading_take (&known, &greeting);
  g_assert_cmpint (known.ahead, ==, 3);
  waybill_cert_clock_reading_take (&known, &none);
  g_assert_cmpint (known.ahead, ==, 3);
  waybill_cert_clock_reading_take (&known, &again);
  g_assert_cmpint (known.ahead, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/clock/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cert/clock/valid-needs-no-judge", test_valid_needs_no_judge);
  g_test_add_func ("/cert/clock/patterns-are-near", test_patterns_are_near);
  g_test_add_func ("/cert/clock/suspect", test_suspect);
  g_test_add_func ("/cert/clock/better-source-is-kept", test_better_source_is_kept);
  return g_test_run ();
}
