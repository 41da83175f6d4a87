/* Writes an identity as a PFX (AES-256, PBES2, SHA-256 MAC) and a certificate as DER or PEM. To memory: who calls, writes the file. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

/* password: UTF-8; NULL writes an unprotected PFX. extra: (nullable) further authorities to put inside. */
GBytes *waybill_cert_export_pfx (WaybillCertIdentity    *identity,
                                 GPtrArray              *extra,
                                 const char             *password,
                                 const char             *label,
                                 GError                **error);
char   *waybill_cert_export_pem (WaybillCertCertificate *certificate);

G_END_DECLS
