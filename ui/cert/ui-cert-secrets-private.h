/* Between the page of passwords and what is done there. */
#pragma once

#include "ui-cert-kept.h"
#include "ui-cert-secrets.h"

G_BEGIN_DECLS

/* Forgets it, says it in a toast of the window that from stands in, and offers to undo it. */
void waybill_ui_cert_secrets_forget (GtkWidget         *from,
                                     WaybillUiContext  *context,
                                     WaybillUiCertKept *kept);
/* Wipes and locks, and says what became of it. */
void waybill_ui_cert_secrets_lock   (GtkWidget         *from,
                                     WaybillUiContext  *context);

G_END_DECLS
