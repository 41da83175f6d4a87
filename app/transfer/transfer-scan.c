/* What a walk asks the local file system, on a thread and in batches. It belongs to the thread while a batch is under way,
 * and to the main thread in between; no lock is needed. It goes no deeper than one folder. */
#include "transfer-scan-private.h"

#include "base-thread.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

typedef enum
{
  READ_FOLDER,
  LOOK_AT_PATHS,
  MAKE_FOLDER,
} Task;

struct _WaybillTransferScan
{
  /* The thread's, while it works. */
  Task task;
  char *folder; /* (nullable) */
  guint most;
  gboolean takes_link; /* to a folder, for a folder that is to be made */
  GPtrArray *names;    /* (nullable) what is to be looked at */
  guint n_done;
  GArray *entries; /* of WaybillTransferScanEntry: the batch */
  int os_error;
  /* Main's. */
  gboolean is_busy;
  WaybillTransferScanFunc func;
  gpointer user_data; /* (nullable) */
  gboolean is_dropped;
  GCancellable *cancellable; /* both */
};

static void
clear_entry (gpointer data)
{
  WaybillTransferScanEntry *entry = data;

  g_free (entry->path);
}

static void
free_now (WaybillTransferScan *self)
{
  g_free (self->folder);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_array_unref (self->entries);
  g_object_unref (self->cancellable);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_names_on_thread (WaybillTransferScan *self)
{
  DIR *folder = opendir (self->folder);
  struct dirent *entry;

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (folder == NULL)
    {
      self->os_error = errno;
      return;
    }
  errno = 0;
  while (self->names->len < self->most && !g_cancellable_is_cancelled (self->cancellable)
         && (entry = readdir (folder)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      g_ptr_array_add (self->names, g_strdup (entry->d_name));
  self->os_error = self->names->len < self->most ? errno : 0;
  closedir (folder);
  g_ptr_array_sort (self->names, compare_names);
}

static WaybillTransferScanType
type_of (mode_t mode)
{
  if (S_ISREG (mode))
    return WAYBILL_TRANSFER_SCAN_FILE;
  if (S_ISDIR (mode))
    return WAYBILL_TRANSFER_SCAN_FOLDER;
  return S_ISLNK (mode) ? WAYBILL_TRANSFER_SCAN_LINK : WAYBILL_TRANSFER_SCAN_OTHER;
}

static void
look_at_on_thread (WaybillTransferScan *self, const char *name)
{
  WaybillTransferScanEntry entry = { .size = -1, .type = WAYBILL_TRANSFER_SCAN_FAILED };
  struct stat facts, pointed_at;

  entry.path = self->folder != NULL ? g_build_filename (self->folder, name, NULL) : g_strdup (name);
  if (lstat (entry.path, &facts) != 0)
    {
      entry.os_error = errno;
    }
  else
    {
      if (self->task == LOOK_AT_PATHS && S_ISLNK (facts.st_mode) && stat (entry.path, &pointed_at) == 0
          && S_ISREG (pointed_at.st_mode))
        facts = pointed_at;
      entry.type = type_of (facts.st_mode);
      entry.size = facts.st_size;
    }
  g_array_append_val (self->entries, entry);
}

static void
make_on_thread (WaybillTransferScan *self)
{
  struct stat facts;

  self->names = g_ptr_array_new ();
  if (mkdir (self->folder, 0777) == 0)
    return;
  self->os_error = errno;
  if (self->os_error != EEXIST || fstatat (AT_FDCWD, self->folder, &facts, self->takes_link ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
    return;
  if (S_ISDIR (facts.st_mode))
    self->os_error = 0;
  else if (S_ISLNK (facts.st_mode))
    self->os_error = ENOTDIR;
}

static void
answer (gpointer data)
{
  WaybillTransferScan *self = data;

  self->is_busy = FALSE;
  if (self->is_dropped)
    free_now (self);
  else
    self->func ((const WaybillTransferScanEntry *) (gpointer) self->entries->data, self->entries->len,
                self->n_done == self->names->len, self->os_error, self->user_data);
}

static void
work_on_thread (gpointer data)
{
  WaybillTransferScan *self = data;
  guint end;

  if (self->task == MAKE_FOLDER)
    make_on_thread (self);
  else if (self->names == NULL)
    read_names_on_thread (self);
  end = MIN (self->n_done + WAYBILL_TRANSFER_SCAN_BATCH, self->names->len);
  for (; self->n_done < end && !g_cancellable_is_cancelled (self->cancellable); self->n_done++)
    look_at_on_thread (self, g_ptr_array_index (self->names, self->n_done));
  waybill_base_thread_hop (NULL, answer, self);
}

static WaybillTransferScan *
scan_new (Task task, const char *folder, guint most)
{
  WaybillTransferScan *self = g_new0 (WaybillTransferScan, 1);

  self->task = task;
  self->folder = g_strdup (folder);
  self->most = most;
  self->entries = g_array_new (FALSE, FALSE, sizeof (WaybillTransferScanEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->cancellable = g_cancellable_new ();
  return self;
}

/* waybill_transfer_scan_new_folder:
 *
 * Reads a folder. */
WaybillTransferScan *
waybill_transfer_scan_new_folder (const char *path, guint most)
{
  return scan_new (READ_FOLDER, path, most);
}

/* waybill_transfer_scan_new_paths:
 *
 * Looks at some paths. */
WaybillTransferScan *
waybill_transfer_scan_new_paths (const char *const *paths)
{
  WaybillTransferScan *self = scan_new (LOOK_AT_PATHS, NULL, G_MAXUINT);

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (; *paths != NULL; paths++)
    g_ptr_array_add (self->names, g_strdup (*paths));
  return self;
}

/* waybill_transfer_scan_new_making:
 *
 * Makes a folder. */
WaybillTransferScan *
waybill_transfer_scan_new_making (const char *path, gboolean takes_link)
{
  WaybillTransferScan *self = scan_new (MAKE_FOLDER, path, 0);

  self->takes_link = takes_link;
  return self;
}

/* waybill_transfer_scan_go_on:
 *
 * Does the next batch on a thread. */
void
waybill_transfer_scan_go_on (WaybillTransferScan *self, WaybillTransferScanFunc func, gpointer user_data)
{
  g_return_if_fail (!self->is_busy);

  self->is_busy = TRUE;
  self->func = func;
  self->user_data = user_data;
  g_array_set_size (self->entries, 0);
  waybill_base_thread_detach ("scan", work_on_thread, self);
}

/* waybill_transfer_scan_is_busy:
 *
 * Is a batch under way? */
gboolean
waybill_transfer_scan_is_busy (WaybillTransferScan *self)
{
  return self->is_busy;
}

/* waybill_transfer_scan_cancel:
 *
 * The batch that is under way ends soon, and is told. */
void
waybill_transfer_scan_cancel (WaybillTransferScan *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* waybill_transfer_scan_free:
 *
 * Lets go; what is under way frees itself when it ends. */
void
waybill_transfer_scan_free (WaybillTransferScan *self)
{
  if (self == NULL)
    return;
  self->is_dropped = TRUE;
  if (self->is_busy)
    g_cancellable_cancel (self->cancellable);
  else
    free_now (self);
}
