/* A certificate in words: what it is, how long it is good, what for, and what an import noticed. It opens nothing. */
#pragma once

#include "words.h"

#include "cert-certificate.h"
#include "cert-import.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_LIFE_FUTURE, /* not valid yet */
  WAYBILL_WORDS_LIFE_GOOD,
  WAYBILL_WORDS_LIFE_ENDING, /* runs out within 60 days */
  WAYBILL_WORDS_LIFE_OVER,
} WaybillWordsLife;

const char      *waybill_words_cert_kind            (WaybillCertCertificate *certificate,
                                                     gboolean                has_key);
WaybillWordsLife waybill_words_cert_get_life        (WaybillCertCertificate *certificate);
char            *waybill_words_cert_validity        (WaybillCertCertificate *certificate); /* "valid until 22 November 2027, in 12 months" */
char            *waybill_words_cert_expiry          (WaybillCertCertificate *certificate); /* "Runs out in 12 days": for lists */
char            *waybill_words_cert_period          (WaybillCertCertificate *certificate); /* both ends, local and UTC */
char            *waybill_words_cert_purpose         (WaybillCertCertificate *certificate);
char            *waybill_words_cert_fingerprint     (const char             *fingerprint); /* groups of four */
char            *waybill_words_cert_describe        (WaybillCertCertificate *certificate); /* several lines */
/* A sentence for each remark of an import; NULL-terminated. remarks: WaybillCertRemark. */
char           **waybill_words_cert_remarks         (guint                   remarks);
char            *waybill_words_cert_found           (const WaybillCertImport *import);     /* what the files hold, one sentence */

G_END_DECLS
