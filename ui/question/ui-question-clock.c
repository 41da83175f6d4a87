/* The page about the clock: what its dialog holds, and what its one button does. When it comes before the trust question is
 * ui-question's; who is wrong is said by words-clock. */
#include "ui-question-private.h"

#include "ui-box.h"
#include "ui-date.h"
#include "ui-question-line.h"
#include "ui-tall.h"
#include "ui-toast.h"

#include <glib/gi18n.h>

struct _WaybillUiQuestionClock
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (WaybillUiQuestionClock, waybill_ui_question_clock, GTK_TYPE_BOX)

enum
{
  SIGNAL_LOOK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
look_activated (WaybillUiQuestionClock *self)
{
  g_signal_emit (self, signals[SIGNAL_LOOK], 0);
}

/* To the trust question: every check, and what may be offered in spite of the time. */
static GtkWidget *
look_row_new (WaybillUiQuestionClock *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *next = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What you can do"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Look at the certificate"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What else stands for it or against it, before you decide"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  g_signal_connect_object (row, "activated", G_CALLBACK (look_activated), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

/* waybill_ui_question_clock_new:
 *
 * It keeps nothing of the words. */
GtkWidget *
waybill_ui_question_clock_new (const WaybillWordsClock *clock, gboolean may_look)
{
  WaybillUiQuestionClock *self
      = g_object_new (WAYBILL_TYPE_UI_QUESTION_CLOCK, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 10, NULL);

  gtk_box_append (GTK_BOX (self), waybill_ui_question_line_new_clock (clock));
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    gtk_box_append (GTK_BOX (self), waybill_ui_question_conclusion_new (clock->times[i].tone, clock->times[i].sentence));
  gtk_box_append (GTK_BOX (self), waybill_ui_box_new (WAYBILL_UI_BOX_CALM, NULL, clock->conclusion));
  if (may_look)
    gtk_box_append (GTK_BOX (self), look_row_new (self));
  return GTK_WIDGET (self);
}

/* waybill_ui_question_clock_get_button:
 *
 * What its blue button says here. */
const char *
waybill_ui_question_clock_get_button (void)
{
  return waybill_ui_date_has_settings () ? _ ("_Open Date and Time Settings") : _ ("_Copy the Three Times");
}

/* waybill_ui_question_clock_mend:
 *
 * What it does. */
void
waybill_ui_question_clock_mend (const WaybillWordsClock *clock, GtkWidget *over)
{
  g_autofree char *report = NULL;

  if (waybill_ui_date_open_settings ())
    return;
  report = waybill_words_clock_report (clock);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (over), report);
  waybill_ui_toast_say (over, _ ("The three times copied"));
}

/* Alone, without a question behind it */

static void
clock_free (gpointer data)
{
  waybill_words_clock_free (data);
}

static void
responded (AdwMessageDialog *dialog, const char *response, gpointer clock)
{
  GtkWindow *over = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_strcmp0 (response, WAYBILL_UI_QUESTION_ACCEPT) == 0 && over != NULL)
    waybill_ui_question_clock_mend (clock, GTK_WIDGET (over));
}

/**
 * waybill_ui_question_show_clock:
 * @over: a widget of the window that the page stands over
 * @verdict: of a server that was refused
 * @partner: the partner's name
 *
 * Shows whose clock is likely wrong. Nothing waits for it.
 *
 * Returns: %FALSE, and nothing is shown, where the time is not what stands against the certificate
 */
gboolean
waybill_ui_question_show_clock (GtkWidget *over, WaybillCertVerdict *verdict, const char *partner)
{
  WaybillWordsClock *clock = waybill_words_clock_new (verdict, partner);
  GtkRoot *root = gtk_widget_get_root (over);
  AdwMessageDialog *dialog;

  if (clock == NULL)
    return FALSE;
  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, clock->heading, clock->body));
  g_object_set_data_full (G_OBJECT (dialog), "waybill-clock", clock, clock_free);
  waybill_ui_question_fill_dialog (dialog, waybill_ui_question_clock_new (clock, FALSE));
  adw_message_dialog_add_responses (dialog, WAYBILL_UI_QUESTION_REFUSE, _ ("_Not Now"), WAYBILL_UI_QUESTION_ACCEPT,
                                    waybill_ui_question_clock_get_button (), NULL);
  adw_message_dialog_set_response_appearance (dialog, WAYBILL_UI_QUESTION_ACCEPT, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, WAYBILL_UI_QUESTION_ACCEPT);
  adw_message_dialog_set_close_response (dialog, WAYBILL_UI_QUESTION_REFUSE);
  waybill_ui_name_buttons (GTK_WIDGET (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (responded), clock);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

static void
waybill_ui_question_clock_class_init (WaybillUiQuestionClockClass *klass)
{
  signals[SIGNAL_LOOK]
      = g_signal_new ("look", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_question_clock_init (WaybillUiQuestionClock *self)
{
}
