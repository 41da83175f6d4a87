/* The identities of the store, one to be chosen. It changes nothing itself: who listens to "chosen" does. */

#include "ui-partner-identity-menu-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "words-cert.h"

#define FINGERPRINT_KEY "waybill-fingerprint"

struct _WaybillUiPartnerIdentityMenu
{
  GtkPopover parent_instance;

  GtkListBox *list;
  guint n_identities;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerIdentityMenu, waybill_ui_partner_identity_menu, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_row (WaybillUiPartnerIdentityMenu *self, const char *title, const char *subtitle, const char *fingerprint, gboolean now)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (now)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "accessible-role",
                                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data_full (G_OBJECT (row), FINGERPRINT_KEY, g_strdup (fingerprint), g_free);
  gtk_list_box_append (self->list, row);
}

/**
 * waybill_ui_partner_identity_menu_fill:
 * @self: a menu
 * @store: where the identities are
 * @current: (nullable): the one that is chosen
 *
 * Makes its rows anew.
 */
void
waybill_ui_partner_identity_menu_fill (WaybillUiPartnerIdentityMenu *self, WaybillCertStore *store, const char *current)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->n_identities = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
      g_autofree char *expiry = NULL;

      if (!entry->is_identity)
        continue;
      expiry = waybill_words_cert_expiry (entry->certificate);
      add_row (self, entry->label, expiry, fingerprint, g_strcmp0 (fingerprint, current) == 0);
      self->n_identities++;
    }
  add_row (self, _ ("None"), _ ("The partner is shown no certificate"), NULL, current == NULL);
}

/**
 * waybill_ui_partner_identity_menu_get_n_identities:
 * @self: a menu
 *
 * Returns: how many there are to choose from, without None
 */
guint
waybill_ui_partner_identity_menu_get_n_identities (WaybillUiPartnerIdentityMenu *self)
{
  return self->n_identities;
}

static void
row_activated (WaybillUiPartnerIdentityMenu *self, GtkListBoxRow *row)
{
  /* The row goes when its list is made anew. */
  g_autofree char *fingerprint = g_strdup (g_object_get_data (G_OBJECT (row), FINGERPRINT_KEY));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, fingerprint);
}

static void
waybill_ui_partner_identity_menu_class_init (WaybillUiPartnerIdentityMenuClass *klass)
{
  /**
   * WaybillUiPartnerIdentityMenu::chosen:
   * @fingerprint: (nullable): SHA-256 hex, or %NULL for None
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", WAYBILL_TYPE_UI_PARTNER_IDENTITY_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
waybill_ui_partner_identity_menu_init (WaybillUiPartnerIdentityMenu *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your certificates"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your certificates"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_widget_set_size_request (scrolled, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
}

/**
 * waybill_ui_partner_identity_menu_new:
 *
 * Returns: (transfer floating): a menu without rows
 */
GtkWidget *
waybill_ui_partner_identity_menu_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_PARTNER_IDENTITY_MENU, NULL);
}
