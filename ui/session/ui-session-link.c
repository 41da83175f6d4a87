/* Each try to connect is an object of its own: what it answers after it was given up is thrown away. What says goodbye is
 * counted, so that closing can wait for it; nothing here waits by itself. */

#include "ui-session-link-private.h"

#include "partner-learnt.h"
#include "partner-resolve.h"

#define SESSIONS 2

G_DEFINE_FINAL_TYPE (WaybillUiSessionLink, waybill_ui_session_link, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_stage (WaybillUiSessionLink *self, WaybillUiSessionStage stage)
{
  if (self->stage == stage || self->stage == WAYBILL_UI_SESSION_CLOSING)
    return;
  self->stage = stage;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
end_pending (WaybillUiSessionLink *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  self->n_pending--;
  if (self->n_pending > 0 || self->closing->len == 0)
    return;
  tasks = g_steal_pointer (&self->closing);
  self->closing = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

WaybillUiSessionTry *
waybill_ui_session_try_new (WaybillUiSessionLink *self)
{
  WaybillUiSessionTry *try = g_new0 (WaybillUiSessionTry, 1);

  try->link = g_object_ref (self);
  try->cancellable = g_object_ref (self->cancellable);
  self->n_pending++;
  return try;
}

void
waybill_ui_session_try_free (WaybillUiSessionTry *try)
{
  end_pending (try->link);
  g_object_unref (try->link);
  g_object_unref (try->cancellable);
  g_free (try);
}

gboolean
waybill_ui_session_try_counts (WaybillUiSessionTry *try)
{
  return try->cancellable == try->link->cancellable && !g_cancellable_is_cancelled (try->cancellable);
}

/* What was learnt. A file that cannot be written loses a remark, not a session. */
void
waybill_ui_session_link_save (WaybillUiSessionLink *self, const GError *failure)
{
  const char *folder = waybill_ui_context_get_learnt_folder (self->context);
  const char *uuid = waybill_partner_get_uuid (self->partner);
  const WaybillRemoteFacts *facts = waybill_ui_session_link_get_facts (self);
  g_autoptr (GError) error = NULL;

  if (facts == NULL)
    return;
  if (!waybill_partner_learnt_save (folder, uuid, facts, &error))
    g_info ("What was learnt is not kept: %s", error->message);
  g_clear_error (&error);
  if (!waybill_partner_learnt_save_outcome (folder, uuid, facts, failure, &error))
    g_info ("How the session went is not kept: %s", error->message);
  waybill_ui_context_emit_changed (self->context);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
}

/* Takes error. */
void
waybill_ui_session_link_fail (WaybillUiSessionLink *self, GError *error)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = error;
  set_stage (self, is_cancelled (error) ? WAYBILL_UI_SESSION_IDLE : WAYBILL_UI_SESSION_FAILED);
}

/* Connecting */

/* After a new login the queue starts from it, and goes on where it paused itself because there was none. */
void
waybill_ui_session_link_lead_queue (WaybillUiSessionLink *self)
{
  waybill_transfer_queue_set_target (self->queue, waybill_remote_get_target (self->remote));
  if (waybill_transfer_queue_paused_itself (self->queue))
    waybill_transfer_queue_pause_all (self->queue, FALSE);
}

static void
remote_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionLink) self = user_data;

  waybill_remote_close_finish (WAYBILL_REMOTE (source), result, NULL);
  end_pending (self);
}

void
waybill_ui_session_link_send_away (WaybillUiSessionLink *self, WaybillRemote *remote)
{
  self->n_pending++;
  waybill_remote_close_async (remote, remote_closed, g_object_ref (self));
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionTry) try = user_data;
  WaybillUiSessionLink *self = try->link;
  g_autoptr (GError) error = NULL;
  gboolean well = waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error);

  if (!waybill_ui_session_try_counts (try))
    {
      if (well)
        waybill_ui_session_link_send_away (self, WAYBILL_REMOTE (source));
      return;
    }
  if (!well)
    {
      if (!is_cancelled (error))
        waybill_ui_session_link_save (self, error);
      waybill_ui_session_link_fail (self, g_steal_pointer (&error));
      return;
    }
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->listed = FALSE;
  if (self->queue == NULL)
    self->queue = waybill_transfer_queue_new (waybill_remote_get_target (self->remote), self->talk, SESSIONS);
  waybill_transfer_queue_set_spare (self->queue, self->remote);
  waybill_ui_session_link_lead_queue (self);
  set_stage (self, WAYBILL_UI_SESSION_CONNECTED);
}

static void
connect_to (WaybillUiSessionLink *self, WaybillRemoteTarget *target)
{
  g_autoptr (WaybillRemoteTarget) held = waybill_remote_target_ref (target);

  g_clear_pointer (&self->target, waybill_remote_target_unref);
  self->target = g_steal_pointer (&held);
  g_clear_object (&self->remote);
  self->remote = waybill_remote_new (self->target, WAYBILL_REMOTE_ASKER (self->question));
  waybill_remote_set_talk (self->remote, self->talk);
  waybill_remote_connect_async (self->remote, self->cancellable, connected, waybill_ui_session_try_new (self));
}

/* A folder that is not there must not keep anybody out: the pane opens it, and says so. The text borrowed lives as long as
 * the target it comes from. */
static WaybillRemoteTarget *
without_folder (WaybillRemoteTarget *target)
{
  WaybillRemoteTargetValues values = *waybill_remote_target_get_values (target);

  values.remote_dir = NULL;
  values.password_owner = waybill_remote_target_ref (target);
  values.drop_password = (WaybillRemoteTargetDrop) waybill_remote_target_unref;
  values.account_owner = waybill_remote_target_ref (target);
  values.drop_account = (WaybillRemoteTargetDrop) waybill_remote_target_unref;
  values.proxy_password_owner = waybill_remote_target_ref (target);
  values.drop_proxy_password = (WaybillRemoteTargetDrop) waybill_remote_target_unref;
  return waybill_remote_target_new (&values);
}

static void
resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionTry) try = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteTarget) target = waybill_partner_resolve_finish (WAYBILL_PARTNER (source), result, &error);

  if (!waybill_ui_session_try_counts (try))
    return;
  if (target == NULL)
    {
      /* Nobody was called: what an earlier session was like says nothing of this one. */
      g_clear_object (&try->link->remote);
      g_clear_pointer (&try->link->target, waybill_remote_target_unref);
      waybill_ui_session_link_fail (try->link, g_steal_pointer (&error));
    }
  else
    {
      g_autoptr (WaybillRemoteTarget) ours = without_folder (target);

      connect_to (try->link, ours);
    }
}

static gboolean
begin_try (WaybillUiSessionLink *self)
{
  if (self->stage != WAYBILL_UI_SESSION_IDLE && self->stage != WAYBILL_UI_SESSION_FAILED)
    return FALSE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_stage (self, WAYBILL_UI_SESSION_CONNECTING);
  return TRUE;
}

/* Everything is read anew: what the person changed since counts. */
static void
begin_resolve (WaybillUiSessionLink *self)
{
  WaybillPartnerResolveOptions options = { .learnt_folder = waybill_ui_context_get_learnt_folder (self->context) };

  self->n_wiped = waybill_secret_vault_get_n_wiped (waybill_ui_context_get_vault (self->context));
  waybill_partner_resolve_async (self->partner, waybill_ui_context_get_certificates (self->context),
                                 waybill_ui_context_get_vault (self->context), &options,
                                 WAYBILL_PARTNER_PROMPT (self->question), self->cancellable, resolved,
                                 waybill_ui_session_try_new (self));
}

/**
 * waybill_ui_session_link_connect:
 * @self: a link
 *
 * From profile to session, asking for what is missing. Nothing unless it is idle or failed.
 */
void
waybill_ui_session_link_connect (WaybillUiSessionLink *self)
{
  if (begin_try (self))
    begin_resolve (self);
}

static void
password_entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionTry) try = user_data;
  WaybillUiSessionLink *self = try->link;
  gboolean entered = waybill_ui_question_enter_password_finish (WAYBILL_UI_QUESTION (source), result);

  if (!waybill_ui_session_try_counts (try))
    return;
  if (entered)
    {
      begin_resolve (self);
      return;
    }
  g_clear_object (&self->cancellable);
  set_stage (self, self->error != NULL ? WAYBILL_UI_SESSION_FAILED : WAYBILL_UI_SESSION_IDLE);
}

/**
 * waybill_ui_session_link_connect_anew:
 * @self: a link
 *
 * After a refused login: asks for the password, saying that the one before was wrong, puts it where it is found, and
 * connects from the start. A login that was never reached just connects, which asks for what is missing.
 */
void
waybill_ui_session_link_connect_anew (WaybillUiSessionLink *self)
{
  if (self->target == NULL)
    waybill_ui_session_link_connect (self);
  else if (begin_try (self))
    waybill_ui_question_enter_password_async (self->question, self->cancellable, password_entered,
                                              waybill_ui_session_try_new (self));
}

/* The end */

static void
queue_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionLink) self = user_data;

  waybill_transfer_queue_stop_finish (WAYBILL_TRANSFER_QUEUE (source), result, NULL);
  end_pending (self);
}

/* Session and queue are let go of at once and say goodbye behind. */
static void
let_go (WaybillUiSessionLink *self)
{
  g_autoptr (WaybillRemote) remote = g_steal_pointer (&self->remote);
  g_autoptr (WaybillTransferQueue) queue = g_steal_pointer (&self->queue);
  gboolean connecting = self->cancellable != NULL;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  if (queue != NULL)
    {
      waybill_transfer_queue_set_spare (queue, NULL);
      self->n_pending++;
      waybill_transfer_queue_stop_async (queue, queue_stopped, g_object_ref (self));
    }
  if (remote != NULL && !connecting)
    waybill_ui_session_link_send_away (self, remote);
}

/**
 * waybill_ui_session_link_stop:
 * @self: a link
 *
 * Stops connecting, or ends the session and cancels its transfers. It is idle at once.
 */
void
waybill_ui_session_link_stop (WaybillUiSessionLink *self)
{
  let_go (self);
  g_clear_error (&self->error);
  set_stage (self, WAYBILL_UI_SESSION_IDLE);
}

/**
 * waybill_ui_session_link_close_async:
 * @self: a link
 * @callback: called on the main thread, when nothing of it runs any more
 * @user_data: for @callback
 *
 * Ends everything, for good.
 */
void
waybill_ui_session_link_close_async (WaybillUiSessionLink *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_ptr_array_add (self->closing, task);
  self->n_pending++;
  set_stage (self, WAYBILL_UI_SESSION_CLOSING);
  let_go (self);
  end_pending (self);
}

/**
 * waybill_ui_session_link_close_finish:
 * @self: a link
 * @result: what the callback got
 *
 * Returns: %TRUE
 */
gboolean
waybill_ui_session_link_close_finish (WaybillUiSessionLink *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * waybill_ui_session_link_get_stage:
 * @self: a link
 *
 * Returns: how it stands
 */
WaybillUiSessionStage
waybill_ui_session_link_get_stage (WaybillUiSessionLink *self)
{
  return self->stage;
}

/**
 * waybill_ui_session_link_get_remote:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the session of the newest try
 */
WaybillRemote *
waybill_ui_session_link_get_remote (WaybillUiSessionLink *self)
{
  return self->remote;
}

/**
 * waybill_ui_session_link_get_queue:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): what is on its way; from the first connection until it is stopped
 */
WaybillTransferQueue *
waybill_ui_session_link_get_queue (WaybillUiSessionLink *self)
{
  return self->queue;
}

/**
 * waybill_ui_session_link_get_talk:
 * @self: a link
 *
 * Returns: (transfer none): where all its sessions speak
 */
WaybillRemoteTalk *
waybill_ui_session_link_get_talk (WaybillUiSessionLink *self)
{
  return self->talk;
}

/**
 * waybill_ui_session_link_get_error:
 * @self: a link
 *
 * Returns: (nullable): why it failed, or failed before
 */
const GError *
waybill_ui_session_link_get_error (WaybillUiSessionLink *self)
{
  return self->error;
}

/**
 * waybill_ui_session_link_get_facts:
 * @self: a link
 *
 * Returns: (nullable): of the newest session, as far as it came
 */
const WaybillRemoteFacts *
waybill_ui_session_link_get_facts (WaybillUiSessionLink *self)
{
  return self->remote != NULL ? waybill_remote_get_facts (self->remote) : NULL;
}

/**
 * waybill_ui_session_link_new:
 * @context: stores, vault and what was learnt
 * @partner: whom to connect to; its values are read at each try
 * @question: who asks the person
 *
 * Returns: (transfer full): a link that is idle
 */
WaybillUiSessionLink *
waybill_ui_session_link_new (WaybillUiContext *context, WaybillPartner *partner, WaybillUiQuestion *question)
{
  WaybillUiSessionLink *self = g_object_new (WAYBILL_TYPE_UI_SESSION_LINK, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  self->question = g_object_ref (question);
  return self;
}

static void
waybill_ui_session_link_finalize (GObject *object)
{
  WaybillUiSessionLink *self = WAYBILL_UI_SESSION_LINK (object);

  g_clear_object (&self->context);
  g_clear_object (&self->partner);
  g_clear_object (&self->question);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  g_clear_object (&self->remote);
  g_clear_object (&self->queue);
  g_clear_error (&self->error);
  g_clear_pointer (&self->reviving, g_ptr_array_unref);
  g_clear_pointer (&self->closing, g_ptr_array_unref);
  G_OBJECT_CLASS (waybill_ui_session_link_parent_class)->finalize (object);
}

static void
waybill_ui_session_link_class_init (WaybillUiSessionLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_session_link_finalize;
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("reviving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_session_link_init (WaybillUiSessionLink *self)
{
  self->talk = waybill_remote_talk_new ();
  self->reviving = g_ptr_array_new_with_free_func (g_object_unref);
  self->closing = g_ptr_array_new_with_free_func (g_object_unref);
}
