/* A rehearsal: a practice partner inside this process, the two files it hands out, and a context of its own, all below one folder that
 * goes with it. It shows nothing. */
#pragma once

#include "ui-context.h"

#include "practice-certificates.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_REHEARSAL (waybill_ui_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiRehearsal, waybill_ui_rehearsal, WAYBILL, UI_REHEARSAL, GObject)

/* Makes keys and certificates on a thread, so that the window stays awake. */
void                waybill_ui_rehearsal_start_async      (GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
WaybillUiRehearsal *waybill_ui_rehearsal_start_finish     (GAsyncResult         *result,
                                                           GError              **error);
WaybillUiContext   *waybill_ui_rehearsal_get_context      (WaybillUiRehearsal   *self);
/* What its sheet says. */
const char         *waybill_ui_rehearsal_get_host         (WaybillUiRehearsal   *self);
guint16             waybill_ui_rehearsal_get_port         (WaybillUiRehearsal   *self);
const char         *waybill_ui_rehearsal_get_user         (WaybillUiRehearsal   *self);
const char         *waybill_ui_rehearsal_get_password     (WaybillUiRehearsal   *self);
const char         *waybill_ui_rehearsal_get_pfx_password (WaybillUiRehearsal   *self);
/* (transfer full) (element-type GFile): the .pfx and the .cer. */
GListModel         *waybill_ui_rehearsal_list_files       (WaybillUiRehearsal   *self);
/* The partner's certificate authority and ours. */
WaybillPracticeCertificates *
                    waybill_ui_rehearsal_get_certificates (WaybillUiRehearsal   *self);
/* A file has arrived in its folder for them. Signal "arrived" (): the first one did. */
gboolean            waybill_ui_rehearsal_has_arrived      (WaybillUiRehearsal   *self);
/* The folder that the practice partner serves: its disk. */
const char         *waybill_ui_rehearsal_get_disk         (WaybillUiRehearsal   *self);
/* Hangs up, ends the server and removes the folder, on a thread; the callback comes when nothing is left. Nothing of the rehearsal may be
 * used any more. */
void                waybill_ui_rehearsal_end_async        (WaybillUiRehearsal   *self,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean            waybill_ui_rehearsal_end_finish       (WaybillUiRehearsal   *self,
                                                           GAsyncResult         *result);

G_END_DECLS
