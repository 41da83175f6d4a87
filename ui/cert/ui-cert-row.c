/* A certificate in the list: what it says is made in words; the row only shows its item, and follows it. It is used again
 * for other items while the list is scrolled. */

#include "ui-cert-row.h"

#include "ui-box.h"
#include "ui-cert-list-views.h"
#include "words-cert.h"
#include "words-store.h"

struct _WaybillUiCertRow
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkImage *state;
  GtkLabel *expiry;
  GtkLevelBar *life;
  GtkLabel *used_by;

  WaybillUiCertItem *item; /* (nullable) */
  gulong changed;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRow, waybill_ui_cert_row, GTK_TYPE_BOX)

/**
 * waybill_ui_cert_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
waybill_ui_cert_row_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_CERT_ROW, NULL);
}

/**
 * waybill_ui_cert_row_set_life:
 * @bar: a level bar from 0 to 1
 * @certificate: a certificate
 *
 * Shows which share of its life is left, and warns when the icon beside it does. Main thread.
 */
void
waybill_ui_cert_row_set_life (GtkLevelBar *bar, WaybillCertCertificate *certificate)
{
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (bar, waybill_words_store_life_left (certificate));
  if (waybill_ui_cert_view_get_state (certificate) != WAYBILL_UI_STATE_READY)
    gtk_widget_add_css_class (GTK_WIDGET (bar), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (bar), "warning");
}

/* GTK names the row of a list after all that stands in it; this says it in one go. */
static void
name_row (WaybillUiCertRow *self, const char *where)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", waybill_ui_cert_item_get_label (self->item),
                                           waybill_ui_cert_item_get_state (self->item), where);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_item (WaybillUiCertRow *self)
{
  WaybillCertCertificate *certificate = waybill_ui_cert_item_get_certificate (self->item);
  g_autofree char *where = waybill_ui_cert_item_dup_where (self->item);

  gtk_label_set_text (self->label, waybill_ui_cert_item_get_label (self->item));
  gtk_label_set_text (self->expiry, waybill_ui_cert_item_get_state (self->item));
  gtk_label_set_text (self->used_by, where);
  waybill_ui_tip_widget (GTK_WIDGET (self->used_by), where);
  gtk_widget_set_visible (GTK_WIDGET (self->life), certificate != NULL);
  if (certificate != NULL)
    waybill_ui_cert_row_set_life (self->life, certificate);
  waybill_ui_state_show (self->state,
                         certificate != NULL ? waybill_ui_cert_view_get_state (certificate) : WAYBILL_UI_STATE_WAITING,
                         NULL);
  name_row (self, where);
}

/**
 * waybill_ui_cert_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows from now on
 *
 * Shows it, and again whenever it changes. Main thread.
 */
void
waybill_ui_cert_row_set_item (WaybillUiCertRow *self, WaybillUiCertItem *item)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->changed = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

/**
 * waybill_ui_cert_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
WaybillUiCertItem *
waybill_ui_cert_row_get_item (WaybillUiCertRow *self)
{
  return self->item;
}

static void
waybill_ui_cert_row_dispose (GObject *object)
{
  waybill_ui_cert_row_set_item (WAYBILL_UI_CERT_ROW (object), NULL);
  G_OBJECT_CLASS (waybill_ui_cert_row_parent_class)->dispose (object);
}

static void
waybill_ui_cert_row_class_init (WaybillUiCertRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRow, label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRow, state);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRow, expiry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRow, life);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRow, used_by);
}

static void
waybill_ui_cert_row_init (WaybillUiCertRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
