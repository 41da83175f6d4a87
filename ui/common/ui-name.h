/* Names for screen readers, where GTK and libadwaita give none or a wrong one; and tooltips for titles that may
 * be cut short. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* GTK 4.8 names a button with a mnemonic "_Connect Connect" for screen readers: this names it after label without underline, or after
 * name ("Remove harbourfoods_client.pfx"). */
void waybill_ui_name_widget   (GtkWidget  *widget,
                               const char *name);
/* Names what lies below root and has no name of its own: buttons with mnemonics, lists after their group, rows that open after their
 * title, the eye of password fields. Titles of windows and of fields get a tooltip. For templates; called once after init_template. */
void waybill_ui_name_buttons  (GtkWidget  *root);

/* Titles of preferences groups below root take further lines: libadwaita 1.2 has no property for it, and cuts them. */
void waybill_ui_name_wrap_titles (GtkWidget *root);

/* Only what has no name at all: for pages that come later, and have named their buttons. */
void waybill_ui_name_lists    (GtkWidget  *root);
/* An AdwExpanderRow and the lists that it is made of. */
void waybill_ui_name_expander (GtkWidget  *row,
                               const char *name);
/* An AdwPasswordEntryRow, where several stand on one page. */
void waybill_ui_name_password (GtkWidget  *row,
                               const char *name);

G_END_DECLS
