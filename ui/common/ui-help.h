/* F1: what a field means, beside the field. The words are those of words-field; a field without a record is a defect that a test finds.
 * It is no handbook. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* field: the record's name in words-field ("server-name"). Sets the row's accessible description too. */
void        waybill_ui_help_attach    (GtkWidget  *row,
                                       const char *field);
/* (nullable): of the widget itself. */
const char *waybill_ui_help_get_field (GtkWidget  *row);
/* F1 and Esc in this window; called once by each window (or dialog) that has fields. */
void        waybill_ui_help_install   (GtkWidget  *window);

G_END_DECLS
