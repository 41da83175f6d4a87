/* What became of a server's certificate since the last time: the mood in which a person is asked. Pure; it trusts nobody. */
#pragma once

#include "cert-verdict.h"
#include "cert-store.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_CHANGE_UNKNOWN, /* never seen before, or nothing to compare with: ask whether it is really them */
  WAYBILL_CERT_CHANGE_RENEWED, /* another leaf for the same name from the same authority: calm */
  WAYBILL_CERT_CHANGE_WRONG,   /* another authority or another name than last time, revoked, a bad signature: sharp */
} WaybillCertChange;

/* Which of the reasons for WRONG hold; TOO_EARLY alone is a remark on RENEWED. */
typedef enum
{
  WAYBILL_CERT_CHANGE_OTHER_AUTHORITY = 1 << 0,
  WAYBILL_CERT_CHANGE_OTHER_NAME      = 1 << 1,
  WAYBILL_CERT_CHANGE_TOO_EARLY       = 1 << 2, /* the old one was still good for more than 60 days */
  WAYBILL_CERT_CHANGE_REVOKED         = 1 << 3,
  WAYBILL_CERT_CHANGE_BAD_SIGNATURE   = 1 << 4,
} WaybillCertChangeReason;

/* before: (nullable) (element-type WaybillCertCertificate) the chain that was accepted last, leaf first. reasons: (out) (optional). */
WaybillCertChange waybill_cert_change_judge (WaybillCertVerdict *verdict,
                                             GPtrArray          *before,
                                             guint              *reasons);
/* (nullable): the authority at the end of what the server sent, walked from the leaf by signatures. */
WaybillCertCertificate *waybill_cert_change_find_top (GPtrArray *chain);
/* The authority of the store that vouches for the chain, by signatures; (nullable), lent by the store. */
WaybillCertCertificate *waybill_cert_change_find_known (GPtrArray        *chain,
                                                        WaybillCertStore *store);

G_END_DECLS
