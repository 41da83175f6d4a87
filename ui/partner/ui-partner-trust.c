/* The page Trust: whom this partner's server may be vouched for by, and what that list would say of the certificate it
 * showed last. It asks no server: the button does, by way of the connection check. */

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-help.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"
#include "ui-partner-trust-private.h"
#include "ui-partner-verdict-private.h"
#include "words-time.h"
#include "words-verdict.h"

/* From so many authorities on a list wants a search. */
#define MANY_AUTHORITIES 12

struct _WaybillUiPartnerTrust
{
  AdwPreferencesPage parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean filling;
  gboolean judging; /* one at a time */
  gboolean judge_again;
  guint n_system; /* 0: not counted yet */

  WaybillUiBox *verdict_box;
  GtkLabel *shown_label;
  GtkWidget *ask_button;
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
show_box (WaybillUiPartnerTrust *self, WaybillUiBoxMood mood, const char *title, const char *text, gboolean may_ask)
{
  waybill_ui_box_set (self->verdict_box, mood, title, text);
  gtk_widget_set_visible (self->ask_button, may_ask);
}

/* Why, and where the list below can mend it, how. */
static char *
dup_because (WaybillUiPartnerTrust *self, WaybillCertVerdict *verdict)
{
  g_autofree char *because = waybill_words_verdict_because_in_store (verdict, get_store (self));

  if (waybill_words_verdict_find_unticked (verdict, get_store (self)) == NULL)
    return g_steal_pointer (&because);
  return g_strdup_printf ("%s %s", because, waybill_words_verdict_tick (WAYBILL_WORDS_TICK_BELOW));
}

static void
show_verdict (WaybillUiPartnerTrust *self, WaybillCertVerdict *verdict)
{
  const WaybillPartnerHistory *history = waybill_ui_partner_draft_get_history (self->draft);
  gboolean accepted = waybill_cert_verdict_is_accepted (verdict);
  g_autofree char *because = dup_because (self, verdict);
  g_autofree char *point = waybill_words_time_point (history->tested);
  /* Translators: when a server last showed its certificate: "today at 08:52". */
  g_autofree char *shown = g_strdup_printf (_ ("As it was shown %s"), point);

  show_box (self, accepted ? WAYBILL_UI_BOX_GOOD : WAYBILL_UI_BOX_SHARP, accepted ? _ ("Accepted") : _ ("Not accepted"),
            because, FALSE);
  gtk_label_set_text (self->shown_label, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->shown_label), history->tested != 0);
}

/* What needs no verdict; FALSE when it takes one. */
static gboolean
show_without_verdict (WaybillUiPartnerTrust *self)
{
  const WaybillPartnerHistory *history = waybill_ui_partner_draft_get_history (self->draft);
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (get_partner (self));
  WaybillPartnerReadiness readiness;

  waybill_ui_partner_draft_judge (self->draft, &readiness);
  if (protocol == WAYBILL_REMOTE_PROTOCOL_FTP || protocol == WAYBILL_REMOTE_PROTOCOL_SFTP)
    show_box (self, WAYBILL_UI_BOX_CALM, NULL, _ ("Without TLS no server shows a certificate: this list is not used."),
              FALSE);
  else if (readiness.pages[WAYBILL_PARTNER_PAGE_TRUST] == WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED)
    show_box (self, WAYBILL_UI_BOX_WARN, NULL, _ ("Nobody is trusted: this partner cannot be connected to."), FALSE);
  else if (history->chain == NULL || history->chain->len == 0)
    show_box (self, WAYBILL_UI_BOX_CALM, NULL,
              _ ("Not known yet: no certificate of this server was accepted so far. The connection check looks at it."),
              TRUE);
  else
    return FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->shown_label), FALSE);
  return TRUE;
}

static void
judge (WaybillUiPartnerTrust *self);

static void
show_count (WaybillUiPartnerTrust *self, guint n_system)
{
  g_autofree char *text = NULL;

  if (n_system == 0)
    return;
  self->n_system = n_system;
  text = g_strdup_printf (ngettext ("%u public authority. Off is stricter: only those ticked below count.",
                                    "%u public authorities. Off is stricter: only those ticked below count.", n_system),
                          n_system);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->system_row), text);
}

static void
judged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *page = user_data;
  g_autoptr (WaybillUiPartnerTrust) self = g_weak_ref_get (page);
  g_autoptr (WaybillUiPartnerVerdict) found = waybill_ui_partner_verdict_finish (result, NULL);

  g_weak_ref_clear (page);
  g_free (page);
  if (self == NULL || self->draft == NULL)
    return;
  self->judging = FALSE;
  if (self->judge_again)
    {
      judge (self);
      return;
    }
  if (found != NULL)
    show_count (self, found->n_system);
  if (found != NULL && found->verdict != NULL && !show_without_verdict (self))
    show_verdict (self, found->verdict);
}

static void
judge (WaybillUiPartnerTrust *self)
{
  const WaybillPartnerHistory *history = waybill_ui_partner_draft_get_history (self->draft);
  gboolean clear = show_without_verdict (self);
  GWeakRef *page;

  self->judge_again = self->judging;
  /* Without a question to it the list is still counted, once. */
  if (self->judging || (clear && self->n_system != 0))
    return;
  self->judging = TRUE;
  page = g_new0 (GWeakRef, 1);
  g_weak_ref_init (page, self);
  waybill_ui_partner_verdict_async (get_partner (self), get_store (self), clear ? NULL : history->chain, self->n_system == 0,
                                    NULL, judged, page);
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

static void
fill_authorities (WaybillUiPartnerTrust *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (get_store (self));
  const char *const *ticked = waybill_partner_get_authorities (get_partner (self));
  guint n = 0;

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

static void
pin_removed (WaybillUiPartnerTrust *self, GtkButton *button);

static void
fill_pins (WaybillUiPartnerTrust *self)
{
  const char *const *pins = waybill_partner_get_pins (get_partner (self));

  clear_list (self->pins_list);
  for (guint i = 0; pins[i] != NULL; i++)
    gtk_list_box_append (self->pins_list, waybill_ui_partner_trust_row_new_pin (pins[i], G_CALLBACK (pin_removed), self));
  if (pins[0] == NULL)
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

  G_OBJECT_CLASS (waybill_ui_partner_trust_parent_class)->dispose (object);
}

static void
waybill_ui_partner_trust_class_init (WaybillUiPartnerTrustClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_trust_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_NOTE);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-trust.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerTrust, verdict_box);
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

static void
set_up_box (WaybillUiPartnerTrust *self)
{
  GtkBox *content = waybill_ui_box_get_content (self->verdict_box);

  self->shown_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->shown_label), "caption");
  gtk_box_append (content, GTK_WIDGET (self->shown_label));
  self->ask_button = gtk_button_new_with_label (_ ("Check Connection"));
  gtk_widget_set_halign (self->ask_button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->ask_button, 6);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->ask_button))), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask_button), "editor.check");
  /* The header has a button of the same words. */
  waybill_ui_name_widget (self->ask_button, _ ("Check the connection to see the server’s certificate"));
  gtk_box_append (content, self->ask_button);
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
  set_up_box (self);
  waybill_ui_partner_group_wrap_title (GTK_WIDGET (self));
  waybill_ui_partner_field_set_up (self->system_row, "system-trust");
  waybill_ui_partner_field_set_up (self->pin_row, "pin");
  waybill_ui_help_attach (self->search_entry, "authority");
  waybill_ui_name_widget (self->search_entry, _ ("Find an authority"));
  g_signal_connect_after (self->import_button, "map", G_CALLBACK (name_import), NULL);
  gtk_widget_set_tooltip_text (self->import_button, _ ("Import certificates and tick them for this partner"));
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
  g_signal_connect_object (draft, "changed", G_CALLBACK (judge), self, G_CONNECT_SWAPPED);
  fill (self);
  judge (self);
  return GTK_WIDGET (self);
}
