/* Key pairs, requests, self-signed identities: what is asked for stands in them, and OpenSSL agrees. */

#include "cert-export.h"
#include "cert-fixture.h"
#include "cert-request.h"

#include "base-clock.h"

#include <glib/gstdio.h>

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY 86400

static const char *const sans[]
    = { "lab.example", "192.0.2.1", "2001:db8::1", "anna@lab.example", "https://lab.example/a", NULL };

static WaybillCertRequest *
make (const char *subject, const char *const *names, WaybillCertKeyKind kind)
{
  g_autoptr (GError) error = NULL;
  WaybillCertRequest *request = waybill_cert_request_new (subject, names, kind, &error);

  g_assert_no_error (error);
  return request;
}

/* NULL: it is not installed. */
static char *
run_openssl (const char *input, const char *const *arguments)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (openssl == NULL)
    return NULL;
  g_ptr_array_add (argv, openssl);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (char *) *arguments);
  g_ptr_array_add (argv, NULL);
  process
      = g_subprocess_newv ((const char *const *) argv->pdata,
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                           &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("openssl: %s", output);
  return output;
}

static void
assert_holds (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" does not stand in:\n%s", part, text);
}

static void
check_verifies (WaybillCertKeyKind kind, const char *key)
{
  static const char *const arguments[] = { "req", "-verify", "-noout", "-text", "-nameopt", "RFC2253,-esc_msb", NULL };
  static const char *const wanted[] = { "verify OK",
                                        "Subject: CN=Anna Groß,O=Lab\\, Ltd,C=DE",
                                        "DNS:lab.example",
                                        "IP Address:192.0.2.1",
                                        "IP Address:2001:DB8:0:0:0:0:0:1",
                                        "email:anna@lab.example",
                                        "URI:https://lab.example/a",
                                        "TLS Web Client Authentication",
                                        "Digital Signature" };
  g_autoptr (WaybillCertRequest) request = make ("CN=Anna Groß, O=Lab\\, Ltd, C=de", sans, kind);
  g_autofree char *text = NULL;

  g_assert_true (g_str_has_prefix (waybill_cert_request_get_pem (request), "-----BEGIN CERTIFICATE REQUEST-----\n"));
  g_assert_true (g_str_has_suffix (waybill_cert_request_get_pem (request), "-----END CERTIFICATE REQUEST-----\n"));
  text = run_openssl (waybill_cert_request_get_pem (request), arguments);
  if (text == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_holds (text, wanted[i]);
  assert_holds (text, key);
  g_assert_null (strstr (text, "Key Encipherment"));
}

static void
test_rsa (void)
{
  check_verifies (WAYBILL_CERT_KEY_KIND_RSA3072, "Public-Key: (3072 bit)");
}

static void
test_ec (void)
{
  check_verifies (WAYBILL_CERT_KEY_KIND_EC256, "NIST CURVE: P-256");
}

static void
test_values (void)
{
  g_autoptr (WaybillCertRequest) request = make ("CN=anna, O=Lab, C=DE", NULL, WAYBILL_CERT_KEY_KIND_EC256);
  g_autoptr (WaybillCertRequest) other = make ("O=Lab, C=DE", NULL, WAYBILL_CERT_KEY_KIND_EC256);

  g_assert_cmpstr (waybill_cert_request_get_subject (request), ==, "CN=anna,O=Lab,C=DE");
  g_assert_cmpstr (waybill_cert_request_get_name (request), ==, "anna");
  g_assert_cmpstr (waybill_cert_request_get_name (other), ==, "Lab");
  g_assert_cmpint (waybill_cert_request_get_key_kind (request), ==, WAYBILL_CERT_KEY_KIND_EC256);
  g_assert_cmpuint (strlen (waybill_cert_request_get_id (request)), ==, 64);
  g_assert_cmpstr (waybill_cert_request_get_id (request), !=, waybill_cert_request_get_id (other));
}

static void
check_refused (const char *subject, const char *const *names, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_request_new (subject, names, WAYBILL_CERT_KEY_KIND_EC256, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, code);
}

static void
test_refused (void)
{
  static const char *const bad[] = { "lab.example", "not a name", NULL };
  const char *many[WAYBILL_CERT_REQUEST_MAX_NAMES + 2] = { NULL };

  for (guint i = 0; i < WAYBILL_CERT_REQUEST_MAX_NAMES + 1; i++)
    many[i] = "lab.example";
  check_refused ("anna", NULL, WAYBILL_CERT_ERROR_SUBJECT);
  check_refused ("CN=anna", bad, WAYBILL_CERT_ERROR_NAME);
  check_refused ("CN=anna", many, WAYBILL_CERT_ERROR_NAME);
}

static void
check_self_signed (WaybillCertKeyKind kind)
{
  static const char *const arguments[]
      = { "x509", "-noout", "-ext", "subjectAltName,extendedKeyUsage,keyUsage,basicConstraints", NULL };
  g_autoptr (WaybillCertRequest) request = make ("CN=anna, O=Lab, C=DE", sans, kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  WaybillCertCertificate *leaf;
  g_autofree char *pem = NULL, *text = NULL;

  waybill_base_clock_set_now (NOW);
  identity = waybill_cert_request_make_self_signed (request, 730, &error);
  g_assert_no_error (error);
  leaf = waybill_cert_identity_get_certificate (identity);
  g_assert_cmpstr (waybill_cert_certificate_get_subject (leaf), ==, "CN=anna,O=Lab,C=DE");
  g_assert_cmpstr (waybill_cert_certificate_get_key_id (leaf), ==, waybill_cert_request_get_id (request));
  g_assert_true (waybill_cert_certificate_is_self_signed (leaf));
  g_assert_true (waybill_cert_certificate_is_for_clients (leaf));
  g_assert_false (waybill_cert_certificate_is_for_servers (leaf));
  g_assert_false (waybill_cert_certificate_is_authority (leaf));
  g_assert_cmpint (waybill_cert_certificate_get_not_after (leaf), ==, NOW + 730 * DAY);
  g_assert_cmpint (waybill_cert_certificate_get_not_before (leaf), <, NOW);
  pem = waybill_cert_export_pem (leaf);
  text = run_openssl (pem, arguments);
  for (gsize i = 0; text != NULL && sans[i] != NULL; i++)
    if (strchr (sans[i], ':') == NULL || strchr (sans[i], '/') != NULL)
      assert_holds (text, sans[i]);
  if (text != NULL)
    assert_holds (text, "CA:FALSE");
}

static void
test_self_signed (void)
{
  check_self_signed (WAYBILL_CERT_KEY_KIND_EC256);
  check_self_signed (WAYBILL_CERT_KEY_KIND_RSA3072);
}

static void
test_days (void)
{
  static const guint days[] = { 0, WAYBILL_CERT_REQUEST_MAX_DAYS + 1, G_MAXUINT };
  g_autoptr (WaybillCertRequest) request = make ("CN=anna", NULL, WAYBILL_CERT_KEY_KIND_EC256);

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (waybill_cert_request_make_self_signed (request, days[i], &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/request/rsa-verifies", test_rsa);
  g_test_add_func ("/cert/request/ec-verifies", test_ec);
  g_test_add_func ("/cert/request/says-what-it-is", test_values);
  g_test_add_func ("/cert/request/refuses-before-a-key-is-made", test_refused);
  g_test_add_func ("/cert/request/self-signed", test_self_signed);
  g_test_add_func ("/cert/request/days-are-bounded", test_days);
  return g_test_run ();
}
