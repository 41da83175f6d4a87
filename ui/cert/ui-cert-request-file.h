/* A file that is to go to the partner, a request or a certificate: a row that can be dragged, and buttons for those who do not drag. The
 * file itself lies in the program's cache until it is saved. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REQUEST_FILE (waybill_ui_cert_request_file_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRequestFile, waybill_ui_cert_request_file, WAYBILL, UI_CERT_REQUEST_FILE, AdwBin)

/* label: what it is called in the store. name: the name in the certificate. pem: what the file holds. is_request: else a certificate. */
void   waybill_ui_cert_request_file_set         (WaybillUiCertRequestFile *self,
                                                 WaybillUiContext         *context,
                                                 const char               *label,
                                                 const char               *name,
                                                 const char               *pem,
                                                 gboolean                  is_request);
void   waybill_ui_cert_request_file_focus       (WaybillUiCertRequestFile *self);
/* (transfer full): what a drag offers: the file, and its text. */
GdkContentProvider *waybill_ui_cert_request_file_dup_content (WaybillUiCertRequestFile *self);
/* Writes it there; FALSE when it could not be, which was said. */
gboolean waybill_ui_cert_request_file_save      (WaybillUiCertRequestFile *self,
                                                 GFile                    *file);

G_END_DECLS
