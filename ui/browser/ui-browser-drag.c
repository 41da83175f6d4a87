/* Held, free, fetching, here or failed, once and in this order. Targets may ask as often and as early as they like: file
 * managers ask while the pointer only passes over them. Their answers are held back until there is one for all of them. */

#include "ui-browser-drag.h"

#include "ui-browser-drag-folder.h"
#include "ui-browser-rows.h"

#include "remote-path.h"

#include <glib/gstdio.h>
#include <utime.h>

#define MIME_TYPE "text/uri-list"
/* So long may a pane of ours take to say that the drop was for it, in milliseconds: before, somebody may have asked for
 * files over whom the pointer only passed. */
#define GRACE 300

typedef enum
{
  HELD, /* the button is down */
  FREE, /* dropped, and nobody has asked for files */
  FETCHING,
  HERE,
  FAILED,
} Stage;

struct _WaybillUiBrowserDrag
{
  GdkContentProvider parent_instance;

  WaybillUiBrowserPlace *place;
  WaybillUiBrowserRows *rows;
  Stage stage;
  GPtrArray *writes; /* (element-type GTask) who waits; the task's data is the stream */
  GCancellable *cancellable;
  guint grace;   /* source id */
  GdkDrag *drag; /* (nullable) weak */
  char *folder;  /* (nullable) */
  GBytes *uris;  /* (nullable) of HERE */
  GError *error; /* (nullable) of FAILED */
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserDrag, waybill_ui_browser_drag, GDK_TYPE_CONTENT_PROVIDER)

/* Answers */

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* task: (transfer full). */
static void
answer (WaybillUiBrowserDrag *self, GTask *task)
{
  gsize length;
  const char *text;

  if (self->stage == FAILED)
    {
      g_task_return_error (task, g_error_copy (self->error));
      g_object_unref (task);
      return;
    }
  text = g_bytes_get_data (self->uris, &length);
  g_output_stream_write_all_async (g_task_get_task_data (task), text, length, g_task_get_priority (task),
                                   g_task_get_cancellable (task), written, task);
}

static void
answer_all (WaybillUiBrowserDrag *self)
{
  g_autoptr (GPtrArray) writes = g_steal_pointer (&self->writes);

  self->writes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < writes->len; i++)
    answer (self, g_object_ref (g_ptr_array_index (writes, i)));
}

/* error: (transfer full). */
static void
fail (WaybillUiBrowserDrag *self, GError *error)
{
  g_debug ("Nothing is handed over: %s", error->message);
  self->stage = FAILED;
  self->error = error;
  answer_all (self);
}

/* The fetch */

/* What was fetched has the last part of its path as its name; a name that is none was not fetched. */
static GBytes *
make_uris (WaybillUiBrowserDrag *self, GError **error)
{
  GString *text = g_string_new (NULL);

  for (char **path = self->rows->paths; *path != NULL; path++)
    {
      g_autofree char *name = waybill_remote_path_dup_name (*path);
      g_autofree char *file = g_build_filename (self->folder, name, NULL);
      g_autofree char *uri = g_filename_to_uri (file, NULL, error);

      if (uri == NULL)
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_printf (text, "%s\r\n", uri);
    }
  return g_string_free_to_bytes (text);
}

static void
fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiBrowserDrag) self = user_data;
  GError *error = NULL;

  if (waybill_ui_browser_place_fetch_finish (WAYBILL_UI_BROWSER_PLACE (source), result, &error))
    self->uris = make_uris (self, &error);
  if (error != NULL)
    {
      fail (self, error);
      return;
    }
  /* From now on it is copied, and the folder's age counts. */
  g_utime (self->folder, NULL);
  self->stage = HERE;
  answer_all (self);
}

static void
made_folder (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiBrowserDrag) self = user_data;
  GError *error = NULL;

  self->folder = waybill_ui_browser_drag_folder_make_finish (result, &error);
  if (self->folder == NULL)
    {
      fail (self, error);
      return;
    }
  waybill_ui_browser_place_fetch_async (self->place, (const char *const *) self->rows->paths, self->folder,
                                        self->cancellable, fetched, g_object_ref (self));
}

/* Once, however many have asked. */
static void
fetch_if_wanted (WaybillUiBrowserDrag *self)
{
  if (self->stage != FREE || self->writes->len == 0)
    return;
  self->stage = FETCHING;
  g_clear_handle_id (&self->grace, g_source_remove);
  /* It would stand where it was dropped for as long as that takes. */
  if (self->drag != NULL && gdk_drag_get_drag_surface (self->drag) != NULL)
    gdk_surface_hide (gdk_drag_get_drag_surface (self->drag));
  waybill_ui_browser_drag_folder_make_async (self->cancellable, made_folder, g_object_ref (self));
}

static gboolean
grace_ended (gpointer data)
{
  WaybillUiBrowserDrag *self = data;

  self->grace = 0;
  fetch_if_wanted (self);
  return G_SOURCE_REMOVE;
}

/* The drag */

/**
 * waybill_ui_browser_drag_release:
 * @self: what a drag offers
 *
 * The button was let go over a target: files are fetched as soon as somebody asks for them; for who has asked before, when
 * no pane of ours has taken the rows within a moment.
 */
void
waybill_ui_browser_drag_release (WaybillUiBrowserDrag *self)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_DRAG (self));

  if (self->stage != HELD)
    return;
  self->stage = FREE;
  self->grace = g_timeout_add (GRACE, grace_ended, self);
}

/**
 * waybill_ui_browser_drag_end:
 * @self: what a drag offers
 *
 * It was dropped nowhere, or the target has what it needs. Whoever waits gets an error, a fetch that nobody waits for any
 * more is cancelled; files that are here stay.
 */
void
waybill_ui_browser_drag_end (WaybillUiBrowserDrag *self)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_DRAG (self));

  g_clear_handle_id (&self->grace, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->stage < FETCHING)
    fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The drag has ended"));
}

/**
 * waybill_ui_browser_drag_follow:
 * @self: what a drag offers
 * @drag: that drag
 *
 * Listens to it until one of them is gone.
 */
void
waybill_ui_browser_drag_follow (WaybillUiBrowserDrag *self, GdkDrag *drag)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_DRAG (self));

  g_set_weak_pointer (&self->drag, drag);
  g_signal_connect_object (drag, "drop-performed", G_CALLBACK (waybill_ui_browser_drag_release), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (waybill_ui_browser_drag_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "dnd-finished", G_CALLBACK (waybill_ui_browser_drag_end), self, G_CONNECT_SWAPPED);
}

/* GdkContentProvider */

static GdkContentFormats *
waybill_ui_browser_drag_ref_formats (GdkContentProvider *provider)
{
  WaybillUiBrowserDrag *self = WAYBILL_UI_BROWSER_DRAG (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, WAYBILL_TYPE_UI_BROWSER_ROWS);
  if (waybill_ui_browser_place_can_fetch (self->place))
    gdk_content_formats_builder_add_mime_type (builder, MIME_TYPE);
  return gdk_content_formats_builder_free_to_formats (builder);
}

static gboolean
waybill_ui_browser_drag_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  WaybillUiBrowserDrag *self = WAYBILL_UI_BROWSER_DRAG (provider);

  if (!G_VALUE_HOLDS (value, WAYBILL_TYPE_UI_BROWSER_ROWS))
    return GDK_CONTENT_PROVIDER_CLASS (waybill_ui_browser_drag_parent_class)->get_value (provider, value, error);
  g_value_set_boxed (value, self->rows);
  return TRUE;
}

static void
waybill_ui_browser_drag_write_async (GdkContentProvider *provider,
                                     const char *mime_type,
                                     GOutputStream *stream,
                                     int io_priority,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  WaybillUiBrowserDrag *self = WAYBILL_UI_BROWSER_DRAG (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  if (g_strcmp0 (mime_type, MIME_TYPE) != 0 || !waybill_ui_browser_place_can_fetch (self->place))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not offered as %s", mime_type);
      g_object_unref (task);
      return;
    }
  if (self->stage >= HERE)
    {
      answer (self, task);
      return;
    }
  g_ptr_array_add (self->writes, task);
  fetch_if_wanted (self);
}

static gboolean
waybill_ui_browser_drag_write_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * waybill_ui_browser_drag_new:
 * @place: a partner
 * @token: of its connection
 * @paths: what is dragged
 *
 * Returns: (transfer full): what the drag offers
 */
GdkContentProvider *
waybill_ui_browser_drag_new (WaybillUiBrowserPlace *place, const char *token, const char *const *paths)
{
  WaybillUiBrowserDrag *self = g_object_new (WAYBILL_TYPE_UI_BROWSER_DRAG, NULL);

  self->place = g_object_ref (place);
  self->rows = waybill_ui_browser_rows_new (token, paths);
  return GDK_CONTENT_PROVIDER (self);
}

static void
waybill_ui_browser_drag_finalize (GObject *object)
{
  WaybillUiBrowserDrag *self = WAYBILL_UI_BROWSER_DRAG (object);

  g_clear_handle_id (&self->grace, g_source_remove);
  g_clear_weak_pointer (&self->drag);
  g_clear_object (&self->place);
  g_clear_pointer (&self->rows, waybill_ui_browser_rows_free);
  g_ptr_array_unref (self->writes);
  g_object_unref (self->cancellable);
  g_free (self->folder);
  g_clear_pointer (&self->uris, g_bytes_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (waybill_ui_browser_drag_parent_class)->finalize (object);
}

static void
waybill_ui_browser_drag_class_init (WaybillUiBrowserDragClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_browser_drag_finalize;
  provider_class->ref_formats = waybill_ui_browser_drag_ref_formats;
  provider_class->get_value = waybill_ui_browser_drag_get_value;
  provider_class->write_mime_type_async = waybill_ui_browser_drag_write_async;
  provider_class->write_mime_type_finish = waybill_ui_browser_drag_write_finish;
}

static void
waybill_ui_browser_drag_init (WaybillUiBrowserDrag *self)
{
  self->writes = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}
