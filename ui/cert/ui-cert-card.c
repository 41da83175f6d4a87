/* One certificate of ours as a card. Names in it are somebody else's: shown with their controls escaped. */

#include "ui-cert-card.h"

#include "remote-path.h"
#include "words-cert.h"
#include "words-import.h"

#include <glib/gi18n.h>

struct _WaybillUiCertCard
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkLabel *pill;
  GtkLabel *subject_label;
  GtkLabel *issuer_label;
  GtkLabel *valid_label;
  GtkLabel *purpose_label;
  GtkLabel *fingerprint_label;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertCard, waybill_ui_cert_card, ADW_TYPE_BIN)

static void
show_foreign (GtkLabel *label, const char *text)
{
  g_autofree char *shown = waybill_remote_path_dup_display (text);

  gtk_label_set_text (label, shown);
}

static void
show_pill (WaybillUiCertCard *self, WaybillCertCertificate *certificate)
{
  static const struct
  {
    const char *word;
    const char *css_class;
  } pills[] = {
    [WAYBILL_WORDS_LIFE_FUTURE] = { N_ ("Not valid yet"), "warning" },
    [WAYBILL_WORDS_LIFE_GOOD] = { N_ ("Can log you in"), "success" },
    [WAYBILL_WORDS_LIFE_ENDING] = { N_ ("Can log you in"), "success" },
    [WAYBILL_WORDS_LIFE_OVER] = { N_ ("Ran out"), "error" },
  };
  WaybillWordsLife life = waybill_words_cert_get_life (certificate);
  gboolean clients = waybill_cert_certificate_is_for_clients (certificate);

  gtk_label_set_text (self->pill, clients ? _ (pills[life].word) : _ ("Not for logging in"));
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), clients ? pills[life].css_class : "warning");
}

/* Local time is what people read; UTC stands in the tooltip, and screen readers hear both. */
static void
show_period (WaybillUiCertCard *self, WaybillCertCertificate *certificate)
{
  g_autofree char *valid = waybill_words_import_valid (certificate);
  g_autofree char *period = waybill_words_cert_period (certificate);

  gtk_label_set_text (self->valid_label, valid);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->valid_label), period);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->valid_label), GTK_ACCESSIBLE_PROPERTY_LABEL, period, -1);
}

/**
 * waybill_ui_cert_card_new:
 * @certificate: what to show
 * @title: what it is
 * @subtitle: (nullable): its file or label
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
waybill_ui_cert_card_new (WaybillCertCertificate *certificate, const char *title, const char *subtitle)
{
  WaybillUiCertCard *self = g_object_new (WAYBILL_TYPE_UI_CERT_CARD, NULL);
  gboolean clients = waybill_cert_certificate_is_for_clients (certificate);
  g_autofree char *fingerprint = waybill_words_cert_fingerprint (waybill_cert_certificate_get_fingerprint (certificate));
  g_autofree char *printed = g_strdup_printf (_ ("%s (SHA-256)"), fingerprint);

  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_foreign (self->subtitle_label, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), subtitle != NULL);
  show_foreign (self->subject_label, waybill_cert_certificate_get_name (certificate));
  show_foreign (self->issuer_label, waybill_cert_certificate_get_issuer_name (certificate));
  show_period (self, certificate);
  gtk_label_set_text (self->purpose_label, clients ? _ ("Client authentication: yes") : _ ("Client authentication: no"));
  gtk_label_set_text (self->fingerprint_label, printed);
  show_pill (self, certificate);
  return GTK_WIDGET (self);
}

static void
waybill_ui_cert_card_class_init (WaybillUiCertCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, pill);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, subject_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, issuer_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, valid_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, purpose_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertCard, fingerprint_label);
}

static void
waybill_ui_cert_card_init (WaybillUiCertCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->fingerprint_label), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (self->fingerprint_label), "monospace");
}
