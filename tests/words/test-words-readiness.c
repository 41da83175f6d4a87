/* A partner's readiness in words. */
#include "words-readiness.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"

#include <glib/gstdio.h>
#include <locale.h>

#define DAY 86400
#define HEX "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_reasons (void)
{
  static const struct
  {
    WaybillPartnerConcern worst;
    gint64 days, when;
    const char *reason, *sentence;
    gboolean check;
  } cases[] = {
    { WAYBILL_PARTNER_CONCERN_NONE, 0, 0, "Ready", "Ready" },
    { WAYBILL_PARTNER_CONCERN_NEVER_TESTED, 0, 0, "Never tested", "Almost ready: the connection was never tested." },
    { WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED, 0, 0, "Not encrypted", "Almost ready: the connection is not encrypted." },
    { WAYBILL_PARTNER_CONCERN_ENDS, 12, 0, "Certificate runs out in 12 days",
      "Almost ready: the certificate should be renewed." },
    { WAYBILL_PARTNER_CONCERN_ENDS, 1, 0, "Certificate runs out in 1 day",
      "Almost ready: the certificate should be renewed." },
    { WAYBILL_PARTNER_CONCERN_ENDS, 0, 0, "Certificate runs out within a day",
      "Almost ready: the certificate should be renewed." },
    { WAYBILL_PARTNER_CONCERN_FUTURE, 2, 0, "Certificate starts in 2 days",
      "Almost ready: the certificate is not valid yet." },
    { WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE, 0, 0, "An authority is missing",
      "Almost ready: an authority that you ticked is not in the store any more." },
    { WAYBILL_PARTNER_CONCERN_LAST_FAILED, 0, WORDS_FIXTURE_NOW - 300, "Last run failed at 13:35",
      "Almost ready: the last run failed." },
    { WAYBILL_PARTNER_CONCERN_LAST_FAILED, 0, WORDS_FIXTURE_NOW - DAY, "Last run failed, yesterday at 13:40",
      "Almost ready: the last run failed." },
    { WAYBILL_PARTNER_CONCERN_LAST_FAILED, 0, WORDS_FIXTURE_NOW - 300, "Last check failed at 13:35",
      "Almost ready: the last check failed.", TRUE },
    { WAYBILL_PARTNER_CONCERN_LAST_FAILED, 0, WORDS_FIXTURE_NOW - DAY, "Last check failed, yesterday at 13:40",
      "Almost ready: the last check failed.", TRUE },
    { WAYBILL_PARTNER_CONCERN_OVER, 3, 0, "Certificate ran out 3 days ago", "Not ready: the certificate ran out." },
    { WAYBILL_PARTNER_CONCERN_OVER, 0, 0, "Certificate ran out less than a day ago", "Not ready: the certificate ran out." },
    { WAYBILL_PARTNER_CONCERN_IDENTITY_GONE, 0, 0, "Certificate is missing",
      "Not ready: the certificate is not in the store any more." },
    { WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED, 0, 0, "Nobody is trusted", "Not ready: nobody is trusted." },
    { WAYBILL_PARTNER_CONCERN_NO_HOST, 0, 0, "Host is missing", "Not ready: the host is missing." },
  };

  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WaybillPartnerReadiness readiness
          = { .worst = cases[i].worst, .days = cases[i].days, .when = cases[i].when, .failed_check = cases[i].check };

      expect (waybill_words_readiness_reason (&readiness), cases[i].reason);
      expect (waybill_words_readiness_sentence (&readiness), cases[i].sentence);
    }
}

static void
test_wording (void)
{
  for (WaybillPartnerConcern worst = 0; worst <= WAYBILL_PARTNER_CONCERN_NO_HOST; worst++)
    {
      WaybillPartnerReadiness readiness = { .worst = worst };
      g_autofree char *reason = waybill_words_readiness_reason (&readiness);
      g_autofree char *sentence = waybill_words_readiness_sentence (&readiness);

      words_assert_text (reason);
      words_assert_text (sentence);
    }
  for (WaybillPartnerPage page = 0; page < WAYBILL_PARTNER_N_PAGES; page++)
    words_assert_text (waybill_words_readiness_title (page));
}

static void
test_pages (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
  WaybillPartnerReadiness readiness = { 0 };

  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_LOGIN), "No user name");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE), "None");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_TRUST),
          "The computer’s own authorities");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_FOLDERS), "Where the login leads");

  g_assert_true (waybill_partner_set_host (partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_user (partner, "edi4711", NULL));
  g_assert_true (waybill_partner_set_identity (partner, HEX, NULL));
  g_assert_true (waybill_partner_add_pin (partner, HEX, NULL));
  g_assert_true (waybill_partner_set_local_dir (partner, "/home/kim/harbour", NULL));
  readiness.authorities = 2;
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CONNECTION),
          "ftp.example.com, port 21");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_LOGIN), "edi4711");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE),
          "Not in the store any more");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_TRUST),
          "2 authorities, 1 pin, the computer’s own");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_FOLDERS), "harbour");

  g_assert_true (waybill_partner_set_remote_dir (partner, "/inbox", NULL));
  waybill_partner_set_protocol (partner, WAYBILL_REMOTE_PROTOCOL_FTP);
  waybill_partner_set_port (partner, 2121);
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CONNECTION),
          "ftp.example.com, port 2121, not encrypted");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_TRUST), "Not used without TLS");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_FOLDERS), "harbour and /inbox");
  g_rmdir (folder);
}

static void
test_concern_comes_first (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
  WaybillPartnerReadiness readiness = { 0 };

  readiness.pages[WAYBILL_PARTNER_PAGE_CONNECTION] = WAYBILL_PARTNER_CONCERN_NO_HOST;
  readiness.pages[WAYBILL_PARTNER_PAGE_TRUST] = WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED;

  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CONNECTION), "Host is missing");
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_TRUST), "Nobody is trusted");
  g_rmdir (folder);
}

static void
test_certificate_in_the_store (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
  g_autoptr (WaybillCertCertificate) authority
      = words_fixture_certificate ("a", NULL, TRUE, WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + DAY);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (authority);
  WaybillPartnerReadiness readiness = { 0 };

  g_assert_nonnull (waybill_cert_store_add_authority (store, authority, NULL, FALSE, NULL, NULL));
  g_assert_true (waybill_partner_set_identity (partner, fingerprint, NULL));

  /* An entry without a key cannot be shown. */
  expect (waybill_words_readiness_page (partner, store, &readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE),
          "Not in the store any more");
  g_assert_true (waybill_cert_store_remove (store, fingerprint, NULL));
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/readiness/reasons", test_reasons);
  g_test_add_func ("/words/readiness/wording", test_wording);
  g_test_add_func ("/words/readiness/pages", test_pages);
  g_test_add_func ("/words/readiness/concern-comes-first", test_concern_comes_first);
  g_test_add_func ("/words/readiness/certificate-in-the-store", test_certificate_in_the_store);
  return g_test_run ();
}
