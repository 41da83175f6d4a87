/* GnuTLS's handles of certificates and identities, for the layers that may name GnuTLS: cert itself and tls. All lent handles are read
 * only. Everybody else sees the opaque types. */
#pragma once

#include "cert-identity.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

gnutls_x509_crt_t      waybill_cert_certificate_get_handle (WaybillCertCertificate  *self);
/* chain: (element-type WaybillCertCertificate) (transfer none), leaf first. key: (transfer full), also on failure. */
WaybillCertIdentity   *waybill_cert_identity_new           (GPtrArray               *chain,
                                                            gnutls_x509_privkey_t    key,
                                                            GError                 **error);
gboolean               waybill_cert_identity_check_key     (WaybillCertCertificate  *leaf,
                                                            gnutls_privkey_t         key,
                                                            GError                 **error);
/* key: (transfer full), also on failure, and so is pin, which key's PIN function gets. */
WaybillCertIdentity   *waybill_cert_identity_new_abstract  (GPtrArray               *chain,
                                                            gnutls_privkey_t         key,
                                                            gpointer                 pin,
                                                            GDestroyNotify           drop_pin,
                                                            GError                 **error);
/* NULL: in a token. */
gnutls_x509_privkey_t  waybill_cert_identity_get_key       (WaybillCertIdentity     *self);
/* What a gnutls_certificate_retrieve_function2 hands out; valid as long as the identity. */
gnutls_pcert_st       *waybill_cert_identity_get_pcerts    (WaybillCertIdentity     *self,
                                                            guint                   *n_pcerts);
gnutls_privkey_t       waybill_cert_identity_get_privkey   (WaybillCertIdentity     *self);

G_END_DECLS
