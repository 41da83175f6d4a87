/* The questions of one tab or check, one after the other: held back while the tab is not in front, answered with no when it
 * goes. What a dialog shows is ui-question-ask's; what an answer does is ui-question-answer's. */
#include "ui-question-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_WAITING = 1,
  PROP_FRONT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
asker_iface_init (WaybillRemoteAskerInterface *iface);
static void
prompt_iface_init (WaybillPartnerPromptInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillUiQuestion,
                               waybill_ui_question,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_REMOTE_ASKER, asker_iface_init)
                                   G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_PARTNER_PROMPT, prompt_iface_init))

static void
advance (WaybillUiQuestion *self);

static void
update_waiting (WaybillUiQuestion *self)
{
  gboolean waiting = self->current != NULL || !g_queue_is_empty (&self->asks);

  if (waiting == self->waiting)
    return;
  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static WaybillUiQuestionAsk *
take_current (WaybillUiQuestion *self)
{
  return g_steal_pointer (&self->current);
}

static void
answer_current (WaybillUiQuestion *self, gboolean accepted)
{
  WaybillUiQuestionAsk *ask = take_current (self);

  g_object_ref (self);
  waybill_ui_question_answer (self, ask, accepted);
  advance (self);
  g_object_unref (self);
}

static void
responded (AdwMessageDialog *dialog, const char *response, WaybillUiQuestion *self)
{
  if (self->current != NULL && self->current->dialog == dialog)
    answer_current (self, g_strcmp0 (response, WAYBILL_UI_QUESTION_ACCEPT) == 0);
}

/* What the person still has to do stands on the trust page. */
static void
confirmed (WaybillUiQuestionTrust *content, WaybillUiQuestion *self)
{
  g_autoptr (WaybillUiQuestion) alive = g_object_ref (self);

  if (self->current == NULL || self->current->content != GTK_WIDGET (content))
    return;
  answer_current (self, FALSE);
  if (self->over != NULL)
    waybill_ui_context_go (self->context, self->over, WAYBILL_UI_PLACE_EDITOR, waybill_partner_get_uuid (self->partner),
                           "trust");
}

static void
show (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask);

/* The clock may be wrong or not: the certificate is looked at all the same. */
static void
look (WaybillUiQuestionClock *content, WaybillUiQuestion *self)
{
  WaybillUiQuestionAsk *ask = self->current;

  if (ask == NULL || ask->content != GTK_WIDGET (content))
    return;
  waybill_ui_question_ask_skip_clock (ask);
  show (self, ask);
}

static void
show (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask)
{
  GtkRoot *root = gtk_widget_get_root (self->over);

  self->current = ask;
  waybill_ui_question_ask_build (ask, self->context, self->partner, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_signal_connect_object (ask->dialog, "response", G_CALLBACK (responded), self, 0);
  if (ask->clock != NULL)
    g_signal_connect_object (ask->content, "look", G_CALLBACK (look), self, 0);
  else if (waybill_ui_question_ask_is_trust (ask))
    g_signal_connect_object (ask->content, "confirmed", G_CALLBACK (confirmed), self, 0);
  waybill_ui_question_ask_present (ask);
}

static void
advance (WaybillUiQuestion *self)
{
  if (self->current == NULL && self->front && self->over != NULL && !g_queue_is_empty (&self->asks))
    show (self, g_queue_pop_head (&self->asks));
  update_waiting (self);
}

static void
refuse_all (WaybillUiQuestion *self)
{
  g_autoptr (WaybillUiQuestion) alive = g_object_ref (self);
  WaybillUiQuestionAsk *ask;

  while ((ask = self->current != NULL ? take_current (self) : g_queue_pop_head (&self->asks)) != NULL)
    waybill_ui_question_finish_ask (ask, WAYBILL_REMOTE_ANSWER_NO, NULL);
  update_waiting (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  WaybillUiQuestionAsk *ask = user_data;
  g_autoptr (WaybillUiQuestion) self = g_object_ref (g_task_get_source_object (ask->task));

  if (self->current == ask)
    take_current (self);
  else
    g_queue_remove (&self->asks, ask);
  waybill_ui_question_finish_ask (ask, WAYBILL_REMOTE_ANSWER_NO, NULL);
  advance (self);
  return G_SOURCE_REMOVE;
}

static void
push (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask, GCancellable *cancellable)
{
  if (self->over == NULL || g_cancellable_is_cancelled (cancellable))
    {
      waybill_ui_question_finish_ask (ask, WAYBILL_REMOTE_ANSWER_NO, NULL);
      return;
    }
  if (cancellable != NULL)
    {
      ask->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (ask->cancelled, G_SOURCE_FUNC (cancelled_cb), ask, NULL);
      g_source_attach (ask->cancelled, NULL);
    }
  g_queue_push_tail (&self->asks, ask);
  advance (self);
}

/* What was answered counts, however late the cancellable fires. */
static GTask *
task_new (WaybillUiQuestion *self, GAsyncReadyCallback callback, gpointer user_data)
{
  return g_task_new (self, NULL, callback, user_data);
}

static void
ask_trust_async (WaybillRemoteAsker *asker,
                 WaybillRemoteTarget *target,
                 WaybillCertVerdict *verdict,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  WaybillUiQuestion *self = WAYBILL_UI_QUESTION (asker);

  push (self,
        waybill_ui_question_ask_new_trust (task_new (self, callback, user_data), self->context, self->partner, verdict),
        cancellable);
}

static WaybillRemoteAnswer
ask_trust_finish (WaybillRemoteAsker *asker, GAsyncResult *result)
{
  gssize answer = g_task_propagate_int (G_TASK (result), NULL);

  return answer > 0 ? (WaybillRemoteAnswer) answer : WAYBILL_REMOTE_ANSWER_NO;
}

static void
ask_secret_async (WaybillPartnerPrompt *prompt,
                  const WaybillSecretKey *key,
                  WaybillPartnerPromptHints hints,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  WaybillUiQuestion *self = WAYBILL_UI_QUESTION (prompt);

  push (self, waybill_ui_question_ask_new_secret (task_new (self, callback, user_data), key, hints), cancellable);
}

static WaybillSecretText *
ask_secret_finish (WaybillPartnerPrompt *prompt, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * waybill_ui_question_enter_password_async:
 * @self: who asks
 * @cancellable: (nullable): takes the question back
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks for the password of the partner's login after one was refused. What is typed is kept as the person says; a password
 * that the keyring holds is forgotten when the new one is not to be kept there.
 */
void
waybill_ui_question_enter_password_async (WaybillUiQuestion *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                                 waybill_partner_get_uuid (self->partner), waybill_partner_get_name (self->partner) };
  WaybillUiQuestionAsk *ask
      = waybill_ui_question_ask_new_secret (task_new (self, callback, user_data), &key, WAYBILL_PARTNER_PROMPT_WRONG);

  ask->replaces = TRUE;
  push (self, ask, cancellable);
}

/**
 * waybill_ui_question_enter_password_finish:
 * @self: who asked
 * @result: what the callback got
 *
 * Returns: %TRUE when there is another password now, %FALSE when the person refused
 */
gboolean
waybill_ui_question_enter_password_finish (WaybillUiQuestion *self, GAsyncResult *result)
{
  g_autoptr (WaybillSecretText) text = g_task_propagate_pointer (G_TASK (result), NULL);

  return text != NULL;
}

/**
 * waybill_ui_question_is_waiting:
 * @self: who asks
 *
 * Returns: a question is open or held back
 */
gboolean
waybill_ui_question_is_waiting (WaybillUiQuestion *self)
{
  return self->waiting;
}

/**
 * waybill_ui_question_set_front:
 * @self: who asks
 * @front: %FALSE holds questions back; one that is open stays
 *
 * The tab says whether it is in front.
 */
void
waybill_ui_question_set_front (WaybillUiQuestion *self, gboolean front)
{
  if (self->front == front)
    return;
  self->front = front;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRONT]);
  advance (self);
}

static void
over_destroyed (WaybillUiQuestion *self)
{
  g_clear_weak_pointer (&self->over);
  refuse_all (self);
}

/**
 * waybill_ui_question_new:
 * @context: what the window works with
 * @partner: who the questions are about
 * @over: the widget whose window carries the dialogs; not owned
 *
 * Main thread, as all of this type. When @over goes, all questions are answered with no, those to come too.
 *
 * Returns: (transfer full): who asks
 */
WaybillUiQuestion *
waybill_ui_question_new (WaybillUiContext *context, WaybillPartner *partner, GtkWidget *over)
{
  WaybillUiQuestion *self = g_object_new (WAYBILL_TYPE_UI_QUESTION, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  g_set_weak_pointer (&self->over, over);
  g_signal_connect_object (over, "destroy", G_CALLBACK (over_destroyed), self, G_CONNECT_SWAPPED);
  return self;
}

static void
waybill_ui_question_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiQuestion *self = WAYBILL_UI_QUESTION (object);

  if (id == PROP_WAITING)
    g_value_set_boolean (value, self->waiting);
  else if (id == PROP_FRONT)
    g_value_set_boolean (value, self->front);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_question_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_FRONT)
    waybill_ui_question_set_front (WAYBILL_UI_QUESTION (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

/* Every question holds the object by its task: none is open any more. */
static void
waybill_ui_question_dispose (GObject *object)
{
  WaybillUiQuestion *self = WAYBILL_UI_QUESTION (object);

  g_clear_weak_pointer (&self->over);
  g_clear_object (&self->context);
  g_clear_object (&self->partner);

  G_OBJECT_CLASS (waybill_ui_question_parent_class)->dispose (object);
}

static void
waybill_ui_question_class_init (WaybillUiQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = waybill_ui_question_dispose;
  object_class->get_property = waybill_ui_question_get_property;
  object_class->set_property = waybill_ui_question_set_property;

  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_FRONT] = g_param_spec_boolean ("front", NULL, NULL, TRUE, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
waybill_ui_question_init (WaybillUiQuestion *self)
{
  self->front = TRUE;
  g_queue_init (&self->asks);
}

static void
asker_iface_init (WaybillRemoteAskerInterface *iface)
{
  iface->ask_trust_async = ask_trust_async;
  iface->ask_trust_finish = ask_trust_finish;
}

static void
prompt_iface_init (WaybillPartnerPromptInterface *iface)
{
  iface->ask_secret_async = ask_secret_async;
  iface->ask_secret_finish = ask_secret_finish;
}
