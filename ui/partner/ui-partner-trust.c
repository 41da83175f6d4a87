/* The page Trust: whom this partner's server may be vouched for by. What that list would say of the server stands above it:
 * ui-partner-answer. */

#include <glib/gi18n.h>
#include <string.h>

#include "ui-help.h"
#include "ui-name.h"
#include "ui-partner-answer-private.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"
#include "ui-partner-trust-private.h"

/* From so many authorities on a list wants a search. */
#define MANY_AUTHORITIES 12

struct _WaybillUiPartnerTrust
{
  AdwPreferencesPage parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean filling;
  gboolean wants_pin; /* as soon as the server has shown what it shows */
  char *authorities;  /* (nullable) what the rows were made of: made anew only where that is another */
  char *pins;         /* likewise */

  WaybillUiPartnerAnswer *answer;
  GtkWidget *system_row;
  GtkSwitch *system_switch;
  GtkWidget *import_button;
  GtkWidget *search_entry;
  GtkListBox *authorities_list;
  GtkListBox *pins_list;
  GtkWidget *pin_row;
  WaybillUiPartnerNote *pin_note;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerTrust, waybill_ui_partner_trust, ADW_TYPE_PREFERENCES_PAGE)

static WaybillPartner *
get_partner (WaybillUiPartnerTrust *self)
{
  return waybill_ui_partner_draft_get_partner (self->draft);
}

static WaybillCertStore *
get_store (WaybillUiPartnerTrust *self)
{
  return waybill_ui_context_get_certificates (waybill_ui_partner_draft_get_context (self->draft));
}

static void
show_count (WaybillUiPartnerTrust *self, guint n_system)
{
  g_autofree char *text = NULL;

  if (n_system == 0)
    return;
  text = g_strdup_printf (ngettext ("%u public authority. Off is stricter: only those ticked below count.",
                                    "%u public authorities. Off is stricter: only those ticked below count.", n_system),
                          n_system);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->system_row), text);
}

/* Its own, by its signature: a name can be copied by anybody. */
static WaybillCertCrl *
find_list (GPtrArray *crls, WaybillCertCertificate *authority)
{
  for (guint i = 0; crls != NULL && i < crls->len; i++)
    if (waybill_cert_crl_is_of (crls->pdata[i], authority) && waybill_cert_crl_is_signed_by (crls->pdata[i], authority))
      return crls->pdata[i];
  return NULL;
}

static void
show_lists (WaybillUiPartnerTrust *self)
{
  GPtrArray *crls = waybill_ui_partner_answer_get_crls (self->answer);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->authorities_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const char *fingerprint = waybill_ui_partner_trust_row_get_fingerprint (row);
      const WaybillCertEntry *entry
          = fingerprint != NULL ? waybill_cert_store_find_fingerprint (get_store (self), fingerprint) : NULL;

      if (entry != NULL)
        waybill_ui_partner_trust_row_set_list (row, entry, find_list (crls, entry->certificate));
    }
}

static void
fill_pins (WaybillUiPartnerTrust *self);
static void
ask_to_pin (WaybillUiPartnerTrust *self);

/* What stands in the rows depends on what the server shows, and on the lists of the store. */
static void
judged (WaybillUiPartnerTrust *self)
{
  show_count (self, waybill_ui_partner_answer_get_n_system (self->answer));
  show_lists (self);
  fill_pins (self);
  if (self->wants_pin && !waybill_ui_partner_answer_is_asking (self->answer))
    ask_to_pin (self);
}

static void
authority_toggled (WaybillUiPartnerTrust *self, GtkCheckButton *check)
{
  const char *fingerprint = waybill_ui_partner_trust_row_get_fingerprint (GTK_WIDGET (check));

  if (gtk_check_button_get_active (check))
    waybill_partner_add_authority (get_partner (self), fingerprint, NULL);
  else
    waybill_partner_remove_authority (get_partner (self), fingerprint);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* Which rows there are, and what they are called. */
static char *
dup_authorities (WaybillUiPartnerTrust *self, GPtrArray *entries)
{
  const char *const *ticked = waybill_partner_get_authorities (get_partner (self));
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (!entry->is_identity)
        g_string_append_printf (rows, "%s %s\n", waybill_cert_certificate_get_fingerprint (entry->certificate),
                                entry->label);
    }
  for (guint i = 0; ticked[i] != NULL; i++)
    if (waybill_cert_store_find_fingerprint (get_store (self), ticked[i]) == NULL)
      g_string_append_printf (rows, "%s\n", ticked[i]);
  return g_string_free (rows, FALSE);
}

static void
tick_authorities (WaybillUiPartnerTrust *self)
{
  const char *const *ticked = waybill_partner_get_authorities (get_partner (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->authorities_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const char *fingerprint = waybill_ui_partner_trust_row_get_fingerprint (row);

      if (fingerprint != NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))),
                                     g_strv_contains (ticked, fingerprint));
    }
}

/* Whatever a session elsewhere wrote down: whoever stands in the list stays there, and hundreds of rows are not made anew.
 */
static void
fill_authorities (WaybillUiPartnerTrust *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (get_store (self));
  const char *const *ticked = waybill_partner_get_authorities (get_partner (self));
  g_autofree char *authorities = dup_authorities (self, entries);
  guint n = 0;

  if (g_strcmp0 (self->authorities, authorities) == 0)
    {
      tick_authorities (self);
      return;
    }
  g_free (self->authorities);
  self->authorities = g_steal_pointer (&authorities);
  clear_list (self->authorities_list);
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);

      if (entry->is_identity)
        continue;
      gtk_list_box_append (self->authorities_list,
                           waybill_ui_partner_trust_row_new_authority (entry, fingerprint,
                                                                       g_strv_contains (ticked, fingerprint),
                                                                       G_CALLBACK (authority_toggled), self));
      n++;
    }
  for (guint i = 0; ticked[i] != NULL; i++)
    if (waybill_cert_store_find_fingerprint (get_store (self), ticked[i]) == NULL)
      {
        gtk_list_box_append (self->authorities_list,
                             waybill_ui_partner_trust_row_new_authority (NULL, ticked[i], TRUE,
                                                                         G_CALLBACK (authority_toggled), self));
        n++;
      }
  if (n == 0)
    gtk_list_box_append (self->authorities_list,
                         waybill_ui_partner_trust_row_new_nothing (_ ("None in your store"),
                                                                   _ ("They come as .cer or .crt files")));
  gtk_widget_set_visible (self->search_entry, n >= MANY_AUTHORITIES);
}

static guint
get_port (WaybillUiPartnerTrust *self)
{
  guint port = waybill_partner_get_port (get_partner (self));

  return port != 0 ? port : waybill_remote_protocol_get_port (waybill_partner_get_protocol (get_partner (self)));
}

static void
pin_shown (gpointer page, const char *fingerprint)
{
  WaybillUiPartnerTrust *self = page;

  waybill_partner_add_pin (get_partner (self), fingerprint, NULL);
  fill_pins (self);
}

/* Where nobody knows yet what the server shows, it is asked first. */
static void
ask_to_pin (WaybillUiPartnerTrust *self)
{
  WaybillCertCertificate *leaf = waybill_ui_partner_answer_get_leaf (self->answer);

  if (leaf != NULL)
    waybill_ui_partner_pin_ask (GTK_WIDGET (self), leaf, waybill_partner_get_host (get_partner (self)), get_port (self),
                                pin_shown, self);
  else if (!self->wants_pin)
    waybill_ui_partner_answer_ask (self->answer);
  self->wants_pin = leaf == NULL && waybill_ui_partner_answer_is_asking (self->answer);
}

static void
pin_removed (WaybillUiPartnerTrust *self, GtkButton *button);

/* What is pinned is for the host and the port, and may be what the server shows. */
static char *
dup_pins (WaybillUiPartnerTrust *self, WaybillCertCertificate *leaf)
{
  WaybillPartner *partner = get_partner (self);
  g_autofree char *pins = g_strjoinv (" ", (char **) waybill_partner_get_pins (partner));

  return g_strdup_printf ("%s %u %d %s\n%s", waybill_partner_get_host (partner), get_port (self),
                          waybill_ui_partner_answer_can_ask (self->answer),
                          leaf != NULL ? waybill_cert_certificate_get_fingerprint (leaf) : "", pins);
}

static void
fill_pins (WaybillUiPartnerTrust *self)
{
  const char *const *pins = waybill_partner_get_pins (get_partner (self));
  WaybillCertCertificate *leaf = waybill_ui_partner_answer_get_leaf (self->answer);
  gboolean has_present = leaf != NULL && g_strv_contains (pins, waybill_cert_certificate_get_fingerprint (leaf));
  g_autofree char *made_of = dup_pins (self, leaf);

  if (g_strcmp0 (self->pins, made_of) == 0)
    return;
  g_free (self->pins);
  self->pins = g_steal_pointer (&made_of);
  clear_list (self->pins_list);
  for (guint i = 0; pins[i] != NULL; i++)
    gtk_list_box_append (self->pins_list,
                         waybill_ui_partner_trust_row_new_pin (pins[i], waybill_partner_get_host (get_partner (self)),
                                                               get_port (self), leaf, G_CALLBACK (pin_removed), self));
  if (waybill_ui_partner_answer_can_ask (self->answer) && !has_present)
    gtk_list_box_append (self->pins_list, waybill_ui_partner_trust_row_new_present (
                                              pins[0] == NULL ? _ ("None pinned") : _ ("Another one"),
                                              _ ("A pin accepts exactly one certificate for one host and port"),
                                              G_CALLBACK (ask_to_pin), self));
  else if (pins[0] == NULL)
    gtk_list_box_append (self->pins_list, waybill_ui_partner_trust_row_new_nothing (_ ("None pinned"), NULL));
}

static void
pin_removed (WaybillUiPartnerTrust *self, GtkButton *button)
{
  g_autofree char *pin = g_strdup (waybill_ui_partner_trust_row_get_fingerprint (GTK_WIDGET (button)));

  gtk_widget_grab_focus (self->pin_row);
  waybill_partner_remove_pin (get_partner (self), pin);
  fill_pins (self);
}

static void
pin_applied (WaybillUiPartnerTrust *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->pin_row)));

  if (!waybill_partner_add_pin (get_partner (self), g_strstrip (text), NULL))
    {
      waybill_ui_partner_note_show_problem (self->pin_note, self->pin_row,
                                            _ ("A SHA-256 fingerprint is 64 digits and letters from A to F."));
      return;
    }
  waybill_ui_partner_note_show_problem (self->pin_note, self->pin_row, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->pin_row), "");
  fill_pins (self);
}

static void
system_switched (WaybillUiPartnerTrust *self)
{
  if (!self->filling)
    waybill_partner_set_system_trust (get_partner (self), gtk_switch_get_active (self->system_switch));
}

static void
fill (WaybillUiPartnerTrust *self)
{
  self->filling = TRUE;
  gtk_switch_set_active (self->system_switch, waybill_partner_get_system_trust (get_partner (self)));
  self->filling = FALSE;
  fill_authorities (self);
  show_lists (self);
  fill_pins (self);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  WaybillUiPartnerTrust *self = user_data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (title, wanted) != NULL;
}

static void
import_clicked (WaybillUiPartnerTrust *self)
{
  WaybillPartner *stored = waybill_ui_partner_draft_get_stored (self->draft);

  waybill_ui_context_import (waybill_ui_partner_draft_get_context (self->draft), GTK_WIDGET (self), NULL,
                             stored != NULL ? waybill_partner_get_uuid (stored) : NULL);
}

static void
waybill_ui_partner_trust_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_TRUST (object)->draft);
  g_clear_pointer (&WAYBILL_UI_PARTNER_TRUST (object)->authorities, g_free);
  g_clear_pointer (&WAYBILL_UI_PARTNER_TRUST (object)->pins, g_free);

  G_OBJECT_CLASS (waybill_ui_partner_trust_parent_class)->dispose (object);
}

static void
waybill_ui_partner_trust_class_init (WaybillUiPartnerTrustClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_trust_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_NOTE);
  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_ANSWER);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-trust.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, answer);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, system_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, system_switch);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, import_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, authorities_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, pins_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, pin_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, pin_note);
}

/* What stands in the button names it as soon as it is shown. */
static void
name_import (GtkWidget *button)
{
  waybill_ui_name_widget (button, _ ("Import authorities"));
}

/**
 * waybill_ui_partner_trust_focus:
 * @self: the page
 *
 * Puts the focus on its first switch. The empty field for a pin is rarely what somebody came for.
 */
void
waybill_ui_partner_trust_focus (WaybillUiPartnerTrust *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->system_switch));
}

static void
waybill_ui_partner_trust_init (WaybillUiPartnerTrust *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_wrap_titles (GTK_WIDGET (self));
  waybill_ui_partner_field_set_up (self->system_row, "system-trust");
  waybill_ui_partner_field_set_up (self->pin_row, "pin");
  waybill_ui_help_attach (self->search_entry, "authority");
  waybill_ui_name_widget (self->search_entry, _ ("Find an authority"));
  g_signal_connect_after (self->import_button, "map", G_CALLBACK (name_import), NULL);
  gtk_widget_set_tooltip_text (self->import_button,
                               _ ("Import certificates and revocation lists; authorities are ticked for this partner"));
  waybill_ui_name_widget (GTK_WIDGET (self->authorities_list), _ ("Authorities from your store"));
  waybill_ui_name_widget (GTK_WIDGET (self->pins_list), _ ("Pinned server certificates"));
  gtk_list_box_set_filter_func (self->authorities_list, filter_row, self, NULL);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter),
                           self->authorities_list, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->system_switch, "notify::active", G_CALLBACK (system_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import_button, "clicked", G_CALLBACK (import_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pin_row, "apply", G_CALLBACK (pin_applied), self, G_CONNECT_SWAPPED);
}

/**
 * waybill_ui_partner_trust_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
waybill_ui_partner_trust_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerTrust *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_TRUST, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "store-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "changed", G_CALLBACK (fill_pins), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->answer, "judged", G_CALLBACK (judged), self, G_CONNECT_SWAPPED);
  waybill_ui_partner_answer_set_draft (self->answer, draft);
  fill (self);
  return GTK_WIDGET (self);
}
