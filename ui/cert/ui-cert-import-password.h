/* Page 2 of the import assistant: one password for each file that wants one. It opens no file and keeps no password. */
#pragma once

#include "cert-plan.h"
#include "secret-vault.h"
#include "ui-assistant-page.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_PASSWORD (waybill_ui_cert_import_password_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportPassword, waybill_ui_cert_import_password, WAYBILL, UI_CERT_IMPORT_PASSWORD,
                      WaybillUiAssistantPage)

/* Files that were refused are marked, what was typed stays. */
void               waybill_ui_cert_import_password_show         (WaybillUiCertImportPassword *self,
                                                                 WaybillCertPlan             *plan);
void               waybill_ui_cert_import_password_set_keyring  (WaybillUiCertImportPassword *self,
                                                                 WaybillSecretKeyring         keyring);
/* (transfer full) (nullable): what was typed for a file. */
WaybillSecretText *waybill_ui_cert_import_password_dup_password (WaybillUiCertImportPassword *self,
                                                                 WaybillCertSource           *source);
gboolean           waybill_ui_cert_import_password_get_keep     (WaybillUiCertImportPassword *self);
/* Empties the fields. */
void               waybill_ui_cert_import_password_forget       (WaybillUiCertImportPassword *self);

G_END_DECLS
