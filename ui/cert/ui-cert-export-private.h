/* The export assistant's window for its own files: ui-cert-export (the window), ui-cert-export-steps (what the steps do). */
#pragma once

#include "ui-cert-export.h"

#include "ui-cert-export-done.h"
#include "ui-cert-export-files.h"
#include "ui-cert-export-password.h"
#include "ui-cert-export-what.h"
#include "ui-cert-export-write.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_CERT_EXPORT_STEP_WHAT,
  WAYBILL_UI_CERT_EXPORT_STEP_FILES,
  WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD,
  WAYBILL_UI_CERT_EXPORT_STEP_DONE,
  WAYBILL_UI_CERT_EXPORT_N_STEPS,
} WaybillUiCertExportStep;

struct _WaybillUiCertExport
{
  WaybillUiAssistant parent_instance;

  WaybillUiContext *context;
  char *fingerprint;         /* (nullable): what the second page shows */
  GCancellable *looking;     /* (nullable): the vault is asked */
  WaybillSecretText *own;    /* (nullable): what the vault knows */
  GCancellable *writing;     /* (nullable) */

  WaybillUiCertExportWhat *what_page;
  WaybillUiCertExportFiles *files_page;
  WaybillUiCertExportPassword *password_page;
  WaybillUiCertExportDone *done_page;
};

WaybillUiCertExportStep waybill_ui_cert_export_get_step (WaybillUiCertExport *self);
gboolean                waybill_ui_cert_export_is_busy  (WaybillUiCertExport *self);
void                    waybill_ui_cert_export_go_next  (WaybillUiCertExport *self);
void                    waybill_ui_cert_export_go_back  (WaybillUiCertExport *self);
/* The window goes: nothing is looked up or written any more. */
void                    waybill_ui_cert_export_stop     (WaybillUiCertExport *self);

G_END_DECLS
