/* A session that was lost, connected again for whoever needs it: once for all who wait, with the target it had, unless the
 * partner is shown another certificate by now, or the passwords were locked. */

#include "ui-session-link-private.h"

#include "base-clock.h"
#include "partner-next.h"

static void
answer_reviving (WaybillUiSessionLink *self, const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->reviving);

  self->reviving = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_emit_by_name (self, "reviving");
  for (guint i = 0; i < tasks->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (tasks, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
revived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionTry) try = user_data;
  WaybillUiSessionLink *self = try->link;
  g_autoptr (GError) error = NULL;
  gboolean well = waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error);
  gboolean counts = waybill_ui_session_try_counts (try);

  if (counts)
    g_clear_object (&self->cancellable);
  if (well && !counts)
    {
      error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "The session was ended meanwhile");
      waybill_ui_session_link_send_away (self, WAYBILL_REMOTE (source));
    }
  if (well && counts && self->queue != NULL)
    waybill_ui_session_link_lead_queue (self);
  answer_reviving (self, error);
  if (error != NULL && counts)
    {
      waybill_ui_session_link_save (self, error);
      waybill_ui_session_link_fail (self, g_steal_pointer (&error));
    }
}

/* One took over since, or was assigned: the tab may have stood open over the day on which the partner wants the new one. */
static gboolean
shows_another (WaybillUiSessionLink *self)
{
  WaybillCertIdentity *identity = waybill_remote_target_get_values (self->target)->identity;
  const char *wanted = waybill_partner_next_get_identity (self->partner, waybill_ui_context_get_certificates (self->context),
                                                          waybill_base_clock_now ());

  return identity != NULL
         && g_strcmp0 (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity)), wanted)
                != 0;
}

/* Only what stands goes on behind a lock. */
static gboolean
is_locked_since (WaybillUiSessionLink *self)
{
  return waybill_secret_vault_get_n_wiped (waybill_ui_context_get_vault (self->context)) != self->n_wiped;
}

/* From the start, as if somebody had pressed Connect; the panes come back where they were. Takes task. */
static void
connect_anew (WaybillUiSessionLink *self, GTask *task)
{
  GError *error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL,
                                            "The session was lost, and what it was begun with counts no more");

  g_task_return_error (task, g_error_copy (error));
  g_object_unref (task);
  waybill_ui_session_link_fail (self, error);
  waybill_ui_session_link_connect (self);
}

/**
 * waybill_ui_session_link_revive_async:
 * @self: a link
 * @cancellable: (nullable): of the one call that needs the session; a reconnection that others wait for too goes on
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes sure that the session is there; one that was lost is connected again.
 */
void
waybill_ui_session_link_revive_async (WaybillUiSessionLink *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->stage != WAYBILL_UI_SESSION_CONNECTED || self->remote == NULL)
    {
      g_task_return_error (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL, "The session is not connected"));
      return;
    }
  if (self->reviving->len == 0 && waybill_remote_is_connected (self->remote))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->reviving->len == 0 && (shows_another (self) || is_locked_since (self)))
    {
      connect_anew (self, g_steal_pointer (&task));
      return;
    }
  g_ptr_array_add (self->reviving, g_steal_pointer (&task));
  if (self->reviving->len > 1)
    return;
  self->cancellable = g_cancellable_new ();
  waybill_remote_connect_async (self->remote, self->cancellable, revived, waybill_ui_session_try_new (self));
  g_signal_emit_by_name (self, "reviving");
}

/**
 * waybill_ui_session_link_is_reviving:
 * @self: a link
 *
 * Returns: a session that was lost is being connected again
 */
gboolean
waybill_ui_session_link_is_reviving (WaybillUiSessionLink *self)
{
  return self->reviving->len > 0;
}

/**
 * waybill_ui_session_link_revive_finish:
 * @self: a link
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE with %WAYBILL_REMOTE_ERROR
 */
gboolean
waybill_ui_session_link_revive_finish (WaybillUiSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * waybill_ui_session_link_note_listed:
 * @self: a link
 *
 * The first list of a session says that it is good; it is kept with what was learnt.
 */
void
waybill_ui_session_link_note_listed (WaybillUiSessionLink *self)
{
  if (self->listed || self->stage != WAYBILL_UI_SESSION_CONNECTED)
    return;
  self->listed = TRUE;
  waybill_ui_session_link_save (self, NULL);
}
