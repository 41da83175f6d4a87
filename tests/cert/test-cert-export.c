/* What is exported opens elsewhere, and comes back as it was. */

#include "cert-export.h"
#include "cert-fixture.h"
#include "cert-handle.h"

#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/pkcs12.h>

static char *
dup_key_id (WaybillCertIdentity *identity)
{
  guint8 id[32];
  size_t size = sizeof id;
  GString *hex = g_string_new (NULL);

  g_assert_cmpint (gnutls_x509_privkey_get_key_id (waybill_cert_identity_get_key (identity), GNUTLS_KEYID_USE_SHA256, id,
                                                   &size),
                   ==, 0);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);
  return g_string_free (hex, FALSE);
}

static WaybillCertImport *
read_back (GBytes *file, const char *password)
{
  WaybillCertImport *import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  waybill_cert_import_add (import, g_bytes_get_data (file, NULL), g_bytes_get_size (file), password, &error);
  g_assert_no_error (error);
  waybill_cert_import_settle (import, &error);
  g_assert_no_error (error);
  return import;
}

/* Same key, same chain in the same order. */
static void
assert_same (WaybillCertIdentity *one, WaybillCertIdentity *other)
{
  GPtrArray *chain = waybill_cert_identity_get_chain (one), *back = waybill_cert_identity_get_chain (other);
  g_autofree char *key = dup_key_id (one), *key_back = dup_key_id (other);

  g_assert_cmpstr (key, ==, key_back);
  g_assert_cmpuint (chain->len, ==, back->len);
  for (guint i = 0; i < chain->len; i++)
    g_assert_true (waybill_cert_certificate_equal (chain->pdata[i], back->pdata[i]));
}

/* The program's output; NULL where it is not installed. The file is {} in the arguments. */
static char *
run_tool (const char *tool, const char *arguments, GBytes *file)
{
  g_autofree char *program = g_find_program_in_path (tool);
  g_autofree char *folder = g_dir_make_tmp ("waybill-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr (GString) line = g_string_new (arguments);
  g_auto (GStrv) argv = NULL;
  g_autofree char *output = NULL, *errors = NULL;
  int status = -1;

  g_string_prepend (line, "x ");
  g_string_replace (line, "{}", path, 0);
  g_assert_true (g_shell_parse_argv (line->str, NULL, &argv, NULL));
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), NULL));
  if (program != NULL)
    {
      g_free (argv[0]);
      argv[0] = g_strdup (program);
      g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, NULL));
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  if (program == NULL)
    g_test_skip ("a program that reads the file is not installed");
  else if (status != 0)
    g_error ("%s %s: %s%s", tool, arguments, output, errors);
  return program != NULL ? g_strconcat (output, errors, NULL) : NULL;
}

static void
assert_holds (const char *text, const char *part)
{
  if (text != NULL && strstr (text, part) == NULL)
    g_error ("\"%s\" does not stand in:\n%s", part, text);
}

typedef struct
{
  const char *path;
  const char *source; /* an identity of the factory */
  WaybillCertLock lock;
  const char *password;
  gboolean has_authorities;
  const char *openssl; /* (nullable) arguments, behind "pkcs12" */
  const char *seal;    /* as OpenSSL says it */
  const char *cipher;
} Row;

static const Row rows[] = {
  { "modern", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_MODERN, PASSWORD, FALSE, "", "sha256",
    "PBES2, PBKDF2, AES-256-CBC" },
  { "modern-combined", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_MODERN, PASSWORD, TRUE, "", "sha256",
    "PBES2, PBKDF2, AES-256-CBC" },
  { "legacy", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_LEGACY, PASSWORD, FALSE, "-legacy", "sha1",
    "pbeWithSHA1And3-KeyTripleDES-CBC" },
  { "legacy-combined", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_LEGACY, PASSWORD, TRUE, "-legacy", "sha1",
    "pbeWithSHA1And3-KeyTripleDES-CBC" },
  { "modern-umlauts", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_MODERN, PASSWORD_NONASCII, FALSE, NULL, NULL, NULL },
  { "legacy-umlauts", "client/modern-chain.pfx", WAYBILL_CERT_LOCK_LEGACY, PASSWORD_NONASCII, FALSE, NULL, NULL, NULL },
};

static void
check_openssl (const Row *row, GBytes *pfx)
{
  g_autofree char *arguments
      = g_strdup_printf ("pkcs12 -in {} -passin pass:" PASSWORD " -passout pass:" PASSWORD " -info %s", row->openssl);
  g_autofree char *text = run_tool ("openssl", arguments, pfx);
  g_autofree char *seal = g_strdup_printf ("MAC: %s", row->seal);

  assert_holds (text, seal);
  assert_holds (text, row->cipher);
  assert_holds (text, "friendlyName: anna");
  assert_holds (text, "BEGIN ENCRYPTED PRIVATE KEY");
  assert_holds (text, "Lab Intermediate CA");
  if (text != NULL)
    g_assert_cmpint (strstr (text, "subject=CN = Lab Root CA, O = Lab") != NULL, ==, row->has_authorities);
}

static void
check_certtool (const Row *row, GBytes *pfx)
{
  g_autofree char *text = run_tool ("certtool", "--p12-info --inder --infile {} --password " PASSWORD, pfx);

  assert_holds (text, "BEGIN CERTIFICATE");
  assert_holds (text, "Friendly name: anna");
  assert_holds (text, row->lock == WAYBILL_CERT_LOCK_LEGACY ? "3DES" : "AES-256");
}

static void
test_pfx (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (WaybillCertIdentity) identity = fixture_identity (row->source);
  g_autoptr (GPtrArray) root = fixture_chain ("ca/root.pem");
  g_autoptr (WaybillCertImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pfx = waybill_cert_export_pfx_locked (identity, "anna", row->password,
                                                           row->has_authorities ? root : NULL, row->lock, &error);

  g_assert_no_error (error);
  import = read_back (pfx, row->password);
  g_assert_cmpuint (import->identities->len, ==, 1);
  assert_same (identity, import->identities->pdata[0]);
  g_assert_cmphex (import->remarks, ==, row->lock == WAYBILL_CERT_LOCK_LEGACY ? WAYBILL_CERT_REMARK_OLD_CIPHER : 0);
  if (row->openssl == NULL)
    return;
  check_openssl (row, pfx);
  check_certtool (row, pfx);
}

/* An authority that the chain has already does not stand in the file twice. */
static void
test_no_twins (void)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/modern-chain.pfx");
  g_autoptr (GPtrArray) chain = fixture_chain ("ca/chain.pem");
  g_autoptr (GBytes) pem = waybill_cert_export_identity_pem (identity, PASSWORD, chain, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  g_auto (GStrv) parts = g_strsplit (text, "BEGIN CERTIFICATE", -1);

  g_assert_cmpuint (g_strv_length (parts) - 1, ==, 3);
}

static void
test_identity_pem (void)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/modern-chain.pfx");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pem = waybill_cert_export_identity_pem (identity, PASSWORD, NULL, &error);
  g_autoptr (WaybillCertImport) import = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (pem, NULL), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  import = read_back (pem, PASSWORD);
  g_assert_cmpuint (import->identities->len, ==, 1);
  assert_same (identity, import->identities->pdata[0]);
  text = run_tool ("openssl", "pkey -in {} -passin pass:" PASSWORD " -noout -check", pem);
  assert_holds (text, "valid");
}

static void
test_certificates (void)
{
  static const WaybillCertForm forms[] = { WAYBILL_CERT_FORM_PEM, WAYBILL_CERT_FORM_P7B };
  static const char *const tools[] = { "x509 -in {} -noout -subject", "pkcs7 -inform DER -in {} -noout -print_certs" };
  g_autoptr (GPtrArray) chain = fixture_chain ("ca/chain.pem");

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = waybill_cert_export_certificates (chain, forms[i], &error);
      g_autoptr (WaybillCertImport) import = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      import = read_back (file, NULL);
      g_assert_cmpuint (import->authorities->len, ==, 2);
      text = run_tool ("openssl", tools[i], file);
      assert_holds (text, "Lab Intermediate CA");
    }
}

static void
test_der (void)
{
  g_autoptr (GPtrArray) chain = fixture_chain ("ca/root.pem");
  g_autoptr (GPtrArray) two = fixture_chain ("ca/chain.pem");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GBytes) expected = fixture_read ("ca/root.der.cer");
  g_autoptr (GBytes) der = waybill_cert_export_certificates (chain, WAYBILL_CERT_FORM_DER, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_bytes_equal (der, expected));
  g_assert_null (waybill_cert_export_certificates (two, WAYBILL_CERT_FORM_DER, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (waybill_cert_export_certificates (none, WAYBILL_CERT_FORM_PEM, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED);
}

static void
test_needs_password (void)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity ("client/modern-chain.pfx");
  g_autofree char *endless = g_strnfill (1025, 'x');
  const char *passwords[] = { NULL, "", "\xff", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (waybill_cert_export_pfx_locked (identity, NULL, passwords[i], NULL, WAYBILL_CERT_LOCK_MODERN, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
      g_clear_error (&error);
      g_assert_null (waybill_cert_export_identity_pem (identity, passwords[i], NULL, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
    }
}

/* As one in a token: there is a key, but nobody gets it. */
static void
test_key_stays (void)
{
  g_autoptr (GPtrArray) chain = fixture_chain ("client/anna.pem");
  g_autoptr (GBytes) content = fixture_read ("client/anna.key");
  gnutls_datum_t datum = { (unsigned char *) g_bytes_get_data (content, NULL), (unsigned) g_bytes_get_size (content) };
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  gnutls_privkey_t key;

  gnutls_privkey_init (&key);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0), ==, 0);
  identity = waybill_cert_identity_new_abstract (chain, key, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (waybill_cert_export_pfx_locked (identity, NULL, PASSWORD, NULL, WAYBILL_CERT_LOCK_MODERN, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS);
  g_clear_error (&error);
  g_assert_null (waybill_cert_export_identity_pem (identity, PASSWORD, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS);
  g_clear_error (&error);
  g_assert_null (waybill_cert_export_pfx (identity, NULL, PASSWORD, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cert/export/pfx-", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_pfx);
    }
  g_test_add_func ("/cert/export/nobody-stands-there-twice", test_no_twins);
  g_test_add_func ("/cert/export/identity-as-pem", test_identity_pem);
  g_test_add_func ("/cert/export/several-certificates", test_certificates);
  g_test_add_func ("/cert/export/der-is-one-certificate", test_der);
  g_test_add_func ("/cert/export/key-leaves-with-a-password-only", test_needs_password);
  g_test_add_func ("/cert/export/key-in-a-token-stays", test_key_stays);
  return g_test_run ();
}
