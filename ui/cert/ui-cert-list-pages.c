/* Which page the middle column shows: certificates, partners, or a sentence about why there are none, with one button. It
 * finds nothing itself: rows, view and search say what there is. */

#include "ui-cert-list-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"

static void
show_primary (WaybillUiCertList *self, gboolean primary)
{
  if (primary)
    gtk_widget_add_css_class (GTK_WIDGET (self->empty_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->empty_button), "suggested-action");
}

/* What an empty page offers: label and action. */
static void
show_empty (
    WaybillUiCertList *self, const char *icon, const char *title, const char *text, const char *button, const char *action)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), button != NULL);
  if (button != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), action);
      gtk_button_set_label (self->empty_button, button);
      waybill_ui_name_buttons (GTK_WIDGET (self->empty_button));
      /* Where the window is narrow, the fast path has a button of the same name. */
      if (g_str_equal (action, "cert.import"))
        waybill_ui_name_widget (GTK_WIDGET (self->empty_button), _ ("Import certificates"));
      else if (g_str_equal (action, "cert.request"))
        waybill_ui_name_widget (GTK_WIDGET (self->empty_button), _ ("Request a new certificate"));
      show_primary (self, g_str_has_prefix (action, "cert."));
    }
  gtk_stack_set_visible_child_name (self->pages, "empty");
}

static void
show_nothing_found (WaybillUiCertList *self)
{
  g_autofree char *text = g_strdup_printf (self->view == WAYBILL_UI_CERT_VIEW_PARTNERS
                                               ? _ ("No partner here has “%s” in its name or its certificates.")
                                               : _ ("No name, issuer, fingerprint or partner here holds “%s”."),
                                           waybill_ui_cert_list_get_query (self));

  show_empty (self, "edit-find-symbolic", _ ("Nothing matches"), text, _ ("_Clear Search"), "cert-list.clear-search");
}

/* What they show does not come by import. */
static gboolean
looks_elsewhere (WaybillUiCertView view)
{
  return view == WAYBILL_UI_CERT_VIEW_CARDS || view == WAYBILL_UI_CERT_VIEW_WAITING;
}

static void
show_empty_view (WaybillUiCertList *self)
{
  const char *icon = waybill_ui_cert_view_get_icon (self->view);
  const char *title = waybill_ui_cert_view_get_empty (self->view);
  const char *text = waybill_ui_cert_view_get_empty_text (self->view);

  if (self->view == WAYBILL_UI_CERT_VIEW_PARTNERS)
    show_empty (self, icon, title, text, _ ("_Set Up a Partner"), "cert.new-partner");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->all)) == 0 && !looks_elsewhere (self->view))
    show_empty (self, "application-certificate-symbolic", _ ("No certificates yet"),
                _ ("They come as .pfx, .p12, .cer or .crt. Drop them anywhere in this window."), _ ("Im_port…"),
                "cert.import");
  else if (self->view == WAYBILL_UI_CERT_VIEW_AUTHORITIES || self->view == WAYBILL_UI_CERT_VIEW_IDENTITIES)
    show_empty (self, icon, title, text, _ ("Im_port…"), "cert.import");
  else if (self->view == WAYBILL_UI_CERT_VIEW_WAITING)
    show_empty (self, icon, title, text, _ ("Request a _New One…"), "cert.request");
  else if (self->view == WAYBILL_UI_CERT_VIEW_CARDS)
    show_empty (self, icon, title, text, _ ("_Look Again"), "cert-list.look-for-cards");
  else
    show_empty (self, "emblem-ok-symbolic", title, text, NULL, NULL);
}

/**
 * waybill_ui_cert_list_update_wide:
 * @self: a list with its context
 *
 * Takes the room of the details where there are none: for partners and passwords, and for a view that is empty. What was
 * taken out of the view while a person looks at it keeps its details. Main thread.
 */
void
waybill_ui_cert_list_update_wide (WaybillUiCertList *self)
{
  gboolean has_details = waybill_ui_cert_list_get_item (self, self->selected) != NULL;
  gboolean wide = !waybill_ui_cert_view_is_list (self->view)
                  || (!has_details && waybill_ui_cert_list_count (self, self->view, NULL) == 0);

  if (self->wide == wide)
    return;
  self->wide = wide;
  g_object_notify (G_OBJECT (self), "wide");
}

static void
update_offer (WaybillUiCertList *self)
{
  gboolean offers = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "empty") == 0
                    && gtk_widget_get_visible (GTK_WIDGET (self->empty_button))
                    && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (self->empty_button)), "cert.import") == 0;

  if (self->offers_import == offers)
    return;
  self->offers_import = offers;
  g_object_notify (G_OBJECT (self), "offers-import");
}

/**
 * waybill_ui_cert_list_update_page:
 * @self: a list with its context
 *
 * Shows the certificates, the partners, or why there are none and what to do then. Main thread.
 */
void
waybill_ui_cert_list_update_page (WaybillUiCertList *self)
{
  gboolean of_partners = self->view == WAYBILL_UI_CERT_VIEW_PARTNERS;
  gboolean of_passwords = self->view == WAYBILL_UI_CERT_VIEW_PASSWORDS;
  gboolean searched = *waybill_ui_cert_list_get_query (self) != '\0';
  guint held = waybill_ui_cert_list_count (self, self->view, NULL);
  gboolean found = of_partners ? waybill_ui_cert_list_fill_partners (self) > 0 : g_list_model_get_n_items (self->sorted) > 0;

  gtk_widget_set_visible (self->sort_button, !of_partners && held > 1);
  gtk_widget_set_visible (self->search_clamp, held > 0 || searched || of_passwords);
  if (of_passwords)
    gtk_stack_set_visible_child_name (self->pages, "passwords");
  else if (found)
    gtk_stack_set_visible_child_name (self->pages, of_partners ? "partners" : "certificates");
  else if (held > 0)
    show_nothing_found (self);
  else
    show_empty_view (self);
  update_offer (self);
  waybill_ui_cert_list_update_wide (self);
}
