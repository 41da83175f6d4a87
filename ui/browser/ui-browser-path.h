/* The path bar: a button for each folder, or the path as text; and the button of the filter. It says where somebody wants to go, and
 * goes nowhere itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One button. */
typedef struct
{
  char *name;
  char *path;
} WaybillUiBrowserStep;

#define WAYBILL_TYPE_UI_BROWSER_PATH (waybill_ui_browser_path_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserPath, waybill_ui_browser_path, WAYBILL, UI_BROWSER_PATH, GtkBox)

/* Signals:
 * "go" (char *path): a button, or what was typed, unchanged.
 * "complete" (char *folder): names below this folder would help; answered with set_names.
 * Property "filter" (boolean): the filter's button is pressed. Property "narrow" (boolean): the menu's button stands here. */

void       waybill_ui_browser_path_set_folder (WaybillUiBrowserPath *self,
                                               const char           *folder,
                                               const char           *home,
                                               gboolean              remote);
void       waybill_ui_browser_path_set_name   (WaybillUiBrowserPath *self,
                                               const char           *name);
void       waybill_ui_browser_path_set_menu   (WaybillUiBrowserPath *self,
                                               GMenuModel           *menu);
/* Turns the bar into a field. */
void       waybill_ui_browser_path_edit       (WaybillUiBrowserPath *self);
gboolean   waybill_ui_browser_path_is_edited  (WaybillUiBrowserPath *self);
/* folder: what was asked for; names: its folders. */
void       waybill_ui_browser_path_set_names  (WaybillUiBrowserPath *self,
                                               const char           *folder,
                                               const char * const   *names);

/* (transfer full) (element-type WaybillUiBrowserStep): from the root, or from home (nullable), to the folder. Pure. */
GPtrArray *waybill_ui_browser_path_split      (const char           *folder,
                                               const char           *home);
/* (transfer full): what somebody who stands in folder means by text. Pure. */
char      *waybill_ui_browser_path_resolve    (const char           *text,
                                               const char           *folder,
                                               const char           *home,
                                               gboolean              remote);

G_END_DECLS
