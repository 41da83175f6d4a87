/* Puts certificates onto an IBM i: which files, to whom, into which folder; then what to do with them there. */
#pragma once

#include "ui-assistant.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_UPLOAD (waybill_ui_session_upload_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionUpload, waybill_ui_session_upload, WAYBILL, UI_SESSION_UPLOAD, WaybillUiAssistant)

/* parent: (nullable). files: (nullable) (element-type GFile). */
WaybillUiSessionUpload *waybill_ui_session_upload_new (WaybillUiContext *context,
                                                       GtkWindow        *parent,
                                                       GListModel       *files);

G_END_DECLS
