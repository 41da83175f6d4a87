/* Some files on their way into one folder of a partner, which is made first: a connection of its own, ended when they are there. It shows
 * nothing but the questions that the connection and the queue ask. Main thread. */
#pragma once

#include "ui-context.h"

#include "remote-error.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_UPLOAD_RUN (waybill_ui_session_upload_run_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionUploadRun, waybill_ui_session_upload_run, WAYBILL, UI_SESSION_UPLOAD_RUN, GObject)

/* Signals: "changed" (): another activity. "ended" (gboolean done): once; nothing is under way any more. */

/* over: whose window carries questions. paths: files of this computer. folder: at the partner, from the root or from where the login
 * leads. */
WaybillUiSessionUploadRun *waybill_ui_session_upload_run_new          (WaybillUiContext            *context,
                                                                       WaybillPartner              *partner,
                                                                       GtkWidget                   *over,
                                                                       const char * const          *paths,
                                                                       const char                  *folder);
void                       waybill_ui_session_upload_run_start        (WaybillUiSessionUploadRun   *self);
/* Ends it, done or not; goodbyes are said behind. No signal comes any more. */
void                       waybill_ui_session_upload_run_stop         (WaybillUiSessionUploadRun   *self);
/* (transfer full): "Connecting…", "Sending 3 files". */
char                      *waybill_ui_session_upload_run_dup_activity (WaybillUiSessionUploadRun   *self);
/* As it is called there. */
const char                *waybill_ui_session_upload_run_get_folder   (WaybillUiSessionUploadRun   *self);
/* (transfer full): what the files that are there are called. */
char                     **waybill_ui_session_upload_run_dup_names    (WaybillUiSessionUploadRun   *self);
const GError              *waybill_ui_session_upload_run_get_error    (WaybillUiSessionUploadRun   *self); /* (nullable) */

G_END_DECLS
