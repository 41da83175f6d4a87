/* What the dialog of the trust question shows below its heading, in three moods: unknown, renewed, wrong. It shows and is
 * asked what was chosen; it saves nothing. */
#include "ui-question-private.h"

#include "ui-box.h"
#include "ui-pair.h"

#include <glib/gi18n.h>

struct _WaybillUiQuestionTrust
{
  GtkBox parent_instance;

  GtkBox *lines;
  WaybillUiPair *cards;
  GtkBox *meaning;
  GtkListBox *chain;
  GtkWidget *fingerprint_box;
  GtkLabel *fingerprint_caption;
  GtkWidget *copy_button;
  GtkLabel *fingerprint;
  GtkListBox *choices;
  GtkWidget *ways;
  AdwActionRow *report_row;
  AdwActionRow *confirmed_row;

  guint offers;
  GtkCheckButton *authority_check;   /* (nullable) lent by its row */
  WaybillCertCertificate *authority; /* (nullable) */
  WaybillCertCertificate *leaf;
  char *report;
};

G_DEFINE_FINAL_TYPE (WaybillUiQuestionTrust, waybill_ui_question_trust, GTK_TYPE_BOX)

enum
{
  SIGNAL_CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
fill_lines (WaybillUiQuestionTrust *self, const WaybillWordsChange *change)
{
  GtkBox *box = self->lines;

  if (change->mood == WAYBILL_CERT_CHANGE_WRONG)
    {
      box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 10, "accessible-role",
                          GTK_ACCESSIBLE_ROLE_ALERT, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (box), "wb-sharp");
      gtk_box_append (self->lines, GTK_WIDGET (box));
    }
  for (guint i = 0; i < change->lines->len; i++)
    gtk_box_append (box, waybill_ui_question_line_new (change->lines->pdata[i]));
}

static void
fill_cards (WaybillUiQuestionTrust *self, WaybillCertCertificate *old)
{
  waybill_ui_pair_append (self->cards, waybill_ui_question_card_new (_ ("Until now"), old, FALSE));
  waybill_ui_pair_append (self->cards, waybill_ui_question_card_new (_ ("From now on"), self->leaf, TRUE));
  gtk_widget_set_visible (GTK_WIDGET (self->cards), TRUE);
}

static void
fill_meaning (WaybillUiQuestionTrust *self, const WaybillWordsChange *change)
{
  GtkWidget *label;

  if (change->conclusion == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), TRUE);
  if (change->mood != WAYBILL_CERT_CHANGE_WRONG)
    {
      gtk_box_append (self->meaning, waybill_ui_question_conclusion_new (change->tone, change->conclusion));
      return;
    }
  label = gtk_label_new (_ ("What this usually means"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->meaning, label);
  label = gtk_label_new (change->conclusion);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (self->meaning, label);
}

static gboolean
contains (GPtrArray *chain, WaybillCertCertificate *certificate)
{
  return chain != NULL
         && g_ptr_array_find_with_equal_func (chain, certificate, (GEqualFunc) waybill_cert_certificate_equal, NULL);
}

/* The authority first: that is who is asked about. */
static void
fill_chain (WaybillUiQuestionTrust *self, GPtrArray *chain, GPtrArray *before, WaybillCertStore *store)
{
  for (guint i = chain->len; i > 0; i--)
    {
      WaybillCertCertificate *certificate = chain->pdata[i - 1];
      gboolean is_new
          = i > 1 && !contains (before, certificate)
            && waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (certificate)) == NULL;

      gtk_list_box_append (self->chain, waybill_ui_question_link_new (certificate, i == 1, is_new));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chain), TRUE);
}

static gboolean
is_about_authority (WaybillUiQuestionTrust *self)
{
  return self->authority_check != NULL && gtk_check_button_get_active (self->authority_check);
}

static void
show_fingerprint (WaybillUiQuestionTrust *self)
{
  gboolean authority = is_about_authority (self);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (authority ? self->authority : self->leaf);
  g_autofree char *lines = waybill_words_change_fingerprint (fingerprint);
  g_autofree char *spoken = waybill_words_change_spoken (fingerprint);

  gtk_label_set_text (self->fingerprint_caption, authority ? _ ("Fingerprint of the authority (SHA-256)")
                                                           : _ ("Fingerprint of the server’s certificate (SHA-256)"));
  gtk_label_set_text (self->fingerprint, lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fingerprint), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (self->fingerprint_box, TRUE);
}

static void
fill_choices (WaybillUiQuestionTrust *self)
{
  GtkCheckButton *certificate_check = NULL;

  if ((self->offers & WAYBILL_WORDS_OFFER_AUTHORITY) != 0)
    {
      gtk_list_box_append (self->choices,
                           waybill_ui_question_choice_new (_ ("Trust this authority"),
                                                           _ ("Renewed certificates will be accepted without asking"), NULL,
                                                           &self->authority_check));
      g_signal_connect_object (self->authority_check, "toggled", G_CALLBACK (show_fingerprint), self, G_CONNECT_SWAPPED);
    }
  if ((self->offers & WAYBILL_WORDS_OFFER_CERTIFICATE) != 0)
    gtk_list_box_append (self->choices, waybill_ui_question_choice_new (_ ("Trust only this certificate"),
                                                                        _ ("Waybill asks again when it is renewed"),
                                                                        self->authority_check, &certificate_check));
  gtk_widget_set_visible (GTK_WIDGET (self->choices), certificate_check != NULL);
}

static void
copy_text (WaybillUiQuestionTrust *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_clicked (WaybillUiQuestionTrust *self)
{
  copy_text (self, waybill_cert_certificate_get_fingerprint (is_about_authority (self) ? self->authority : self->leaf));
  gtk_widget_set_tooltip_text (self->copy_button, _ ("Fingerprint copied"));
  waybill_ui_name_widget (self->copy_button, _ ("Copy the fingerprint again"));
}

static void
report_activated (WaybillUiQuestionTrust *self)
{
  copy_text (self, self->report);
  adw_action_row_set_subtitle (self->report_row, _ ("Report copied"));
}

static void
confirmed_activated (WaybillUiQuestionTrust *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
}

/* waybill_ui_question_trust_get_choice:
 *
 * What a yes means now. */
guint
waybill_ui_question_trust_get_choice (WaybillUiQuestionTrust *self)
{
  if (is_about_authority (self))
    return WAYBILL_WORDS_OFFER_AUTHORITY;
  return self->offers & ~(guint) WAYBILL_WORDS_OFFER_AUTHORITY;
}

static void
fill_ways (WaybillUiQuestionTrust *self, const char *partner)
{
  g_autofree char *text = g_strdup_printf (_ ("Opens the trust list of %s"), partner);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (self->confirmed_row, markup);
  gtk_widget_set_visible (self->ways, TRUE);
}

/* waybill_ui_question_trust_new:
 *
 * before: (nullable), as in waybill_words_change_new(). */
GtkWidget *
waybill_ui_question_trust_new (const WaybillWordsChange *change,
                               WaybillCertVerdict *verdict,
                               GPtrArray *before,
                               WaybillCertStore *store,
                               const char *partner)
{
  WaybillUiQuestionTrust *self = g_object_new (WAYBILL_TYPE_UI_QUESTION_TRUST, NULL);

  self->offers = change->offers;
  self->leaf = waybill_cert_certificate_ref (waybill_cert_verdict_get_leaf (verdict));
  self->authority = change->authority != NULL ? waybill_cert_certificate_ref (change->authority) : NULL;
  self->report = waybill_words_change_report (change, verdict, before);
  fill_meaning (self, change);
  if (change->mood == WAYBILL_CERT_CHANGE_RENEWED)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
      fill_cards (self, before->pdata[0]);
      return GTK_WIDGET (self);
    }
  fill_lines (self, change);
  if (change->mood == WAYBILL_CERT_CHANGE_WRONG)
    {
      fill_ways (self, partner);
      return GTK_WIDGET (self);
    }
  fill_chain (self, waybill_cert_verdict_get_chain (verdict), before, store);
  fill_choices (self);
  show_fingerprint (self);
  return GTK_WIDGET (self);
}

static void
waybill_ui_question_trust_finalize (GObject *object)
{
  WaybillUiQuestionTrust *self = WAYBILL_UI_QUESTION_TRUST (object);

  g_clear_pointer (&self->leaf, waybill_cert_certificate_unref);
  g_clear_pointer (&self->authority, waybill_cert_certificate_unref);
  g_free (self->report);

  G_OBJECT_CLASS (waybill_ui_question_trust_parent_class)->finalize (object);
}

static void
waybill_ui_question_trust_class_init (WaybillUiQuestionTrustClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_question_trust_finalize;

  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-question-trust.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, WaybillUiQuestionTrust, child)
  BIND (lines);
  BIND (cards);
  BIND (meaning);
  BIND (chain);
  BIND (fingerprint_box);
  BIND (fingerprint_caption);
  BIND (copy_button);
  BIND (fingerprint);
  BIND (choices);
  BIND (ways);
  BIND (report_row);
  BIND (confirmed_row);
#undef BIND

  signals[SIGNAL_CONFIRMED]
      = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_question_trust_init (WaybillUiQuestionTrust *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->copy_button, "clicked", G_CALLBACK (copy_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->report_row, "activated", G_CALLBACK (report_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->confirmed_row, "activated", G_CALLBACK (confirmed_activated), self, G_CONNECT_SWAPPED);
}
