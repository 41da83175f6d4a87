/* One of the two panes: path bar, filter, the list, and the foot with its one button. It looks and asks its place; what is sent or fetched
 * is the business of who listens. */
#pragma once

#include <gtk/gtk.h>

#include "ui-browser-place.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_BROWSER_PANE (waybill_ui_browser_pane_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiBrowserPane, waybill_ui_browser_pane, WAYBILL, UI_BROWSER_PANE, GtkBox)

/* Signals:
 * "transfer" (char **paths): Send or Fetch of these full paths (button, double click or Enter on files).
 * "dropped-files" (GListModel *files (GFile), char *folder): files of this computer were dropped here; folder: the pane's, or that of the
 *   row under the pointer. Emitted by a remote pane (send) and by a local one (only when they come from elsewhere: copying is not ours, a
 *   local pane refuses them).
 * "dropped-remote" (char **paths, char *folder): rows of the partner's pane were dropped on the local one (fetch). A partner's rows that
 *   are dropped on another tab's pane are refused.
 * "folder-changed" (): another folder is shown.
 * "failed" (GError *error, char *path): a change did not work; the pane has said so in a box already, for who keeps score.
 * Properties: "narrow" (boolean): two lines a row, check buttons. "primary" (boolean, read only): its button is the blue one. */

/* title: "This computer" or the partner's name. token: tells one connection's rows from another's in drags. */
GtkWidget  *waybill_ui_browser_pane_new         (const char            *title,
                                                 const char            *token);
/* place: (nullable) NULL: empty and insensitive. folder: (nullable) where it begins; NULL: home, or where the session stands ("." is
 * asked for by NULL paths). */
void        waybill_ui_browser_pane_set_place   (WaybillUiBrowserPane  *self,
                                                 WaybillUiBrowserPlace *place,
                                                 const char            *folder);
const char *waybill_ui_browser_pane_get_folder  (WaybillUiBrowserPane  *self);
void        waybill_ui_browser_pane_set_folder  (WaybillUiBrowserPane  *self,
                                                 const char            *folder);
/* Lists again; the selection and the place scrolled to stay where they can. */
void        waybill_ui_browser_pane_refresh     (WaybillUiBrowserPane  *self);
gboolean    waybill_ui_browser_pane_is_listing  (WaybillUiBrowserPane  *self);
/* (transfer full): full paths of what is selected. */
char      **waybill_ui_browser_pane_dup_selected (WaybillUiBrowserPane *self);
/* The partner's name, for "Delete 3 files at {partner}?" and in errors. */
void        waybill_ui_browser_pane_set_partner (WaybillUiBrowserPane  *self,
                                                 const char            *name);
/* Puts the focus on the list. */
void        waybill_ui_browser_pane_focus_list  (WaybillUiBrowserPane  *self);

G_END_DECLS
