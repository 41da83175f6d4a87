/* The connection check's window: ten steps, each a sentence, and one button that mends what failed. The steps are partner-check's, the
 * words are words'. It changes nothing at the partner's. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CHECK (waybill_ui_check_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCheck, waybill_ui_check, WAYBILL, UI_CHECK, AdwWindow)

/* A modal window over parent; it begins at once when shown. */
WaybillUiCheck *waybill_ui_check_new (WaybillUiContext *context,
                                      GtkWindow        *parent,
                                      WaybillPartner   *partner);

G_END_DECLS
