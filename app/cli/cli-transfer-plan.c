/* Which file goes where, from the names on the command line: the rules for --to, and what is refused before anybody is
 * connected to. It moves nothing. */
#include "cli-transfer-plan.h"

#include "base-file.h"
#include "remote-path.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
file_free (gpointer data)
{
  WaybillCliFile *file = data;

  g_free (file->name);
  g_free (file->remote);
  g_free (file->local);
  g_free (file);
}

static WaybillCliFile *
add_file (WaybillCliPlan *self, const char *name)
{
  WaybillCliFile *file = g_new0 (WaybillCliFile, 1);

  file->name = g_strdup (name);
  file->size = -1;
  g_ptr_array_add (self->files, file);
  return file;
}

/* Two files under one name: the second would replace the first. */
static void
note_twice (WaybillCliPlan *self, GHashTable *seen, const char *target)
{
  if (!g_hash_table_add (seen, g_strdup (target)) && self->twice == NULL)
    self->twice = waybill_remote_path_dup_display (target);
}

static char *
dup_without_slash (const char *name)
{
  gsize length = strlen (name);

  while (length > 1 && name[length - 1] == '/')
    length--;
  return g_strndup (name, length);
}

/* The folder that get writes into: made when missing, and remembered, for a run that brings nothing leaves nothing behind.
 */
static gboolean
make_folder (WaybillCliPlan *self, const char *folder, GError **error)
{
  g_autofree char *path = dup_without_slash (folder);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      char *parent = g_path_get_dirname (path);

      g_ptr_array_add (missing, g_steal_pointer (&path));
      path = parent;
    }
  if (g_mkdir_with_parents (folder, 0777) == 0)
    {
      self->made = g_steal_pointer (&missing);
      return TRUE;
    }
  waybill_base_file_set_error_errno (error, errno, "cannot make the folder %s", folder);
  return FALSE;
}

/* --to is a folder for several files, when one is there, or when it ends in '/'. *is_file: it is the file's own name. */
static gboolean
settle_local_folder (
    WaybillCliPlan *self, const char *to, gboolean several, gboolean *is_file, char **culprit, GError **error)
{
  g_autofree char *parent = NULL;

  *is_file = FALSE;
  if (to == NULL || g_file_test (to, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (several || g_str_has_suffix (to, "/"))
    {
      *culprit = g_strdup (to);
      return make_folder (self, to, error);
    }
  *is_file = TRUE;
  parent = g_path_get_dirname (to);
  if (g_file_test (parent, G_FILE_TEST_IS_DIR))
    return TRUE;
  *culprit = g_steal_pointer (&parent);
  g_set_error (error, G_IO_ERROR,
               g_file_test (*culprit, G_FILE_TEST_EXISTS) ? G_IO_ERROR_NOT_DIRECTORY : G_IO_ERROR_NOT_FOUND,
               "there is no folder %s", *culprit);
  return FALSE;
}

static gboolean
set_unsafe (const char *name, GError **error)
{
  const WaybillRemoteErrorFacts facts = { .subject = (char *) name, .alert = -1 };

  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, &facts,
                                                      "this name can be neither sent nor written safely"));
  return FALSE;
}

/* A device, a pipe or a socket is never replaced by a file, whatever --overwrite says. */
static gboolean
may_be_target (const char *path, GError **error)
{
  struct stat status;

  if (g_stat (path, &status) < 0 || S_ISREG (status.st_mode) || S_ISDIR (status.st_mode))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is no file", path);
  return FALSE;
}

/* "." and NAME/ stand for what is in a folder. */
static gboolean
means_contents (const char *name)
{
  return g_str_equal (name, ".") || g_str_has_suffix (name, "/") || g_str_has_suffix (name, "/.");
}

/* With -r: NAME into the folder, or its contents. */
static gboolean
plan_get_folder (WaybillCliPlan *self, const char *name, const char *folder, GHashTable *seen, GError **error)
{
  WaybillCliFile *file = add_file (self, name);
  g_autofree char *last = waybill_remote_path_dup_name (name);

  if (!means_contents (name) && !waybill_remote_path_is_safe_name (last))
    return set_unsafe (name, error);
  file->remote = dup_without_slash (name);
  if (means_contents (name))
    file->local = g_strdup (folder != NULL ? folder : ".");
  else
    file->local = folder != NULL ? g_build_filename (folder, last, NULL) : g_strdup (last);
  if (!means_contents (name))
    note_twice (self, seen, file->local);
  return TRUE;
}

static gboolean
plan_get (
    WaybillCliPlan *self, const char *const *names, const char *to, const char *local_dir, char **culprit, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *folder = to != NULL ? to : local_dir;
  gboolean is_file;

  for (guint i = 0; names[i] != NULL; i++)
    if (!waybill_remote_path_is_sendable (names[i]))
      return set_unsafe (names[i], error);
  if (!settle_local_folder (self, to, self->recurses || names[1] != NULL, &is_file, culprit, error))
    return FALSE;
  g_clear_pointer (culprit, g_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *last = waybill_remote_path_dup_name (names[i]);
      WaybillCliFile *file;

      if (self->recurses && plan_get_folder (self, names[i], folder, seen, error))
        continue;
      if (self->recurses)
        return FALSE;
      file = add_file (self, names[i]);

      file->remote = g_strdup (names[i]);
      if (!is_file && !waybill_remote_path_is_safe_name (last))
        return set_unsafe (names[i], error);
      file->local = is_file ? g_strdup (to) : folder != NULL ? g_build_filename (folder, last, NULL) : g_strdup (last);
      if (!may_be_target (file->local, error))
        {
          *culprit = g_strdup (file->local);
          return FALSE;
        }
      note_twice (self, seen, file->local);
    }
  return TRUE;
}

/* A file that cannot be sent is found before the partner hears of it. */
static gboolean
look_at_local (const char *path, gboolean takes_folder, gint64 *size, GError **error)
{
  struct stat status;

  if (g_stat (path, &status) < 0 || (S_ISREG (status.st_mode) && access (path, R_OK) < 0))
    {
      waybill_base_file_set_error_errno (error, errno, "cannot read %s", path);
      return FALSE;
    }
  if (takes_folder && S_ISDIR (status.st_mode))
    return TRUE;
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, S_ISDIR (status.st_mode) ? G_IO_ERROR_IS_DIRECTORY : G_IO_ERROR_NOT_REGULAR_FILE,
                   "%s is no file", path);
      return FALSE;
    }
  *size = status.st_size;
  return TRUE;
}

/* With one file and a --to that does not end in '/', only the server knows whether it is a folder. */
static gboolean
plan_put (WaybillCliPlan *self, const char *const *names, const char *to, char **culprit, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean several = self->recurses || names[1] != NULL;
  gboolean asks = to != NULL && !several && !g_str_has_suffix (to, "/");

  if (to != NULL && !waybill_remote_path_is_sendable (to))
    return set_unsafe (to, error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      WaybillCliFile *file = add_file (self, names[i]);
      g_autofree char *last = g_path_get_basename (names[i]);

      file->local = g_strdup (names[i]);
      if (!look_at_local (names[i], self->recurses, &file->size, error))
        {
          *culprit = g_strdup (names[i]);
          return FALSE;
        }
      /* ".." would become the folder above at the partner. */
      if (!waybill_remote_path_is_sendable (last) || g_str_equal (last, ".."))
        return set_unsafe (names[i], error);
      if (self->recurses && means_contents (names[i]))
        {
          file->remote = g_strdup (to != NULL ? to : ".");
          continue;
        }
      file->remote = asks ? g_strdup (to) : waybill_remote_path_join (to, last);
      note_twice (self, seen, file->remote);
    }
  self->folder = to != NULL && !asks ? dup_without_slash (to) : NULL;
  self->question = asks ? g_strdup (to) : NULL;
  return TRUE;
}

/**
 * waybill_cli_plan_new:
 * @direction: get or put
 * @recurses: may the names be folders?
 * @names: the files, at least one; those of a get are remote, those of a put local
 * @to: (nullable): --to
 * @local_dir: (nullable): where a get goes without --to; NULL: the current folder
 * @culprit: (out) (nullable): the local file or folder that @error is about
 * @error: a remote name that no local file may have: `WAYBILL_REMOTE_ERROR_UNSAFE`; a local file that is not there or no
 * file, a folder that cannot be made: `G_IO_ERROR`
 *
 * Decides what goes where; makes the local folder where --to is one. Main thread.
 *
 * Returns: (transfer full) (nullable): the plan
 */
WaybillCliPlan *
waybill_cli_plan_new (WaybillTransferDirection direction,
                      gboolean recurses,
                      const char *const *names,
                      const char *to,
                      const char *local_dir,
                      char **culprit,
                      GError **error)
{
  g_autoptr (WaybillCliPlan) self = g_new0 (WaybillCliPlan, 1);
  gboolean done;

  self->files = g_ptr_array_new_with_free_func (file_free);
  self->recurses = recurses;
  if (direction == WAYBILL_TRANSFER_GET)
    done = plan_get (self, names, to, local_dir, culprit, error);
  else
    done = plan_put (self, names, to, culprit, error);
  if (done)
    return g_steal_pointer (&self);
  waybill_cli_plan_undo (self);
  return NULL;
}

static gboolean
is_remote_folder (WaybillCli *cli, WaybillRemote *remote, const char *path)
{
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_stat_async (remote, path, waybill_cli_get_cancellable (cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_remote_stat_finish (remote, result, &type, NULL, NULL, NULL) && type == WAYBILL_REMOTE_ENTRY_DIR;
}

/* With the folders that it stands in. */
static gboolean
make_remote_folder (WaybillCli *cli, WaybillRemote *remote, const char *path, GError **error)
{
  g_autofree char *parent = waybill_remote_path_dup_folder (path);
  g_autoptr (GAsyncResult) result = NULL;

  if (is_remote_folder (cli, remote, path))
    return TRUE;
  if (*parent != '\0' && !g_str_equal (parent, "/") && !make_remote_folder (cli, remote, parent, error))
    return FALSE;
  waybill_remote_make_folder_async (remote, path, waybill_cli_get_cancellable (cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_remote_change_finish (remote, result, error);
}

/**
 * waybill_cli_plan_settle:
 * @self: the plan
 * @cli: the run
 * @remote: a connected session
 * @error: what the server said when it was asked
 *
 * Asks the server what only it knows: whether --to is a folder there; makes it where it must be one. Main thread.
 *
 * Returns: whether every file has its target now
 */
gboolean
waybill_cli_plan_settle (WaybillCliPlan *self, WaybillCli *cli, WaybillRemote *remote, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) answer = NULL;
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  WaybillCliFile *file = g_ptr_array_index (self->files, 0);
  g_autofree char *last = g_path_get_basename (file->local);

  if (self->folder != NULL && make_remote_folder (cli, remote, self->folder, &answer))
    return TRUE;
  /* A server may neither tell nor make what is there: putting the file shows it. */
  if (answer != NULL && self->files->len == 1 && !self->recurses && waybill_remote_is_connected (remote))
    return TRUE;
  if (answer != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&answer));
      return FALSE;
    }
  if (self->question == NULL)
    return TRUE;
  waybill_remote_stat_async (remote, self->question, waybill_cli_get_cancellable (cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  if (waybill_remote_stat_finish (remote, result, &type, NULL, NULL, &answer))
    {
      if (type == WAYBILL_REMOTE_ENTRY_DIR)
        {
          g_free (file->remote);
          file->remote = waybill_remote_path_join (self->question, last);
        }
      return TRUE;
    }
  /* Not there, or a server that cannot tell: then it is the file's name. */
  if (waybill_remote_is_connected (remote))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&answer));
  return FALSE;
}

/**
 * waybill_cli_plan_undo:
 * @self: the plan of a run that failed
 *
 * Removes the local folders that were made for it, as far as they are empty.
 */
void
waybill_cli_plan_undo (WaybillCliPlan *self)
{
  for (guint i = 0; self->made != NULL && i < self->made->len; i++)
    if (g_rmdir (g_ptr_array_index (self->made, i)) != 0)
      g_debug ("%s stays", (const char *) g_ptr_array_index (self->made, i));
}

/**
 * waybill_cli_plan_free:
 * @self: (transfer full): the plan
 */
void
waybill_cli_plan_free (WaybillCliPlan *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->twice);
  g_free (self->folder);
  g_free (self->question);
  g_clear_pointer (&self->made, g_ptr_array_unref);
  g_free (self);
}
