/* The clock's page and sentences: by whom is blamed, where the server's time comes from, and when there is no page at all.
 */
#include "words-clock.h"

#include "base-clock.h"

#include "words-assert.h"
#include "words-fixture.h"
#include "words-verdict.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define NOW WORDS_FIXTURE_NOW /* 22 November 2026 13:40 UTC */
#define S(source) WAYBILL_CERT_CLOCK_SOURCE_##source

/* Pinned, so that the time alone stands against it. from, to, seen: from now on. */
static WaybillCertVerdict *
make_verdict (gint64 from, gint64 to, WaybillCertClockSource source, gint64 ahead, gint64 seen, gboolean is_kept)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, NOW + from, NOW + to);
  const char *pins[] = { waybill_cert_certificate_get_fingerprint (leaf), NULL };
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, pins, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  const WaybillCertClockReading server = { source, ahead, NOW + seen };

  g_ptr_array_add (chain, leaf);
  verdict = waybill_cert_verdict_new (chain, trust, "ftp.example", NOW);
  return waybill_cert_verdict_with_clock (verdict, &server, is_kept);
}

typedef struct
{
  const char *name;
  gint64 from, to;
  WaybillCertClockSource source;
  gint64 ahead, seen;
  gboolean is_kept;
  const char *heading, *body, *difference;
  const char *sentences[WAYBILL_WORDS_N_CLOCKS];
  const char *conclusion;
} Row;

#define HERE "This computer’s clock: Sunday 22 November 2026, 14:40 in CET, which is 13:40 UTC"
#define NOTHING_SENT "Nothing has been sent yet, neither your user name nor your password nor a file."
#define EARLY "So the certificate of Harbour Foods seems not to be valid yet."
#define LATE "So the certificate of Harbour Foods seems to have run out."
#define IN_ORDER " The certificate and the partner are in order."

static const Row rows[] = {
  { "an-hour-behind",
    59 * MINUTE,
    730 * DAY,
    S (GREETING),
    61 * MINUTE,
    0,
    FALSE,
    "This computer’s clock is about an hour behind",
    EARLY,
    "61 minutes behind",
    { HERE, "The server’s clock, as its greeting says: 14:41 UTC",
      "The certificate is good from 22 November 2026 at 14:39 UTC, for 23 months" },
    "61 minutes is almost exactly an hour: the time zone or daylight saving is probably set wrongly, not the clock "
    "itself." IN_ORDER },
  { "days-ahead",
    -90 * DAY,
    -HOUR,
    S (UPLOAD),
    -2 * DAY,
    0,
    FALSE,
    "This computer’s clock is about 2 days ahead",
    LATE,
    "2 days ahead",
    { HERE, "The server’s clock, by a file that it has just taken: 20 November 2026 at 13:40 UTC",
      "The certificate was good until 22 November 2026 at 12:40 UTC" },
    "The time of the day agrees, but the date is 2 days off." IN_ORDER },
  { "twenty-five-hours",
    DAY,
    90 * DAY,
    S (HANDSHAKE),
    25 * HOUR + 5,
    0,
    FALSE,
    "This computer’s clock is about 25 hours behind",
    EARLY,
    "25 hours behind",
    { HERE, "The server’s clock, as its TLS says: 23 November 2026 at 14:40 UTC",
      "The certificate is good from 23 November 2026 at 13:40 UTC, for 2 months" },
    "The server’s clock fits the certificate, this computer’s does not." IN_ORDER },
  { "server-is-wrong",
    5 * HOUR,
    90 * DAY,
    S (GREETING),
    6 * HOUR,
    0,
    TRUE,
    "The server’s clock is wrong",
    EARLY,
    "6 hours behind",
    { HERE, "The server’s clock, as its greeting says: 19:40 UTC",
      "The certificate is good from 22 November 2026 at 18:40 UTC, for 2 months" },
    "A time server keeps this computer’s clock, so the server’s is wrong most likely: it is about 6 hours ahead. 6 hours is "
    "almost exactly as far as time zones are apart: the time zone is probably set wrongly, not the clock itself." },
  { "both-agree",
    3 * HOUR,
    90 * DAY,
    S (GREETING),
    10,
    0,
    FALSE,
    "Their certificate starts in 3 hours",
    NOTHING_SENT,
    NULL,
    { HERE, "The server’s clock, as its greeting says: 13:40 UTC",
      "The certificate is good from 22 November 2026 at 16:40 UTC, for 2 months" },
    "Both clocks say the same of it, so it is most likely the certificate. Wait until then, or ask the partner for a "
    "certificate that is valid today." },
  { "nobody-told",
    -90 * DAY,
    -3 * DAY,
    S (NONE),
    0,
    0,
    FALSE,
    "Their certificate ran out 3 days ago",
    NOTHING_SENT,
    NULL,
    { HERE, "The server’s clock: it does not tell", "The certificate was good until 19 November 2026 at 13:40 UTC" },
    "The server does not tell its time, so nobody can tell from here whether a clock is wrong. Check this computer’s clock "
    "and time zone; if they are right, ask the partner for a valid certificate." },
  { "minutes-alone",
    2 * HOUR,
    90 * DAY,
    S (TIME_OF_DAY),
    HOUR + 20,
    0,
    FALSE,
    "Their certificate starts in 2 hours",
    NOTHING_SENT,
    NULL,
    { HERE, "The server says it is 14:40 in its own time zone, which it does not name.",
      "The certificate is good from 22 November 2026 at 15:40 UTC, for 2 months" },
    "The server says it is 14:40 in its own time zone, which it does not name. The minutes agree with this computer’s: a "
    "clock that is wrong is wrong by its time zone or its date. Check this computer’s clock and time zone; if they are "
    "right, ask the partner for a valid certificate." },
  { "status",
    10 * MINUTE,
    90 * DAY,
    S (STATUS),
    20 * MINUTE,
    0,
    FALSE,
    "This computer’s clock is at least 20 minutes behind",
    EARLY,
    "20 minutes behind",
    { HERE, "What came with the certificate, to say that it is not withdrawn, was made at 14:00 UTC.",
      "The certificate is good from 22 November 2026 at 13:50 UTC, for 2 months" },
    "The server’s clock fits the certificate, this computer’s does not." IN_ORDER },
  { "learnt",
    30 * MINUTE,
    90 * DAY,
    S (LEARNT),
    61 * MINUTE,
    -10 * DAY,
    FALSE,
    "This computer’s clock is about an hour behind",
    EARLY,
    "61 minutes behind",
    { HERE, "When it was last compared, 12 November, the server’s clock was 61 minutes ahead.",
      "The certificate is good from 22 November 2026 at 14:10 UTC, for 2 months" },
    "61 minutes is almost exactly an hour: the time zone or daylight saving is probably set wrongly, not the clock "
    "itself." IN_ORDER },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (WaybillCertVerdict) verdict
      = make_verdict (row->from, row->to, row->source, row->ahead, row->seen, row->is_kept);
  g_autoptr (WaybillWordsClock) clock = waybill_words_clock_new (verdict, "Harbour Foods");
  g_autofree char *report = NULL;

  g_assert_nonnull (clock);
  g_assert_cmpstr (clock->heading, ==, row->heading);
  g_assert_cmpstr (clock->body, ==, row->body);
  g_assert_cmpstr (clock->difference, ==, row->difference);
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    g_assert_cmpstr (clock->times[i].sentence, ==, row->sentences[i]);
  g_assert_cmpstr (clock->conclusion, ==, row->conclusion);
  words_assert_text (clock->conclusion);
  report = waybill_words_clock_report (clock);
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    g_assert_nonnull (strstr (report, row->sentences[i]));
}

static void
test_line_of_time (void)
{
  g_autoptr (WaybillCertVerdict) near = make_verdict (59 * MINUTE, DAY, S (GREETING), 61 * MINUTE, 0, FALSE);
  g_autoptr (WaybillWordsClock) today = waybill_words_clock_new (near, "P");
  g_autoptr (WaybillCertVerdict) far = make_verdict (-900 * DAY, -DAY, S (NONE), 0, 0, FALSE);
  g_autoptr (WaybillWordsClock) days = waybill_words_clock_new (far, "P");

  g_assert_cmpstr (today->times[WAYBILL_WORDS_CLOCK_COMPUTER].clock, ==, "13:40 UTC");
  g_assert_cmpstr (today->times[WAYBILL_WORDS_CLOCK_CERTIFICATE].name, ==, "Certificate starts");
  g_assert_cmpint (today->times[WAYBILL_WORDS_CLOCK_SERVER].time, ==, NOW + 61 * MINUTE);
  g_assert_true (today->times[WAYBILL_WORDS_CLOCK_SERVER].is_known);
  g_assert_cmpstr (days->times[WAYBILL_WORDS_CLOCK_CERTIFICATE].name, ==, "Certificate ran out");
  g_assert_cmpstr (days->times[WAYBILL_WORDS_CLOCK_CERTIFICATE].clock, ==, "21 Nov, 13:40 UTC");
  g_assert_false (days->times[WAYBILL_WORDS_CLOCK_SERVER].is_known);
}

/* Where another reason stands beside it, or the certificate is long over, the trust question is the right one. */
static void
test_no_page (void)
{
  g_autoptr (WaybillCertVerdict) old = make_verdict (-90 * DAY, -30 * DAY, S (NONE), 0, 0, FALSE);
  g_autoptr (WaybillCertVerdict) fine = make_verdict (-DAY, DAY, S (GREETING), HOUR, 0, FALSE);
  g_autoptr (WaybillCertCertificate) leaf = words_fixture_certificate ("x", "x.example", FALSE, NOW + HOUR, NOW + DAY);
  g_autoptr (WaybillCertVerdict) stranger = words_fixture_verdict (leaf, 0);

  g_assert_null (waybill_words_clock_new (old, "P"));
  g_assert_null (waybill_words_clock_new (fine, "P"));
  g_assert_null (waybill_words_clock_new (stranger, "P"));
}

static void
expect (WaybillCertVerdict *verdict, const char *because, const char *next)
{
  g_autofree char *said = waybill_words_verdict_because (verdict);
  g_autofree char *step = waybill_words_verdict_next (verdict);

  g_assert_cmpstr (said, ==, because);
  g_assert_cmpstr (step, ==, next);
}

/* What the check and the command line say: all three times and the difference in one paragraph. */
static void
test_reason (void)
{
  g_autoptr (WaybillCertVerdict) behind = make_verdict (59 * MINUTE, DAY, S (GREETING), 61 * MINUTE, 0, FALSE);
  g_autoptr (WaybillCertVerdict) kept = make_verdict (59 * MINUTE, DAY, S (GREETING), 61 * MINUTE, 0, TRUE);
  g_autoptr (WaybillCertVerdict) agree = make_verdict (-DAY, -2 * HOUR, S (GREETING), 4, 0, FALSE);

  expect (behind,
          "This certificate starts at 14:39 UTC; your computer says it is 13:40 UTC (14:40 CET), 59 minutes earlier. The "
          "server says it is 14:41 UTC. This computer’s clock is about an hour behind. 61 minutes is almost exactly an "
          "hour: the time zone or daylight saving is probably set wrongly, not the clock itself.",
          "Set this computer’s clock and time zone, then try again.");
  expect (kept,
          "This certificate starts at 14:39 UTC; your computer says it is 13:40 UTC (14:40 CET), 59 minutes earlier. The "
          "server says it is 14:41 UTC. A time server keeps this computer’s clock, so the server’s is wrong most likely: it "
          "is about an hour ahead. 61 minutes is almost exactly an hour: the time zone or daylight saving is probably set "
          "wrongly, not the clock itself.",
          "Tell the partner that their server’s clock is wrong.");
  expect (agree,
          "This certificate ran out at 11:40 UTC; your computer says it is 13:40 UTC (14:40 CET), 2 hours later. The server "
          "says it is 13:40 UTC. So it has run out by the server’s clock, too.",
          "Ask the partner for a valid certificate.");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "CET-1", TRUE);
  tzset ();
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  waybill_base_clock_set_now (NOW);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/words/clock/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/words/clock/line-of-time", test_line_of_time);
  g_test_add_func ("/words/clock/no-page", test_no_page);
  g_test_add_func ("/words/clock/reason", test_reason);
  return g_test_run ();
}
