/* Entering a password that is kept anew: one field. That of a certificate is tried on it before it is kept. */
#pragma once

#include <adwaita.h>

#include "ui-cert-kept.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_PASSWORD (waybill_ui_cert_password_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertPassword, waybill_ui_cert_password, WAYBILL, UI_CERT_PASSWORD, AdwWindow)

/* (transfer none): owned by GTK until it is closed; over parent, modal. */
WaybillUiCertPassword *waybill_ui_cert_password_new (WaybillUiContext  *context,
                                                     GtkWindow         *parent,
                                                     WaybillUiCertKept *kept);

G_END_DECLS
