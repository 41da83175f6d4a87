/* Every call is the same: the session is there, or comes back; it is asked; its answer is handed on. Files are the queue's.
 */

#include "ui-session-place.h"

struct _WaybillUiSessionPlace
{
  WaybillUiBrowserPlace parent_instance;

  WaybillUiSessionLink *link;
  WaybillRemote *remote; /* the link may let go of it first */
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionPlace, waybill_ui_session_place, WAYBILL_TYPE_UI_BROWSER_PLACE)

typedef struct _Call Call;

struct _Call
{
  void (*begin) (WaybillRemote *remote, GTask *task);
  char *path;
  char *new_path;
  gboolean folder;
  gboolean again; /* it was cut off once */
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
ready (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
was_cut_off (WaybillUiSessionPlace *self, GTask *task)
{
  WaybillRemote *remote = waybill_ui_session_link_get_remote (self->link);

  return !g_cancellable_is_cancelled (g_task_get_cancellable (task)) && remote != NULL
         && !waybill_remote_is_connected (remote)
         && waybill_ui_session_link_get_stage (self->link) == WAYBILL_UI_SESSION_CONNECTED;
}

/* Takes task and error. The server had hung up meanwhile, which only the call told: looking a second time does no harm. */
static void
list_failed (WaybillUiSessionPlace *self, GTask *task, GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (call->again || !was_cut_off (self, task))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_error_free (error);
  call->again = TRUE;
  waybill_ui_session_link_revive_async (self->link, g_task_get_cancellable (task), ready, task);
}

/* Takes error. Whether a change that was cut off took place is not known, so it is not made again; the tab says what became
 * of the session. */
static void
change_failed (WaybillUiSessionPlace *self, GTask *task, GError *error)
{
  if (was_cut_off (self, task))
    waybill_ui_session_link_revive_async (self->link, NULL, NULL, NULL);
  g_task_return_error (task, error);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillUiSessionPlace *self = g_task_get_source_object (task);
  GError *error = NULL;
  WaybillRemoteListing *listing = waybill_remote_list_finish (WAYBILL_REMOTE (source), result, &error);

  if (listing == NULL)
    {
      list_failed (self, g_steal_pointer (&task), error);
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

  if (waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    change_failed (g_task_get_source_object (task), task, error);
}

static void
begin_list (WaybillRemote *remote, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_remote_list_async (remote, call->path, g_task_get_cancellable (task), listed, g_object_ref (task));
}

static void
begin_make_folder (WaybillRemote *remote, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_remote_make_folder_async (remote, call->path, g_task_get_cancellable (task), changed, g_object_ref (task));
}

static void
begin_rename (WaybillRemote *remote, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_remote_rename_async (remote, call->path, call->new_path, g_task_get_cancellable (task), changed,
                               g_object_ref (task));
}

static void
begin_remove (WaybillRemote *remote, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  waybill_remote_remove_async (remote, call->path, call->folder, g_task_get_cancellable (task), changed,
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
    call->begin (self->remote, task);
}

static void
start (WaybillUiBrowserPlace *place,
       void (*begin) (WaybillRemote *remote, GTask *task),
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

static void
fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (waybill_transfer_queue_fetch_whole_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Through the tab's queue, as all that is fetched. */
static void
place_fetch_async (WaybillUiBrowserPlace *place,
                   const char *const *paths,
                   const char *folder,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  WaybillTransferQueue *queue = waybill_ui_session_link_get_queue (WAYBILL_UI_SESSION_PLACE (place)->link);
  GTask *task = g_task_new (place, NULL, callback, user_data);

  if (queue != NULL)
    {
      waybill_transfer_queue_fetch_whole_async (queue, paths, folder, cancellable, fetched, task);
      return;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "The tab is not connected");
  g_object_unref (task);
}

static gboolean
place_fetch_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Where the login led. */
static char *
place_dup_home (WaybillUiBrowserPlace *place)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (WAYBILL_UI_SESSION_PLACE (place)->remote);

  return facts != NULL && facts->folder != NULL && facts->folder[0] == '/' ? g_strdup (facts->folder) : NULL;
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
  self->remote = g_object_ref (waybill_ui_session_link_get_remote (link));
  return WAYBILL_UI_BROWSER_PLACE (self);
}

static void
waybill_ui_session_place_finalize (GObject *object)
{
  WaybillUiSessionPlace *self = WAYBILL_UI_SESSION_PLACE (object);

  g_clear_object (&self->link);
  g_clear_object (&self->remote);
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
  place_class->dup_home = place_dup_home;
  place_class->fetch_async = place_fetch_async;
  place_class->fetch_finish = place_fetch_finish;
}

static void
waybill_ui_session_place_init (WaybillUiSessionPlace *self)
{
}
