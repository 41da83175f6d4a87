/* Writes an identity as a PFX or as PEM, and certificates as DER, PEM or PKCS #7. To memory: who calls, writes the file. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_LOCK_MODERN, /* PBES2 with AES-256, SHA-256 seal: anything recent opens it */
  WAYBILL_CERT_LOCK_LEGACY, /* 3DES, SHA-1 seal: older Windows and IBM i; a weaker lock */
} WaybillCertLock;

typedef enum
{
  WAYBILL_CERT_FORM_DER, /* .cer; exactly one certificate */
  WAYBILL_CERT_FORM_PEM, /* .cer in Base64, .pem; one or several, in their order */
  WAYBILL_CERT_FORM_P7B, /* .p7b, DER; one or several, without any order */
} WaybillCertForm;

/* password: UTF-8; NULL writes an unprotected PFX. extra: (nullable) further authorities to put inside. */
GBytes *waybill_cert_export_pfx          (WaybillCertIdentity    *identity,
                                          GPtrArray              *extra,
                                          const char             *password,
                                          const char             *label,
                                          GError                **error);
/* For others to open. password: UTF-8, not NULL, not empty. authorities: (nullable) put in beside. */
GBytes *waybill_cert_export_pfx_locked   (WaybillCertIdentity    *identity,
                                          const char             *label,
                                          const char             *password,
                                          GPtrArray              *authorities,
                                          WaybillCertLock         lock,
                                          GError                **error);
/* The key as encrypted PKCS #8 (AES-256), then the chain, leaf first, then authorities (nullable). */
GBytes *waybill_cert_export_identity_pem (WaybillCertIdentity    *identity,
                                          const char             *password,
                                          GPtrArray              *authorities,
                                          GError                **error);
/* (element-type WaybillCertCertificate) */
GBytes *waybill_cert_export_certificates (GPtrArray              *certificates,
                                          WaybillCertForm         form,
                                          GError                **error);
char   *waybill_cert_export_pem          (WaybillCertCertificate *certificate);

G_END_DECLS
