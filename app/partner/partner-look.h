/* What a partner's server shows at this moment: as far as its certificate, and not a byte further. Nothing of ours is sent, neither
 * certificate nor user name nor password, and nothing is kept. */
#pragma once

#include "partner-resolve.h"

#include "cert-verdict.h"

G_BEGIN_DECLS

/* learnt_folder: (nullable). */
void                waybill_partner_look_async  (WaybillPartner       *partner,
                                                 WaybillCertStore     *store,
                                                 WaybillSecretVault   *vault,
                                                 const char           *learnt_folder,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* (transfer full) (nullable): of a list that believes nobody; waybill_cert_verdict_new_again() says what another list says. */
WaybillCertVerdict *waybill_partner_look_finish (WaybillPartner       *partner,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
