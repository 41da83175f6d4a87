/* The last column of the certificate store's window: one certificate, where it is used, its chain, its particulars; or a key that waits. It
 * shows; the window acts. */
#pragma once

#include <adwaita.h>

#include "ui-cert-item.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_DETAILS (waybill_ui_cert_details_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertDetails, waybill_ui_cert_details, WAYBILL, UI_CERT_DETAILS, AdwBin)

/* Signal "renamed" (const char *old_label, const char *new_label).
 * Properties: "folded" (boolean): it stands alone, with a Back button; "outer-folded" (boolean): nothing stands before it. */

void     waybill_ui_cert_details_set_context  (WaybillUiCertDetails *self,
                                               WaybillUiContext     *context);
/* item: (nullable) nothing is chosen. */
void     waybill_ui_cert_details_show         (WaybillUiCertDetails *self,
                                               WaybillUiCertItem    *item);
/* Looks at the stores again. */
void     waybill_ui_cert_details_refresh      (WaybillUiCertDetails *self);
void     waybill_ui_cert_details_rename       (WaybillUiCertDetails *self);
/* Of the key that waits and is shown. */
void     waybill_ui_cert_details_remove_waiting (WaybillUiCertDetails *self);
/* A sentence above everything, until another certificate is shown or something succeeds. text NULL: none. */
void     waybill_ui_cert_details_say_problem  (WaybillUiCertDetails *self,
                                               const char           *title,
                                               const char           *text);
/* (transfer none): for the size group of the window's bars. */
GtkWidget *waybill_ui_cert_details_get_header (WaybillUiCertDetails *self);
void     waybill_ui_cert_details_focus        (WaybillUiCertDetails *self);

G_END_DECLS
