/* The pages of the editor. Each works on the draft that it is made with and holds nothing of its own but what was typed. */
#pragma once

#include <adwaita.h>

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_CONNECTION (waybill_ui_partner_connection_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerConnection, waybill_ui_partner_connection, WAYBILL, UI_PARTNER_CONNECTION, AdwPreferencesPage)

#define WAYBILL_TYPE_UI_PARTNER_LOGIN (waybill_ui_partner_login_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerLogin, waybill_ui_partner_login, WAYBILL, UI_PARTNER_LOGIN, AdwPreferencesPage)

#define WAYBILL_TYPE_UI_PARTNER_CERTIFICATE (waybill_ui_partner_certificate_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerCertificate, waybill_ui_partner_certificate, WAYBILL, UI_PARTNER_CERTIFICATE, AdwBin)

#define WAYBILL_TYPE_UI_PARTNER_TRUST (waybill_ui_partner_trust_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerTrust, waybill_ui_partner_trust, WAYBILL, UI_PARTNER_TRUST, AdwPreferencesPage)

#define WAYBILL_TYPE_UI_PARTNER_FOLDERS (waybill_ui_partner_folders_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerFolders, waybill_ui_partner_folders, WAYBILL, UI_PARTNER_FOLDERS, AdwPreferencesPage)

GtkWidget *waybill_ui_partner_connection_new    (WaybillUiPartnerDraft      *draft);
/* Looks at what is being typed as if the focus had left. */
void       waybill_ui_partner_connection_settle (WaybillUiPartnerConnection *self);
GtkWidget *waybill_ui_partner_login_new         (WaybillUiPartnerDraft      *draft);
/* Keeps or forgets the secrets as the page says. parent: (nullable) says it when the keyring does not take one. */
void       waybill_ui_partner_login_commit      (WaybillUiPartnerLogin      *self,
                                                 GtkWidget                  *parent);
GtkWidget *waybill_ui_partner_certificate_new   (WaybillUiPartnerDraft      *draft);
GtkWidget *waybill_ui_partner_trust_new         (WaybillUiPartnerDraft      *draft);
/* On what decides most, not on the field for another pin. */
void       waybill_ui_partner_trust_focus       (WaybillUiPartnerTrust      *self);
GtkWidget *waybill_ui_partner_folders_new       (WaybillUiPartnerDraft      *draft);
/* Every page: the first empty field, else its first control. */
void       waybill_ui_partner_page_focus        (GtkWidget                  *page);

G_END_DECLS
