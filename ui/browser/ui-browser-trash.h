/* Back out of the trash of this computer, as the freedesktop.org trash specification describes it: only the trash in the user's own data
 * folder, only what was put there just now, and never over what is there by then. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Does a file of this folder go to the trash in the user's data folder? Looks at the disk for an instant. */
gboolean waybill_ui_browser_trash_is_own         (const char           *path);
/* paths: where they were. since: Unix seconds, when the first one was put there. */
void     waybill_ui_browser_trash_restore_async  (const char * const   *paths,
                                                  gint64                since,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* How many are back; error says why others are not. */
guint    waybill_ui_browser_trash_restore_finish (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
