/* The pieces of the trust question, each made from words that others chose. Text out of certificates is never markup. */
#include "ui-question-private.h"

#include "ui-box.h"
#include "ui-state.h"

#include <glib/gi18n.h>

static const WaybillUiState states[] = {
  [WAYBILL_WORDS_TONE_GOOD] = WAYBILL_UI_STATE_READY,
  [WAYBILL_WORDS_TONE_LOOK] = WAYBILL_UI_STATE_WARNING,
  [WAYBILL_WORDS_TONE_STOP] = WAYBILL_UI_STATE_FAILED,
};

static GtkWidget *
label_new (const char *text, gboolean is_quiet)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* So that the dialog takes the width it may have before a line breaks. */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (is_quiet)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

/* Beside words that say the same. */
static GtkWidget *
icon_new (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

/* Icon and words; the icon's state is said too, for the title alone does not tell it. */
static GtkWidget *
row_new (WaybillWordsTone tone, const char *title, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 1);
  waybill_ui_state_show (GTK_IMAGE (image), states[tone], title != NULL ? title : text);
  if (title != NULL)
    gtk_box_append (GTK_BOX (words), label_new (title, FALSE));
  gtk_box_append (GTK_BOX (words), label_new (text, title != NULL));
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

/* waybill_ui_question_line_new:
 *
 * One check and what it found. */
GtkWidget *
waybill_ui_question_line_new (const WaybillWordsChangeLine *line)
{
  return row_new (line->tone, line->title, line->text);
}

/* waybill_ui_question_conclusion_new:
 *
 * What the checks mean together. */
GtkWidget *
waybill_ui_question_conclusion_new (WaybillWordsTone tone, const char *text)
{
  return row_new (tone, NULL, text);
}

/* Its natural width is what a card has when two stand beside each other. */
static GtkWidget *
card_label_new (const char *text)
{
  GtkWidget *label = label_new (text, FALSE);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  return label;
}

/* waybill_ui_question_card_new:
 *
 * One side of a renewal. */
GtkWidget *
waybill_ui_question_card_new (const char *title, WaybillCertCertificate *certificate, gboolean is_new)
{
  const char *const captions[] = { _ ("Name"), _ ("Authority"), _ ("Valid"), _ ("Fingerprint") };
  g_auto (GStrv) values = waybill_words_change_card (certificate);
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = icon_new (is_new ? "emblem-ok-symbolic" : "document-open-recent-symbolic");
  GtkWidget *heading = label_new (title, FALSE);

  gtk_widget_add_css_class (card, is_new ? "wb-calm" : "card");
  if (!is_new)
    {
      gtk_widget_set_margin_top (content, 12);
      gtk_widget_set_margin_bottom (content, 12);
      gtk_widget_set_margin_start (content, 14);
      gtk_widget_set_margin_end (content, 14);
    }
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (head), image);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (card), content);
  gtk_box_append (GTK_BOX (content), head);
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    {
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (pair), label_new (captions[i], TRUE));
      gtk_box_append (GTK_BOX (pair), card_label_new (values[i]));
      gtk_box_append (GTK_BOX (content), pair);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return card;
}

/* AdwActionRow reads its title as markup. */
static GtkWidget *
action_row_new (const char *title, const char *text)
{
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *text_markup = g_markup_escape_text (text, -1);

  return g_object_new (ADW_TYPE_ACTION_ROW, "title", title_markup, "subtitle", text_markup, NULL);
}

/* waybill_ui_question_link_new:
 *
 * One certificate of the chain. */
GtkWidget *
waybill_ui_question_link_new (WaybillCertCertificate *certificate, gboolean is_leaf, gboolean is_new)
{
  g_autofree char *text = waybill_words_change_link (certificate, is_leaf);
  GtkWidget *row = action_row_new (waybill_cert_certificate_get_name (certificate), text);
  GtkWidget *image = icon_new (is_leaf ? "network-server-symbolic" : "application-certificate-symbolic");
  GtkWidget *pill;

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  if (!is_new)
    return row;
  pill = gtk_label_new (_ ("new"));
  gtk_widget_add_css_class (pill, "wb-pill");
  gtk_widget_add_css_class (pill, "caption");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  return row;
}

/* waybill_ui_question_choice_new:
 *
 * One way to trust; the first of a group is chosen. */
GtkWidget *
waybill_ui_question_choice_new (const char *title, const char *text, GtkCheckButton *group, GtkCheckButton **button)
{
  GtkWidget *row = action_row_new (title, text);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* After the row, which would name it too. */
  waybill_ui_name_widget (check, title);
  *button = GTK_CHECK_BUTTON (check);
  return row;
}
