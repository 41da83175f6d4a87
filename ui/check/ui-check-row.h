/* One step of the check as a row: state, title, what was found, how long it took; opened, there is more. It knows no check. */
#pragma once

#include <adwaita.h>

#include "ui-state.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CHECK_ROW (waybill_ui_check_row_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCheckRow, waybill_ui_check_row, WAYBILL, UI_CHECK_ROW, AdwExpanderRow)

GtkWidget *waybill_ui_check_row_new         (const char        *title);
/* Back to the beginning: nothing known, nothing below. */
void       waybill_ui_check_row_reset       (WaybillUiCheckRow *self);
void       waybill_ui_check_row_set_running (WaybillUiCheckRow *self);
/* Nothing goes on here until somebody answers. */
void       waybill_ui_check_row_set_asking  (WaybillUiCheckRow *self,
                                             const char        *text);
/* microseconds: -1 shows none. */
void       waybill_ui_check_row_set_result  (WaybillUiCheckRow *self,
                                             WaybillUiState     state,
                                             const char        *finding,
                                             gint64             microseconds);
/* Paragraphs (nullable) and the server's own words (nullable): what stands below; both NULL: nothing does. */
void       waybill_ui_check_row_set_more    (WaybillUiCheckRow *self,
                                             const char        *text,
                                             const char        *server_words);
/* Below them: (transfer floating). */
void       waybill_ui_check_row_add_buttons (WaybillUiCheckRow *self,
                                             GtkWidget         *buttons);

G_END_DECLS
