/* The page of a tab that is connecting: to whom, how far, and Stop. It reads how far from the conversation. */
#pragma once

#include <adwaita.h>

#include "remote-talk.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_WAITING (waybill_ui_session_waiting_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionWaiting, waybill_ui_session_waiting, WAYBILL, UI_SESSION_WAITING, AdwBin)

void waybill_ui_session_waiting_start    (WaybillUiSessionWaiting *self,
                                          const char              *host,
                                          WaybillRemoteTalk       *talk);
/* The person is waited for, not the server. */
void waybill_ui_session_waiting_set_asks (WaybillUiSessionWaiting *self,
                                          gboolean                 asks);
void waybill_ui_session_waiting_end      (WaybillUiSessionWaiting *self);

G_END_DECLS
