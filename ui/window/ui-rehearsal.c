/* A rehearsal: the practice partner's server, its two files and a context of its own. Everything slow happens on a thread:
 * making keys, hanging up on everybody, and removing the folder. It shows nothing. */

#include "ui-rehearsal.h"

#include "base-file.h"
#include "base-thread.h"
#include "practice-files.h"
#include "practice-server.h"

#define HOST "127.0.0.1"

/* What is made and ended on a thread; one owner at a time. */
typedef struct
{
  char *folder;
  char *disk;
  char *files;
  WaybillPracticeCertificates *certificates;
  WaybillPracticeServer *server;
  GError *error;
  GTask *task; /* main's; the thread carries the pointer only */
} Stage;

struct _WaybillUiRehearsal
{
  GObject parent_instance;

  Stage *stage;
  char *user;
  WaybillUiContext *context;
  GFileMonitor *monitor; /* (nullable) until a file has arrived */
  gboolean arrived;
};

G_DEFINE_FINAL_TYPE (WaybillUiRehearsal, waybill_ui_rehearsal, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
stage_free (gpointer data)
{
  Stage *self = data;

  g_clear_pointer (&self->server, waybill_practice_server_free);
  g_clear_pointer (&self->certificates, waybill_practice_certificates_unref);
  if (self->folder != NULL)
    waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->disk);
  g_free (self->files);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
build (Stage *self, GError **error)
{
  const WaybillPracticeServerOptions options = { .port = 0 };

  self->folder = g_dir_make_tmp ("waybill-practice-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  self->disk = g_build_filename (self->folder, "partner", NULL);
  self->files = g_build_filename (self->folder, "from the partner", NULL);
  if (!waybill_base_file_ensure_folder (self->files, error) || !waybill_practice_files_make (self->disk, error))
    return FALSE;
  self->certificates = waybill_practice_certificates_new (error);
  if (self->certificates == NULL || !waybill_practice_certificates_write (self->certificates, self->files, error))
    return FALSE;
  self->server = waybill_practice_server_new (self->disk, self->certificates, &options, error);
  if (self->server == NULL)
    return FALSE;
  waybill_practice_server_start (self->server);
  return TRUE;
}

static void
built_on_main (gpointer data)
{
  Stage *stage = data;
  g_autoptr (GTask) task = g_steal_pointer (&stage->task);

  if (stage->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&stage->error));
      waybill_base_thread_detach ("practice-end", stage_free, stage);
      return;
    }
  g_task_return_pointer (task, stage, stage_free);
}

static void
build_on_thread (gpointer data)
{
  Stage *stage = data;

  build (stage, &stage->error);
  waybill_base_thread_hop (g_task_get_context (stage->task), built_on_main, stage);
}

/**
 * waybill_ui_rehearsal_start_async:
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes certificates, the two files to hand out and a small tree, and lets the practice partner listen on loopback.
 */
void
waybill_ui_rehearsal_start_async (GAsyncReadyCallback callback, gpointer user_data)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (stage->task, waybill_ui_rehearsal_start_async);
  waybill_base_thread_detach ("practice", build_on_thread, stage);
}

static void
stop_watching (WaybillUiRehearsal *self)
{
  if (self->monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

/* Closed after writing, or moved to its final name. */
static void
incoming_changed (WaybillUiRehearsal *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_RENAMED
      && event != G_FILE_MONITOR_EVENT_MOVED_IN)
    return;
  stop_watching (self);
  self->arrived = TRUE;
  g_signal_emit (self, signals[SIGNAL_ARRIVED], 0);
}

/* Without it the sheet has one tick less. */
static void
start_watching (WaybillUiRehearsal *self)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (self->stage->disk, "incoming", NULL);
  g_autoptr (GError) error = NULL;

  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor == NULL)
    g_info ("What arrives at the practice partner is not seen: %s", error->message);
  else
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (incoming_changed), self);
}

/**
 * waybill_ui_rehearsal_start_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rehearsal; %NULL with what cert, practice or the file system said
 */
WaybillUiRehearsal *
waybill_ui_rehearsal_start_finish (GAsyncResult *result, GError **error)
{
  Stage *stage = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (WaybillUiRehearsal) self = NULL;
  g_autofree char *own = NULL;

  if (stage == NULL)
    return NULL;
  self = g_object_new (WAYBILL_TYPE_UI_REHEARSAL, NULL);
  self->stage = stage;
  self->user = waybill_practice_server_dup_user (stage->server);
  own = g_build_filename (stage->folder, "own", NULL);
  self->context = waybill_ui_context_new (own, error);
  if (self->context == NULL)
    return NULL;
  start_watching (self);
  return g_steal_pointer (&self);
}

/**
 * waybill_ui_rehearsal_get_context:
 * @self: a rehearsal
 *
 * Returns: (transfer none): its stores, of which nothing is left afterwards
 */
WaybillUiContext *
waybill_ui_rehearsal_get_context (WaybillUiRehearsal *self)
{
  return self->context;
}

/**
 * waybill_ui_rehearsal_get_host:
 * @self: a rehearsal
 *
 * Returns: the address it listens on
 */
const char *
waybill_ui_rehearsal_get_host (WaybillUiRehearsal *self)
{
  return HOST;
}

/**
 * waybill_ui_rehearsal_get_port:
 * @self: a rehearsal
 *
 * Returns: the port it listens on
 */
guint16
waybill_ui_rehearsal_get_port (WaybillUiRehearsal *self)
{
  return waybill_practice_server_get_port (self->stage->server);
}

/**
 * waybill_ui_rehearsal_get_user:
 * @self: a rehearsal
 *
 * Returns: the user name that it lets in
 */
const char *
waybill_ui_rehearsal_get_user (WaybillUiRehearsal *self)
{
  return self->user;
}

/**
 * waybill_ui_rehearsal_get_password:
 * @self: a rehearsal
 *
 * Returns: that user's password: it opens nothing but this rehearsal
 */
const char *
waybill_ui_rehearsal_get_password (WaybillUiRehearsal *self)
{
  return waybill_practice_server_get_password (self->stage->server);
}

/**
 * waybill_ui_rehearsal_get_pfx_password:
 * @self: a rehearsal
 *
 * Returns: the password of its .pfx file
 */
const char *
waybill_ui_rehearsal_get_pfx_password (WaybillUiRehearsal *self)
{
  return waybill_practice_certificates_get_pfx_password (self->stage->certificates);
}

/**
 * waybill_ui_rehearsal_list_files:
 * @self: a rehearsal
 *
 * Returns: (transfer full) (element-type GFile): the files that it hands out
 */
GListModel *
waybill_ui_rehearsal_list_files (WaybillUiRehearsal *self)
{
  const char *names[] = { WAYBILL_PRACTICE_PFX_NAME, WAYBILL_PRACTICE_CER_NAME };
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (self->stage->files, names[i], NULL);

      g_list_store_append (files, file);
    }
  return G_LIST_MODEL (files);
}

/**
 * waybill_ui_rehearsal_get_certificates:
 * @self: a rehearsal
 *
 * Returns: (transfer none): what the practice partner handed out
 */
WaybillPracticeCertificates *
waybill_ui_rehearsal_get_certificates (WaybillUiRehearsal *self)
{
  return self->stage->certificates;
}

/**
 * waybill_ui_rehearsal_has_arrived:
 * @self: a rehearsal
 *
 * Returns: %TRUE when a file was sent into the practice partner's folder "incoming"
 */
gboolean
waybill_ui_rehearsal_has_arrived (WaybillUiRehearsal *self)
{
  return self->arrived;
}

/**
 * waybill_ui_rehearsal_get_disk:
 * @self: a rehearsal
 *
 * Returns: the folder that the practice partner serves
 */
const char *
waybill_ui_rehearsal_get_disk (WaybillUiRehearsal *self)
{
  return self->stage->disk;
}

static void
ended_on_main (gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_boolean (task, TRUE);
}

/* The task waits beside the stage, which is gone by then. */
typedef struct
{
  Stage *stage;
  GTask *task;
} Ending;

static void
end_on_thread (gpointer data)
{
  Ending *ending = data;

  g_clear_pointer (&ending->stage, stage_free);
  waybill_base_thread_hop (g_task_get_context (ending->task), ended_on_main, ending->task);
  g_free (ending);
}

/**
 * waybill_ui_rehearsal_end_async:
 * @self: a rehearsal
 * @callback: called when nothing is left of it
 * @user_data: for @callback
 *
 * Ends the server and removes the folder. Main thread; nothing of the rehearsal may be used any more.
 */
void
waybill_ui_rehearsal_end_async (WaybillUiRehearsal *self, GAsyncReadyCallback callback, gpointer user_data)
{
  Ending *ending = g_new0 (Ending, 1);

  stop_watching (self);
  ending->task = g_task_new (self, NULL, callback, user_data);
  ending->stage = g_steal_pointer (&self->stage);
  waybill_base_thread_detach ("practice-end", end_on_thread, ending);
}

/**
 * waybill_ui_rehearsal_end_finish:
 * @self: a rehearsal
 * @result: the result
 *
 * Returns: %TRUE
 */
gboolean
waybill_ui_rehearsal_end_finish (WaybillUiRehearsal *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
waybill_ui_rehearsal_finalize (GObject *object)
{
  WaybillUiRehearsal *self = WAYBILL_UI_REHEARSAL (object);

  stop_watching (self);
  g_clear_object (&self->context);
  g_free (self->user);
  if (self->stage != NULL)
    waybill_base_thread_detach ("practice-end", stage_free, self->stage);

  G_OBJECT_CLASS (waybill_ui_rehearsal_parent_class)->finalize (object);
}

static void
waybill_ui_rehearsal_class_init (WaybillUiRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_rehearsal_finalize;

  signals[SIGNAL_ARRIVED]
      = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_rehearsal_init (WaybillUiRehearsal *self)
{
}
