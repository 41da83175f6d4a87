/* Jobs in order, joined at the end; hops in order; the last reference is told once. */
#include "base-thread.h"

#define JOBS 1000

typedef struct
{
  WaybillBaseLock lock;
  GArray *order; /* guint */
  GThread *owner;
  GMainLoop *loop;
} Shared;

typedef struct
{
  Shared *shared;
  guint number;
} Numbered;

static void
set_up (Shared *self, gconstpointer data)
{
  waybill_base_lock_init (&self->lock);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  self->owner = g_thread_self ();
}

static void
tear_down (Shared *self, gconstpointer data)
{
  waybill_base_lock_clear (&self->lock);
  g_array_unref (self->order);
}

static void
note (gpointer data)
{
  Numbered *numbered = data;

  waybill_base_lock_lock (&numbered->shared->lock);
  g_array_append_val (numbered->shared->order, numbered->number);
  waybill_base_lock_unlock (&numbered->shared->lock);
  g_free (numbered);
}

static Numbered *
numbered_new (Shared *shared, guint number)
{
  Numbered *numbered = g_new (Numbered, 1);

  numbered->shared = shared;
  numbered->number = number;
  return numbered;
}

static void
expect_order (Shared *self, guint n)
{
  g_assert_cmpuint (self->order->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (self->order, guint, i), ==, i);
}

/* Freeing lets every queued job run and joins: no lock is needed to look after it. */
static void
test_jobs (Shared *self, gconstpointer data)
{
  WaybillBaseThread *thread = waybill_base_thread_new ("a name longer than fifteen bytes");

  for (guint i = 0; i < JOBS; i++)
    waybill_base_thread_push (thread, note, numbered_new (self, i));
  waybill_base_thread_free (thread);
  expect_order (self, JOBS);
}

static void
test_idle_thread (Shared *self, gconstpointer data)
{
  waybill_base_thread_free (waybill_base_thread_new ("idle"));
  waybill_base_thread_free (NULL);
  expect_order (self, 0);
}

static void
note_on_main (gpointer data)
{
  Numbered *numbered = data;

  g_assert_true (g_thread_self () == numbered->shared->owner);
  note (data);
}

static void
quit (gpointer data)
{
  Shared *self = data;

  g_main_loop_quit (self->loop);
}

static void
hop_often (gpointer data)
{
  Shared *self = data;
  GMainContext *context = g_main_loop_get_context (self->loop);

  for (guint i = 0; i < JOBS; i++)
    waybill_base_thread_hop (context, note_on_main, numbered_new (self, i));
  waybill_base_thread_hop (context, quit, self);
}

static void
test_hops (Shared *self, gconstpointer data)
{
  g_autoptr (GMainContext) context = data != NULL ? g_main_context_new () : NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  WaybillBaseThread *thread = waybill_base_thread_new ("hopper");

  self->loop = loop;
  waybill_base_thread_push (thread, hop_often, self);
  g_main_loop_run (loop);
  waybill_base_thread_free (thread);
  expect_order (self, JOBS);
}

static void
quit_from_a_detached_thread (gpointer data)
{
  Shared *self = data;

  g_assert_true (g_thread_self () != self->owner);
  waybill_base_thread_hop (NULL, quit, self);
}

static void
test_detached (Shared *self, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  self->loop = loop;
  waybill_base_thread_detach ("detached", quit_from_a_detached_thread, self);
  g_main_loop_run (loop);
}

typedef struct
{
  WaybillBaseRef ref;
  atomic_int freed;
} Value;

static void
take_and_drop (gpointer data)
{
  Value *value = data;

  for (guint i = 0; i < JOBS; i++)
    {
      waybill_base_ref_take (&value->ref);
      if (waybill_base_ref_drop (&value->ref))
        atomic_fetch_add (&value->freed, 1);
    }
  if (waybill_base_ref_drop (&value->ref))
    atomic_fetch_add (&value->freed, 1);
}

static void
test_refs (Shared *self, gconstpointer data)
{
  WaybillBaseThread *threads[4];
  Value value = { 0 };

  waybill_base_ref_init (&value.ref);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      waybill_base_ref_take (&value.ref);
      threads[i] = waybill_base_thread_new ("refs");
      waybill_base_thread_push (threads[i], take_and_drop, &value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    waybill_base_thread_free (threads[i]);
  g_assert_cmpint (atomic_load (&value.freed), ==, 0);
  g_assert_true (waybill_base_ref_drop (&value.ref));
}

typedef struct
{
  WaybillBaseLock lock;
  guint count; /* not atomic: only the lock keeps it right */
} Counter;

static void
count (gpointer data)
{
  Counter *counter = data;

  for (guint i = 0; i < JOBS; i++)
    {
      waybill_base_lock_lock (&counter->lock);
      counter->count++;
      waybill_base_lock_unlock (&counter->lock);
    }
}

static void
test_lock (Shared *self, gconstpointer data)
{
  static Counter counter = { WAYBILL_BASE_LOCK_INIT, 0 };
  WaybillBaseThread *one = waybill_base_thread_new ("one");
  WaybillBaseThread *two = waybill_base_thread_new ("two");

  waybill_base_thread_push (one, count, &counter);
  waybill_base_thread_push (two, count, &counter);
  waybill_base_thread_free (one);
  waybill_base_thread_free (two);
  g_assert_cmpuint (counter.count, ==, 2 * JOBS);
}

#define ADD(name, data, function) g_test_add ("/base/thread/" name, Shared, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("jobs-run-in-order-and-are-joined", NULL, test_jobs);
  ADD ("idle-thread-ends", NULL, test_idle_thread);
  ADD ("hops-keep-their-order/default-context", NULL, test_hops);
  ADD ("hops-keep-their-order/own-context", "own", test_hops);
  ADD ("detached", NULL, test_detached);
  ADD ("refs", NULL, test_refs);
  ADD ("lock", NULL, test_lock);
  return g_test_run ();
}
