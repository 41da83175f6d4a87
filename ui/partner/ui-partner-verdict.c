/* Takes what is needed of a partner on the main thread, builds the trust list and judges on a helper's. It asks no server.
 */

#include "ui-partner-verdict-private.h"

#include "base-clock.h"
#include "base-thread.h"
#include "partner-trust.h"

/* Whose it is: the main thread's before and after, the helper's in between. */
typedef struct
{
  gboolean count;
  WaybillPartnerTrust list;
  WaybillCertVerdict *shown; /* (nullable) */
  char *name;
  gint64 now;
  WaybillUiPartnerVerdict *found;
  GError *failure;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  waybill_partner_trust_clear (&job->list);
  g_clear_pointer (&job->shown, waybill_cert_verdict_unref);
  g_free (job->name);
  g_clear_pointer (&job->found, waybill_ui_partner_verdict_free);
  g_clear_error (&job->failure);
  g_free (job);
}

static void
judge (Job *job)
{
  g_autoptr (WaybillCertTrust) trust = waybill_partner_trust_build (&job->list, &job->failure);

  if (trust == NULL)
    return;
  job->found = g_new0 (WaybillUiPartnerVerdict, 1);
  if (job->shown != NULL)
    job->found->verdict = waybill_cert_verdict_new_again (job->shown, trust, job->name, job->now);
  job->found->crls = g_ptr_array_ref (waybill_cert_trust_get_crls (trust));
  job->found->n_system = waybill_cert_trust_get_n_system (trust);
  if (job->count && !job->list.use_system)
    {
      g_autoptr (WaybillCertTrust) system = waybill_cert_trust_new (TRUE, NULL, NULL, NULL);

      job->found->n_system = system != NULL ? waybill_cert_trust_get_n_system (system) : 0;
    }
}

static void
judged_on_main (gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (job->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&job->failure));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->found), (GDestroyNotify) waybill_ui_partner_verdict_free);
}

static void
judge_on_helper (gpointer data)
{
  GTask *task = data;

  judge (g_task_get_task_data (task));
  waybill_base_thread_hop (g_task_get_context (task), judged_on_main, task);
}

/**
 * waybill_ui_partner_verdict_async:
 * @partner: whose list
 * @store: where its authorities are
 * @shown: (nullable): what is judged: a verdict on what the server showed, under another list
 * @count: whether to count the computer's authorities even where they are not used
 * @cancellable: (nullable): the callback comes all the same
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Main thread; returns at once.
 */
void
waybill_ui_partner_verdict_async (WaybillPartner *partner,
                                  WaybillCertStore *store,
                                  WaybillCertVerdict *shown,
                                  gboolean count,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  const char *server_name = waybill_partner_get_server_name (partner);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, waybill_ui_partner_verdict_async);
  waybill_partner_trust_read (&job->list, partner, store);
  job->count = count;
  job->shown = shown != NULL ? waybill_cert_verdict_ref (shown) : NULL;
  job->name = g_strdup (server_name != NULL ? server_name : waybill_partner_get_host (partner));
  job->now = waybill_base_clock_now ();
  g_task_set_task_data (task, job, job_free);
  waybill_base_thread_detach ("waybill-verdict", judge_on_helper, task);
}

/**
 * waybill_ui_partner_verdict_finish:
 * @result: what the callback got
 * @error: return location: %G_IO_ERROR_CANCELLED, or a %WAYBILL_CERT_ERROR
 *
 * Returns: (transfer full) (nullable): what the list says
 */
WaybillUiPartnerVerdict *
waybill_ui_partner_verdict_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * waybill_ui_partner_verdict_free:
 * @self: (transfer full): what a list said
 */
void
waybill_ui_partner_verdict_free (WaybillUiPartnerVerdict *self)
{
  g_clear_pointer (&self->verdict, waybill_cert_verdict_unref);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  g_free (self);
}
