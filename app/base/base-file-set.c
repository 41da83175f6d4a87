/* Several small files written together: first all beside their names, then all renamed; the first failure takes back what
 * was done. A crash between two renames leaves some of them, each whole. */

#include "base-file-set.h"

#include "base-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One file on its way. */
typedef struct
{
  char *path;
  char *temporary; /* (nullable): written, and not there yet */
  char *older;     /* (nullable): where the file that had its name waits */
  gboolean is_there;
} Move;

static void
move_clear (gpointer data)
{
  Move *move = data;

  g_free (move->path);
  g_free (move->temporary);
  g_free (move->older);
}

static gboolean
is_taken (const char *path)
{
  struct stat facts;

  return lstat (path, &facts) == 0;
}

/* What has the name steps aside, and comes back when anything fails. */
static gboolean
step_aside (Move *move)
{
  g_autofree char *aside = g_strconcat (move->path, ".XXXXXX", NULL);
  struct stat facts;
  int descriptor;

  if (lstat (move->path, &facts) != 0)
    return errno == ENOENT;
  if (S_ISDIR (facts.st_mode))
    {
      errno = EISDIR;
      return FALSE;
    }
  descriptor = g_mkstemp_full (aside, O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return FALSE;
  close (descriptor);
  if (rename (move->path, aside) != 0)
    {
      int failed = errno;

      unlink (aside);
      errno = failed;
      return FALSE;
    }
  move->older = g_steal_pointer (&aside);
  return TRUE;
}

/* Never over anything. Where the file system cannot promise that (vfat), it is looked first. */
static gboolean
put (Move *move)
{
  if (renameat2 (AT_FDCWD, move->temporary, AT_FDCWD, move->path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (is_taken (move->path))
    {
      errno = EEXIST;
      return FALSE;
    }
  return rename (move->temporary, move->path) == 0;
}

static void
take_back (GArray *moves)
{
  for (guint i = 0; i < moves->len; i++)
    {
      Move *move = &g_array_index (moves, Move, i);

      if (move->is_there)
        unlink (move->path);
      if (move->temporary != NULL)
        unlink (move->temporary);
      if (move->older != NULL && rename (move->older, move->path) != 0)
        g_warning ("%s is now called %s: %s", move->path, move->older, g_strerror (errno));
    }
}

static gboolean
write_all (GArray *moves, const char *folder, const WaybillBaseFilePart *parts, guint n_parts, GError **error)
{
  for (guint i = 0; i < n_parts; i++)
    {
      Move move = { .path = g_build_filename (folder, parts[i].name, NULL) };
      gsize length;
      gconstpointer data = g_bytes_get_data (parts[i].content, &length);

      move.temporary = waybill_base_file_write_beside (move.path, parts[i].is_private ? 0600 : 0666, data, length, error);
      g_array_append_val (moves, move);
      if (move.temporary == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_all (GArray *moves, gboolean replaces, GError **error)
{
  for (guint i = 0; i < moves->len; i++)
    {
      Move *move = &g_array_index (moves, Move, i);

      if ((replaces && !step_aside (move)) || !put (move))
        {
          waybill_base_file_set_error_errno (error, errno, "%s cannot be written", move->path);
          return FALSE;
        }
      g_clear_pointer (&move->temporary, g_free);
      move->is_there = TRUE;
    }
  return TRUE;
}

static void
forget_older (GArray *moves)
{
  for (guint i = 0; i < moves->len; i++)
    if (g_array_index (moves, Move, i).older != NULL)
      unlink (g_array_index (moves, Move, i).older);
}

/**
 * waybill_base_file_set_write:
 * @folder: an existing folder
 * @parts: (array length=n_parts): names and contents, all names different
 * @n_parts: how many, at least 1
 * @replaces: whether files that have these names are replaced
 * @error: return location
 *
 * Writes all files, flushed to disk, or none: after a failure the folder is as it was. Waits for the disk: not for the main
 * thread of a window. Any thread.
 *
 * Returns: %FALSE with a `G_IO_ERROR`: `EXISTS` where a name is taken and must not be replaced, `IS_DIRECTORY` where a
 * folder has it, `NO_SPACE`, `PERMISSION_DENIED`, …
 */
gboolean
waybill_base_file_set_write (
    const char *folder, const WaybillBaseFilePart *parts, guint n_parts, gboolean replaces, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Move));

  g_return_val_if_fail (folder != NULL && n_parts > 0, FALSE);

  g_array_set_clear_func (moves, move_clear);
  if (!write_all (moves, folder, parts, n_parts, error) || !put_all (moves, replaces, error))
    {
      take_back (moves);
      return FALSE;
    }
  forget_older (moves);
  waybill_base_file_sync_folder (g_array_index (moves, Move, 0).path);
  return TRUE;
}

/**
 * waybill_base_file_set_list_taken:
 * @folder: a folder
 * @names: (array zero-terminated=1): names within it
 *
 * Looks which names something has already, be it a file, a folder or a link. Any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): those, in the order of @names
 */
char **
waybill_base_file_set_list_taken (const char *folder, const char *const *names)
{
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();

  for (; *names != NULL; names++)
    {
      g_autofree char *path = g_build_filename (folder, *names, NULL);

      if (is_taken (path))
        g_strv_builder_add (taken, *names);
    }
  return g_strv_builder_end (taken);
}
