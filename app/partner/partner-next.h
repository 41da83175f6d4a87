/* The certificate that takes over on a day: which of a partner's two is shown now. It decides by the clock and the store and
 * changes nothing; partner-store settles what is due. Main thread. */
#pragma once

#include "cert-store.h"
#include "partner.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_NEXT_NONE,  /* none waits */
  WAYBILL_PARTNER_NEXT_WAITS, /* its day has not come */
  WAYBILL_PARTNER_NEXT_DUE,   /* its day has come: it is shown */
  WAYBILL_PARTNER_NEXT_EARLY, /* its day has come, but it is not valid yet: the present one is shown */
  WAYBILL_PARTNER_NEXT_OVER,  /* its day has come, but it has run out itself: the present one is shown */
  WAYBILL_PARTNER_NEXT_GONE,  /* the store has it no more, or not with its key: the present one is shown */
} WaybillPartnerNext;

/* day: (nullable) "2026-12-01". begin: (out) (optional) Unix seconds of the start of that day, local time. */
gboolean            waybill_partner_next_read_day     (const char       *day,
                                                       gint64           *begin);
/* (transfer full): the local day of that moment, as "2026-12-01". */
char               *waybill_partner_next_write_day    (gint64            unix_seconds);
/* (transfer full): the first whole day from tomorrow on at whose start it is valid. */
char               *waybill_partner_next_suggest_day  (WaybillCertCertificate *certificate,
                                                       gint64            now);
/* now: Unix seconds. */
WaybillPartnerNext  waybill_partner_next_judge        (WaybillPartner   *partner,
                                                       WaybillCertStore *store,
                                                       gint64            now);
/* (nullable): fingerprint of what the partner is shown now. */
const char         *waybill_partner_next_get_identity (WaybillPartner   *partner,
                                                       WaybillCertStore *store,
                                                       gint64            now);

G_END_DECLS
