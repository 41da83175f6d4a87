/* Words come from words-session; here they only find their place. */

#include "ui-session-failure.h"

#include "ui-box.h"
#include "words-error.h"

#include <glib/gi18n.h>

struct _WaybillUiSessionFailure
{
  AdwBin parent_instance;

  GtkWidget *title, *sentence, *next, *left, *words, *server_words, *buttons, *mend_button, *again, *edit, *fine_list, *fine;

  WaybillWordsSessionMend mend;
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionFailure, waybill_ui_session_failure, ADW_TYPE_BIN)

static void
show_words (WaybillUiSessionFailure *self, const char *server_words)
{
  if (self->server_words != NULL)
    gtk_box_remove (GTK_BOX (self->words), self->server_words);
  self->server_words = NULL;
  gtk_widget_set_visible (self->words, server_words != NULL);
  if (server_words == NULL)
    return;
  self->server_words = waybill_ui_box_new_words (server_words);
  gtk_box_append (GTK_BOX (self->words), self->server_words);
}

static void
show_fine (WaybillUiSessionFailure *self, const GError *error, const WaybillRemoteFacts *facts)
{
  g_autofree char *fine = facts != NULL ? waybill_words_session_fine (facts, error) : NULL;

  gtk_widget_set_visible (self->fine_list, fine != NULL);
  if (fine != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->fine), fine);
}

/* Of the editor, and whether a button of its own leads there: not where the first one does. */
static const struct
{
  const char *page;
  gboolean offers_edit;
} pages[WAYBILL_WORDS_N_SESSION_MENDS] = {
  [WAYBILL_WORDS_SESSION_TRY_AGAIN] = { "connection", TRUE },     [WAYBILL_WORDS_SESSION_PASSWORD] = { "login", TRUE },
  [WAYBILL_WORDS_SESSION_CERTIFICATE] = { "certificate", FALSE }, [WAYBILL_WORDS_SESSION_TRUST] = { "trust", FALSE },
  [WAYBILL_WORDS_SESSION_CLOCK] = { "connection", TRUE },         [WAYBILL_WORDS_SESSION_EDIT] = { "connection", FALSE },
};

static void
show_mend (WaybillUiSessionFailure *self)
{
  gtk_button_set_label (GTK_BUTTON (self->mend_button), waybill_words_session_get_button (self->mend));
  gtk_widget_set_visible (self->again, self->mend != WAYBILL_WORDS_SESSION_TRY_AGAIN);
  gtk_widget_set_visible (self->edit, pages[self->mend].offers_edit);
  waybill_ui_name_buttons (GTK_WIDGET (self));
}

/**
 * waybill_ui_session_failure_show:
 * @self: a page
 * @error: what ended the session
 * @partner: the partner's name
 * @facts: (nullable): the session's, as far as it came
 * @store: where authorities are kept: one that is only not ticked is said to be
 */
void
waybill_ui_session_failure_show (WaybillUiSessionFailure *self,
                                 const GError *error,
                                 const char *partner,
                                 const WaybillRemoteFacts *facts,
                                 WaybillCertStore *store)
{
  g_autoptr (WaybillWords) words = waybill_words_session_failed (error, partner, facts);
  g_autofree char *sentence = NULL;

  g_return_if_fail (WAYBILL_IS_UI_SESSION_FAILURE (self));

  waybill_words_error_look_in_store (words, error, store);
  sentence = words->reason != NULL ? g_strdup_printf ("%s %s", words->sentence, words->reason) : g_strdup (words->sentence);
  self->mend = waybill_words_session_get_mend (error);
  gtk_label_set_text (GTK_LABEL (self->title), words->title);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_label_set_text (GTK_LABEL (self->next), words->next);
  show_words (self, words->server_words);
  show_mend (self);
  show_fine (self, error, facts);
}

/**
 * waybill_ui_session_failure_get_mend:
 * @self: a page that was shown
 *
 * Returns: what its first button does
 */
WaybillWordsSessionMend
waybill_ui_session_failure_get_mend (WaybillUiSessionFailure *self)
{
  return self->mend;
}

/**
 * waybill_ui_session_failure_set_left:
 * @self: a page
 * @left: (nullable): what was not sent or fetched and what becomes of it; %NULL: nothing is left
 */
void
waybill_ui_session_failure_set_left (WaybillUiSessionFailure *self, const char *left)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_FAILURE (self));

  gtk_label_set_text (GTK_LABEL (self->left), left != NULL ? left : "");
  gtk_widget_set_visible (self->left, left != NULL);
}

/**
 * waybill_ui_session_failure_get_page:
 * @self: a page that was shown
 *
 * Returns: the name of the editor's page that is most likely to help
 */
const char *
waybill_ui_session_failure_get_page (WaybillUiSessionFailure *self)
{
  return pages[self->mend].page;
}

/**
 * waybill_ui_session_failure_focus:
 * @self: a page
 *
 * Puts the focus on its first button.
 */
void
waybill_ui_session_failure_focus (WaybillUiSessionFailure *self)
{
  gtk_widget_grab_focus (self->mend_button);
}

/**
 * waybill_ui_session_failure_set_narrow:
 * @self: a page
 * @narrow: its buttons stand below each other
 */
void
waybill_ui_session_failure_set_narrow (WaybillUiSessionFailure *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
waybill_ui_session_failure_class_init (WaybillUiSessionFailureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-failure.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, sentence);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, next);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, left);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, words);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, buttons);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, mend_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, again);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, edit);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, fine_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionFailure, fine);
}

static void
waybill_ui_session_failure_init (WaybillUiSessionFailure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
