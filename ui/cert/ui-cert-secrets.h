/* The page "Passwords" of the certificate store's window: which secrets are kept and where; forget, enter again, lock now. It never shows
 * one. */
#pragma once

#include <adwaita.h>

#include "ui-cert-query.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_SECRETS (waybill_ui_cert_secrets_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertSecrets, waybill_ui_cert_secrets, WAYBILL, UI_CERT_SECRETS, AdwBin)

/* Called once. */
void waybill_ui_cert_secrets_set_context (WaybillUiCertSecrets     *self,
                                          WaybillUiContext         *context);
/* Asks the vault again which ones there are. */
void waybill_ui_cert_secrets_refresh     (WaybillUiCertSecrets     *self);
/* Shows only those that it finds; lent until the next one. */
void waybill_ui_cert_secrets_search      (WaybillUiCertSecrets     *self,
                                          const WaybillUiCertQuery *query);

G_END_DECLS
