/* Our certificate on a card (PKCS#11): is the card there, what is its PIN, may it be tried. Only for this layer. */
#pragma once

#include "partner-prompt.h"

#include "cert-identity.h"

G_BEGIN_DECLS

/* uri: checked. fingerprint: (nullable) the certificate that it must be. prompt: (nullable). */
void                 waybill_partner_card_open_async  (const char           *uri,
                                                       const char           *fingerprint,
                                                       WaybillSecretVault   *vault,
                                                       WaybillPartnerPrompt *prompt,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
/* PIN_WANTED, PIN_WRONG, PIN_LAST, an error of cert-token. */
WaybillCertIdentity *waybill_partner_card_open_finish (GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
