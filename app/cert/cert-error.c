/* The error domain of certificate files and of the store, and the one place that turns a GnuTLS code into it. */

#include "cert-error.h"

#include <gnutls/gnutls.h>

G_DEFINE_QUARK (waybill - cert - error - quark, waybill_cert_error)

/**
 * waybill_cert_error_set_gnutls:
 * @error: (nullable): return location
 * @code: the error of this layer
 * @status: what a GnuTLS function returned, negative
 * @what: what was tried, plain English for the log
 *
 * Sets @error with GnuTLS's own words behind @what. Any thread.
 */
void
waybill_cert_error_set_gnutls (GError **error, WaybillCertError code, int status, const char *what)
{
  g_set_error (error, WAYBILL_CERT_ERROR, code, "%s: %s (%d)", what, gnutls_strerror (status), status);
}
