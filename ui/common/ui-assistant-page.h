/* A page of an assistant: title, text and what stands below, centred and scrolled, and where the keyboard begins. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_ASSISTANT_PAGE (waybill_ui_assistant_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WaybillUiAssistantPage, waybill_ui_assistant_page, WAYBILL, UI_ASSISTANT_PAGE, AdwBin)

struct _WaybillUiAssistantPageClass
{
  AdwBinClass parent_class;

  /* (nullable) (transfer none): the first field; NULL: the title. */
  GtkWidget *(*find_field) (WaybillUiAssistantPage *self);
};

/* Properties: "title", "text", "icon-name" (strings), "ready" (boolean): whether the primary button may be pressed. */
void       waybill_ui_assistant_page_focus     (WaybillUiAssistantPage *self);
void       waybill_ui_assistant_page_set_ready (WaybillUiAssistantPage *self,
                                                gboolean                ready);
gboolean   waybill_ui_assistant_page_is_ready  (WaybillUiAssistantPage *self);
/* For a page: a row with an icon, title and subtitle of foreign text. */
GtkWidget *waybill_ui_assistant_page_new_row   (const char             *icon_name,
                                                const char             *title,
                                                const char             *subtitle);
/* Removes all rows of a list box. */
void       waybill_ui_assistant_page_clear     (GtkListBox             *list);

G_END_DECLS
