/* What was done, said in the past tense at the window's foot, and how it is undone: a toast with one button, and Ctrl+Z as long as the
 * offer stands. Errors are never toasts. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Called at most once, on the main thread. */
typedef void (*WaybillUiUndoFunc) (gpointer data);

/* from: a widget of the window that shall say it (a window that is about to close: its parent says it). */
void     waybill_ui_toast_say         (GtkWidget         *from,
                                       const char        *title);
/* The newest offer of a window replaces the one before it; drop is called when the offer is over, taken or not. */
void     waybill_ui_toast_offer_undo  (GtkWidget         *from,
                                       const char        *title,
                                       WaybillUiUndoFunc  undo,
                                       gpointer           data,
                                       GDestroyNotify     drop);
/* A toast with another button. */
void     waybill_ui_toast_offer       (GtkWidget         *from,
                                       const char        *title,
                                       const char        *button,
                                       WaybillUiUndoFunc  act,
                                       gpointer           data,
                                       GDestroyNotify     drop);
/* Called once by each window that has a toast overlay; it also makes Ctrl+Z undo. */
void     waybill_ui_toast_install     (GtkWidget         *window,
                                       AdwToastOverlay   *overlay);

G_END_DECLS
