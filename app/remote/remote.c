/* One partner's session as the rest of the program sees it: asynchronous functions in GIO's manner, answered in the caller's
 * main context; the work is done straight-line on a worker thread of the session's own. Not a transfer queue. */
#include "remote.h"

#include "remote-private.h"

#include "base-thread.h"

struct _WaybillRemote
{
  GObject parent;
  WaybillRemoteTarget *target;
  WaybillRemoteAsker *asker;
  const WaybillRemoteEngine *engine;
  WaybillBaseThread *worker;
  WaybillRemoteTalk *talk;   /* (nullable) */
  gpointer session;          /* the engine's; touched by the worker alone */
  WaybillRemoteFacts *facts; /* main's snapshot */
  gboolean connected;        /* main's view */
};

G_DEFINE_FINAL_TYPE (WaybillRemote, waybill_remote, G_TYPE_OBJECT)

static void
answer_on_main (WaybillRemoteJob *job);

/* waybill_remote_begin_job:
 *
 * Makes a job of this session, to be filled and pushed. */
WaybillRemoteJob *
waybill_remote_begin_job (WaybillRemote *self,
                          WaybillRemoteJobRun run,
                          gpointer source_tag,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  WaybillRemoteJob *job = g_new0 (WaybillRemoteJob, 1);

  job->run_on_worker = run;
  job->answer_on_main = answer_on_main;
  job->engine = self->engine;
  job->session = &self->session;
  job->worker = self->worker;
  job->target = waybill_remote_target_ref (self->target);
  job->facts = waybill_remote_facts_copy (self->facts);
  job->talk = self->talk != NULL ? waybill_remote_talk_ref (self->talk) : NULL;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  job->context = g_main_context_ref_thread_default ();
  job->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (job->task, source_tag);
  return job;
}

static void
ask_about_trust_on_main (WaybillRemote *self, WaybillRemoteJob *job);

static gboolean
wants_trust_question (WaybillRemote *self, WaybillRemoteJob *job)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (job->error);

  return g_error_matches (job->error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED) && self->asker != NULL
         && facts->verdict != NULL && waybill_cert_verdict_get_leaf (facts->verdict) != NULL && !self->connected
         && !waybill_cert_verdict_is_accepted (facts->verdict);
}

/* What one connection learnt holds for the next: yes, and then no, stops there too. */
static void
remember_learnt (WaybillRemote *self)
{
  const WaybillRemoteTargetValues *values = waybill_remote_target_get_values (self->target);
  WaybillRemoteLearnt resumed
      = self->facts->resumed == WAYBILL_REMOTE_LEARNT_YES ? WAYBILL_REMOTE_LEARNT_YES : values->learnt_resumed;
  WaybillRemoteLearntServer learnt = values->learnt;
  WaybillRemoteTarget *target;

  waybill_remote_learnt_server_merge (&learnt, &self->facts->learnt);
  if (resumed == values->learnt_resumed && waybill_remote_learnt_server_equal (&learnt, &values->learnt))
    return;
  target = waybill_remote_target_with_learnt (self->target, resumed, &learnt);
  waybill_remote_target_unref (self->target);
  self->target = target;
}

static void
answer_on_main (WaybillRemoteJob *job)
{
  WaybillRemote *self = g_task_get_source_object (job->task);
  g_autoptr (GTask) task = NULL;

  if (wants_trust_question (self, job))
    {
      ask_about_trust_on_main (self, job);
      return;
    }

  task = g_steal_pointer (&job->task);
  self->connected = job->alive;
  if (job->facts != NULL)
    {
      g_clear_pointer (&self->facts, waybill_remote_facts_free);
      self->facts = g_steal_pointer (&job->facts);
    }
  remember_learnt (self);
  if (job->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&job->error));
      waybill_remote_job_free (job);
      return;
    }
  g_task_return_pointer (task, job, (GDestroyNotify) waybill_remote_job_free);
}

/* waybill_remote_push_job:
 *
 * After the jobs that were pushed before it. */
void
waybill_remote_push_job (WaybillRemote *self, WaybillRemoteJob *job)
{
  waybill_base_thread_push (self->worker, waybill_remote_job_run, job);
}

/* The trust question: the engine has refused the server and hung up; nothing is open while a person thinks. */

static void
trust_answered_on_main (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillRemoteJob *job = user_data;
  WaybillRemote *self = g_task_get_source_object (job->task);
  WaybillRemoteAnswer answer = waybill_remote_asker_ask_trust_finish (self->asker, result);
  WaybillCertVerdict *verdict = waybill_remote_error_get_facts (job->error)->verdict;
  const char *leaf = waybill_cert_certificate_get_fingerprint (waybill_cert_verdict_get_leaf (verdict));

  if (answer == WAYBILL_REMOTE_ANSWER_NO)
    {
      g_autoptr (GTask) task = g_steal_pointer (&job->task);

      g_task_return_error (task, g_steal_pointer (&job->error));
      waybill_remote_job_free (job);
      return;
    }

  waybill_remote_target_unref (job->target);
  job->target = waybill_remote_target_with_exception (self->target, leaf);
  g_clear_error (&job->error);
  g_clear_pointer (&job->facts, waybill_remote_facts_free);
  job->facts = waybill_remote_facts_new ();
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  self->target = waybill_remote_target_ref (job->target);
  waybill_remote_push_job (self, job);
}

static void
ask_about_trust_on_main (WaybillRemote *self, WaybillRemoteJob *job)
{
  g_clear_pointer (&self->facts, waybill_remote_facts_free);
  self->facts = waybill_remote_facts_copy (job->facts);
  waybill_remote_asker_ask_trust_async (self->asker, self->target, waybill_remote_error_get_facts (job->error)->verdict,
                                        job->cancellable, trust_answered_on_main, job);
}

/**
 * waybill_remote_new:
 * @target: whom to connect to
 * @asker: (nullable): who answers questions; without one every question is answered no
 *
 * Makes a session that is not connected yet, with a worker thread of its own. Main thread, as all of this type.
 *
 * Returns: (transfer full): a session
 */
WaybillRemote *
waybill_remote_new (WaybillRemoteTarget *target, WaybillRemoteAsker *asker)
{
  WaybillRemote *self = g_object_new (WAYBILL_TYPE_REMOTE, NULL);

  self->target = waybill_remote_target_ref (target);
  g_set_object (&self->asker, asker);
  self->engine = waybill_remote_engine_find (waybill_remote_target_get_values (target)->protocol);
  self->worker = waybill_base_thread_new ("session");
  return self;
}

/**
 * waybill_remote_set_talk:
 * @self: a session
 * @talk: (nullable): where its conversation is written; several sessions may share one
 *
 * To be called before connecting, and never while a call runs: what is connected already goes on where it wrote.
 */
void
waybill_remote_set_talk (WaybillRemote *self, WaybillRemoteTalk *talk)
{
  if (talk != NULL)
    waybill_remote_talk_ref (talk);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  self->talk = talk;
}

/**
 * waybill_remote_connect_async:
 * @self: a session
 * @cancellable: (nullable): ends it at any wait, within 0.2 seconds
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Connects, encrypts, judges the server, logs in. When the server's certificate is not accepted, the connection is given up,
 * then the question is asked, then a new connection is made.
 */
void
waybill_remote_connect_async (WaybillRemote *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  if (self->engine == NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

      g_task_return_error (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, NULL,
                                                           "This protocol is not built in"));
      return;
    }
  waybill_remote_push_job (self, waybill_remote_begin_job (self, waybill_remote_job_open_on_worker,
                                                           waybill_remote_connect_async, cancellable, callback, user_data));
}

/* waybill_remote_finish_job:
 *
 * Every finish is this: the job, or its error. */
WaybillRemoteJob *
waybill_remote_finish_job (WaybillRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * waybill_remote_connect_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the session is logged in; else `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_remote_connect_finish (WaybillRemote *self, GAsyncResult *result, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  return job != NULL;
}

/**
 * waybill_remote_list_async:
 * @self: a session
 * @path: (nullable): a remote folder; %NULL: where the session stands
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads a folder.
 */
void
waybill_remote_list_async (
    WaybillRemote *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_list_on_worker, waybill_remote_list_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_list_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the listing, or `WAYBILL_REMOTE_ERROR`
 */
WaybillRemoteListing *
waybill_remote_list_finish (WaybillRemote *self, GAsyncResult *result, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->listing) : NULL;
}

/**
 * waybill_remote_stat_async:
 * @self: a session
 * @path: a remote file or folder
 * @cancellable: (nullable): ends it at any wait
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks what is there.
 */
void
waybill_remote_stat_async (
    WaybillRemote *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WaybillRemoteJob *job = waybill_remote_begin_job (self, waybill_remote_job_stat_on_worker, waybill_remote_stat_async,
                                                    cancellable, callback, user_data);

  job->path = g_strdup (path);
  waybill_remote_push_job (self, job);
}

/**
 * waybill_remote_stat_finish:
 * @self: a session
 * @result: the result
 * @type: (out) (optional): file or folder
 * @size: (out) (optional): bytes, -1 unknown
 * @mtime: (out) (optional): Unix seconds, `WAYBILL_REMOTE_NO_TIME` unknown
 * @error: return location
 *
 * Returns: %TRUE when something is there; else `WAYBILL_REMOTE_ERROR_NOT_FOUND` or another
 */
gboolean
waybill_remote_stat_finish (
    WaybillRemote *self, GAsyncResult *result, WaybillRemoteEntryType *type, gint64 *size, gint64 *mtime, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  if (job == NULL)
    return FALSE;
  if (type != NULL)
    *type = job->type;
  if (size != NULL)
    *size = job->size;
  if (mtime != NULL)
    *mtime = job->mtime;
  return TRUE;
}

/**
 * waybill_remote_close_async:
 * @self: a session
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Says goodbye, in bounded time.
 */
void
waybill_remote_close_async (WaybillRemote *self, GAsyncReadyCallback callback, gpointer user_data)
{
  waybill_remote_push_job (self, waybill_remote_begin_job (self, waybill_remote_job_close_on_worker,
                                                           waybill_remote_close_async, NULL, callback, user_data));
}

/**
 * waybill_remote_close_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE
 */
gboolean
waybill_remote_close_finish (WaybillRemote *self, GAsyncResult *result, GError **error)
{
  g_autoptr (WaybillRemoteJob) job = waybill_remote_finish_job (self, result, error);

  return job != NULL;
}

/**
 * waybill_remote_parse_listing:
 * @hint: (nullable): a reply to SYST, or the name of a dialect; one that says nothing is as none
 * @now: Unix seconds: dates without a year are near it
 * @bytes: the answer to a LIST or MLSD, as it came
 * @length: how many
 * @error: return location
 *
 * Reads a listing that was kept somewhere: to see how a server is understood. Takes no connection and no time; any thread.
 * The listing tells what it was read as, and whether the hint said anything.
 *
 * Returns: (transfer full) (nullable): a listing; else `WAYBILL_REMOTE_ERROR_UNSUPPORTED`, when no engine knows listings, or
 * `WAYBILL_REMOTE_ERROR_UNSAFE`, when there is more than one may hold
 */
WaybillRemoteListing *
waybill_remote_parse_listing (const char *hint, gint64 now, const char *bytes, gsize length, GError **error)
{
  const WaybillRemoteEngine *engine = waybill_remote_engine_find (WAYBILL_REMOTE_PROTOCOL_FTPS);
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();

  if (engine == NULL || engine->parse_listing == NULL)
    {
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, NULL,
                                                          "No engine that reads listings is built in"));
      return NULL;
    }
  if (!engine->parse_listing (hint, now, bytes, length, listing, error))
    return NULL;
  return g_steal_pointer (&listing);
}

/**
 * waybill_remote_get_facts:
 * @self: a session
 *
 * Returns: (transfer none): what was known when the last call was answered, also after a failed connect; until the next
 * answer
 */
const WaybillRemoteFacts *
waybill_remote_get_facts (WaybillRemote *self)
{
  return self->facts;
}

/**
 * waybill_remote_is_connected:
 * @self: a session
 *
 * Returns: was the session alive when the last call was answered?
 */
gboolean
waybill_remote_is_connected (WaybillRemote *self)
{
  return self->connected;
}

/**
 * waybill_remote_get_target:
 * @self: a session
 *
 * Returns: (transfer none): what it was made for, with the exceptions that were granted since
 */
WaybillRemoteTarget *
waybill_remote_get_target (WaybillRemote *self)
{
  return self->target;
}

/* What is left of a session when its object goes: the goodbye takes up to two seconds, which the main thread does not have.
 */
typedef struct
{
  const WaybillRemoteEngine *engine;
  gpointer session;
  WaybillBaseThread *worker;
} Leftover;

static void
close_leftover (gpointer data)
{
  Leftover *self = data;

  waybill_base_thread_free (self->worker);
  if (self->session != NULL)
    self->engine->close (self->session);
  g_free (self);
}

static void
waybill_remote_finalize (GObject *object)
{
  WaybillRemote *self = WAYBILL_REMOTE (object);

  /* Every job holds the object by its task: nothing runs any more. */
  if (self->worker != NULL && self->session != NULL)
    {
      Leftover *leftover = g_new0 (Leftover, 1);

      leftover->engine = self->engine;
      leftover->session = g_steal_pointer (&self->session);
      leftover->worker = g_steal_pointer (&self->worker);
      waybill_base_thread_detach ("goodbye", close_leftover, leftover);
    }
  g_clear_pointer (&self->worker, waybill_base_thread_free);
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  g_clear_pointer (&self->facts, waybill_remote_facts_free);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_clear_object (&self->asker);
  G_OBJECT_CLASS (waybill_remote_parent_class)->finalize (object);
}

static void
waybill_remote_class_init (WaybillRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_remote_finalize;
}

static void
waybill_remote_init (WaybillRemote *self)
{
  self->facts = waybill_remote_facts_new ();
}
