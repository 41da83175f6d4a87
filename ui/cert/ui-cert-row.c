/* A certificate in the list: what it says is made in words; the row only shows it, and remembers what search and order ask
 * for. It keeps no entry of the store: that may go at any moment. */

#include "ui-cert-row.h"

#include "ui-box.h"
#include "ui-cert-list-views.h"
#include "words-cert.h"
#include "words-store.h"

struct _WaybillUiCertRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *label;
  GtkImage *state;
  GtkLabel *expiry;
  GtkLevelBar *life;
  GtkLabel *used_by;

  WaybillCertCertificate *certificate;
  GPtrArray *users;
  gboolean is_identity;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRow, waybill_ui_cert_row, GTK_TYPE_LIST_BOX_ROW)

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

/**
 * waybill_ui_cert_row_show:
 * @self: a row
 * @entry: what it shall show; not kept
 * @users: (element-type WaybillPartner): who uses it
 *
 * Fills the row. Main thread.
 */
void
waybill_ui_cert_row_show (WaybillUiCertRow *self, const WaybillCertEntry *entry, GPtrArray *users)
{
  g_autofree char *expiry = waybill_words_cert_expiry (entry->certificate);
  g_autofree char *used_by = waybill_words_store_used_by (users);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", entry->label, expiry, used_by);
  WaybillCertCertificate *certificate = waybill_cert_certificate_ref (entry->certificate);

  g_clear_pointer (&self->certificate, waybill_cert_certificate_unref);
  self->certificate = certificate;
  g_ptr_array_ref (users);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  self->users = users;
  self->is_identity = entry->is_identity;

  gtk_label_set_text (self->label, entry->label);
  gtk_label_set_text (self->expiry, expiry);
  gtk_label_set_text (self->used_by, used_by);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->used_by), used_by);
  waybill_ui_state_show (self->state, waybill_ui_cert_view_get_state (certificate), NULL);
  waybill_ui_cert_row_set_life (self->life, certificate);
  waybill_ui_name_widget (GTK_WIDGET (self), name);
}

/**
 * waybill_ui_cert_row_get_label:
 * @self: a row
 *
 * Returns: the certificate's name in the store
 */
const char *
waybill_ui_cert_row_get_label (WaybillUiCertRow *self)
{
  return gtk_label_get_text (self->label);
}

/**
 * waybill_ui_cert_row_get_certificate:
 * @self: a row that was filled
 *
 * Returns: (transfer none): its certificate
 */
WaybillCertCertificate *
waybill_ui_cert_row_get_certificate (WaybillUiCertRow *self)
{
  return self->certificate;
}

/**
 * waybill_ui_cert_row_get_fingerprint:
 * @self: a row that was filled
 *
 * Returns: its fingerprint
 */
const char *
waybill_ui_cert_row_get_fingerprint (WaybillUiCertRow *self)
{
  return waybill_cert_certificate_get_fingerprint (self->certificate);
}

/**
 * waybill_ui_cert_row_get_users:
 * @self: a row that was filled
 *
 * Returns: (transfer none) (element-type WaybillPartner): who uses it
 */
GPtrArray *
waybill_ui_cert_row_get_users (WaybillUiCertRow *self)
{
  return self->users;
}

/**
 * waybill_ui_cert_row_is_identity:
 * @self: a row that was filled
 *
 * Returns: whether its key is in the store
 */
gboolean
waybill_ui_cert_row_is_identity (WaybillUiCertRow *self)
{
  return self->is_identity;
}

static void
waybill_ui_cert_row_finalize (GObject *object)
{
  WaybillUiCertRow *self = WAYBILL_UI_CERT_ROW (object);

  g_clear_pointer (&self->certificate, waybill_cert_certificate_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  G_OBJECT_CLASS (waybill_ui_cert_row_parent_class)->finalize (object);
}

static void
waybill_ui_cert_row_class_init (WaybillUiCertRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_row_finalize;

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
