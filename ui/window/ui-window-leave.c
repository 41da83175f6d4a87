/* The one question that the window asks before work is lost: files are on their way, and a tab, the window or a partner is
 * to go. What goes then is the asker's. */

#include "ui-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"

typedef struct
{
  WaybillUiWindowAnswer answer;
  GObject *subject; /* NULL: the window itself */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_clear_object (&self->subject);
  g_free (self);
}

/* A window that was destroyed meanwhile has no answer to give. */
static void
answered (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *self = user_data;
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (WAYBILL_IS_UI_WINDOW (window))
    self->answer (WAYBILL_UI_WINDOW (window), self->subject, strcmp (response, "stop") == 0);
}

/**
 * waybill_ui_window_ask_to_leave:
 * @self: the window that the question stands over
 * @n_left: files that are still on their way
 * @keep: the words of the refusal, which is the default; with a mnemonic
 * @stop: the words of the consent; with a mnemonic
 * @answer: (scope notified): called once, on the main thread
 * @subject: (nullable): handed to @answer; a reference is held until then
 */
void
waybill_ui_window_ask_to_leave (
    WaybillUiWindow *self, guint n_left, const char *keep, const char *stop, WaybillUiWindowAnswer answer, gpointer subject)
{
  GtkWidget *widget
      = adw_message_dialog_new (GTK_WINDOW (self), NULL, _ ("What has not arrived yet is not sent or fetched."));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  Question *question = g_new0 (Question, 1);

  question->answer = answer;
  g_set_object (&question->subject, subject);
  adw_message_dialog_format_heading (dialog,
                                     ngettext ("%u file is still on its way", "%u files are still on their way", n_left),
                                     n_left);
  adw_message_dialog_add_responses (dialog, "keep", keep, "stop", stop, NULL);
  adw_message_dialog_set_response_appearance (dialog, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  waybill_ui_name_buttons (widget);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
