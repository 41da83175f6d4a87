/* What was learnt about a partner's server, kept beside the profile and never exported: whether data channels resume and what else
 * its server can and cannot do, which chain it showed last, and how the last session went. Written by partner alone: out through facts, in through the target. */
#pragma once

#include "remote-facts.h"

G_BEGIN_DECLS

/* (transfer full): $XDG_STATE_HOME/waybill/learnt. */
char                *waybill_partner_learnt_dup_folder (void);
WaybillRemoteLearnt  waybill_partner_learnt_load       (const char                *folder,
                                                        const char                *uuid);
void                 waybill_partner_learnt_load_server (const char             *folder,
                                                        const char                *uuid,
                                                        WaybillRemoteLearntServer *learnt);
gboolean             waybill_partner_learnt_save       (const char                *folder,
                                                        const char                *uuid,
                                                        const WaybillRemoteFacts  *facts,
                                                        GError                   **error);
gboolean             waybill_partner_learnt_reset      (const char                *folder,
                                                        const char                *uuid,
                                                        GError                   **error);

/* How the last session went, and what the server showed then. */
typedef struct
{
  gint64     tested;  /* Unix seconds of the last session that logged in and listed; 0: never */
  gint64     failed;  /* Unix seconds of the last one that did not; 0: never. The later of the two counts */
  gboolean   failed_check; /* that was a check of the connection */
  char      *failure; /* (nullable) the kind's name ("login-refused"), of the last that failed */
  GPtrArray *chain;   /* (nullable) (element-type WaybillCertCertificate): of the last server that was accepted, leaf first */
} WaybillPartnerHistory;

/* Never NULL: a partner of whom nothing is known has an empty one. */
WaybillPartnerHistory *waybill_partner_learnt_load_history (const char                *folder,
                                                            const char                *uuid);
/* facts: of the session; error: (nullable) what ended it. An accepted chain replaces the kept one, a refused one never does. */
gboolean               waybill_partner_learnt_save_outcome (const char                *folder,
                                                            const char                *uuid,
                                                            const WaybillRemoteFacts  *facts,
                                                            const GError              *error,
                                                            GError                   **save_error);
/* The same of a check of the connection, where nobody meant to move files. */
gboolean               waybill_partner_learnt_save_check   (const char                *folder,
                                                            const char                *uuid,
                                                            const WaybillRemoteFacts  *facts,
                                                            const GError              *error,
                                                            GError                   **save_error);
void                   waybill_partner_history_free        (WaybillPartnerHistory     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillPartnerHistory, waybill_partner_history_free)

G_END_DECLS
