/* What the page Connection has below its expanders: the way to the server, what is agreed with older servers, and how names and
 * listings are written there. */
#pragma once

#include <adwaita.h>

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

/* Fills the three, which own what is made; of them one at a time is open. */
void waybill_ui_partner_network_build (AdwExpanderRow        *network,
                                       AdwExpanderRow        *older,
                                       AdwExpanderRow        *names,
                                       WaybillUiPartnerDraft *draft);

G_END_DECLS
