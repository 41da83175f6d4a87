/* One certificate revocation list (RFC 5280 §5), immutable, safe to share between threads. It proves nothing by itself: whose
 * it is, and whether it is signed, the verdict looks at. */
#pragma once

#include "cert-certificate.h"

G_BEGIN_DECLS

typedef struct _WaybillCertCrl WaybillCertCrl;

#define WAYBILL_CERT_CRL_MAX_BYTES (4 * 1024 * 1024)

/* DER, or PEM with one "X509 CRL" block. */
WaybillCertCrl *waybill_cert_crl_new             (const void              *data,
                                                  gsize                    length,
                                                  GError                 **error);
WaybillCertCrl *waybill_cert_crl_ref             (WaybillCertCrl          *self);
void            waybill_cert_crl_unref           (WaybillCertCrl          *self);
GBytes         *waybill_cert_crl_get_der         (WaybillCertCrl          *self);
guint           waybill_cert_crl_get_n_revoked   (WaybillCertCrl          *self);
gint64          waybill_cert_crl_get_this_update (WaybillCertCrl          *self); /* Unix seconds */
gint64          waybill_cert_crl_get_next_update (WaybillCertCrl          *self); /* 0: it does not say */
/* Whether it carries authority's name as its issuer's, and whether authority signed it. */
gboolean        waybill_cert_crl_is_of           (WaybillCertCrl          *self,
                                                  WaybillCertCertificate  *authority);
gboolean        waybill_cert_crl_is_signed_by    (WaybillCertCrl          *self,
                                                  WaybillCertCertificate  *authority);
gboolean        waybill_cert_crl_has             (WaybillCertCrl          *self,
                                                  WaybillCertCertificate  *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertCrl, waybill_cert_crl_unref)

G_END_DECLS
