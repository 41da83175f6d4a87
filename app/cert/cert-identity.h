/* An opened identity: our certificate, its chain (leaf first, self-signed root left out) and its private key, immutable,
 * safe to share between threads. What it came from, and its password, are not kept. */
#pragma once

#include "cert-certificate.h"

G_BEGIN_DECLS

typedef struct _WaybillCertIdentity WaybillCertIdentity;

WaybillCertIdentity    *waybill_cert_identity_ref             (WaybillCertIdentity     *self);
void                    waybill_cert_identity_unref           (WaybillCertIdentity     *self);
WaybillCertCertificate *waybill_cert_identity_get_certificate (WaybillCertIdentity     *self);
GPtrArray              *waybill_cert_identity_get_chain       (WaybillCertIdentity     *self);
/* The same with its certificate alone: for servers that cannot take a chain. */
WaybillCertIdentity    *waybill_cert_identity_dup_alone       (WaybillCertIdentity     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertIdentity, waybill_cert_identity_unref)

G_END_DECLS
