/* A card that shows one certificate of ours: to whom, by whom, how long, what for, its fingerprint. It changes nothing. */
#pragma once

#include <adwaita.h>

#include "cert-certificate.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_CARD (waybill_ui_cert_card_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertCard, waybill_ui_cert_card, WAYBILL, UI_CERT_CARD, AdwBin)

/* title: "Your certificate and private key". subtitle: (nullable) the file, or the label. */
GtkWidget *waybill_ui_cert_card_new (WaybillCertCertificate *certificate,
                                     const char             *title,
                                     const char             *subtitle);

G_END_DECLS
