/* The connection check's window. A check is ui-check-run's; here its steps become rows, its end a sentence and a button.
 * When the page that mends a finding has changed something, the check begins again. */
#include "ui-check-private.h"

#include "ui-box.h"
#include "ui-check-row.h"
#include "ui-shell.h"
#include "ui-toast.h"

#include "words-check.h"
#include "words-error.h"
#include "words-session.h"
#include "words-time.h"

#include <glib/gi18n.h>

struct _WaybillUiCheck
{
  AdwWindow parent_instance;

  WaybillUiShell *shell;
  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  GtkWidget *copy_button;
  GtkWidget *copy_label;
  GtkWidget *again_button;
  GtkWidget *stop_button;
  GtkStack *signs;
  GtkImage *image;
  GtkSpinner *spinner;
  GtkLabel *summary;
  GtkLabel *where;
  WaybillUiBox *stopper;
  GtkListBox *list;
  GtkWidget *buttons; /* (nullable) of what failed; lent */

  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillUiQuestion *question;
  WaybillUiCheckRun *run; /* (nullable) the newest */
  gboolean sent_away;     /* to another page that mends something */
  guint counts[WAYBILL_PARTNER_CHECK_SKIP + 1];
  WaybillRemoteStep at;     /* while it runs */
  WaybillRemoteStep failed; /* N_STEPS: none */
};

G_DEFINE_FINAL_TYPE (WaybillUiCheck, waybill_ui_check, ADW_TYPE_WINDOW)

static const WaybillUiState states[] = {
  [WAYBILL_PARTNER_CHECK_OK] = WAYBILL_UI_STATE_READY,
  [WAYBILL_PARTNER_CHECK_WARN] = WAYBILL_UI_STATE_WARNING,
  [WAYBILL_PARTNER_CHECK_FAIL] = WAYBILL_UI_STATE_FAILED,
  [WAYBILL_PARTNER_CHECK_SKIP] = WAYBILL_UI_STATE_LEFT_OUT,
};

WaybillUiContext *
waybill_ui_check_get_context (WaybillUiCheck *self)
{
  return self->context;
}

WaybillPartner *
waybill_ui_check_get_partner (WaybillUiCheck *self)
{
  return self->partner;
}

WaybillUiQuestion *
waybill_ui_check_get_question (WaybillUiCheck *self)
{
  return self->question;
}

static WaybillUiCheckRow *
get_row (WaybillUiCheck *self, WaybillRemoteStep step)
{
  return WAYBILL_UI_CHECK_ROW (gtk_list_box_get_row_at_index (self->list, (int) step));
}

/* "Harbour Foods · ftp.example, port 21 · took 0.2 s" */
static void
show_where (WaybillUiCheck *self)
{
  guint port = waybill_partner_get_port (self->partner);
  gint64 took = self->run != NULL ? waybill_ui_check_run_get_duration (self->run) : 0;
  g_autofree char *time = waybill_words_time_duration (took);
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;

  if (port == 0)
    port = waybill_remote_protocol_get_port (waybill_partner_get_protocol (self->partner));
  /* Translators: a host and its port. */
  address = *waybill_partner_get_host (self->partner) != '\0'
                ? g_strdup_printf (_ ("%s, port %u"), waybill_partner_get_host (self->partner), port)
                : g_strdup (_ ("no host yet"));
  if (took > 0)
    /* Translators: a partner; its address; how long it took. */
    text = g_strdup_printf (_ ("%s · %s · took %s"), waybill_partner_get_name (self->partner), address, time);
  else
    text = g_strdup_printf ("%s · %s", waybill_partner_get_name (self->partner), address);
  gtk_label_set_text (self->where, text);
}

static void
show_summary (WaybillUiCheck *self, WaybillUiState state, const char *text)
{
  gboolean working = state == WAYBILL_UI_STATE_WAITING;
  gboolean running = working || state == WAYBILL_UI_STATE_QUESTION;

  gtk_label_set_text (self->summary, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->summary), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_stack_set_visible_child (self->signs, working ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->image));
  waybill_ui_state_show (self->image, state, NULL);
  gtk_widget_set_visible (self->stop_button, running);
  gtk_widget_set_visible (self->again_button, !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.stop", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.again", !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.copy", !running);
}

static void
show_running (WaybillUiCheck *self, WaybillRemoteStep step)
{
  g_autofree char *text = waybill_words_check_running (step);

  self->at = step;
  waybill_ui_check_row_set_running (get_row (self, step));
  show_summary (self, WAYBILL_UI_STATE_WAITING, text);
}

/* Steps are told when connecting has ended. Who is asked about the server's certificate has come as far as that: what was
 * measured on the way went well. */
static void
advance_to_theirs (WaybillUiCheck *self, const WaybillRemoteFacts *facts)
{
  const WaybillRemoteTargetValues *target = waybill_ui_check_run_get_target (self->run);

  for (guint i = 0; i < WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE; i++)
    {
      g_autofree char *found = facts->step_time[i] >= 0 ? waybill_words_check_detail (i, facts, target) : NULL;

      if (found != NULL)
        waybill_ui_check_row_set_result (get_row (self, i), WAYBILL_UI_STATE_READY, found, facts->step_time[i]);
      else
        waybill_ui_check_row_reset (get_row (self, i));
    }
  self->at = WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE;
}

static void
show_asking (WaybillUiCheck *self)
{
  const WaybillRemoteFacts *facts = waybill_ui_check_run_get_facts (self->run);

  if (facts != NULL && facts->verdict != NULL && !waybill_cert_verdict_is_accepted (facts->verdict))
    advance_to_theirs (self, facts);
  waybill_ui_check_row_set_asking (get_row (self, self->at), waybill_words_check_asking ());
  show_summary (self, WAYBILL_UI_STATE_QUESTION, waybill_words_check_asking ());
}

/* Also a question that a button asks after the end: then no step waits for it. A no may have been worked off before it is
 * told that nobody waits any more. */
static void
waiting_changed (WaybillUiCheck *self)
{
  if (self->run == NULL || !waybill_ui_check_run_is_running (self->run))
    return;
  if (waybill_ui_question_is_waiting (self->question))
    show_asking (self);
  else if (self->failed == WAYBILL_REMOTE_N_STEPS)
    show_running (self, self->at);
}

/* The words, or an icon and the words as name and tooltip. To stop keeps its word: its icon is that of closing. */
static void
narrow_changed (WaybillUiCheck *self)
{
  gboolean narrow = waybill_ui_shell_is_narrow (self->shell);

  if (narrow)
    gtk_button_set_icon_name (GTK_BUTTON (self->again_button), "view-refresh-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (self->again_button), _ ("Check _Again"));
  waybill_ui_name_widget (self->again_button, _ ("Check again"));
  waybill_ui_name_widget (self->stop_button, _ ("Stop the check"));
  gtk_widget_set_visible (self->copy_label, !narrow);
}

/* The sentence, why, and what next: one paragraph each. */
static char *
dup_paragraphs (const WaybillWords *words)
{
  g_autoptr (GString) text = g_string_new (words->sentence);

  if (words->reason != NULL)
    g_string_append_printf (text, " %s", words->reason);
  g_string_append_printf (text, "\n\n%s", words->next);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_buttons (WaybillUiCheck *self, const GError *error)
{
  g_set_weak_pointer (&self->buttons, waybill_ui_check_mend_new (self, error));
  narrow_changed (self);
}

static void
show_failure (WaybillUiCheck *self, WaybillUiCheckRow *row, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_session_failed (error, waybill_partner_get_name (self->partner),
                                                                 waybill_ui_check_run_get_facts (self->run));
  g_autofree char *text = NULL;

  waybill_words_error_look_in_store (words, error, waybill_ui_context_get_certificates (self->context));
  text = dup_paragraphs (words);
  waybill_ui_check_row_set_more (row, text, words->server_words);
  take_buttons (self, error);
  if (self->buttons != NULL)
    waybill_ui_check_row_add_buttons (row, self->buttons);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static void
show_well (WaybillUiCheck *self, WaybillUiCheckRow *row, WaybillRemoteStep step)
{
  const WaybillRemoteFacts *facts = waybill_ui_check_run_get_facts (self->run);
  g_autofree char *text = waybill_words_check_more (step, facts, waybill_ui_check_run_get_target (self->run));

  waybill_ui_check_row_set_more (row, text, waybill_words_check_words (step, facts));
}

/* A step that was stopped did not fail. */
static void
show_step (WaybillUiCheck *self, const WaybillPartnerCheckStep *step)
{
  WaybillUiCheckRow *row = get_row (self, step->step);
  gboolean stopped = step->error != NULL && waybill_ui_check_run_was_stopped (self->run);
  g_autofree char *finding
      = stopped ? g_strdup (_ ("Stopped here")) : waybill_ui_check_finding (self->run, self->partner, step, self->failed);

  waybill_ui_check_row_set_result (row, stopped ? WAYBILL_UI_STATE_LEFT_OUT : states[step->result], finding,
                                   step->microseconds);
  if (step->error == NULL && step->result != WAYBILL_PARTNER_CHECK_SKIP)
    show_well (self, row, step->step);
  else if (step->error != NULL && !stopped)
    show_failure (self, row, step->error);
}

static void
step_known (WaybillUiCheck *self, gpointer data, WaybillUiCheckRun *run)
{
  const WaybillPartnerCheckStep *step = data;

  if (run != self->run)
    return;
  self->counts[step->result]++;
  if (step->error != NULL)
    self->failed = step->step;
  show_step (self, step);
  if (step->step + 1 < WAYBILL_REMOTE_N_STEPS && self->failed == WAYBILL_REMOTE_N_STEPS)
    show_running (self, step->step + 1);
}

/* With implicit encryption steps are told that come before the failed one in the list and after it in time. */
static void
show_skipped (WaybillUiCheck *self, const char *finding)
{
  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    waybill_ui_check_row_set_result (get_row (self, i), WAYBILL_UI_STATE_LEFT_OUT, finding, -1);
}

static void
show_unresolved (WaybillUiCheck *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_session_failed (error, waybill_partner_get_name (self->partner), NULL);
  g_autofree char *text = dup_paragraphs (words);

  show_skipped (self, _ ("Not tried"));
  if (waybill_ui_check_run_was_stopped (self->run))
    {
      show_summary (self, WAYBILL_UI_STATE_LEFT_OUT, _ ("Stopped"));
      return;
    }
  show_summary (self, WAYBILL_UI_STATE_FAILED, _ ("The check could not begin"));
  waybill_ui_box_set (self->stopper, WAYBILL_UI_BOX_WARN, words->title, text);
  take_buttons (self, error);
  if (self->buttons != NULL)
    gtk_box_append (waybill_ui_box_get_content (self->stopper), self->buttons);
  gtk_widget_set_visible (GTK_WIDGET (self->stopper), TRUE);
}

static void
show_all (WaybillUiCheck *self, GPtrArray *steps)
{
  g_autofree char *text
      = waybill_words_check_summary (self->counts[WAYBILL_PARTNER_CHECK_OK], self->counts[WAYBILL_PARTNER_CHECK_WARN],
                                     self->counts[WAYBILL_PARTNER_CHECK_FAIL]);
  WaybillUiState state = self->counts[WAYBILL_PARTNER_CHECK_FAIL] > 0   ? WAYBILL_UI_STATE_FAILED
                         : self->counts[WAYBILL_PARTNER_CHECK_WARN] > 0 ? WAYBILL_UI_STATE_WARNING
                                                                        : WAYBILL_UI_STATE_READY;

  /* Skipped ones that were told before the failed one did not know its name yet. */
  for (guint i = 0; i < steps->len; i++)
    if (((const WaybillPartnerCheckStep *) steps->pdata[i])->result == WAYBILL_PARTNER_CHECK_SKIP)
      show_step (self, steps->pdata[i]);
  if (waybill_ui_check_run_was_stopped (self->run))
    show_summary (self, WAYBILL_UI_STATE_LEFT_OUT, _ ("Stopped"));
  else
    show_summary (self, state, text);
}

static void
run_ended (WaybillUiCheck *self, WaybillUiCheckRun *run)
{
  if (run != self->run)
    return;
  if (waybill_ui_check_run_get_steps (run) != NULL)
    show_all (self, waybill_ui_check_run_get_steps (run));
  else
    show_unresolved (self, waybill_ui_check_run_get_error (run));
  show_where (self);
  if (self->buttons != NULL)
    gtk_widget_grab_focus (gtk_widget_get_first_child (self->buttons));
}

static void
reset (WaybillUiCheck *self)
{
  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    waybill_ui_check_row_reset (get_row (self, i));
  for (guint i = 0; i < G_N_ELEMENTS (self->counts); i++)
    self->counts[i] = 0;
  self->failed = WAYBILL_REMOTE_N_STEPS;
  self->sent_away = FALSE;
  if (self->buttons != NULL && gtk_widget_get_parent (self->buttons) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->buttons)), self->buttons);
  g_clear_weak_pointer (&self->buttons);
  gtk_widget_set_visible (GTK_WIDGET (self->stopper), FALSE);
}

static void
drop_run (WaybillUiCheck *self)
{
  if (self->run == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->run, self);
  waybill_ui_check_run_stop (self->run);
  g_clear_object (&self->run);
}

/* waybill_ui_check_begin:
 *
 * From the first step, in place of a check that runs. A window that was closed begins nothing. */
void
waybill_ui_check_begin (WaybillUiCheck *self)
{
  if (self->list == NULL || self->question == NULL)
    return;
  drop_run (self);
  reset (self);
  self->run = waybill_ui_check_run_new (self->context, self->partner, self->question);
  g_signal_connect_object (self->run, "step", G_CALLBACK (step_known), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "ended", G_CALLBACK (run_ended), self, G_CONNECT_SWAPPED);
  show_where (self);
  show_running (self, WAYBILL_REMOTE_STEP_NAME);
  waybill_ui_check_run_start (self->run);
}

/* waybill_ui_check_go:
 *
 * page: (nullable) of the editor. */
void
waybill_ui_check_go (WaybillUiCheck *self, WaybillUiPlace place, const char *page)
{
  self->sent_away = TRUE;
  waybill_ui_context_go (self->context, GTK_WIDGET (self), place,
                         place == WAYBILL_UI_PLACE_EDITOR ? waybill_partner_get_uuid (self->partner) : NULL, page);
}

/* waybill_ui_check_say_error:
 *
 * What a button could not do. */
void
waybill_ui_check_say_error (WaybillUiCheck *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, waybill_partner_get_name (self->partner));
  g_autofree char *body = waybill_words_to_body (words, " ");

  waybill_ui_box_set (self->stopper, WAYBILL_UI_BOX_WARN, words->title, body);
  gtk_widget_set_visible (GTK_WIDGET (self->stopper), TRUE);
}

/* The editor may have put another object in the partner's place, or removed it. */
static void
context_changed (WaybillUiCheck *self)
{
  WaybillPartner *partner;

  if (!self->sent_away || self->run == NULL || waybill_ui_check_run_is_running (self->run))
    return;
  partner = waybill_ui_context_find_partner (self->context, waybill_partner_get_uuid (self->partner));
  if (partner == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_set_object (&self->partner, partner);
  waybill_ui_check_begin (self);
}

static void
again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_check_begin (WAYBILL_UI_CHECK (widget));
}

static void
stop_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_check_run_stop (WAYBILL_UI_CHECK (widget)->run);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiCheck *self = WAYBILL_UI_CHECK (widget);
  g_autofree char *report = waybill_ui_check_report (self->run, self->partner);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  waybill_ui_toast_say (widget, _ ("Report copied; passwords were taken out"));
}

/**
 * waybill_ui_check_new:
 * @context: what the window works with
 * @parent: (nullable): the window it stands over
 * @partner: whom to check
 *
 * Main thread. The check begins when the window is shown, and ends with it.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
WaybillUiCheck *
waybill_ui_check_new (WaybillUiContext *context, GtkWindow *parent, WaybillPartner *partner)
{
  WaybillUiCheck *self = g_object_new (WAYBILL_TYPE_UI_CHECK, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  self->question = waybill_ui_question_new (context, partner, GTK_WIDGET (self));
  g_signal_connect_object (self->question, "notify::waiting", G_CALLBACK (waiting_changed), self, G_CONNECT_SWAPPED);
  adw_window_title_set_subtitle (self->heading, waybill_partner_get_name (partner));
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed), self, G_CONNECT_SWAPPED);
  show_where (self);
  return self;
}

static void
waybill_ui_check_map (GtkWidget *widget)
{
  WaybillUiCheck *self = WAYBILL_UI_CHECK (widget);

  GTK_WIDGET_CLASS (waybill_ui_check_parent_class)->map (widget);
  if (self->run == NULL)
    waybill_ui_check_begin (self);
}

static void
waybill_ui_check_dispose (GObject *object)
{
  WaybillUiCheck *self = WAYBILL_UI_CHECK (object);

  drop_run (self);
  g_clear_weak_pointer (&self->buttons);
  g_clear_object (&self->question);
  g_clear_object (&self->context);
  g_clear_object (&self->partner);

  G_OBJECT_CLASS (waybill_ui_check_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "check.again", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "check.again", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_period, GDK_CONTROL_MASK, "check.stop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "check.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
waybill_ui_check_class_init (WaybillUiCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_check_dispose;
  widget_class->map = waybill_ui_check_map;

  gtk_widget_class_install_action (widget_class, "check.again", NULL, again_activated);
  gtk_widget_class_install_action (widget_class, "check.stop", NULL, stop_activated);
  gtk_widget_class_install_action (widget_class, "check.copy", NULL, copy_activated);
  bind_keys (widget_class);

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-check.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, WaybillUiCheck, child)
  BIND (shell);
  BIND (toasts);
  BIND (heading);
  BIND (copy_button);
  BIND (copy_label);
  BIND (again_button);
  BIND (stop_button);
  BIND (signs);
  BIND (image);
  BIND (spinner);
  BIND (summary);
  BIND (where);
  BIND (stopper);
  BIND (list);
#undef BIND
}

static void
waybill_ui_check_init (WaybillUiCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    gtk_list_box_append (self->list, waybill_ui_check_row_new (waybill_words_check_title (i)));
  self->failed = WAYBILL_REMOTE_N_STEPS;
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->toasts);
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (narrow_changed), self, G_CONNECT_SWAPPED);
}
