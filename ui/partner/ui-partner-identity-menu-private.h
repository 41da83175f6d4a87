/* A popover with the identities of the store, and None. It shows what is there when it opens. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_IDENTITY_MENU (waybill_ui_partner_identity_menu_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerIdentityMenu, waybill_ui_partner_identity_menu, WAYBILL, UI_PARTNER_IDENTITY_MENU, GtkPopover)

/* Signal "chosen" (const char *fingerprint): NULL for None. */

GtkWidget *waybill_ui_partner_identity_menu_new  (void);
/* current: (nullable) the fingerprint that is chosen. */
void       waybill_ui_partner_identity_menu_fill (WaybillUiPartnerIdentityMenu *self,
                                                  WaybillCertStore             *store,
                                                  const char                   *current);
guint      waybill_ui_partner_identity_menu_get_n_identities (WaybillUiPartnerIdentityMenu *self);

/* fingerprint: (nullable): one that is not offered; None then says that none waits. Before fill. */
void       waybill_ui_partner_identity_menu_leave_out (WaybillUiPartnerIdentityMenu *self,
                                                       const char                   *fingerprint);

G_END_DECLS
