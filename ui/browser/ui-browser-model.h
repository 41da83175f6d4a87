/* The rows of one pane as GTK's lists want them: a GListModel of WaybillUiBrowserRow and the GtkSelectionModel over it, arranged on a
 * thread where there are many. What is selected is known by entry, so sorting keeps it, and by name when a folder is listed again. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-row.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_MODEL (waybill_ui_browser_model_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserModel, waybill_ui_browser_model, WAYBILL, UI_BROWSER_MODEL, GObject)

/* Signal "arranged" (): what was loaded, sorted or filtered is shown. Within the call for short lists, from the main loop for long. */

WaybillUiBrowserModel    *waybill_ui_browser_model_new            (void);
/* listing: (transfer full). again: the same folder once more: what is selected stays so. */
void                      waybill_ui_browser_model_load           (WaybillUiBrowserModel  *self,
                                                                   WaybillRemoteListing   *listing,
                                                                   gboolean                again);
void                      waybill_ui_browser_model_clear          (WaybillUiBrowserModel  *self);
/* A listing that is being sorted is not shown any more. */
void                      waybill_ui_browser_model_drop           (WaybillUiBrowserModel  *self);
void                      waybill_ui_browser_model_set_sort       (WaybillUiBrowserModel  *self,
                                                                   WaybillUiBrowserColumn  column,
                                                                   gboolean                descending);
void                      waybill_ui_browser_model_set_hidden     (WaybillUiBrowserModel  *self,
                                                                   gboolean                hidden);
/* filter: (nullable). Rows that it hides are no longer selected. */
void                      waybill_ui_browser_model_set_filter     (WaybillUiBrowserModel  *self,
                                                                   const char             *filter);
gboolean                  waybill_ui_browser_model_is_filtered    (WaybillUiBrowserModel  *self);
/* It has hidden files that are not shown. */
gboolean                  waybill_ui_browser_model_holds_back     (WaybillUiBrowserModel  *self);
/* A listing of which no line could be read. */
gboolean                  waybill_ui_browser_model_is_raw         (WaybillUiBrowserModel  *self);
char                     *waybill_ui_browser_model_dup_raw        (WaybillUiBrowserModel  *self);
/* Lines of the listing, shown or not. */
guint                     waybill_ui_browser_model_get_n_entries  (WaybillUiBrowserModel  *self);
const WaybillRemoteEntry *waybill_ui_browser_model_get_entry      (WaybillUiBrowserModel  *self,
                                                                   guint                   position);
/* GTK_INVALID_LIST_POSITION: not shown. */
guint                     waybill_ui_browser_model_find_name      (WaybillUiBrowserModel  *self,
                                                                   const char             *name);
/* The next one from there on, around the end, that begins so in any case. */
guint                     waybill_ui_browser_model_find_prefix    (WaybillUiBrowserModel  *self,
                                                                   const char             *prefix,
                                                                   guint                   from);
gboolean                  waybill_ui_browser_model_has_name       (WaybillUiBrowserModel  *self,
                                                                   const char             *name);
/* size: of the selected files together, -1 where one is unknown or a folder is among them. */
guint                     waybill_ui_browser_model_get_selected   (WaybillUiBrowserModel  *self,
                                                                   gint64                 *size);
/* (transfer container) (element-type WaybillRemoteEntry): in the order shown; as long as the listing. */
GPtrArray                *waybill_ui_browser_model_dup_selected   (WaybillUiBrowserModel  *self);
void                      waybill_ui_browser_model_select_names   (WaybillUiBrowserModel  *self,
                                                                   const char * const     *names);

G_END_DECLS
