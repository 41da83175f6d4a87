/* Parts that earlier runs left behind: what nobody can go on from any more is removed, and nothing that somebody writes. A
 * part of a source that is still as it was stays: transfer-target-kept goes on from it. */
#include "transfer-stale-private.h"

#include "transfer-target-private.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".waybill-part"
/* Seconds: who has just made one may not have locked it yet. */
#define YOUNG 60
#define MARK_DIGITS 8

/* The kept parts of one folder, as they stood there when it was looked at first. */
typedef struct
{
  GPtrArray *names;
} Folder;

struct _WaybillTransferStale
{
  GHashTable *folders; /* by path */
};

static void
folder_free (gpointer data)
{
  Folder *folder = data;

  g_ptr_array_unref (folder->names);
  g_free (folder);
}

/* waybill_transfer_stale_new:
 *
 * Of no folder yet. */
WaybillTransferStale *
waybill_transfer_stale_new (void)
{
  WaybillTransferStale *self = g_new0 (WaybillTransferStale, 1);

  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, folder_free);
  return self;
}

/* waybill_transfer_stale_free:
 *
 * (nullable). */
void
waybill_transfer_stale_free (WaybillTransferStale *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->folders);
  g_free (self);
}

/* ".NAME.0123abcd.waybill-part" is a temporary file, ".NAME.0123abcd-SIZE-TIME.waybill-part" a part that is kept. */
static gboolean
read_name (const char *name, gboolean *is_kept)
{
  gsize length = strlen (name);
  const char *mark;
  gsize digits;

  if (name[0] != '.' || !g_str_has_suffix (name, SUFFIX))
    return FALSE;
  length -= strlen (SUFFIX);
  mark = g_strrstr_len (name, (gssize) length, ".");
  digits = mark != NULL ? strspn (mark + 1, "0123456789abcdef") : 0;
  if (mark == NULL || mark == name || digits != MARK_DIGITS)
    return FALSE;
  *is_kept = mark[1 + digits] == '-';
  return *is_kept || mark + 1 + digits == name + length;
}

/* Ours, and nobody writes it: who does, holds a lock. */
static void
remove_if_idle (int folder, const char *name, gint64 least_age)
{
  int file = openat (folder, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  struct stat facts;

  if (file < 0)
    return;
  if (fstat (file, &facts) == 0 && g_get_real_time () / G_USEC_PER_SEC - facts.st_mtime >= least_age
      && waybill_transfer_target_lock (file) && waybill_transfer_target_is_named (file, folder, name))
    {
      g_debug ("%s is of no use any more", name);
      unlinkat (folder, name, 0);
    }
  close (file);
}

/* waybill_transfer_stale_look:
 *
 * One look a folder. */
void
waybill_transfer_stale_look (WaybillTransferStale *self, WaybillTransferTarget *target)
{
  Folder *folder;
  int descriptor;
  DIR *stream;
  const struct dirent *entry;
  gboolean is_kept;

  if (g_hash_table_contains (self->folders, target->folder_path))
    return;
  folder = g_new0 (Folder, 1);
  folder->names = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->folders, g_strdup (target->folder_path), folder);
  descriptor = openat (target->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  stream = descriptor >= 0 ? fdopendir (descriptor) : NULL;
  if (stream == NULL)
    {
      if (descriptor >= 0)
        close (descriptor);
      return;
    }
  while ((entry = readdir (stream)) != NULL)
    if (read_name (entry->d_name, &is_kept) && is_kept)
      g_ptr_array_add (folder->names, g_strdup (entry->d_name));
    else if (read_name (entry->d_name, &is_kept))
      remove_if_idle (target->folder, entry->d_name, YOUNG);
  closedir (stream);
}

/* waybill_transfer_stale_has:
 *
 * As the folder was when it was looked at. */
gboolean
waybill_transfer_stale_has (WaybillTransferStale *self, WaybillTransferTarget *target)
{
  Folder *folder = g_hash_table_lookup (self->folders, target->folder_path);
  g_autofree char *prefix = NULL;

  if (folder == NULL || folder->names->len == 0)
    return FALSE;
  prefix = waybill_transfer_target_dup_kept_prefix (target);
  for (guint i = 0; i < folder->names->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (folder->names, i), prefix))
      return TRUE;
  return FALSE;
}

/* waybill_transfer_stale_drop:
 *
 * But for the one that the target writes itself. */
void
waybill_transfer_stale_drop (WaybillTransferStale *self, WaybillTransferTarget *target, gint64 size, gint64 mtime)
{
  Folder *folder = g_hash_table_lookup (self->folders, target->folder_path);
  g_autofree char *prefix = waybill_transfer_target_dup_kept_prefix (target);
  g_autofree char *wanted = waybill_transfer_target_dup_kept_name (target, size, mtime);

  for (guint i = folder != NULL ? folder->names->len : 0; i-- > 0;)
    {
      const char *name = g_ptr_array_index (folder->names, i);

      if (!g_str_has_prefix (name, prefix) || (size >= 0 && g_str_equal (name, wanted))
          || g_strcmp0 (name, target->temporary) == 0)
        continue;
      remove_if_idle (target->folder, name, 0);
      g_ptr_array_remove_index_fast (folder->names, i);
    }
}
