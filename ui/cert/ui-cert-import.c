/* The import assistant's window: its pages in the assistant's frame, choosers, drop. What the steps do stands in
 * ui-cert-import-steps. */

#include "ui-cert-import-private.h"

#include "ui-cert-guide.h"
#include "ui-file.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiCertImport, waybill_ui_cert_import, WAYBILL_TYPE_UI_ASSISTANT)

/* What the header says at each step. */
static const WaybillUiAssistantStep steps[] = {
  [WAYBILL_UI_CERT_IMPORT_STEP_FILES] = { N_ ("Files"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD] = { N_ ("Password"), N_ ("_Open the File"), N_ ("_Open") },
  [WAYBILL_UI_CERT_IMPORT_STEP_INSIDE] = { N_ ("What is inside"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_NAMES] = { N_ ("Names"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN] = { N_ ("Assign and trust"), N_ ("_Import"), N_ ("_Import") },
  [WAYBILL_UI_CERT_IMPORT_STEP_DONE] = { N_ ("Done"), N_ ("_Close"), N_ ("_Close") },
};

/**
 * waybill_ui_cert_import_get_step:
 * @self: the assistant
 *
 * Returns: the step that is shown
 */
WaybillUiCertImportStep
waybill_ui_cert_import_get_step (WaybillUiCertImport *self)
{
  return (WaybillUiCertImportStep) waybill_ui_assistant_get_step (WAYBILL_UI_ASSISTANT (self));
}

/**
 * waybill_ui_cert_import_show_step:
 * @self: the assistant
 * @step: which one
 *
 * Shows it, and puts the keyboard into its first field. Main thread.
 */
void
waybill_ui_cert_import_show_step (WaybillUiCertImport *self, WaybillUiCertImportStep step)
{
  waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (self), step);
}

/**
 * waybill_ui_cert_import_update:
 * @self: the assistant
 *
 * Lets be pressed what may be pressed now. Main thread.
 */
void
waybill_ui_cert_import_update (WaybillUiCertImport *self)
{
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
}

static void
waybill_ui_cert_import_next (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_import_go_next (WAYBILL_UI_CERT_IMPORT (assistant));
}

static void
waybill_ui_cert_import_back (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_import_go_back (WAYBILL_UI_CERT_IMPORT (assistant));
}

static gboolean
waybill_ui_cert_import_may_go_next (WaybillUiAssistant *assistant)
{
  return !waybill_ui_cert_import_is_busy (WAYBILL_UI_CERT_IMPORT (assistant));
}

static gboolean
waybill_ui_cert_import_may_go_back (WaybillUiAssistant *assistant)
{
  return WAYBILL_UI_CERT_IMPORT (assistant)->writing == NULL;
}

static const char *
waybill_ui_cert_import_get_kept (WaybillUiAssistant *assistant)
{
  return waybill_ui_cert_import_is_empty (WAYBILL_UI_CERT_IMPORT (assistant)) ? NULL : _ ("Not imported yet");
}

static void
waybill_ui_cert_import_closed (WaybillUiAssistant *assistant)
{
  waybill_ui_cert_import_stop (WAYBILL_UI_CERT_IMPORT (assistant));
  waybill_ui_cert_import_hand_on (WAYBILL_UI_CERT_IMPORT (assistant));
}

/* Actions */

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_cert_import_remove_file (WAYBILL_UI_CERT_IMPORT (widget), g_variant_get_uint32 (target));
}

static void
files_chosen (GListModel *files, gpointer user_data)
{
  if (files != NULL)
    waybill_ui_cert_import_add_files (WAYBILL_UI_CERT_IMPORT (user_data), files);
}

static void
choose_files_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_file_choose (widget, WAYBILL_UI_FILE_OPEN_SEVERAL, _ ("Choose Files"), _ ("_Add"), NULL, NULL, files_chosen,
                          widget);
}

static void
choose_folder_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_file_choose (widget, WAYBILL_UI_FILE_OPEN_FOLDER, _ ("Choose a Folder"), _ ("_Add"), NULL, NULL, files_chosen,
                          widget);
}

static void
guide_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_cert_guide_open (GTK_WINDOW (widget));
}

/* The check stands over the window below: this one has done its work. */
static void
test_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (WaybillUiContext) context = g_object_ref (self->context);
  g_autofree char *partner = self->write != NULL ? g_strdup (waybill_ui_cert_import_write_get_partner (self->write)) : NULL;

  if (partner == NULL)
    return;
  gtk_window_close (GTK_WINDOW (self));
  waybill_ui_context_go (context, GTK_WIDGET (parent), WAYBILL_UI_PLACE_CHECK, partner, NULL);
}

static void
hover_changed (WaybillUiCertImport *self, GParamSpec *spec, GtkDropControllerMotion *motion)
{
  waybill_ui_cert_import_files_set_dropping (self->files_page, gtk_drop_controller_motion_contains_pointer (motion));
}

static gboolean
dropped (WaybillUiCertImport *self, const GValue *value)
{
  g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

  if (files == NULL || self->writing != NULL || waybill_ui_cert_import_get_step (self) == WAYBILL_UI_CERT_IMPORT_STEP_DONE)
    return FALSE;
  waybill_ui_cert_import_add_files (self, files);
  return TRUE;
}

/**
 * waybill_ui_cert_import_add_files:
 * @self: the assistant
 * @files: (element-type GFile): files and folders (not deeper than one level), as chosen or dropped
 *
 * Adds them to those chosen, and looks inside them on a thread. Main thread.
 */
void
waybill_ui_cert_import_add_files (WaybillUiCertImport *self, GListModel *files)
{
  guint n_files = g_list_model_get_n_items (files);

  if (n_files == 0 || self->writing != NULL || waybill_ui_cert_import_get_step (self) == WAYBILL_UI_CERT_IMPORT_STEP_DONE)
    return;
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->to_read, g_list_model_get_item (files, i));
  if (waybill_ui_cert_import_get_step (self) != WAYBILL_UI_CERT_IMPORT_STEP_FILES)
    waybill_ui_cert_import_show_step (self, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
  waybill_ui_cert_import_start_read (self);
}

static void
keyring_changed (WaybillUiCertImport *self)
{
  waybill_ui_cert_import_password_set_keyring (self->password_page, waybill_ui_context_get_keyring (self->context));
}

/**
 * waybill_ui_cert_import_new:
 * @context: the stores
 * @parent: (nullable): the window below
 * @partner: (nullable): UUID, ticked beforehand on the fifth page
 *
 * Returns: (transfer none): the assistant, not shown yet; GTK owns it
 */
WaybillUiCertImport *
waybill_ui_cert_import_new (WaybillUiContext *context, GtkWindow *parent, const char *partner)
{
  WaybillUiCertImport *self = g_object_new (WAYBILL_TYPE_UI_CERT_IMPORT, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->partner = g_strdup (partner);
  g_signal_connect_object (context, "notify::keyring", G_CALLBACK (keyring_changed), self, G_CONNECT_SWAPPED);
  keyring_changed (self);
  waybill_ui_context_probe_keyring (context);
  return self;
}

static void
waybill_ui_cert_import_dispose (GObject *object)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (object);

  waybill_ui_cert_import_stop (self);
  if (self->password_page != NULL)
    waybill_ui_cert_import_password_forget (self->password_page);
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  g_clear_object (&self->write);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_cert_import_parent_class)->dispose (object);
}

static void
waybill_ui_cert_import_finalize (GObject *object)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (object);

  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->to_read);
  g_free (self->partner);
  G_OBJECT_CLASS (waybill_ui_cert_import_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_FILES);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_PASSWORD);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_INSIDE);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_NAMES);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_ASSIGN);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_DONE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, files_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, password_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, inside_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, names_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, assign_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, done_page);
}

static void
waybill_ui_cert_import_class_init (WaybillUiCertImportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WaybillUiAssistantClass *assistant_class = WAYBILL_UI_ASSISTANT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_import_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_finalize;
  assistant_class->steps = steps;
  assistant_class->n_steps = WAYBILL_UI_CERT_IMPORT_N_STEPS;
  assistant_class->go_next = waybill_ui_cert_import_next;
  assistant_class->go_back = waybill_ui_cert_import_back;
  assistant_class->may_go_next = waybill_ui_cert_import_may_go_next;
  assistant_class->may_go_back = waybill_ui_cert_import_may_go_back;
  assistant_class->get_kept = waybill_ui_cert_import_get_kept;
  assistant_class->closed = waybill_ui_cert_import_closed;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.remove", "u", remove_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-files", NULL, choose_files_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-folder", NULL, choose_folder_cb);
  gtk_widget_class_install_action (widget_class, "import.test", NULL, test_cb);
  gtk_widget_class_install_action (widget_class, "import.guide", NULL, guide_cb);
}

static void
waybill_ui_cert_import_init (WaybillUiCertImport *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  self->to_read = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (motion, "notify::contains-pointer", G_CALLBACK (hover_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
