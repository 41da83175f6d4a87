/* What was learnt about a partner's server, kept beside the profile and never exported: so far whether data channels resume.
 * Written by partner alone: out through facts, in through the target. */
#pragma once

#include "remote-facts.h"

G_BEGIN_DECLS

/* (transfer full): $XDG_STATE_HOME/waybill/learnt. */
char                *waybill_partner_learnt_dup_folder (void);
WaybillRemoteLearnt  waybill_partner_learnt_load       (const char                *folder,
                                                        const char                *uuid);
gboolean             waybill_partner_learnt_save       (const char                *folder,
                                                        const char                *uuid,
                                                        const WaybillRemoteFacts  *facts,
                                                        GError                   **error);
gboolean             waybill_partner_learnt_reset      (const char                *folder,
                                                        const char                *uuid,
                                                        GError                   **error);

G_END_DECLS
