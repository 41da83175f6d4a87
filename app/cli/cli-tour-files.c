/* What the tour has to know about files: what is in a folder, whether two are the same, whether a folder was touched. */
#include "cli-tour-files.h"

#include "base-file.h"
#include "base-hash.h"
#include "remote-error.h"

#include <string.h>
#include <sys/stat.h>

#define LARGEST (64 * 1024 * 1024)

static int
compare_names (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

static void
collect (GPtrArray *found, const char *folder, const char *below, gboolean folders)
{
  g_autofree char *path = g_build_filename (folder, below, NULL);
  g_autoptr (GDir) reader = g_dir_open (path, 0, NULL);
  const char *name;

  while (reader != NULL && (name = g_dir_read_name (reader)) != NULL)
    {
      g_autofree char *inner = below[0] != '\0' ? g_build_filename (below, name, NULL) : g_strdup (name);
      g_autofree char *whole = g_build_filename (folder, inner, NULL);
      gboolean is_folder = g_file_test (whole, G_FILE_TEST_IS_DIR) && !g_file_test (whole, G_FILE_TEST_IS_SYMLINK);

      if (is_folder == folders)
        g_ptr_array_add (found, g_strdup (inner));
      if (is_folder)
        collect (found, folder, inner, folders);
    }
}

/**
 * waybill_cli_tour_files_list:
 * @folder: a folder
 * @folders: its folders rather than its files
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type utf8): names relative to @folder, sorted
 */
GPtrArray *
waybill_cli_tour_files_list (const char *folder, gboolean folders)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  collect (found, folder, "", folders);
  g_ptr_array_sort (found, compare_names);
  return found;
}

static char *
dup_sha256 (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, LARGEST, error);
  gsize length;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return bytes != NULL ? waybill_base_hash_dup_hex (data, length) : NULL;
}

/**
 * waybill_cli_tour_files_compare:
 * @one: a file
 * @other: a file
 * @sha256: (out) (transfer full): of @one
 * @error: `G_IO_ERROR` when one cannot be read, `WAYBILL_REMOTE_ERROR_TRUNCATED` when they differ
 *
 * Any thread.
 *
 * Returns: whether both have the same bytes
 */
gboolean
waybill_cli_tour_files_compare (const char *one, const char *other, char **sha256, GError **error)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .subject = (char *) one, .alert = -1 };
  g_autofree char *first = dup_sha256 (one, error);
  g_autofree char *second = first != NULL ? dup_sha256 (other, error) : NULL;

  if (second == NULL)
    return FALSE;
  if (strcmp (first, second) != 0)
    {
      g_propagate_error (error,
                         waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TRUNCATED, &facts, "%s and %s differ", one, other));
      return FALSE;
    }
  *sha256 = g_steal_pointer (&first);
  return TRUE;
}

static void
describe (GString *text, const char *path)
{
  struct stat status;

  if (lstat (path, &status) < 0)
    g_string_append_printf (text, "%s: absent\n", path);
  else
    g_string_append_printf (text, "%s: %o %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n", path, (guint) status.st_mode,
                            S_ISDIR (status.st_mode) ? (gint64) 0 : (gint64) status.st_size, (gint64) status.st_mtim.tv_sec,
                            status.st_mtim.tv_nsec);
}

static void
describe_tree (GString *text, const char *folder)
{
  g_autoptr (GPtrArray) folders = waybill_cli_tour_files_list (folder, TRUE);
  g_autoptr (GPtrArray) files = waybill_cli_tour_files_list (folder, FALSE);
  GPtrArray *const both[] = { folders, files };

  describe (text, folder);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint j = 0; j < both[i]->len; j++)
      {
        g_autofree char *path = g_build_filename (folder, g_ptr_array_index (both[i], j), NULL);

        describe (text, path);
      }
}

/**
 * waybill_cli_tour_files_snapshot:
 * @data_folder: a folder, there or not
 * @state_folder: another
 *
 * Any thread.
 *
 * Returns: (transfer full): a text that differs as soon as anything below was made, changed or removed
 */
char *
waybill_cli_tour_files_snapshot (const char *data_folder, const char *state_folder)
{
  GString *text = g_string_new (NULL);

  describe_tree (text, data_folder);
  describe_tree (text, state_folder);
  return g_string_free (text, FALSE);
}
