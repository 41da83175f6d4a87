/* Reads what the certificate factory made; the folder is told by WAYBILL_TEST_CERTS. Included by each test once. */
#pragma once

#include "cert-error.h"
#include "cert-import.h"

#include <gnutls/x509.h>
#include <string.h>

#define PASSWORD "geheim-7Kx"
#define PASSWORD_NONASCII "Grüße-€7"

static inline GBytes *
fixture_read (const char *name)
{
  const char *folder = g_getenv ("WAYBILL_TEST_CERTS");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  if (folder == NULL)
    g_error ("WAYBILL_TEST_CERTS must name the folder that make-certs.sh filled");
  path = g_build_filename (folder, name, NULL);
  if (!g_file_get_contents (path, &content, &length, &error))
    g_error ("%s", error->message);
  return g_bytes_new_take (content, length);
}

static inline gboolean
fixture_add (WaybillCertImport *import, const char *name, const char *password, GError **error)
{
  g_autoptr (GBytes) content = fixture_read (name);
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  return waybill_cert_import_add (import, data, length, password, error);
}

/* The certificates of a PEM file in the order in which they stand there. */
static inline GPtrArray *
fixture_chain (const char *name)
{
  g_autoptr (GBytes) content = fixture_read (name);
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned) length };
  gnutls_x509_crt_t *handles;
  unsigned n_handles;

  g_assert_cmpint (gnutls_x509_crt_list_import2 (&handles, &n_handles, &datum, GNUTLS_X509_FMT_PEM, 0), >=, 0);
  for (unsigned i = 0; i < n_handles; i++)
    {
      gnutls_datum_t der;

      g_assert_cmpint (gnutls_x509_crt_export2 (handles[i], GNUTLS_X509_FMT_DER, &der), ==, 0);
      g_ptr_array_add (chain, waybill_cert_certificate_new_from_der (der.data, der.size, NULL));
      g_assert_nonnull (chain->pdata[i]);
      gnutls_free (der.data);
      gnutls_x509_crt_deinit (handles[i]);
    }
  gnutls_free (handles);
  return chain;
}

static inline WaybillCertCertificate *
fixture_certificate (const char *name)
{
  g_autoptr (GPtrArray) chain = fixture_chain (name);

  return waybill_cert_certificate_ref (chain->pdata[0]);
}

static inline WaybillCertIdentity *
fixture_identity (const char *name)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  fixture_add (import, name, PASSWORD, &error);
  g_assert_no_error (error);
  waybill_cert_import_settle (import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->identities->len, ==, 1);
  return waybill_cert_identity_ref (import->identities->pdata[0]);
}
