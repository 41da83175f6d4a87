/* What else stands in a certificate, for those who look at it closely: key, usages, SHA-1. Read anew each time it is asked; it judges
 * nothing. */
#pragma once

#include "cert-certificate.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_USAGE_CLIENT         = 1 << 0,  /* extended: client authentication */
  WAYBILL_CERT_USAGE_SERVER         = 1 << 1,  /* extended: server authentication */
  WAYBILL_CERT_USAGE_MAIL           = 1 << 2,  /* extended: secure mail */
  WAYBILL_CERT_USAGE_CODE           = 1 << 3,  /* extended: signing programs */
  WAYBILL_CERT_USAGE_TIME           = 1 << 4,  /* extended: time stamps */
  WAYBILL_CERT_USAGE_OCSP           = 1 << 5,  /* extended: answers about withdrawn certificates */
  WAYBILL_CERT_USAGE_ANY            = 1 << 6,  /* extended: anything */
  WAYBILL_CERT_USAGE_OTHER          = 1 << 7,  /* extended: something else */
  WAYBILL_CERT_USAGE_SIGNATURE      = 1 << 8,
  WAYBILL_CERT_USAGE_COMMITMENT     = 1 << 9,  /* also "non-repudiation" */
  WAYBILL_CERT_USAGE_KEY_ENCIPHER   = 1 << 10,
  WAYBILL_CERT_USAGE_DATA_ENCIPHER  = 1 << 11,
  WAYBILL_CERT_USAGE_KEY_AGREEMENT  = 1 << 12,
  WAYBILL_CERT_USAGE_SIGN_CERTS     = 1 << 13,
  WAYBILL_CERT_USAGE_SIGN_LISTS     = 1 << 14, /* of withdrawn certificates */
} WaybillCertUsage;

char       *waybill_cert_facts_dup_sha1   (WaybillCertCertificate *certificate); /* lower hex: what Windows calls "thumbprint" */
/* WaybillCertUsage; 0: nothing stands in it, so that everything is allowed. */
guint       waybill_cert_facts_get_usages (WaybillCertCertificate *certificate);
/* "RSA", "EC P-256", "Ed25519"; "?" for one that nobody knows. bits: (out) (optional). */
const char *waybill_cert_facts_get_key    (WaybillCertCertificate *certificate,
                                           guint                  *bits);

G_END_DECLS
