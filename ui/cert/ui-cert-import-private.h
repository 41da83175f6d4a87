/* The import assistant's window for its own files: ui-cert-import (the window), ui-cert-import-steps (what each step does). */
#pragma once

#include "ui-cert-import.h"

#include "ui-cert-import-assign.h"
#include "ui-cert-import-done.h"
#include "ui-cert-import-files.h"
#include "ui-cert-import-inside.h"
#include "ui-cert-import-names.h"
#include "ui-cert-import-password.h"

G_BEGIN_DECLS

#define WAYBILL_UI_CERT_IMPORT_MAX_FILES 100

typedef enum
{
  WAYBILL_UI_CERT_IMPORT_STEP_FILES,
  WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD,
  WAYBILL_UI_CERT_IMPORT_STEP_INSIDE,
  WAYBILL_UI_CERT_IMPORT_STEP_NAMES,
  WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN,
  WAYBILL_UI_CERT_IMPORT_STEP_DONE,
  WAYBILL_UI_CERT_IMPORT_N_STEPS,
} WaybillUiCertImportStep;

struct _WaybillUiCertImport
{
  WaybillUiAssistant parent_instance;

  WaybillUiContext *context;
  char *partner; /* (nullable): UUID */
  GPtrArray *sources;     /* WaybillCertSource: as shown */
  GPtrArray *to_read;     /* GFile: not yet among them */
  WaybillCertPlan *plan;  /* (nullable) */
  guint n_left_out;
  GCancellable *reading;  /* (nullable): a run is under way */
  gboolean opening;       /* it tries passwords */
  GCancellable *writing;  /* (nullable): an import is being written */
  WaybillUiCertImportWrite *write; /* (nullable): the last one that went well */

  WaybillUiCertImportFiles *files_page;
  WaybillUiCertImportPassword *password_page;
  WaybillUiCertImportInside *inside_page;
  WaybillUiCertImportNames *names_page;
  WaybillUiCertImportAssign *assign_page;
  WaybillUiCertImportDone *done_page;
};

WaybillUiCertImportStep waybill_ui_cert_import_get_step    (WaybillUiCertImport     *self);
/* Shows a step: header, dots, page, focus. */
void                    waybill_ui_cert_import_show_step   (WaybillUiCertImport     *self,
                                                            WaybillUiCertImportStep  step);
/* The header's buttons as they may be pressed now. */
void                    waybill_ui_cert_import_update      (WaybillUiCertImport     *self);

gboolean                waybill_ui_cert_import_is_busy     (WaybillUiCertImport     *self);
gboolean                waybill_ui_cert_import_is_empty    (WaybillUiCertImport     *self);
void                    waybill_ui_cert_import_start_read  (WaybillUiCertImport     *self);
void                    waybill_ui_cert_import_remove_file (WaybillUiCertImport     *self,
                                                            guint                    index);
void                    waybill_ui_cert_import_go_next     (WaybillUiCertImport     *self);
void                    waybill_ui_cert_import_go_back     (WaybillUiCertImport     *self);
void                    waybill_ui_cert_import_stop        (WaybillUiCertImport     *self);
/* Requests that wait in the store: (transfer full) (array zero-terminated=1): their ids. */
char                  **waybill_ui_cert_import_dup_waiting (WaybillUiCertImport     *self);
/* (nullable): UUID: whom the assistant was opened for, else whom an answer is for. */
const char             *waybill_ui_cert_import_get_wished  (WaybillUiCertImport     *self);
/* Says which file is the answer to a request, and of a lone certificate that none of the waiting keys is its own. */
void                    waybill_ui_cert_import_show_waiting (WaybillUiCertImport    *self);
/* (transfer full): why nothing was stored. */
WaybillWords           *waybill_ui_cert_import_dup_failure (const GError            *error);
/* The window is closing: its parent offers the undo from now on. */
void                    waybill_ui_cert_import_hand_on     (WaybillUiCertImport     *self);

G_END_DECLS
