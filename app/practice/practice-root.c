/* The folder that the practice partner serves, and the fence around it: every name is walked from the root's descriptor
 * and no link is followed. Functions report in errno, as the calls below them do. It knows no FTP. */
#include "practice-root.h"

#include "base-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct _WaybillPracticeRoot
{
  int fd;
};

/**
 * waybill_practice_root_new:
 * @folder: an existing folder
 * @error: what base-file says
 *
 * Opens the root. Immutable afterwards: any thread.
 *
 * Returns: (transfer full) (nullable): the root
 */
WaybillPracticeRoot *
waybill_practice_root_new (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  WaybillPracticeRoot *self;

  if (fd < 0)
    {
      waybill_base_file_set_error_errno (error, errno, "cannot open %s", folder);
      return NULL;
    }
  self = g_new0 (WaybillPracticeRoot, 1);
  self->fd = fd;
  return self;
}

/**
 * waybill_practice_root_resolve:
 * @folder: where the client stands: absolute, resolved
 * @name: (nullable): what it names; NULL or empty: the folder itself
 *
 * Joins both as the client sees them, "/" being the root. Pure; any thread.
 *
 * Returns: (transfer full) (nullable): an absolute path without ".", ".." and "//", or NULL when it would leave the root or
 * is not UTF-8
 */
char *
waybill_practice_root_resolve (const char *folder, const char *name)
{
  g_autofree char *joined = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *rest = NULL;

  name = name != NULL ? name : "";
  if (!g_utf8_validate (name, -1, NULL))
    return NULL;
  joined = name[0] == '/' ? g_strdup (name) : g_strconcat (folder, "/", name, NULL);
  parts = g_strsplit (joined, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] == '\0' || strcmp (parts[i], ".") == 0)
        continue;
      if (strcmp (parts[i], "..") != 0)
        g_ptr_array_add (kept, parts[i]);
      else if (kept->len == 0)
        return NULL;
      else
        g_ptr_array_set_size (kept, kept->len - 1);
    }
  g_ptr_array_add (kept, NULL);
  rest = g_strjoinv ("/", (char **) kept->pdata);
  return g_strconcat ("/", rest, NULL);
}

/* Descriptor of the folder that holds @path; *leaf points into @path, or is "." for the root itself. */
static int
open_parent (WaybillPracticeRoot *self, const char *path, const char **leaf)
{
  int fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
  const char *part = path + 1;
  const char *slash;

  while (fd >= 0 && (slash = strchr (part, '/')) != NULL)
    {
      g_autofree char *name = g_strndup (part, slash - part);
      int next = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      int reason = errno;

      close (fd);
      errno = reason;
      fd = next;
      part = slash + 1;
    }
  *leaf = part[0] != '\0' ? part : ".";
  return fd;
}

/* Closes without losing the errno of the call before. */
static void
close_quietly (int fd)
{
  int reason = errno;

  close (fd);
  errno = reason;
}

/**
 * waybill_practice_root_open:
 * @self: the root
 * @path: resolved
 * @flags: as for open(2), without O_CREAT
 *
 * Opens a regular file, or with O_DIRECTORY a folder; anything else (a link, a pipe, a device) is refused. Any thread.
 *
 * Returns: a descriptor, or -1 with errno set
 */
int
waybill_practice_root_open (WaybillPracticeRoot *self, const char *path, int flags)
{
  const char *leaf;
  int parent = open_parent (self, path, &leaf);
  struct stat status;
  int fd;

  if (parent < 0)
    return -1;
  fd = openat (parent, leaf, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  close_quietly (parent);
  if (fd < 0 || fstat (fd, &status) < 0)
    return fd;
  if ((flags & O_DIRECTORY) != 0 || S_ISREG (status.st_mode))
    return fd;
  close (fd);
  errno = S_ISDIR (status.st_mode) ? EISDIR : EACCES;
  return -1;
}

/**
 * waybill_practice_root_stat:
 * @self: the root
 * @path: resolved
 * @status: (out): what it is
 *
 * Any thread.
 *
 * Returns: FALSE with errno set; also for what is neither file nor folder
 */
gboolean
waybill_practice_root_stat (WaybillPracticeRoot *self, const char *path, struct stat *status)
{
  const char *leaf;
  int parent = open_parent (self, path, &leaf);
  int failed;

  if (parent < 0)
    return FALSE;
  failed = fstatat (parent, leaf, status, AT_SYMLINK_NOFOLLOW);
  close_quietly (parent);
  if (failed)
    return FALSE;
  if (S_ISREG (status->st_mode) || S_ISDIR (status->st_mode))
    return TRUE;
  errno = EACCES;
  return FALSE;
}

/**
 * waybill_practice_root_begin:
 * @self: the root
 * @path: resolved: the name that the file shall have in the end
 * @temporary: (out): (transfer full): the name that it has until then; rename or remove it
 *
 * Makes a new file beside @path. Any thread.
 *
 * Returns: a descriptor for writing, or -1 with errno set
 */
int
waybill_practice_root_begin (WaybillPracticeRoot *self, const char *path, char **temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (WAYBILL_PRACTICE_ROOT_TEMPORARY, unique, NULL);
  g_autofree char *candidate = waybill_practice_root_resolve (folder, name);
  struct stat status;
  const char *leaf;
  int parent;
  int fd;

  if (path[1] == '\0' || (waybill_practice_root_stat (self, path, &status) && S_ISDIR (status.st_mode)))
    {
      errno = EISDIR;
      return -1;
    }
  parent = open_parent (self, candidate, &leaf);
  if (parent < 0)
    return -1;
  fd = openat (parent, leaf, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  close_quietly (parent);
  if (fd >= 0)
    *temporary = g_steal_pointer (&candidate);
  return fd;
}

/**
 * waybill_practice_root_rename:
 * @self: the root
 * @from: resolved
 * @to: resolved; a file there is replaced, as FTP's RNTO and STOR do
 *
 * Any thread.
 *
 * Returns: FALSE with errno set
 */
gboolean
waybill_practice_root_rename (WaybillPracticeRoot *self, const char *from, const char *to)
{
  const char *from_leaf;
  const char *to_leaf;
  int from_parent = open_parent (self, from, &from_leaf);
  int to_parent = from_parent < 0 ? -1 : open_parent (self, to, &to_leaf);
  int failed = to_parent < 0 || renameat (from_parent, from_leaf, to_parent, to_leaf) < 0;

  if (to_parent >= 0)
    close_quietly (to_parent);
  if (from_parent >= 0)
    close_quietly (from_parent);
  return !failed;
}

/**
 * waybill_practice_root_make_folder:
 * @self: the root
 * @path: resolved
 *
 * Any thread.
 *
 * Returns: FALSE with errno set
 */
gboolean
waybill_practice_root_make_folder (WaybillPracticeRoot *self, const char *path)
{
  const char *leaf;
  int parent = open_parent (self, path, &leaf);
  int failed;

  if (parent < 0)
    return FALSE;
  failed = mkdirat (parent, leaf, 0700);
  close_quietly (parent);
  return !failed;
}

/**
 * waybill_practice_root_remove:
 * @self: the root
 * @path: resolved
 * @folder: whether it is an empty folder rather than a file
 *
 * Any thread.
 *
 * Returns: FALSE with errno set
 */
gboolean
waybill_practice_root_remove (WaybillPracticeRoot *self, const char *path, gboolean folder)
{
  const char *leaf;
  int parent = open_parent (self, path, &leaf);
  int failed;

  if (parent < 0)
    return FALSE;
  failed = unlinkat (parent, leaf, folder ? AT_REMOVEDIR : 0);
  close_quietly (parent);
  return !failed;
}

/**
 * waybill_practice_root_set_time:
 * @self: the root
 * @path: resolved
 * @unix_seconds: the time of modification
 *
 * Any thread.
 *
 * Returns: FALSE with errno set
 */
gboolean
waybill_practice_root_set_time (WaybillPracticeRoot *self, const char *path, gint64 unix_seconds)
{
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = unix_seconds } };
  const char *leaf;
  int parent = open_parent (self, path, &leaf);
  int failed;

  if (parent < 0)
    return FALSE;
  failed = utimensat (parent, leaf, times, AT_SYMLINK_NOFOLLOW);
  close_quietly (parent);
  return !failed;
}

/**
 * waybill_practice_root_free:
 * @self: (transfer full): the root, that no thread uses any more
 */
void
waybill_practice_root_free (WaybillPracticeRoot *self)
{
  close (self->fd);
  g_free (self);
}
