/* The popover behind Replace…: what takes the place of a certificate, with every assignment and trust list carried over, and undone as one
 * from the toast. Or the way to get the new one. */
#pragma once

#include <gtk/gtk.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REPLACE (waybill_ui_cert_replace_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertReplace, waybill_ui_cert_replace, WAYBILL, UI_CERT_REPLACE, GtkPopover)

/* fingerprint: (nullable): of which certificate of the store. Another one closes it. */
void       waybill_ui_cert_replace_set            (WaybillUiCertReplace   *self,
                                                   WaybillUiContext       *context,
                                                   const char             *fingerprint);
/* (element-type WaybillCertEntry) (transfer container): what can take its place, the likeliest first. Pure. */
GPtrArray *waybill_ui_cert_replace_list_candidates (WaybillCertStore       *store,
                                                   const WaybillCertEntry *old);

G_END_DECLS
