/* The import of certificates in words: what each file turned out to be, what will be stored and why not, what was done. It opens and
 * stores nothing. */
#pragma once

#include "words.h"

#include "cert-plan.h"

G_BEGIN_DECLS

char *waybill_words_import_finding   (WaybillCertSource             *source);
/* What a locked file is, below its name: "Made on 18 November 2026 · holds a key with its certificate". */
char *waybill_words_import_locked    (WaybillCertSource             *source);
char *waybill_words_import_left_out  (guint                          n_left_out,
                                      guint                          limit);
/* Whether key and certificate belong together and the chain is complete. is_good: (out). */
char *waybill_words_import_chain     (WaybillCertPlan               *plan,
                                      const WaybillCertPlanItem     *item,
                                      gboolean                      *is_good);
/* "Ends 1 March 2041 · from HF-Root-CA.cer". label: (nullable) under which the store has it already. */
char *waybill_words_import_authority (const WaybillCertPlanItem     *item,
                                      const char                    *label);
/* Name of what is not needed, and why. */
char *waybill_words_import_leftover  (const WaybillCertPlanLeftover *leftover);
/* "18 November 2026 at 09:00 to 18 November 2028 at 09:00 · 2 years", local time. */
char *waybill_words_import_valid     (WaybillCertCertificate        *certificate);
/* What a partner shows now: entry: (nullable) it is in the store; assigned: whether there is any. */
char *waybill_words_import_uses      (const WaybillCertEntry        *entry,
                                      gboolean                       assigned);
/* partners: (nullable) (array zero-terminated=1): names of those that trust it. */
char *waybill_words_import_older     (const WaybillCertEntry        *older,
                                      WaybillCertCertificate        *newer,
                                      const char * const            *partners);
/* Names joined as people do; more than three are counted. */
char *waybill_words_import_names     (const char * const            *names);
/* partners: who uses or trusts it now. */
char *waybill_words_import_done      (gboolean                       is_identity,
                                      gboolean                       is_replacement,
                                      const char * const            *partners);

G_END_DECLS
