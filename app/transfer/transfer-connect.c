/* Connecting a session that several runs share: once, for all that wait for it; a second login over the first would end what
 * that one has begun. It decides no retry. */
#include "transfer-connect-private.h"

#define KEY "waybill-transfer-connect"

/* Of one session, while it is being connected. */
typedef struct
{
  GPtrArray *tasks; /* owned: who waits */
  GCancellable *cancellable;
} Connecting;

typedef struct
{
  GCancellable *cancellable; /* (nullable) the waiter's */
  gulong handler;
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *self = data;

  if (self->handler != 0)
    g_signal_handler_disconnect (self->cancellable, self->handler);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
answer (GTask *task, const GError *error)
{
  Waiter *waiter = g_task_get_task_data (task);

  if (waiter->handler != 0)
    g_signal_handler_disconnect (waiter->cancellable, waiter->handler);
  waiter->handler = 0;
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Connecting *self = user_data;
  g_autoptr (GError) error = NULL;

  waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error);
  if (g_object_get_data (source, KEY) == self)
    g_object_set_data (source, KEY, NULL);
  for (guint i = 0; i < self->tasks->len; i++)
    answer (g_ptr_array_index (self->tasks, i), error);
  g_ptr_array_unref (self->tasks);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* A plain signal on the main thread. */
static void
was_cancelled (GCancellable *cancellable, GTask *task)
{
  Connecting *self = g_object_get_data (g_task_get_source_object (task), KEY);
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled");
  g_autoptr (GTask) held = g_object_ref (task);

  g_ptr_array_remove (self->tasks, task);
  if (self->tasks->len == 0)
    g_cancellable_cancel (self->cancellable);
  answer (held, error);
}

/* waybill_transfer_connect_async:
 *
 * Connects the session, or waits for who does so already. */
void
waybill_transfer_connect_async (WaybillRemote *remote,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Connecting *self = g_object_get_data (G_OBJECT (remote), KEY);
  GTask *task = g_task_new (remote, NULL, callback, user_data);
  Waiter *waiter = g_new0 (Waiter, 1);

  g_task_set_task_data (task, waiter, waiter_free);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_error (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled"));
      g_object_unref (task);
      return;
    }
  if (cancellable != NULL)
    {
      waiter->cancellable = g_object_ref (cancellable);
      waiter->handler = g_signal_connect (cancellable, "cancelled", G_CALLBACK (was_cancelled), task);
    }
  /* One that nobody wanted any more is not waited for. */
  if (self != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      g_ptr_array_add (self->tasks, task);
      return;
    }
  self = g_new0 (Connecting, 1);
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->tasks, task);
  g_object_set_data (G_OBJECT (remote), KEY, self);
  waybill_remote_connect_async (remote, self->cancellable, connected, self);
}

/* waybill_transfer_connect_finish:
 *
 * FALSE with WAYBILL_REMOTE_ERROR. */
gboolean
waybill_transfer_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
