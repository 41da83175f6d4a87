/* Certificates for requests. For cert-request. */
#pragma once

#include "cert-identity.h"

#include <gnutls/x509.h>

G_BEGIN_DECLS

WaybillCertIdentity *waybill_cert_issue_requested (gnutls_x509_crq_t      crq,
                                                   gnutls_x509_privkey_t  key,
                                                   gint64                 not_before,
                                                   gint64                 not_after,
                                                   GError               **error);

G_END_DECLS
