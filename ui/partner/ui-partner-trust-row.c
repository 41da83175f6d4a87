/* Rows of the trust list. Their text comes from certificates, so none of it is markup. */

#include "ui-partner-trust-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-help.h"
#include "ui-state.h"
#include "words-cert.h"
#include "words-crl.h"

#define FINGERPRINT_KEY "waybill-fingerprint"

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

static void
set_fingerprint (GtkWidget *control, const char *fingerprint)
{
  g_object_set_data_full (G_OBJECT (control), FINGERPRINT_KEY, g_strdup (fingerprint), g_free);
}

/**
 * waybill_ui_partner_trust_row_get_fingerprint:
 * @control: the check button or the remove button of a row
 *
 * Returns: (transfer none): what the row is about
 */
const char *
waybill_ui_partner_trust_row_get_fingerprint (GtkWidget *control)
{
  return g_object_get_data (G_OBJECT (control), FINGERPRINT_KEY);
}

static char *
say_expiry (const WaybillCertEntry *entry)
{
  return entry != NULL ? waybill_words_cert_expiry (entry->certificate) : g_strdup (_ ("Not in the store any more"));
}

/**
 * waybill_ui_partner_trust_row_new_authority:
 * @entry: (nullable): an authority of the store; %NULL when it is gone
 * @fingerprint: its fingerprint
 * @ticked: whether the partner trusts it
 * @toggled: called with its check button
 * @page: for @toggled
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
waybill_ui_partner_trust_row_new_authority (
    const WaybillCertEntry *entry, const char *fingerprint, gboolean ticked, GCallback toggled, gpointer page)
{
  g_autofree char *expiry = say_expiry (entry);
  g_autofree char *grouped = waybill_words_cert_fingerprint (fingerprint);
  const char *label = entry != NULL ? entry->label : grouped;
  /* Translators: an authority, and how long it is good. */
  g_autofree char *name = g_strdup_printf (_ ("Trust %s, %s"), label, expiry);
  WaybillWordsLife life = entry != NULL ? waybill_words_cert_get_life (entry->certificate) : WAYBILL_WORDS_LIFE_OVER;
  GtkWidget *row = new_row (label, expiry);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  set_fingerprint (check, fingerprint);
  set_fingerprint (row, fingerprint);
  g_signal_connect_object (check, "toggled", toggled, page, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* After the row, which would name it too. */
  waybill_ui_name_widget (check, name);
  if (life != WAYBILL_WORDS_LIFE_GOOD)
    {
      GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      waybill_ui_state_show (GTK_IMAGE (image), WAYBILL_UI_STATE_WARNING, NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
    }
  waybill_ui_help_attach (row, "authority");
  waybill_ui_name_widget (row, label);
  return row;
}

/**
 * waybill_ui_partner_trust_row_set_list:
 * @row: the row of an authority
 * @entry: the authority
 * @crl: (nullable): its revocation list
 *
 * Says beside how long the authority is good that it has a list of what it withdrew, and until when that holds.
 */
void
waybill_ui_partner_trust_row_set_list (GtkWidget *row, const WaybillCertEntry *entry, WaybillCertCrl *crl)
{
  g_autofree char *expiry = say_expiry (entry);
  g_autofree char *list = crl != NULL ? waybill_words_crl_short (crl) : NULL;
  g_autofree char *both = list != NULL ? g_strdup_printf ("%s · %s", expiry, list) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both != NULL ? both : expiry);
}

/* What it is for, and whether the server shows it. */
static char *
say_pin (const char *pin, const char *host, guint port, WaybillCertCertificate *shown)
{
  if (strlen (pin) != 64)
    return g_strdup (_ ("A host key for SFTP"));
  if (shown != NULL && g_str_equal (pin, waybill_cert_certificate_get_fingerprint (shown)))
    /* Translators: a host and its port. */
    return g_strdup_printf (_ ("For %s, port %u · it is the one that is shown"), host, port);
  return g_strdup_printf (_ ("For %s, port %u"), host, port);
}

/**
 * waybill_ui_partner_trust_row_new_pin:
 * @pin: SHA-256 hex, or an SFTP host key
 * @host: the partner's
 * @port: the partner's
 * @shown: (nullable): what the server shows
 * @removed: called with its button
 * @page: for @removed
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
waybill_ui_partner_trust_row_new_pin (
    const char *pin, const char *host, guint port, WaybillCertCertificate *shown, GCallback removed, gpointer page)
{
  g_autofree char *said = say_pin (pin, host, port, shown);
  gboolean is_hex = strlen (pin) == 64;
  g_autofree char *grouped = is_hex ? waybill_words_cert_fingerprint (pin) : g_strdup (pin);
  g_autofree char *name = g_strdup_printf (_ ("Remove the pin %s"), grouped);
  GtkWidget *row = new_row (grouped, said);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove this pin"));
  waybill_ui_name_widget (button, name);
  set_fingerprint (button, pin);
  g_signal_connect_object (button, "clicked", removed, page, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  waybill_ui_name_widget (row, grouped);
  return row;
}

/**
 * waybill_ui_partner_trust_row_new_present:
 * @title: that there is none, or that another one is shown
 * @subtitle: what a pin is
 * @clicked: called when its button is pressed
 * @page: for @clicked
 *
 * Returns: (transfer floating): a row that offers to pin what the server shows
 */
GtkWidget *
waybill_ui_partner_trust_row_new_present (const char *title, const char *subtitle, GCallback clicked, gpointer page)
{
  GtkWidget *row = new_row (title, subtitle);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Pin the Present One…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), GTK_NATURAL_WRAP_NONE);
  waybill_ui_name_widget (button, _ ("Pin the certificate that the server shows"));
  g_signal_connect_object (button, "clicked", clicked, page, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  waybill_ui_name_widget (row, title);
  return row;
}

/**
 * waybill_ui_partner_trust_row_new_nothing:
 * @title: that there is none
 * @subtitle: (nullable): what to do about it
 *
 * Returns: (transfer floating): a row for an empty list
 */
GtkWidget *
waybill_ui_partner_trust_row_new_nothing (const char *title, const char *subtitle)
{
  GtkWidget *row = new_row (title, subtitle);

  waybill_ui_name_widget (row, title);
  return row;
}
