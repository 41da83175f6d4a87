/* Getting a certificate in words: what a search found and whether it can log us in, the request and the key that waits for its answer.
 * It searches, makes and sends nothing. */
#pragma once

#include "words.h"

#include "cert-search.h"
#include "cert-store.h"

G_BEGIN_DECLS

/* Whether it can log us in: "Good for logging in, until 22 November 2027", "It ran out 3 days ago". */
char       *waybill_words_request_fit       (WaybillCertCertificate   *certificate);
/* A hit, below its name: what it is, and where it lies. */
char       *waybill_words_request_hit       (const WaybillCertHit     *hit);
/* "~/Downloads" */
char       *waybill_words_request_folder    (const char               *path);
/* How the search went, one or two sentences. */
char       *waybill_words_request_searched  (const WaybillCertSearch  *search);
/* "None of these is good for Harbour Foods". partner: (nullable) its name. */
char       *waybill_words_request_none      (const char               *partner);
const char *waybill_words_request_key_title (WaybillCertKeyKind        kind); /* "RSA, 3072 bits" */
const char *waybill_words_request_key_text  (WaybillCertKeyKind        kind); /* "Works everywhere, also on the IBM i" */
/* "Made on 23 November 2026 · RSA, 3072 bits · …" */
char       *waybill_words_request_waiting   (const WaybillCertWaiting *waiting);
/* "Your certificate: the answer to your request of 23 November 2026" */
char       *waybill_words_request_answer    (const WaybillCertWaiting *waiting);
/* "This certificate belongs to none of your 2 waiting keys." */
char       *waybill_words_request_stranger  (guint                     n_waiting);
/* The key that waits wants a password that nobody has at hand. (transfer full) */
WaybillWords *waybill_words_request_locked  (void);
/* A file name that any system takes: "Harbour Foods.csr". suffix: with its dot. */
char       *waybill_words_request_file_name (const char               *label,
                                             const char               *suffix);
/* A mailto: URI with a letter and the text of the file in it. name: who the certificate is for. is_request: else a certificate that
 * signed itself. */
char       *waybill_words_request_mail      (const char               *name,
                                             const char               *pem,
                                             gboolean                  is_request);

G_END_DECLS
