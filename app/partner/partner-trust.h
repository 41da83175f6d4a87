/* A partner's trust list on its way from profile and store to what a server is checked against: of a session, and of the page that says
 * what it would say. */
#pragma once

#include "cert-store.h"
#include "cert-trust.h"
#include "partner.h"

G_BEGIN_DECLS

/* Zeroed, then read on the main thread; built from on any thread, for that touches no store. */
typedef struct
{
  gboolean   use_system;
  gboolean   allows_weak;
  GPtrArray *authorities; /* WaybillCertCertificate */
  GPtrArray *lists;       /* GBytes: revocation lists, those of authorities in between too */
  char     **pins;
  guint      n_lost;      /* authorities that are ticked, and not in the store any more: not trusted */
} WaybillPartnerTrust;

void              waybill_partner_trust_read  (WaybillPartnerTrust  *self,
                                               WaybillPartner       *partner,
                                               WaybillCertStore     *store);
WaybillCertTrust *waybill_partner_trust_build (WaybillPartnerTrust  *self,
                                               GError              **error);
void              waybill_partner_trust_clear (WaybillPartnerTrust  *self);

G_END_DECLS
