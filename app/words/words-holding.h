/* What the certificate store's window says beside words-store: a certificate's key and usages, the table of who sees what, what takes
 * another's place, cards, and which passwords are kept. Reads the clock; it changes nothing. */
#pragma once

#include "words.h"

#include "cert-store.h"
#include "partner-store.h"

G_BEGIN_DECLS

/* Which password. */
typedef enum
{
  WAYBILL_WORDS_KEPT_PASSWORD,    /* of a login */
  WAYBILL_WORDS_KEPT_ACCOUNT,
  WAYBILL_WORDS_KEPT_PROXY,
  WAYBILL_WORDS_KEPT_PASSPHRASE,  /* of an SSH key */
  WAYBILL_WORDS_KEPT_CERTIFICATE, /* of our certificate: the .pfx's */
  WAYBILL_WORDS_KEPT_PIN,         /* of a card; never in the keyring */
  WAYBILL_WORDS_N_KEPT,
} WaybillWordsKept;

char *waybill_words_holding_key        (WaybillCertCertificate *certificate); /* "RSA, 3072 bits", "Elliptic curve, P-256" */
char *waybill_words_holding_usages     (WaybillCertCertificate *certificate); /* "Client authentication, digital signature"; "" */

/* The table of partners, a column each; short, under a head. Never empty. */
char *waybill_words_holding_shown      (WaybillPartner         *partner,
                                        WaybillCertStore       *store);
char *waybill_words_holding_trusted    (WaybillPartner         *partner,
                                        WaybillCertStore       *store);
char *waybill_words_holding_pinned     (WaybillPartner         *partner,
                                        WaybillCertStore       *store);

/* What was done: one certificate took the place of another. users: (element-type WaybillPartner): where. */
char *waybill_words_holding_replaced   (const char             *old_label,
                                        const char             *new_label,
                                        GPtrArray              *users);
char *waybill_words_holding_card       (const char             *card);        /* "On the card “anna”" */

const char *waybill_words_holding_kept (WaybillWordsKept        kept);        /* "Password of the login" */
/* in_keyring: else in memory. */
char *waybill_words_holding_kept_where (WaybillWordsKept        kept,
                                        gboolean                in_keyring);  /* "Password of the login · in the keyring" */
char *waybill_words_holding_forgotten  (WaybillWordsKept        kept,
                                        const char             *owner);       /* "Password of the login at Harbour Foods forgotten" */

G_END_DECLS
