/* One check from the profile to the goodbye, without a widget but the one its questions stand over. It begins once; another check is
 * another object. */
#pragma once

#include "ui-context.h"
#include "ui-question.h"

#include "partner-check.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CHECK_RUN (waybill_ui_check_run_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCheckRun, waybill_ui_check_run, WAYBILL, UI_CHECK_RUN, GObject)

/* Signals: "step" (const WaybillPartnerCheckStep *), as soon as one is known; "ended" (), once. */

WaybillUiCheckRun        *waybill_ui_check_run_new          (WaybillUiContext  *context,
                                                             WaybillPartner    *partner,
                                                             WaybillUiQuestion *question);
void                      waybill_ui_check_run_start        (WaybillUiCheckRun *self);
/* "ended" comes soon. */
void                      waybill_ui_check_run_stop         (WaybillUiCheckRun *self);
gboolean                  waybill_ui_check_run_is_running   (WaybillUiCheckRun *self);
/* Whatever the error says: who takes a question back makes it look like a refusal. */
gboolean                  waybill_ui_check_run_was_stopped  (WaybillUiCheckRun *self);
/* (nullable) lent: what ended it before or at a step. */
const GError             *waybill_ui_check_run_get_error    (WaybillUiCheckRun *self);
/* (element-type WaybillPartnerCheckStep) (nullable): NULL before the end, and where it did not even begin. */
GPtrArray                *waybill_ui_check_run_get_steps    (WaybillUiCheckRun *self);
const WaybillRemoteFacts *waybill_ui_check_run_get_facts    (WaybillUiCheckRun *self); /* (nullable) */
const WaybillRemoteTargetValues *
                          waybill_ui_check_run_get_target   (WaybillUiCheckRun *self); /* (nullable) */
gint64                    waybill_ui_check_run_get_duration (WaybillUiCheckRun *self); /* microseconds, of the steps that were timed */

G_END_DECLS
