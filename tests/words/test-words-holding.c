/* What the certificate store's window says of keys, usages, the table of partners, replacements, cards and passwords. */
#include "words-holding.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"

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
test_key_and_usages (void)
{
  g_autoptr (WaybillCertIdentity) client
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "anna", NULL, WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + DAY, NULL, NULL);
  g_autofree char *usages = waybill_words_holding_usages (waybill_cert_identity_get_certificate (client));

  expect (waybill_words_holding_key (waybill_cert_identity_get_certificate (client)), "Elliptic curve, P-256");
  g_assert_true (g_str_has_prefix (usages, "Client authentication"));
}

static void
test_table (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour Foods", NULL);
  g_autoptr (WaybillCertCertificate) root
      = words_fixture_certificate ("Lab CA", NULL, TRUE, WORDS_FIXTURE_NOW - DAY, WORDS_FIXTURE_NOW + 900 * DAY);

  waybill_cert_store_add_authority (store, root, "Lab CA", FALSE, NULL, NULL);
  expect (waybill_words_holding_shown (partner, store), "None");
  expect (waybill_words_holding_trusted (partner, store), "The computer’s own");
  expect (waybill_words_holding_pinned (partner, store), "None");

  waybill_partner_set_system_trust (partner, FALSE);
  expect (waybill_words_holding_trusted (partner, store), "Nobody");
  waybill_partner_add_authority (partner, waybill_cert_certificate_get_fingerprint (root), NULL);
  waybill_partner_add_pin (partner, HEX, NULL);
  waybill_partner_set_identity (partner, HEX, NULL);
  expect (waybill_words_holding_shown (partner, store), "Not in the store any more");
  expect (waybill_words_holding_trusted (partner, store), "Lab CA");
  expect (waybill_words_holding_pinned (partner, store), "aa11bb22…");

  waybill_partner_set_protocol (partner, WAYBILL_REMOTE_PROTOCOL_SFTP);
  expect (waybill_words_holding_shown (partner, store), "Uses keys, not certificates");
  expect (waybill_words_holding_trusted (partner, store), "–");
  waybill_base_file_remove_tree (folder, NULL);
}

static void
test_what_was_done (void)
{
  g_autoptr (WaybillPartner) one = waybill_partner_new ("Harbour Foods", NULL);
  g_autoptr (WaybillPartner) two = waybill_partner_new ("Old Mill", NULL);
  g_autoptr (GPtrArray) users = g_ptr_array_new ();

  g_ptr_array_add (users, one);
  expect (waybill_words_holding_replaced ("old", "new", users), "“new” takes the place of “old” at Harbour Foods");
  g_ptr_array_add (users, two);
  expect (waybill_words_holding_replaced ("old", "new", users), "“new” takes the place of “old” at 2 partners");
  expect (waybill_words_holding_forgotten (WAYBILL_WORDS_KEPT_PASSWORD, "Old Mill"),
          "Password of the login at Old Mill forgotten");
  expect (waybill_words_holding_forgotten (WAYBILL_WORDS_KEPT_CERTIFICATE, "anna"),
          "Password of your certificate “anna” forgotten");
}

static void
test_what_is_there (void)
{
  expect (waybill_words_holding_card ("Old Mill card"), "On the card “Old Mill card”");
  for (guint kept = 0; kept < WAYBILL_WORDS_N_KEPT; kept++)
    words_assert_text (waybill_words_holding_kept ((WaybillWordsKept) kept));
  expect (waybill_words_holding_kept_where (WAYBILL_WORDS_KEPT_PROXY, TRUE), "Password of the proxy · in the keyring");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);

  g_test_add_func ("/words/holding/key-and-usages", test_key_and_usages);
  g_test_add_func ("/words/holding/table", test_table);
  g_test_add_func ("/words/holding/what-was-done", test_what_was_done);
  g_test_add_func ("/words/holding/what-is-there", test_what_is_there);

  return g_test_run ();
}
