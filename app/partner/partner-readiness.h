/* How ready a partner is, page by page and as a whole: the one source of the dot and its reason in sidebar, editor and start page. Pure:
 * it looks at values and asks nobody. */
#pragma once

#include "partner-learnt.h"
#include "partner.h"

#include "cert-store.h"

G_BEGIN_DECLS

/* In the order of the editor. */
typedef enum
{
  WAYBILL_PARTNER_PAGE_CONNECTION,
  WAYBILL_PARTNER_PAGE_LOGIN,
  WAYBILL_PARTNER_PAGE_CERTIFICATE,
  WAYBILL_PARTNER_PAGE_TRUST,
  WAYBILL_PARTNER_PAGE_FOLDERS,
  WAYBILL_PARTNER_N_PAGES,
} WaybillPartnerPage;

/* The worse the later. */
typedef enum
{
  WAYBILL_PARTNER_CONCERN_NONE,           /* ready */
  WAYBILL_PARTNER_CONCERN_NEVER_TESTED,
  WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED,  /* plain FTP */
  WAYBILL_PARTNER_CONCERN_ENDS,           /* our certificate runs out within 60 days */
  WAYBILL_PARTNER_CONCERN_FUTURE,         /* ours is not valid yet */
  WAYBILL_PARTNER_CONCERN_NEXT_EARLY,     /* the one that was to take over by now is not valid yet */
  WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE,  /* the one that takes over is not in the store, or has run out itself */
  WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE, /* one that the trust list names is not in the store any more */
  WAYBILL_PARTNER_CONCERN_LAST_FAILED,    /* the last session did not succeed */
  WAYBILL_PARTNER_CONCERN_OVER,           /* our certificate has run out */
  WAYBILL_PARTNER_CONCERN_IDENTITY_GONE,  /* the one assigned is not in the store any more */
  WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED, /* empty trust list and the system's off */
  WAYBILL_PARTNER_CONCERN_NO_HOST,
} WaybillPartnerConcern;

typedef enum
{
  WAYBILL_PARTNER_READY,
  WAYBILL_PARTNER_READY_ALMOST, /* it may work; somebody should look */
  WAYBILL_PARTNER_READY_NEVER,  /* never tested */
  WAYBILL_PARTNER_READY_NOT,    /* it cannot work */
} WaybillPartnerReady;

typedef struct
{
  WaybillPartnerConcern pages[WAYBILL_PARTNER_N_PAGES]; /* the worst of each */
  WaybillPartnerConcern worst;
  WaybillPartnerReady   ready;
  gint64                days;        /* of ENDS, FUTURE, OVER: whole days between now and then, never negative */
  gint64                when;        /* of LAST_FAILED: Unix seconds */
  gboolean              failed_check; /* of LAST_FAILED: it was a check of the connection */
  guint                 authorities; /* ticked and in the store */
} WaybillPartnerReadiness;

/* history: (nullable) nothing is known. now: Unix seconds. */
void                waybill_partner_readiness_judge     (WaybillPartner              *partner,
                                                         WaybillCertStore            *store,
                                                         const WaybillPartnerHistory *history,
                                                         gint64                       now,
                                                         WaybillPartnerReadiness     *readiness);
WaybillPartnerReady waybill_partner_concern_get_ready   (WaybillPartnerConcern        concern);

G_END_DECLS
