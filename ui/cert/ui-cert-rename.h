/* The popover that gives a certificate of the store another name: checked while typing, refused in words. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_RENAME (waybill_ui_cert_rename_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRename, waybill_ui_cert_rename, WAYBILL, UI_CERT_RENAME, GtkPopover)

/* Signal "renamed" (const char *old_label, const char *new_label): the store has it. */

void waybill_ui_cert_rename_set (WaybillUiCertRename *self,
                                 WaybillCertStore    *store,
                                 const char          *fingerprint);

G_END_DECLS
