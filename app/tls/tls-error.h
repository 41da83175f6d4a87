/* Why TLS did not come about or broke: a code, GnuTLS's own number, the alert, and the verdict when the peer's certificate
 * was not accepted. Stays below remote: ftp turns it into WAYBILL_REMOTE_ERROR. */
#pragma once

#include "cert-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_TLS_ERROR_HANDSHAKE,           /* no common version or cipher, or a broken handshake */
  WAYBILL_TLS_ERROR_PLAIN_TEXT,          /* the peer answered in clear */
  WAYBILL_TLS_ERROR_UNTRUSTED,           /* see the verdict */
  WAYBILL_TLS_ERROR_CERTIFICATE_WANTED,  /* the peer wants a certificate of ours and got none */
  WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED, /* the peer did not accept ours */
  WAYBILL_TLS_ERROR_LOST,                /* the connection broke, or ended without farewell */
  WAYBILL_TLS_ERROR_FAILED,
} WaybillTlsError;

#define WAYBILL_TLS_ERROR (waybill_tls_error_quark ())
GQuark              waybill_tls_error_quark       (void);
void                waybill_tls_error_set         (GError             **error,
                                                   WaybillTlsError      code,
                                                   int                  gnutls_code,
                                                   int                  alert,
                                                   WaybillCertVerdict  *verdict,
                                                   const char          *format,
                                                   ...) G_GNUC_PRINTF (6, 7);
int                 waybill_tls_error_get_gnutls_code (const GError    *error);
int                 waybill_tls_error_get_alert   (const GError        *error); /* -1: none */
WaybillCertVerdict *waybill_tls_error_get_verdict (const GError        *error); /* (nullable) lent */

G_END_DECLS
