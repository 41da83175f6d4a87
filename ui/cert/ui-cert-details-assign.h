/* The popover behind Assign…: which partners a certificate is for, ticked at once and undone from the toast. */
#pragma once

#include <gtk/gtk.h>

#include "ui-cert-item.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_DETAILS_ASSIGN (waybill_ui_cert_details_assign_get_type ())
G_DECLARE_FINAL_TYPE (
    WaybillUiCertDetailsAssign, waybill_ui_cert_details_assign, WAYBILL, UI_CERT_DETAILS_ASSIGN, GtkPopover)

/* item: (nullable): a certificate of the store, or of a card: that one comes into the store with its first tick. */
void     waybill_ui_cert_details_assign_set   (WaybillUiCertDetailsAssign *self,
                                               WaybillUiContext           *context,
                                               WaybillUiCertItem          *item);
/* Gives the certificate to the partner or takes it away, and saves. An identity takes the place of the one before; identity is what
 * the partner shows afterwards when an identity is taken away. The partner is as before when FALSE. */
gboolean waybill_ui_cert_details_assign_apply (WaybillUiContext           *context,
                                               const char                 *partner,
                                               const char                 *fingerprint,
                                               gboolean                    is_identity,
                                               gboolean                    assigned,
                                               const char                 *identity,
                                               GError                    **error);

G_END_DECLS
