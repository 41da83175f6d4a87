/* One way to write an export, as a row. The whole row is the radio, so that a click anywhere chooses it. */

#include "ui-cert-export-choice.h"

#include "ui-name.h"
#include "words-export.h"

struct _WaybillUiCertExportChoice
{
  GtkListBoxRow parent_instance;

  WaybillCertExportPlan *plan;
  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *files;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertExportChoice, waybill_ui_cert_export_choice, GTK_TYPE_LIST_BOX_ROW)

/**
 * waybill_ui_cert_export_choice_get_icon:
 * @file: a file of an export
 *
 * Returns: the name of an icon for it
 */
const char *
waybill_ui_cert_export_choice_get_icon (const WaybillCertExportFile *file)
{
  static const char *const icons[] = {
    [WAYBILL_CERT_EXPORT_ROLE_KEY] = "dialog-password-symbolic",
    [WAYBILL_CERT_EXPORT_ROLE_EVERYTHING] = "package-x-generic-symbolic",
    [WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE] = "application-certificate-symbolic",
    [WAYBILL_CERT_EXPORT_ROLE_CHAIN] = "package-x-generic-symbolic",
    [WAYBILL_CERT_EXPORT_ROLE_SIGNER] = "application-certificate-symbolic",
    [WAYBILL_CERT_EXPORT_ROLE_HIGHER] = "application-certificate-symbolic",
  };

  return icons[file->role];
}

static GtkWidget *
new_line (const WaybillCertExportFile *file, gboolean is_ours)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon
      = g_object_new (GTK_TYPE_IMAGE, "icon-name", waybill_ui_cert_export_choice_get_icon (file), "valign", GTK_ALIGN_START,
                      "margin-top", 2, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *markup = g_markup_printf_escaped ("<small><tt>%s</tt>  %s</small>", file->name,
                                                     waybill_words_export_role (file->role, is_ours));
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

/* What a screen reader says of the radio: the files stand in its description. */
static void
name_check (WaybillUiCertExportChoice *self, gboolean is_ours)
{
  GPtrArray *files = waybill_cert_export_plan_get_files (self->plan);
  g_autoptr (GString) text = g_string_new (gtk_label_get_text (self->text));

  for (guint i = 0; i < files->len; i++)
    {
      WaybillCertExportFile *file = files->pdata[i];

      g_string_append_printf (text, "\n%s: %s", file->name, waybill_words_export_role (file->role, is_ours));
    }
  waybill_ui_name_widget (GTK_WIDGET (self->check), gtk_label_get_text (self->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
  waybill_ui_name_widget (GTK_WIDGET (self), gtk_label_get_text (self->title));
}

/**
 * waybill_ui_cert_export_choice_new:
 * @plan: what would be written
 * @is_ours: whether the certificate has a key, also where it would not go along
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
waybill_ui_cert_export_choice_new (WaybillCertExportPlan *plan, gboolean is_ours)
{
  WaybillUiCertExportChoice *self = g_object_new (WAYBILL_TYPE_UI_CERT_EXPORT_CHOICE, NULL);
  GPtrArray *files = waybill_cert_export_plan_get_files (plan);
  WaybillCertExportShape shape = waybill_cert_export_plan_get_shape (plan);

  self->plan = waybill_cert_export_plan_ref (plan);
  gtk_label_set_text (self->title, waybill_words_export_shape (shape));
  gtk_label_set_text (self->text, waybill_words_export_shape_text (shape));
  for (guint i = 0; i < files->len; i++)
    gtk_box_append (GTK_BOX (self->files), new_line (files->pdata[i], is_ours));
  name_check (self, is_ours);
  return GTK_WIDGET (self);
}

/**
 * waybill_ui_cert_export_choice_get_plan:
 * @self: a row
 *
 * Returns: (transfer none): what it would write
 */
WaybillCertExportPlan *
waybill_ui_cert_export_choice_get_plan (WaybillUiCertExportChoice *self)
{
  return self->plan;
}

/**
 * waybill_ui_cert_export_choice_get_check:
 * @self: a row
 *
 * Returns: (transfer none): its radio
 */
GtkCheckButton *
waybill_ui_cert_export_choice_get_check (WaybillUiCertExportChoice *self)
{
  return self->check;
}

static void
waybill_ui_cert_export_choice_finalize (GObject *object)
{
  WaybillUiCertExportChoice *self = WAYBILL_UI_CERT_EXPORT_CHOICE (object);

  g_clear_pointer (&self->plan, waybill_cert_export_plan_unref);
  G_OBJECT_CLASS (waybill_ui_cert_export_choice_parent_class)->finalize (object);
}

static void
waybill_ui_cert_export_choice_class_init (WaybillUiCertExportChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_export_choice_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-export-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportChoice, check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportChoice, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportChoice, text);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportChoice, files);
}

static void
waybill_ui_cert_export_choice_init (WaybillUiCertExportChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
