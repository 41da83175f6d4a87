/* A verdict as sentences: every reason against a certificate with the times that matter, or why it was accepted.
 * It judges nothing: cert-verdict did. */
#pragma once

#include "words.h"

#include "cert-change.h"
#include "cert-verdict.h"

G_BEGIN_DECLS

/* Where a person stands who is told to tick an authority. */
typedef enum
{
  WAYBILL_WORDS_TICK_ON_PAGE,  /* anywhere else */
  WAYBILL_WORDS_TICK_OR_TRUST, /* at the trust question */
  WAYBILL_WORDS_TICK_BELOW,    /* above the list itself */
} WaybillWordsTick;

/* Never empty for one that is refused: a sentence for each reason, the gravest first; NULL-terminated. */
char      **waybill_words_verdict_reasons  (WaybillCertVerdict *verdict);
char       *waybill_words_verdict_because  (WaybillCertVerdict *verdict); /* the same in one paragraph, or why it was accepted */
char       *waybill_words_verdict_next     (WaybillCertVerdict *verdict); /* for one that is refused */
/* The same two for those who have the store at hand: the authority that is missing may lie in it, unticked. */
char       *waybill_words_verdict_because_in_store (WaybillCertVerdict *verdict,
                                                    WaybillCertStore   *store);
char       *waybill_words_verdict_next_in_store    (WaybillCertVerdict *verdict,
                                                    WaybillCertStore   *store);
/* Their pieces: lent by the store (nullable); without a full stop; a sentence. */
WaybillCertCertificate *waybill_words_verdict_find_unticked (WaybillCertVerdict     *verdict,
                                                             WaybillCertStore       *store);
char       *waybill_words_verdict_unticked (WaybillCertCertificate *authority);
const char *waybill_words_verdict_tick     (WaybillWordsTick        where);
/* Beside it: lists and proofs that have run out; (nullable). */
char       *waybill_words_verdict_remarks  (WaybillCertVerdict *verdict);
/* words-verdict-list.c: which entry of a partner's list accepts it, or why none does. is_now: asked just now, not the last time. */
char       *waybill_words_verdict_of_list  (WaybillCertVerdict *verdict,
                                            WaybillCertStore   *store,
                                            const char         *host,
                                            gboolean            is_now);
char       *waybill_words_verdict_headline (WaybillCertVerdict *verdict); /* "Accepted by “X”", "Not accepted" */
/* One row for each certificate the server sent, leaf first: name, issuer, validity, fingerprint; NULL-terminated. */
char      **waybill_words_verdict_chain    (WaybillCertVerdict *verdict);
const char *waybill_words_verdict_reason_name (WaybillCertReason reason); /* "unknown-authority": for --json; (nullable) */

G_END_DECLS
