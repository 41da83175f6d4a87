/* Whom one partner believes: the system's authorities yes/no, authorities ticked, server certificates pinned, and
 * exceptions of one session. Immutable once built, safe to share between threads. It keeps nothing on disk. */
#pragma once

#include "cert-crl.h"

G_BEGIN_DECLS

typedef struct _WaybillCertTrust WaybillCertTrust;

/* authorities: (element-type WaybillCertCertificate) (nullable). pins: (nullable) SHA-256 hex, colons and case ignored.
 * Loading the system's authorities takes about 25 ms: not for a main loop that must stay smooth. */
WaybillCertTrust *waybill_cert_trust_new            (gboolean            use_system,
                                                     GPtrArray          *authorities,
                                                     const char * const *pins,
                                                     GError            **error);
/* The same list and one leaf that the person accepted for this session: it overrides every reason of the verdict. */
WaybillCertTrust *waybill_cert_trust_with_exception (WaybillCertTrust   *self,
                                                     const char         *fingerprint);
/* The same list and revocation lists of its authorities; (element-type WaybillCertCrl). */
WaybillCertTrust *waybill_cert_trust_with_crls      (WaybillCertTrust   *self,
                                                     GPtrArray          *crls);
/* The same list, but keys of 1024 bits and SHA-1 signatures are no reason: an old server, by the person's choice. */
WaybillCertTrust *waybill_cert_trust_with_weak      (WaybillCertTrust   *self);
WaybillCertTrust *waybill_cert_trust_ref            (WaybillCertTrust   *self);
void              waybill_cert_trust_unref          (WaybillCertTrust   *self);
gboolean          waybill_cert_trust_is_empty       (WaybillCertTrust   *self);
guint             waybill_cert_trust_get_n_system   (WaybillCertTrust   *self);
GPtrArray        *waybill_cert_trust_get_crls       (WaybillCertTrust   *self); /* (nullable) (element-type WaybillCertCrl) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertTrust, waybill_cert_trust_unref)

G_END_DECLS
