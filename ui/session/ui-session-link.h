/* One partner's connection as a tab needs it: from profile to a session that lists, its queue and its conversation, what ended it, and the
 * end of it all. It shows nothing; questions are asked by the one it was given. Main thread. */
#pragma once

#include "ui-context.h"
#include "ui-question.h"
#include "ui-session.h"

#include "remote.h"
#include "transfer-queue.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_LINK (waybill_ui_session_link_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionLink, waybill_ui_session_link, WAYBILL, UI_SESSION_LINK, GObject)

/* Signals: "changed" (): another stage. It never says ASKING: the question itself knows. "reviving" (): a session that was lost begins to be
 * connected again, or ended to be. */

WaybillUiSessionLink     *waybill_ui_session_link_new           (WaybillUiContext      *context,
                                                                 WaybillPartner        *partner,
                                                                 WaybillUiQuestion     *question);
WaybillUiSessionStage     waybill_ui_session_link_get_stage     (WaybillUiSessionLink  *self);
/* Nothing unless it is idle or failed. */
void                      waybill_ui_session_link_connect       (WaybillUiSessionLink  *self);
/* The same after a refused login: asks for another password first. */
void                      waybill_ui_session_link_connect_anew  (WaybillUiSessionLink  *self);
/* Stops connecting, or ends session and queue; idle at once, the rest ends behind. */
void                      waybill_ui_session_link_stop          (WaybillUiSessionLink  *self);
void                      waybill_ui_session_link_close_async   (WaybillUiSessionLink  *self,
                                                                 GAsyncReadyCallback    callback,
                                                                 gpointer               user_data);
gboolean                  waybill_ui_session_link_close_finish  (WaybillUiSessionLink  *self,
                                                                 GAsyncResult          *result);
/* A session that was lost is connected again, once; where that fails too the stage is FAILED. */
void                      waybill_ui_session_link_revive_async  (WaybillUiSessionLink  *self,
                                                                 GCancellable          *cancellable,
                                                                 GAsyncReadyCallback    callback,
                                                                 gpointer               user_data);
gboolean                  waybill_ui_session_link_is_reviving   (WaybillUiSessionLink  *self);
gboolean                  waybill_ui_session_link_revive_finish (WaybillUiSessionLink  *self,
                                                                 GAsyncResult          *result,
                                                                 GError               **error);
/* A folder was listed: the session counts as tried and good. */
void                      waybill_ui_session_link_note_listed   (WaybillUiSessionLink  *self);

WaybillRemote            *waybill_ui_session_link_get_remote    (WaybillUiSessionLink  *self); /* (nullable) */
WaybillTransferQueue     *waybill_ui_session_link_get_queue     (WaybillUiSessionLink  *self); /* (nullable) */
WaybillRemoteTalk        *waybill_ui_session_link_get_talk      (WaybillUiSessionLink  *self);
const GError             *waybill_ui_session_link_get_error     (WaybillUiSessionLink  *self); /* (nullable) of FAILED */
const WaybillRemoteFacts *waybill_ui_session_link_get_facts     (WaybillUiSessionLink  *self); /* (nullable) */

G_END_DECLS
