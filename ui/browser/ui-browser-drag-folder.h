/* Where files stand that were fetched because somebody dragged them out of Waybill: each drag has a folder of its own below the user's
 * cache, which nobody else can read. It fetches nothing.
 *
 * How long they stay: a file manager copies what was dropped on it on its own time, and GDK's "dnd-finished" says only that it knows the
 * names. So a folder is not removed with its drag but at the end of the program, when it was filled ten minutes before or earlier; what is
 * younger may still be copied, and the next start or drag that finds it older than a day sweeps it (also what a program left behind that
 * was ended by force). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes a new one, on a thread. Main thread. */
void  waybill_ui_browser_drag_folder_make_async  (GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* (transfer full). */
char *waybill_ui_browser_drag_folder_make_finish (GAsyncResult         *result,
                                                  GError              **error);
/* Removes those of more than a day ago, on a thread. */
void  waybill_ui_browser_drag_folder_sweep       (void);
/* Removes those of this process that nobody copies from any more, at once: for its end, when there is no window. */
void  waybill_ui_browser_drag_folder_clear       (void);

G_END_DECLS
