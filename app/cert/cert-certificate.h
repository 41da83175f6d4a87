/* One X.509 certificate, immutable, safe to share between threads. It has no key and promises no trust. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _WaybillCertCertificate WaybillCertCertificate;

WaybillCertCertificate *waybill_cert_certificate_new_from_der (const void              *der,
                                                               gsize                    length,
                                                               GError                 **error);
WaybillCertCertificate *waybill_cert_certificate_ref          (WaybillCertCertificate  *self);
void                    waybill_cert_certificate_unref        (WaybillCertCertificate  *self);
GBytes                 *waybill_cert_certificate_get_der      (WaybillCertCertificate  *self);
const char             *waybill_cert_certificate_get_fingerprint (WaybillCertCertificate *self); /* SHA-256, lower hex */
const char             *waybill_cert_certificate_get_subject  (WaybillCertCertificate  *self);   /* RFC 4514 */
const char             *waybill_cert_certificate_get_issuer   (WaybillCertCertificate  *self);
const char             *waybill_cert_certificate_get_name     (WaybillCertCertificate  *self);   /* CN, else O, else subject */
const char             *waybill_cert_certificate_get_issuer_name (WaybillCertCertificate *self);
const char             *waybill_cert_certificate_get_serial   (WaybillCertCertificate  *self);   /* hex */
const char             *waybill_cert_certificate_get_key_id   (WaybillCertCertificate  *self);   /* SHA-256 of the public key, hex */
const char * const     *waybill_cert_certificate_get_names    (WaybillCertCertificate  *self);   /* DNS and IP subject alternative names */
gint64                  waybill_cert_certificate_get_not_before (WaybillCertCertificate *self);  /* Unix seconds */
gint64                  waybill_cert_certificate_get_not_after  (WaybillCertCertificate *self);
gboolean                waybill_cert_certificate_is_authority (WaybillCertCertificate  *self);
gboolean                waybill_cert_certificate_is_self_signed (WaybillCertCertificate *self);
gboolean                waybill_cert_certificate_is_for_clients (WaybillCertCertificate *self);  /* absent EKU and KU: yes */
gboolean                waybill_cert_certificate_is_for_servers (WaybillCertCertificate *self);
gboolean                waybill_cert_certificate_equal        (WaybillCertCertificate  *self,
                                                               WaybillCertCertificate  *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertCertificate, waybill_cert_certificate_unref)

G_END_DECLS
