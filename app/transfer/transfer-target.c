/* Where a fetched file is written: under a temporary name beside its final one, renamed only when every check went well. Its
 * sink functions run on the session's worker, commit on any thread, the others on the main thread; never two at once. */
#include "transfer-target-private.h"

#include "transfer-name.h"

#include "remote-entry.h"
#include "remote-error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST_STEM 200

/* waybill_transfer_target_set_error:
 *
 * number: errno. */
void
waybill_transfer_target_set_error (GError **error, int number, const char *path, const char *what)
{
  gboolean full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_DATA, .subject = (char *) path, .alert = -1, .os_error = number };

  g_propagate_error (error, waybill_remote_error_new (full ? WAYBILL_REMOTE_ERROR_NO_SPACE : WAYBILL_REMOTE_ERROR_LOCAL,
                                                      &facts, "%s %s: %s", path, what, g_strerror (number)));
}

/* A pipe, a socket or a device: never replaced, whatever was allowed. */
static void
set_no_file_error (GError **error, const char *path)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .subject = (char *) path, .alert = -1 };

  g_propagate_error (error,
                     waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOCAL, &facts, "%s is neither a file nor a link", path));
}

/**
 * waybill_transfer_target_new:
 * @path: the file's final path; its folder must exist
 * @error: return location
 *
 * Opens the folder. Nothing is written yet.
 *
 * Returns: (transfer full) (nullable): a target, or `WAYBILL_REMOTE_ERROR_LOCAL` when the folder cannot be written, or a
 * folder, a pipe, a socket or a device stands there
 */
WaybillTransferTarget *
waybill_transfer_target_new (const char *path, GError **error)
{
  return waybill_transfer_target_new_below (path, 0, error);
}

/* A link in the place of one of the last folders would lead to where nobody wanted anything written. -1: errno. */
static int
open_folder (const char *path, guint below)
{
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;
  int above, folder, number;

  if (below == 0)
    return open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  parent = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  above = open_folder (parent, below - 1);
  if (above < 0)
    return -1;
  folder = openat (above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  number = errno;
  close (above);
  errno = number;
  return folder;
}

/**
 * waybill_transfer_target_new_below:
 * @path: the file's final path; its folder must exist
 * @below: how many of the folders that it ends in stand below one that somebody named on this computer
 * @error: return location
 *
 * As waybill_transfer_target_new(), and none of these folders may be a link.
 *
 * Returns: (transfer full) (nullable): a target, or `WAYBILL_REMOTE_ERROR_LOCAL`
 */
WaybillTransferTarget *
waybill_transfer_target_new_below (const char *path, guint below, GError **error)
{
  g_autoptr (WaybillTransferTarget) self = g_new0 (WaybillTransferTarget, 1);
  struct stat facts;

  self->file = -1;
  self->folder = -1;
  self->beginning = -1;
  self->size = -1;
  self->mtime = WAYBILL_REMOTE_NO_TIME;
  self->folder_path = g_path_get_dirname (path);
  self->name = g_path_get_basename (path);
  self->path = g_strdup (path);
  if (g_str_has_suffix (path, "/"))
    {
      waybill_transfer_target_set_error (error, EISDIR, path, "is a folder");
      return NULL;
    }
  self->folder = open_folder (self->folder_path, below);
  if (self->folder < 0)
    {
      waybill_transfer_target_set_error (error, errno, self->folder_path, "cannot be opened");
      return NULL;
    }
  if (faccessat (self->folder, ".", W_OK | X_OK, 0) != 0)
    {
      waybill_transfer_target_set_error (error, errno, self->folder_path, "cannot be written");
      return NULL;
    }
  if (fstatat (self->folder, self->name, &facts, AT_SYMLINK_NOFOLLOW) != 0 || S_ISREG (facts.st_mode)
      || S_ISLNK (facts.st_mode))
    return g_steal_pointer (&self);
  if (S_ISDIR (facts.st_mode))
    waybill_transfer_target_set_error (error, EISDIR, path, "is a folder");
  else
    set_no_file_error (error, path);
  return NULL;
}

/**
 * waybill_transfer_target_exists:
 * @self: a target
 * @mtime: (out): when the file there was changed, Unix seconds
 *
 * Returns: does something stand under the final name already?
 */
gboolean
waybill_transfer_target_exists (WaybillTransferTarget *self, gint64 *mtime)
{
  struct stat facts;

  if (fstatat (self->folder, self->name, &facts, AT_SYMLINK_NOFOLLOW) != 0)
    return FALSE;
  *mtime = facts.st_mtime;
  return TRUE;
}

/* waybill_transfer_target_create_temporary:
 *
 * Under a name that nobody has. */
gboolean
waybill_transfer_target_create_temporary (WaybillTransferTarget *self, GError **error)
{
  for (guint i = 0; i < 100 && self->file < 0; i++)
    {
      g_free (self->temporary);
      self->temporary = g_strdup_printf (".%.*s.%08x.waybill-part", LONGEST_STEM, self->name, g_random_int ());
      self->file = openat (self->folder, self->temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
      if (self->file < 0 && errno != EEXIST)
        break;
    }
  if (self->file >= 0)
    {
      waybill_transfer_target_lock (self->file);
      return TRUE;
    }
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  g_clear_pointer (&self->temporary, g_free);
  return FALSE;
}

static gboolean
begin_on_worker (gpointer data, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  WaybillTransferTarget *self = data;

  self->proof = (WaybillTransferProof){ 0 };
  if (start > 0 || self->beginning >= 0)
    return waybill_transfer_target_go_on_behind (self, size, mtime, start, error);
  self->size = size;
  self->mtime = mtime;
  self->have = 0;
  g_clear_pointer (&self->hash, waybill_base_hash_free);
  self->hash = waybill_base_hash_new ();
  if (self->file < 0)
    return waybill_transfer_target_create_part (self, error);
  if (ftruncate (self->file, 0) == 0 && lseek (self->file, 0, SEEK_SET) == 0)
    return TRUE;
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  return FALSE;
}

static gboolean
write_on_worker (gpointer data, const void *bytes, gsize length, GError **error)
{
  WaybillTransferTarget *self = data;
  const char *at = bytes;
  gsize done;

  if (!waybill_transfer_proof_compare (&self->proof, bytes, length, &done, error))
    return FALSE;
  at += done;
  length -= done;
  if (length > 0 && self->file < 0 && !waybill_transfer_target_copy_beginning (self, error))
    return FALSE;
  waybill_base_hash_update (self->hash, at, length);
  self->have += (gint64) length;
  while (length > 0)
    {
      gssize written = write (self->file, at, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
          return FALSE;
        }
      at += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static gboolean
end_on_worker (gpointer data, GError **error)
{
  WaybillTransferTarget *self = data;
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = self->mtime } };

  /* What stood under the final name is the file. */
  if (self->file < 0)
    return TRUE;
  if (self->mtime != WAYBILL_REMOTE_NO_TIME && futimens (self->file, times) != 0)
    g_debug ("The time of %s could not be set", self->name);
  return TRUE;
}

/**
 * waybill_transfer_target_get_sink:
 * @self: a target
 *
 * Returns: the sink that writes the temporary file; for one transfer at a time, which may begin again
 */
WaybillRemoteSink
waybill_transfer_target_get_sink (WaybillTransferTarget *self)
{
  static const WaybillRemoteSinkClass sink_class = { begin_on_worker, write_on_worker, end_on_worker };

  return (WaybillRemoteSink){ &sink_class, self };
}

static int
rename_without_replacing (WaybillTransferTarget *self, const char *name)
{
  if (renameat2 (self->folder, self->temporary, self->folder, name, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  /* A file system without that flag: a link fails when the name is taken. */
  if (linkat (self->folder, self->temporary, self->folder, name, 0) != 0)
    return errno;
  unlinkat (self->folder, self->temporary, 0);
  return 0;
}

static int
rename_to_free_name (WaybillTransferTarget *self)
{
  for (guint number = 1; number <= WAYBILL_TRANSFER_NAME_MOST_COPIES; number++)
    {
      g_autofree char *name = waybill_transfer_name_dup_numbered (self->name, number);
      int failure = rename_without_replacing (self, name);

      if (failure == EEXIST)
        continue;
      g_free (self->path);
      self->path = g_build_filename (self->folder_path, name, NULL);
      return failure;
    }
  return EEXIST;
}

/**
 * waybill_transfer_target_begin_flush:
 * @self: a target whose transfer went well
 *
 * Lets its bytes begin to move to the disk; nothing is waited for.
 */
void
waybill_transfer_target_begin_flush (WaybillTransferTarget *self)
{
  sync_file_range (self->file, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/**
 * waybill_transfer_target_flush:
 * @self: a target whose transfer went well
 * @error: return location
 *
 * Waits until its bytes are on the disk.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_LOCAL` or `NO_SPACE`
 */
gboolean
waybill_transfer_target_flush (WaybillTransferTarget *self, GError **error)
{
  if (fsync (self->file) == 0)
    return TRUE;
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  return FALSE;
}

/**
 * waybill_transfer_target_flush_folder:
 * @self: a target that has its name
 *
 * Waits until its folder's names are on the disk. A file system that cannot is as it is.
 */
void
waybill_transfer_target_flush_folder (WaybillTransferTarget *self)
{
  fsync (self->folder);
}

/**
 * waybill_transfer_target_shares_folder:
 * @self: a target
 * @other: another
 *
 * Returns: do both stand in the same folder, by its path?
 */
gboolean
waybill_transfer_target_shares_folder (WaybillTransferTarget *self, WaybillTransferTarget *other)
{
  return g_str_equal (self->folder_path, other->folder_path);
}

/**
 * waybill_transfer_target_take_name:
 * @self: a target that is flushed
 * @replace: may a file under the final name be replaced?
 * @rename: if it may not, is another name to be found?
 * @error: return location
 *
 * Gives the file its final name, in one step: there is the old file, or the whole new one.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_LOCAL_EXISTS` when the name was taken meanwhile, or
 * `WAYBILL_REMOTE_ERROR_LOCAL`
 */
gboolean
waybill_transfer_target_take_name (WaybillTransferTarget *self, gboolean replace, gboolean rename, GError **error)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .subject = self->path, .alert = -1 };
  int failure;

  if (replace)
    failure = renameat (self->folder, self->temporary, self->folder, self->name) == 0 ? 0 : errno;
  else if (rename)
    failure = rename_to_free_name (self);
  else
    failure = rename_without_replacing (self, self->name);

  if (failure == EEXIST)
    g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOCAL_EXISTS, &facts, "%s is there already",
                                                        self->path));
  else if (failure != 0)
    waybill_transfer_target_set_error (error, failure, self->path, "cannot be given its name");
  if (failure != 0)
    return FALSE;

  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/**
 * waybill_transfer_target_commit:
 * @self: a target whose transfer went well
 * @replace: may a file under the final name be replaced?
 * @rename: if it may not, is another name to be found?
 * @error: return location
 *
 * Flushes, gives the final name, and flushes the folder: a single file. Several share that in transfer-flush.
 *
 * Returns: %FALSE as waybill_transfer_target_flush() and waybill_transfer_target_take_name()
 */
gboolean
waybill_transfer_target_commit (WaybillTransferTarget *self, gboolean replace, gboolean rename, GError **error)
{
  if (!waybill_transfer_target_flush (self, error) || !waybill_transfer_target_take_name (self, replace, rename, error))
    return FALSE;
  waybill_transfer_target_flush_folder (self);
  return TRUE;
}

/**
 * waybill_transfer_target_get_path:
 * @self: a target
 *
 * Returns: (transfer none): the final path, as it became
 */
const char *
waybill_transfer_target_get_path (WaybillTransferTarget *self)
{
  return self->path;
}

/**
 * waybill_transfer_target_dup_sha256:
 * @self: a target after its transfer
 *
 * Returns: (transfer full) (nullable): SHA-256 (hex) of what was written
 */
char *
waybill_transfer_target_dup_sha256 (WaybillTransferTarget *self)
{
  if (self->sha256 == NULL && self->hash != NULL)
    self->sha256 = waybill_base_hash_finish (self->hash);
  return g_strdup (self->sha256);
}

/**
 * waybill_transfer_target_free:
 * @self: (transfer full) (nullable): a target
 *
 * Removes the temporary file, if it did not become the final one and is not kept to go on from.
 */
void
waybill_transfer_target_free (WaybillTransferTarget *self)
{
  if (self == NULL)
    return;

  if (self->temporary != NULL && !waybill_transfer_target_is_worth_keeping (self))
    unlinkat (self->folder, self->temporary, 0);
  if (self->file >= 0)
    close (self->file);
  if (self->beginning >= 0)
    close (self->beginning);
  g_free (self->sha256);
  if (self->folder >= 0)
    close (self->folder);
  waybill_base_hash_free (self->hash);
  g_free (self->folder_path);
  g_free (self->name);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
