/* What a trust list would say of what a server showed, asked off the main thread: the computer's authorities take 25 ms to load. */
#pragma once

#include "cert-store.h"
#include "cert-verdict.h"
#include "partner.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillCertVerdict *verdict;  /* (nullable) NULL where nothing was shown */
  guint               n_system; /* how many authorities the computer has; used or not */
  GPtrArray          *crls;     /* (element-type WaybillCertCrl): the store's */
} WaybillUiPartnerVerdict;

/* shown: (nullable) what the server showed, under whatever list. count: also count the computer's authorities. */
void                     waybill_ui_partner_verdict_async  (WaybillPartner       *partner,
                                                            WaybillCertStore     *store,
                                                            WaybillCertVerdict   *shown,
                                                            gboolean              count,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
/* (transfer full) (nullable): NULL when it was cancelled or the authorities cannot be read. */
WaybillUiPartnerVerdict *waybill_ui_partner_verdict_finish (GAsyncResult         *result,
                                                            GError              **error);
void                     waybill_ui_partner_verdict_free   (WaybillUiPartnerVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiPartnerVerdict, waybill_ui_partner_verdict_free)

G_END_DECLS
