/* The start page in words: the greeting, how many things need somebody, and what to do about each partner that is not ready. It
 * changes nothing. */
#pragma once

#include "words.h"

#include "partner-readiness.h"

G_BEGIN_DECLS

const char *waybill_words_start_greeting (gint64                         now); /* "Good morning", by local time */
char       *waybill_words_start_needs    (guint                          n_things); /* "2 things need you" */
/* "Harbour Foods: the certificate runs out in 12 days" */
char       *waybill_words_start_title    (WaybillPartner                *partner,
                                          const WaybillPartnerReadiness *readiness);
char       *waybill_words_start_why      (WaybillPartner                *partner,
                                          WaybillCertStore              *store,
                                          const WaybillPartnerReadiness *readiness,
                                          gint64                         now);

G_END_DECLS
