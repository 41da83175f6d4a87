/* From the draft to the stored partner, and back: the object that sidebar and tabs hold stays the same. */
#pragma once

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

typedef struct _WaybillUiPartnerSaved WaybillUiPartnerSaved;

/* Writes it. (transfer full) (nullable): what undo needs; NULL with WAYBILL_PARTNER_ERROR_NAME_TAKEN or STORE and nothing changed. */
WaybillUiPartnerSaved *waybill_ui_partner_save            (WaybillUiPartnerDraft  *draft,
                                                           GError                **error);
/* Says "Partner “x” saved" in the parent's window, with Undo. Takes saved. parent: (nullable). */
void                   waybill_ui_partner_saved_offer     (WaybillUiPartnerSaved  *saved,
                                                           GtkWidget              *parent);

G_END_DECLS
