/* Which steps of the practice partner's sheet are done, from what the rehearsal's stores hold. It shows nothing and keeps nothing. */
#pragma once

#include "ui-context.h"

#include "practice-certificates.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_SHEET_STEP_IMPORT, /* both files lie in the store */
  WAYBILL_UI_SHEET_STEP_SET_UP, /* a partner at this address with that certificate and that authority */
  WAYBILL_UI_SHEET_STEP_SEND,   /* a file has arrived */
  WAYBILL_UI_SHEET_N_STEPS,
} WaybillUiSheetStep;

/* Of the first two; what has arrived the stores do not know. */
gboolean waybill_ui_sheet_step_is_done (WaybillUiSheetStep           step,
                                        WaybillUiContext            *context,
                                        WaybillPracticeCertificates *certificates,
                                        const char                  *host,
                                        guint                        port);

G_END_DECLS
