/* The partners' view of the store: one row each, with what it is shown, whom you trust there, and what is pinned. It changes
 * nothing: a row opens the editor. */

#include "ui-cert-list-private.h"

#include "ui-box.h"
#include "words-store.h"

#define UUID_KEY "waybill-partner"

static GtkWidget *
row_new (WaybillPartner *partner, const char *identity, const char *trust)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                    "activatable", TRUE, NULL);
  g_autofree char *subtitle = *trust == '\0' ? g_strdup (identity) : g_strdup_printf ("%s\n%s", identity, trust);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", waybill_partner_get_name (partner), identity, trust);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), waybill_partner_get_name (partner));
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_prefix (row, g_object_new (ADW_TYPE_AVATAR, "size", 30, "show-initials", TRUE, "text",
                                                waybill_partner_get_name (partner), "accessible-role",
                                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  adw_action_row_add_suffix (row, g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  waybill_ui_name_widget (GTK_WIDGET (row), name);
  g_object_set_data_full (G_OBJECT (row), UUID_KEY, g_strdup (waybill_partner_get_uuid (partner)), g_free);
  return GTK_WIDGET (row);
}

static char *
empty_list (WaybillUiCertList *self)
{
  char *focused = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->partners))) != NULL)
    {
      if (gtk_widget_has_focus (child))
        focused = g_strdup (g_object_get_data (G_OBJECT (child), UUID_KEY));
      gtk_list_box_remove (self->partners, child);
    }
  return focused;
}

/**
 * waybill_ui_cert_list_fill_partners:
 * @self: a list
 *
 * Makes the partners' rows anew, those that the search finds. Main thread.
 *
 * Returns: how many
 */
guint
waybill_ui_cert_list_fill_partners (WaybillUiCertList *self)
{
  g_autofree char *focused = empty_list (self);
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  guint shown = 0;

  for (guint i = 0; i < partners->len; i++)
    {
      g_autofree char *identity = waybill_words_store_identity_of (partners->pdata[i], store);
      g_autofree char *trust = waybill_words_store_trust_of (partners->pdata[i], store);
      const char *texts[] = { waybill_partner_get_name (partners->pdata[i]), identity, trust, NULL };
      GtkWidget *row;

      if (!waybill_ui_cert_list_matches_texts (texts, waybill_ui_cert_list_get_query (self)))
        continue;
      row = row_new (partners->pdata[i], identity, trust);
      gtk_list_box_append (self->partners, row);
      shown++;
      if (g_strcmp0 (focused, waybill_partner_get_uuid (partners->pdata[i])) == 0)
        gtk_widget_grab_focus (row);
    }
  return shown;
}
