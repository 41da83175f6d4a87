/* First page of the upload: which files, to whom, into which folder. */
#pragma once

#include "ui-assistant-page.h"
#include "ui-context.h"

#include "words.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_UPLOAD_WHERE (waybill_ui_session_upload_where_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionUploadWhere, waybill_ui_session_upload_where, WAYBILL, UI_SESSION_UPLOAD_WHERE, WaybillUiAssistantPage)

void            waybill_ui_session_upload_where_set_context  (WaybillUiSessionUploadWhere *self,
                                                              WaybillUiContext            *context);
/* (element-type GFile): further files; what is no local file is left out. */
void            waybill_ui_session_upload_where_add_files    (WaybillUiSessionUploadWhere *self,
                                                              GListModel                  *files);
char          **waybill_ui_session_upload_where_dup_paths    (WaybillUiSessionUploadWhere *self);
WaybillPartner *waybill_ui_session_upload_where_get_partner  (WaybillUiSessionUploadWhere *self); /* (nullable) */
const char     *waybill_ui_session_upload_where_get_folder   (WaybillUiSessionUploadWhere *self);
/* activity: (nullable): what goes on; NULL: nothing. */
void            waybill_ui_session_upload_where_set_activity (WaybillUiSessionUploadWhere *self,
                                                              const char                  *activity);
/* words: (nullable): why not all files are there. */
void            waybill_ui_session_upload_where_set_failure  (WaybillUiSessionUploadWhere *self,
                                                              const WaybillWords          *words);

/* (transfer full): "/home/USER/CERTS", or "CERTS" where the user name says nothing of a home. */
char           *waybill_ui_session_upload_where_suggest      (const char                  *user);

G_END_DECLS
