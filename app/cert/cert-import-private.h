/* What the parts of the importer share: what one file yielded, before anything is sorted. Only for cert-import-*. */
#pragma once

#include "cert-error.h"
#include "cert-import.h"

#include <gnutls/x509.h>

G_BEGIN_DECLS

#define WAYBILL_CERT_IMPORT_MAX_ROUNDS 10000000u

/* One file's content, or all of them: keys and certificates in the order found. */
typedef struct
{
  GPtrArray *keys;         /* gnutls_x509_privkey_t */
  GPtrArray *certificates; /* WaybillCertCertificate */
  guint      remarks;
  GPtrArray *crls;         /* WaybillCertCrl */
} WaybillCertFound;

typedef enum
{
  WAYBILL_CERT_FORM_UNKNOWN,
  WAYBILL_CERT_FORM_PFX,
  WAYBILL_CERT_FORM_CERTIFICATE,
  WAYBILL_CERT_FORM_P7B,
  WAYBILL_CERT_FORM_KEY_TRADITIONAL,
  WAYBILL_CERT_FORM_KEY_PLAIN,
  WAYBILL_CERT_FORM_KEY_ENCRYPTED,
  WAYBILL_CERT_FORM_CRL,
} WaybillCertForm;

void     waybill_cert_found_init        (WaybillCertFound       *self);
void     waybill_cert_found_clear       (WaybillCertFound       *self);

/* Of a whole import, before it was sorted. */
WaybillCertFound *waybill_cert_import_get_found (WaybillCertImport      *self);
/* Adds a copy of what another import found. */
void     waybill_cert_import_copy       (WaybillCertImport      *self,
                                         WaybillCertImport      *other);
/* Whether key belongs to one of the certificates. */
gboolean waybill_cert_import_fits       (WaybillCertImport      *self,
                                         gnutls_x509_privkey_t   key);

/* total: (out): what the outermost length asks for; more than length when the file was cut off. */
WaybillCertForm waybill_cert_form_of_der (const guint8          *der,
                                         gsize                   length,
                                         gsize                  *total);
gboolean waybill_cert_import_read_der   (WaybillCertFound       *found,
                                         const guint8           *der,
                                         gsize                   length,
                                         const char             *password,
                                         GError                **error);
gboolean waybill_cert_import_read_pfx   (WaybillCertFound       *found,
                                         const guint8           *der,
                                         gsize                   length,
                                         const char             *password,
                                         GError                **error);
gboolean waybill_cert_import_read_pem   (WaybillCertFound       *found,
                                         const char             *text,
                                         gsize                   length,
                                         const char             *password,
                                         GError                **error);
gboolean waybill_cert_import_read_key   (WaybillCertFound       *found,
                                         const void             *data,
                                         gsize                   length,
                                         gnutls_x509_crt_fmt_t   format,
                                         WaybillCertForm         form,
                                         const char             *password,
                                         GError                **error);
gboolean waybill_cert_import_check_rounds (int                   status,
                                         guint                   rounds,
                                         GError                **error);
gboolean        waybill_cert_pem_is     (const char             *text,
                                         gsize                   length);
WaybillCertKind waybill_cert_pem_kind   (const char             *text,
                                         gsize                   length,
                                         gboolean               *needs_password);
gboolean waybill_cert_pfx_needs_password (const guint8          *der,
                                         gsize                   length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillCertFound, waybill_cert_found_clear)

G_END_DECLS
