/* The certificate store in words: who uses what, where a certificate stands in its chain, what a change did. Reads the clock; it
 * changes nothing. */
#pragma once

#include "words.h"

#include "cert-store.h"
#include "partner-store.h"

G_BEGIN_DECLS

/* How a partner uses a certificate. */
typedef enum
{
  WAYBILL_WORDS_STORE_SHOWS  = 1 << 0, /* as our certificate */
  WAYBILL_WORDS_STORE_TRUSTS = 1 << 1, /* as an authority */
  WAYBILL_WORDS_STORE_PINS   = 1 << 2, /* as their server's */
  WAYBILL_WORDS_STORE_NEXT   = 1 << 3, /* as our certificate, from a day on that has not come */
} WaybillWordsStoreUse;

/* Where a link of a chain lies. */
typedef enum
{
  WAYBILL_WORDS_STORE_IN_STORE,
  WAYBILL_WORDS_STORE_ON_CARD,   /* in the store, its key on a card */
  WAYBILL_WORDS_STORE_CAME_WITH, /* in the file of the identity, not as an entry of its own */
} WaybillWordsStorePlace;

/* WaybillWordsStoreUse; 0: not at all. */
guint       waybill_words_store_get_use     (WaybillPartner         *partner,
                                             const char             *fingerprint);
char       *waybill_words_store_use         (guint                   use); /* "Logs in with it · Trusts it" */
/* users: (element-type WaybillPartner). "Used by Harbour Foods, Norrland", "Used by nobody" */
char       *waybill_words_store_used_by     (GPtrArray              *users);
char       *waybill_words_store_until       (WaybillCertCertificate *certificate); /* "Runs out in 12 days, 4 December 2026 at 09:00 UTC" */
char       *waybill_words_store_period      (WaybillCertCertificate *certificate); /* both ends, local and UTC, two lines */
const char *waybill_words_store_purpose     (WaybillCertCertificate *certificate); /* "Logging in (client authentication)" */
const char *waybill_words_store_key         (const WaybillCertEntry *entry);       /* where its key lies and whether it is locked */
double      waybill_words_store_life_left   (WaybillCertCertificate *certificate); /* share of its life, 0 to 1 */
char       *waybill_words_store_fingerprint (const char             *fingerprint); /* groups of four, two lines of eight */
char       *waybill_words_store_spoken      (const char             *text);        /* a blank after each character: for screen readers */
/* A link of a chain: "Authority · in the store · ends in 14 years". */
char       *waybill_words_store_link        (WaybillCertCertificate *certificate,
                                             WaybillWordsStorePlace  place,
                                             gboolean                has_key);
char       *waybill_words_store_missing     (const char             *issuer);
/* What a partner shows and whom it trusts, one line each. */
char       *waybill_words_store_identity_of (WaybillPartner         *partner,
                                             WaybillCertStore       *store);
char       *waybill_words_store_trust_of    (WaybillPartner         *partner,
                                             WaybillCertStore       *store);
/* What was done. users: (element-type WaybillPartner): who used it. */
char       *waybill_words_store_removed     (const char             *label,
                                             GPtrArray              *users);
char       *waybill_words_store_renamed     (const char             *old_label,
                                             const char             *new_label);
char       *waybill_words_store_assigned    (const char             *partner,
                                             const char             *label,
                                             gboolean                is_identity,
                                             gboolean                assigned);

G_END_DECLS
