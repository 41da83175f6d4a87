/* The trust question in words: from what became of a server's certificate to heading, lines and what may be offered. Pure: it shows
 * nothing, asks nobody and trusts nobody. */
#pragma once

#include "words.h"

#include "cert-change.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_TONE_GOOD,
  WAYBILL_WORDS_TONE_LOOK,
  WAYBILL_WORDS_TONE_STOP,
} WaybillWordsTone;

typedef struct
{
  WaybillWordsTone  tone;
  char             *title; /* without a full stop */
  char             *text;
} WaybillWordsChangeLine;

/* What a person may be offered; nothing: no way to trust. */
typedef enum
{
  WAYBILL_WORDS_OFFER_AUTHORITY   = 1 << 0, /* trust the authority from now on */
  WAYBILL_WORDS_OFFER_CERTIFICATE = 1 << 1, /* pin this certificate */
  WAYBILL_WORDS_OFFER_ONCE        = 1 << 2, /* for this session alone: a pin would not help */
  WAYBILL_WORDS_OFFER_RENEWAL     = 1 << 3, /* the new one in place of the pinned one */
} WaybillWordsOffer;

typedef struct
{
  WaybillCertChange       mood;       /* how it looks: what cannot be offered calmly is UNKNOWN */
  guint                   offers;     /* WaybillWordsOffer flags */
  char                   *heading;
  char                   *body;
  GPtrArray              *lines;      /* (element-type WaybillWordsChangeLine): every check; of WRONG its reasons alone */
  char                   *conclusion; /* (nullable) what it means, below the lines */
  WaybillWordsTone        tone;       /* of the conclusion */
  WaybillCertCertificate *authority;  /* (nullable) whom OFFER_AUTHORITY trusts */
} WaybillWordsChange;

/* before: (nullable) the chain that was accepted last. pins: (nullable) of the partner. partner: its name. store: (nullable) where the
 * authority may lie already. */
WaybillWordsChange *waybill_words_change_new         (WaybillCertVerdict     *verdict,
                                                      GPtrArray              *before,
                                                      const char * const     *pins,
                                                      const char             *partner,
                                                      WaybillCertStore       *store);
void                waybill_words_change_free        (WaybillWordsChange     *self);
/* The rule behind: mood is that of cert-change, reasons the verdict's. */
guint               waybill_words_change_get_offers  (WaybillCertChange       mood,
                                                      guint                   reasons,
                                                      gboolean                has_authority);
/* Name, authority, validity, short fingerprint: the two cards of a renewal. NULL-terminated. */
char              **waybill_words_change_card        (WaybillCertCertificate *certificate);
char               *waybill_words_change_link        (WaybillCertCertificate *certificate,
                                                      gboolean                is_leaf);  /* "Authority · ends 2036" */
char               *waybill_words_change_fingerprint (const char             *fingerprint); /* two lines of eight groups */
char               *waybill_words_change_spoken      (const char             *fingerprint); /* a space after each character */
/* (nullable): that an accepted server shows another certificate than before, for a toast. before: (nullable). */
char               *waybill_words_change_renewed     (WaybillCertVerdict     *verdict,
                                                      GPtrArray              *before,
                                                      const char             *partner);
/* (nullable): what was done, for a toast. choice: one WaybillWordsOffer; saved: it was written down. NULL: nothing was chosen. */
char               *waybill_words_change_done        (guint                   choice,
                                                      gboolean                saved,
                                                      const char             *partner);
/* For the partner's help desk: heading, reasons, both certificates. No secret. */
char               *waybill_words_change_report      (const WaybillWordsChange *self,
                                                      WaybillCertVerdict     *verdict,
                                                      GPtrArray              *before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillWordsChange, waybill_words_change_free)

G_END_DECLS
