/* A partner as a place: each call is handed to the session. It neither connects nor closes it. */

#include "ui-browser-remote.h"

struct _WaybillUiBrowserRemote
{
  WaybillUiBrowserPlace parent_instance;

  WaybillRemote *remote;
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserRemote, waybill_ui_browser_remote, WAYBILL_TYPE_UI_BROWSER_PLACE)

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  WaybillRemoteListing *listing = waybill_remote_list_finish (WAYBILL_REMOTE (source), result, &error);

  if (listing != NULL)
    g_task_return_pointer (task, listing, (GDestroyNotify) waybill_remote_listing_free);
  else
    g_task_return_error (task, error);
}

static void
changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remote_list_async (WaybillUiBrowserPlace *place,
                   const char *folder,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  waybill_remote_list_async (WAYBILL_UI_BROWSER_REMOTE (place)->remote, folder, cancellable, listed,
                             g_task_new (place, cancellable, callback, user_data));
}

static WaybillRemoteListing *
remote_list_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remote_make_folder_async (WaybillUiBrowserPlace *place,
                          const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  waybill_remote_make_folder_async (WAYBILL_UI_BROWSER_REMOTE (place)->remote, path, cancellable, changed,
                                    g_task_new (place, cancellable, callback, user_data));
}

static void
remote_rename_async (WaybillUiBrowserPlace *place,
                     const char *path,
                     const char *new_path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  waybill_remote_rename_async (WAYBILL_UI_BROWSER_REMOTE (place)->remote, path, new_path, cancellable, changed,
                               g_task_new (place, cancellable, callback, user_data));
}

static void
remote_remove_async (WaybillUiBrowserPlace *place,
                     const char *path,
                     gboolean folder,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  waybill_remote_remove_async (WAYBILL_UI_BROWSER_REMOTE (place)->remote, path, folder, cancellable, changed,
                               g_task_new (place, cancellable, callback, user_data));
}

static gboolean
remote_change_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
remote_dup_home (WaybillUiBrowserPlace *place)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (WAYBILL_UI_BROWSER_REMOTE (place)->remote);

  return facts != NULL ? g_strdup (facts->folder) : NULL;
}

/**
 * waybill_ui_browser_remote_new:
 * @remote: a connected session; a reference is kept
 *
 * Returns: (transfer full): the partner as a place
 */
WaybillUiBrowserPlace *
waybill_ui_browser_remote_new (WaybillRemote *remote)
{
  WaybillUiBrowserRemote *self = g_object_new (WAYBILL_TYPE_UI_BROWSER_REMOTE, NULL);

  self->remote = g_object_ref (remote);
  return WAYBILL_UI_BROWSER_PLACE (self);
}

static void
waybill_ui_browser_remote_finalize (GObject *object)
{
  g_clear_object (&WAYBILL_UI_BROWSER_REMOTE (object)->remote);
  G_OBJECT_CLASS (waybill_ui_browser_remote_parent_class)->finalize (object);
}

static void
waybill_ui_browser_remote_class_init (WaybillUiBrowserRemoteClass *klass)
{
  WaybillUiBrowserPlaceClass *place_class = WAYBILL_UI_BROWSER_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_browser_remote_finalize;
  place_class->is_remote = TRUE;
  place_class->list_async = remote_list_async;
  place_class->list_finish = remote_list_finish;
  place_class->make_folder_async = remote_make_folder_async;
  place_class->rename_async = remote_rename_async;
  place_class->remove_async = remote_remove_async;
  place_class->change_finish = remote_change_finish;
  place_class->dup_home = remote_dup_home;
}

static void
waybill_ui_browser_remote_init (WaybillUiBrowserRemote *self)
{
}
