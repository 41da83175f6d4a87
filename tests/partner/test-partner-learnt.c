/* What was learnt about a server. */
#include "partner-learnt.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"
#include "remote-error.h"

#include <string.h>

#define UUID "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11"

static void
assert_step (const char *folder, WaybillRemoteLearnt now, WaybillRemoteLearnt expected)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (GError) error = NULL;

  facts->resumed = now;
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, expected);
}

static void
test_resumed (void)
{
  g_autofree char *root = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "learnt", NULL);
  g_autofree char *path = g_build_filename (folder, UUID, NULL);

  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_UNKNOWN, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_NO);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_YES, WAYBILL_REMOTE_LEARNT_YES);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_UNKNOWN, WAYBILL_REMOTE_LEARNT_YES);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_YES);

  g_assert_true (waybill_partner_learnt_reset (folder, UUID, NULL));
  g_assert_true (waybill_partner_learnt_reset (folder, UUID, NULL));
  assert_step (folder, WAYBILL_REMOTE_LEARNT_NO, WAYBILL_REMOTE_LEARNT_NO);
  g_assert_true (waybill_base_file_remove_tree (root, NULL));
}

static void
test_broken (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, UUID, NULL);

  g_assert_true (g_file_set_contents (path, "not a key file", -1, NULL));
  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  assert_step (folder, WAYBILL_REMOTE_LEARNT_YES, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

/* How the clocks differed, when it was measured; what was handed on is not measured again. */
static void
test_clock (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, UUID, NULL);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  WaybillRemoteLearntServer learnt;

  facts->learnt.clock = (WaybillCertClockReading){ WAYBILL_CERT_CLOCK_SOURCE_GREETING, 30, 1795336860 };
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  facts->learnt.clock = (WaybillCertClockReading){ WAYBILL_CERT_CLOCK_SOURCE_UPLOAD, -3660, 1795336860 };
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, NULL));
  waybill_partner_learnt_load_server (folder, UUID, &learnt);
  g_assert_cmpint (learnt.clock.source, ==, WAYBILL_CERT_CLOCK_SOURCE_LEARNT);
  g_assert_cmpint (learnt.clock.ahead, ==, -3660);
  g_assert_cmpint (learnt.clock.at, ==, 1795336860);

  g_assert_true (g_file_set_contents (path, "[Learnt]\nClockSeen=7\nClockAhead=-9223372036854775808\n", -1, NULL));
  waybill_partner_learnt_load_server (folder, UUID, &learnt);
  g_assert_cmpint (learnt.clock.source, ==, WAYBILL_CERT_CLOCK_SOURCE_NONE);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

/* The newest counts, and what a session does not know changes nothing. */
static void
test_server (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  WaybillRemoteLearntServer learnt;

  facts->learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV] = WAYBILL_REMOTE_LEARNT_NO;
  facts->learnt.traits[WAYBILL_REMOTE_TRAIT_CAREFUL] = WAYBILL_REMOTE_LEARNT_YES;
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, NULL));
  facts->learnt = (WaybillRemoteLearntServer){ 0 };
  facts->learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV] = WAYBILL_REMOTE_LEARNT_YES;
  g_assert_true (waybill_partner_learnt_save (folder, UUID, facts, NULL));
  waybill_partner_learnt_load_server (folder, UUID, &learnt);
  g_assert_cmpint (learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV], ==, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_cmpint (learnt.traits[WAYBILL_REMOTE_TRAIT_CAREFUL], ==, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_cmpint (learnt.traits[WAYBILL_REMOTE_TRAIT_MLSD], ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  g_assert_cmpint (waybill_partner_learnt_load (folder, UUID), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);

  waybill_partner_learnt_load_server ("/", "../etc/passwd", &learnt);
  g_assert_cmpint (learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV], ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

static void
test_no_uuid (void)
{
  g_assert_cmpint (waybill_partner_learnt_load ("/", "../etc/passwd"), ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
}

#define NOW ((gint64) 1767225600)
#define DAY (24 * 60 * 60)

typedef struct
{
  char *folder;
  char *path;
  WaybillCertIdentity *authority;
  WaybillCertIdentity *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "ftp.example", NULL };

  waybill_base_clock_set_now (NOW);
  fixture->folder = g_dir_make_tmp ("waybill-learnt-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, UUID, NULL);
  fixture->authority = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Root", NULL, NOW - DAY, NOW + DAY, NULL, NULL);
  fixture->server
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example", names, NOW - DAY, NOW + DAY, fixture->authority, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->path);
  waybill_cert_identity_unref (fixture->authority);
  waybill_cert_identity_unref (fixture->server);
}

/* The leaf alone, n times; accepted by the authority when it is trusted. */
static WaybillRemoteFacts *
facts_new (Fixture *fixture, guint n_certificates, gboolean trusted)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) trust = NULL;
  WaybillRemoteFacts *facts = waybill_remote_facts_new ();

  for (guint i = 0; i < n_certificates; i++)
    g_ptr_array_add (chain, waybill_cert_identity_get_certificate (fixture->server));
  if (trusted)
    g_ptr_array_add (authorities, waybill_cert_identity_get_certificate (fixture->authority));
  trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  facts->verdict = waybill_cert_verdict_new (chain, trust, "ftp.example", NOW);
  g_assert_true (waybill_cert_verdict_is_accepted (facts->verdict) == trusted);
  return facts;
}

static void
save (Fixture *fixture, const WaybillRemoteFacts *facts, int kind)
{
  g_autoptr (GError) outcome = kind >= 0 ? waybill_remote_error_new ((WaybillRemoteError) kind, NULL, "x") : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_partner_learnt_save_outcome (fixture->folder, UUID, facts, outcome, &error));
  g_assert_no_error (error);
}

static void
test_never_tested (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerHistory) history = waybill_partner_learnt_load_history (fixture->folder, UUID);
  g_autoptr (WaybillPartnerHistory) nobody = waybill_partner_learnt_load_history (fixture->folder, "../x");

  g_assert_cmpint (history->tested, ==, 0);
  g_assert_cmpint (history->failed, ==, 0);
  g_assert_null (history->failure);
  g_assert_null (history->chain);
  g_assert_cmpint (nobody->tested, ==, 0);
}

/* Of a check as long as nothing else failed after it. */
static void
test_failed_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = facts_new (fixture, 1, TRUE);
  g_autoptr (GError) refused = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_REFUSED, NULL, "x");
  g_autoptr (WaybillPartnerHistory) checked = NULL, ran = NULL;

  g_assert_true (waybill_partner_learnt_save_check (fixture->folder, UUID, facts, refused, NULL));
  checked = waybill_partner_learnt_load_history (fixture->folder, UUID);
  g_assert_cmpint (checked->failed, ==, NOW);
  g_assert_true (checked->failed_check);

  save (fixture, facts, WAYBILL_REMOTE_ERROR_REFUSED);
  ran = waybill_partner_learnt_load_history (fixture->folder, UUID);
  g_assert_cmpint (ran->failed, ==, NOW);
  g_assert_false (ran->failed_check);
}

static void
test_accepted_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) accepted = facts_new (fixture, 1, TRUE);
  g_autoptr (WaybillRemoteFacts) refused = facts_new (fixture, 2, FALSE);
  g_autoptr (WaybillPartnerHistory) history = NULL;

  save (fixture, accepted, -1);
  waybill_base_clock_set_now (NOW + 5);
  save (fixture, refused, WAYBILL_REMOTE_ERROR_UNTRUSTED);
  history = waybill_partner_learnt_load_history (fixture->folder, UUID);

  g_assert_cmpint (history->tested, ==, NOW);
  g_assert_cmpint (history->failed, ==, NOW + 5);
  g_assert_cmpstr (history->failure, ==, waybill_remote_error_get_kind_name (WAYBILL_REMOTE_ERROR_UNTRUSTED));
  /* The leaf, and the anchor that the server did not send. */
  g_assert_nonnull (history->chain);
  g_assert_cmpuint (history->chain->len, ==, 2);
  g_assert_true (
      waybill_cert_certificate_equal (history->chain->pdata[0], waybill_cert_identity_get_certificate (fixture->server)));
  g_assert_true (
      waybill_cert_certificate_equal (history->chain->pdata[1], waybill_cert_identity_get_certificate (fixture->authority)));
}

static void
test_later_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (WaybillPartnerHistory) well = NULL;
  g_autoptr (WaybillPartnerHistory) ill = NULL;

  save (fixture, facts, WAYBILL_REMOTE_ERROR_LOGIN);
  save (fixture, facts, -1);
  well = waybill_partner_learnt_load_history (fixture->folder, UUID);
  /* The clock was set back meanwhile. */
  waybill_base_clock_set_now (NOW - 100);
  save (fixture, facts, WAYBILL_REMOTE_ERROR_LOST);
  ill = waybill_partner_learnt_load_history (fixture->folder, UUID);

  g_assert_cmpint (well->tested, >, well->failed);
  g_assert_cmpint (ill->failed, >, ill->tested);
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (WaybillPartnerHistory) history = NULL;

  save (fixture, facts, WAYBILL_REMOTE_ERROR_CANCELLED);
  history = waybill_partner_learnt_load_history (fixture->folder, UUID);

  g_assert_cmpint (history->failed, ==, 0);
  g_assert_cmpint (history->tested, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) short_chain = facts_new (fixture, 1, TRUE);
  g_autoptr (WaybillRemoteFacts) long_chain = facts_new (fixture, 11, TRUE);
  g_autoptr (WaybillPartnerHistory) history = NULL;

  save (fixture, short_chain, -1);
  save (fixture, long_chain, -1);
  history = waybill_partner_learnt_load_history (fixture->folder, UUID);

  g_assert_cmpuint (history->chain->len, ==, 2);
}

static void
test_keeps_resumed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = facts_new (fixture, 1, TRUE);
  g_autoptr (WaybillPartnerHistory) history = NULL;

  save (fixture, facts, -1);
  assert_step (fixture->folder, WAYBILL_REMOTE_LEARNT_YES, WAYBILL_REMOTE_LEARNT_YES);
  save (fixture, facts, -1);
  history = waybill_partner_learnt_load_history (fixture->folder, UUID);

  g_assert_cmpint (waybill_partner_learnt_load (fixture->folder, UUID), ==, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_cmpint (history->tested, ==, NOW);
  g_assert_nonnull (history->chain);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "no key file",
    "[Learnt]\nTested=yesterday\nFailed=-7\nFailure=x\nChain=;;;\n",
    "[Learnt]\nTested=-1\nChain=AAAA;!!!!\n",
    "[Learnt]\nChain=\n",
    "[Learnt]\nChain=a;b;c;d;e;f;g;h;i;j;k;l\n",
    "[Learnt]\nTested=99999999999999999999999\nChain=\377\376\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WaybillPartnerHistory) history = NULL;

      g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      history = waybill_partner_learnt_load_history (fixture->folder, UUID);
      g_assert_cmpint (history->tested, ==, 0);
      g_assert_cmpint (history->failed, ==, 0);
      g_assert_null (history->failure);
      g_assert_null (history->chain);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/partner/learnt/clock", test_clock);
  g_test_add_func ("/partner/learnt/yes-is-lost-by-reset-alone", test_resumed);
  g_test_add_func ("/partner/learnt/server", test_server);
  g_test_add_func ("/partner/learnt/broken-file-says-unknown", test_broken);
  g_test_add_func ("/partner/learnt/no-uuid", test_no_uuid);
#define ADD(name, function) g_test_add ("/partner/learnt/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("never-tested", test_never_tested);
  ADD ("a-failed-check-is-not-a-run", test_failed_check);
  ADD ("a-refused-chain-never-replaces-an-accepted-one", test_accepted_chain);
  ADD ("the-newer-outcome-is-the-later-one", test_later_counts);
  ADD ("who-stops-says-nothing", test_stopped);
  ADD ("a-long-chain-is-not-kept", test_bounded);
  ADD ("outcome-and-resumption-stand-side-by-side", test_keeps_resumed);
  ADD ("garbage-says-nothing", test_garbage);
#undef ADD

  return g_test_run ();
}
