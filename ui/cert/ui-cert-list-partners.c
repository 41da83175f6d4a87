/* The partners' view of the store: a table of what each is shown, whom you trust there, and what is pinned. It changes
 * nothing: a row opens the editor. */

#include "ui-cert-list-private.h"

#include "ui-box.h"
#include "ui-cert-partner-row.h"
#include "words-store.h"

#define ITEMS_KEY "waybill-items"

/* As many as a window shows; the others are let in behind the first frame. */
#define FIRST_ROWS 14

static gboolean
finds (WaybillUiCertList *self, WaybillPartner *partner)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  g_autofree char *identity = NULL;
  g_autofree char *trust = NULL;
  g_autofree char *haystack = NULL;

  if (waybill_ui_cert_query_is_empty (self->query))
    return TRUE;
  identity = waybill_words_store_identity_of (partner, store);
  trust = waybill_words_store_trust_of (partner, store);
  haystack = waybill_ui_cert_query_dup_haystack (
      (const char *[]){ waybill_partner_get_name (partner), waybill_partner_get_host (partner), identity, trust, NULL });
  return waybill_ui_cert_query_finds (self->query, haystack);
}

/* The same object for the same partner, so that its row and the focus stay. */
static GtkStringObject *
get_item (WaybillUiCertList *self, WaybillPartner *partner)
{
  GHashTable *items = g_object_get_data (G_OBJECT (self->table), ITEMS_KEY);
  const char *uuid = waybill_partner_get_uuid (partner);
  GtkStringObject *item = g_hash_table_lookup (items, uuid);

  if (item == NULL)
    {
      item = gtk_string_object_new (uuid);
      g_hash_table_insert (items, (char *) gtk_string_object_get_string (item), item);
    }
  return item;
}

static void
show_row (WaybillUiCertList *self, GtkWidget *row, const char *uuid)
{
  WaybillPartner *partner = self->context == NULL ? NULL : waybill_ui_context_find_partner (self->context, uuid);

  if (partner != NULL)
    waybill_ui_cert_partner_row_show (WAYBILL_UI_CERT_PARTNER_ROW (row), partner,
                                      waybill_ui_context_get_certificates (self->context),
                                      waybill_ui_shell_is_narrow (self->table_shell));
}

/* Rows that stay are not bound again. */
static void
show_rows (WaybillUiCertList *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->partners)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (WAYBILL_IS_UI_CERT_PARTNER_ROW (child))
        show_row (self, child, waybill_ui_cert_partner_row_get_uuid (WAYBILL_UI_CERT_PARTNER_ROW (child)));
    }
}

static gboolean
is_as_it_was (WaybillUiCertList *self, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->table)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->table), i);

      if (item != items->pdata[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * waybill_ui_cert_list_fill_partners:
 * @self: a list with its context
 *
 * Shows those partners that the search finds, as they are now. Main thread.
 *
 * Returns: how many
 */
guint
waybill_ui_cert_list_fill_partners (WaybillUiCertList *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < partners->len; i++)
    if (finds (self, partners->pdata[i]))
      g_ptr_array_add (items, get_item (self, partners->pdata[i]));
  if (!is_as_it_was (self, items))
    g_list_store_splice (self->table, 0, g_list_model_get_n_items (G_LIST_MODEL (self->table)), items->pdata, items->len);
  show_rows (self);
  return items->len;
}

static void
set_up_row (GtkListItemFactory *factory, GtkListItem *list_item, gpointer unused)
{
  gtk_list_item_set_child (list_item, waybill_ui_cert_partner_row_new ());
}

static void
bind_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiCertList *self)
{
  show_row (self, gtk_list_item_get_child (list_item), gtk_string_object_get_string (gtk_list_item_get_item (list_item)));
}

static void
activated (WaybillUiCertList *self, guint position)
{
  g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->table), position);

  if (item != NULL)
    waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_EDITOR, gtk_string_object_get_string (item),
                           "certificate");
}

static void
shape_table (WaybillUiCertList *self)
{
  gtk_widget_set_visible (self->table_head, !waybill_ui_shell_is_narrow (self->table_shell));
  show_rows (self);
}

/**
 * waybill_ui_cert_list_init_partners:
 * @self: a list
 *
 * Makes the empty table. Called once. Main thread.
 */
void
waybill_ui_cert_list_init_partners (WaybillUiCertList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autoptr (WaybillUiGate) gate = NULL;

  self->table = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_object_set_data_full (G_OBJECT (self->table), ITEMS_KEY,
                          g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref),
                          (GDestroyNotify) g_hash_table_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, 0);
  gtk_list_view_set_factory (self->partners, factory);
  gate = waybill_ui_gate_new (G_LIST_MODEL (self->table), FIRST_ROWS);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (gate))));
  gtk_list_view_set_model (self->partners, selection);
  waybill_ui_keep_page (self->table_scrolled);
  self->table_head = waybill_ui_cert_partner_row_new_head ();
  gtk_box_prepend (self->table_box, self->table_head);
  g_signal_connect_object (self->table_shell, "notify::narrow", G_CALLBACK (shape_table), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->partners, "activate", G_CALLBACK (activated), self);
  shape_table (self);
}
