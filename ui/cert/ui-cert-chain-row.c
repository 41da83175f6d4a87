/* A link of a chain as a row: indented by its depth, the certificate itself marked, the missing issuer with a way to bring
 * it. It finds nothing: the link says all. */

#include "ui-cert-chain.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-state.h"
#include "words-store.h"

/* A child's icon begins where its parent's name does. */
#define INDENT 26
/* Deeper ones stay readable at 360 pixels. */
#define MAX_INDENT 3

static void
add_prefix (AdwActionRow *row, GtkWidget *icon, guint depth)
{
  gtk_widget_set_margin_start (icon, (int) MIN (depth, MAX_INDENT) * INDENT);
  adw_action_row_add_prefix (row, icon);
}

static GtkWidget *
icon_new (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
add_missing (AdwActionRow *row, const WaybillUiCertLink *link, guint depth)
{
  g_autofree char *title = waybill_words_store_missing (link->name);
  g_autofree char *name = g_strdup_printf (_ ("Import %s"), link->name);
  GtkWidget *icon = icon_new (waybill_ui_state_get_icon (WAYBILL_UI_STATE_WARNING));
  GtkWidget *button = gtk_button_new_with_label (_ ("Import…"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, _ ("Authority · the partner can send it"));
  gtk_widget_add_css_class (icon, waybill_ui_state_get_class (WAYBILL_UI_STATE_WARNING));
  add_prefix (row, icon, depth);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "cert.import");
  waybill_ui_name_widget (button, name);
  adw_action_row_add_suffix (row, button);
  waybill_ui_name_widget (GTK_WIDGET (row), title);
}

/* Bold, as the only one: the row itself has no way but markup. */
static void
mark_as_this (AdwActionRow *row, const WaybillUiCertLink *link)
{
  g_autofree char *title = g_markup_printf_escaped ("<b>%s</b>", link->name);
  g_autofree char *subtitle = g_markup_escape_text (adw_action_row_get_subtitle (row), -1);
  GtkWidget *pill = gtk_label_new (_ ("this one"));

  gtk_widget_add_css_class (pill, "wb-pill");
  gtk_widget_add_css_class (pill, "caption");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, pill);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  /* Only now: the bare name would be markup for a moment. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), TRUE);
}

static void
add_present (AdwActionRow *row, const WaybillUiCertLink *link, guint depth)
{
  WaybillWordsStorePlace place = link->on_card    ? WAYBILL_WORDS_STORE_ON_CARD
                                 : link->in_store ? WAYBILL_WORDS_STORE_IN_STORE
                                                  : WAYBILL_WORDS_STORE_CAME_WITH;
  g_autofree char *subtitle = waybill_words_store_link (link->certificate, place, link->has_key);
  g_autofree char *name = link->is_this ? g_strdup_printf (_ ("%s, this one, %s"), link->name, subtitle)
                                        : g_strdup_printf ("%s, %s", link->name, subtitle);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), link->name);
  adw_action_row_set_subtitle (row, subtitle);
  add_prefix (row, icon_new (link->has_key ? "dialog-password-symbolic" : "application-certificate-symbolic"), depth);
  waybill_ui_name_widget (GTK_WIDGET (row), name);
  if (link->is_this)
    {
      mark_as_this (row, link);
      return;
    }
  if (!link->in_store)
    return;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", waybill_cert_certificate_get_fingerprint (link->certificate));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "cert.show");
  adw_action_row_add_suffix (row, icon_new ("go-next-symbolic"));
}

/**
 * waybill_ui_cert_chain_row_new:
 * @link: a link of a chain
 * @depth: how far it stands below the root
 *
 * Makes its row; one that stands in the store shows itself by the action "cert.show". Main thread.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
waybill_ui_cert_chain_row_new (const WaybillUiCertLink *link, guint depth)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-lines", 0, "title-lines", 0, NULL);

  if (link->certificate == NULL)
    add_missing (row, link, depth);
  else
    add_present (row, link, depth);
  return GTK_WIDGET (row);
}
