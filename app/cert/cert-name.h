/* Whether a certificate was made for a host: its subject alternative names alone decide. Only for cert-verdict. */
#pragma once

#include "cert-certificate.h"

G_BEGIN_DECLS

gboolean waybill_cert_name_matches (WaybillCertCertificate *certificate,
                                    const char             *host);

G_END_DECLS
