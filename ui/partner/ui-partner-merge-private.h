/* What became of a partner's certificates while a copy of it is edited: taken over into the copy. Pure. */
#pragma once

#include "partner.h"

G_BEGIN_DECLS

void waybill_ui_partner_merge (WaybillPartner *was,
                               WaybillPartner *is,
                               WaybillPartner *copy);

G_END_DECLS
