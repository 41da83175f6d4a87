/* One partner's pages: Connection, Login, Certificate, Trust, Folders. It edits a copy, and Save commits it. It connects to nobody. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_EDITOR (waybill_ui_partner_editor_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerEditor, waybill_ui_partner_editor, WAYBILL, UI_PARTNER_EDITOR, AdwWindow)

/* Signal "saved" (const char *uuid). */

/* partner: (nullable) NULL: a new one. page: (nullable) "connection", "login", "certificate", "trust", "folders". */
WaybillUiPartnerEditor *waybill_ui_partner_editor_new       (WaybillUiContext       *context,
                                                             GtkWindow              *parent,
                                                             WaybillPartner         *partner,
                                                             const char             *page);
void                    waybill_ui_partner_editor_show_page (WaybillUiPartnerEditor *self,
                                                             const char             *page);

G_END_DECLS
