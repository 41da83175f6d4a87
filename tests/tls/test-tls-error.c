/* What a TLS error carries, also when it is copied. */
#include "test-identities.h"
#include "tls-error.h"

#include <gio/gio.h>

static void
test_facts (void)
{
  g_autoptr (GPtrArray) chain = waybill_test_identities_list (waybill_test_identities_get_other_server ());
  WaybillCertVerdict *verdict = waybill_cert_verdict_new (chain, waybill_test_identities_get_trust (), "localhost", 0);
  g_autoptr (GError) copy = NULL;
  GError *error = NULL;

  waybill_tls_error_set (&error, WAYBILL_TLS_ERROR_UNTRUSTED, -43, 48, verdict, "%s", "no");
  waybill_cert_verdict_unref (verdict);
  copy = g_error_copy (error);
  g_error_free (error);

  g_assert_error (copy, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED);
  g_assert_cmpstr (copy->message, ==, "no");
  g_assert_cmpint (waybill_tls_error_get_gnutls_code (copy), ==, -43);
  g_assert_cmpint (waybill_tls_error_get_alert (copy), ==, 48);
  g_assert_cmpstr (waybill_cert_verdict_get_name (waybill_tls_error_get_verdict (copy)), ==, "localhost");
}

static void
test_foreign (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GError) bare = g_error_new_literal (WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_LOST, "x");

  g_assert_cmpint (waybill_tls_error_get_alert (foreign), ==, -1);
  g_assert_cmpint (waybill_tls_error_get_gnutls_code (foreign), ==, 0);
  g_assert_null (waybill_tls_error_get_verdict (foreign));
  g_assert_cmpint (waybill_tls_error_get_alert (bare), ==, -1);
  g_assert_null (waybill_tls_error_get_verdict (bare));
  waybill_tls_error_set (NULL, WAYBILL_TLS_ERROR_LOST, 0, -1, NULL, "nobody listens");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/error/facts-are-copied", test_facts);
  g_test_add_func ("/tls/error/foreign", test_foreign);
  return g_test_run ();
}
