/* The import in words. */
#include "words-import.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"
#include "base-file.h"

#include <locale.h>

#define DAY 86400

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static WaybillCertSource *
read_source (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), name, NULL);
  g_autofree char *base = g_path_get_basename (name);
  g_autoptr (GBytes) content = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, NULL);

  g_assert_nonnull (content);
  return waybill_cert_source_new (base, content, 0);
}

static void
expect_finding (const char *name, const char *sentence)
{
  g_autoptr (WaybillCertSource) source = read_source (name);

  expect (waybill_words_import_finding (source), sentence);
}

static void
test_findings (void)
{
  expect_finding ("client/modern.pfx", "A key with its certificate (PKCS #12), locked with a password");
  expect_finding ("ca/root.der.cer", "An authority: Lab Root CA");
  expect_finding ("client/anna.der.cer", "A certificate without its key: anna");
  expect_finding ("ca/chain.der.p7b", "A list of 2 certificates (PKCS #7)");
  expect_finding ("client/anna.key", "A key without its certificate");
  expect_finding ("client/garbage.pfx", "Not a certificate. It will be left out.");
  expect_finding ("client/modern-emptypw.pfx", "A key with its certificate: anna");
  expect_finding ("ca/chain.pem", "A list of 2 certificates");
}

static WaybillCertEntry
new_entry (const char *label, gint64 begin, gint64 end)
{
  return (WaybillCertEntry){
    .label = (char *) label,
    .certificate = words_fixture_certificate ("a", NULL, TRUE, begin, end),
  };
}

static void
test_what_a_partner_uses (void)
{
  WaybillCertEntry good = new_entry ("good", WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + 400 * DAY);
  WaybillCertEntry ending = new_entry ("ending", WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + 12 * DAY);
  WaybillCertEntry over = new_entry ("over", WORDS_FIXTURE_NOW - 9 * DAY, WORDS_FIXTURE_NOW - 3 * DAY);

  expect (waybill_words_import_uses (NULL, FALSE), "No certificate yet");
  expect (waybill_words_import_uses (NULL, TRUE), "Its certificate is not in the store any more");
  expect (waybill_words_import_uses (&good, TRUE), "Uses “good”");
  expect (waybill_words_import_uses (&ending, TRUE), "Uses “ending” now; it runs out in 12 days");
  expect (waybill_words_import_uses (&over, TRUE), "Uses “over” now; it ran out 3 days ago");
  waybill_cert_certificate_unref (good.certificate);
  waybill_cert_certificate_unref (ending.certificate);
  waybill_cert_certificate_unref (over.certificate);
}

static void
test_older (void)
{
  static const char *const none[] = { NULL };
  static const char *const two[] = { "Harbour Foods", "Lindqvist Bakery", NULL };
  static const char *const four[] = { "a", "b", "c", "d", NULL };
  WaybillCertEntry older = new_entry ("older", WORDS_FIXTURE_NOW - 900 * DAY, WORDS_FIXTURE_NOW + 12 * DAY);
  WaybillCertEntry stranger = new_entry ("stranger", WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + 400 * DAY);

  expect (waybill_words_import_older (&older, older.certificate, none),
          "Same authority · runs out in 12 days · trusted for nobody");
  expect (waybill_words_import_older (&older, older.certificate, two),
          "Same authority · runs out in 12 days · trusted for Harbour Foods, Lindqvist Bakery");
  expect (waybill_words_import_older (&older, stranger.certificate, four),
          "Same name, another key · runs out in 12 days · trusted for 4 partners");
  waybill_cert_certificate_unref (stranger.certificate);
  waybill_cert_certificate_unref (older.certificate);
}

static void
test_done (void)
{
  static const char *const none[] = { NULL };
  static const char *const one[] = { "Harbour Foods", NULL };

  expect (waybill_words_import_done (TRUE, FALSE, one), "Assigned to Harbour Foods");
  expect (waybill_words_import_done (TRUE, FALSE, none), "Kept in the store, not assigned yet");
  expect (waybill_words_import_done (FALSE, TRUE, one), "Replaces the older one; trusted for Harbour Foods");
  expect (waybill_words_import_done (FALSE, TRUE, none), "Replaces the older one");
  expect (waybill_words_import_done (FALSE, FALSE, one), "Trusted for Harbour Foods");
  expect (waybill_words_import_done (FALSE, FALSE, none), "Kept in the store, trusted by nobody yet");
}

static void
test_left_out (void)
{
  expect (waybill_words_import_left_out (1, 100), "Only the first 100 files are looked at. 1 more was left out.");
  expect (waybill_words_import_left_out (12, 100), "Only the first 100 files are looked at. 12 more were left out.");
}

static void
test_chain (void)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (WaybillCertPlan) plan = NULL;
  WaybillCertPlanItem item = { .is_complete = TRUE };
  WaybillCertPlanItem broken = { .missing = (char *) "Harbour \342\200\256Root" };
  gboolean is_good;

  plan = waybill_cert_plan_new (sources, NULL);
  expect (waybill_words_import_chain (plan, &item, &is_good),
          "The key and the certificate belong together, and the chain is complete up to the root.");
  g_assert_true (is_good);
  expect (waybill_words_import_chain (plan, &broken, &is_good),
          "One authority of the chain is missing: Harbour \\u202eRoot. The partner can send it.");
  g_assert_false (is_good);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  g_test_add_func ("/words/import/findings", test_findings);
  g_test_add_func ("/words/import/what-a-partner-uses", test_what_a_partner_uses);
  g_test_add_func ("/words/import/older", test_older);
  g_test_add_func ("/words/import/done", test_done);
  g_test_add_func ("/words/import/left-out", test_left_out);
  g_test_add_func ("/words/import/chain", test_chain);
  return g_test_run ();
}
