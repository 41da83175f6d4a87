/* The partners of one person: a folder of UUID.partner files, mode 0600, each replaced as a whole. It resolves names; it
 * holds no secret and no certificate. Main thread. */
#pragma once

#include "partner.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_PARTNER_STORE (waybill_partner_store_get_type ())
G_DECLARE_FINAL_TYPE (WaybillPartnerStore, waybill_partner_store, WAYBILL, PARTNER_STORE, GObject)

/* Signal "changed" (no arguments): a partner was added, saved or removed. */

/* (transfer full): $XDG_DATA_HOME/waybill/partners. */
char                *waybill_partner_store_dup_folder            (void);
/* folder: made (0700) when missing. A file that cannot be read or understood is left alone, logged, counted. */
WaybillPartnerStore *waybill_partner_store_new                   (const char           *folder,
                                                                  GError              **error);
guint                waybill_partner_store_get_n_unreadable      (WaybillPartnerStore  *self);
/* (element-type WaybillPartner) (transfer container), sorted by name. */
GPtrArray           *waybill_partner_store_list                  (WaybillPartnerStore  *self);
/* (transfer none): the exact name, else the only one without case, else a UUID; NOT_FOUND, AMBIGUOUS. */
WaybillPartner      *waybill_partner_store_find                  (WaybillPartnerStore  *self,
                                                                  const char           *name,
                                                                  GError              **error);
/* (transfer full): up to five names near to what was typed, the nearest first, for "did you mean". */
char               **waybill_partner_store_suggest               (WaybillPartnerStore  *self,
                                                                  const char           *name);
/* Writes it; NAME_TAKEN (without case), STORE. */
gboolean             waybill_partner_store_add                   (WaybillPartnerStore  *self,
                                                                  WaybillPartner       *partner,
                                                                  GError              **error);
gboolean             waybill_partner_store_save                  (WaybillPartnerStore  *self,
                                                                  WaybillPartner       *partner,
                                                                  GError              **error);
/* The next certificate, whose day has come, becomes the present one; what another program changed meanwhile stays. STORE. */
gboolean             waybill_partner_store_take_over             (WaybillPartnerStore  *self,
                                                                  WaybillPartner       *partner,
                                                                  GError              **error);
gboolean             waybill_partner_store_remove                (WaybillPartnerStore  *self,
                                                                  WaybillPartner       *partner,
                                                                  GError              **error);
/* (element-type WaybillPartner) (transfer container): who shows it as their identity (or will), trusts it or pinned
 * it, sorted by name. */
GPtrArray           *waybill_partner_store_users_of_certificate  (WaybillPartnerStore  *self,
                                                                  const char           *fingerprint);
/* (transfer full): fingerprint -> GPtrArray of WaybillPartner, sorted by name, for every certificate that somebody uses, now. */
GHashTable          *waybill_partner_store_index_certificates    (WaybillPartnerStore  *self);

G_END_DECLS
