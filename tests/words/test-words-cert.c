/* A certificate in words. */
#include "words-cert.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"

#include <locale.h>

#define DAY 86400

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_validity (void)
{
  g_autoptr (WaybillCertCertificate) good
      = words_fixture_certificate ("a", NULL, FALSE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + 366 * DAY);
  g_autoptr (WaybillCertCertificate) over
      = words_fixture_certificate ("a", NULL, FALSE, WORDS_FIXTURE_NOW - 9 * DAY, WORDS_FIXTURE_NOW - 3 * DAY);
  g_autoptr (WaybillCertCertificate) future
      = words_fixture_certificate ("a", NULL, FALSE, WORDS_FIXTURE_NOW + 2 * DAY, WORDS_FIXTURE_NOW + 9 * DAY);
  g_autoptr (WaybillCertCertificate) ending
      = words_fixture_certificate ("a", NULL, FALSE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + 12 * DAY);

  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);

  expect (waybill_words_cert_validity (good), "valid until 23 November 2027, in 12 months");
  expect (waybill_words_cert_validity (over), "ran out 3 days ago");
  expect (waybill_words_cert_validity (future), "starts in 2 days");
  expect (waybill_words_cert_expiry (good), "Good for 12 months");
  expect (waybill_words_cert_expiry (ending), "Runs out in 12 days");
  expect (waybill_words_cert_expiry (over), "Ran out 3 days ago");
  g_assert_cmpint (waybill_words_cert_get_life (future), ==, WAYBILL_WORDS_LIFE_FUTURE);
  g_assert_cmpint (waybill_words_cert_get_life (ending), ==, WAYBILL_WORDS_LIFE_ENDING);
}

static void
test_kind_and_purpose (void)
{
  g_autoptr (WaybillCertCertificate) leaf
      = words_fixture_certificate ("a", NULL, FALSE, WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + DAY);
  g_autoptr (WaybillCertCertificate) authority
      = words_fixture_certificate ("a", NULL, TRUE, WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + DAY);

  g_assert_cmpstr (waybill_words_cert_kind (leaf, TRUE), ==, "your certificate and private key");
  g_assert_cmpstr (waybill_words_cert_kind (leaf, FALSE), ==, "certificate without key");
  g_assert_cmpstr (waybill_words_cert_kind (authority, FALSE), ==, "authority");
  expect (waybill_words_cert_purpose (leaf), "good for logging in and for servers");
  expect (waybill_words_cert_purpose (authority), "vouches for other certificates");
}

static void
test_fingerprint (void)
{
  expect (waybill_words_cert_fingerprint ("3a:5f:00:11:ff"), "3A5F 0011 FF");
  expect (waybill_words_cert_fingerprint ("3a5f0011"), "3A5F 0011");
  expect (waybill_words_cert_fingerprint (""), "");
}

static void
test_remarks (void)
{
  const guint all = WAYBILL_CERT_REMARK_NO_SEAL | WAYBILL_CERT_REMARK_SEAL_UNKNOWN | WAYBILL_CERT_REMARK_OLD_CIPHER
                    | WAYBILL_CERT_REMARK_NO_PASSWORD | WAYBILL_CERT_REMARK_CROWDED;
  g_auto (GStrv) texts = waybill_words_cert_remarks (all);
  g_auto (GStrv) none = waybill_words_cert_remarks (0);

  g_assert_cmpuint (g_strv_length (texts), ==, 5);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  for (guint i = 0; texts[i] != NULL; i++)
    words_assert_text (texts[i]);
}

static void
test_found (void)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) two = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const WaybillCertImport some = { .identities = one, .authorities = two, .others = none };
  const WaybillCertImport nothing = { .identities = none, .authorities = none, .others = none };

  g_ptr_array_set_size (one, 1);
  g_ptr_array_set_size (two, 2);

  expect (waybill_words_cert_found (&some), "The files hold 1 certificate with its key, 2 authorities.");
  expect (waybill_words_cert_found (&nothing), "The files hold nothing that can be used.");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/cert/validity", test_validity);
  g_test_add_func ("/words/cert/kind-and-purpose", test_kind_and_purpose);
  g_test_add_func ("/words/cert/fingerprint-in-groups-of-four", test_fingerprint);
  g_test_add_func ("/words/cert/remarks", test_remarks);
  g_test_add_func ("/words/cert/found", test_found);
  return g_test_run ();
}
