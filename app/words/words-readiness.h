/* A partner's readiness in words: sidebar, editor and start page say the same. Pure. */
#pragma once

#include "words.h"

#include "partner-readiness.h"

G_BEGIN_DECLS

char       *waybill_words_readiness_reason   (const WaybillPartnerReadiness *readiness); /* "Certificate runs out in 12 days", "Ready" */
char       *waybill_words_readiness_sentence (const WaybillPartnerReadiness *readiness); /* "Almost ready: the certificate should be renewed." */
/* What an editor page says in its list: "ftp.example.com, port 21", "2 authorities", "Runs out in 12 days". store: for labels. */
char       *waybill_words_readiness_page     (WaybillPartner                *partner,
                                              WaybillCertStore              *store,
                                              const WaybillPartnerReadiness *readiness,
                                              WaybillPartnerPage             page);
const char *waybill_words_readiness_title    (WaybillPartnerPage             page); /* "Connection", "Folders and transfer" */

G_END_DECLS
