/* The one dialog for errors. It asks nothing, and chooses no words. */
#include "ui-tell.h"

#include "ui-box.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * waybill_ui_tell:
 * @beside: a widget of the window that the dialog belongs to
 * @words: what is said: title, sentence, reason and next step
 *
 * Shows the words above the window. Where @beside stands in no window any more, nothing is said. Main thread.
 */
void
waybill_ui_tell (GtkWidget *beside, const WaybillWords *words)
{
  GtkRoot *root = gtk_widget_get_root (beside);
  g_autofree char *body = waybill_words_to_body (words, "\n\n");
  GtkWidget *dialog;

  if (!GTK_IS_WINDOW (root))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), words->title, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  waybill_ui_name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
