/* A row of the start page: a state or a picture, a sentence and why, and what can be done about it; below each other where there is
 * little room. */
#pragma once

#include <adwaita.h>

#include "ui-context.h"
#include "ui-state.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_START_ROW (waybill_ui_start_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiStartRow, waybill_ui_start_row, WAYBILL, UI_START_ROW, AdwPreferencesRow)

GtkWidget *waybill_ui_start_row_new        (const char             *title,
                                            const char             *subtitle);
void       waybill_ui_start_row_set_state  (WaybillUiStartRow      *self,
                                            WaybillUiState          state);
void       waybill_ui_start_row_set_icon   (WaybillUiStartRow      *self,
                                            const char             *icon_name);
/* Another button that goes there; label with a mnemonic or without one, name for screen readers. */
void       waybill_ui_start_row_add_button (WaybillUiStartRow      *self,
                                            WaybillUiContext       *context,
                                            const char             *label,
                                            const char             *name,
                                            WaybillUiPlace          place,
                                            const char             *subject,
                                            const char             *detail);
void       waybill_ui_start_row_set_life   (WaybillUiStartRow      *self,
                                            WaybillCertCertificate *certificate);
void       waybill_ui_start_row_set_narrow (WaybillUiStartRow      *self,
                                            gboolean                narrow);
/* Where the focus is, for a row that takes the place of another. 0: not here. */
guint      waybill_ui_start_row_get_focus  (WaybillUiStartRow      *self);
void       waybill_ui_start_row_set_focus  (WaybillUiStartRow      *self,
                                            guint                   at);

G_END_DECLS
