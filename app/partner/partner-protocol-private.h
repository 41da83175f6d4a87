/* What of a profile is about the protocol alone: who opens data connections, what goes in clear, what is said at the login. */
#pragma once

#include "partner.h"

G_BEGIN_DECLS

/* Strings stay the partner's, but for login_commands: (transfer full), a GStrv. */
void waybill_partner_protocol_fill (WaybillPartner            *partner,
                                    WaybillRemoteTargetValues *values,
                                    char                    ***login_commands);

G_END_DECLS
