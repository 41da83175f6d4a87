/* The page Certificate: which of your certificates this partner is shown, and how long it lives. It opens no key. */

#include <glib/gi18n.h>
#include <string.h>

#include "base-clock.h"
#include "ui-box.h"
#include "ui-help.h"
#include "ui-partner-identity-menu-private.h"
#include "ui-partner-next-private.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"
#include "ui-partner-pfx-private.h"
#include "ui-shell.h"
#include "ui-state.h"
#include "words-cert.h"
#include "words-time.h"

struct _WaybillUiPartnerCertificate
{
  AdwBin parent_instance;

  WaybillUiPartnerDraft *draft;

  WaybillUiShell *shell;
  GtkStack *stack;
  GtkBox *head;
  AdwPreferencesPage *page;
  GtkMenuButton *choose_button;
  GtkMenuButton *change_button;
  GtkWidget *first_import_button;
  GtkWidget *import_button;
  GtkWidget *first_request_button;
  GtkWidget *request_button;
  GtkWidget *remove_button;
  GtkWidget *card;
  GtkLabel *label_label;
  GtkLabel *subject_label;
  GtkImage *life_image;
  GtkLabel *life_label;
  GtkWidget *life_box;
  GtkLevelBar *life_bar;
  GtkLabel *begin_label;
  GtkLabel *end_label;
  WaybillUiPartnerIdentityMenu *menus[2];
  AdwPreferencesGroup *more_group;
  WaybillUiPartnerNext *next;
  AdwActionRow *chain_row;
  GtkSwitch *chain_switch;
  WaybillUiPartnerPfx *pfx;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerCertificate, waybill_ui_partner_certificate, ADW_TYPE_BIN)

static WaybillPartner *
get_partner (WaybillUiPartnerCertificate *self)
{
  return waybill_ui_partner_draft_get_partner (self->draft);
}

static WaybillCertStore *
get_store (WaybillUiPartnerCertificate *self)
{
  return waybill_ui_context_get_certificates (waybill_ui_partner_draft_get_context (self->draft));
}

static void
show_life (WaybillUiPartnerCertificate *self, WaybillCertCertificate *certificate)
{
  static const WaybillUiState states[] = {
    [WAYBILL_WORDS_LIFE_FUTURE] = WAYBILL_UI_STATE_WARNING,
    [WAYBILL_WORDS_LIFE_GOOD] = WAYBILL_UI_STATE_READY,
    [WAYBILL_WORDS_LIFE_ENDING] = WAYBILL_UI_STATE_WARNING,
    [WAYBILL_WORDS_LIFE_OVER] = WAYBILL_UI_STATE_FAILED,
  };
  WaybillWordsLife life = waybill_words_cert_get_life (certificate);
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  gint64 left = CLAMP (end - waybill_base_clock_now (), 0, MAX (end - begin, 1));
  g_autofree char *expiry = waybill_words_cert_expiry (certificate);
  g_autofree char *point = waybill_words_time_point (end);
  g_autofree char *from = waybill_words_time_day (begin), *to = waybill_words_time_day (end);
  /* Translators: "Runs out in 12 days", then when exactly. */
  g_autofree char *words
      = life == WAYBILL_WORDS_LIFE_FUTURE ? g_strdup (expiry) : g_strdup_printf (_ ("%s, %s"), expiry, point);

  waybill_ui_state_show (self->life_image, states[life], NULL);
  gtk_label_set_text (self->life_label, words);
  gtk_level_bar_set_value (self->life_bar, (double) left / (double) MAX (end - begin, 1));
  if (life == WAYBILL_WORDS_LIFE_GOOD)
    gtk_widget_remove_css_class (GTK_WIDGET (self->life_bar), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->life_bar), "warning");
  waybill_ui_name_widget (GTK_WIDGET (self->life_bar), _ ("Life left"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->life_bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, expiry, -1);
  gtk_label_set_text (self->begin_label, from);
  gtk_label_set_text (self->end_label, to);
}

static void
show_entry (WaybillUiPartnerCertificate *self, const WaybillCertEntry *entry)
{
  WaybillCertCertificate *certificate = entry->certificate;
  g_autofree char *subject = NULL;

  if (waybill_cert_certificate_is_self_signed (certificate))
    /* Translators: a name. */
    subject = g_strdup_printf (_ ("%s · issued by itself"), waybill_cert_certificate_get_name (certificate));
  else
    /* Translators: a name, and the authority's. */
    subject = g_strdup_printf (_ ("%s · issued by %s"), waybill_cert_certificate_get_name (certificate),
                               waybill_cert_certificate_get_issuer_name (certificate));
  gtk_label_set_text (self->label_label, entry->label);
  gtk_label_set_text (self->subject_label, subject);
  show_life (self, certificate);
}

static void
show_gone (WaybillUiPartnerCertificate *self, const char *fingerprint)
{
  g_autofree char *grouped = waybill_words_cert_fingerprint (fingerprint);

  gtk_label_set_text (self->label_label, _ ("Not in the store any more"));
  gtk_label_set_text (self->subject_label, grouped);
  waybill_ui_state_show (self->life_image, WAYBILL_UI_STATE_FAILED, NULL);
  gtk_label_set_text (self->life_label, _ ("Choose another certificate, or import this one again."));
}

static void
show_none (WaybillUiPartnerCertificate *self)
{
  gtk_label_set_text (self->label_label, _ ("None"));
  gtk_label_set_text (self->subject_label, _ ("The partner is shown no certificate"));
  waybill_ui_state_show (self->life_image, WAYBILL_UI_STATE_NONE, NULL);
  gtk_label_set_text (self->life_label, _ ("The next one is shown from its day on."));
}

static void
show_chain (WaybillUiPartnerCertificate *self, const WaybillCertEntry *entry)
{
  guint n = entry != NULL && entry->chain != NULL ? entry->chain->len : 0;
  g_autofree char *words = n == 0 ? g_strdup (_ ("There is no authority between"))
                                  : g_strdup_printf (ngettext ("Certificate and %u authority between",
                                                               "Certificate and %u authorities between", n),
                                                     n);

  adw_action_row_set_subtitle (self->chain_row, words);
  gtk_switch_set_active (self->chain_switch,
                         strcmp (waybill_partner_get_setting (get_partner (self), "send-chain"), "yes") == 0);
}

static void
chain_switched (WaybillUiPartnerCertificate *self)
{
  waybill_partner_set_setting (get_partner (self), "send-chain", gtk_switch_get_active (self->chain_switch) ? "yes" : "no",
                               NULL);
}

static void
fill (WaybillUiPartnerCertificate *self)
{
  const char *fingerprint = waybill_partner_get_identity (get_partner (self));
  const WaybillCertEntry *entry
      = fingerprint != NULL ? waybill_cert_store_find_fingerprint (get_store (self), fingerprint) : NULL;

  if (entry != NULL && !entry->is_identity)
    entry = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->menus); i++)
    waybill_ui_partner_identity_menu_fill (self->menus[i], get_store (self), fingerprint);
  /* One that waits is seen, whether or not there is one now. */
  gtk_stack_set_visible_child_name (self->stack,
                                    fingerprint != NULL || waybill_partner_get_next_identity (get_partner (self)) != NULL
                                        ? "chosen"
                                        : "empty");
  gtk_widget_set_visible (self->life_box, entry != NULL);
  waybill_ui_partner_pfx_show (self->pfx, entry);
  waybill_ui_partner_next_show (self->next);
  show_chain (self, entry);
  if (entry != NULL)
    show_entry (self, entry);
  else if (fingerprint != NULL)
    show_gone (self, fingerprint);
  else
    show_none (self);
}

static void
identity_chosen (WaybillUiPartnerCertificate *self, const char *fingerprint)
{
  WaybillPartner *partner = get_partner (self);

  /* What is shown already has nothing to take over. */
  if (fingerprint != NULL && g_strcmp0 (waybill_partner_get_next_identity (partner), fingerprint) == 0)
    waybill_partner_set_next (partner, NULL, NULL, NULL);
  waybill_partner_set_identity (partner, fingerprint, NULL);
  fill (self);
  waybill_ui_partner_page_focus (GTK_WIDGET (self));
}

static void
narrow_changed (WaybillUiPartnerCertificate *self)
{
  gboolean narrow = waybill_ui_shell_is_narrow (self->shell);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->change_button), narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

static void
remove_clicked (WaybillUiPartnerCertificate *self)
{
  identity_chosen (self, NULL);
}

static void
import_clicked (WaybillUiPartnerCertificate *self)
{
  WaybillPartner *stored = waybill_ui_partner_draft_get_stored (self->draft);

  waybill_ui_context_import (waybill_ui_partner_draft_get_context (self->draft), GTK_WIDGET (self), NULL,
                             stored != NULL ? waybill_partner_get_uuid (stored) : NULL);
}

static void
request_clicked (WaybillUiPartnerCertificate *self)
{
  WaybillPartner *stored = waybill_ui_partner_draft_get_stored (self->draft);

  waybill_ui_context_go (waybill_ui_partner_draft_get_context (self->draft), GTK_WIDGET (self), WAYBILL_UI_PLACE_REQUEST,
                         stored != NULL ? waybill_partner_get_uuid (stored) : NULL, NULL);
}

static void
waybill_ui_partner_certificate_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_CERTIFICATE (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_certificate_parent_class)->dispose (object);
}

static void
waybill_ui_partner_certificate_class_init (WaybillUiPartnerCertificateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_certificate_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-certificate.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, stack);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, head);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, choose_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, change_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, first_import_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, import_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, first_request_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, request_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, more_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, remove_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, card);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, label_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, subject_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, life_image);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, life_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, life_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, life_bar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, begin_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerCertificate, end_label);
}

static void
waybill_ui_partner_certificate_init (WaybillUiPartnerCertificate *self)
{
  GtkMenuButton *buttons[2];

  gtk_widget_init_template (GTK_WIDGET (self));
  buttons[0] = self->choose_button;
  buttons[1] = self->change_button;
  for (guint i = 0; i < G_N_ELEMENTS (self->menus); i++)
    {
      self->menus[i] = WAYBILL_UI_PARTNER_IDENTITY_MENU (waybill_ui_partner_identity_menu_new ());
      gtk_menu_button_set_popover (buttons[i], GTK_WIDGET (self->menus[i]));
      g_signal_connect_object (self->menus[i], "chosen", G_CALLBACK (identity_chosen), self, G_CONNECT_SWAPPED);
    }
  waybill_ui_name_widget (GTK_WIDGET (self->choose_button), _ ("Choose a certificate from your store"));
  waybill_ui_name_widget (GTK_WIDGET (self->change_button), _ ("Change the certificate"));
  waybill_ui_name_widget (self->first_import_button, _ ("Import a certificate"));
  waybill_ui_name_widget (self->import_button, _ ("Import another certificate"));
  waybill_ui_name_widget (self->first_request_button, _ ("Request a new certificate"));
  waybill_ui_name_widget (self->request_button, _ ("Request a new certificate for this partner"));
  waybill_ui_name_widget (self->remove_button, _ ("Remove the certificate from this partner"));
  waybill_ui_help_attach (GTK_WIDGET (self->choose_button), "identity");
  waybill_ui_help_attach (self->card, "identity");
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (narrow_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->first_import_button, "clicked", G_CALLBACK (import_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import_button, "clicked", G_CALLBACK (import_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->first_request_button, "clicked", G_CALLBACK (request_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->request_button, "clicked", G_CALLBACK (request_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (remove_clicked), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
new_chain_row (WaybillUiPartnerCertificate *self)
{
  self->chain_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->chain_switch), GTK_ALIGN_CENTER);
  self->chain_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Send the _whole chain"), "use-underline", TRUE, NULL);
  adw_action_row_add_suffix (self->chain_row, GTK_WIDGET (self->chain_switch));
  adw_action_row_set_activatable_widget (self->chain_row, GTK_WIDGET (self->chain_switch));
  waybill_ui_partner_field_set_up (GTK_WIDGET (self->chain_row), "send-chain");
  return GTK_WIDGET (self->chain_row);
}

/* What else can be done comes last. */
static void
add_groups (WaybillUiPartnerCertificate *self)
{
  self->next = WAYBILL_UI_PARTNER_NEXT (waybill_ui_partner_next_new (self->draft));
  self->pfx = WAYBILL_UI_PARTNER_PFX (
      waybill_ui_partner_pfx_new (waybill_ui_partner_draft_get_context (self->draft), new_chain_row (self)));
  g_object_ref (self->more_group);
  adw_preferences_page_remove (self->page, self->more_group);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->next));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->pfx));
  adw_preferences_page_add (self->page, self->more_group);
  g_object_unref (self->more_group);
}

/**
 * waybill_ui_partner_certificate_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
waybill_ui_partner_certificate_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerCertificate *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_CERTIFICATE, NULL);

  self->draft = g_object_ref (draft);
  add_groups (self);
  g_signal_connect_object (draft, "store-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  g_signal_connect_object (self->chain_switch, "notify::active", G_CALLBACK (chain_switched), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
