/* From a profile to the immutable target that a session starts from: identity opened, trust list built, secrets found or
 * asked for. It connects to nobody. */
#pragma once

#include "partner-prompt.h"
#include "partner.h"

#include "cert-store.h"

G_BEGIN_DECLS

/* For this run alone; borrowed for the call. */
typedef struct
{
  const char *identity;      /* (nullable) label, fingerprint or PKCS#11 URI in place of the partner's certificate */
  guint       timeout;       /* seconds; 0: the partner's setting */
  const char *learnt_folder; /* (nullable) where partner-learnt lies; NULL: nothing was learnt */
  gboolean    looks;         /* to see its certificate alone: no identity and no login go along, and nobody is believed */
} WaybillPartnerResolveOptions;

/* options, prompt: (nullable). */
void                 waybill_partner_resolve_async  (WaybillPartner                     *partner,
                                                     WaybillCertStore                   *store,
                                                     WaybillSecretVault                 *vault,
                                                     const WaybillPartnerResolveOptions *options,
                                                     WaybillPartnerPrompt               *prompt,
                                                     GCancellable                       *cancellable,
                                                     GAsyncReadyCallback                 callback,
                                                     gpointer                            user_data);
WaybillRemoteTarget *waybill_partner_resolve_finish (WaybillPartner                     *partner,
                                                     GAsyncResult                       *result,
                                                     GError                            **error);

G_END_DECLS
