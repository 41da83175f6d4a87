/* Third page of the export assistant: the new file's password, typed twice or made; and the one that opens the key now, where nobody knows
 * it. */
#pragma once

#include "ui-assistant-page.h"

#include "cert-export.h"
#include "secret-text.h"
#include "words.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_EXPORT_PASSWORD (waybill_ui_cert_export_password_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertExportPassword, waybill_ui_cert_export_password, WAYBILL, UI_CERT_EXPORT_PASSWORD, WaybillUiAssistantPage)

void               waybill_ui_cert_export_password_set_lock    (WaybillUiCertExportPassword *self,
                                                                WaybillCertLock              lock);
/* Whether the password that opens the key now must be typed; is_wrong: the last one did not fit. */
void               waybill_ui_cert_export_password_ask_own     (WaybillUiCertExportPassword *self,
                                                                gboolean                     asks,
                                                                gboolean                     is_wrong);
/* (transfer full) (nullable): what was typed. */
WaybillSecretText *waybill_ui_cert_export_password_dup         (WaybillUiCertExportPassword *self);
WaybillSecretText *waybill_ui_cert_export_password_dup_own     (WaybillUiCertExportPassword *self);
gboolean           waybill_ui_cert_export_password_is_empty    (WaybillUiCertExportPassword *self);
/* Makes one, and shows it once. */
void               waybill_ui_cert_export_password_make        (WaybillUiCertExportPassword *self);
/* words: (nullable): why nothing was written. */
void               waybill_ui_cert_export_password_set_failure (WaybillUiCertExportPassword *self,
                                                                const WaybillWords          *words);
void               waybill_ui_cert_export_password_set_busy    (WaybillUiCertExportPassword *self,
                                                                gboolean                     busy);
/* Empties the fields, and hides one that was made. */
void               waybill_ui_cert_export_password_forget      (WaybillUiCertExportPassword *self);

G_END_DECLS
