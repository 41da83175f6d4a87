/* What the practice partner hands out. */
#include "practice-certificates.h"

#include "base-file.h"
#include "cert-error.h"
#include "cert-import.h"

#include <string.h>

static void
test_password (void)
{
  char *one = waybill_practice_password_new ();
  char *other = waybill_practice_password_new ();

  g_assert_cmpuint (strlen (one), ==, 13);
  g_assert_cmpuint (strspn (one, "abcdefghijklmnopqrstuvwxyz"), ==, 9);
  g_assert_cmpuint (strspn (one + 9, "23456789"), ==, 4);
  g_assert_cmpstr (one, !=, other);
  waybill_practice_password_free (one);
  waybill_practice_password_free (other);
}

static WaybillCertImport *
import (const char *folder, const char *name, const char *password, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) content = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, NULL);
  g_autoptr (WaybillCertImport) result = waybill_cert_import_new ();

  g_assert_nonnull (content);
  if (!waybill_cert_import_add (result, g_bytes_get_data (content, NULL), g_bytes_get_size (content), password, error)
      || !waybill_cert_import_settle (result, error))
    return NULL;
  return g_steal_pointer (&result);
}

static void
test_written (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-practice-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (WaybillPracticeCertificates) certificates = waybill_practice_certificates_new (&error);
  g_autoptr (WaybillCertImport) pfx = NULL;
  g_autoptr (WaybillCertImport) cer = NULL;
  WaybillCertCertificate *authority = waybill_practice_certificates_get_authority (certificates);

  g_assert_no_error (error);
  g_assert_true (waybill_practice_certificates_write (certificates, folder, &error));
  g_assert_no_error (error);

  pfx = import (folder, WAYBILL_PRACTICE_PFX_NAME, waybill_practice_certificates_get_pfx_password (certificates), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pfx->identities->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (pfx->identities->pdata[0]),
                                                 waybill_cert_identity_get_certificate (
                                                     waybill_practice_certificates_get_client (certificates))));
  g_assert_cmpuint (pfx->authorities->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (pfx->authorities->pdata[0], authority));

  cer = import (folder, WAYBILL_PRACTICE_CER_NAME, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cer->authorities->len, ==, 1);
  g_assert_true (waybill_cert_certificate_equal (cer->authorities->pdata[0], authority));
  g_assert_cmpstr (waybill_cert_certificate_get_name (authority), ==, "Waybill Practice Authority");

  g_assert_null (import (folder, WAYBILL_PRACTICE_PFX_NAME, "wrong", &refusal));
  g_assert_error (refusal, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/certificates/password-is-easily-typed", test_password);
  g_test_add_func ("/practice/certificates/written-files-import", test_written);
  return g_test_run ();
}
