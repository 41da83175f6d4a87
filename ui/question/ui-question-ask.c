/* One question and its dialog: which words stand in it, which responses, and where the focus begins. Who is asked when is
 * ui-question's. */
#include "ui-question-private.h"

#include "ui-box.h"
#include "ui-help.h"
#include "ui-tall.h"
#include "words-card.h"

#include <glib/gi18n.h>

#define CONTENT_WIDTH 512

/* waybill_ui_question_ask_new_trust:
 *
 * Takes the task. */
WaybillUiQuestionAsk *
waybill_ui_question_ask_new_trust (GTask *task,
                                   WaybillUiContext *context,
                                   WaybillPartner *partner,
                                   WaybillCertVerdict *verdict)
{
  WaybillUiQuestionAsk *self = g_new0 (WaybillUiQuestionAsk, 1);

  self->task = task;
  self->verdict = waybill_cert_verdict_ref (verdict);
  self->history = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (context),
                                                       waybill_partner_get_uuid (partner));
  self->change
      = waybill_words_change_new (verdict, self->history->chain, waybill_partner_get_pins (partner),
                                  waybill_partner_get_name (partner), waybill_ui_context_get_certificates (context));
  if (self->change->mood != WAYBILL_CERT_CHANGE_WRONG)
    self->clock = waybill_words_clock_new (verdict, waybill_partner_get_name (partner));
  return self;
}

/* waybill_ui_question_ask_new_secret:
 *
 * Takes the task; the key is copied. */
WaybillUiQuestionAsk *
waybill_ui_question_ask_new_secret (GTask *task, const WaybillSecretKey *key, WaybillPartnerPromptHints hints)
{
  WaybillUiQuestionAsk *self = g_new0 (WaybillUiQuestionAsk, 1);

  self->task = task;
  self->key = *key;
  self->key.id = g_strdup (key->id);
  self->key.name = g_strdup (key->name);
  self->hints = hints;
  return self;
}

static void
close_dialog (WaybillUiQuestionAsk *self)
{
  AdwMessageDialog *dialog;

  g_clear_weak_pointer (&self->content);
  dialog = self->dialog;
  g_clear_weak_pointer (&self->dialog);
  if (dialog == NULL)
    return;
  /* While the row lives: libadwaita 1.2 calls an entry row that is gone when its window loses the focus after it. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* waybill_ui_question_ask_close:
 *
 * The dialog goes, and nobody can take the question back any more. */
void
waybill_ui_question_ask_close (WaybillUiQuestionAsk *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  close_dialog (self);
}

/* waybill_ui_question_ask_skip_clock:
 *
 * The question is the same, and can still be taken back. */
void
waybill_ui_question_ask_skip_clock (WaybillUiQuestionAsk *self)
{
  close_dialog (self);
  g_clear_pointer (&self->clock, waybill_words_clock_free);
}

/* waybill_ui_question_ask_free:
 *
 * The dialog goes too; its task is answered after it. */
void
waybill_ui_question_ask_free (WaybillUiQuestionAsk *self)
{
  waybill_ui_question_ask_close (self);
  g_clear_pointer (&self->verdict, waybill_cert_verdict_unref);
  g_clear_pointer (&self->history, waybill_partner_history_free);
  g_clear_pointer (&self->change, waybill_words_change_free);
  g_clear_pointer (&self->clock, waybill_words_clock_free);
  g_free ((char *) self->key.id);
  g_free ((char *) self->key.name);
  g_object_unref (self->task);
  g_free (self);
}

/* waybill_ui_question_ask_is_trust:
 *
 * Else it is about a password. */
gboolean
waybill_ui_question_ask_is_trust (const WaybillUiQuestionAsk *self)
{
  return self->verdict != NULL;
}

/* Room for the shadows of cards, which would be cut. */
#define SHADOW 3

/* waybill_ui_question_fill_dialog:
 *
 * Long ones scroll; the heading and the responses stay. */
void
waybill_ui_question_fill_dialog (AdwMessageDialog *dialog, GtkWidget *content)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *tall;

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CONTENT_WIDTH);
  gtk_widget_set_margin_start (content, SHADOW);
  gtk_widget_set_margin_end (content, SHADOW);
  gtk_widget_set_margin_top (content, SHADOW);
  gtk_widget_set_margin_bottom (content, SHADOW);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  tall = waybill_ui_tall_new (clamp);
  /* Where nothing in it takes the focus, it does, so that the keyboard can scroll. */
  waybill_ui_name_widget (waybill_ui_tall_get_scrolled (WAYBILL_UI_TALL (tall)), adw_message_dialog_get_heading (dialog));
  adw_message_dialog_set_extra_child (dialog, tall);
}

static void
set_content (WaybillUiQuestionAsk *self, GtkWidget *content)
{
  g_set_weak_pointer (&self->content, content);
  waybill_ui_question_fill_dialog (self->dialog, content);
}

typedef struct
{
  const char *refuse, *accept; /* accept: (nullable) there is nothing to accept */
  gboolean accept_is_default;
} Responses;

static void
add_responses (WaybillUiQuestionAsk *self, const Responses *responses)
{
  adw_message_dialog_add_response (self->dialog, WAYBILL_UI_QUESTION_REFUSE, responses->refuse);
  if (responses->accept != NULL)
    {
      adw_message_dialog_add_response (self->dialog, WAYBILL_UI_QUESTION_ACCEPT, responses->accept);
      adw_message_dialog_set_response_appearance (self->dialog, WAYBILL_UI_QUESTION_ACCEPT, ADW_RESPONSE_SUGGESTED);
    }
  else
    adw_message_dialog_set_response_appearance (self->dialog, WAYBILL_UI_QUESTION_REFUSE, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (self->dialog, WAYBILL_UI_QUESTION_REFUSE);
  adw_message_dialog_set_default_response (self->dialog, responses->accept_is_default ? WAYBILL_UI_QUESTION_ACCEPT
                                                                                      : WAYBILL_UI_QUESTION_REFUSE);
  waybill_ui_name_buttons (GTK_WIDGET (self->dialog));
}

static void
add_trust_responses (WaybillUiQuestionAsk *self)
{
  const guint offers = self->change->offers;
  const Responses none = { _ ("_Do Not Connect"), NULL, FALSE };
  const Responses once = { _ ("_Do Not Connect"), _ ("_Connect This Once"), FALSE };
  const Responses renewal = { _ ("_Not Now"), _ ("_Use the New One"), TRUE };
  const Responses trust = { _ ("_Do Not Connect"), _ ("_Trust and Connect"), FALSE };

  if (offers == 0)
    add_responses (self, &none);
  else if ((offers & WAYBILL_WORDS_OFFER_RENEWAL) != 0)
    add_responses (self, &renewal);
  else
    add_responses (self, (offers & WAYBILL_WORDS_OFFER_ONCE) != 0 ? &once : &trust);
}

static char *
dup_secret_heading (const WaybillUiQuestionAsk *self, WaybillPartner *partner)
{
  const char *name = self->key.name != NULL ? self->key.name : self->key.id;
  const char *user = waybill_partner_get_user (partner);

  if (self->key.field == WAYBILL_SECRET_FIELD_PIN)
    return waybill_words_card_heading (name);
  if (self->key.owner == WAYBILL_SECRET_OWNER_CERTIFICATE)
    return g_strdup_printf (_ ("The password of “%s”"), name);
  if (self->key.field == WAYBILL_SECRET_FIELD_ACCOUNT)
    /* Translators: a user name and a partner. */
    return g_strdup_printf (_ ("Account of %s at %s"), user != NULL ? user : "anonymous", name);
  if (self->key.field == WAYBILL_SECRET_FIELD_PROXY_PASSWORD)
    {
      user = waybill_partner_get_setting (partner, "proxy-user");
      if (*user == '\0')
        return g_strdup_printf (_ ("Password at the proxy of %s"), name);
      /* Translators: a user name at the proxy, and a partner. */
      return g_strdup_printf (_ ("Password of %s at the proxy of %s"), user, name);
    }
  /* Translators: a user name and a partner. */
  return g_strdup_printf (_ ("Password of %s at %s"), user != NULL ? user : "anonymous", name);
}

static const char *
get_secret_body (const WaybillUiQuestionAsk *self, WaybillPartner *partner)
{
  if (self->key.field == WAYBILL_SECRET_FIELD_PIN)
    return waybill_words_card_body ();
  if (self->key.owner == WAYBILL_SECRET_OWNER_CERTIFICATE)
    return _ ("It opens your certificate on this computer. The partner never sees it.");
  if (self->key.field == WAYBILL_SECRET_FIELD_PROXY_PASSWORD)
    return _ ("The people of your network have it; it is not the partner’s. It travels to the proxy without encryption.");
  if (waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_FTP)
    return _ ("This partner is not encrypted: others on the way can read it.");
  return _ ("It came with the partner’s sheet, often in a separate letter. It is sent encrypted, to this partner alone.");
}

static void
filled_changed (WaybillUiQuestionSecret *content, GParamSpec *spec, AdwMessageDialog *dialog)
{
  gboolean filled = FALSE;

  g_object_get (content, "filled", &filled, NULL);
  adw_message_dialog_set_response_enabled (dialog, WAYBILL_UI_QUESTION_ACCEPT, filled);
}

static void
build_secret (WaybillUiQuestionAsk *self, WaybillUiContext *context, WaybillPartner *partner)
{
  const Responses responses = { _ ("_Do Not Connect"), _ ("_Connect"), TRUE };
  g_autofree char *heading = dup_secret_heading (self, partner);

  adw_message_dialog_set_heading (self->dialog, heading);
  adw_message_dialog_set_body (self->dialog, get_secret_body (self, partner));
  set_content (self,
               waybill_ui_question_secret_new (self->key.field, waybill_ui_context_get_keyring (context), self->hints));
  add_responses (self, &responses);
  adw_message_dialog_set_response_enabled (self->dialog, WAYBILL_UI_QUESTION_ACCEPT, FALSE);
  g_signal_connect_object (self->content, "notify::filled", G_CALLBACK (filled_changed), self->dialog, 0);
  waybill_ui_help_install (GTK_WIDGET (self->dialog));
}

static void
build_trust (WaybillUiQuestionAsk *self, WaybillUiContext *context, WaybillPartner *partner)
{
  adw_message_dialog_set_heading (self->dialog, self->change->heading);
  adw_message_dialog_set_body (self->dialog, self->change->body);
  set_content (self, waybill_ui_question_trust_new (self->change, self->verdict, self->history->chain,
                                                    waybill_ui_context_get_certificates (context),
                                                    waybill_partner_get_name (partner)));
  add_trust_responses (self);
}

static void
build_clock (WaybillUiQuestionAsk *self)
{
  const Responses responses = { _ ("_Not Now"), waybill_ui_question_clock_get_button (), TRUE };

  adw_message_dialog_set_heading (self->dialog, self->clock->heading);
  adw_message_dialog_set_body (self->dialog, self->clock->body);
  set_content (self, waybill_ui_question_clock_new (self->clock, self->change->offers != 0));
  add_responses (self, &responses);
}

/* waybill_ui_question_ask_build:
 *
 * The dialog belongs to the question until it is freed. */
void
waybill_ui_question_ask_build (WaybillUiQuestionAsk *self,
                               WaybillUiContext *context,
                               WaybillPartner *partner,
                               GtkWindow *parent)
{
  /* The window below may take it along: then neither is there any more. */
  g_set_weak_pointer (&self->dialog, ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, NULL, NULL)));
  if (self->clock != NULL)
    build_clock (self);
  else if (waybill_ui_question_ask_is_trust (self))
    build_trust (self, context, partner);
  else
    build_secret (self, context, partner);
}

/* Below each other the responses are higher than libadwaita 1.2 asks room for: in a low window they would lie over the
 * content. */
static gboolean
make_room (gpointer user_data)
{
  g_autoptr (GtkWindow) dialog = g_weak_ref_get (user_data);
  GtkWidget *button
      = dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog)) ? gtk_window_get_default_widget (dialog) : NULL;
  GtkWidget *responses = button != NULL ? gtk_widget_get_parent (button) : NULL;
  GtkWidget *area = responses != NULL ? gtk_widget_get_parent (responses) : NULL;
  int height = 0;

  if (area == NULL)
    return G_SOURCE_REMOVE;
  gtk_widget_measure (responses, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (area, -1, height);
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* It changes between the two within an allocation, where nothing may be asked for. Not held: a dialog may not outlive the
 * window that it stands over. */
static void
responses_changed (GtkWindow *dialog)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, dialog);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, make_room, weak, weak_ref_free);
}

/* The dialog has its responses twice, for wide and narrow, and changes between them when it is laid out. Who has gone into
 * the content is left there. */
static void
focus_default (GtkWindow *dialog, GParamSpec *spec, GtkWidget *content)
{
  GtkWidget *focus = gtk_window_get_focus (dialog);
  GtkWidget *button = gtk_window_get_default_widget (dialog);

  if (button != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, content)))
    gtk_widget_grab_focus (button);
}

/* waybill_ui_question_ask_present:
 *
 * The focus begins at the field, or at the response that changes nothing. */
void
waybill_ui_question_ask_present (WaybillUiQuestionAsk *self)
{
  g_signal_connect (self->dialog, "notify::default-widget", G_CALLBACK (responses_changed), NULL);
  gtk_window_present (GTK_WINDOW (self->dialog));
  if (!waybill_ui_question_ask_is_trust (self))
    {
      waybill_ui_question_secret_focus (WAYBILL_UI_QUESTION_SECRET (self->content));
      return;
    }
  g_signal_connect_object (self->dialog, "notify::default-widget", G_CALLBACK (focus_default), self->content, 0);
  gtk_window_set_focus (GTK_WINDOW (self->dialog), NULL);
  focus_default (GTK_WINDOW (self->dialog), NULL, self->content);
}
