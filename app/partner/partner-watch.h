/* What runs out: our certificates, the authorities that partners trust, and the certificates that their servers showed last; who
 * is concerned, how soon, and whether something takes their place. Pure: it looks at values and asks nobody. Main thread. */
#pragma once

#include "cert-store.h"
#include "partner-learnt.h"
#include "partner.h"

G_BEGIN_DECLS

#define WAYBILL_PARTNER_WATCH_DAYS 60 /* from here on somebody should know */

typedef enum
{
  WAYBILL_PARTNER_WATCH_IDENTITY,
  WAYBILL_PARTNER_WATCH_AUTHORITY,
  WAYBILL_PARTNER_WATCH_SERVER, /* theirs: only they can renew it */
} WaybillPartnerWatchKind;

/* The worse the later. */
typedef enum
{
  WAYBILL_PARTNER_WATCH_FAR,
  WAYBILL_PARTNER_WATCH_SOON, /* within 60 days */
  WAYBILL_PARTNER_WATCH_OVER,
} WaybillPartnerWatchLevel;

typedef struct
{
  WaybillPartnerWatchKind   kind;
  WaybillPartnerWatchLevel  level;
  WaybillCertCertificate   *certificate;
  char                     *name;        /* its label; of a server its host */
  GPtrArray                *partners;    /* (element-type WaybillPartner): who show or trust it now, or whose server it is */
  gint64                    end;         /* Unix seconds */
  gint64                    days;        /* whole days between now and the end, never negative */
  guint                     step;        /* the lowest of 60, 30, 14, 7 and 1 days that is reached; 0: none yet, or it is over */
  gboolean                  is_replaced; /* another one stands ready, or took its place, at each of the partners */
  gint64                    next_begin;  /* identities, where one takes over: Unix seconds of the first moment; 0: none does */
} WaybillPartnerWatchItem;

/* partners: (element-type WaybillPartner). histories: (nullable) (element-type WaybillPartnerHistory): of each partner in the same
 * order, elements may be NULL. (transfer full) (element-type WaybillPartnerWatchItem), what ends first comes first. */
GPtrArray *waybill_partner_watch_list      (GPtrArray        *partners,
                                            WaybillCertStore *store,
                                            GPtrArray        *histories,
                                            gint64            now);
/* Those of which a lower step is reached than the file at path says was told; it is told once and written down there.
 * (transfer container) (element-type WaybillPartnerWatchItem). */
GPtrArray *waybill_partner_watch_take_news (GPtrArray        *items,
                                            const char       *path);
/* (transfer full): $XDG_STATE_HOME/waybill/told. */
char      *waybill_partner_watch_dup_path  (void);

G_END_DECLS
