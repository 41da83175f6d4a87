/* Any bytes as a file that a partner sent: recognised, read and sorted, or refused; read twice it is the same. */
#include "fuzz.h"

#include "cert-error.h"
#include "cert-import.h"

static char *
dup_reading (const guint8 *data, gsize size, const char *password)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  if (!waybill_cert_import_add (import, data, size, password, &error))
    {
      g_assert_true (error->domain == WAYBILL_CERT_ERROR);
      g_assert_cmpuint (import->identities->len + import->authorities->len + import->others->len, ==, 0);
      return g_strdup_printf ("refused %d", error->code);
    }
  waybill_cert_import_settle (import, NULL);
  return g_strdup_printf ("%u %u %u %u %x", import->identities->len, import->authorities->len, import->others->len,
                          import->crls->len, import->remarks);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *once = dup_reading (data, size, "geheim-7Kx");
  g_autofree char *again = dup_reading (data, size, "geheim-7Kx");
  g_autofree char *without = dup_reading (data, size, NULL);

  waybill_cert_import_recognise (data, size, NULL);
  g_assert_cmpstr (once, ==, again);
  g_assert_nonnull (without);
  return 0;
}
