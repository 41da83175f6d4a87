/* The page of a tab whose session failed: what happened, why, the server's own words, one button that mends it, and what was fine. */
#pragma once

#include <adwaita.h>

#include "cert-store.h"
#include "words-session.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_FAILURE (waybill_ui_session_failure_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionFailure, waybill_ui_session_failure, WAYBILL, UI_SESSION_FAILURE, AdwBin)

/* facts: (nullable). Its buttons activate session.mend, session.check, session.connect and session.edit. */
void                    waybill_ui_session_failure_show     (WaybillUiSessionFailure   *self,
                                                            const GError             *error,
                                                            const char               *partner,
                                                            const WaybillRemoteFacts *facts,
                                                            WaybillCertStore         *store);
WaybillWordsSessionMend waybill_ui_session_failure_get_mend (WaybillUiSessionFailure   *self);
/* left: (nullable) what was not sent or fetched, in a sentence. */
void                    waybill_ui_session_failure_set_left (WaybillUiSessionFailure  *self,
                                                            const char               *left);
/* The page of the editor that is most likely to help. */
const char             *waybill_ui_session_failure_get_page (WaybillUiSessionFailure  *self);
void                    waybill_ui_session_failure_focus    (WaybillUiSessionFailure   *self);
void                    waybill_ui_session_failure_set_narrow (WaybillUiSessionFailure *self,
                                                            gboolean                  narrow);

G_END_DECLS
