/* The window that puts certificates onto an IBM i, in the assistant's frame. The connection and the files are the run's. */

#include "ui-session-upload.h"

#include "ui-file.h"
#include "ui-session-upload-dcm.h"
#include "ui-session-upload-run.h"
#include "ui-session-upload-where.h"

#include "words-error.h"

#include <glib/gi18n.h>

enum
{
  STEP_WHERE,
  STEP_DCM,
  N_STEPS,
};

static const WaybillUiAssistantStep steps[] = {
  [STEP_WHERE] = { N_ ("Where to"), N_ ("_Upload"), N_ ("_Upload") },
  [STEP_DCM] = { N_ ("On the IBM i"), N_ ("_Close"), N_ ("_Close") },
};

struct _WaybillUiSessionUpload
{
  WaybillUiAssistant parent_instance;

  WaybillUiContext *context;
  WaybillUiSessionUploadRun *run; /* (nullable): under way */

  WaybillUiSessionUploadWhere *where_page;
  WaybillUiSessionUploadDcm *dcm_page;
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionUpload, waybill_ui_session_upload, WAYBILL_TYPE_UI_ASSISTANT)

static void
run_changed (WaybillUiSessionUpload *self)
{
  g_autofree char *activity = waybill_ui_session_upload_run_dup_activity (self->run);

  waybill_ui_session_upload_where_set_activity (self->where_page, activity);
}

static void
run_ended (WaybillUiSessionUpload *self, gboolean done)
{
  g_autoptr (WaybillUiSessionUploadRun) run = g_steal_pointer (&self->run);
  WaybillPartner *partner = waybill_ui_session_upload_where_get_partner (self->where_page);
  const char *name = partner != NULL ? waybill_partner_get_name (partner) : "";
  const GError *error = waybill_ui_session_upload_run_get_error (run);

  waybill_ui_session_upload_where_set_activity (self->where_page, NULL);
  if (done)
    {
      g_auto (GStrv) names = waybill_ui_session_upload_run_dup_names (run);

      waybill_ui_session_upload_dcm_show (self->dcm_page, (const char *const *) names,
                                          waybill_ui_session_upload_run_get_folder (run), name);
      waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (self), STEP_DCM);
      return;
    }
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, name);

      waybill_ui_session_upload_where_set_failure (self->where_page, words);
    }
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->where_page));
}

static void
start (WaybillUiSessionUpload *self)
{
  WaybillPartner *partner = waybill_ui_session_upload_where_get_partner (self->where_page);
  g_auto (GStrv) paths = waybill_ui_session_upload_where_dup_paths (self->where_page);

  if (self->run != NULL || partner == NULL)
    return;
  waybill_ui_session_upload_where_set_failure (self->where_page, NULL);
  self->run = waybill_ui_session_upload_run_new (self->context, partner, GTK_WIDGET (self->where_page),
                                                 (const char *const *) paths,
                                                 waybill_ui_session_upload_where_get_folder (self->where_page));
  g_signal_connect_object (self->run, "changed", G_CALLBACK (run_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "ended", G_CALLBACK (run_ended), self, G_CONNECT_SWAPPED);
  run_changed (self);
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
  waybill_ui_session_upload_run_start (self->run);
}

static void
stop (WaybillUiSessionUpload *self)
{
  if (self->run != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->run, self);
      waybill_ui_session_upload_run_stop (self->run);
    }
  g_clear_object (&self->run);
}

static void
waybill_ui_session_upload_go_next (WaybillUiAssistant *assistant)
{
  if (waybill_ui_assistant_get_step (assistant) == STEP_WHERE)
    start (WAYBILL_UI_SESSION_UPLOAD (assistant));
  else
    gtk_window_close (GTK_WINDOW (assistant));
}

static gboolean
waybill_ui_session_upload_may_go_next (WaybillUiAssistant *assistant)
{
  return WAYBILL_UI_SESSION_UPLOAD (assistant)->run == NULL;
}

static void
waybill_ui_session_upload_closed (WaybillUiAssistant *assistant)
{
  stop (WAYBILL_UI_SESSION_UPLOAD (assistant));
}

static gboolean
dropped (WaybillUiSessionUpload *self, const GValue *value)
{
  g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

  if (self->run != NULL || waybill_ui_assistant_get_step (WAYBILL_UI_ASSISTANT (self)) != STEP_WHERE)
    return FALSE;
  waybill_ui_session_upload_where_add_files (self->where_page, files);
  return TRUE;
}

/**
 * waybill_ui_session_upload_new:
 * @context: stores and vault
 * @parent: (nullable): the window below
 * @files: (nullable) (element-type GFile): files of this computer
 *
 * Returns: (transfer none): the window, not shown yet; GTK owns it
 */
WaybillUiSessionUpload *
waybill_ui_session_upload_new (WaybillUiContext *context, GtkWindow *parent, GListModel *files)
{
  WaybillUiSessionUpload *self = g_object_new (WAYBILL_TYPE_UI_SESSION_UPLOAD, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  waybill_ui_session_upload_where_set_context (self->where_page, context);
  if (files != NULL)
    waybill_ui_session_upload_where_add_files (self->where_page, files);
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->where_page));
  return self;
}

static void
waybill_ui_session_upload_dispose (GObject *object)
{
  WaybillUiSessionUpload *self = WAYBILL_UI_SESSION_UPLOAD (object);

  stop (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_session_upload_parent_class)->dispose (object);
}

static void
waybill_ui_session_upload_class_init (WaybillUiSessionUploadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WaybillUiAssistantClass *assistant_class = WAYBILL_UI_ASSISTANT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_session_upload_dispose;
  assistant_class->steps = steps;
  assistant_class->n_steps = N_STEPS;
  assistant_class->go_next = waybill_ui_session_upload_go_next;
  assistant_class->may_go_next = waybill_ui_session_upload_may_go_next;
  assistant_class->closed = waybill_ui_session_upload_closed;
  g_type_ensure (WAYBILL_TYPE_UI_SESSION_UPLOAD_WHERE);
  g_type_ensure (WAYBILL_TYPE_UI_SESSION_UPLOAD_DCM);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-upload.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUpload, where_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUpload, dcm_page);
}

static void
waybill_ui_session_upload_init (WaybillUiSessionUpload *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
