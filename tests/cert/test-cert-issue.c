/* Certificates made here are accepted by our own verdict and come back from our own export. */

#include "cert-export.h"
#include "cert-fixture.h"
#include "cert-issue.h"
#include "cert-verdict.h"
#include "cert-handle.h"

#include <glib/gstdio.h>

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY 86400

static WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, WaybillCertIdentity *issuer)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, role == WAYBILL_CERT_ROLE_SERVER ? names : NULL, NOW - DAY,
                                                      NOW + DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

/* RFC 4514 puts a backslash before a comma; people do not. */
static void
test_name_is_as_people_write_it (void)
{
  static const char *const names[] = { "Northgate Wholesale, EDI 4711", "A + B; \"C\" <d>", "#1 Bakery", "back\\slash" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WaybillCertIdentity) identity = issue (WAYBILL_CERT_ROLE_CLIENT, names[i], NULL);

      g_assert_cmpstr (waybill_cert_certificate_get_name (waybill_cert_identity_get_certificate (identity)), ==, names[i]);
    }
}

static void
test_server_is_accepted (void)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Übungs-CA", NULL);
  g_autoptr (WaybillCertIdentity) inter = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Between", root);
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, "server", inter);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, waybill_cert_identity_get_chain (root), NULL, NULL);
  g_autoptr (WaybillCertVerdict) verdict
      = waybill_cert_verdict_new (waybill_cert_identity_get_chain (server), trust, "::1", NOW);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, 0);
  g_assert_cmpuint (waybill_cert_identity_get_chain (server)->len, ==, 2);
  g_assert_cmpstr (waybill_cert_certificate_get_name (waybill_cert_verdict_get_anchor (verdict)), ==, "Übungs-CA");
}

static void
test_roles (void)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "root", NULL);
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, "server", root);
  g_autoptr (WaybillCertIdentity) client = issue (WAYBILL_CERT_ROLE_CLIENT, "client", NULL);
  WaybillCertCertificate *of_root = waybill_cert_identity_get_certificate (root);
  WaybillCertCertificate *of_server = waybill_cert_identity_get_certificate (server);
  WaybillCertCertificate *of_client = waybill_cert_identity_get_certificate (client);
  guint n_pcerts;

  g_assert_true (waybill_cert_certificate_is_authority (of_root));
  g_assert_true (waybill_cert_certificate_is_self_signed (of_root));
  g_assert_false (waybill_cert_certificate_is_authority (of_server));
  g_assert_true (waybill_cert_certificate_is_for_servers (of_server));
  g_assert_false (waybill_cert_certificate_is_for_clients (of_server));
  g_assert_true (waybill_cert_certificate_is_for_clients (of_client));
  g_assert_false (waybill_cert_certificate_is_for_servers (of_client));
  g_assert_true (waybill_cert_certificate_is_self_signed (of_client));
  g_assert_cmpint (waybill_cert_certificate_get_not_after (of_client), ==, NOW + DAY);
  g_assert_cmpstr (waybill_cert_certificate_get_serial (of_server), !=, waybill_cert_certificate_get_serial (of_client));
  g_assert_nonnull (waybill_cert_identity_get_pcerts (server, &n_pcerts));
  g_assert_cmpuint (n_pcerts, ==, 1);
  g_assert_nonnull (waybill_cert_identity_get_privkey (server));
}

static void
check_export (const char *password, guint remarks)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "root", NULL);
  g_autoptr (WaybillCertIdentity) inter = issue (WAYBILL_CERT_ROLE_AUTHORITY, "inter", root);
  g_autoptr (WaybillCertIdentity) client = issue (WAYBILL_CERT_ROLE_CLIENT, "client", inter);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pfx
      = waybill_cert_export_pfx (client, waybill_cert_identity_get_chain (root), password, "Grüße", &error);

  g_assert_no_error (error);
  waybill_cert_import_add (import, g_bytes_get_data (pfx, NULL), g_bytes_get_size (pfx), password, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_cmpuint (import->identities->len, ==, 1);
  g_assert_cmpuint (import->authorities->len, ==, 2);
  g_assert_cmphex (import->remarks, ==, remarks);
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (import->identities->pdata[0]),
                                                 waybill_cert_identity_get_certificate (client)));
}

static void
test_export (void)
{
  check_export (PASSWORD_NONASCII, 0);
}

static void
test_export_unprotected (void)
{
  check_export (NULL, WAYBILL_CERT_REMARK_NO_PASSWORD);
}

static void
test_export_pem (void)
{
  g_autoptr (GBytes) expected = fixture_read ("client/anna.pem");
  g_autoptr (WaybillCertCertificate) certificate = fixture_certificate ("client/anna.pem");
  g_autofree char *pem = waybill_cert_export_pem (certificate);

  g_assert_cmpmem (pem, strlen (pem), g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static void
test_openssl_opens (void)
{
  g_autoptr (WaybillCertIdentity) client = issue (WAYBILL_CERT_ROLE_CLIENT, "client", NULL);
  g_autoptr (GBytes) pfx = waybill_cert_export_pfx (client, NULL, PASSWORD, "client", NULL);
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *folder = g_dir_make_tmp ("waybill-export-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "client.pfx", NULL);
  const char *argv[] = { openssl, "pkcs12", "-in", file, "-passin", "pass:" PASSWORD, "-noout", NULL };
  int status = -1;

  if (openssl == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (pfx, NULL), (gssize) g_bytes_get_size (pfx), NULL));
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/issue/name-is-as-people-write-it", test_name_is_as_people_write_it);
  g_test_add_func ("/cert/issue/server-is-accepted", test_server_is_accepted);
  g_test_add_func ("/cert/issue/roles-differ", test_roles);
  g_test_add_func ("/cert/export/pfx-comes-back", test_export);
  g_test_add_func ("/cert/export/unprotected-pfx-comes-back", test_export_unprotected);
  g_test_add_func ("/cert/export/openssl-opens-the-pfx", test_openssl_opens);
  g_test_add_func ("/cert/export/pem-is-what-openssl-writes", test_export_pem);
  return g_test_run ();
}
