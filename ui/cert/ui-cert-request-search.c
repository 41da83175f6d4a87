/* One search, away from the main loop: a folder may be slow, and a file's rounds may compute for a while. */

#include "ui-cert-request-search.h"

#include "base-thread.h"

typedef struct
{
  GWeakRef owner; /* main thread alone */
  WaybillUiCertRequestSearchFunc callback;
  GCancellable *cancellable;
  GPtrArray *folders;
  char **waiting;
  WaybillCertSearch *search;
} Run;

static void
run_done (gpointer data)
{
  Run *self = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (owner != NULL)
    self->callback (owner, g_steal_pointer (&self->search));
  g_clear_pointer (&self->search, waybill_cert_search_free);
  g_weak_ref_clear (&self->owner);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->folders);
  g_strfreev (self->waiting);
  g_free (self);
}

static void
run_on_thread (gpointer data)
{
  Run *self = data;

  self->search = waybill_cert_search_run (self->folders, (const char *const *) self->waiting, NULL, self->cancellable);
  waybill_base_thread_hop (NULL, run_done, self);
}

static char **
dup_waiting (WaybillCertStore *store)
{
  g_autoptr (GPtrArray) requests = waybill_cert_store_list_requests (store);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < requests->len; i++)
    g_strv_builder_add (ids, ((WaybillCertWaiting *) requests->pdata[i])->id);
  return g_strv_builder_end (ids);
}

/**
 * waybill_ui_cert_request_search:
 * @owner: who is told; not kept alive
 * @folders: (element-type GFile): where to look
 * @store: whose requests wait
 * @callback: called once on the main thread with what was found, unless @owner is gone
 *
 * Searches on a thread, with the usual bounds. Main thread; returns at once.
 *
 * Returns: (transfer full): ends the search with what it has
 */
GCancellable *
waybill_ui_cert_request_search (GObject *owner,
                                GPtrArray *folders,
                                WaybillCertStore *store,
                                WaybillUiCertRequestSearchFunc callback)
{
  Run *self = g_new0 (Run, 1);

  g_weak_ref_init (&self->owner, owner);
  self->callback = callback;
  self->cancellable = g_cancellable_new ();
  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < folders->len; i++)
    g_ptr_array_add (self->folders, g_object_ref (folders->pdata[i]));
  self->waiting = dup_waiting (store);
  waybill_base_thread_detach ("cert-search", run_on_thread, self);
  return g_object_ref (self->cancellable);
}
