/* The page of a tab that is connected: this computer and the partner beside each other, queue and conversation below, or one of the four
 * where there is little room. It moves what is chosen from one to the other; it connects nothing. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-pane.h"

#include "remote-talk.h"
#include "transfer-queue.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_DESK (waybill_ui_session_desk_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionDesk, waybill_ui_session_desk, WAYBILL, UI_SESSION_DESK, GtkBox)

typedef enum
{
  WAYBILL_UI_SESSION_AREA_COMPUTER,
  WAYBILL_UI_SESSION_AREA_PARTNER,
  WAYBILL_UI_SESSION_AREA_QUEUE,
  WAYBILL_UI_SESSION_AREA_TALK,
  WAYBILL_UI_SESSION_N_AREAS,
} WaybillUiSessionArea;

/* Properties: "narrow" (boolean): one area and the bottom bar; "low" (boolean): when it becomes TRUE the strips fold; "front" (boolean):
 * the queue may ask; "area" (int): the one shown when narrow, the one with the focus else. */

GtkWidget         *waybill_ui_session_desk_new           (const char            *partner,
                                                          const char            *token,
                                                          WaybillRemoteTalk     *talk);
/* remote: (nullable) NULL empties both panes. folders: (nullable). */
void               waybill_ui_session_desk_set_places    (WaybillUiSessionDesk  *self,
                                                          WaybillUiBrowserPlace *remote,
                                                          const char            *local_folder,
                                                          const char            *remote_folder);
/* queue: (nullable). */
void               waybill_ui_session_desk_set_queue     (WaybillUiSessionDesk  *self,
                                                          WaybillTransferQueue  *queue);
void               waybill_ui_session_desk_set_partner   (WaybillUiSessionDesk  *self,
                                                          const char            *name);
/* (element-type GFile): to the partner's folder shown. */
void               waybill_ui_session_desk_send          (WaybillUiSessionDesk  *self,
                                                          GListModel            *files);
/* What the blue button would do. FALSE: nothing is selected. */
gboolean           waybill_ui_session_desk_transfer      (WaybillUiSessionDesk  *self);
void               waybill_ui_session_desk_refresh       (WaybillUiSessionDesk  *self);
/* F6 and Shift+F6: step 1 or -1. */
void               waybill_ui_session_desk_walk          (WaybillUiSessionDesk  *self,
                                                          int                    step);
void               waybill_ui_session_desk_toggle_strip  (WaybillUiSessionDesk  *self,
                                                          WaybillUiSessionArea   strip);
void               waybill_ui_session_desk_copy_talk     (WaybillUiSessionDesk  *self);
WaybillUiBrowserPane *
                   waybill_ui_session_desk_get_pane      (WaybillUiSessionDesk  *self,
                                                          gboolean               remote);

G_END_DECLS
