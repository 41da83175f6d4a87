/* Threads, locks, reference counts and hand-over between threads: the only place that has them, so that the thread
 * sanitizer sees every one (it is blind to GLib's locks). No thread pool. */
#include "base-thread.h"

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#define HAND_OVER(address) __tsan_release (address)
#define TAKE_OVER(address) __tsan_acquire (address)
#else
#define HAND_OVER(address) ((void) (address))
#define TAKE_OVER(address) ((void) (address))
#endif

typedef struct _Job Job;

struct _Job
{
  WaybillBaseThreadJob run;
  gpointer data;
  Job *next;
};

struct _WaybillBaseThread
{
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t filled;
  Job *first;
  Job *last;
  gboolean ending;
  char *name;
};

static Job *
wait_for_job (WaybillBaseThread *self)
{
  Job *job;

  pthread_mutex_lock (&self->mutex);
  while (self->first == NULL && !self->ending)
    pthread_cond_wait (&self->filled, &self->mutex);
  job = self->first;
  if (job != NULL)
    self->first = job->next;
  if (self->first == NULL)
    self->last = NULL;
  pthread_mutex_unlock (&self->mutex);
  return job;
}

static void *
thread_main (void *data)
{
  WaybillBaseThread *self = data;
  Job *job;

  pthread_setname_np (pthread_self (), self->name);
  while ((job = wait_for_job (self)) != NULL)
    {
      job->run (job->data);
      g_free (job);
    }
  return NULL;
}

/**
 * waybill_base_thread_new:
 * @name: what debuggers call it; 15 bytes are kept
 *
 * Starts a thread that runs the jobs pushed to it, one after the other.
 *
 * Returns: (transfer full): a running thread
 */
WaybillBaseThread *
waybill_base_thread_new (const char *name)
{
  WaybillBaseThread *self = g_new0 (WaybillBaseThread, 1);

  self->name = g_strndup (name, 15);
  pthread_mutex_init (&self->mutex, NULL);
  pthread_cond_init (&self->filled, NULL);
  if (pthread_create (&self->thread, NULL, thread_main, self) != 0)
    g_error ("No thread could be started");
  return self;
}

/**
 * waybill_base_thread_push:
 * @self: a thread
 * @job: what to run there
 * @data: for @job
 *
 * Queues a job. What @data points at belongs to the job from here on. Any thread.
 */
void
waybill_base_thread_push (WaybillBaseThread *self, WaybillBaseThreadJob job, gpointer data)
{
  Job *entry = g_new0 (Job, 1);

  entry->run = job;
  entry->data = data;

  pthread_mutex_lock (&self->mutex);
  if (self->last != NULL)
    self->last->next = entry;
  else
    self->first = entry;
  self->last = entry;
  pthread_cond_signal (&self->filled);
  pthread_mutex_unlock (&self->mutex);
}

/**
 * waybill_base_thread_peek:
 * @self: a thread; called from a job that runs on it
 * @job: the kind of job that is looked for
 *
 * Looks what will run next. It stays queued, and belongs to nobody else before it has run.
 *
 * Returns: (transfer none) (nullable): the data of the next job, when it is a @job
 */
gpointer
waybill_base_thread_peek (WaybillBaseThread *self, WaybillBaseThreadJob job)
{
  gpointer data;

  g_return_val_if_fail (pthread_equal (self->thread, pthread_self ()), NULL);

  pthread_mutex_lock (&self->mutex);
  data = self->first != NULL && self->first->run == job ? self->first->data : NULL;
  pthread_mutex_unlock (&self->mutex);
  return data;
}

/**
 * waybill_base_thread_free:
 * @self: (transfer full) (nullable): a thread
 *
 * Lets the queued jobs run to their end, then joins the thread. Not from the thread itself.
 */
void
waybill_base_thread_free (WaybillBaseThread *self)
{
  if (self == NULL)
    return;

  g_return_if_fail (!pthread_equal (self->thread, pthread_self ()));

  pthread_mutex_lock (&self->mutex);
  self->ending = TRUE;
  pthread_cond_signal (&self->filled);
  pthread_mutex_unlock (&self->mutex);
  pthread_join (self->thread, NULL);

  pthread_cond_destroy (&self->filled);
  pthread_mutex_destroy (&self->mutex);
  g_free (self->name);
  g_free (self);
}

static void *
detached_main (void *data)
{
  Job *job = data;

  job->run (job->data);
  g_free (job);
  return NULL;
}

/**
 * waybill_base_thread_detach:
 * @name: what debuggers call it; 15 bytes are kept
 * @job: what to run
 * @data: for @job
 *
 * Runs one job on a thread that nobody joins: for calls that cannot be cancelled (getaddrinfo).
 */
void
waybill_base_thread_detach (const char *name, WaybillBaseThreadJob job, gpointer data)
{
  Job *entry = g_new0 (Job, 1);
  g_autofree char *short_name = g_strndup (name, 15);
  pthread_t thread;

  entry->run = job;
  entry->data = data;
  if (pthread_create (&thread, NULL, detached_main, entry) != 0)
    g_error ("No thread could be started");
  pthread_setname_np (thread, short_name);
  pthread_detach (thread);
}

static gboolean
run_hopped (gpointer data)
{
  Job *job = data;

  TAKE_OVER (job);
  job->run (job->data);
  return G_SOURCE_REMOVE;
}

/**
 * waybill_base_thread_hop:
 * @context: (nullable): where to run the job; %NULL is the default main context
 * @job: what to run there
 * @data: for @job; handed over
 *
 * Runs a job in a main context, after what is queued there already. Any thread.
 */
void
waybill_base_thread_hop (GMainContext *context, WaybillBaseThreadJob job, gpointer data)
{
  Job *entry = g_new0 (Job, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  entry->run = job;
  entry->data = data;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_hopped, entry, g_free);
  HAND_OVER (entry);
  g_source_attach (source, context);
}

/**
 * waybill_base_lock_init:
 * @self: a lock
 *
 * Makes it ready. A static one is initialized with `WAYBILL_BASE_LOCK_INIT` instead.
 */
void
waybill_base_lock_init (WaybillBaseLock *self)
{
  pthread_mutex_init (&self->mutex, NULL);
}

/**
 * waybill_base_lock_clear:
 * @self: a lock that nobody holds
 *
 * Ends it.
 */
void
waybill_base_lock_clear (WaybillBaseLock *self)
{
  pthread_mutex_destroy (&self->mutex);
}

/**
 * waybill_base_lock_lock:
 * @self: a lock
 *
 * Takes it; not recursive.
 */
void
waybill_base_lock_lock (WaybillBaseLock *self)
{
  pthread_mutex_lock (&self->mutex);
}

/**
 * waybill_base_lock_unlock:
 * @self: a lock that this thread holds
 *
 * Gives it back.
 */
void
waybill_base_lock_unlock (WaybillBaseLock *self)
{
  pthread_mutex_unlock (&self->mutex);
}

/**
 * waybill_base_ref_init:
 * @self: a count
 *
 * Sets it to one.
 */
void
waybill_base_ref_init (WaybillBaseRef *self)
{
  atomic_init (&self->count, 1);
}

/**
 * waybill_base_ref_take:
 * @self: a count
 *
 * Adds one. Any thread.
 */
void
waybill_base_ref_take (WaybillBaseRef *self)
{
  atomic_fetch_add_explicit (&self->count, 1, memory_order_relaxed);
}

/**
 * waybill_base_ref_drop:
 * @self: a count
 *
 * Takes one away. Any thread.
 *
 * Returns: %TRUE when it was the last: the value is to be freed now
 */
gboolean
waybill_base_ref_drop (WaybillBaseRef *self)
{
  return atomic_fetch_sub_explicit (&self->count, 1, memory_order_acq_rel) == 1;
}
