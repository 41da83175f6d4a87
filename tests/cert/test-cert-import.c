/* Every form in which partners send certificates, and every way in which a file can be wrong. */

#include "cert-fixture.h"

typedef struct
{
  const char *test;
  const char *file;
  const char *password;
  guint n_identities;
  guint n_authorities;
  guint n_others;
  guint remarks;
} Form;

#define OLD WAYBILL_CERT_REMARK_OLD_CIPHER
#define EMPTY WAYBILL_CERT_REMARK_NO_PASSWORD
#define UNSEALED WAYBILL_CERT_REMARK_NO_SEAL

static const Form forms[] = {
  { "modern-pfx", "client/modern.pfx", PASSWORD, 1, 0, 0, 0 },
  { "modern-pfx-with-chain", "client/modern-chain.pfx", PASSWORD, 1, 2, 0, 0 },
  { "legacy-pfx", "client/legacy.pfx", PASSWORD, 1, 0, 0, OLD },
  { "legacy-pfx-with-chain", "client/legacy-chain.pfx", PASSWORD, 1, 2, 0, OLD },
  { "triple-des-pfx", "client/tripledes-chain.pfx", PASSWORD, 1, 2, 0, OLD },
  { "empty-password-pfx", "client/modern-emptypw.pfx", NULL, 1, 2, 0, EMPTY },
  { "empty-password-legacy-pfx", "client/legacy-emptypw.pfx", "", 1, 2, 0, EMPTY | OLD },
  { "non-ascii-password-pfx", "client/modern-nonascii.pfx", PASSWORD_NONASCII, 1, 2, 0, 0 },
  { "non-ascii-password-legacy-pfx", "client/legacy-nonascii.pfx", PASSWORD_NONASCII, 1, 2, 0, OLD },
  { "unsealed-plain-pfx", "client/plain-nomac.pfx", NULL, 1, 2, 0, EMPTY | UNSEALED },
  { "unsealed-encrypted-pfx", "client/modern-nomac.pfx", PASSWORD, 1, 2, 0, UNSEALED },
  { "certificates-in-clear-pfx", "client/certs-in-clear.pfx", PASSWORD, 1, 2, 0, 0 },
  { "600000-rounds-pfx", "client/modern-600k.pfx", PASSWORD, 1, 2, 0, 0 },
  { "ec-pfx", "client/berta.pfx", PASSWORD, 1, 2, 0, 0 },
  { "non-ascii-name-pfx", "client/nonascii-name.pfx", PASSWORD, 1, 2, 0, 0 },
  { "sealed-plain-pfx", "client/seal-only.pfx", PASSWORD, 1, 0, 0, 0 },
  { "expired-pfx", "client/expired.pfx", PASSWORD, 1, 2, 0, 0 },
  { "certificates-only-pfx", "client/certs-only.pfx", PASSWORD, 0, 2, 0, 0 },
  { "der-cer", "client/anna.der.cer", NULL, 0, 0, 1, 0 },
  { "pem-cer", "client/anna.pem.cer", NULL, 0, 0, 1, 0 },
  { "authority-der-cer", "ca/root.der.cer", NULL, 0, 1, 0, 0 },
  { "authority-pem-cer", "ca/inter.pem.cer", NULL, 0, 1, 0, 0 },
  { "der-p7b", "client/anna.der.p7b", NULL, 0, 2, 1, 0 },
  { "pem-p7b", "client/anna.pem.p7b", NULL, 0, 2, 1, 0 },
  { "authorities-p7b", "ca/chain.der.p7b", NULL, 0, 2, 0, 0 },
  { "pem-mix", "client/anna-all.pem", NULL, 1, 1, 0, 0 },
  { "pem-mix-ec", "client/berta-all.pem", NULL, 1, 1, 0, 0 },
};

static void
test_form (gconstpointer data)
{
  const Form *form = data;
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  fixture_add (import, form->file, form->password, &error);
  g_assert_no_error (error);
  waybill_cert_import_settle (import, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (import->identities->len, ==, form->n_identities);
  g_assert_cmpuint (import->authorities->len, ==, form->n_authorities);
  g_assert_cmpuint (import->others->len, ==, form->n_others);
  g_assert_cmphex (import->remarks, ==, form->remarks);
}

typedef struct
{
  const char *test;
  const char *key;
} LooseKey;

static const LooseKey loose_keys[] = {
  { "pkcs8-pem", "client/anna.key" },
  { "pkcs8-der", "client/anna-plain.der.key" },
  { "pkcs8-encrypted-pem", "client/anna-encrypted.key" },
  { "pkcs8-encrypted-der", "client/anna-encrypted.der.key" },
  { "traditional-pem", "client/anna-traditional.key" },
  { "traditional-der", "client/anna-traditional.der.key" },
  { "traditional-encrypted-pem", "client/anna-encrypted-traditional.key" },
};

static void
test_loose_key (gconstpointer data)
{
  const LooseKey *loose = data;
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  fixture_add (import, loose->key, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_true (fixture_add (import, "client/anna.der.cer", NULL, NULL));
  g_assert_true (fixture_add (import, "ca/chain.pem", NULL, NULL));
  waybill_cert_import_settle (import, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (import->identities->len, ==, 1);
  g_assert_cmpuint (waybill_cert_identity_get_chain (import->identities->pdata[0])->len, ==, 2);
  g_assert_cmpuint (import->others->len, ==, 0);
}

typedef struct
{
  const char *test;
  const char *file;
  const char *password;
  WaybillCertError code;
} Refusal;

static const Refusal refusals[] = {
  { "pfx-wrong-password", "client/modern-chain.pfx", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "pfx-no-password", "client/modern-chain.pfx", NULL, WAYBILL_CERT_ERROR_PASSWORD },
  { "legacy-pfx-wrong-password", "client/legacy-chain.pfx", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "empty-password-pfx-with-password", "client/modern-emptypw.pfx", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "unsealed-pfx-wrong-password", "client/modern-nomac.pfx", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "latin-1-password", "client/modern-nonascii.pfx",
    "Gr\xfc\xdf"
    "e",
    WAYBILL_CERT_ERROR_PASSWORD },
  { "encrypted-key-no-password", "client/anna-encrypted.key", NULL, WAYBILL_CERT_ERROR_PASSWORD },
  { "encrypted-key-wrong-password", "client/anna-encrypted.key", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "encrypted-der-key-wrong-password", "client/anna-encrypted.der.key", "wrong", WAYBILL_CERT_ERROR_PASSWORD },
  { "encrypted-traditional-key-no-password", "client/anna-encrypted-traditional.key", NULL, WAYBILL_CERT_ERROR_PASSWORD },
  { "encrypted-traditional-key-wrong-password", "client/anna-encrypted-traditional.key", "wrong",
    WAYBILL_CERT_ERROR_PASSWORD },
  { "truncated-pfx", "client/truncated.pfx", PASSWORD, WAYBILL_CERT_ERROR_CUT_OFF },
  { "garbage", "client/garbage.pfx", PASSWORD, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE },
  { "text", "PASSWORDS", NULL, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_add (import, refusal->file, refusal->password, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, (int) refusal->code);
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_cmpuint (import->identities->len + import->authorities->len + import->others->len, ==, 0);
}

/* Cut at every length a file never crashes and never yields anything. */
static void
test_cut_everywhere (gconstpointer data)
{
  g_autoptr (GBytes) content = fixture_read (data);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (content, &length);

  for (gsize cut = 1; cut < length; cut++)
    {
      g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
      g_autoptr (GError) error = NULL;
      /* Exactly as long as it may read, so that the sanitizer sees a byte too many. */
      g_autofree guint8 *copy = g_memdup2 (bytes, cut);

      waybill_cert_import_recognise (copy, cut, NULL);
      g_assert_false (waybill_cert_import_add (import, copy, cut, PASSWORD, &error));
      /* The first bytes alone may still be anything. */
      if (cut > 16 || !g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE))
        g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_CUT_OFF);
      g_assert_true (waybill_cert_import_settle (import, NULL));
      g_assert_cmpuint (import->identities->len + import->authorities->len + import->others->len, ==, 0);
    }
}

/* Every place in a file that tells 2,048 rounds is made to tell many more: the salt before it gives up two bytes, so that
 * no length changes. Returns how many places there were; each has to be refused before anything is computed. */
static guint
check_rounds_refused (const char *file, const guint8 *many)
{
  static const guint8 few[] = { 0x02, 0x02, 0x08, 0x00 };
  g_autoptr (GBytes) content = fixture_read (file);
  gsize length = g_bytes_get_size (content);
  const guint8 *bytes = g_bytes_get_data (content, NULL);
  guint n_places = 0;

  for (gsize i = 0; i + 14 <= length; i++)
    {
      g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
      g_autoptr (GError) error = NULL;
      g_autofree guint8 *changed = NULL;

      if (bytes[i] != 0x04 || bytes[i + 1] != 0x08 || memcmp (bytes + i + 10, few, sizeof few) != 0)
        continue;
      n_places++;
      changed = g_memdup2 (bytes, length);
      changed[i + 1] = 6;
      memcpy (changed + i + 8, many, 6);
      g_assert_false (waybill_cert_import_add (import, changed, length, PASSWORD, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_EXPENSIVE);
    }
  return n_places;
}

static void
test_too_many_rounds (gconstpointer data)
{
  static const guint8 ten_million_and_one[] = { 0x02, 0x04, 0x00, 0x98, 0x96, 0x81 };
  static const guint8 most[] = { 0x02, 0x04, 0x7f, 0xff, 0xff, 0xff };

  g_assert_cmpuint (check_rounds_refused (data, ten_million_and_one), >=, 1);
  g_assert_cmpuint (check_rounds_refused (data, most), >=, 1);
}

static void
test_mismatch (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_add (import, "client/anna.pem", NULL, NULL));
  g_assert_true (fixture_add (import, "client/other.key", NULL, NULL));
  g_assert_false (waybill_cert_import_settle (import, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH);
}

static void
test_key_alone (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_add (import, "client/anna.key", NULL, NULL));
  g_assert_false (waybill_cert_import_settle (import, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE);
}

static void
test_twins_are_dropped (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  g_assert_true (fixture_add (import, "client/modern-chain.pfx", PASSWORD, NULL));
  g_assert_true (fixture_add (import, "client/anna.der.cer", NULL, NULL));
  g_assert_true (fixture_add (import, "ca/root.pem.cer", NULL, NULL));
  g_assert_true (fixture_add (import, "client/legacy.pfx", PASSWORD, NULL));
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_cmpuint (import->identities->len, ==, 1);
  g_assert_cmpuint (import->authorities->len, ==, 2);
  g_assert_cmpuint (import->others->len, ==, 0);
}

static void
test_chain_is_ordered (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  GPtrArray *chain;

  g_assert_true (fixture_add (import, "ca/root.pem", NULL, NULL));
  g_assert_true (fixture_add (import, "client/modern.pfx", PASSWORD, NULL));
  g_assert_true (fixture_add (import, "ca/inter.pem", NULL, NULL));
  g_assert_true (waybill_cert_import_settle (import, NULL));
  chain = waybill_cert_identity_get_chain (import->identities->pdata[0]);
  g_assert_cmpuint (chain->len, ==, 2);
  g_assert_cmpstr (waybill_cert_certificate_get_name (chain->pdata[0]), ==, "anna");
  g_assert_cmpstr (waybill_cert_certificate_get_name (chain->pdata[1]), ==, "Lab Intermediate CA");
}

static void
test_two_people (void)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  g_assert_true (fixture_add (import, "client/modern-chain.pfx", PASSWORD, NULL));
  g_assert_true (fixture_add (import, "client/berta.pfx", PASSWORD, NULL));
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_cmpuint (import->identities->len, ==, 2);
  g_assert_cmpuint (import->authorities->len, ==, 2);
}

static void
test_text_around_pem (void)
{
  g_autoptr (GBytes) content = fixture_read ("client/anna.pem");
  g_autofree char *pem = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  g_autofree char *text = g_strconcat ("\xef\xbb\xbf"
                                       "0 s:CN = anna\r\n-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n",
                                       pem, "and more\n", NULL);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  g_assert_true (waybill_cert_import_add (import, text + 3, strlen (text + 3), NULL, NULL));
  g_assert_true (waybill_cert_import_settle (import, NULL));
  g_assert_cmpuint (import->others->len, ==, 1);
}

static void
test_bytes_behind_der (void)
{
  g_autoptr (GBytes) content = fixture_read ("client/anna.der.cer");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  g_byte_array_append (bytes, g_bytes_get_data (content, NULL), (guint) g_bytes_get_size (content));
  g_byte_array_append (bytes, (const guint8 *) "\r\n", 2);
  g_assert_true (waybill_cert_import_add (import, bytes->data, bytes->len, NULL, NULL));
}

typedef struct
{
  const char *file;
  WaybillCertKind kind;
  gboolean needs_password;
} Look;

static void
test_recognise (void)
{
  static const Look looks[] = {
    { "client/modern.pfx", WAYBILL_CERT_KIND_PFX, TRUE },
    { "client/legacy.pfx", WAYBILL_CERT_KIND_PFX, TRUE },
    { "client/plain-nomac.pfx", WAYBILL_CERT_KIND_PFX, FALSE },
    { "client/modern-nomac.pfx", WAYBILL_CERT_KIND_PFX, TRUE },
    { "client/truncated.pfx", WAYBILL_CERT_KIND_PFX, TRUE },
    { "client/anna.der.cer", WAYBILL_CERT_KIND_CERTIFICATE, FALSE },
    { "client/anna.pem.cer", WAYBILL_CERT_KIND_CERTIFICATE, FALSE },
    { "client/anna-all.pem", WAYBILL_CERT_KIND_CERTIFICATE, FALSE },
    { "client/anna.der.p7b", WAYBILL_CERT_KIND_P7B, FALSE },
    { "client/anna.pem.p7b", WAYBILL_CERT_KIND_P7B, FALSE },
    { "client/anna.key", WAYBILL_CERT_KIND_KEY, FALSE },
    { "client/anna-plain.der.key", WAYBILL_CERT_KIND_KEY, FALSE },
    { "client/anna-traditional.der.key", WAYBILL_CERT_KIND_KEY, FALSE },
    { "client/berta-traditional.key", WAYBILL_CERT_KIND_KEY, FALSE },
    { "client/anna-encrypted.key", WAYBILL_CERT_KIND_KEY, TRUE },
    { "client/anna-encrypted.der.key", WAYBILL_CERT_KIND_KEY, TRUE },
    { "client/anna-encrypted-traditional.key", WAYBILL_CERT_KIND_KEY, TRUE },
    { "reading/certutil-encode.txt", WAYBILL_CERT_KIND_PFX, TRUE },
    { "reading/bare-base64.pfx", WAYBILL_CERT_KIND_PFX, TRUE },
    { "reading/utf16le.cer", WAYBILL_CERT_KIND_CERTIFICATE, FALSE },
    { "reading/store.sst", WAYBILL_CERT_KIND_SST, FALSE },
    { "reading/request.csr", WAYBILL_CERT_KIND_REQUEST, FALSE },
    { "reading/request.der.csr", WAYBILL_CERT_KIND_REQUEST, FALSE },
    { "reading/key-and-request.pem", WAYBILL_CERT_KIND_KEY, FALSE },
    { "client/garbage.pfx", WAYBILL_CERT_KIND_UNKNOWN, FALSE },
    { "PASSWORDS", WAYBILL_CERT_KIND_UNKNOWN, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (GBytes) content = fixture_read (looks[i].file);
      gboolean needs_password;

      g_test_message ("%s", looks[i].file);
      g_assert_cmpint (waybill_cert_import_recognise (g_bytes_get_data (content, NULL), g_bytes_get_size (content),
                                                      &needs_password),
                       ==, looks[i].kind);
      g_assert_cmpint (needs_password, ==, looks[i].needs_password);
    }
}

static void
test_too_large (void)
{
  g_autofree char *large = g_malloc0 (WAYBILL_CERT_IMPORT_MAX_BYTES + 1);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_cert_import_add (import, large, WAYBILL_CERT_IMPORT_MAX_BYTES + 1, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  static const char *const cut_files[]
      = { "client/modern-chain.pfx",       "client/legacy.pfx",        "client/anna.der.cer", "client/anna.der.p7b",
          "client/anna-encrypted.der.key", "client/anna-plain.der.key" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/import/%s-opens", forms[i].test);
      g_test_add_data_func (path, &forms[i], test_form);
    }
  for (guint i = 0; i < G_N_ELEMENTS (loose_keys); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/import/%s-key-joins", loose_keys[i].test);
      g_test_add_data_func (path, &loose_keys[i], test_loose_key);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/import/%s-refused", refusals[i].test);
      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cut_files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/import/cut-everywhere/%s", strrchr (cut_files[i], '/') + 1);
      g_test_add_data_func (path, cut_files[i], test_cut_everywhere);
    }
  g_test_add_data_func ("/cert/import/too-many-rounds-in-seal-refused", "client/seal-only.pfx", test_too_many_rounds);
  g_test_add_data_func ("/cert/import/too-many-rounds-in-bags-refused", "client/modern-nomac.pfx", test_too_many_rounds);
  g_test_add_data_func ("/cert/import/too-many-rounds-in-key-refused", "client/anna-encrypted.der.key",
                        test_too_many_rounds);
  g_test_add_func ("/cert/import/foreign-key-refused", test_mismatch);
  g_test_add_func ("/cert/import/key-alone-refused", test_key_alone);
  g_test_add_func ("/cert/import/twins-are-dropped", test_twins_are_dropped);
  g_test_add_func ("/cert/import/chain-is-ordered", test_chain_is_ordered);
  g_test_add_func ("/cert/import/two-people-and-settle-again", test_two_people);
  g_test_add_func ("/cert/import/text-around-pem-is-passed-over", test_text_around_pem);
  g_test_add_func ("/cert/import/bytes-behind-der-are-passed-over", test_bytes_behind_der);
  g_test_add_func ("/cert/import/recognised-by-content", test_recognise);
  g_test_add_func ("/cert/import/too-large-refused", test_too_large);
  return g_test_run ();
}
