/* The inside of the check's window, for its files: ui-check.c (the window and its rows), -mend.c (what a button does), -report.c. */
#pragma once

#include "ui-check.h"

#include "ui-check-remedy.h"
#include "ui-check-run.h"

G_BEGIN_DECLS

/* Partner, host, date and every step: no secret. (transfer full) */
char      *waybill_ui_check_report  (WaybillUiCheckRun    *run,
                                     WaybillPartner       *partner);
/* What stands for one step; (transfer full). failed: the step that did, or N_STEPS. */
char      *waybill_ui_check_finding (WaybillUiCheckRun    *run,
                                     WaybillPartner       *partner,
                                     const WaybillPartnerCheckStep *step,
                                     WaybillRemoteStep     failed);

/* One or two buttons for what failed; (nullable) where nothing mends it. (transfer floating) */
GtkWidget *waybill_ui_check_mend_new (WaybillUiCheck      *self,
                                      const GError        *error);

/* What -mend.c asks of the window. */
WaybillUiContext  *waybill_ui_check_get_context  (WaybillUiCheck *self);
WaybillPartner    *waybill_ui_check_get_partner  (WaybillUiCheck *self);
WaybillUiQuestion *waybill_ui_check_get_question (WaybillUiCheck *self);
void               waybill_ui_check_begin        (WaybillUiCheck *self);
/* Another page is to mend it: when something changed there, the check begins again. */
void               waybill_ui_check_go           (WaybillUiCheck *self,
                                                  WaybillUiPlace  place,
                                                  const char     *page);
void               waybill_ui_check_say_error    (WaybillUiCheck *self,
                                                  const GError   *error);

G_END_DECLS
