/* Small files on disk: read with a bound, replaced as a whole or not at all, readable by their owner only.
 * Not for files that are being transferred: those have a target of their own in transfer. */
#include "base-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * waybill_base_file_set_error_errno:
 * @error: (nullable): where to put it
 * @error_number: an errno
 * @format: what was tried, as printf takes it; the system's words are added
 * @...: for @format
 *
 * Sets a `G_IO_ERROR` from an errno.
 */
void
waybill_base_file_set_error_errno (GError **error, int error_number, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number), "%s: %s", what, g_strerror (error_number));
}

static gssize
read_some (int descriptor, void *buffer, gsize length)
{
  gssize got;

  do
    got = read (descriptor, buffer, length);
  while (got < 0 && errno == EINTR);
  return got;
}

/**
 * waybill_base_file_read:
 * @path: a file
 * @bound: the most bytes it may have
 * @error: return location
 *
 * Reads a whole small file.
 *
 * Returns: (transfer full) (nullable): its content; on failure `G_IO_ERROR` (`NOT_FOUND`, `PERMISSION_DENIED`,
 *   `IS_DIRECTORY`, `NOT_REGULAR_FILE`, `MESSAGE_TOO_LARGE` when it is larger than @bound)
 */
GBytes *
waybill_base_file_read (const char *path, gsize bound, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 buffer[16384];
  struct stat facts;
  gssize got;
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (descriptor < 0)
    {
      waybill_base_file_set_error_errno (error, errno, "%s cannot be opened", path);
      return NULL;
    }
  if (fstat (descriptor, &facts) == 0 && !S_ISREG (facts.st_mode))
    {
      g_set_error (error, G_IO_ERROR, S_ISDIR (facts.st_mode) ? G_IO_ERROR_IS_DIRECTORY : G_IO_ERROR_NOT_REGULAR_FILE,
                   "%s is not a file", path);
      close (descriptor);
      return NULL;
    }

  while ((got = read_some (descriptor, buffer, sizeof buffer)) > 0 && content->len + (gsize) got <= bound)
    g_byte_array_append (content, buffer, (guint) got);
  if (got < 0)
    waybill_base_file_set_error_errno (error, errno, "%s cannot be read", path);
  else if (got > 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "%s is larger than %" G_GSIZE_FORMAT " bytes", path,
                 bound);
  explicit_bzero (buffer, sizeof buffer);
  close (descriptor);
  return got == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

static gboolean
write_through (int descriptor, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (descriptor, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }
  return fsync (descriptor) == 0;
}

/**
 * waybill_base_file_sync_folder:
 * @path: a file
 *
 * Flushes the folder it lies in, so that a new name survives a power cut. What cannot be flushed is left.
 */
void
waybill_base_file_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (descriptor < 0)
    return;
  fsync (descriptor);
  close (descriptor);
}

/**
 * waybill_base_file_write_beside:
 * @path: the file that it will become
 * @mode: of the new file, less what the umask takes
 * @data: (array length=length): its whole content
 * @length: how many bytes
 * @error: return location
 *
 * Writes a file beside another, flushed to disk, for the caller to rename or to remove.
 *
 * Returns: (transfer full) (nullable): its path; %NULL with a `G_IO_ERROR`, and nothing is left
 */
char *
waybill_base_file_write_beside (const char *path, guint mode, const void *data, gsize length, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int descriptor = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, (int) mode);
  int failed = 0;

  if (descriptor < 0)
    {
      waybill_base_file_set_error_errno (error, errno, "%s cannot be written", path);
      return NULL;
    }

  if (!write_through (descriptor, data, length))
    failed = errno;
  if (close (descriptor) != 0 && failed == 0)
    failed = errno;
  if (failed == 0)
    return g_steal_pointer (&temporary);
  unlink (temporary);
  waybill_base_file_set_error_errno (error, failed, "%s cannot be written", path);
  return NULL;
}

/**
 * waybill_base_file_write:
 * @path: a file
 * @data: (array length=length): its whole new content
 * @length: how many bytes
 * @error: return location
 *
 * Replaces a file as a whole: written beside it with mode 0600, flushed to disk, renamed. After a failure or a crash the
 * old file stands as it was.
 *
 * Returns: %FALSE with a `G_IO_ERROR` when it could not be written
 */
gboolean
waybill_base_file_write (const char *path, const void *data, gsize length, GError **error)
{
  g_autofree char *temporary = waybill_base_file_write_beside (path, 0600, data, length, error);

  if (temporary == NULL)
    return FALSE;
  if (rename (temporary, path) != 0)
    {
      waybill_base_file_set_error_errno (error, errno, "%s cannot be written", path);
      unlink (temporary);
      return FALSE;
    }
  waybill_base_file_sync_folder (path);
  return TRUE;
}

/**
 * waybill_base_file_ensure_folder:
 * @path: a folder
 * @error: return location
 *
 * Makes the folder and what is missing above it, with mode 0700.
 *
 * Returns: %FALSE with a `G_IO_ERROR`
 */
gboolean
waybill_base_file_ensure_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  waybill_base_file_set_error_errno (error, errno, "The folder %s cannot be made", path);
  return FALSE;
}

/**
 * waybill_base_file_remove:
 * @path: a file
 * @error: return location
 *
 * Removes a file; one that is not there is removed already.
 *
 * Returns: %FALSE with a `G_IO_ERROR`
 */
gboolean
waybill_base_file_remove (const char *path, GError **error)
{
  if (unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  waybill_base_file_set_error_errno (error, errno, "%s cannot be removed", path);
  return FALSE;
}

static gboolean
is_real_folder (const char *path)
{
  struct stat facts;

  return lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode);
}

/**
 * waybill_base_file_remove_tree:
 * @path: a folder
 * @error: return location
 *
 * Removes a folder with everything below it. Links are removed, never followed.
 *
 * Returns: %FALSE with a `G_IO_ERROR`; what could be removed is gone
 */
gboolean
waybill_base_file_remove_tree (const char *path, GError **error)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;
  gboolean removed = TRUE;

  if (!is_real_folder (path))
    return waybill_base_file_remove (path, error);

  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && removed && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      removed = waybill_base_file_remove_tree (child, error);
    }
  if (!removed)
    return FALSE;
  if (rmdir (path) == 0)
    return TRUE;
  waybill_base_file_set_error_errno (error, errno, "The folder %s cannot be removed", path);
  return FALSE;
}

/**
 * waybill_base_file_is_private:
 * @path: a file
 * @error: return location
 *
 * Can nobody but the owner read or write it?
 *
 * Returns: %TRUE when it is private; %FALSE with a `G_IO_ERROR`: `PERMISSION_DENIED` when others have access
 */
gboolean
waybill_base_file_is_private (const char *path, GError **error)
{
  struct stat facts;

  if (stat (path, &facts) != 0)
    {
      waybill_base_file_set_error_errno (error, errno, "%s cannot be read", path);
      return FALSE;
    }
  if ((facts.st_mode & 077) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s can be read by others (mode %04o)", path,
                   facts.st_mode & 07777u);
      return FALSE;
    }
  return TRUE;
}
