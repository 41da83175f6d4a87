/* The question for one name. What may be a name is decided by words-browser, which has the sentences too. */

#include "ui-browser-name.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ui-name.h"
#include "words-browser.h"

typedef struct
{
  WaybillUiBrowserNameQuestion question;
  char *name; /* as it is called now */
  GtkWidget *dialog, *entry, *problem;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  if (self->question.destroy != NULL)
    self->question.destroy (self->question.data);
  g_free (self->name);
  g_free (self);
}

static WaybillWordsName
check (Asking *self, const char *text)
{
  if (*self->name != '\0' && g_str_equal (text, self->name))
    return WAYBILL_WORDS_NAME_EMPTY;
  return waybill_words_browser_check_name (text, self->question.taken (text, self->question.data));
}

static void
typed (Asking *self)
{
  WaybillWordsName problem = check (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const char *sentence = waybill_words_browser_name_sentence (problem);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "do", problem == WAYBILL_WORDS_NAME_GOOD);
  gtk_label_set_label (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
answered (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (g_str_equal (response, "do") && check (self, name) == WAYBILL_WORDS_NAME_GOOD)
    self->question.answer (name, self->question.data);
}

/* What stands before the ending is what people change. */
static void
select_stem (Asking *self)
{
  const char *dot = strrchr (self->name, '.');
  int end = dot != NULL && dot != self->name ? (int) g_utf8_pointer_to_offset (self->name, dot) : -1;

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, end);
}

static GtkWidget *
fields_new (Asking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->question.label, -1);
  self->problem = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign", 0.0,
                                "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "max-width-chars", 36, NULL);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->problem);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed), self);
  return box;
}

/**
 * waybill_ui_browser_name_ask:
 * @from: over whose window
 * @question: what to ask; copied but for its data
 *
 * Asks. Main thread.
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
waybill_ui_browser_name_ask (GtkWidget *from, const WaybillUiBrowserNameQuestion *question)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Asking *self = g_new0 (Asking, 1);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, question->heading, question->body));

  self->question = *question;
  self->name = g_strdup (question->name);
  self->dialog = GTK_WIDGET (dialog);
  adw_message_dialog_set_extra_child (dialog, fields_new (self));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "do", question->verb, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "do");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), self, (GClosureNotify) (void (*) (void)) asking_free, 0);
  typed (self);
  waybill_ui_name_buttons (GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  select_stem (self);
  return GTK_WINDOW (dialog);
}
