/* What an authority does with a request, for tests and pages: signs it. Included where it is needed. */
#pragma once

#include "cert-handle.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>

/* pem: a request. For client authentication. (transfer full). */
static inline WaybillCertCertificate *
answer_sign (const char *pem, WaybillCertIdentity *issuer, gint64 begin, gint64 end)
{
  gnutls_x509_crt_t above = waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (issuer));
  gnutls_datum_t text = { (unsigned char *) pem, (unsigned) strlen (pem) }, der = { NULL, 0 };
  WaybillCertCertificate *certificate;
  gnutls_x509_crq_t request;
  gnutls_x509_crt_t made;

  gnutls_x509_crq_init (&request);
  gnutls_x509_crt_init (&made);
  g_assert_cmpint (gnutls_x509_crq_import (request, &text, GNUTLS_X509_FMT_PEM), ==, 0);
  g_assert_cmpint (gnutls_x509_crq_verify (request, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_set_crq (made, request), ==, 0);
  gnutls_x509_crt_set_version (made, 3);
  gnutls_x509_crt_set_serial (made, "\1\2\3\4", 4);
  gnutls_x509_crt_set_activation_time (made, (time_t) begin);
  gnutls_x509_crt_set_expiration_time (made, (time_t) end);
  gnutls_x509_crt_set_basic_constraints (made, 0, -1);
  gnutls_x509_crt_set_key_usage (made, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid (made, GNUTLS_KP_TLS_WWW_CLIENT, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (made, above, waybill_cert_identity_get_key (issuer), GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (made, GNUTLS_X509_FMT_DER, &der), ==, 0);
  certificate = waybill_cert_certificate_new_from_der (der.data, der.size, NULL);
  g_assert_nonnull (certificate);
  gnutls_free (der.data);
  gnutls_x509_crt_deinit (made);
  gnutls_x509_crq_deinit (request);
  return certificate;
}
