/* Certificates on cards (PKCS#11 tokens) in words: where one is, what a card says of its PIN, and the question for it. It opens no
 * card. */
#pragma once

#include "cert-token-list.h"

G_BEGIN_DECLS

char       *waybill_words_card_heading (const char             *card);      /* "PIN of “Harbour card”" */
const char *waybill_words_card_body    (void);                              /* "It is never stored. Waybill forgets it when it ends or is locked." */
const char *waybill_words_card_tries   (WaybillCertTokenTries   tries);     /* (nullable) "1 try is left. …" */
const char *waybill_words_card_wrong   (void);                              /* "That PIN is not right." */
char       *waybill_words_card_where   (const char             *card);      /* "On the card “Harbour card”" */
/* One line under a card's name: how many certificates are on it, or that it is locked. */
char       *waybill_words_card_state   (const WaybillCertToken *token);

G_END_DECLS
