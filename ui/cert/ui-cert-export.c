/* The export assistant's window: its pages in the assistant's frame. What the steps do stands in ui-cert-export-steps. */

#include "ui-cert-export-private.h"

#include "ui-cert-guide.h"
#include "ui-file.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiCertExport, waybill_ui_cert_export, WAYBILL_TYPE_UI_ASSISTANT)

static const WaybillUiAssistantStep steps[] = {
  [WAYBILL_UI_CERT_EXPORT_STEP_WHAT] = { N_ ("What"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_EXPORT_STEP_FILES] = { N_ ("Together or apart"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD] = { N_ ("Password"), N_ ("_Export"), N_ ("_Export") },
  [WAYBILL_UI_CERT_EXPORT_STEP_DONE] = { N_ ("Done"), N_ ("_Close"), N_ ("_Close") },
};

/**
 * waybill_ui_cert_export_get_step:
 * @self: the assistant
 *
 * Returns: the step that is shown
 */
WaybillUiCertExportStep
waybill_ui_cert_export_get_step (WaybillUiCertExport *self)
{
  return (WaybillUiCertExportStep) waybill_ui_assistant_get_step (WAYBILL_UI_ASSISTANT (self));
}

static void
waybill_ui_cert_export_next (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_export_go_next (WAYBILL_UI_CERT_EXPORT (assistant));
}

static void
waybill_ui_cert_export_back (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_export_go_back (WAYBILL_UI_CERT_EXPORT (assistant));
}

static gboolean
waybill_ui_cert_export_may_go_next (WaybillUiAssistant *assistant)
{
  return !waybill_ui_cert_export_is_busy (WAYBILL_UI_CERT_EXPORT (assistant));
}

static gboolean
waybill_ui_cert_export_may_go_back (WaybillUiAssistant *assistant)
{
  return WAYBILL_UI_CERT_EXPORT (assistant)->writing == NULL;
}

/* Without a key there is no password to ask, and the second page writes. */
static const char *
waybill_ui_cert_export_find_primary (WaybillUiAssistant *assistant)
{
  WaybillUiCertExport *self = WAYBILL_UI_CERT_EXPORT (assistant);
  WaybillCertExportPlan *plan = self->files_page != NULL ? waybill_ui_cert_export_files_get_plan (self->files_page) : NULL;

  if (waybill_ui_cert_export_get_step (self) != WAYBILL_UI_CERT_EXPORT_STEP_FILES || plan == NULL
      || waybill_cert_export_plan_has_key (plan))
    return NULL;
  return _ ("_Export");
}

static const char *
waybill_ui_cert_export_get_kept (WaybillUiAssistant *assistant)
{
  WaybillUiCertExport *self = WAYBILL_UI_CERT_EXPORT (assistant);

  return waybill_ui_cert_export_password_is_empty (self->password_page) ? NULL : _ ("Not exported yet");
}

static void
waybill_ui_cert_export_closed (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_export_stop (WAYBILL_UI_CERT_EXPORT (assistant));
}

/* Actions */

static void
guide_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_cert_guide_open (GTK_WINDOW (widget));
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (GListModel) files = waybill_ui_cert_export_done_dup_files (WAYBILL_UI_CERT_EXPORT (widget)->done_page);

  waybill_ui_file_show_in_folder (GTK_WINDOW (widget), files);
}

/* What uploads stands over the window below: this one has done its work. */
static void
upload_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  WaybillUiCertExport *self = WAYBILL_UI_CERT_EXPORT (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (WaybillUiContext) context = g_object_ref (self->context);
  g_autoptr (GListModel) files = waybill_ui_cert_export_done_dup_files (self->done_page);

  gtk_window_close (GTK_WINDOW (self));
  waybill_ui_context_upload (context, parent != NULL ? GTK_WIDGET (parent) : NULL, files);
}

/**
 * waybill_ui_cert_export_new:
 * @context: the stores
 * @parent: (nullable): the window below
 * @fingerprint: (nullable): of a certificate of the store, chosen beforehand
 *
 * Returns: (transfer none): the assistant, not shown yet; GTK owns it
 */
WaybillUiCertExport *
waybill_ui_cert_export_new (WaybillUiContext *context, GtkWindow *parent, const char *fingerprint)
{
  WaybillUiCertExport *self = g_object_new (WAYBILL_TYPE_UI_CERT_EXPORT, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  waybill_ui_cert_export_what_show (self->what_page, context, fingerprint);
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->what_page));
  return self;
}

/**
 * waybill_ui_cert_export_open:
 * @parent: (nullable): the window below
 * @context: the stores
 * @fingerprint: (nullable): of a certificate of the store, chosen beforehand
 *
 * Shows the assistant. Main thread.
 */
void
waybill_ui_cert_export_open (GtkWindow *parent, WaybillUiContext *context, const char *fingerprint)
{
  gtk_window_present (GTK_WINDOW (waybill_ui_cert_export_new (context, parent, fingerprint)));
}

static void
waybill_ui_cert_export_dispose (GObject *object)
{
  WaybillUiCertExport *self = WAYBILL_UI_CERT_EXPORT (object);

  waybill_ui_cert_export_stop (self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_export_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (WAYBILL_TYPE_UI_CERT_EXPORT_WHAT);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_EXPORT_FILES);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_EXPORT_PASSWORD);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_EXPORT_DONE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-export.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExport, what_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExport, files_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExport, password_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExport, done_page);
}

static void
waybill_ui_cert_export_class_init (WaybillUiCertExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WaybillUiAssistantClass *assistant_class = WAYBILL_UI_ASSISTANT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_export_dispose;
  assistant_class->steps = steps;
  assistant_class->n_steps = WAYBILL_UI_CERT_EXPORT_N_STEPS;
  assistant_class->go_next = waybill_ui_cert_export_next;
  assistant_class->go_back = waybill_ui_cert_export_back;
  assistant_class->may_go_next = waybill_ui_cert_export_may_go_next;
  assistant_class->may_go_back = waybill_ui_cert_export_may_go_back;
  assistant_class->find_primary = waybill_ui_cert_export_find_primary;
  assistant_class->get_kept = waybill_ui_cert_export_get_kept;
  assistant_class->closed = waybill_ui_cert_export_closed;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "export.guide", NULL, guide_cb);
  gtk_widget_class_install_action (widget_class, "export.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "export.upload", NULL, upload_cb);
}

static void
waybill_ui_cert_export_init (WaybillUiCertExport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->files_page, "changed", G_CALLBACK (waybill_ui_assistant_update), self, G_CONNECT_SWAPPED);
}
