/* $XDG_CACHE_HOME/waybill/drag-PROCESS-XXXXXX. The number of the process tells at its end which are its own. */

#include "ui-browser-drag-folder.h"

#include "base-clock.h"
#include "base-file.h"
#include "base-thread.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "drag-"
#define A_DAY (24 * 60 * 60)
#define TIME_TO_COPY (10 * 60)

typedef struct
{
  GTask *task; /* (nullable) main's: the thread carries the pointer only. NULL: only sweep */
  gint64 now;
  char *folder; /* (nullable) made */
  GError *error;
} Job;

/* (transfer full). */
static char *
dup_root (void)
{
  return g_build_filename (g_get_user_cache_dir (), "waybill", NULL);
}

/* Those whose name begins so and that were filled before; what stands inside counts for nothing, links are never followed.
 */
static void
remove_folders (const char *prefix, gint64 before)
{
  g_autofree char *root = dup_root ();
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);
      g_autoptr (GError) error = NULL;
      struct stat facts;

      if (!g_str_has_prefix (name, prefix) || lstat (path, &facts) != 0 || !S_ISDIR (facts.st_mode)
          || facts.st_mtime >= before)
        continue;
      if (!waybill_base_file_remove_tree (path, &error))
        g_debug ("A folder of a drag stays: %s", error->message);
    }
}

static char *
make_on_thread (GError **error)
{
  g_autofree char *root = dup_root ();
  g_autofree char *path = g_strdup_printf ("%s/" PREFIX "%d-XXXXXX", root, (int) getpid ());

  if (!waybill_base_file_ensure_folder (root, error))
    return NULL;
  if (g_mkdtemp_full (path, 0700) != NULL)
    return g_steal_pointer (&path);
  waybill_base_file_set_error_errno (error, errno, "No folder can be made in %s", root);
  return NULL;
}

static void
answer (gpointer data)
{
  Job *job = data;

  if (job->folder != NULL)
    g_task_return_pointer (job->task, job->folder, g_free);
  else
    g_task_return_error (job->task, job->error);
  g_object_unref (job->task);
  g_free (job);
}

static void
work_on_thread (gpointer data)
{
  Job *job = data;

  remove_folders (PREFIX, job->now - A_DAY);
  if (job->task == NULL)
    {
      g_free (job);
      return;
    }
  job->folder = make_on_thread (&job->error);
  waybill_base_thread_hop (NULL, answer, job);
}

static void
begin (GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->now = waybill_base_clock_now ();
  waybill_base_thread_detach ("drag-folder", work_on_thread, job);
}

/**
 * waybill_ui_browser_drag_folder_make_async:
 * @cancellable: (nullable): nobody needs it any more
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Makes an empty folder that only its owner can look into. Main thread.
 */
void
waybill_ui_browser_drag_folder_make_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  begin (g_task_new (NULL, cancellable, callback, user_data));
}

/**
 * waybill_ui_browser_drag_folder_make_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the folder's path; %NULL with a `G_IO_ERROR`
 */
char *
waybill_ui_browser_drag_folder_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * waybill_ui_browser_drag_folder_sweep:
 *
 * Removes what was left there more than a day ago. Any thread.
 */
void
waybill_ui_browser_drag_folder_sweep (void)
{
  begin (NULL);
}

/**
 * waybill_ui_browser_drag_folder_clear:
 *
 * Removes the folders of this process that nobody copies from any more, and waits for it: for the end of the program.
 */
void
waybill_ui_browser_drag_folder_clear (void)
{
  g_autofree char *prefix = g_strdup_printf (PREFIX "%d-", (int) getpid ());

  remove_folders (prefix, waybill_base_clock_now () - TIME_TO_COPY);
}
