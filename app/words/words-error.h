/* Any error as words: those of remote, cert and partner, and those of local files. The engine's own message is for logs; these are for
 * people. It decides nothing: exit codes and retries are remote's. */
#pragma once

#include "words.h"

#include "cert-store.h"
#include "remote-error.h"
#include "remote-facts.h"

G_BEGIN_DECLS

/* partner: (nullable) its name. */
WaybillWords *waybill_words_error      (const GError             *error,
                                        const char               *partner);
/* subject: (nullable) the file or label it is about, where the error does not say. session: (nullable) makes the reason sharper. */
WaybillWords *waybill_words_error_full (const GError             *error,
                                        const char               *partner,
                                        const char               *subject,
                                        const WaybillRemoteFacts *session);
/* For those who have the store at hand: an authority that is missing may lie in it, unticked. Makes reason and next step of such an error
 * sharper, and leaves all others as they are. */
void          waybill_words_error_look_in_store (WaybillWords     *words,
                                                 const GError     *error,
                                                 WaybillCertStore *store);

G_END_DECLS
