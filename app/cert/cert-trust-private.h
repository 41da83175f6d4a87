/* What a verdict reads of a trust list. Only for cert-verdict. */
#pragma once

#include "cert-trust.h"

#include <gnutls/x509.h>

G_BEGIN_DECLS

gnutls_x509_trust_list_t waybill_cert_trust_get_system         (WaybillCertTrust       *self); /* (nullable) */
gnutls_x509_trust_list_t waybill_cert_trust_get_ticked         (WaybillCertTrust       *self);
gboolean                 waybill_cert_trust_allows_weak        (WaybillCertTrust       *self);
gboolean                 waybill_cert_trust_has_pin            (WaybillCertTrust       *self,
                                                                WaybillCertCertificate *leaf);
gboolean                 waybill_cert_trust_has_exception      (WaybillCertTrust       *self,
                                                                WaybillCertCertificate *leaf);

G_END_DECLS
