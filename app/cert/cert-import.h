/* Reads what partners send: PFX/P12, CER/CRT (DER or PEM), PEM with anything in it, P7B, SST, CRL; recognised by content.
 * Never asks: it says that a password is needed, its caller asks and calls again. Writes nothing. */
#pragma once

#include "cert-crl.h"
#include "cert-identity.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_KIND_UNKNOWN,
  WAYBILL_CERT_KIND_PFX,
  WAYBILL_CERT_KIND_CERTIFICATE,
  WAYBILL_CERT_KIND_P7B,
  WAYBILL_CERT_KIND_KEY,
  WAYBILL_CERT_KIND_CRL,
  WAYBILL_CERT_KIND_SST,     /* Microsoft Serialized Certificate Store */
  WAYBILL_CERT_KIND_REQUEST, /* PKCS#10: it has no certificate yet */
} WaybillCertKind;

typedef enum
{
  WAYBILL_CERT_REMARK_NO_SEAL      = 1 << 0, /* a PFX without MAC: integrity cannot be checked */
  WAYBILL_CERT_REMARK_SEAL_UNKNOWN = 1 << 1, /* a MAC that GnuTLS cannot check (PBMAC1) */
  WAYBILL_CERT_REMARK_OLD_CIPHER   = 1 << 2, /* RC2-40, RC4, DES or 3DES: weakly protected on its way */
  WAYBILL_CERT_REMARK_NO_PASSWORD  = 1 << 3, /* the PFX opened with the empty password */
  WAYBILL_CERT_REMARK_CROWDED      = 1 << 4, /* a part of the PFX holds 32 things or more, and only 32 can be read */
} WaybillCertRemark;

/* Everything found in the files of one import, sorted out. Owned by the caller; one thread. */
typedef struct
{
  GPtrArray *identities;   /* WaybillCertIdentity */
  GPtrArray *authorities;  /* WaybillCertCertificate: CA certificates, self-signed or in between */
  GPtrArray *others;       /* WaybillCertCertificate: neither ours (no key) nor an authority, e.g. a server's or our .cer again */
  guint      remarks;      /* WaybillCertRemark */
  GPtrArray *crls;         /* WaybillCertCrl: revocation lists, whoever signed them */
} WaybillCertImport;

#define WAYBILL_CERT_IMPORT_MAX_BYTES (4 * 1024 * 1024)

WaybillCertKind    waybill_cert_import_recognise (const void         *data,
                                                  gsize               length,
                                                  gboolean           *needs_password);
WaybillCertImport *waybill_cert_import_new       (void);
void               waybill_cert_import_free      (WaybillCertImport  *self);
/* Adds one file's content. password: (nullable) UTF-8; NULL tries the empty one. Nothing is added on failure.
 * Runs as long as the file's rounds ask for (up to seconds): off the main thread in the window. */
gboolean           waybill_cert_import_add       (WaybillCertImport  *self,
                                                  const void         *data,
                                                  gsize               length,
                                                  const char         *password,
                                                  GError            **error);
/* After the last add: joins loose keys (.key/.pem) with their certificates, drops what stands twice (the .cer that is the .pfx's own
 * certificate), orders chains. A loose key that fits no certificate present: KEY_MISMATCH (or NO_CERTIFICATE when there is none at all). */
gboolean           waybill_cert_import_settle    (WaybillCertImport  *self,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertImport, waybill_cert_import_free)

G_END_DECLS
