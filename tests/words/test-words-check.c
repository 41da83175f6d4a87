/* What the steps of the connection check say. */
#include "words-check.h"

#include "words-assert.h"

#include <locale.h>
#include <string.h>

static void
expect (WaybillRemoteStep step,
        const WaybillRemoteFacts *facts,
        const WaybillRemoteTargetValues *target,
        const char *expected)
{
  g_autofree char *detail = waybill_words_check_detail (step, facts, target);

  words_assert_text (detail);
  g_assert_cmpstr (detail, ==, expected);
}

static void
test_names (void)
{
  static const char *const names[]
      = { "name",  "reach",        "greeting", "encryption", "handshake", "their-certificate", "our-certificate",
          "login", "data-channel", "listing" };

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, WAYBILL_REMOTE_N_STEPS);
  for (guint step = 0; step < WAYBILL_REMOTE_N_STEPS; step++)
    {
      g_assert_cmpstr (waybill_words_check_name (step), ==, names[step]);
      words_assert_text (waybill_words_check_title (step));
    }
}

static void
test_details (void)
{
  const WaybillRemoteTargetValues target = { .host = "ftp.example", .port = 21, .user = "harbour" };
  const WaybillRemoteFacts facts = {
    .address = (char *) "203.0.113.40",
    .port = 21,
    .system = (char *) "ProFTPD",
    .auth = (char *) "TLS",
    .tls_version = (char *) "TLS1.3",
    .folder = (char *) "/inbox",
    .data_channels = 1,
    .data_resumed = 1,
    .resumed = WAYBILL_REMOTE_LEARNT_YES,
    .mlsd = TRUE,
  };

  expect (WAYBILL_REMOTE_STEP_NAME, &facts, &target, "ftp.example is 203.0.113.40");
  expect (WAYBILL_REMOTE_STEP_REACH, &facts, &target, "Port 21 answers");
  expect (WAYBILL_REMOTE_STEP_GREETING, &facts, &target, "The server says it is ProFTPD");
  expect (WAYBILL_REMOTE_STEP_ENCRYPTION, &facts, &target, "AUTH TLS accepted");
  expect (WAYBILL_REMOTE_STEP_HANDSHAKE, &facts, &target, "TLS 1.3, strong");
  expect (WAYBILL_REMOTE_STEP_OUR_CERTIFICATE, &facts, &target, "Not asked for");
  expect (WAYBILL_REMOTE_STEP_LOGIN, &facts, &target, "Logged in as harbour, in /inbox");
  expect (WAYBILL_REMOTE_STEP_DATA_CHANNEL, &facts, &target, "Data channel resumed");
}

static void
test_empty_facts (void)
{
  static const WaybillRemoteFacts nothing;
  const WaybillRemoteTargetValues clear = { .protocol = WAYBILL_REMOTE_PROTOCOL_FTP };

  for (guint step = 0; step < WAYBILL_REMOTE_N_STEPS; step++)
    {
      g_autofree char *bare = waybill_words_check_detail (step, &nothing, NULL);
      g_autofree char *unencrypted = waybill_words_check_detail (step, &nothing, &clear);
      g_autofree char *skipped = waybill_words_check_skipped (step);

      words_assert_text (bare);
      words_assert_text (unencrypted);
      g_assert_true (g_str_has_suffix (skipped, waybill_words_check_title (step)));
    }
}

static void
expect_summary (guint n_ok, guint n_warn, guint n_fail, const char *expected)
{
  g_autofree char *summary = waybill_words_check_summary (n_ok, n_warn, n_fail);

  g_assert_cmpstr (summary, ==, expected);
}

static void
test_summary (void)
{
  expect_summary (10, 0, 0, "All ten steps went well");
  expect_summary (9, 1, 0, "It works, with 1 remark");
  expect_summary (5, 0, 1, "5 steps went well, then one failed");
  expect_summary (0, 1, 1, "1 step went well, then one failed");
  expect_summary (0, 0, 1, "The first step failed");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/check/names-are-stable", test_names);
  g_test_add_func ("/words/check/details", test_details);
  g_test_add_func ("/words/check/missing-facts-are-no-gap", test_empty_facts);
  g_test_add_func ("/words/check/summary", test_summary);
  return g_test_run ();
}
