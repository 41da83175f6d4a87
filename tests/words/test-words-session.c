/* What a partner's tab says: titles, the one button, what was fine, what goes on. */
#include "words-session.h"

#include "words-assert.h"
#include "words-fixture.h"

#include <locale.h>

#define R(kind) WAYBILL_REMOTE_ERROR_##kind
#define P(code) WAYBILL_PARTNER_ERROR_##code
#define M(mend) WAYBILL_WORDS_SESSION_##mend

static void
test_titles_and_buttons (void)
{
  static const struct
  {
    gboolean of_partner;
    int code;
    WaybillRemotePhase phase;
    const char *title;
    WaybillWordsSessionMend mend;
  } rows[] = {
    { FALSE, R (LOGIN), WAYBILL_REMOTE_PHASE_LOGIN, "Harbour Foods did not let us in", M (PASSWORD) },
    { FALSE, R (REFUSED), WAYBILL_REMOTE_PHASE_REACH, "Harbour Foods could not be reached", M (TRY_AGAIN) },
    { FALSE, R (UNREACHABLE), WAYBILL_REMOTE_PHASE_REACH, "Harbour Foods could not be reached", M (TRY_AGAIN) },
    { FALSE, R (HOST_NOT_FOUND), WAYBILL_REMOTE_PHASE_NAME, "Harbour Foods could not be reached", M (EDIT) },
    { FALSE, R (LOST), WAYBILL_REMOTE_PHASE_COMMAND, "Harbour Foods hung up", M (TRY_AGAIN) },
    { FALSE, R (TIMED_OUT), WAYBILL_REMOTE_PHASE_REACH, "Harbour Foods could not be reached", M (TRY_AGAIN) },
    { FALSE, R (CERTIFICATE_WANTED), WAYBILL_REMOTE_PHASE_LOGIN, "Harbour Foods wants a certificate", M (CERTIFICATE) },
    { FALSE, R (CERTIFICATE_REFUSED), WAYBILL_REMOTE_PHASE_HANDSHAKE, "Harbour Foods did not accept our certificate",
      M (CERTIFICATE) },
    { FALSE, R (UNTRUSTED), WAYBILL_REMOTE_PHASE_HANDSHAKE, "The certificate of Harbour Foods is not trusted", M (TRUST) },
    { FALSE, R (PLAIN_TEXT), WAYBILL_REMOTE_PHASE_GREETING, "Harbour Foods answered without encryption", M (EDIT) },
    { TRUE, P (VALUE), 0, "Harbour Foods has no host yet", M (EDIT) },
    { TRUE, P (CERTIFICATE_MISSING), 0, "Your certificate is missing", M (CERTIFICATE) },
    { TRUE, P (SECRET_CERTIFICATE), 0, "Your certificate stayed locked", M (TRY_AGAIN) },
    { TRUE, P (SECRET_LOGIN), 0, "No password was entered", M (PASSWORD) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillRemoteErrorFacts facts = { .phase = rows[i].phase, .alert = -1 };
      g_autoptr (GError) error = rows[i].of_partner
                                     ? g_error_new_literal (WAYBILL_PARTNER_ERROR, rows[i].code, "for the log")
                                     : waybill_remote_error_new ((WaybillRemoteError) rows[i].code, &facts, "for the log");
      g_autoptr (WaybillWords) words = waybill_words_session_failed (error, "Harbour Foods", NULL);

      words_assert (words);
      g_assert_cmpstr (words->title, ==, rows[i].title);
      g_assert_cmpint (waybill_words_session_get_mend (error), ==, rows[i].mend);
    }
}

static void
test_only_dates_point_at_the_clock (void)
{
  static const struct
  {
    guint reasons;
    WaybillWordsSessionMend mend;
  } rows[] = {
    { WAYBILL_CERT_REASON_NOT_YET_VALID, M (CLOCK) },
    { WAYBILL_CERT_REASON_EXPIRED, M (CLOCK) },
    { WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_WRONG_NAME, M (TRUST) },
    { WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY, M (TRUST) },
  };
  g_autoptr (WaybillCertCertificate) leaf = words_fixture_certificate ("ftp.example", "ftp.example", FALSE,
                                                                       WORDS_FIXTURE_NOW - 86400, WORDS_FIXTURE_NOW + 86400);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertVerdict) verdict = words_fixture_verdict (leaf, rows[i].reasons);
      const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .alert = -1, .verdict = verdict };
      g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &facts, "for the log");

      g_assert_cmpint (waybill_words_session_get_mend (error), ==, rows[i].mend);
    }
}

static void
test_every_button_has_words_and_one_mnemonic (void)
{
  for (guint mend = 0; mend < WAYBILL_WORDS_N_SESSION_MENDS; mend++)
    {
      const char *label = waybill_words_session_get_button ((WaybillWordsSessionMend) mend);
      g_auto (GStrv) parts = g_strsplit (label, "_", -1);

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
    }
}

static void
test_fine_names_the_steps_before_the_failed_one (void)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  const WaybillRemoteErrorFacts at_greeting = { .phase = WAYBILL_REMOTE_PHASE_GREETING, .alert = -1 };
  const WaybillRemoteErrorFacts at_name = { .phase = WAYBILL_REMOTE_PHASE_NAME, .alert = -1 };
  g_autoptr (GError) lost = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, &at_greeting, "for the log");
  g_autoptr (GError) unknown = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND, &at_name, "for the log");
  g_autofree char *none = waybill_words_session_fine (facts, unknown);
  g_autofree char *one = NULL, *two = NULL, *three = NULL;

  g_assert_null (none);

  facts->step_time[WAYBILL_REMOTE_STEP_NAME] = 10;
  one = waybill_words_session_fine (facts, lost);
  g_assert_cmpstr (one, ==, "The host’s name is known: it leads to an address.");

  facts->step_time[WAYBILL_REMOTE_STEP_REACH] = 10;
  facts->step_time[WAYBILL_REMOTE_STEP_GREETING] = 10; /* it took time, and failed */
  two = waybill_words_session_fine (facts, lost);
  g_assert_cmpstr (two, ==, "Name and reach.");

  facts->sent = TRUE;
  three = waybill_words_session_fine (facts, NULL);
  g_assert_cmpstr (three, ==, "Name, reach and greeting. Our certificate was shown and not refused.");
}

static void
test_step_follows_the_conversation (void)
{
  g_assert_cmpstr (waybill_words_session_step (WAYBILL_REMOTE_TALK_THEIRS, "220 ready"), ==, "The server has answered");
  g_assert_cmpstr (waybill_words_session_step (WAYBILL_REMOTE_TALK_OURS, "AUTH TLS"), ==, "Switching encryption on");
  g_assert_cmpstr (waybill_words_session_step (WAYBILL_REMOTE_TALK_OURS, "PASS ••••••••"), ==, "Logging in");
  g_assert_cmpstr (waybill_words_session_step (WAYBILL_REMOTE_TALK_OURS, "PWD"), ==, "Looking where we are");
  g_assert_null (waybill_words_session_step (WAYBILL_REMOTE_TALK_OURS, "PWDX"));
  g_assert_null (waybill_words_session_step (WAYBILL_REMOTE_TALK_THEIRS, "AUTH TLS"));
  g_assert_null (waybill_words_session_step (WAYBILL_REMOTE_TALK_REMARK, "TLS 1.3 agreed"));
}

static void
test_activity_says_the_most_urgent (void)
{
  static const struct
  {
    gboolean asks;
    guint sending, fetching;
    const char *expected;
  } rows[] = {
    { FALSE, 0, 0, "Connected" },       { FALSE, 1, 0, "Sending 1 file" },   { FALSE, 3, 2, "Sending 3 files" },
    { FALSE, 0, 1, "Fetching 1 file" }, { TRUE, 3, 2, "Needs your answer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = waybill_words_session_activity (rows[i].asks, rows[i].sending, rows[i].fetching);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* What was not moved, and only what is true of it. */
static void
test_left_says_what_becomes_of_it (void)
{
  static const struct
  {
    WaybillWordsSessionLeft left;
    const char *expected; /* (nullable) */
  } rows[] = {
    { { 0, 0, 0, FALSE }, NULL },
    { { 0, 0, 0, TRUE }, NULL },
    { { 1, 0, 1, FALSE }, "1 file was not sent; it stays in the queue and goes on after connecting again." },
    { { 3, 0, 3, FALSE }, "3 files were not sent; they stay in the queue and go on after connecting again." },
    { { 0, 2, 2, FALSE }, "2 files were not fetched; they stay in the queue and go on after connecting again." },
    { { 1, 1, 2, FALSE }, "2 files were not sent or fetched; they stay in the queue and go on after connecting again." },
    { { 3, 0, 2, FALSE }, "3 files were not sent; they stay in the queue, and 2 of them go on after connecting again." },
    { { 2, 0, 1, FALSE }, "2 files were not sent; they stay in the queue, and 1 of them goes on after connecting again." },
    { { 0, 1, 0, FALSE }, "1 file was not fetched; it stays in the queue and waits for you there." },
    { { 4, 0, 0, FALSE }, "4 files were not sent; they stay in the queue and wait for you there." },
    { { 1, 0, 1, TRUE }, "1 file has not arrived yet; the queue still tries." },
    { { 2, 1, 2, TRUE }, "3 files have not arrived yet; the queue still tries." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = waybill_words_session_left (&rows[i].left);

      g_assert_cmpstr (text, ==, rows[i].expected);
      if (text != NULL)
        words_assert_text (text);
    }
}

static void
test_where_names_user_and_host (void)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour Foods", NULL);
  g_autofree char *nowhere = waybill_words_session_where (partner);
  g_autofree char *host = NULL, *both = NULL;

  g_assert_cmpstr (nowhere, ==, "No host yet");
  g_assert_true (waybill_partner_set_host (partner, "ftp.example", NULL));
  host = waybill_words_session_where (partner);
  g_assert_cmpstr (host, ==, "ftp.example");
  g_assert_true (waybill_partner_set_user (partner, "edi", NULL));
  both = waybill_words_session_where (partner);
  g_assert_cmpstr (both, ==, "edi at ftp.example");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words/session/titles-and-buttons", test_titles_and_buttons);
  g_test_add_func ("/words/session/only-dates-point-at-the-clock", test_only_dates_point_at_the_clock);
  g_test_add_func ("/words/session/every-button-has-words-and-one-mnemonic", test_every_button_has_words_and_one_mnemonic);
  g_test_add_func ("/words/session/fine-names-the-steps-before-the-failed-one",
                   test_fine_names_the_steps_before_the_failed_one);
  g_test_add_func ("/words/session/step-follows-the-conversation", test_step_follows_the_conversation);
  g_test_add_func ("/words/session/activity-says-the-most-urgent", test_activity_says_the_most_urgent);
  g_test_add_func ("/words/session/left-says-what-becomes-of-it", test_left_says_what_becomes_of_it);
  g_test_add_func ("/words/session/where-names-user-and-host", test_where_names_user_and_host);

  return g_test_run ();
}
