/* What the two files about the clock share: one case, and the pieces of its sentences. */
#pragma once

#include "words-clock.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillCertVerdict     *verdict;
  WaybillCertCertificate *certificate; /* that the time speaks against */
  WaybillCertClockFinding finding;
  gint64                  now;
  gint64                  limit;       /* the certificate's end that is meant */
  gint64                  theirs;      /* the server's time, where it is known */
  gboolean                same_day;    /* in UTC: then no dates are needed */
} WaybillWordsClockCase;

/* FALSE: the time speaks against no certificate of it. */
gboolean waybill_words_clock_case_init   (WaybillWordsClockCase       *self,
                                          WaybillCertVerdict          *verdict,
                                          gboolean                     expired);
/* "14:05 UTC", with its day where the days differ. */
char    *waybill_words_clock_dup_time    (const WaybillWordsClockCase *self,
                                          gint64                       unix_seconds);
/* As it is compared: "61 minutes", "25 hours 5 minutes", "3 days 2 hours". */
char    *waybill_words_clock_dup_span    (gint64                       seconds);
/* As somebody says it who looks at a watch: "an hour", "25 hours", "3 days". */
char    *waybill_words_clock_dup_rough   (gint64                       seconds);
/* (nullable): what is known of the server's time, a sentence. */
char    *waybill_words_clock_dup_said    (const WaybillWordsClockCase *self);
/* Likewise, or that it is silent; and what follows from it. */
char    *waybill_words_clock_dup_known   (const WaybillWordsClockCase *self);
/* Who is wrong, a sentence. */
char    *waybill_words_clock_dup_blame   (const WaybillWordsClockCase *self);
/* (nullable): what the difference looks like: time zone, daylight saving, date. */
char    *waybill_words_clock_dup_pattern (const WaybillWordsClockCase *self);
/* "This computer’s clock is about an hour behind", without a full stop. */
char    *waybill_words_clock_dup_off     (const WaybillWordsClockCase *self);

G_END_DECLS
