/* A revocation list in words: whose it is, how many it withdraws, and how long it holds. It judges no signature. */
#pragma once

#include "cert-crl.h"

G_BEGIN_DECLS

/* authority: its name. is_older: a newer one was there already and stays. (transfer full) */
char *waybill_words_crl (const char     *authority,
                         WaybillCertCrl *crl,
                         gboolean        is_older);
/* Beside its authority's name; no full stop: "revocation list until 24 December 2026". */
char *waybill_words_crl_short (WaybillCertCrl *crl);

G_END_DECLS
