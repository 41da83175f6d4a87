/* One partner's tab: not connected, connecting, two panes with queue and conversation, or why it failed. It owns the session, and
 * everything of it ends with it. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"
#include "ui-state.h"

#include "remote-facts.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_SESSION_IDLE,
  WAYBILL_UI_SESSION_CONNECTING,
  WAYBILL_UI_SESSION_ASKING,     /* "Needs your answer" */
  WAYBILL_UI_SESSION_CONNECTED,
  WAYBILL_UI_SESSION_FAILED,
  WAYBILL_UI_SESSION_CLOSING,
} WaybillUiSessionStage;

#define WAYBILL_TYPE_UI_SESSION (waybill_ui_session_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSession, waybill_ui_session, WAYBILL, UI_SESSION, AdwBin)

/* Properties (read only, notifying unless said otherwise): "stage" (int), "activity" (string: "Connecting…", "Connected",
 * "Sending 3 files", "Needs your answer", or "" when nothing goes on), "title" (the partner's name), "subtitle" ("edi at host"),
 * "narrow" (boolean, writable): one area of four and a bottom bar, "front" (boolean, writable): the tab is the selected one. */

GtkWidget                *waybill_ui_session_new            (WaybillUiContext *context,
                                                             WaybillPartner   *partner);
WaybillPartner           *waybill_ui_session_get_partner    (WaybillUiSession *self);
WaybillUiSessionStage     waybill_ui_session_get_stage      (WaybillUiSession *self);
const char               *waybill_ui_session_get_activity   (WaybillUiSession *self);
/* For the icon beside the activity: ASKING also while a file of the queue asks, CONNECTING also while a lost session is connected again. */
WaybillUiSessionStage     waybill_ui_session_get_shown      (WaybillUiSession *self);
void                      waybill_ui_session_connect        (WaybillUiSession *self);
/* Stops connecting, or says goodbye. Transfers under way are cancelled: who calls has asked. */
void                      waybill_ui_session_disconnect     (WaybillUiSession *self);
/* Files that wait, run or ask: what closing would lose. */
guint                     waybill_ui_session_get_n_left     (WaybillUiSession *self);
/* (nullable) as of the last call of the connected session: for the lock button and its popover. */
const WaybillRemoteFacts *waybill_ui_session_get_facts      (WaybillUiSession *self);
/* Ends everything; the callback comes when nothing of it runs any more. */
void                      waybill_ui_session_close_async    (WaybillUiSession    *self,
                                                             GAsyncReadyCallback  callback,
                                                             gpointer             user_data);
gboolean                  waybill_ui_session_close_finish   (WaybillUiSession    *self,
                                                             GAsyncResult        *result);
/* Sends files of this computer to the folder shown (files dropped on the tab, pasted). (element-type GFile) */
void                      waybill_ui_session_send           (WaybillUiSession *self,
                                                             GListModel       *files);

/* Widget actions, group "session": connect, disconnect, primary (Ctrl+Return), refresh, stop, toggle-queue, toggle-conversation,
 * next-area, previous-area, copy-conversation. */

G_END_DECLS
