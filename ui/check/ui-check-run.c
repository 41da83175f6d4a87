/* One check: resolve, connect and list, keep what was learnt, say goodbye. It holds itself while anything is under way, so
 * its owner may go at any time; then nothing is told any more. */
#include "ui-check-run.h"

#include "partner-learnt.h"
#include "partner-resolve.h"

struct _WaybillUiCheckRun
{
  GObject parent_instance;

  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillUiQuestion *question;
  GCancellable *cancellable;
  WaybillRemote *remote; /* (nullable) */
  GPtrArray *steps;      /* (nullable) */
  GError *error;         /* (nullable) of resolving */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (WaybillUiCheckRun, waybill_ui_check_run, G_TYPE_OBJECT)

enum
{
  SIGNAL_STEP,
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* waybill_ui_check_run_new:
 *
 * Main thread, as all of this type. */
WaybillUiCheckRun *
waybill_ui_check_run_new (WaybillUiContext *context, WaybillPartner *partner, WaybillUiQuestion *question)
{
  WaybillUiCheckRun *self = g_object_new (WAYBILL_TYPE_UI_CHECK_RUN, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  self->question = g_object_ref (question);
  return self;
}

static void
end (WaybillUiCheckRun *self)
{
  self->running = FALSE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

/* The work is done: what goes wrong here is for the log. */
static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCheckRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!waybill_remote_close_finish (WAYBILL_REMOTE (source), result, &error))
    g_info ("The session did not end well: %s", error->message);
}

static void
keep_outcome (WaybillUiCheckRun *self)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);
  const char *folder = waybill_ui_context_get_learnt_folder (self->context);
  const char *uuid = waybill_partner_get_uuid (self->partner);
  g_autoptr (GError) error = NULL;

  if (waybill_ui_check_run_was_stopped (self))
    return;
  if (!waybill_partner_learnt_save (folder, uuid, facts, &error)
      || !waybill_partner_learnt_save_check (folder, uuid, facts, waybill_partner_check_get_failure (self->steps), &error))
    g_info ("How the check went is not kept: %s", error->message);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCheckRun) self = user_data;

  self->steps = waybill_partner_check_finish (WAYBILL_REMOTE (source), result);
  keep_outcome (self);
  waybill_remote_close_async (self->remote, closed_cb, g_object_ref (self));
  end (self);
  waybill_ui_context_emit_changed (self->context);
}

static void
step_known (const WaybillPartnerCheckStep *step, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_STEP], 0, step);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCheckRun) self = user_data;
  g_autoptr (WaybillRemoteTarget) target = waybill_partner_resolve_finish (WAYBILL_PARTNER (source), result, &self->error);

  if (target == NULL)
    {
      end (self);
      return;
    }
  self->remote = waybill_remote_new (target, WAYBILL_REMOTE_ASKER (self->question));
  waybill_partner_check_async (self->remote, self->cancellable, step_known, self, checked_cb, g_object_ref (self));
}

/* waybill_ui_check_run_start:
 *
 * Once. */
void
waybill_ui_check_run_start (WaybillUiCheckRun *self)
{
  const WaybillPartnerResolveOptions options = { .learnt_folder = waybill_ui_context_get_learnt_folder (self->context) };

  self->running = TRUE;
  waybill_partner_resolve_async (self->partner, waybill_ui_context_get_certificates (self->context),
                                 waybill_ui_context_get_vault (self->context), &options,
                                 WAYBILL_PARTNER_PROMPT (self->question), self->cancellable, resolved_cb,
                                 g_object_ref (self));
}

/* waybill_ui_check_run_stop:
 *
 * The step that it ends is the one that failed. */
void
waybill_ui_check_run_stop (WaybillUiCheckRun *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* waybill_ui_check_run_is_running:
 *
 * From start to "ended". */
gboolean
waybill_ui_check_run_is_running (WaybillUiCheckRun *self)
{
  return self->running;
}

/* waybill_ui_check_run_was_stopped:
 *
 * By waybill_ui_check_run_stop(). */
gboolean
waybill_ui_check_run_was_stopped (WaybillUiCheckRun *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* waybill_ui_check_run_get_error:
 *
 * NULL while it runs, and where all went well. */
const GError *
waybill_ui_check_run_get_error (WaybillUiCheckRun *self)
{
  return self->steps != NULL ? waybill_partner_check_get_failure (self->steps) : self->error;
}

/* waybill_ui_check_run_get_steps:
 *
 * All ten, after the end. */
GPtrArray *
waybill_ui_check_run_get_steps (WaybillUiCheckRun *self)
{
  return self->steps;
}

/* waybill_ui_check_run_get_facts:
 *
 * As far as the session came. */
const WaybillRemoteFacts *
waybill_ui_check_run_get_facts (WaybillUiCheckRun *self)
{
  return self->remote != NULL ? waybill_remote_get_facts (self->remote) : NULL;
}

/* waybill_ui_check_run_get_target:
 *
 * What the session started from. */
const WaybillRemoteTargetValues *
waybill_ui_check_run_get_target (WaybillUiCheckRun *self)
{
  return self->remote != NULL ? waybill_remote_target_get_values (waybill_remote_get_target (self->remote)) : NULL;
}

/* waybill_ui_check_run_get_duration:
 *
 * Not the wall's: a person who thinks about a question takes no part in it. */
gint64
waybill_ui_check_run_get_duration (WaybillUiCheckRun *self)
{
  const WaybillRemoteFacts *facts = waybill_ui_check_run_get_facts (self);
  gint64 sum = 0;

  for (guint i = 0; facts != NULL && i < WAYBILL_REMOTE_N_STEPS; i++)
    sum += MAX (facts->step_time[i], 0);
  return sum;
}

static void
waybill_ui_check_run_dispose (GObject *object)
{
  WaybillUiCheckRun *self = WAYBILL_UI_CHECK_RUN (object);

  g_clear_object (&self->context);
  g_clear_object (&self->partner);
  g_clear_object (&self->question);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->remote);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (waybill_ui_check_run_parent_class)->dispose (object);
}

static void
waybill_ui_check_run_class_init (WaybillUiCheckRunClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_check_run_dispose;

  signals[SIGNAL_STEP] = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_ENDED]
      = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_check_run_init (WaybillUiCheckRun *self)
{
  self->cancellable = g_cancellable_new ();
}
