/* The line of time: three clocks as points on it, to scale, with their names. A picture; what it means is said beside it. */
#pragma once

#include <gtk/gtk.h>

#include "words-clock.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_QUESTION_LINE (waybill_ui_question_line_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQuestionLine, waybill_ui_question_line, WAYBILL, UI_QUESTION_LINE, GtkWidget)

/* Its accessible name is the conclusion. */
GtkWidget *waybill_ui_question_line_new_clock (const WaybillWordsClock *clock);

/* Where a label of that width stands that would like its middle there: within 0 and width. */
int        waybill_ui_question_line_clamp     (int middle, int label, int width);
/* Two labels on one side: pushed apart until they do not touch, within 0 and width. Their starts. */
void       waybill_ui_question_line_part      (int width, int gap, const int labels[2], const int middles[2], int starts[2]);

G_END_DECLS
