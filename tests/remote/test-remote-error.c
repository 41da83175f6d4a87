/* What an error carries, which exit code it gives, and whether it may pass. */
#include "remote-error.h"
#include "test-identities.h"

#include <string.h>

static void
test_facts (void)
{
  g_autoptr (GPtrArray) chain = waybill_test_identities_list (waybill_test_identities_get_other_server ());
  WaybillCertVerdict *verdict = waybill_cert_verdict_new (chain, waybill_test_identities_get_trust (), "localhost", 0);
  char verb[] = "RETR", text[] = "no", subject[] = "/a";
  const WaybillRemoteErrorFacts facts = {
    .phase = WAYBILL_REMOTE_PHASE_DATA,
    .verb = verb,
    .reply_code = 550,
    .reply_text = text,
    .subject = subject,
    .gnutls_code = -1,
    .alert = 48,
    .os_error = 5,
    .permanent = TRUE,
    .verdict = verdict,
  };
  GError *error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &facts, "%s", "words");
  g_autoptr (GError) copy = NULL;
  const WaybillRemoteErrorFacts *kept;

  waybill_cert_verdict_unref (verdict);
  memset (verb, 'x', sizeof verb - 1);
  copy = g_error_copy (error);
  g_error_free (error);
  kept = waybill_remote_error_get_facts (copy);
  g_assert_cmpint (kept->phase, ==, WAYBILL_REMOTE_PHASE_DATA);
  g_assert_cmpstr (kept->verb, ==, "RETR");
  g_assert_cmpint (kept->reply_code, ==, 550);
  g_assert_cmpstr (kept->reply_text, ==, "no");
  g_assert_cmpstr (kept->subject, ==, "/a");
  g_assert_cmpint (kept->gnutls_code, ==, -1);
  g_assert_cmpint (kept->alert, ==, 48);
  g_assert_cmpint (kept->os_error, ==, 5);
  g_assert_true (kept->permanent);
  g_assert_cmpstr (waybill_cert_verdict_get_name (kept->verdict), ==, "localhost");
}

static void
test_bare (void)
{
  g_autoptr (GError) bare = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL, "x");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_cmpint (waybill_remote_error_get_facts (bare)->alert, ==, -1);
  g_assert_null (waybill_remote_error_get_facts (foreign));
  g_assert_null (waybill_remote_error_get_facts (NULL));
}

static void
test_exit_codes (void)
{
  static const int codes[WAYBILL_REMOTE_N_ERRORS] = {
    [WAYBILL_REMOTE_ERROR_FAILED] = 1,
    [WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND] = 3,
    [WAYBILL_REMOTE_ERROR_REFUSED] = 3,
    [WAYBILL_REMOTE_ERROR_UNREACHABLE] = 3,
    [WAYBILL_REMOTE_ERROR_LOST] = 3,
    [WAYBILL_REMOTE_ERROR_BUSY] = 3,
    [WAYBILL_REMOTE_ERROR_PROXY] = 3,
    [WAYBILL_REMOTE_ERROR_PROXY_LOGIN] = 7,
    [WAYBILL_REMOTE_ERROR_PROXY_REFUSED] = 3,
    [WAYBILL_REMOTE_ERROR_PROXY_NO_WAY] = 3,
    [WAYBILL_REMOTE_ERROR_PROXY_ACTIVE] = 3,
    [WAYBILL_REMOTE_ERROR_NO_ENCRYPTION] = 4,
    [WAYBILL_REMOTE_ERROR_TLS] = 4,
    [WAYBILL_REMOTE_ERROR_PLAIN_TEXT] = 4,
    [WAYBILL_REMOTE_ERROR_UNTRUSTED] = 5,
    [WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED] = 6,
    [WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED] = 6,
    [WAYBILL_REMOTE_ERROR_LOGIN] = 7,
    [WAYBILL_REMOTE_ERROR_LOCAL] = 8,
    [WAYBILL_REMOTE_ERROR_NO_SPACE] = 8,
    [WAYBILL_REMOTE_ERROR_LOCAL_EXISTS] = 8,
    [WAYBILL_REMOTE_ERROR_EXISTS] = 1,
    [WAYBILL_REMOTE_ERROR_NOT_FOUND] = 9,
    [WAYBILL_REMOTE_ERROR_DENIED] = 1,
    [WAYBILL_REMOTE_ERROR_REMOTE_FULL] = 1,
    [WAYBILL_REMOTE_ERROR_NOT_RESUMED] = 4,
    [WAYBILL_REMOTE_ERROR_DATA] = 1,
    [WAYBILL_REMOTE_ERROR_TRUNCATED] = 10,
    [WAYBILL_REMOTE_ERROR_HASH_DIFFERS] = 10,
    [WAYBILL_REMOTE_ERROR_UNVERIFIED] = 10,
    [WAYBILL_REMOTE_ERROR_TIMED_OUT] = 11,
    [WAYBILL_REMOTE_ERROR_CANCELLED] = 12,
    [WAYBILL_REMOTE_ERROR_PROTOCOL] = 13,
    [WAYBILL_REMOTE_ERROR_UNSAFE] = 13,
    [WAYBILL_REMOTE_ERROR_CHARSET] = 1,
    [WAYBILL_REMOTE_ERROR_UNSUPPORTED] = 1,
  };
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    {
      g_autoptr (GError) error = waybill_remote_error_new (kind, NULL, "x");

      g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, codes[kind]);
      g_assert_true (g_hash_table_add (names, (gpointer) waybill_remote_error_get_kind_name (kind))); /* each its own */
    }
  g_assert_cmpint (waybill_remote_error_get_exit_code (cancelled), ==, 12);
  g_assert_cmpint (waybill_remote_error_get_exit_code (foreign), ==, 1);
}

static void
test_passing (void)
{
  const WaybillRemoteErrorFacts permanent = { .permanent = TRUE, .alert = -1 };
  g_autoptr (GError) lost = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL, "x");
  g_autoptr (GError) decided = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, &permanent, "x");
  g_autoptr (GError) untrusted = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, NULL, "x");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "x");

  g_assert_true (waybill_remote_error_is_passing (lost));
  g_assert_false (waybill_remote_error_is_passing (decided));
  g_assert_false (waybill_remote_error_is_passing (untrusted));
  g_assert_false (waybill_remote_error_is_passing (foreign));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/error/facts-are-copied", test_facts);
  g_test_add_func ("/remote/error/bare-and-foreign", test_bare);
  g_test_add_func ("/remote/error/exit-codes-and-names", test_exit_codes);
  g_test_add_func ("/remote/error/passing", test_passing);
  return g_test_run ();
}
