/* How a certificate is exported from other programs. The texts are those of words-export-guide. */

#include "ui-cert-guide.h"

#include "ui-box.h"
#include "ui-toast.h"

#include <glib/gi18n.h>

struct _WaybillUiCertGuide
{
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  GtkListBox *list;

  AdwExpanderRow *parts[WAYBILL_WORDS_N_EXPORT_PLACES];
};

G_DEFINE_FINAL_TYPE (WaybillUiCertGuide, waybill_ui_cert_guide, ADW_TYPE_WINDOW)

static void
copy_clicked (GtkButton *button, GtkLabel *command)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), gtk_label_get_text (command));
  waybill_ui_toast_say (GTK_WIDGET (button), _ ("Command copied"));
}

static GtkWidget *
new_command (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-copy-symbolic", "valign", GTK_ALIGN_CENTER,
                                    "tooltip-text", _ ("Copy the Command"), NULL);
  /* Translators: a command, as it is typed. */
  g_autofree char *name = g_strdup_printf (_ ("Copy %s"), text);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "wb-words");
  gtk_widget_add_css_class (button, "flat");
  waybill_ui_name_widget (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_clicked), label, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/**
 * waybill_ui_cert_guide_step_new:
 * @number: from 1
 * @text: what to do
 * @command: (nullable): what is typed there
 *
 * Returns: (transfer floating): a row for a list
 */
GtkWidget *
waybill_ui_cert_guide_step_new (guint number, const char *text, const char *command)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "focusable", FALSE, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *shown = g_strdup_printf ("%u", number);
  g_autofree char *name = g_strdup_printf (_ ("Step %u: %s"), number, text);
  GtkWidget *count = g_object_new (GTK_TYPE_LABEL, "label", shown, "valign", GTK_ALIGN_START, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_NONE, NULL);

  gtk_widget_add_css_class (count, "wb-num");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), label);
  if (command != NULL)
    gtk_box_append (GTK_BOX (words), new_command (command));
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (GTK_BOX (line), words);
  g_object_set (line, "margin-top", 10, "margin-bottom", 10, "margin-start", 12, "margin-end", 12, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  waybill_ui_name_widget (row, name);
  return row;
}

static void
add_part (WaybillUiCertGuide *self, WaybillWordsExportPlace place)
{
  GtkWidget *part = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);

  g_object_set (part, "title", waybill_words_export_guide_title (place), "subtitle", waybill_words_export_guide_text (place),
                NULL);
  for (guint i = 0; i < waybill_words_export_guide_count (place); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (part),
                              waybill_ui_cert_guide_step_new (i + 1, waybill_words_export_guide_step (place, i),
                                                              waybill_words_export_guide_command (place, i)));
  waybill_ui_name_expander (part, waybill_words_export_guide_title (place));
  gtk_list_box_append (self->list, part);
  self->parts[place] = ADW_EXPANDER_ROW (part);
}

/**
 * waybill_ui_cert_guide_unfold:
 * @self: the page
 * @place: the part that shall be read
 *
 * Main thread.
 */
void
waybill_ui_cert_guide_unfold (WaybillUiCertGuide *self, WaybillWordsExportPlace place)
{
  g_return_if_fail (place < WAYBILL_WORDS_N_EXPORT_PLACES);

  adw_expander_row_set_expanded (self->parts[place], TRUE);
}

/**
 * waybill_ui_cert_guide_new:
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the page, not shown yet; GTK owns it
 */
WaybillUiCertGuide *
waybill_ui_cert_guide_new (GtkWindow *parent)
{
  return g_object_new (WAYBILL_TYPE_UI_CERT_GUIDE, "transient-for", parent, NULL);
}

/**
 * waybill_ui_cert_guide_open:
 * @parent: (nullable): the window below
 *
 * Shows the page. Main thread.
 */
void
waybill_ui_cert_guide_open (GtkWindow *parent)
{
  gtk_window_present (GTK_WINDOW (waybill_ui_cert_guide_new (parent)));
}

static void
waybill_ui_cert_guide_class_init (WaybillUiCertGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertGuide, overlay);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertGuide, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
waybill_ui_cert_guide_init (WaybillUiCertGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->overlay);
  for (guint i = 0; i < WAYBILL_WORDS_N_EXPORT_PLACES; i++)
    add_part (self, i);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->parts[0]));
}
