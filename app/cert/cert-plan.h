/* What an import would bring: the files with their findings, identities and authorities, what is not needed and why, and whether chains
 * reach their root. An immutable value, safe to share between threads; it stores nothing, and it knows no partner. */
#pragma once

#include "cert-source.h"
#include "cert-store.h"

G_BEGIN_DECLS

typedef struct _WaybillCertPlan WaybillCertPlan;

/* A certificate that would be stored. All lent by the plan. */
typedef struct
{
  WaybillCertCertificate *certificate;
  WaybillCertIdentity    *identity; /* (nullable): with its key */
  char                   *waiting;  /* (nullable): ours, and its key waits in the store: the id of its request; identity is NULL then */
  WaybillCertSource      *source;   /* the file it came from */
  WaybillSecretText      *password; /* (nullable) identities: what opened the key's file; NULL: no password */
  gboolean                is_complete; /* identities: the chain reaches a root */
  char                   *missing;  /* (nullable): the name of the authority where the chain ends */
} WaybillCertPlanItem;

typedef enum
{
  WAYBILL_CERT_PLAN_NO_CERTIFICATE, /* another kind of file, or one that cannot be used: see its finding */
  WAYBILL_CERT_PLAN_AGAIN,          /* all of it stands in another file as well */
  WAYBILL_CERT_PLAN_NO_KEY,         /* a certificate that is neither an authority nor ours */
  WAYBILL_CERT_PLAN_LOOSE_KEY,      /* a key that fits no certificate here */
} WaybillCertPlanReason;

typedef struct
{
  WaybillCertSource      *source;
  WaybillCertCertificate *certificate; /* (nullable): NO_KEY */
  WaybillCertPlanReason   reason;
} WaybillCertPlanLeftover;

/* sources: (element-type WaybillCertSource). stored: (nullable) (element-type WaybillCertCertificate): authorities that are at hand
 * already, for the chains. Any thread. */
WaybillCertPlan *waybill_cert_plan_new             (GPtrArray        *sources,
                                                    GPtrArray        *stored);
/* waiting: (nullable) (array zero-terminated=1): ids of requests whose keys wait for such a certificate. */
WaybillCertPlan *waybill_cert_plan_new_waiting     (GPtrArray        *sources,
                                                    GPtrArray        *stored,
                                                    const char * const *waiting);
WaybillCertPlan *waybill_cert_plan_ref             (WaybillCertPlan  *self);
void             waybill_cert_plan_unref           (WaybillCertPlan  *self);
GPtrArray       *waybill_cert_plan_get_sources     (WaybillCertPlan  *self);
/* (element-type WaybillCertPlanItem): identities first, with those whose key waits, then authorities. */
GPtrArray       *waybill_cert_plan_get_items       (WaybillCertPlan  *self);
guint            waybill_cert_plan_get_n_identities (WaybillCertPlan *self);
/* Whether it is a certificate of ours: its key came with it, or waits. */
gboolean         waybill_cert_plan_item_is_ours    (const WaybillCertPlanItem *item);
/* (transfer full) (element-type WaybillCertCertificate): an item whose key waits, then what may lie between it and its root. */
GPtrArray       *waybill_cert_plan_dup_answer      (WaybillCertPlan  *self,
                                                    const WaybillCertPlanItem *item);
/* (element-type WaybillCertPlanLeftover) */
GPtrArray       *waybill_cert_plan_get_leftovers   (WaybillCertPlan  *self);
/* (element-type WaybillCertCrl): revocation lists, whoever signed them. */
GPtrArray       *waybill_cert_plan_get_crls        (WaybillCertPlan  *self);
guint            waybill_cert_plan_get_n_locked    (WaybillCertPlan  *self);
gboolean         waybill_cert_plan_is_usable       (WaybillCertPlan  *self); /* an item, a list, or a file that may be opened yet */
/* A certificate whose key is not the one that came with it. */
gboolean         waybill_cert_plan_has_mismatch    (WaybillCertPlan  *self);
guint            waybill_cert_plan_get_remarks     (WaybillCertPlan  *self);
/* Names for the items that store does not have, unique there and among themselves; NULL for those it has. partner: (nullable) its
 * name. `{CA} {yyyy-mm-dd}` of today, `{partner or CN} client {yyyy-mm}` of expiry. (transfer full) (element-type utf8). Main thread. */
GPtrArray       *waybill_cert_plan_suggest_labels  (WaybillCertPlan  *self,
                                                    WaybillCertStore *store,
                                                    const char       *partner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertPlan, waybill_cert_plan_unref)

G_END_DECLS
