/* Every error has words, and they say what a person needs. */
#include "words-error.h"

#include "words-alert.h"
#include "words-assert.h"
#include "words-fixture.h"
#include "words-secret.h"

#include "cert-error.h"
#include "partner.h"

#include <errno.h>
#include <locale.h>
#include <string.h>

static const char *const verbs[] = { NULL, "RETR", "STOR", "MLSD", "PROT" };

static WaybillWords *
words_of (WaybillRemoteError kind, WaybillRemotePhase phase, const char *partner)
{
  const WaybillRemoteErrorFacts facts = { .phase = phase, .alert = -1 };
  g_autoptr (GError) error = waybill_remote_error_new (kind, &facts, "for the log");

  return waybill_words_error (error, partner);
}

static void
assert_has (const char *text, const char *part)
{
  g_assert_nonnull (text);
  if (strstr (text, part) == NULL)
    g_error ("“%s” is missing in: %s", part, text);
}

static void
test_every_kind_and_phase (void)
{
  static const char *const subjects[] = { NULL, "100%d {partner}.csv" };

  for (guint kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    for (guint phase = 0; phase < WAYBILL_REMOTE_N_PHASES; phase++)
      for (guint verb = 0; verb < G_N_ELEMENTS (verbs); verb++)
        {
          const WaybillRemoteErrorFacts facts = { .phase = phase, .verb = (char *) verbs[verb], .alert = -1 };
          g_autoptr (GError) error = waybill_remote_error_new (kind, &facts, "for the log");
          g_autoptr (WaybillWords) named = waybill_words_error (error, "Harbour Foods");
          g_autoptr (WaybillWords) unnamed = waybill_words_error_full (error, NULL, subjects[0], NULL);
          g_autoptr (WaybillWords) about = waybill_words_error_full (error, NULL, subjects[1], NULL);

          words_assert (named);
          words_assert (unnamed);
          g_assert_cmpstr (about->title, !=, "");
          g_assert_null (named->server_words);
          g_assert_true (g_unichar_isupper (g_utf8_get_char (unnamed->title)));
          if (kind != WAYBILL_REMOTE_ERROR_FAILED)
            g_assert_null (strstr (named->title, "refused this"));
        }
}

static void
test_every_alert (void)
{
  for (int alert = 0; alert < 256; alert++)
    {
      const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .alert = alert };
      g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TLS, &facts, "x");
      g_autoptr (WaybillWords) words = waybill_words_error (error, "Harbour Foods");

      words_assert (words);
      assert_has (words->reason, waybill_words_alert_get_name (alert));
    }
}

static void
test_alert_names (void)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .alert = 48 };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED, &facts, "x");
  g_autoptr (WaybillWords) words = waybill_words_error (error, "Harbour Foods");

  g_assert_cmpstr (
      words->reason, ==,
      "It sent the TLS alert “unknown CA”. The server does not know the authority that issued our certificate.");
  g_assert_cmpstr (waybill_words_alert_get_name (116), ==, "certificate required");
  g_assert_cmpstr (waybill_words_alert_get_name (70), ==, "protocol version");
}

static void
test_gnutls_codes (void)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_DATA, .alert = -1, .gnutls_code = -110 };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TLS, &facts, "x");
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

  g_assert_cmpstr (words->reason, ==, "The server hung up without saying goodbye.");
  for (int code = 0; code > -500; code--)
    if (waybill_words_alert_get_gnutls (code) != NULL)
      words_assert_text (waybill_words_alert_get_gnutls (code));
}

static void
test_stall_names_the_phase (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint phase = 0; phase < WAYBILL_REMOTE_N_PHASES; phase++)
    {
      g_autoptr (WaybillWords) words = words_of (WAYBILL_REMOTE_ERROR_TIMED_OUT, phase, "Harbour Foods");

      g_assert_true (g_hash_table_add (sentences, g_strdup (words->sentence)));
    }
}

static void
test_no_encryption_says_nothing_was_sent (void)
{
  g_autoptr (WaybillWords) at_auth = words_of (WAYBILL_REMOTE_ERROR_NO_ENCRYPTION, WAYBILL_REMOTE_PHASE_ENCRYPTION, NULL);
  g_autoptr (WaybillWords) at_prot = words_of (WAYBILL_REMOTE_ERROR_NO_ENCRYPTION, WAYBILL_REMOTE_PHASE_SETUP, NULL);

  assert_has (at_auth->sentence, "Nothing was sent");
  assert_has (at_prot->sentence, "Nothing was sent");
}

static void
test_nothing_sent_only_where_true (void)
{
  for (guint phase = WAYBILL_REMOTE_PHASE_LOGIN; phase < WAYBILL_REMOTE_N_PHASES; phase++)
    {
      g_autoptr (WaybillWords) plain = words_of (WAYBILL_REMOTE_ERROR_PLAIN_TEXT, phase, NULL);
      g_autoptr (WaybillWords) broken = words_of (WAYBILL_REMOTE_ERROR_TLS, phase, NULL);

      g_assert_null (strstr (plain->sentence, "password was sent"));
      g_assert_null (strstr (broken->sentence, "password was sent"));
    }
}

static void
test_login_says_both (void)
{
  const WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_LOGIN, .alert = -1, .reply_code = 530, .reply_text = (char *) "Login incorrect." };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOGIN, &facts, "x");
  WaybillRemoteFacts session = { .asked = TRUE, .sent = TRUE };
  g_autoptr (WaybillWords) sent = waybill_words_error_full (error, "Harbour Foods", NULL, &session);
  g_autoptr (WaybillWords) unknown = waybill_words_error (error, "Harbour Foods");
  g_autoptr (WaybillWords) not_asked = NULL;

  session.asked = session.sent = FALSE;
  not_asked = waybill_words_error_full (error, "Harbour Foods", NULL, &session);

  assert_has (sent->reason, "password is wrong");
  assert_has (sent->reason, "our certificate is not assigned");
  assert_has (unknown->reason, "certificate is not assigned");
  g_assert_null (strstr (not_asked->reason, "certificate"));
  g_assert_cmpstr (sent->title, ==, "Harbour Foods did not let us in");
  g_assert_cmpstr (sent->server_words, ==, "530 Login incorrect.");
}

/* The profile's own folder: another sentence than one that somebody typed. */
static void
test_own_folder (void)
{
  static const WaybillRemoteError kinds[] = { WAYBILL_REMOTE_ERROR_NOT_FOUND, WAYBILL_REMOTE_ERROR_DENIED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      WaybillRemoteErrorFacts facts
          = { .phase = WAYBILL_REMOTE_PHASE_SETUP, .verb = (char *) "CWD", .subject = (char *) "/in box", .alert = -1 };
      g_autoptr (GError) own = waybill_remote_error_new (kinds[i], &facts, "x");
      g_autoptr (GError) typed
          = (facts.phase = WAYBILL_REMOTE_PHASE_COMMAND, waybill_remote_error_new (kinds[i], &facts, "x"));
      g_autoptr (WaybillWords) own_words = waybill_words_error (own, "Harbour Foods");
      g_autoptr (WaybillWords) typed_words = waybill_words_error (typed, "Harbour Foods");

      words_assert (own_words);
      assert_has (own_words->sentence, "The login went well");
      assert_has (own_words->sentence, "“/in box”");
      assert_has (own_words->next, "remote folder");
      g_assert_null (strstr (typed_words->sentence, "login"));
    }
}

/* A folder with content is refused by a mere 550; one that is only in use may go later. */
static void
test_refused_folder (void)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_COMMAND,
                                    .verb = (char *) "RMD",
                                    .subject = (char *) "/in/old",
                                    .alert = -1,
                                    .reply_code = 550,
                                    .reply_text = (char *) "Directory not empty",
                                    .permanent = TRUE };
  g_autoptr (GError) refused = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, &facts, "x");
  g_autoptr (GError) passing
      = (facts.permanent = FALSE, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, &facts, "x"));
  g_autoptr (WaybillWords) words = waybill_words_error (refused, "Harbour Foods");
  g_autoptr (WaybillWords) later = waybill_words_error (passing, "Harbour Foods");

  words_assert (words);
  g_assert_cmpstr (words->title, ==, "The folder is not empty");
  assert_has (words->sentence, "“/in/old”");
  assert_has (words->next, "delete what is in it");
  g_assert_cmpstr (words->server_words, ==, "550 Directory not empty");
  g_assert_null (strstr (later->title, "empty"));
}

static void
test_server_words_unchanged (void)
{
  const WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_COMMAND, .alert = -1, .reply_code = 550, .reply_text = (char *) "550 100% no!" };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_DENIED, &facts, "x");
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

  g_assert_cmpstr (words->server_words, ==, "550 100% no!");
}

static void
test_untrusted_lists_reasons (void)
{
  g_autoptr (WaybillCertCertificate) leaf = words_fixture_certificate ("other.example", "other.example", FALSE,
                                                                       WORDS_FIXTURE_NOW - 86400, WORDS_FIXTURE_NOW - 3600);
  g_autoptr (WaybillCertVerdict) verdict
      = words_fixture_verdict (leaf, WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_WRONG_NAME
                                         | WAYBILL_CERT_REASON_SELF_SIGNED);
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .alert = -1, .verdict = verdict };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &facts, "x");
  g_autoptr (WaybillWords) words = waybill_words_error (error, "Harbour Foods");

  words_assert (words);
  assert_has (words->sentence, "before sending anything");
  assert_has (words->reason, "ran out");
  assert_has (words->reason, "“other.example”, not for “ftp.example”");
  assert_has (words->reason, "vouches for itself");
}

static void
test_local_and_truncated (void)
{
  const WaybillRemoteErrorFacts local = { .alert = -1, .subject = (char *) "a\nb.csv", .os_error = EACCES };
  const WaybillRemoteErrorFacts cut
      = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .verb = (char *) "RETR", .alert = -1, .subject = (char *) "a.csv" };
  g_autoptr (GError) local_error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOCAL, &local, "x");
  g_autoptr (GError) cut_error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TRUNCATED, &cut, "x");
  g_autoptr (GError) full = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NO_SPACE, &cut, "x");
  g_autoptr (WaybillWords) local_words = waybill_words_error (local_error, NULL);
  g_autoptr (WaybillWords) cut_words = waybill_words_error (cut_error, NULL);
  g_autoptr (WaybillWords) full_words = waybill_words_error (full, NULL);

  assert_has (local_words->reason, g_strerror (EACCES));
  g_assert_null (strchr (local_words->sentence, '\n'));
  assert_has (cut_words->sentence, "No partial file stands under the final name");
  assert_has (full_words->sentence, "“a.csv”");
}

static void
test_never_weakens (void)
{
  static const char *const bad[]
      = { "weaken", "NoSessionReuse", "require_ssl_reuse", "switch verification off", "ignore the certificate", "disable" };

  for (guint kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    for (guint phase = 0; phase < WAYBILL_REMOTE_N_PHASES; phase++)
      {
        g_autoptr (WaybillWords) words = words_of (kind, phase, "Harbour Foods");
        g_autofree char *text = waybill_words_to_text (words);

        for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
          g_assert_null (strstr (text, bad[i]));
      }
}

/* A clerk must not look for the fault at the partner, nor type the partner's password into the proxy's field. */
static void
test_proxy (void)
{
  const WaybillRemoteErrorFacts login = { .phase = WAYBILL_REMOTE_PHASE_REACH,
                                          .subject = (char *) "proxy.example",
                                          .reply_text = (char *) "The proxy answers: 407 Who are you",
                                          .alert = -1 };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_PROXY_LOGIN, &login, "x");
  g_autoptr (WaybillWords) words = waybill_words_error (error, "Harbour Foods");
  g_autoptr (WaybillWords) control
      = words_of (WAYBILL_REMOTE_ERROR_PROXY_REFUSED, WAYBILL_REMOTE_PHASE_REACH, "Harbour Foods");
  g_autoptr (WaybillWords) data
      = words_of (WAYBILL_REMOTE_ERROR_PROXY_REFUSED, WAYBILL_REMOTE_PHASE_DATA_OPEN, "Harbour Foods");

  assert_has (words->title, "proxy");
  assert_has (words->sentence, "“proxy.example”");
  assert_has (words->next, "not those for the partner");
  g_assert_cmpstr (words->server_words, ==, "The proxy answers: 407 Who are you");
  assert_has (control->next, "this host and port");
  assert_has (data->sentence, "The login went well");
  assert_has (data->next, "which ports");
}

static void
test_cert_errors (void)
{
  for (int code = 0; code <= WAYBILL_CERT_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (WAYBILL_CERT_ERROR, code, "for the log");
      g_autoptr (WaybillWords) bare = waybill_words_error (error, NULL);
      g_autoptr (WaybillWords) about = waybill_words_error_full (error, NULL, "client.pfx", NULL);

      words_assert (bare);
      words_assert (about);
      g_assert_cmpstr (bare->title, !=, "This could not be done");
    }
}

/* What a store below can say in the window; the others are the command line's own. */
static void
test_partner_errors (void)
{
  static const int codes[] = { WAYBILL_PARTNER_ERROR_FILE, WAYBILL_PARTNER_ERROR_STORE, WAYBILL_PARTNER_ERROR_NO_SPACE,
                               WAYBILL_PARTNER_ERROR_NAME_TAKEN, WAYBILL_PARTNER_ERROR_PROXY };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (WAYBILL_PARTNER_ERROR, codes[i], "for the log");
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

      words_assert (words);
      g_assert_cmpstr (words->title, !=, "This could not be done");
    }
}

static void
test_body (void)
{
  WaybillWords words = { .title = (char *) "T", .sentence = (char *) "A.", .next = (char *) "C." };
  g_autofree char *two = waybill_words_to_body (&words, " ");
  g_autofree char *three = NULL;

  words.reason = (char *) "B.";
  three = waybill_words_to_body (&words, "\n\n");
  g_assert_cmpstr (two, ==, "A. C.");
  g_assert_cmpstr (three, ==, "A.\n\nB.\n\nC.");
}

static void
test_file_errors (void)
{
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x");
  g_autoptr (GError) denied = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_ACCES, "x");
  g_autoptr (WaybillWords) full_words = waybill_words_error_full (full, NULL, "a.csv", NULL);
  g_autoptr (WaybillWords) denied_words = waybill_words_error (denied, NULL);

  g_assert_cmpstr (full_words->sentence, ==, "There was no room left for “a.csv”.");
  g_assert_cmpstr (denied_words->title, ==, "Not permitted on this computer");
  for (int code = 0; code < 60; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, code, "x");
      g_autoptr (WaybillWords) words = waybill_words_error (error, "Harbour Foods");

      words_assert (words);
    }
}

static void
test_unknown_domain_quotes_message (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_KEY_FILE_ERROR, 0, "group missing");
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

  words_assert (words);
  g_assert_cmpstr (words->reason, ==, "The log says: “group missing”.");
}

static void
test_secrets (void)
{
  for (guint i = 0; i < WAYBILL_WORDS_N_SECRETS; i++)
    {
      g_autoptr (WaybillWords) bare = waybill_words_secret (i, NULL);
      g_autoptr (WaybillWords) about = waybill_words_secret (i, "Harbour Foods");

      words_assert (bare);
      words_assert (about);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/error/every-kind-and-phase-has-words", test_every_kind_and_phase);
  g_test_add_func ("/words/error/every-alert-is-named", test_every_alert);
  g_test_add_func ("/words/error/alert-and-its-meaning", test_alert_names);
  g_test_add_func ("/words/error/gnutls-codes", test_gnutls_codes);
  g_test_add_func ("/words/error/stall-names-the-phase", test_stall_names_the_phase);
  g_test_add_func ("/words/error/no-encryption-says-nothing-was-sent", test_no_encryption_says_nothing_was_sent);
  g_test_add_func ("/words/error/nothing-sent-only-where-true", test_nothing_sent_only_where_true);
  g_test_add_func ("/words/error/login-says-both", test_login_says_both);
  g_test_add_func ("/words/error/own-folder", test_own_folder);
  g_test_add_func ("/words/error/refused-folder", test_refused_folder);
  g_test_add_func ("/words/error/server-words-unchanged", test_server_words_unchanged);
  g_test_add_func ("/words/error/untrusted-lists-every-reason", test_untrusted_lists_reasons);
  g_test_add_func ("/words/error/local-and-truncated", test_local_and_truncated);
  g_test_add_func ("/words/error/never-weakens-anything", test_never_weakens);
  g_test_add_func ("/words/error/proxy", test_proxy);
  g_test_add_func ("/words/error/certificates", test_cert_errors);
  g_test_add_func ("/words/error/partners", test_partner_errors);
  g_test_add_func ("/words/error/body-without-and-with-a-reason", test_body);
  g_test_add_func ("/words/error/local-files", test_file_errors);
  g_test_add_func ("/words/error/unknown-domain-quotes-its-message", test_unknown_domain_quotes_message);
  g_test_add_func ("/words/error/secrets", test_secrets);
  return g_test_run ();
}
