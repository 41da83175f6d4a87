/* Last page of the upload: what is there, and what to do with it in IBM i's Digital Certificate Manager. */
#pragma once

#include "ui-assistant-page.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_SESSION_UPLOAD_DCM (waybill_ui_session_upload_dcm_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiSessionUploadDcm, waybill_ui_session_upload_dcm, WAYBILL, UI_SESSION_UPLOAD_DCM, WaybillUiAssistantPage)

/* names: of the files. folder: as it is called there. */
void waybill_ui_session_upload_dcm_show (WaybillUiSessionUploadDcm *self,
                                         const char * const        *names,
                                         const char                *folder,
                                         const char                *partner);

G_END_DECLS
