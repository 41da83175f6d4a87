/* What the parts of the importer share: what one file yielded, before anything is sorted. Only for cert-import-*. */
#pragma once

#include "cert-error.h"
#include "cert-import.h"

#include <gnutls/x509.h>

G_BEGIN_DECLS

/* Of key derivation: for one lock (about a second and a half), and for all locks of a file together. */
#define WAYBILL_CERT_IMPORT_MAX_ROUNDS 3000000u
#define WAYBILL_CERT_IMPORT_MAX_TOTAL 10000000u
/* Of one certificate: reading takes the square of it. */
#define WAYBILL_CERT_IMPORT_MAX_CERTIFICATE_BYTES (64 * 1024)
/* Of one file. */
#define WAYBILL_CERT_IMPORT_MAX_CERTIFICATES 2000
#define WAYBILL_CERT_IMPORT_MAX_KEYS 64

/* One file's content, or all of them: keys and certificates in the order found. */
typedef struct
{
  GPtrArray *keys;         /* gnutls_x509_privkey_t */
  GPtrArray *certificates; /* WaybillCertCertificate */
  guint      remarks;
  GPtrArray *crls;         /* WaybillCertCrl */
  guint64    rounds;       /* of all locks that were looked at */
} WaybillCertFound;

typedef enum
{
  WAYBILL_CERT_SHAPE_UNKNOWN,
  WAYBILL_CERT_SHAPE_PFX,
  WAYBILL_CERT_SHAPE_CERTIFICATE,
  WAYBILL_CERT_SHAPE_P7B,
  WAYBILL_CERT_SHAPE_KEY_TRADITIONAL,
  WAYBILL_CERT_SHAPE_KEY_PLAIN,
  WAYBILL_CERT_SHAPE_KEY_ENCRYPTED,
  WAYBILL_CERT_SHAPE_CRL,
  WAYBILL_CERT_SHAPE_REQUEST,
} WaybillCertShape;

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
/* Whether one of its keys belongs to certificate. */
gboolean waybill_cert_import_has_key_of (WaybillCertImport      *self,
                                         WaybillCertCertificate *certificate);

/* total: (out): what the outermost length asks for; more than length when the file was cut off. */
WaybillCertShape waybill_cert_shape_of_der (const guint8        *der,
                                         gsize                   length,
                                         gsize                  *total);
/* One certificate or key more, as long as there are not too many. key: (transfer full), also on failure. */
gboolean waybill_cert_import_take_certificate (WaybillCertFound *found,
                                         const void             *der,
                                         gsize                   length,
                                         GError                **error);
gboolean waybill_cert_import_take_key   (WaybillCertFound       *found,
                                         gnutls_x509_privkey_t   key,
                                         GError                **error);
gboolean waybill_cert_import_take_crl   (WaybillCertFound       *found,
                                         const void             *der,
                                         gsize                   length,
                                         GError                **error);
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
                                         WaybillCertShape        shape,
                                         const char             *password,
                                         GError                **error);
gboolean waybill_cert_import_count_rounds (WaybillCertFound     *found,
                                         int                     status,
                                         guint                   rounds,
                                         GError                **error);
gboolean        waybill_cert_pem_is     (const char             *text,
                                         gsize                   length);
WaybillCertKind waybill_cert_pem_kind   (const char             *text,
                                         gsize                   length,
                                         gboolean               *needs_password);
gboolean waybill_cert_pfx_needs_password (const guint8          *der,
                                         gsize                   length);
gboolean waybill_cert_sst_is             (const guint8          *data,
                                         gsize                   length);
gboolean waybill_cert_import_read_sst   (WaybillCertFound       *found,
                                         const guint8           *data,
                                         gsize                   length,
                                         GError                **error);
/* plain: (out): the same without its dress (UTF-16, Base64 without armour), to be wiped. FALSE: it has none. */
gboolean waybill_cert_text_undress      (const void             *data,
                                         gsize                   length,
                                         gnutls_datum_t         *plain);
/* A closer word for what is no certificate file; code where there is none. */
WaybillCertError waybill_cert_foreign_name (const void          *data,
                                         gsize                   length,
                                         WaybillCertError        code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillCertFound, waybill_cert_found_clear)

G_END_DECLS
