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
/* removed: (GtkButton *button, page) */
GtkWidget  *waybill_ui_partner_trust_row_new_pin       (const char             *pin,
                                                        GCallback               removed,
                                                        gpointer                page);
GtkWidget  *waybill_ui_partner_trust_row_new_nothing   (const char             *title,
                                                        const char             *subtitle);
/* What the row of this control is about. */
const char *waybill_ui_partner_trust_row_get_fingerprint (GtkWidget            *control);

G_END_DECLS
