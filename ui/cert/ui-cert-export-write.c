/* The one place of the export assistant that writes. Names are looked at before the slow opening, and once more by the
 * writing itself, which replaces nothing unless it was told to. */

#include "ui-cert-export-write.h"

#include "base-file-set.h"
#include "base-thread.h"
#include "cert-store.h"

/* The helper's while it runs. */
typedef struct
{
  WaybillCertExportPlan *plan;
  WaybillCertLock lock;
  char *folder;
  WaybillUiCertExportConflict conflict;
  GBytes *pfx;
  WaybillSecretText *own;
  WaybillSecretText *password;
  GCancellable *cancellable;
  char **taken;
  GError *failure;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  waybill_cert_export_plan_unref (job->plan);
  g_free (job->folder);
  g_clear_pointer (&job->pfx, g_bytes_unref);
  g_clear_pointer (&job->own, waybill_secret_text_unref);
  g_clear_pointer (&job->password, waybill_secret_text_unref);
  g_clear_object (&job->cancellable);
  g_strfreev (job->taken);
  g_clear_error (&job->failure);
  g_free (job);
}

static char **
list_taken (Job *job)
{
  g_auto (GStrv) names = waybill_cert_export_plan_dup_names (job->plan);

  return waybill_base_file_set_list_taken (job->folder, (const char *const *) names);
}

/* Numbers until nothing is in the way: what has the next number is among those in the way too. */
static void
find_free_names (Job *job)
{
  g_autoptr (WaybillCertExportPlan) first = waybill_cert_export_plan_ref (job->plan);
  g_autoptr (GPtrArray) met = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      g_auto (GStrv) taken = list_taken (job);

      if (*taken == NULL)
        return;
      if (met->len > 0)
        g_ptr_array_remove_index (met, met->len - 1);
      for (char **name = taken; *name != NULL; name++)
        g_ptr_array_add (met, g_strdup (*name));
      g_ptr_array_add (met, NULL);
      waybill_cert_export_plan_unref (job->plan);
      job->plan = waybill_cert_export_plan_avoid (first, (const char *const *) met->pdata);
    }
}

static GPtrArray *
make (Job *job)
{
  g_autoptr (WaybillCertIdentity) identity = NULL;

  if (waybill_cert_export_plan_has_key (job->plan))
    {
      identity = waybill_cert_store_open_bytes (job->pfx, job->own != NULL ? waybill_secret_text_peek (job->own) : NULL,
                                                &job->failure);
      if (identity == NULL)
        return NULL;
    }
  return waybill_cert_export_plan_make (job->plan, identity,
                                        job->password != NULL ? waybill_secret_text_peek (job->password) : NULL, job->lock,
                                        &job->failure);
}

static gboolean
write_parts (Job *job, GPtrArray *contents)
{
  GPtrArray *files = waybill_cert_export_plan_get_files (job->plan);
  g_autofree WaybillBaseFilePart *parts = g_new0 (WaybillBaseFilePart, files->len);

  for (guint i = 0; i < files->len; i++)
    {
      WaybillCertExportFile *file = files->pdata[i];

      parts[i] = (WaybillBaseFilePart){ file->name, contents->pdata[i], file->has_key };
    }
  return waybill_base_file_set_write (job->folder, parts, files->len, job->conflict == WAYBILL_UI_CERT_EXPORT_REPLACE,
                                      &job->failure);
}

static void
run (Job *job)
{
  g_autoptr (GPtrArray) contents = NULL;

  if (job->conflict == WAYBILL_UI_CERT_EXPORT_KEEP_BOTH)
    find_free_names (job);
  if (job->conflict == WAYBILL_UI_CERT_EXPORT_ASK)
    job->taken = list_taken (job);
  if (job->taken != NULL && *job->taken != NULL)
    {
      g_set_error_literal (&job->failure, G_IO_ERROR, G_IO_ERROR_EXISTS, "Files are in the way");
      return;
    }
  contents = make (job);
  if (contents == NULL || g_cancellable_set_error_if_cancelled (job->cancellable, &job->failure))
    return;
  if (!write_parts (job, contents) && g_error_matches (job->failure, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      /* Somebody was quicker. */
      g_strfreev (job->taken);
      job->taken = list_taken (job);
    }
}

static void
done_on_main (gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (job->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&job->failure));
  else
    g_task_return_pointer (task, waybill_cert_export_plan_ref (job->plan), (GDestroyNotify) waybill_cert_export_plan_unref);
}

typedef struct
{
  GTask *task;
  Job *job;
} Errand;

static void
run_on_helper (gpointer data)
{
  Errand *errand = data;
  GTask *task = errand->task;

  run (errand->job);
  g_free (errand);
  waybill_base_thread_hop (NULL, done_on_main, task);
}

/**
 * waybill_ui_cert_export_write_async:
 * @wish: what is to be written, and where; borrowed for the call
 * @cancellable: (nullable): before the files are written nothing is; after, they stay
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Opens, makes and writes on a thread. Main thread.
 */
void
waybill_ui_cert_export_write_async (const WaybillUiCertExportWish *wish,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  Errand *errand = g_new0 (Errand, 1);

  job->plan = waybill_cert_export_plan_ref (wish->plan);
  job->lock = wish->lock;
  job->folder = g_strdup (wish->folder);
  job->conflict = wish->conflict;
  job->pfx = wish->pfx != NULL ? g_bytes_ref (wish->pfx) : NULL;
  job->own = wish->own != NULL ? waybill_secret_text_ref (wish->own) : NULL;
  job->password = wish->password != NULL ? waybill_secret_text_ref (wish->password) : NULL;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  errand->job = job;
  errand->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (errand->task, waybill_ui_cert_export_write_async);
  g_task_set_check_cancellable (errand->task, FALSE);
  g_task_set_task_data (errand->task, job, job_free);
  waybill_base_thread_detach ("export-write", run_on_helper, errand);
}

/**
 * waybill_ui_cert_export_write_finish:
 * @result: what the callback got
 * @taken: (out) (transfer full) (array zero-terminated=1): with %G_IO_ERROR_EXISTS the names that are in the way; else %NULL
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the plan with the names that the files got; %NULL with an error of
 *   waybill_cert_store_open_bytes() (a password that does not fit), waybill_cert_export_plan_make() or
 *   waybill_base_file_set_write(), and nothing was written
 */
WaybillCertExportPlan *
waybill_ui_cert_export_write_finish (GAsyncResult *result, char ***taken, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *taken = g_steal_pointer (&job->taken);
  return g_task_propagate_pointer (G_TASK (result), error);
}
