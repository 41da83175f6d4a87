/* What happens by itself while the program runs: next certificates take over on their day, and who runs out is told once for each of
 * 60, 30, 14, 7 and 1 days. It shows nothing: who listens to its signals does. */
#pragma once

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_RENEWAL (waybill_ui_renewal_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiRenewal, waybill_ui_renewal, WAYBILL, UI_RENEWAL, GObject)

/* Signals:
 * "took-over" (const char *uuid, const char *before): the partner's next certificate is its present one; before: (nullable) fingerprint.
 * "runs-out" (const char *fingerprint, const char *sentence, const char *why) */

/* told: the file of partner-watch. It looks for the first time from the main loop. */
WaybillUiRenewal *waybill_ui_renewal_new  (WaybillUiContext *context,
                                           const char       *told);
/* Looks now. */
void              waybill_ui_renewal_look (WaybillUiRenewal *self);
/* Takes a change-over back: the partner is shown before again, and nothing takes over by itself any more. */
gboolean          waybill_ui_renewal_undo (WaybillUiRenewal *self,
                                           const char       *uuid,
                                           const char       *before,
                                           GError          **error);

G_END_DECLS
