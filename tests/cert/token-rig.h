/* Cards for tests: SoftHSM in a folder of the test's own, found by p11-kit's configuration as any other module is. Its PIN is always
 * TOKEN_RIG_PIN. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

#define TOKEN_RIG_PIN "4711-user"

/* FALSE, and the test is skipped, where SoftHSM is not installed. Once a process, before anything else asks for a token. */
gboolean token_rig_begin      (void);
/* A card that is called label, with nothing on it. */
void     token_rig_make_card  (const char          *label);
/* The certificate under its label and id, its key under key_label, NULL: the certificate's. with_key FALSE: without. */
void     token_rig_put        (const char          *card,
                               const char          *label,
                               const char          *key_label,
                               WaybillCertIdentity *identity,
                               gboolean             with_key);
/* An authority's certificate beside them. */
void     token_rig_put_authority (const char             *card,
                                  WaybillCertCertificate *certificate);
/* Logged out, as a fresh process finds the cards. */
void     token_rig_forget     (void);
/* The cards are taken out, or put in again. */
void     token_rig_take_out   (void);
void     token_rig_put_in     (void);
/* Where the cards lie: for SOFTHSM2_CONF of another process. */
const char *token_rig_get_configuration (void);
void     token_rig_end        (void);

G_END_DECLS
