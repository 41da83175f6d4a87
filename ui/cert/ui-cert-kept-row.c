/* A password that is kept, as a row. It does nothing: its buttons say what is wished. */

#include "ui-cert-kept-row.h"

#include <glib/gi18n.h>

#include "ui-box.h"

struct _WaybillUiCertKeptRow
{
  GtkBox parent_instance;

  GtkWidget *owner;
  GtkWidget *line;
  GtkWidget *enter_button;
  GtkWidget *forget_button;

  WaybillUiCertKept *kept; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertKeptRow, waybill_ui_cert_kept_row, GTK_TYPE_BOX)

static guint forget_signal;
static guint enter_signal;

/**
 * waybill_ui_cert_kept_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
waybill_ui_cert_kept_row_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_CERT_KEPT_ROW, NULL);
}

static void
name_parts (WaybillUiCertKeptRow *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *owner = waybill_ui_cert_kept_get_owner (self->kept);
  const char *what = waybill_words_holding_kept (waybill_ui_cert_kept_get_words (self->kept));
  g_autofree char *name = g_strdup_printf ("%s, %s", owner, waybill_ui_cert_kept_get_line (self->kept));
  /* Translators: "Password of the login", and whose. */
  g_autofree char *enter = g_strdup_printf (_ ("Enter again: %s, %s"), what, owner);
  g_autofree char *forget = g_strdup_printf (_ ("Forget: %s, %s"), what, owner);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  waybill_ui_name_widget (self->enter_button, enter);
  waybill_ui_name_widget (self->forget_button, forget);
}

/**
 * waybill_ui_cert_kept_row_set:
 * @self: a row
 * @kept: what it shows from now on
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_kept_row_set (WaybillUiCertKeptRow *self, WaybillUiCertKept *kept)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_KEPT_ROW (self));

  g_set_object (&self->kept, kept);
  gtk_label_set_text (GTK_LABEL (self->owner), waybill_ui_cert_kept_get_owner (kept));
  gtk_label_set_text (GTK_LABEL (self->line), waybill_ui_cert_kept_get_line (kept));
  gtk_widget_set_visible (self->enter_button, waybill_ui_cert_kept_can_enter (kept));
  name_parts (self);
}

static void
enter (WaybillUiCertKeptRow *self)
{
  g_signal_emit (self, enter_signal, 0, self->kept);
}

static void
forget (WaybillUiCertKeptRow *self)
{
  g_signal_emit (self, forget_signal, 0, self->kept);
}

static void
waybill_ui_cert_kept_row_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_CERT_KEPT_ROW (object)->kept);
  G_OBJECT_CLASS (waybill_ui_cert_kept_row_parent_class)->dispose (object);
}

static void
waybill_ui_cert_kept_row_class_init (WaybillUiCertKeptRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_kept_row_dispose;
  forget_signal
      = g_signal_new ("forget", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_UI_CERT_KEPT);
  enter_signal
      = g_signal_new ("enter", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_UI_CERT_KEPT);
}

static GtkWidget *
label_new (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "natural-wrap-mode",
                       GTK_NATURAL_WRAP_NONE, NULL);
}

static GtkWidget *
button_new (WaybillUiCertKeptRow *self, const char *icon, const char *tip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  waybill_ui_tip_widget (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (self), button);
  return button;
}

static void
waybill_ui_cert_kept_row_init (WaybillUiCertKeptRow *self)
{
  GtkWidget *lines = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, "hexpand", TRUE,
                                   "valign", GTK_ALIGN_CENTER, NULL);

  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 8);
  self->owner = label_new ();
  self->line = label_new ();
  gtk_widget_add_css_class (self->line, "caption");
  gtk_widget_add_css_class (self->line, "dim-label");
  gtk_box_append (GTK_BOX (lines), self->owner);
  gtk_box_append (GTK_BOX (lines), self->line);
  gtk_box_append (GTK_BOX (self), lines);
  self->enter_button = button_new (self, "document-edit-symbolic", _ ("Enter it again"), G_CALLBACK (enter));
  self->forget_button = button_new (self, "edit-delete-symbolic", _ ("Forget it"), G_CALLBACK (forget));
}
