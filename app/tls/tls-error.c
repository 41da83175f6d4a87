/* Why TLS did not come about or broke: a code, GnuTLS's own number, the alert, and the verdict when the peer's certificate
 * was not accepted. Stays below remote: ftp turns it into WAYBILL_REMOTE_ERROR. */
#include "tls-error.h"

typedef struct
{
  int gnutls_code;
  int alert;
  WaybillCertVerdict *verdict;
} WaybillTlsErrorPrivate;

static void
waybill_tls_error_private_init (WaybillTlsErrorPrivate *private)
{
  private->alert = -1;
}

static void
waybill_tls_error_private_copy (const WaybillTlsErrorPrivate *source, WaybillTlsErrorPrivate *copy)
{
  *copy = *source;
  if (copy->verdict != NULL)
    waybill_cert_verdict_ref (copy->verdict);
}

static void
waybill_tls_error_private_clear (WaybillTlsErrorPrivate *private)
{
  g_clear_pointer (&private->verdict, waybill_cert_verdict_unref);
}

G_DEFINE_EXTENDED_ERROR (WaybillTlsError, waybill_tls_error)

/**
 * waybill_tls_error_set:
 * @error: (nullable): where to put it
 * @code: what went wrong
 * @gnutls_code: GnuTLS's number, 0 when it has none
 * @alert: the TLS alert that came (RFC 8446 §6), -1 when none came
 * @verdict: (nullable): why the peer's certificate was refused
 * @format: a message for the log, as printf takes it
 * @...: for @format
 *
 * Sets an error of this domain.
 */
void
waybill_tls_error_set (
    GError **error, WaybillTlsError code, int gnutls_code, int alert, WaybillCertVerdict *verdict, const char *format, ...)
{
  WaybillTlsErrorPrivate *private;
  va_list arguments;

  if (error == NULL)
    return;

  va_start (arguments, format);
  *error = g_error_new_valist (WAYBILL_TLS_ERROR, (int) code, format, arguments);
  va_end (arguments);

  private = waybill_tls_error_get_private (*error);
  private->gnutls_code = gnutls_code;
  private->alert = alert;
  private->verdict = verdict != NULL ? waybill_cert_verdict_ref (verdict) : NULL;
}

/**
 * waybill_tls_error_get_gnutls_code:
 * @error: an error of any domain
 *
 * Returns: GnuTLS's number, 0 when there is none
 */
int
waybill_tls_error_get_gnutls_code (const GError *error)
{
  return error->domain == WAYBILL_TLS_ERROR ? waybill_tls_error_get_private (error)->gnutls_code : 0;
}

/**
 * waybill_tls_error_get_alert:
 * @error: an error of any domain
 *
 * Returns: the alert that the peer sent, -1 when it sent none
 */
int
waybill_tls_error_get_alert (const GError *error)
{
  return error->domain == WAYBILL_TLS_ERROR ? waybill_tls_error_get_private (error)->alert : -1;
}

/**
 * waybill_tls_error_get_verdict:
 * @error: an error of any domain
 *
 * Returns: (transfer none) (nullable): why the peer's certificate was refused; lives as long as @error
 */
WaybillCertVerdict *
waybill_tls_error_get_verdict (const GError *error)
{
  return error->domain == WAYBILL_TLS_ERROR ? waybill_tls_error_get_private (error)->verdict : NULL;
}
