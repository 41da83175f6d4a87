/* Work that PKCS#11 modules do: on a thread that nobody waits for, because a reader or its driver may hang, and no
 * cancellable reaches into it. The caller is answered once: by the work, by its cancellable, or when its patience ends. */
#include "cert-token-private.h"

#include "base-thread.h"
#include "cert-error.h"

typedef struct
{
  WaybillCertTokenOrder order;
  GMainContext *context;

  /* the caller's side */
  GTask *task; /* (nullable): NULL once it is answered */
  GSource *late;
  GSource *cancelled; /* (nullable) */

  /* the thread's, until it hops back */
  gpointer result;
  GError *failure;
} Ask;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* (transfer full): whom to answer; nobody else does. */
static GTask *
take_task (Ask *self)
{
  drop_source (&self->late);
  drop_source (&self->cancelled);
  return g_steal_pointer (&self->task);
}

static void
ask_free (Ask *self)
{
  if (self->result != NULL)
    self->order.drop_result (self->result);
  g_clear_error (&self->failure);
  if (self->order.drop_data != NULL)
    self->order.drop_data (self->order.data);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
done_on_main (gpointer data)
{
  Ask *self = data;
  g_autoptr (GTask) task = take_task (self);

  if (task != NULL && self->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&self->failure));
  else if (task != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->result), self->order.drop_result);
  ask_free (self);
}

static void
work_on_helper (gpointer data)
{
  Ask *self = data;

  self->result = self->order.work (self->order.data, &self->failure);
  waybill_base_thread_hop (self->context, done_on_main, self);
}

static gboolean
late_cb (gpointer data)
{
  g_autoptr (GTask) task = take_task (data);

  g_task_return_new_error (task, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_SILENT,
                           "The PKCS#11 modules did not answer in time");
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = take_task (data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/**
 * waybill_cert_token_ask_async:
 * @order: what to do; its data is taken
 * @cancellable: (nullable): the caller is answered at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Work that is not waited for any more goes on until the module lets it, and what it brings is dropped.
 */
void
waybill_cert_token_ask_async (const WaybillCertTokenOrder *order,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Ask *self = g_new0 (Ask, 1);

  self->order = *order;
  self->context = g_main_context_ref_thread_default ();
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, waybill_cert_token_ask_async);
  self->late = g_timeout_source_new_seconds (order->patience);
  g_source_set_callback (self->late, late_cb, self, NULL);
  g_source_attach (self->late, self->context);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, self->context);
    }
  waybill_base_thread_detach ("waybill-token", work_on_helper, self);
}

/**
 * waybill_cert_token_ask_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the work gave; %NULL with its error, %WAYBILL_CERT_ERROR_TOKEN_SILENT or
 *   %G_IO_ERROR_CANCELLED
 */
gpointer
waybill_cert_token_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
