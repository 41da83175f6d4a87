/* The line under a field: why it cannot be so, or what Waybill changed; and what every field of the editor gets. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_NOTE (waybill_ui_partner_note_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerNote, waybill_ui_partner_note, WAYBILL, UI_PARTNER_NOTE, AdwPreferencesRow)

/* row: the field it is about. text: (nullable) NULL hides it. */
void        waybill_ui_partner_note_show_problem (WaybillUiPartnerNote *self,
                                                  GtkWidget            *row,
                                                  const char           *text);
void        waybill_ui_partner_note_show_remark  (WaybillUiPartnerNote *self,
                                                  GtkWidget            *row,
                                                  const char           *text);
const char *waybill_ui_partner_note_get_text     (WaybillUiPartnerNote *self); /* (nullable) */

typedef void (*WaybillUiPartnerLeftFunc) (gpointer page);

/* Help by F1, and an accessible name after the row's title. */
void        waybill_ui_partner_field_set_up      (GtkWidget            *row,
                                                  const char           *field);
void        waybill_ui_partner_expander_name     (GtkWidget            *row);
/* Called whenever the focus leaves the row, and when Enter is pressed in it. */
void        waybill_ui_partner_field_on_left     (GtkWidget            *row,
                                                  WaybillUiPartnerLeftFunc left,
                                                  gpointer              page);

/* The same for a row that is made in code and holds left's argument itself. */
void        waybill_ui_partner_field_on_row_left (GtkWidget            *row,
                                                  WaybillUiPartnerLeftFunc left,
                                                  gpointer              data);

G_END_DECLS
