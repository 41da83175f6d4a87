/* What the sidebar says of a partner in one line, and its icon: what goes on, then the worst concern, so that being connected never hides
 * a warning. Pure. */
#pragma once

#include "ui-session.h"
#include "ui-state.h"

#include "partner-readiness.h"

G_BEGIN_DECLS

/* (transfer full): "Connected · Certificate runs out in 12 days". activity: (nullable) "" or NULL: nothing goes on. */
char           *waybill_ui_partner_line_dup_text  (const WaybillPartnerReadiness *readiness,
                                                   const char                    *activity);
WaybillUiState  waybill_ui_partner_line_get_state (const WaybillPartnerReadiness *readiness,
                                                   WaybillUiSessionStage          stage);

G_END_DECLS
