/* The import assistant's window: header, pages, dots, keys, drop. What the steps do stands in ui-cert-import-steps. */

#include "ui-cert-import-private.h"

#include "ui-box.h"
#include "ui-file.h"
#include "ui-help.h"
#include "ui-shell.h"
#include "ui-toast.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiCertImport, waybill_ui_cert_import, ADW_TYPE_WINDOW)

/* What the header says at each step. */
static const struct
{
  const char *name;
  const char *primary;
  const char *narrow; /* where there is little room */
} steps[] = {
  [WAYBILL_UI_CERT_IMPORT_STEP_FILES] = { N_ ("Files"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD] = { N_ ("Password"), N_ ("_Open the File"), N_ ("_Open") },
  [WAYBILL_UI_CERT_IMPORT_STEP_INSIDE] = { N_ ("What is inside"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_NAMES] = { N_ ("Names"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN] = { N_ ("Assign and trust"), N_ ("_Import"), N_ ("_Import") },
  [WAYBILL_UI_CERT_IMPORT_STEP_DONE] = { N_ ("Done"), N_ ("_Close"), N_ ("_Close") },
};

/**
 * waybill_ui_cert_import_get_page:
 * @self: the assistant
 * @step: a step
 *
 * Returns: (transfer none): its page
 */
WaybillUiCertImportPage *
waybill_ui_cert_import_get_page (WaybillUiCertImport *self, WaybillUiCertImportStep step)
{
  gpointer pages[]
      = { self->files_page, self->password_page, self->inside_page, self->names_page, self->assign_page, self->done_page };

  return WAYBILL_UI_CERT_IMPORT_PAGE (pages[step]);
}

static void
name_button (GtkButton *button, const char *label)
{
  if (g_strcmp0 (gtk_button_get_label (button), label) == 0)
    return;
  gtk_button_set_label (button, label);
  waybill_ui_name_buttons (GTK_WIDGET (button));
}

static void
show_header (WaybillUiCertImport *self)
{
  gboolean is_narrow = waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (self->shell));
  gboolean is_last = self->step == WAYBILL_UI_CERT_IMPORT_STEP_DONE;
  g_autofree char *subtitle = g_strdup_printf (_ ("Step %d of %d · %s"), (int) self->step + 1,
                                               (int) WAYBILL_UI_CERT_IMPORT_N_STEPS, _ (steps[self->step].name));

  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), is_narrow ? subtitle : NULL);
  name_button (self->back_button, self->step == WAYBILL_UI_CERT_IMPORT_STEP_FILES ? _ ("_Cancel") : _ ("_Back"));
  name_button (self->primary_button, _ (is_narrow ? steps[self->step].narrow : steps[self->step].primary));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), !is_last);
  if (is_last)
    gtk_widget_remove_css_class (GTK_WIDGET (self->primary_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->primary_button), "suggested-action");
}

static void
narrow_changed (WaybillUiCertImport *self)
{
  gboolean is_narrow = waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (self->shell));

  adw_header_bar_set_centering_policy (self->header, is_narrow ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->header), "wb-tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->header), "wb-tight");
  show_header (self);
}

static void
show_dots (WaybillUiCertImport *self)
{
  guint index = 0;

  for (GtkWidget *dot = gtk_widget_get_first_child (self->dots); dot != NULL; dot = gtk_widget_get_next_sibling (dot))
    if (index++ == (guint) self->step)
      gtk_widget_add_css_class (dot, "now");
    else
      gtk_widget_remove_css_class (dot, "now");
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
  gboolean is_ready = waybill_ui_cert_import_page_is_ready (waybill_ui_cert_import_get_page (self, self->step));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", is_ready && !waybill_ui_cert_import_is_busy (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.back",
                                 self->writing == NULL && self->step != WAYBILL_UI_CERT_IMPORT_STEP_DONE);
}

/* libadwaita ellipsizes the titles of groups; large text needs their second line. */
static void
wrap_titles (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading"))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    wrap_titles (child);
}

/**
 * waybill_ui_cert_import_show_step:
 * @self: the assistant
 * @step: which one
 *
 * Shows its page, header and dot, and puts the keyboard into its first field. Main thread.
 */
void
waybill_ui_cert_import_show_step (WaybillUiCertImport *self, WaybillUiCertImportStep step)
{
  WaybillUiCertImportPage *page = waybill_ui_cert_import_get_page (self, step);

  self->step = step;
  wrap_titles (GTK_WIDGET (page));
  show_header (self);
  show_dots (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  waybill_ui_cert_import_update (self);
  waybill_ui_cert_import_page_focus (page);
}

/* Actions */

static void
next_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  waybill_ui_cert_import_go_next (WAYBILL_UI_CERT_IMPORT (widget));
}

static void
leave (gpointer data)
{
  WaybillUiCertImport *self = data;

  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (widget);

  if (self->step == WAYBILL_UI_CERT_IMPORT_STEP_FILES)
    leave (self);
  else
    waybill_ui_cert_import_go_back (self);
}

/* Alt+Left never closes. */
static gboolean
alt_left_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (widget);

  if (self->step == WAYBILL_UI_CERT_IMPORT_STEP_FILES)
    return FALSE;
  return gtk_widget_activate_action (widget, "import.back", NULL);
}

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

  if (files == NULL || self->writing != NULL || self->step == WAYBILL_UI_CERT_IMPORT_STEP_DONE)
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

  if (n_files == 0 || self->writing != NULL || self->step == WAYBILL_UI_CERT_IMPORT_STEP_DONE)
    return;
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->to_read, g_list_model_get_item (files, i));
  if (self->step != WAYBILL_UI_CERT_IMPORT_STEP_FILES)
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

/* Whoever closes it otherwise than by Cancel may have meant something else: what was chosen and typed is kept until they say
 * so. */
static gboolean
waybill_ui_cert_import_close_request (GtkWindow *window)
{
  WaybillUiCertImport *self = WAYBILL_UI_CERT_IMPORT (window);

  if (!self->leaving && self->step != WAYBILL_UI_CERT_IMPORT_STEP_DONE && !waybill_ui_cert_import_is_empty (self))
    {
      waybill_ui_toast_offer (GTK_WIDGET (self), _ ("Not imported yet"), _ ("_Discard"), leave, g_object_ref (self),
                              g_object_unref);
      return TRUE;
    }
  waybill_ui_cert_import_stop (self);
  waybill_ui_cert_import_hand_on (self);
  return GTK_WINDOW_CLASS (waybill_ui_cert_import_parent_class)->close_request (window);
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
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_FILES);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_PASSWORD);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_INSIDE);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_NAMES);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_ASSIGN);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_IMPORT_DONE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, header);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, back_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, primary_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, overlay);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, stack);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImport, dots);
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

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_import_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = waybill_ui_cert_import_close_request;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.remove", "u", remove_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-files", NULL, choose_files_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-folder", NULL, choose_folder_cb);
  gtk_widget_class_install_action (widget_class, "import.test", NULL, test_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, alt_left_cb, NULL);
}

static void
fill_dots (WaybillUiCertImport *self)
{
  for (guint i = 0; i < WAYBILL_UI_CERT_IMPORT_N_STEPS; i++)
    {
      GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                     GTK_ALIGN_CENTER, NULL);

      gtk_widget_add_css_class (dot, "wb-dot");
      gtk_box_append (GTK_BOX (self->dots), dot);
    }
}

static void
name_pages (WaybillUiCertImport *self)
{
  for (guint i = 0; i < WAYBILL_UI_CERT_IMPORT_N_STEPS; i++)
    {
      WaybillUiCertImportPage *page = waybill_ui_cert_import_get_page (self, i);
      g_autofree char *name
          = g_strdup_printf (_ ("Step %d of %d, %s"), (int) i + 1, (int) WAYBILL_UI_CERT_IMPORT_N_STEPS, _ (steps[i].name));

      gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (page, "notify::ready", G_CALLBACK (waybill_ui_cert_import_update), self, G_CONNECT_SWAPPED);
    }
}

static void
waybill_ui_cert_import_init (WaybillUiCertImport *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  self->to_read = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->overlay);
  waybill_ui_help_install (GTK_WIDGET (self));
  fill_dots (self);
  name_pages (self);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (motion, "notify::contains-pointer", G_CALLBACK (hover_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (narrow_changed), self, G_CONNECT_SWAPPED);
  waybill_ui_cert_import_show_step (self, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
}
