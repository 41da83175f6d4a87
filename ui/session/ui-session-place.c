/* Every call is the same: the session first, then the browser's place over it, then its answer. */

#include "ui-session-place.h"

#include "ui-browser-remote.h"

struct _WaybillUiSessionPlace
{
  WaybillUiBrowserPlace parent_instance;

  WaybillUiSessionLink *link;
  WaybillUiBrowserPlace *inner;
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionPlace, waybill_ui_session_place, WAYBILL_TYPE_UI_BROWSER_PLACE)

typedef struct _Call Call;

struct _Call
{
  void (*begin) (WaybillUiBrowserPlace *inner, GTask *task);
  char *path;
  char *new_path;
  gboolean folder;
};

static void
call_free (gpointer data)
{
  Call *self = data;

  g_free (self->path);
  g_free (self->new_path);
  g_free (self);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillUiSessionPlace *self = g_task_get_source_object (task);
  GError *error = NULL;
  WaybillRemoteListing *listing = waybill_ui_browser_place_list_finish (WAYBILL_UI_BROWSER_PLACE (source), result, &error);

  if (listing == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  waybill_ui_session_link_note_listed (self->link);
  g_task_return_pointer (task, listing, (GDestroyNotify) waybill_remote_listing_free);
}

static void
changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (waybill_ui_browser_place_change_finish (WAYBILL_UI_BROWSER_PLACE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
begin_list (WaybillUiBrowserPlace *inner, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_ui_browser_place_list_async (inner, call->path, g_task_get_cancellable (task), listed, g_object_ref (task));
}

static void
begin_make_folder (WaybillUiBrowserPlace *inner, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_ui_browser_place_make_folder_async (inner, call->path, g_task_get_cancellable (task), changed,
                                              g_object_ref (task));
}

static void
begin_rename (WaybillUiBrowserPlace *inner, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_ui_browser_place_rename_async (inner, call->path, call->new_path, g_task_get_cancellable (task), changed,
                                         g_object_ref (task));
}

static void
begin_remove (WaybillUiBrowserPlace *inner, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_ui_browser_place_remove_async (inner, call->path, call->folder, g_task_get_cancellable (task), changed,
                                         g_object_ref (task));
}

static void
ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillUiSessionPlace *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!waybill_ui_session_link_revive_finish (WAYBILL_UI_SESSION_LINK (source), result, &error))
    g_task_return_error (task, error);
  else
    call->begin (self->inner, task);
}

static void
start (WaybillUiBrowserPlace *place,
       void (*begin) (WaybillUiBrowserPlace *inner, GTask *task),
       const char *path,
       const char *new_path,
       gboolean folder,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  WaybillUiSessionPlace *self = WAYBILL_UI_SESSION_PLACE (place);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->begin = begin;
  call->path = g_strdup (path);
  call->new_path = g_strdup (new_path);
  call->folder = folder;
  g_task_set_task_data (task, call, call_free);
  waybill_ui_session_link_revive_async (self->link, cancellable, ready, task);
}

static void
place_list_async (WaybillUiBrowserPlace *place,
                  const char *folder,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  start (place, begin_list, folder, NULL, TRUE, cancellable, callback, user_data);
}

static WaybillRemoteListing *
place_list_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
place_make_folder_async (WaybillUiBrowserPlace *place,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  start (place, begin_make_folder, path, NULL, TRUE, cancellable, callback, user_data);
}

static void
place_rename_async (WaybillUiBrowserPlace *place,
                    const char *path,
                    const char *new_path,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  start (place, begin_rename, path, new_path, FALSE, cancellable, callback, user_data);
}

static void
place_remove_async (WaybillUiBrowserPlace *place,
                    const char *path,
                    gboolean folder,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  start (place, begin_remove, path, NULL, folder, cancellable, callback, user_data);
}

static gboolean
place_change_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * waybill_ui_session_place_new:
 * @link: a link that is connected
 *
 * Returns: (transfer full): the partner as a place
 */
WaybillUiBrowserPlace *
waybill_ui_session_place_new (WaybillUiSessionLink *link)
{
  WaybillUiSessionPlace *self = g_object_new (WAYBILL_TYPE_UI_SESSION_PLACE, NULL);

  self->link = g_object_ref (link);
  self->inner = waybill_ui_browser_remote_new (waybill_ui_session_link_get_remote (link));
  return WAYBILL_UI_BROWSER_PLACE (self);
}

static void
waybill_ui_session_place_finalize (GObject *object)
{
  WaybillUiSessionPlace *self = WAYBILL_UI_SESSION_PLACE (object);

  g_clear_object (&self->link);
  g_clear_object (&self->inner);
  G_OBJECT_CLASS (waybill_ui_session_place_parent_class)->finalize (object);
}

static void
waybill_ui_session_place_class_init (WaybillUiSessionPlaceClass *klass)
{
  WaybillUiBrowserPlaceClass *place_class = WAYBILL_UI_BROWSER_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_session_place_finalize;
  place_class->is_remote = TRUE;
  place_class->list_async = place_list_async;
  place_class->list_finish = place_list_finish;
  place_class->make_folder_async = place_make_folder_async;
  place_class->rename_async = place_rename_async;
  place_class->remove_async = place_remove_async;
  place_class->change_finish = place_change_finish;
}

static void
waybill_ui_session_place_init (WaybillUiSessionPlace *self)
{
}
