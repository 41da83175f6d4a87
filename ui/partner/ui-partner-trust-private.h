/* The rows of the page Trust: one for each authority and for each pin. What happens in them is told to the page by a callback. */
#pragma once

#include <adwaita.h>

#include "cert-store.h"

G_BEGIN_DECLS

/* entry: (nullable) NULL: an authority that is ticked and gone. */
GtkWidget  *waybill_ui_partner_trust_row_new_authority (const WaybillCertEntry *entry,
                                                        const char             *fingerprint,
                                                        gboolean                ticked,
                                                        GCallback               toggled,
                                                        gpointer                page);
/* crl: (nullable) its list of withdrawn certificates, said beside its expiry. */
void        waybill_ui_partner_trust_row_set_list      (GtkWidget              *row,
                                                        const WaybillCertEntry *entry,
                                                        WaybillCertCrl         *crl);
/* host, port: what it is for. shown: (nullable) what the server shows. removed: (GtkButton *button, page) */
GtkWidget  *waybill_ui_partner_trust_row_new_pin       (const char             *pin,
                                                        const char             *host,
                                                        guint                   port,
                                                        WaybillCertCertificate *shown,
                                                        GCallback               removed,
                                                        gpointer                page);
/* With the button that pins what the server shows. clicked: (page) */
GtkWidget  *waybill_ui_partner_trust_row_new_present   (const char             *title,
                                                        const char             *subtitle,
                                                        GCallback               clicked,
                                                        gpointer                page);
GtkWidget  *waybill_ui_partner_trust_row_new_nothing   (const char             *title,
                                                        const char             *subtitle);
/* fingerprint: of the certificate that was shown. */
typedef void (*WaybillUiPartnerPinned) (gpointer page, const char *fingerprint);
/* Asks whether the certificate is to be pinned, its fingerprint to be compared. */
void        waybill_ui_partner_pin_ask                 (GtkWidget              *over,
                                                        WaybillCertCertificate *leaf,
                                                        const char             *host,
                                                        guint                   port,
                                                        WaybillUiPartnerPinned  pinned,
                                                        gpointer                page);
/* What the row of this control is about. */
const char *waybill_ui_partner_trust_row_get_fingerprint (GtkWidget            *control);

G_END_DECLS
