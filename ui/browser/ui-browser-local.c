/* This computer as a place. A folder is read in batches between which the window breathes; what is removed goes to the trash
 * or stays: nothing here deletes. */

#include "ui-browser-local.h"

#define BATCH 200
#define ATTRIBUTES "standard::name,standard::type,standard::size,standard::symlink-target,time::modified"

struct _WaybillUiBrowserLocal
{
  WaybillUiBrowserPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserLocal, waybill_ui_browser_local, WAYBILL_TYPE_UI_BROWSER_PLACE)

static WaybillRemoteEntryType
type_of (GFileInfo *info)
{
  switch (g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_DIRECTORY:
      return WAYBILL_REMOTE_ENTRY_DIR;
    case G_FILE_TYPE_REGULAR:
      return WAYBILL_REMOTE_ENTRY_FILE;
    case G_FILE_TYPE_SYMBOLIC_LINK: /* only one that leads nowhere: links are followed */
      return WAYBILL_REMOTE_ENTRY_LINK;
    case G_FILE_TYPE_UNKNOWN:
    case G_FILE_TYPE_SPECIAL:
    case G_FILE_TYPE_SHORTCUT:
    case G_FILE_TYPE_MOUNTABLE:
    default:
      return WAYBILL_REMOTE_ENTRY_OTHER;
    }
}

static void
add_info (WaybillRemoteListing *listing, GFileInfo *info)
{
  WaybillRemoteEntry entry = {
    .type = type_of (info),
    .name = g_file_info_get_name (info),
    .size = -1,
    .mtime = WAYBILL_REMOTE_NO_TIME,
    .target = g_file_info_get_symlink_target (info),
  };

  if (entry.type == WAYBILL_REMOTE_ENTRY_FILE)
    entry.size = g_file_info_get_size (info);
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_TIME_MODIFIED))
    entry.mtime = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  waybill_remote_listing_add (listing, &entry);
}

static void
next_batch (GFileEnumerator *enumerator, GTask *task);

static void
batch_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *infos = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (infos == NULL)
    {
      g_task_return_pointer (task, g_object_steal_data (G_OBJECT (task), "listing"),
                             (GDestroyNotify) waybill_remote_listing_free);
      return;
    }
  for (GList *link = infos; link != NULL; link = link->next)
    add_info (g_object_get_data (G_OBJECT (task), "listing"), link->data);
  g_list_free_full (infos, g_object_unref);
  next_batch (G_FILE_ENUMERATOR (source), g_steal_pointer (&task));
}

/* task: (transfer full). */
static void
next_batch (GFileEnumerator *enumerator, GTask *task)
{
  g_file_enumerator_next_files_async (enumerator, BATCH, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), batch_read,
                                      task);
}

static void
enumerating (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children_finish (G_FILE (source), result, &error);

  if (enumerator == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "listing", waybill_remote_listing_new (),
                          (GDestroyNotify) waybill_remote_listing_free);
  next_batch (enumerator, g_steal_pointer (&task));
}

static void
local_list_async (WaybillUiBrowserPlace *place,
                  const char *folder,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder != NULL ? folder : g_get_home_dir ());

  g_file_enumerate_children_async (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, cancellable, enumerating,
                                   g_task_new (place, cancellable, callback, user_data));
}

static WaybillRemoteListing *
local_list_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Takes error. */
static void
return_change (GTask *task, GError *error)
{
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
folder_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_file_make_directory_finish (G_FILE (source), result, &error);
  return_change (task, error);
}

static void
local_make_folder_async (WaybillUiBrowserPlace *place,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_make_directory_async (file, G_PRIORITY_DEFAULT, cancellable, folder_made,
                               g_task_new (place, cancellable, callback, user_data));
}

static void
renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_file_move_finish (G_FILE (source), result, &error);
  return_change (task, error);
}

static void
local_rename_async (WaybillUiBrowserPlace *place,
                    const char *path,
                    const char *new_path,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) new_file = g_file_new_for_path (new_path);

  /* Without OVERWRITE: a name that is taken is an error. A link is renamed, not what it points at. */
  g_file_move_async (file, new_file, G_FILE_COPY_NO_FALLBACK_FOR_MOVE | G_FILE_COPY_NOFOLLOW_SYMLINKS, G_PRIORITY_DEFAULT,
                     cancellable, NULL, NULL, renamed, g_task_new (place, cancellable, callback, user_data));
}

static void
trashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_file_trash_finish (G_FILE (source), result, &error);
  return_change (task, error);
}

static void
local_remove_async (WaybillUiBrowserPlace *place,
                    const char *path,
                    gboolean folder,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_trash_async (file, G_PRIORITY_DEFAULT, cancellable, trashed, g_task_new (place, cancellable, callback, user_data));
}

static gboolean
local_change_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
local_dup_home (WaybillUiBrowserPlace *place)
{
  return g_strdup (g_get_home_dir ());
}

/**
 * waybill_ui_browser_local_new:
 *
 * Returns: (transfer full): this computer
 */
WaybillUiBrowserPlace *
waybill_ui_browser_local_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_BROWSER_LOCAL, NULL);
}

static void
waybill_ui_browser_local_class_init (WaybillUiBrowserLocalClass *klass)
{
  WaybillUiBrowserPlaceClass *place_class = WAYBILL_UI_BROWSER_PLACE_CLASS (klass);

  place_class->is_remote = FALSE;
  place_class->list_async = local_list_async;
  place_class->list_finish = local_list_finish;
  place_class->make_folder_async = local_make_folder_async;
  place_class->rename_async = local_rename_async;
  place_class->remove_async = local_remove_async;
  place_class->change_finish = local_change_finish;
  place_class->dup_home = local_dup_home;
}

static void
waybill_ui_browser_local_init (WaybillUiBrowserLocal *self)
{
}
