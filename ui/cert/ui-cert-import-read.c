/* One run of reading, opening and sorting, away from the main loop: a file's rounds may compute for seconds. */

#include "ui-cert-import-read.h"

#include "base-thread.h"
#include "secret-text.h"

typedef struct
{
  GWeakRef owner; /* main thread alone */
  WaybillUiCertImportReadFunc callback;
  GCancellable *cancellable;
  GPtrArray *sources;
  GPtrArray *passwords;
  GPtrArray *files;
  GPtrArray *stored;
  char **waiting;
  guint limit;
  WaybillCertPlan *plan;
  guint n_left_out;
} Run;

static void
run_free (Run *self)
{
  g_weak_ref_clear (&self->owner);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->passwords);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->stored);
  g_strfreev (self->waiting);
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  g_free (self);
}

static void
run_done (gpointer data)
{
  Run *self = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (owner != NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->callback (owner, self->plan, self->n_left_out);
  run_free (self);
}

static void
open_sources (Run *self)
{
  for (guint i = 0; i < self->sources->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      WaybillCertSource *opened;

      if (self->passwords->pdata[i] == NULL)
        continue;
      opened = waybill_cert_source_open (self->sources->pdata[i], self->passwords->pdata[i]);
      waybill_cert_source_unref (self->sources->pdata[i]);
      self->sources->pdata[i] = opened;
    }
}

static gboolean
has_file (GPtrArray *sources, GFile *file)
{
  for (guint i = 0; i < sources->len; i++)
    {
      GFile *known = waybill_cert_source_get_file (sources->pdata[i]);

      if (known != NULL && file != NULL && g_file_equal (known, file))
        return TRUE;
    }
  return FALSE;
}

static void
run_on_thread (gpointer data)
{
  Run *self = data;
  g_autoptr (GPtrArray) read = NULL;

  open_sources (self);
  read = waybill_cert_source_read_all (self->files, self->limit, self->cancellable, &self->n_left_out);
  for (guint i = 0; i < read->len; i++)
    {
      if (has_file (self->sources, waybill_cert_source_get_file (read->pdata[i])))
        continue;
      if (self->sources->len < self->limit)
        g_ptr_array_add (self->sources, waybill_cert_source_ref (read->pdata[i]));
      else
        self->n_left_out++;
    }
  self->plan = waybill_cert_plan_new_waiting (self->sources, self->stored, (const char *const *) self->waiting);
  waybill_base_thread_hop (NULL, run_done, self);
}

static gpointer
ref_password (gconstpointer password, gpointer user_data)
{
  return password != NULL ? waybill_secret_text_ref ((WaybillSecretText *) password) : NULL;
}

static GPtrArray *
copy (GPtrArray *from, GCopyFunc ref, GDestroyNotify unref)
{
  GPtrArray *to = g_ptr_array_new_with_free_func (unref);

  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, ref (from->pdata[i], NULL));
  return to;
}

static gpointer
ref_source (gconstpointer source, gpointer user_data)
{
  return waybill_cert_source_ref ((WaybillCertSource *) source);
}

static gpointer
ref_file (gconstpointer file, gpointer user_data)
{
  return g_object_ref ((GFile *) file);
}

static gpointer
ref_certificate (gconstpointer certificate, gpointer user_data)
{
  return waybill_cert_certificate_ref ((WaybillCertCertificate *) certificate);
}

/**
 * waybill_ui_cert_import_read:
 * @owner: who is told; not kept alive
 * @sources: (element-type WaybillCertSource): the files so far
 * @passwords: (element-type WaybillSecretText): one for each source; %NULL leaves it as it is
 * @files: (element-type GFile): files and folders to read and add
 * @limit: how many files there may be in all
 * @stored: (element-type WaybillCertCertificate): authorities at hand already
 * @waiting: (array zero-terminated=1): ids of requests whose keys wait for their certificate
 * @callback: called once on the main thread, unless @owner is gone or the run was cancelled
 *
 * Reads, opens and sorts on a thread. Main thread; returns at once.
 *
 * Returns: (transfer full): cancels the run
 */
GCancellable *
waybill_ui_cert_import_read (GObject *owner,
                             GPtrArray *sources,
                             GPtrArray *passwords,
                             GPtrArray *files,
                             guint limit,
                             GPtrArray *stored,
                             const char *const *waiting,
                             WaybillUiCertImportReadFunc callback)
{
  Run *self = g_new0 (Run, 1);

  g_weak_ref_init (&self->owner, owner);
  self->callback = callback;
  self->cancellable = g_cancellable_new ();
  self->sources = copy (sources, ref_source, (GDestroyNotify) waybill_cert_source_unref);
  self->passwords = copy (passwords, ref_password, (GDestroyNotify) waybill_secret_text_unref);
  self->files = copy (files, ref_file, g_object_unref);
  self->stored = copy (stored, ref_certificate, (GDestroyNotify) waybill_cert_certificate_unref);
  self->waiting = g_strdupv ((char **) waiting);
  self->limit = limit;
  waybill_base_thread_detach ("import-read", run_on_thread, self);
  return g_object_ref (self->cancellable);
}
