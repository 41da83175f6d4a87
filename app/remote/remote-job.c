/* One call of a session on its way: filled on the main thread, run on the session's worker, answered on the main thread. It
 * belongs to one side at a time. What is called for whom is remote's. */
#include "remote-job-private.h"

#include "base-thread.h"

void
waybill_remote_job_free (WaybillRemoteJob *self)
{
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  g_clear_pointer (&self->facts, waybill_remote_facts_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->move.progress, waybill_remote_progress_unref);
  g_clear_pointer (&self->listing, waybill_remote_listing_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_free (self->path);
  g_free (self->new_path);
  g_strfreev (self->lines);
  g_free (self);
}

static void
answer (gpointer data)
{
  WaybillRemoteJob *self = data;

  self->answer_on_main (self);
}

/* waybill_remote_job_run:
 *
 * Runs the job on the worker, looks how the session is after it, and hands it over to the main thread. The descriptor that
 * ends its waits is held meanwhile: GLib would make one for each wait. */
void
waybill_remote_job_run (gpointer data)
{
  WaybillRemoteJob *self = data;
  gboolean is_held = g_cancellable_get_fd (self->cancellable) >= 0;

  self->run_on_worker (self);
  if (is_held)
    g_cancellable_release_fd (self->cancellable);
  self->alive = *self->session != NULL && self->engine->is_alive (*self->session);
  if (*self->session != NULL)
    self->engine->get_facts (*self->session, self->facts);
  else if (self->run_on_worker != waybill_remote_job_open_on_worker)
    g_clear_pointer (&self->facts, waybill_remote_facts_free); /* of when it was queued: older than what main has */
  waybill_base_thread_hop (self->context, answer, self);
}

/* An engine that fails without saying why has failed all the same. */
static void
settle (WaybillRemoteJob *self, gboolean well)
{
  if (!well && self->error == NULL)
    self->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, NULL, "The engine gave no reason");
}

/* Whoever was cancelled while others went before it never begins: the connection stays as it is. */
static gboolean
require_session (WaybillRemoteJob *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      self->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled before it began");
      return FALSE;
    }
  if (*self->session != NULL && self->engine->is_alive (*self->session))
    return TRUE;
  self->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL, "The session is not connected");
  return FALSE;
}

void
waybill_remote_job_open_on_worker (WaybillRemoteJob *self)
{
  if (*self->session != NULL)
    self->engine->close (g_steal_pointer (self->session));
  *self->session = self->engine->open (self->target, self->facts, self->talk, self->cancellable, &self->error);
  settle (self, *self->session != NULL);
}

void
waybill_remote_job_list_on_worker (WaybillRemoteJob *self)
{
  self->listing = waybill_remote_listing_new ();
  if (require_session (self))
    settle (self, self->engine->list (*self->session, self->path, self->listing, self->cancellable, &self->error));
}

/* On the worker: what waits behind the job that runs is not touched by anybody else. */
static const WaybillRemoteMove *
peek (gpointer data)
{
  WaybillRemoteJob *self = data;
  gpointer next = waybill_base_thread_peek (self->worker, waybill_remote_job_run);
  WaybillRemoteJob *job = next;

  if (job == NULL || job->run_on_worker != waybill_remote_job_move_on_worker
      || g_cancellable_is_cancelled (job->cancellable))
    return NULL;
  return &job->move;
}

void
waybill_remote_job_move_on_worker (WaybillRemoteJob *self)
{
  const WaybillRemoteAhead ahead = { peek, self };

  if (require_session (self))
    settle (self, self->engine->move (*self->session, &self->move, &ahead, &self->outcome, self->cancellable, &self->error));
}

void
waybill_remote_job_stat_on_worker (WaybillRemoteJob *self)
{
  if (require_session (self))
    settle (self, self->engine->stat (*self->session, self->path, &self->type, &self->size, &self->mtime, self->cancellable,
                                      &self->error));
}

void
waybill_remote_job_make_folder_on_worker (WaybillRemoteJob *self)
{
  if (require_session (self))
    settle (self, self->engine->make_folder (*self->session, self->path, self->cancellable, &self->error));
}

void
waybill_remote_job_rename_on_worker (WaybillRemoteJob *self)
{
  if (require_session (self))
    settle (self, self->engine->rename (*self->session, self->path, self->new_path, self->cancellable, &self->error));
}

void
waybill_remote_job_remove_on_worker (WaybillRemoteJob *self)
{
  if (require_session (self))
    settle (self, self->engine->remove (*self->session, self->path, self->folder, self->cancellable, &self->error));
}

/* What an engine cannot do is an empty place in its table. */
static gboolean
can (WaybillRemoteJob *self, gboolean is_there)
{
  if (!require_session (self))
    return FALSE;
  if (!is_there)
    self->error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, NULL, "This protocol has no such operation");
  return is_there;
}

void
waybill_remote_job_set_time_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->set_time != NULL))
    settle (self, self->engine->set_time (*self->session, self->path, self->mtime, self->cancellable, &self->error));
}

void
waybill_remote_job_set_mode_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->set_mode != NULL))
    settle (self, self->engine->set_mode (*self->session, self->path, self->mode, self->cancellable, &self->error));
}

void
waybill_remote_job_checksum_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->checksum != NULL))
    settle (self, self->engine->checksum (*self->session, self->path, &self->checksum, self->cancellable, &self->error));
}

void
waybill_remote_job_quote_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->quote != NULL))
    settle (self,
            self->engine->quote (*self->session, self->path, &self->code, &self->lines, self->cancellable, &self->error));
}

void
waybill_remote_job_set_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->set != NULL))
    settle (self, self->engine->set (*self->session, self->path, self->new_path, self->cancellable, &self->error));
}

void
waybill_remote_job_keep_alive_on_worker (WaybillRemoteJob *self)
{
  if (can (self, self->engine->keep_alive != NULL))
    settle (self, self->engine->keep_alive (*self->session, self->cancellable, &self->error));
}

void
waybill_remote_job_close_on_worker (WaybillRemoteJob *self)
{
  if (*self->session != NULL)
    self->engine->close (g_steal_pointer (self->session));
}
