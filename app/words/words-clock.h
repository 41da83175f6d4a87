/* Whose clock is wrong, in words: for a certificate that is not valid yet, or just ran out. Pure but for this computer's zone; what is
 * said is judged by cert-clock, and what nobody told is not guessed. */
#pragma once

#include "words-change.h"

G_BEGIN_DECLS

/* The three times that are compared. */
typedef enum
{
  WAYBILL_WORDS_CLOCK_COMPUTER,
  WAYBILL_WORDS_CLOCK_SERVER,
  WAYBILL_WORDS_CLOCK_CERTIFICATE,
  WAYBILL_WORDS_N_CLOCKS,
} WaybillWordsClockWho;

typedef struct
{
  WaybillWordsTone  tone;
  char             *sentence; /* "This computer’s clock: Sunday 22 November 2026, 14:06 in Europe/Stockholm, which is 13:06 UTC" */
  gboolean          is_known; /* FALSE: it has no place on the line of time */
  gint64            time;     /* Unix seconds */
  char             *name;     /* on the line of time: "This computer" */
  char             *clock;    /* "13:06 UTC" */
} WaybillWordsClockTime;

typedef struct
{
  WaybillCertClockBlame blame;
  char                 *heading;    /* "This computer’s clock is about an hour behind" */
  char                 *body;
  WaybillWordsClockTime times[WAYBILL_WORDS_N_CLOCKS];
  char                 *difference; /* (nullable) "61 minutes behind": between computer and server */
  char                 *conclusion;
} WaybillWordsClock;

/* (nullable): NULL where the time is no reason, not the only one, or no clock is to be suspected. partner: its name. */
WaybillWordsClock *waybill_words_clock_new      (WaybillCertVerdict      *verdict,
                                                 const char              *partner);
void               waybill_words_clock_free     (WaybillWordsClock       *self);
/* The three times and what they mean, for a mail to the partner. */
char              *waybill_words_clock_report   (const WaybillWordsClock *self);

/* What stands among the reasons of a verdict: the certificate's time, this computer's, how far they are apart, and what is known. */
char              *waybill_words_clock_reason   (WaybillCertVerdict      *verdict,
                                                 gboolean                 expired);
char              *waybill_words_clock_next     (WaybillCertVerdict      *verdict,
                                                 gboolean                 expired);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillWordsClock, waybill_words_clock_free)

G_END_DECLS
