/* A place whose folders can be looked through. Only the doors: what happens behind them is the kinds' own. */

#include "ui-browser-place.h"

G_DEFINE_ABSTRACT_TYPE (WaybillUiBrowserPlace, waybill_ui_browser_place, G_TYPE_OBJECT)

#define CLASS(self) WAYBILL_UI_BROWSER_PLACE_GET_CLASS (self)

/**
 * waybill_ui_browser_place_is_remote:
 * @self: a place
 *
 * Returns: whether it is a partner's
 */
gboolean
waybill_ui_browser_place_is_remote (WaybillUiBrowserPlace *self)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self), FALSE);
  return CLASS (self)->is_remote;
}

/**
 * waybill_ui_browser_place_dup_home:
 * @self: a place
 *
 * Returns: (transfer full) (nullable): the folder that is meant where none is named; %NULL when it is not known
 */
char *
waybill_ui_browser_place_dup_home (WaybillUiBrowserPlace *self)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self), NULL);
  return CLASS (self)->dup_home != NULL ? CLASS (self)->dup_home (self) : NULL;
}

/**
 * waybill_ui_browser_place_list_async:
 * @self: a place
 * @folder: (nullable): a folder; %NULL: home
 * @cancellable: (nullable): ends it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Reads a folder. Main thread.
 */
void
waybill_ui_browser_place_list_async (WaybillUiBrowserPlace *self,
                                     const char *folder,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self));
  CLASS (self)->list_async (self, folder, cancellable, callback, user_data);
}

/**
 * waybill_ui_browser_place_list_finish:
 * @self: a place
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the folder holds; errors are `WAYBILL_REMOTE_ERROR` or `G_IO_ERROR`
 */
WaybillRemoteListing *
waybill_ui_browser_place_list_finish (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self), NULL);
  return CLASS (self)->list_finish (self, result, error);
}

/**
 * waybill_ui_browser_place_make_folder_async:
 * @self: a place
 * @path: the new folder
 * @cancellable: (nullable): ends it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Makes a folder; a name that is taken is an error. Main thread.
 */
void
waybill_ui_browser_place_make_folder_async (WaybillUiBrowserPlace *self,
                                            const char *path,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self));
  CLASS (self)->make_folder_async (self, path, cancellable, callback, user_data);
}

/**
 * waybill_ui_browser_place_rename_async:
 * @self: a place
 * @path: what is there
 * @new_path: what it shall be
 * @cancellable: (nullable): ends it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Renames a file or folder. Main thread.
 */
void
waybill_ui_browser_place_rename_async (WaybillUiBrowserPlace *self,
                                       const char *path,
                                       const char *new_path,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self));
  CLASS (self)->rename_async (self, path, new_path, cancellable, callback, user_data);
}

/**
 * waybill_ui_browser_place_remove_async:
 * @self: a place
 * @path: what is there
 * @folder: it is a folder
 * @cancellable: (nullable): ends it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * This computer: moves it to the trash. A partner: deletes it for good, a folder only when it is empty. Main thread.
 */
void
waybill_ui_browser_place_remove_async (WaybillUiBrowserPlace *self,
                                       const char *path,
                                       gboolean folder,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self));
  CLASS (self)->remove_async (self, path, folder, cancellable, callback, user_data);
}

/**
 * waybill_ui_browser_place_change_finish:
 * @self: a place
 * @result: the result of one of the three changes
 * @error: return location
 *
 * Returns: whether it was done; errors are `WAYBILL_REMOTE_ERROR` or `G_IO_ERROR`
 */
gboolean
waybill_ui_browser_place_change_finish (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self), FALSE);
  return CLASS (self)->change_finish (self, result, error);
}

/**
 * waybill_ui_browser_place_can_fetch:
 * @self: a place
 *
 * Returns: can its files be fetched to this computer?
 */
gboolean
waybill_ui_browser_place_can_fetch (WaybillUiBrowserPlace *self)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PLACE (self), FALSE);
  return CLASS (self)->fetch_async != NULL;
}

/**
 * waybill_ui_browser_place_fetch_async:
 * @self: a place that can
 * @paths: full paths of files and folders
 * @folder: a folder of this computer that nobody else writes to
 * @cancellable: (nullable): nobody waits any more; to be cancelled on the main thread
 * @callback: called in the main context, when everything is there or something will not be
 * @user_data: for @callback
 *
 * Fetches as everything is fetched from there, where the person sees it. Main thread.
 */
void
waybill_ui_browser_place_fetch_async (WaybillUiBrowserPlace *self,
                                      const char *const *paths,
                                      const char *folder,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (waybill_ui_browser_place_can_fetch (self));
  CLASS (self)->fetch_async (self, paths, folder, cancellable, callback, user_data);
}

/**
 * waybill_ui_browser_place_fetch_finish:
 * @self: a place
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE unless everything has arrived
 */
gboolean
waybill_ui_browser_place_fetch_finish (WaybillUiBrowserPlace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (waybill_ui_browser_place_can_fetch (self), FALSE);
  return CLASS (self)->fetch_finish (self, result, error);
}

static void
waybill_ui_browser_place_class_init (WaybillUiBrowserPlaceClass *klass)
{
}

static void
waybill_ui_browser_place_init (WaybillUiBrowserPlace *self)
{
}
