/* The files of a choice: folders are looked into, one level, and a bound is kept. What the files are is told by cert-source.
 */

#include "cert-source.h"

#include <string.h>

#define MAX_ENTRIES 10000

/* Children of one folder: they all have a path, or none has. */
static int
compare_files (gconstpointer one, gconstpointer other)
{
  GFile *a = *(GFile *const *) one, *b = *(GFile *const *) other;
  g_autofree char *uri_a = NULL;
  g_autofree char *uri_b = NULL;

  if (g_file_peek_path (a) != NULL && g_file_peek_path (b) != NULL)
    return strcmp (g_file_peek_path (a), g_file_peek_path (b));
  uri_a = g_file_get_uri (a);
  uri_b = g_file_get_uri (b);
  return g_strcmp0 (uri_a, uri_b);
}

/* FALSE when it is no folder that can be read. Takes the regular files that are not hidden. */
static gboolean
list_folder (GFile *folder, GPtrArray *found)
{
  g_autoptr (GFileEnumerator) entries
      = g_file_enumerate_children (folder,
                                   G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                                  "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
                                   G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  if (entries == NULL)
    return FALSE;
  for (guint n = 0; n < MAX_ENTRIES; n++)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (entries, &info, &child, NULL, NULL) || info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && !g_file_info_get_is_hidden (info))
        g_ptr_array_add (files, g_object_ref (child));
    }
  g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (found, files->pdata[i]);
  return TRUE;
}

static GPtrArray *
list_all (GPtrArray *files)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = files->pdata[i];
      gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;

      if (!is_folder || !list_folder (file, found))
        g_ptr_array_add (found, g_object_ref (file));
    }
  return found;
}

/**
 * waybill_cert_source_read_all:
 * @files: (element-type GFile): files, and folders to look into, one level
 * @limit: how many files are read at most
 * @cancellable: (nullable): stops between two files
 * @n_left_out: (out): how many files were not read because of @limit
 *
 * Reads what was chosen; a folder's files come by name, hidden ones are left out. Blocks: off the main thread.
 *
 * Returns: (transfer full) (element-type WaybillCertSource): the files
 */
GPtrArray *
waybill_cert_source_read_all (GPtrArray *files, guint limit, GCancellable *cancellable, guint *n_left_out)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  g_autoptr (GPtrArray) found = list_all (files);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);

  *n_left_out = 0;
  for (guint i = 0; i < found->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      if (!g_hash_table_add (seen, g_object_ref (found->pdata[i])))
        continue;
      if (sources->len < limit)
        g_ptr_array_add (sources, waybill_cert_source_read (found->pdata[i]));
      else
        (*n_left_out)++;
    }
  return sources;
}
