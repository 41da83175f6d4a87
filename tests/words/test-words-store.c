/* The certificate store in words: uses, chains, what a change did. */
#include "words-store.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"
#include "base-file.h"

#include <locale.h>

#define DAY 86400
#define HEX "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"
#define OTHER "0011bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static WaybillCertCertificate *
certificate_for (int first_day, int last_day, gboolean is_authority)
{
  return words_fixture_certificate ("Lab CA", NULL, is_authority, WORDS_FIXTURE_NOW + first_day * DAY,
                                    WORDS_FIXTURE_NOW + last_day * DAY);
}

static void
test_uses (void)
{
  static const struct
  {
    guint use;
    const char *text;
  } rows[] = {
    { 0, "" },
    { WAYBILL_WORDS_STORE_SHOWS, "You log in with it" },
    { WAYBILL_WORDS_STORE_TRUSTS, "You trust servers it vouches for" },
    { WAYBILL_WORDS_STORE_PINS, "The server’s own certificate, pinned" },
    { WAYBILL_WORDS_STORE_SHOWS | WAYBILL_WORDS_STORE_PINS, "You log in with it · The server’s own certificate, pinned" },
  };
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour Foods", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (waybill_words_store_use (rows[i].use), rows[i].text);

  g_assert_cmpuint (waybill_words_store_get_use (partner, HEX), ==, 0);
  g_assert_true (waybill_partner_set_identity (partner, HEX, NULL));
  g_assert_true (waybill_partner_add_authority (partner, OTHER, NULL));
  g_assert_true (waybill_partner_add_pin (partner, HEX, NULL));
  g_assert_cmpuint (waybill_words_store_get_use (partner, HEX), ==, WAYBILL_WORDS_STORE_SHOWS | WAYBILL_WORDS_STORE_PINS);
  g_assert_cmpuint (waybill_words_store_get_use (partner, OTHER), ==, WAYBILL_WORDS_STORE_TRUSTS);
}

static void
test_used_by_and_removed (void)
{
  static const char *const names[] = { "Harbour Foods", "Norrland", "Baltic Timber", "Ålesund Fisk", "Zeta" };
  static const struct
  {
    guint users;
    const char *used_by;
    const char *removed;
  } rows[] = {
    { 0, "Used by nobody", "“Old CA” removed" },
    { 1, "Used by Harbour Foods", "“Old CA” removed; Harbour Foods loses it" },
    { 2, "Used by Harbour Foods, Norrland", "“Old CA” removed; 2 partners lose it" },
    { 3, "Used by Harbour Foods, Norrland, Baltic Timber", "“Old CA” removed; 3 partners lose it" },
    { 5, "Used by Harbour Foods, Norrland, Baltic Timber and 2 more", "“Old CA” removed; 5 partners lose it" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint n = 0; n < rows[i].users; n++)
        g_ptr_array_add (users, waybill_partner_new (names[n], NULL));
      expect (waybill_words_store_used_by (users), rows[i].used_by);
      expect (waybill_words_store_removed ("Old CA", users), rows[i].removed);
    }
}

static void
test_life (void)
{
  static const struct
  {
    int first_day, last_day;
    double left;
    const char *until;
    const char *link;
  } rows[] = {
    { -300, 100, 0.25, "Good for 3 months, until 2 March 2027 at 13:40 UTC", "Authority · in the store · ends in 3 months" },
    { -88, 12, 0.12, "Runs out in 12 days, 4 December 2026 at 13:40 UTC", "Authority · in the store · ends in 12 days" },
    { -9, -3, 0, "Ran out 3 days ago, 19 November 2026 at 13:40 UTC", "Authority · in the store · ran out 3 days ago" },
    { 2, 9, 1, "Not valid before 24 November at 13:40", "Authority · in the store · not valid before 24 November" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertCertificate) certificate = certificate_for (rows[i].first_day, rows[i].last_day, TRUE);

      g_assert_cmpfloat_with_epsilon (waybill_words_store_life_left (certificate), rows[i].left, 0.001);
      expect (waybill_words_store_until (certificate), rows[i].until);
      expect (waybill_words_store_link (certificate, WAYBILL_WORDS_STORE_IN_STORE, FALSE), rows[i].link);
    }
}

static void
test_particulars (void)
{
  g_autoptr (WaybillCertCertificate) leaf = certificate_for (-1, 12, FALSE);
  g_autoptr (WaybillCertCertificate) authority = certificate_for (-1, 12, TRUE);
  WaybillCertEntry locked = { .is_identity = TRUE, .is_protected = TRUE };
  WaybillCertEntry open = { .is_identity = TRUE };
  WaybillCertEntry card = { .is_identity = TRUE, .token = (char *) "pkcs11:object=anna" };

  expect (waybill_words_store_period (leaf), "From 21 November 2026 at 13:40 UTC\nto 4 December 2026 at 13:40 UTC");
  g_assert_cmpstr (waybill_words_store_purpose (leaf), ==, "Logging in, and servers");
  g_assert_cmpstr (waybill_words_store_purpose (authority), ==, "Vouching for other certificates");
  g_assert_cmpstr (waybill_words_store_key (&locked), ==, "In the certificate store, locked with a password");
  g_assert_cmpstr (waybill_words_store_key (&open), !=, waybill_words_store_key (&locked));
  g_assert_cmpstr (waybill_words_store_key (&card), ==, "On a card; it never leaves it");
  expect (waybill_words_store_link (leaf, WAYBILL_WORDS_STORE_ON_CARD, TRUE),
          "Your certificate · key on a card · ends in 12 days");
  expect (waybill_words_store_link (leaf, WAYBILL_WORDS_STORE_IN_STORE, TRUE),
          "Your certificate · key in the store · ends in 12 days");
  expect (waybill_words_store_link (authority, WAYBILL_WORDS_STORE_CAME_WITH, FALSE),
          "Authority · came with your certificate · ends in 12 days");
  expect (waybill_words_store_missing ("Lab Root CA"), "Missing: Lab Root CA");
  expect (waybill_words_store_fingerprint (HEX),
          "AA11 BB22 CC33 DD44 EE55 FF66 AA11 BB22\nCC33 DD44 EE55 FF66 AA11 BB22 CC33 DD44");
  expect (waybill_words_store_spoken ("AA1 B\n2"), "A A 1 B 2");
}

static void
test_partners (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-store-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillCertCertificate) authority = certificate_for (-1, 400, TRUE);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour Foods", NULL);
  const WaybillCertEntry *entry = waybill_cert_store_add_authority (store, authority, "Lab CA 2027", FALSE, NULL, NULL);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);

  expect (waybill_words_store_identity_of (partner, store), "No certificate of yours");
  expect (waybill_words_store_trust_of (partner, store), "You trust: the computer’s own authorities");

  waybill_partner_set_identity (partner, fingerprint, NULL);
  waybill_partner_add_authority (partner, fingerprint, NULL);
  waybill_partner_add_authority (partner, OTHER, NULL);
  waybill_partner_add_pin (partner, HEX, NULL);
  expect (waybill_words_store_identity_of (partner, store), "Your certificate: Lab CA 2027");
  expect (waybill_words_store_trust_of (partner, store),
          "You trust: the computer’s own authorities, Lab CA 2027, 1 authority that is not in the store any more, "
          "1 pinned certificate");

  waybill_partner_set_identity (partner, OTHER, NULL);
  expect (waybill_words_store_identity_of (partner, store), "Your certificate is not in the store any more");
  waybill_partner_set_system_trust (partner, FALSE);
  waybill_partner_remove_authority (partner, fingerprint);
  waybill_partner_remove_authority (partner, OTHER);
  waybill_partner_remove_pin (partner, HEX);
  expect (waybill_words_store_trust_of (partner, store), "You trust nobody here: this partner cannot be connected to");

  waybill_partner_set_protocol (partner, WAYBILL_REMOTE_PROTOCOL_SFTP);
  expect (waybill_words_store_identity_of (partner, store), "Uses keys, not certificates");
  expect (waybill_words_store_trust_of (partner, store), "");
  waybill_base_file_remove_tree (folder, NULL);
}

static void
test_what_was_done (void)
{
  expect (waybill_words_store_renamed ("Old", "New"), "“Old” renamed to “New”");
  expect (waybill_words_store_assigned ("Harbour Foods", "Key", TRUE, TRUE), "“Key” assigned to Harbour Foods");
  expect (waybill_words_store_assigned ("Harbour Foods", "Key", TRUE, FALSE), "“Key” taken away from Harbour Foods");
  expect (waybill_words_store_assigned ("Harbour Foods", "CA", FALSE, TRUE), "“CA” ticked for Harbour Foods");
  expect (waybill_words_store_assigned ("Harbour Foods", "CA", FALSE, FALSE), "“CA” no longer ticked for Harbour Foods");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);

  g_test_add_func ("/words/store/uses", test_uses);
  g_test_add_func ("/words/store/used-by-and-removed", test_used_by_and_removed);
  g_test_add_func ("/words/store/life", test_life);
  g_test_add_func ("/words/store/particulars", test_particulars);
  g_test_add_func ("/words/store/partners", test_partners);
  g_test_add_func ("/words/store/what-was-done", test_what_was_done);

  return g_test_run ();
}
