/* The coloured boxes of a page: information, needs a look, stop, and the server's own words; and what makes a button readable to a
 * screen reader. */
#pragma once

#include <adwaita.h>

#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_BOX_CALM,  /* .wb-calm */
  WAYBILL_UI_BOX_WARN,  /* .wb-warn */
  WAYBILL_UI_BOX_SHARP, /* .wb-sharp */
} WaybillUiBoxMood;

#define WAYBILL_TYPE_UI_BOX (waybill_ui_box_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBox, waybill_ui_box, WAYBILL, UI_BOX, GtkBox)

/* Properties for templates: "mood" (int), "title" (string, bold first line, may be ""), "text" (string). Its accessible role is alert
 * for WARN and SHARP. Further children (buttons) are appended below the text with gtk_box_append on waybill_ui_box_get_content. */
GtkWidget *waybill_ui_box_new         (WaybillUiBoxMood  mood,
                                       const char       *title,
                                       const char       *text);
void       waybill_ui_box_set         (WaybillUiBox     *self,
                                       WaybillUiBoxMood  mood,
                                       const char       *title,
                                       const char       *text);
GtkBox    *waybill_ui_box_get_content (WaybillUiBox     *self);
/* A label that holds text unchanged: .wb-words, monospace, wraps, selectable, left to right. */
GtkWidget *waybill_ui_box_new_words   (const char       *server_words);
/* GTK 4.8 names a button with a mnemonic "_Connect Connect" for screen readers: this names it after label without underline, or after
 * name ("Remove harbourfoods_client.pfx"). */
void       waybill_ui_name_widget     (GtkWidget        *widget,
                                       const char       *name);
/* Names every GtkButton below root that has a label with a mnemonic. For templates; called once after init_template. */
void       waybill_ui_name_buttons    (GtkWidget        *root);

G_END_DECLS
