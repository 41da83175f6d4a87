/* Threads, locks, reference counts and hand-over between threads: the only place that has them, so that the thread
 * sanitizer sees every one (it is blind to GLib's locks). No thread pool. */
#pragma once

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>

G_BEGIN_DECLS

typedef struct _WaybillBaseThread WaybillBaseThread;
typedef void (*WaybillBaseThreadJob) (gpointer data);

WaybillBaseThread *waybill_base_thread_new    (const char           *name);
void               waybill_base_thread_push   (WaybillBaseThread    *self,
                                               WaybillBaseThreadJob  job,
                                               gpointer              data);
gpointer           waybill_base_thread_peek   (WaybillBaseThread    *self,
                                               WaybillBaseThreadJob  job);
void               waybill_base_thread_free   (WaybillBaseThread    *self);
void               waybill_base_thread_detach (const char           *name,
                                               WaybillBaseThreadJob  job,
                                               gpointer              data);
void               waybill_base_thread_hop    (GMainContext         *context,
                                               WaybillBaseThreadJob  job,
                                               gpointer              data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillBaseThread, waybill_base_thread_free)

/* A lock. pthread, because TSan intercepts it. */
typedef struct
{
  pthread_mutex_t mutex;
} WaybillBaseLock;

#define WAYBILL_BASE_LOCK_INIT { PTHREAD_MUTEX_INITIALIZER }

void waybill_base_lock_init   (WaybillBaseLock *self);
void waybill_base_lock_clear  (WaybillBaseLock *self);
void waybill_base_lock_lock   (WaybillBaseLock *self);
void waybill_base_lock_unlock (WaybillBaseLock *self);

/* A reference count for immutable values that cross threads. */
typedef struct
{
  atomic_int count;
} WaybillBaseRef;

void     waybill_base_ref_init (WaybillBaseRef *self);
void     waybill_base_ref_take (WaybillBaseRef *self);
gboolean waybill_base_ref_drop (WaybillBaseRef *self);

G_END_DECLS
