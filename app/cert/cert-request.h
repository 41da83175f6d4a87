/* A new key pair and the request (PKCS #10) that asks an authority to certify it; immutable, safe to share between threads.
 * Where it waits for the answer is the store's; it sends nothing to anybody. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_KEY_KIND_RSA3072,
  WAYBILL_CERT_KEY_KIND_EC256,
} WaybillCertKeyKind;

typedef enum
{
  WAYBILL_CERT_NAME_DNS,
  WAYBILL_CERT_NAME_IP,
  WAYBILL_CERT_NAME_EMAIL,
  WAYBILL_CERT_NAME_URI,
} WaybillCertNameKind;

typedef struct _WaybillCertRequest WaybillCertRequest;

#define WAYBILL_CERT_REQUEST_MAX_SUBJECT 1024 /* bytes of a subject as typed */
#define WAYBILL_CERT_REQUEST_MAX_NAMES 32     /* alternative names */
#define WAYBILL_CERT_REQUEST_MAX_NAME 255     /* bytes of each */
#define WAYBILL_CERT_REQUEST_MAX_DAYS 3653

/* subject_dn: as people type it, "CN=anna, O=Lab, C=DE". sans: (nullable) DNS names, addresses, mail addresses, URIs.
 * RSA takes a second: off the main thread in the window. WAYBILL_CERT_ERROR_SUBJECT, NAME, FAILED. */
WaybillCertRequest  *waybill_cert_request_new              (const char            *subject_dn,
                                                            const char * const    *sans,
                                                            WaybillCertKeyKind     kind,
                                                            GError               **error);
void                 waybill_cert_request_unref            (WaybillCertRequest    *self);
const char          *waybill_cert_request_get_pem          (WaybillCertRequest    *self);
const char          *waybill_cert_request_get_subject      (WaybillCertRequest    *self); /* RFC 4514 */
const char          *waybill_cert_request_get_name         (WaybillCertRequest    *self); /* CN, else O, else the subject */
const char          *waybill_cert_request_get_id           (WaybillCertRequest    *self); /* SHA-256 of the public key, hex */
WaybillCertKeyKind   waybill_cert_request_get_key_kind     (WaybillCertRequest    *self);
/* days: 1 to WAYBILL_CERT_REQUEST_MAX_DAYS, from an hour ago on. For client authentication, signed by its own key. */
WaybillCertIdentity *waybill_cert_request_make_self_signed (WaybillCertRequest    *self,
                                                            guint                  days,
                                                            GError               **error);

/* For a form, as one types: the same rules, without a key. */
gboolean             waybill_cert_request_check_name       (const char            *san,
                                                            WaybillCertNameKind   *kind,
                                                            GError               **error);
/* (transfer full): "CN=…,O=…" of pairs "CN", "anna", "O", "Lab", NULL; empty values are left out, values are escaped. */
char                *waybill_cert_request_make_subject     (const char            *first_type,
                                                            ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertRequest, waybill_cert_request_unref)

G_END_DECLS
