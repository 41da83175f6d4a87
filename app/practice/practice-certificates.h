/* The certificates of one rehearsal: an authority, the practice partner's own, and the one it hands to its client. All
 * stay in memory but the two files that a real partner would send. It is no store and renews nothing. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

#define WAYBILL_PRACTICE_PFX_NAME "practice-client.pfx"
#define WAYBILL_PRACTICE_CER_NAME "practice-authority.cer"

typedef struct _WaybillPracticeCertificates WaybillPracticeCertificates;

WaybillPracticeCertificates *waybill_practice_certificates_new           (GError                      **error);
WaybillPracticeCertificates *waybill_practice_certificates_ref           (WaybillPracticeCertificates  *self);
void                         waybill_practice_certificates_unref         (WaybillPracticeCertificates  *self);
WaybillCertCertificate      *waybill_practice_certificates_get_authority (WaybillPracticeCertificates  *self);
WaybillCertIdentity         *waybill_practice_certificates_get_server    (WaybillPracticeCertificates  *self);
WaybillCertIdentity         *waybill_practice_certificates_get_client    (WaybillPracticeCertificates  *self);
const char                  *waybill_practice_certificates_get_pfx_password (WaybillPracticeCertificates *self);
gboolean                     waybill_practice_certificates_write         (WaybillPracticeCertificates  *self,
                                                                          const char                   *folder,
                                                                          GError                      **error);

/* A random password that a person types easily: three syllables and four digits. Free it wiped. */
char                        *waybill_practice_password_new               (void);
void                         waybill_practice_password_free              (char                         *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillPracticeCertificates, waybill_practice_certificates_unref)

G_END_DECLS
