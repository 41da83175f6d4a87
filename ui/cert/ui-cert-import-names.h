/* Page 4 of the import assistant: names, and whether a newer authority takes the older one's place. It stores nothing. */
#pragma once

#include "cert-plan.h"
#include "ui-assistant-page.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_IMPORT_NAMES (waybill_ui_cert_import_names_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportNames, waybill_ui_cert_import_names, WAYBILL, UI_CERT_IMPORT_NAMES,
                      WaybillUiAssistantPage)

/* labels: (element-type utf8): what is suggested for each item of the plan; NULL: nothing to name. Names typed before stay. */
void        waybill_ui_cert_import_names_show      (WaybillUiCertImportNames *self,
                                                    WaybillUiContext         *context,
                                                    WaybillCertPlan          *plan,
                                                    GPtrArray                *labels);
/* (nullable): the name of an item; NULL: it is in the store already. */
const char *waybill_ui_cert_import_names_get_label (WaybillUiCertImportNames *self,
                                                    guint                     item);
/* (nullable): the fingerprint of the older authority that the item replaces. */
const char *waybill_ui_cert_import_names_get_older (WaybillUiCertImportNames *self,
                                                    guint                     item);
/* Marks the first name that the store has taken meanwhile, or that is no name. */
gboolean    waybill_ui_cert_import_names_check     (WaybillUiCertImportNames *self);

G_END_DECLS
