/* Connect, make the folder, send, say goodbye. A folder that cannot be made may be there already: what is wrong with it is
 * said by the first file. */

#include "ui-session-upload-run.h"

#include "ui-queue-conflict.h"
#include "ui-session-link.h"

#include "remote-path.h"
#include "words-session.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiSessionUploadRun
{
  GObject parent_instance;

  WaybillPartner *partner;
  GtkWidget *over; /* (nullable) weak */
  char **paths;
  char *folder;

  WaybillUiSessionLink *link;
  WaybillTransferQueue *queue; /* (nullable): what was given to it is under way */
  GCancellable *cancellable;
  GPtrArray *folders;  /* to be made, from the outermost */
  GPtrArray *names;    /* of what is there, at the end */
  GtkWidget *question; /* (nullable) weak */
  gboolean is_connected;
  gboolean is_over;
  GError *error;
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionUploadRun, waybill_ui_session_upload_run, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
let_go (WaybillUiSessionUploadRun *self)
{
  self->is_over = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->question != NULL)
    gtk_window_destroy (GTK_WINDOW (self->question));
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  if (self->link == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->link, self);
  waybill_ui_session_link_close_async (self->link, NULL, NULL);
  g_clear_object (&self->link);
}

/* One that was kept beside another has a name of its own; one that was skipped is there, though older. */
static void
note_names (WaybillUiSessionUploadRun *self)
{
  guint n_items = self->queue != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      WaybillTransferState state = waybill_transfer_item_get_state (item);

      if (state == WAYBILL_TRANSFER_STATE_DONE || state == WAYBILL_TRANSFER_STATE_LEFT)
        g_ptr_array_add (self->names, g_path_get_basename (waybill_transfer_item_get_remote_path (item)));
    }
}

/* error: (nullable) (transfer full). */
static void
end (WaybillUiSessionUploadRun *self, GError *error)
{
  g_autoptr (WaybillUiSessionUploadRun) held = g_object_ref (self);

  if (self->is_over)
    {
      g_clear_error (&error);
      return;
    }
  self->error = error;
  note_names (self);
  let_go (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, error == NULL);
}

/* Sending */

static guint
count_ended (WaybillUiSessionUploadRun *self, GError **error)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint n_ended = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      WaybillTransferState state = waybill_transfer_item_get_state (item);
      const GError *failure = waybill_transfer_item_get_error (item);

      if (state == WAYBILL_TRANSFER_STATE_FAILED && failure != NULL && *error == NULL)
        *error = g_error_copy (failure);
      n_ended += state == WAYBILL_TRANSFER_STATE_DONE || state == WAYBILL_TRANSFER_STATE_LEFT
                 || state == WAYBILL_TRANSFER_STATE_FAILED || state == WAYBILL_TRANSFER_STATE_CANCELLED;
    }
  return n_ended;
}

/* All files ended, or one did not go well: whoever mends it begins again, and files that are there ask. */
static void
queue_changed (WaybillUiSessionUploadRun *self)
{
  GError *error = NULL;
  guint n_ended;

  if (self->is_over || self->queue == NULL)
    return;
  n_ended = count_ended (self, &error);
  if (error == NULL && waybill_transfer_queue_paused_itself (self->queue)
      && waybill_transfer_queue_get_pause_error (self->queue) != NULL)
    error = g_error_copy (waybill_transfer_queue_get_pause_error (self->queue));
  if (error != NULL || n_ended >= g_strv_length (self->paths))
    end (self, error);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ask_next (WaybillUiSessionUploadRun *self);

static void
answered (WaybillUiQueueConflict *question, const char *response, WaybillUiSessionUploadRun *self)
{
  g_autoptr (WaybillTransferItem) item = g_object_ref (waybill_ui_queue_conflict_get_item (question));
  const char *name = waybill_ui_queue_conflict_get_new_name (question);
  WaybillTransferOverwrite answer;

  g_clear_weak_pointer (&self->question);
  if (self->queue == NULL)
    return;
  /* Here nobody would find it waiting: closed means that the file is left. */
  if (!waybill_ui_queue_conflict_to_answer (response, &answer))
    answer = WAYBILL_TRANSFER_OVERWRITE_NO;
  if (answer == WAYBILL_TRANSFER_OVERWRITE_RENAME && name != NULL)
    waybill_transfer_queue_keep_as (self->queue, item, name, 0);
  else
    waybill_transfer_queue_answer (self->queue, item, answer, 0);
  ask_next (self);
}

static void
ask (WaybillUiSessionUploadRun *self, WaybillTransferItem *item)
{
  GtkRoot *root = self->over != NULL ? gtk_widget_get_root (self->over) : NULL;
  GtkWidget *question;

  if (!GTK_IS_WINDOW (root))
    {
      waybill_transfer_queue_answer (self->queue, item, WAYBILL_TRANSFER_OVERWRITE_NO, 0);
      return;
    }
  question = waybill_ui_queue_conflict_new (GTK_WINDOW (root), item, waybill_partner_get_name (self->partner), 0);
  g_set_weak_pointer (&self->question, question);
  g_signal_connect_object (question, "response", G_CALLBACK (answered), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

/* One question after the other. */
static void
ask_next (WaybillUiSessionUploadRun *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_items && self->question == NULL; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (waybill_transfer_queue_wants_answer (self->queue, item))
        ask (self, item);
    }
}

static void
send_files (WaybillUiSessionUploadRun *self)
{
  self->queue = g_object_ref (waybill_ui_session_link_get_queue (self->link));
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "ended", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "asking", G_CALLBACK (ask_next), self, G_CONNECT_SWAPPED);
  waybill_transfer_queue_send (self->queue, (const char *const *) self->paths, self->folder);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The folder */

static void
make_next (WaybillUiSessionUploadRun *self);

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiSessionUploadRun) self = user_data;
  g_autoptr (GError) error = NULL;

  waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error);
  if (self->is_over)
    return;
  if (error != NULL)
    g_debug ("A folder was not made: %s", error->message);
  make_next (self);
}

static void
make_next (WaybillUiSessionUploadRun *self)
{
  g_autofree char *path = NULL;

  if (self->folders->len == 0)
    {
      send_files (self);
      return;
    }
  path = g_strdup (self->folders->pdata[0]);
  g_ptr_array_remove_index (self->folders, 0);
  waybill_remote_make_folder_async (waybill_ui_session_link_get_remote (self->link), path, self->cancellable, made,
                                    g_object_ref (self));
}

/* From where the login leads, unless it begins at the root. */
static void
settle_folder (WaybillUiSessionUploadRun *self)
{
  const WaybillRemoteFacts *facts = waybill_ui_session_link_get_facts (self->link);
  gsize begin;

  while (strlen (self->folder) > 1 && g_str_has_suffix (self->folder, "/"))
    self->folder[strlen (self->folder) - 1] = '\0';
  begin = 1;
  if (self->folder[0] != '/' && facts != NULL && facts->folder != NULL && facts->folder[0] == '/')
    {
      g_autofree char *relative = g_steal_pointer (&self->folder);

      self->folder = waybill_remote_path_join (facts->folder, relative);
      begin = strlen (facts->folder) + 1;
    }
  for (gsize at = begin; at < strlen (self->folder); at++)
    if (self->folder[at] == '/')
      g_ptr_array_add (self->folders, g_strndup (self->folder, at));
  g_ptr_array_add (self->folders, g_strdup (self->folder));
}

static void
link_changed (WaybillUiSessionUploadRun *self)
{
  const GError *error = waybill_ui_session_link_get_error (self->link);

  switch (waybill_ui_session_link_get_stage (self->link))
    {
    case WAYBILL_UI_SESSION_CONNECTED:
      if (self->is_connected)
        return;
      self->is_connected = TRUE;
      settle_folder (self);
      make_next (self);
      break;
    case WAYBILL_UI_SESSION_FAILED:
      end (self,
           error != NULL ? g_error_copy (error) : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No connection"));
      break;
    case WAYBILL_UI_SESSION_IDLE:
      /* A question was answered with no. */
      end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was sent"));
      break;
    default:
      break;
    }
}

/**
 * waybill_ui_session_upload_run_start:
 * @self: a run, once
 *
 * Main thread.
 */
void
waybill_ui_session_upload_run_start (WaybillUiSessionUploadRun *self)
{
  waybill_ui_session_link_connect (self->link);
}

/**
 * waybill_ui_session_upload_run_stop:
 * @self: a run
 *
 * Ends it, done or not. Main thread.
 */
void
waybill_ui_session_upload_run_stop (WaybillUiSessionUploadRun *self)
{
  if (!self->is_over)
    let_go (self);
}

/**
 * waybill_ui_session_upload_run_dup_activity:
 * @self: a run
 *
 * Returns: (transfer full): what it does
 */
char *
waybill_ui_session_upload_run_dup_activity (WaybillUiSessionUploadRun *self)
{
  WaybillTransferTotals totals = { 0 };

  if (self->queue == NULL)
    return g_strdup (_ ("Connecting…"));
  waybill_transfer_queue_get_totals (self->queue, &totals);
  return waybill_words_session_activity (totals.asking > 0, MAX (totals.waiting + totals.running, 1), 0);
}

/**
 * waybill_ui_session_upload_run_get_folder:
 * @self: a run
 *
 * Returns: (transfer none): where the files go; from the root as soon as that is known
 */
const char *
waybill_ui_session_upload_run_get_folder (WaybillUiSessionUploadRun *self)
{
  return self->folder;
}

/**
 * waybill_ui_session_upload_run_dup_names:
 * @self: a run that ended
 *
 * Returns: (transfer full) (array zero-terminated=1): the files that are there, as they are called there and as they are
 * shown to people
 */
char **
waybill_ui_session_upload_run_dup_names (WaybillUiSessionUploadRun *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->names->len; i++)
    {
      g_autofree char *shown = waybill_remote_path_dup_display (self->names->pdata[i]);

      g_strv_builder_add (names, shown);
    }
  return g_strv_builder_end (names);
}

/**
 * waybill_ui_session_upload_run_get_error:
 * @self: a run that ended
 *
 * Returns: (transfer none) (nullable): why not all files are there
 */
const GError *
waybill_ui_session_upload_run_get_error (WaybillUiSessionUploadRun *self)
{
  return self->error;
}

/**
 * waybill_ui_session_upload_run_new:
 * @context: stores and vault
 * @partner: to whom
 * @over: whose window carries questions
 * @paths: (array zero-terminated=1): files of this computer, 1 at least
 * @folder: where to, not empty
 *
 * Returns: (transfer full): a run that has not begun
 */
WaybillUiSessionUploadRun *
waybill_ui_session_upload_run_new (
    WaybillUiContext *context, WaybillPartner *partner, GtkWidget *over, const char *const *paths, const char *folder)
{
  WaybillUiSessionUploadRun *self = g_object_new (WAYBILL_TYPE_UI_SESSION_UPLOAD_RUN, NULL);
  g_autoptr (WaybillUiQuestion) question = waybill_ui_question_new (context, partner, over);

  self->partner = g_object_ref (partner);
  g_set_weak_pointer (&self->over, over);
  self->paths = g_strdupv ((char **) paths);
  self->folder = g_strdup (folder);
  self->link = waybill_ui_session_link_new (context, partner, question);
  g_signal_connect_object (self->link, "changed", G_CALLBACK (link_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static void
waybill_ui_session_upload_run_dispose (GObject *object)
{
  WaybillUiSessionUploadRun *self = WAYBILL_UI_SESSION_UPLOAD_RUN (object);

  waybill_ui_session_upload_run_stop (self);
  g_clear_weak_pointer (&self->over);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->partner);
  G_OBJECT_CLASS (waybill_ui_session_upload_run_parent_class)->dispose (object);
}

static void
waybill_ui_session_upload_run_finalize (GObject *object)
{
  WaybillUiSessionUploadRun *self = WAYBILL_UI_SESSION_UPLOAD_RUN (object);

  g_strfreev (self->paths);
  g_free (self->folder);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->names);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (waybill_ui_session_upload_run_parent_class)->finalize (object);
}

static void
waybill_ui_session_upload_run_class_init (WaybillUiSessionUploadRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = waybill_ui_session_upload_run_dispose;
  object_class->finalize = waybill_ui_session_upload_run_finalize;
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
waybill_ui_session_upload_run_init (WaybillUiSessionUploadRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
}
