/* What the details say of a certificate: its head, where it is used, its chain, its particulars. The words come from
 * words-store and words-holding. */

#include "ui-cert-details-private.h"

#include <glib/gi18n.h>

#include "ui-cert-chain.h"
#include "ui-cert-list-views.h"
#include "ui-cert-row.h"

#include "base-clock.h"
#include "cert-facts.h"
#include "remote-path.h"
#include "words-holding.h"
#include "words-next.h"
#include "words-store.h"

/* More make a page that nobody reads, and a window that hesitates. */
#define MAX_USES 30

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static GtkWidget *
icon_new (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

/* How it is used, and what takes over, and when. */
static char *
dup_use (WaybillUiCertDetails *self, WaybillPartner *partner, guint use)
{
  g_autofree char *text = waybill_words_store_use (use);
  g_autofree char *next = NULL;

  if ((use & (WAYBILL_WORDS_STORE_SHOWS | WAYBILL_WORDS_STORE_NEXT)) != 0)
    next = waybill_words_next_sentence (partner, waybill_ui_context_get_certificates (self->context),
                                        waybill_base_clock_now ());
  return next == NULL ? g_steal_pointer (&text) : g_strdup_printf ("%s\n%s", text, next);
}

static void
add_use (WaybillUiCertDetails *self, WaybillPartner *partner)
{
  guint use = waybill_words_store_get_use (partner, self->fingerprint);
  g_autofree char *subtitle = dup_use (self, partner, use);
  g_autofree char *name = g_strdup_printf (_ ("Edit %s. %s"), waybill_partner_get_name (partner), subtitle);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), waybill_partner_get_name (partner));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon_new ("network-server-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon_new ("go-next-symbolic"));
  waybill_ui_name_widget (row, name);
  g_object_set_data_full (G_OBJECT (row), WAYBILL_UI_CERT_DETAILS_UUID, g_strdup (waybill_partner_get_uuid (partner)),
                          g_free);
  g_object_set_data (G_OBJECT (row), WAYBILL_UI_CERT_DETAILS_PAGE,
                     (use & (WAYBILL_WORDS_STORE_SHOWS | WAYBILL_WORDS_STORE_NEXT)) != 0 ? "certificate" : "trust");
  gtk_list_box_append (self->uses, row);
}

static void
add_more_uses (WaybillUiCertDetails *self, guint n_more)
{
  g_autofree char *title = g_strdup_printf (ngettext ("And %u more", "And %u more", n_more), n_more);

  gtk_list_box_append (self->uses, g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle-lines", 0, "subtitle",
                                                 _ ("All of them stand in the view “Partners”."), NULL));
}

static void
show_uses (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);

  empty_list (self->uses);
  for (guint i = 0; i < MIN (users->len, MAX_USES); i++)
    add_use (self, users->pdata[i]);
  if (users->len > MAX_USES)
    add_more_uses (self, users->len - MAX_USES);
  if (users->len == 0)
    gtk_list_box_append (self->uses,
                         g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Used by nobody"), "subtitle-lines", 0, "subtitle",
                                       entry->is_identity ? _ ("Assign it to the partner it was made for.")
                                                          : _ ("Assign it to a partner whose server it vouches for."),
                                       NULL));
}

static void
show_chain (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) links = waybill_ui_cert_chain_new (waybill_ui_context_get_certificates (self->context), entry);

  empty_list (self->chain);
  for (guint i = 0; i < links->len; i++)
    gtk_list_box_append (self->chain, waybill_ui_cert_chain_row_new (links->pdata[i], i));
}

static void
show_value (AdwActionRow *row, const char *value)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value);

  adw_action_row_set_subtitle (row, value);
  waybill_ui_name_widget (GTK_WIDGET (row), name);
}

/* What it may do in a sentence, then in the words that sheets use. */
static char *
dup_purpose (WaybillCertCertificate *certificate)
{
  g_autofree char *usages = waybill_words_holding_usages (certificate);

  if (*usages == '\0')
    return g_strdup (waybill_words_store_purpose (certificate));
  return g_strdup_printf ("%s\n%s", waybill_words_store_purpose (certificate), usages);
}

static char *
dup_key (const WaybillCertEntry *entry)
{
  g_autofree char *key = waybill_words_holding_key (entry->certificate);

  if (entry->is_identity)
    return g_strdup_printf ("%s\n%s", key, waybill_words_store_key (entry));
  return g_steal_pointer (&key);
}

static void
show_fingerprints (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autofree char *digits = waybill_words_store_fingerprint (self->fingerprint);
  g_autofree char *spoken = waybill_words_store_spoken (digits);
  g_autofree char *sha1 = waybill_cert_facts_dup_sha1 (entry->certificate);
  g_autofree char *sha1_digits = waybill_words_store_fingerprint (sha1);

  gtk_label_set_text (self->fingerprint_label, digits);
  waybill_ui_name_widget (GTK_WIDGET (self->fingerprint_label), spoken);
  show_value (self->sha1, sha1_digits);
}

static void
show_particulars (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  WaybillCertCertificate *certificate = entry->certificate;
  g_autofree char *subject = waybill_remote_path_dup_display (waybill_cert_certificate_get_subject (certificate));
  g_autofree char *issuer = waybill_remote_path_dup_display (waybill_cert_certificate_get_issuer (certificate));
  g_autofree char *period = waybill_words_store_period (certificate);
  g_autofree char *purpose = dup_purpose (certificate);
  g_autofree char *key = dup_key (entry);

  show_value (self->purpose, purpose);
  show_value (self->subject, subject);
  show_value (self->issuer, waybill_cert_certificate_is_self_signed (certificate) ? _ ("Itself") : issuer);
  show_value (self->valid, period);
  show_value (self->key, key);
  show_value (self->serial, waybill_cert_certificate_get_serial (certificate));
  show_fingerprints (self, entry);
}

/* Blue, when it is time for it. */
static void
show_replace (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  WaybillWordsLife life = waybill_words_cert_get_life (entry->certificate);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->replace_button));
  gboolean stored = waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_STORED;

  gtk_widget_set_visible (GTK_WIDGET (self->replace_button), stored);
  if (life == WAYBILL_WORDS_LIFE_ENDING || life == WAYBILL_WORDS_LIFE_OVER)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
show_head (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autofree char *until = waybill_words_store_until (entry->certificate);
  g_autofree char *rename = g_strdup_printf (_ ("Rename %s"), entry->label);
  g_autofree char *assign = g_strdup_printf (_ ("Assign %s"), entry->label);
  g_autofree char *more = g_strdup_printf (_ ("More for %s"), entry->label);
  g_autofree char *replace = g_strdup_printf (_ ("Replace %s"), entry->label);
  g_autofree char *export = g_strdup_printf (_ ("Export %s"), entry->label);

  gtk_label_set_text (self->label, entry->label);
  gtk_label_set_text (self->until, until);
  waybill_ui_state_show (self->state, waybill_ui_cert_view_get_state (entry->certificate), NULL);
  waybill_ui_cert_row_set_life (self->life, entry->certificate);
  waybill_ui_name_widget (GTK_WIDGET (self->rename_button), rename);
  waybill_ui_name_widget (GTK_WIDGET (self->assign_button), assign);
  waybill_ui_name_widget (GTK_WIDGET (self->menu_button), more);
  waybill_ui_name_widget (GTK_WIDGET (self->replace_button), replace);
  waybill_ui_name_widget (self->export_button, export);
  gtk_widget_set_visible (GTK_WIDGET (self->rename_button),
                          waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_STORED);
}

/* waybill_ui_cert_details_show_entry:
 *
 * Everything of the page, from its beginning. */
void
waybill_ui_cert_details_show_entry (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  show_head (self, entry);
  show_replace (self, entry);
  show_uses (self, entry);
  show_chain (self, entry);
  show_particulars (self, entry);
}
