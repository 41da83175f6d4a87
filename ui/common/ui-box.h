/* The coloured boxes of a page: information, needs a look, stop, and the server's own words; and what makes a button readable to a
 * screen reader. */
#pragma once

#include <adwaita.h>

#include "ui-name.h"
#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_BOX_CALM,  /* .wb-calm */
  WAYBILL_UI_BOX_WARN,  /* .wb-warn */
  WAYBILL_UI_BOX_SHARP, /* .wb-sharp */
  WAYBILL_UI_BOX_GOOD,  /* .wb-calm, with a check mark: something is in order */
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
/* One Tab stop for a whole list box: GTK 4.8 walks every row by Tab. Arrow keys move within; Tab and Shift+Tab leave it, and come back to the
 * selected row. */
void       waybill_ui_tame_list    (GtkListBox       *list);
/* Once, around each list view: a page of nothing loses rows. */
void       waybill_ui_keep_page    (GtkScrolledWindow *window);
/* A tooltip that is asked for when the pointer rests. gtk_widget_set_tooltip_text() asks the display where the pointer is, each time: too
 * much for rows of a list that lives. text: (nullable). */
void        waybill_ui_tip_widget  (GtkWidget        *widget,
                                    const char       *text);
const char *waybill_ui_get_tip     (GtkWidget        *widget); /* (nullable) */

G_END_DECLS
