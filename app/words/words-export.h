/* An export in words: what each file is, how it is locked, how strong a password is, what was done. Pure; it writes nothing. */
#pragma once

#include "words.h"

#include "cert-export-plan.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_STRENGTH_NONE, /* nothing typed */
  WAYBILL_WORDS_STRENGTH_WEAK,
  WAYBILL_WORDS_STRENGTH_FAIR,
  WAYBILL_WORDS_STRENGTH_STRONG,
} WaybillWordsStrength;

/* "your certificate and its key, locked". is_ours: there is a key, also where it does not go along. */
const char          *waybill_words_export_role          (WaybillCertExportRole   role,
                                                         gboolean                is_ours);
const char          *waybill_words_export_shape         (WaybillCertExportShape  shape); /* "Separate (recommended)" */
const char          *waybill_words_export_shape_text    (WaybillCertExportShape  shape);
const char          *waybill_words_export_lock          (WaybillCertLock         lock); /* "Anything recent" */
const char          *waybill_words_export_lock_text     (WaybillCertLock         lock);
WaybillWordsStrength waybill_words_export_strength      (const char             *password,
                                                         WaybillCertLock         lock);
const char          *waybill_words_export_strength_word (WaybillWordsStrength    strength); /* "weak" */
/* (nullable): why this password will not do; NULL: it will. */
const char          *waybill_words_export_refuse        (const char             *password,
                                                         const char             *again,
                                                         WaybillCertLock         lock);
/* Whether the certificate is good for logging in, in a sentence. is_good: (out). */
const char          *waybill_words_export_purpose       (WaybillCertCertificate *certificate,
                                                         gboolean               *is_good);
char                *waybill_words_export_missing       (const char             *authority);
/* Files that are in the way: title and body of the question. names: at least one. */
char                *waybill_words_export_taken_title   (const char * const     *names);
char                *waybill_words_export_taken_body    (const char * const     *names,
                                                         const char             *folder);
/* "3 files are in Documents. …". */
char                *waybill_words_export_done          (WaybillCertExportPlan  *plan,
                                                         const char             *folder);

G_END_DECLS
