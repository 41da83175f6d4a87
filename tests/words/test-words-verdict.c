/* A verdict's reasons, times and chain as sentences. */
#include "words-verdict.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#define DAY 86400
#define ALL_REASONS ((WAYBILL_CERT_REASON_PATH_LENGTH << 1) - 1)

static void
test_all_reasons (void)
{
  g_autoptr (WaybillCertCertificate) leaf = words_fixture_certificate ("other.example", "other.example", FALSE,
                                                                       WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + DAY);
  g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, ALL_REASONS);
  g_auto (GStrv) sentences = waybill_words_verdict_reasons (verdict);
  g_autofree char *because = waybill_words_verdict_because (verdict);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (g_strv_length (sentences), ==, 15);
  for (guint i = 0; sentences[i] != NULL; i++)
    {
      words_assert_text (sentences[i]);
      g_assert_true (g_hash_table_add (seen, sentences[i]));
      g_assert_nonnull (strstr (because, sentences[i]));
    }
}

static void
test_each_reason_alone (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("other.example", NULL, FALSE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + DAY);

  for (guint reason = 1; reason < ALL_REASONS; reason <<= 1)
    {
      g_autoptr (WaybillCertVerdict) bare = words_fixture_verdict (NULL, reason);
      g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, reason);
      g_autofree char *because = waybill_words_verdict_because (verdict);
      g_autofree char *bare_because = waybill_words_verdict_because (bare);
      g_autofree char *next = waybill_words_verdict_next (verdict);

      words_assert_text (because);
      words_assert_text (bare_because);
      words_assert_text (next);
      g_assert_nonnull (waybill_words_verdict_reason_name (reason));
    }
  g_assert_null (waybill_words_verdict_reason_name (0));
}

/* Not two sentences about one authority. */
static void
test_namesake (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("Grain CA", NULL, TRUE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + DAY);
  g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict_of_namesake (leaf, WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY);
  g_auto (GStrv) sentences = waybill_words_verdict_reasons (verdict);
  g_autofree char *next = waybill_words_verdict_next (verdict);

  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  g_assert_nonnull (strstr (sentences[0], "by “Grain CA”, but not by the one of that name whom you trust"));
  g_assert_nonnull (strstr (next, "whether they have renewed their authority"));
  words_assert_text (sentences[0]);
  words_assert_text (next);
}

static void
expect_because (gint64 not_before, gint64 not_after, guint reason, const char *expected)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, not_before, not_after);
  g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, reason);
  g_autofree char *because = waybill_words_verdict_because (verdict);

  g_assert_cmpstr (because, ==, expected);
}

#define SILENT "The server does not tell its time, so nobody can tell from here whether a clock is wrong."

static void
test_times (void)
{
  expect_because (WORDS_FIXTURE_NOW + 25 * 60, WORDS_FIXTURE_NOW + DAY, WAYBILL_CERT_REASON_NOT_YET_VALID,
                  "This certificate starts at 14:05 UTC; your computer says it is 13:40 UTC (14:40 CET), 25 minutes "
                  "earlier. " SILENT);
  expect_because (
      WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW - 25 * 60, WAYBILL_CERT_REASON_EXPIRED,
      "This certificate ran out at 13:15 UTC; your computer says it is 13:40 UTC (14:40 CET), 25 minutes later. " SILENT);
  expect_because (WORDS_FIXTURE_NOW - 90 * DAY, WORDS_FIXTURE_NOW - 30 * DAY, WAYBILL_CERT_REASON_EXPIRED,
                  "This certificate ran out on 23 October 2026 at 13:40 UTC; your computer says it is 22 November 2026 at "
                  "13:40 UTC (14:40 CET), 30 days later.");
  expect_because (WORDS_FIXTURE_NOW + 2 * DAY, WORDS_FIXTURE_NOW + 9 * DAY, WAYBILL_CERT_REASON_NOT_YET_VALID,
                  "This certificate starts on 24 November 2026 at 13:40 UTC; your computer says it is 22 November 2026 at "
                  "13:40 UTC (14:40 CET), 2 days earlier. " SILENT);
}

static void
test_real_verdict (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + DAY);
  g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, 0);
  g_autofree char *headline = waybill_words_verdict_headline (verdict);
  g_auto (GStrv) sentences = waybill_words_verdict_reasons (verdict);

  g_assert_cmpstr (headline, ==, "Not accepted");
  g_assert_cmpuint (g_strv_length (sentences), >=, 1);
}

static WaybillCertVerdict *
accepted_by (WaybillCertTrust *trust, WaybillCertCertificate *leaf)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillCertVerdict) reset = words_fixture_verdict (leaf, 0);

  g_ptr_array_add (chain, leaf);
  return waybill_cert_verdict_new (chain, trust, "ftp.example", WORDS_FIXTURE_NOW);
}

static void
test_accepted (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + DAY);
  const char *pins[] = { waybill_cert_certificate_get_fingerprint (leaf), NULL };
  g_autoptr (WaybillCertTrust) nobody = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);
  g_autoptr (WaybillCertTrust) pin = waybill_cert_trust_new (FALSE, NULL, pins, NULL);
  g_autoptr (WaybillCertTrust) exception = waybill_cert_trust_with_exception (nobody, pins[0]);
  g_autoptr (WaybillCertVerdict) by_pin = accepted_by (pin, leaf);
  g_autoptr (WaybillCertVerdict) by_exception = accepted_by (exception, leaf);
  g_autofree char *pin_text = waybill_words_verdict_because (by_pin);
  g_autofree char *exception_text = waybill_words_verdict_because (by_exception);
  g_autofree char *headline = waybill_words_verdict_headline (by_pin);

  g_assert_cmpstr (pin_text, ==, "It is the certificate that you pinned for this partner.");
  g_assert_cmpstr (exception_text, ==, "You accepted this certificate for this session.");
  g_assert_cmpstr (headline, ==, "Accepted, it is the pinned certificate");
}

static void
test_chain (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, WORDS_FIXTURE_NOW - DAY,
                                   WORDS_FIXTURE_NOW + 90 * DAY);
  g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, 0);
  g_auto (GStrv) rows = NULL;

  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  rows = waybill_words_verdict_chain (verdict);

  g_assert_cmpuint (g_strv_length (rows), ==, 1);
  g_assert_true (g_str_has_prefix (rows[0], "“ftp.example”, issued by itself\nvalid until 20 February 2027, in 2 months"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "CET-1", TRUE);
  tzset ();
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/verdict/all-reasons-are-listed", test_all_reasons);
  g_test_add_func ("/words/verdict/each-reason-alone", test_each_reason_alone);
  g_test_add_func ("/words/verdict/name-of-a-trusted-one", test_namesake);
  g_test_add_func ("/words/verdict/times-with-zone", test_times);
  g_test_add_func ("/words/verdict/real-refusal", test_real_verdict);
  g_test_add_func ("/words/verdict/accepted", test_accepted);
  g_test_add_func ("/words/verdict/chain", test_chain);
  return g_test_run ();
}
