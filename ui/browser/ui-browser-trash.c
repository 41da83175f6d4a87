/* Back out of the trash. Each thing there has a note beside it with where it was and when it went; the newest note that
 * names the path is the one. The moving is done with RENAME_NOREPLACE, so nothing is ever overwritten. Works on a thread: a
 * trash may hold thousands. */

#include "ui-browser-trash.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base-thread.h"

typedef struct
{
  GTask *task;
  char **paths;
  gint64 since;
  guint n_restored;
  GError *error;
} Restoring;

static void
restoring_free (Restoring *self)
{
  g_object_unref (self->task);
  g_strfreev (self->paths);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * waybill_ui_browser_trash_is_own:
 * @path: a file
 *
 * GIO puts what lies on the disk of the home folder into the trash of the user's data folder, and all else elsewhere.
 *
 * Returns: whether waybill_ui_browser_trash_restore_async() can bring it back
 */
gboolean
waybill_ui_browser_trash_is_own (const char *path)
{
  GStatBuf home, own;

  return g_stat (g_get_home_dir (), &home) == 0 && g_lstat (path, &own) == 0 && home.st_dev == own.st_dev;
}

static gint64
deletion_time (GKeyFile *note)
{
  g_autofree char *text = g_key_file_get_string (note, "Trash Info", "DeletionDate", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, zone) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : -1;
}

/* (nullable): the note's name of what was at path and went since. */
static char *
find_note (const char *folder, const char *path, gint64 since)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *found = NULL;
  gint64 newest = since - 1;

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autoptr (GKeyFile) note = g_key_file_new ();
      g_autofree char *escaped = NULL;
      g_autofree char *original = NULL;

      if (!g_str_has_suffix (name, ".trashinfo") || !g_key_file_load_from_file (note, file, G_KEY_FILE_NONE, NULL))
        continue;
      escaped = g_key_file_get_string (note, "Trash Info", "Path", NULL);
      original = escaped != NULL ? g_uri_unescape_string (escaped, NULL) : NULL;
      if (g_strcmp0 (original, path) == 0 && deletion_time (note) > newest)
        {
          newest = deletion_time (note);
          g_free (found);
          found = g_strdup (name);
        }
    }
  return g_steal_pointer (&found);
}

static gboolean
restore_one (const char *trash, const char *path, gint64 since, GError **error)
{
  g_autofree char *notes = g_build_filename (trash, "info", NULL);
  g_autofree char *note = find_note (notes, path, since);
  g_autofree char *note_file = NULL, *name = NULL, *file = NULL;

  if (note == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no note of the trash names %s", path);
      return FALSE;
    }
  name = g_strndup (note, strlen (note) - strlen (".trashinfo"));
  file = g_build_filename (trash, "files", name, NULL);
  note_file = g_build_filename (notes, note, NULL);
  if (renameat2 (AT_FDCWD, file, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
      return FALSE;
    }
  g_unlink (note_file);
  return TRUE;
}

static void
answer (gpointer data)
{
  Restoring *self = data;

  if (self->error != NULL)
    g_object_set_data_full (G_OBJECT (self->task), "error", g_steal_pointer (&self->error), (GDestroyNotify) g_error_free);
  g_task_return_int (self->task, self->n_restored);
  restoring_free (self);
}

static void
restore_on_thread (gpointer data)
{
  Restoring *self = data;
  g_autofree char *trash = g_build_filename (g_get_user_data_dir (), "Trash", NULL);

  for (char **path = self->paths; *path != NULL; path++)
    if (restore_one (trash, *path, self->since, self->error == NULL ? &self->error : NULL))
      self->n_restored++;
  waybill_base_thread_hop (NULL, answer, self);
}

/**
 * waybill_ui_browser_trash_restore_async:
 * @paths: where things were
 * @since: when the first of them was put into the trash, Unix seconds
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Moves them back where they were. Main thread.
 */
void
waybill_ui_browser_trash_restore_async (const char *const *paths,
                                        gint64 since,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Restoring *self = g_new0 (Restoring, 1);

  self->task = g_task_new (NULL, NULL, callback, user_data);
  self->paths = g_strdupv ((char **) paths);
  self->since = since;
  waybill_base_thread_detach ("restore", restore_on_thread, self);
}

/**
 * waybill_ui_browser_trash_restore_finish:
 * @result: the result
 * @error: return location for `G_IO_ERROR`; EXISTS where something else has the place by now
 *
 * Returns: how many are back, also with @error set
 */
guint
waybill_ui_browser_trash_restore_finish (GAsyncResult *result, GError **error)
{
  GError *failure = g_object_steal_data (G_OBJECT (result), "error");

  if (failure != NULL)
    g_propagate_error (error, failure);
  return (guint) g_task_propagate_int (G_TASK (result), NULL);
}
