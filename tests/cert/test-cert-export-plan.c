/* What an export would write: which files, under which names, with what inside. */

#include "cert-export-plan.h"

#include "cert-fixture.h"
#include "cert-issue.h"

#include "base-clock.h"

#define DAY 86400
#define NEW_PASSWORD "bako-zetu-rumo-47"

typedef struct
{
  WaybillCertIdentity *root;
  WaybillCertIdentity *issuer;
  WaybillCertIdentity *client;
  GPtrArray *chain;
} Fixture;

static WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, WaybillCertIdentity *issuer)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, NULL, now - DAY, now + DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static void
add (GPtrArray *chain, WaybillCertIdentity *identity)
{
  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (identity)));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "HF Root CA", NULL);
  self->issuer = issue (WAYBILL_CERT_ROLE_AUTHORITY, "HF Issuing CA", self->root);
  self->client = issue (WAYBILL_CERT_ROLE_CLIENT, "anna", self->issuer);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  add (self->chain, self->client);
  add (self->chain, self->issuer);
  add (self->chain, self->root);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_cert_identity_unref (self->root);
  waybill_cert_identity_unref (self->issuer);
  waybill_cert_identity_unref (self->client);
  g_ptr_array_unref (self->chain);
}

static WaybillCertExportFile *
get_file (WaybillCertExportPlan *plan, guint index)
{
  return waybill_cert_export_plan_get_files (plan)->pdata[index];
}

static void
assert_names (WaybillCertExportPlan *plan, const char *const *expected)
{
  g_auto (GStrv) names = waybill_cert_export_plan_dup_names (plan);
  g_autofree char *got = g_strjoinv (" ", names), *want = g_strjoinv (" ", (char **) expected);

  g_assert_cmpstr (got, ==, want);
}

static void
test_separate (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillCertExportPlan) plan
      = waybill_cert_export_plan_new ("Harbour Foods client 2027-11", self->chain, WAYBILL_CERT_EXPORT_SEPARATE);

  assert_names (plan, (const char *const[]){ "Harbour-Foods-client-2027-11.pfx", "Harbour-Foods-client-2027-11.cer",
                                             "HF-Issuing-CA.cer", "HF-Root-CA.cer", NULL });
  g_assert_true (waybill_cert_export_plan_has_key (plan));
  g_assert_null (waybill_cert_export_plan_get_missing (plan));
  g_assert_true (get_file (plan, 0)->has_key);
  g_assert_cmpint (get_file (plan, 0)->role, ==, WAYBILL_CERT_EXPORT_ROLE_KEY);
  g_assert_cmpint (get_file (plan, 1)->role, ==, WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE);
  g_assert_cmpint (get_file (plan, 2)->role, ==, WAYBILL_CERT_EXPORT_ROLE_SIGNER);
  g_assert_cmpint (get_file (plan, 3)->role, ==, WAYBILL_CERT_EXPORT_ROLE_HIGHER);
  g_assert_false (get_file (plan, 1)->has_key);
}

/* Every shape: its only file, and whether a key goes along. */
static void
test_one_file (Fixture *self, gconstpointer data)
{
  static const struct
  {
    WaybillCertExportShape shape;
    const char *name;
    gboolean has_key;
    guint n_certificates;
  } rows[] = {
    { WAYBILL_CERT_EXPORT_COMBINED, "mine.pfx", TRUE, 2 }, { WAYBILL_CERT_EXPORT_DER, "mine.cer", FALSE, 1 },
    { WAYBILL_CERT_EXPORT_BASE64, "mine.cer", FALSE, 1 },  { WAYBILL_CERT_EXPORT_P7B, "mine.p7b", FALSE, 3 },
    { WAYBILL_CERT_EXPORT_PEM, "mine.pem", FALSE, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertExportPlan) plan = waybill_cert_export_plan_new ("mine", self->chain, rows[i].shape);

      g_test_message ("shape %d", rows[i].shape);
      assert_names (plan, (const char *const[]){ rows[i].name, NULL });
      g_assert_cmpint (waybill_cert_export_plan_has_key (plan), ==, rows[i].has_key);
      g_assert_cmpuint (get_file (plan, 0)->certificates->len, ==, rows[i].n_certificates);
      g_assert_cmpint (waybill_cert_export_plan_get_shape (plan), ==, rows[i].shape);
    }
}

static void
test_missing_authority (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillCertExportPlan) plan = NULL;

  g_ptr_array_set_size (self->chain, 1);
  plan = waybill_cert_export_plan_new ("mine", self->chain, WAYBILL_CERT_EXPORT_SEPARATE);
  assert_names (plan, (const char *const[]){ "mine.pfx", "mine.cer", NULL });
  g_assert_cmpstr (waybill_cert_export_plan_get_missing (plan), ==, "HF Issuing CA");
}

static void
test_safe_names (void)
{
  static const struct
  {
    const char *label;
    const char *name;
  } rows[] = {
    { "Harbour Foods client 2027-11", "Harbour-Foods-client-2027-11" },
    { "Müller & Söhne", "Muller-Sohne" },
    { "../../etc/passwd", "etc-passwd" },
    { "..", "certificate" },
    { "", "certificate" },
    { "-rf", "rf" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j" },
    { "con", "certificate-con" },
    { "LPT1.old", "certificate-LPT1.old" },
    { "console", "console" },
    { "line\nbreak\x01", "line-break" },
    { "日本", "certificate" },
    { "trailing. ", "trailing" },
  };
  g_autofree char *endless = g_strnfill (500, 'x');
  g_autofree char *cut = waybill_cert_export_plan_dup_safe_name (endless);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = waybill_cert_export_plan_dup_safe_name (rows[i].label);

      g_assert_cmpstr (name, ==, rows[i].name);
    }
  g_assert_cmpuint (strlen (cut), ==, WAYBILL_CERT_EXPORT_MAX_NAME);
}

/* An identity called like its authority: Windows would see one name. */
static void
test_equal_names (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillCertExportPlan) plan
      = waybill_cert_export_plan_new ("hf issuing ca", self->chain, WAYBILL_CERT_EXPORT_SEPARATE);

  assert_names (plan, (const char *const[]){ "hf-issuing-ca.pfx", "hf-issuing-ca.cer", "HF-Issuing-CA-2.cer",
                                             "HF-Root-CA.cer", NULL });
}

static void
test_avoid (Fixture *self, gconstpointer data)
{
  static const char *const taken[] = { "MINE.CER", "mine-2.pfx", NULL };
  static const char *const others[] = { "other.cer", NULL };
  g_autoptr (WaybillCertExportPlan) plan = waybill_cert_export_plan_new ("mine", self->chain, WAYBILL_CERT_EXPORT_SEPARATE);
  g_autoptr (WaybillCertExportPlan) numbered = waybill_cert_export_plan_avoid (plan, taken);
  g_autoptr (WaybillCertExportPlan) same = waybill_cert_export_plan_avoid (plan, others);

  assert_names (numbered,
                (const char *const[]){ "mine-3.pfx", "mine-3.cer", "HF-Issuing-CA-3.cer", "HF-Root-CA-3.cer", NULL });
  assert_names (same, (const char *const[]){ "mine.pfx", "mine.cer", "HF-Issuing-CA.cer", "HF-Root-CA.cer", NULL });
  assert_names (plan, (const char *const[]){ "mine.pfx", "mine.cer", "HF-Issuing-CA.cer", "HF-Root-CA.cer", NULL });
}

/* What is written is read again: each file for itself. */
static void
test_contents (Fixture *self, gconstpointer data)
{
  WaybillCertLock lock = GPOINTER_TO_UINT (data);
  g_autoptr (WaybillCertExportPlan) plan = waybill_cert_export_plan_new ("mine", self->chain, WAYBILL_CERT_EXPORT_SEPARATE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contents = waybill_cert_export_plan_make (plan, self->client, NEW_PASSWORD, lock, &error);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  GBytes *der;

  g_assert_no_error (error);
  g_assert_cmpuint (contents->len, ==, 4);
  waybill_cert_import_add (import, g_bytes_get_data (contents->pdata[0], NULL), g_bytes_get_size (contents->pdata[0]),
                           NEW_PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_import_settle (import, &error));
  g_assert_cmpuint (import->identities->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (import->identities->pdata[0]),
                                                 self->chain->pdata[0]));
  der = waybill_cert_certificate_get_der (self->chain->pdata[2]);
  g_assert_true (g_bytes_equal (contents->pdata[3], der));
}

static void
test_combined_has_the_root (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillCertExportPlan) plan = waybill_cert_export_plan_new ("mine", self->chain, WAYBILL_CERT_EXPORT_COMBINED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contents
      = waybill_cert_export_plan_make (plan, self->client, NEW_PASSWORD, WAYBILL_CERT_LOCK_MODERN, &error);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  g_assert_no_error (error);
  waybill_cert_import_add (import, g_bytes_get_data (contents->pdata[0], NULL), g_bytes_get_size (contents->pdata[0]),
                           NEW_PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_import_settle (import, &error));
  g_assert_cmpuint (import->identities->len, ==, 1);
  g_assert_cmpuint (waybill_cert_identity_get_chain (import->identities->pdata[0])->len + import->authorities->len, >=, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function)                                                                                           \
  g_test_add ("/cert/export-plan/" name, Fixture, GUINT_TO_POINTER (data), set_up, function, tear_down)
  ADD ("separate-names-each-file", 0, test_separate);
  ADD ("one-file", 0, test_one_file);
  ADD ("missing-authority", 0, test_missing_authority);
  g_test_add_func ("/cert/export-plan/safe-names", test_safe_names);
  ADD ("equal-names-get-a-number", 0, test_equal_names);
  ADD ("avoid", 0, test_avoid);
  ADD ("contents/modern", WAYBILL_CERT_LOCK_MODERN, test_contents);
  ADD ("contents/legacy", WAYBILL_CERT_LOCK_LEGACY, test_contents);
  ADD ("combined-has-the-root", 0, test_combined_has_the_root);
  return g_test_run ();
}
