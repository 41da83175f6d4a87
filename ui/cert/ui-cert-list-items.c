/* What the list holds: an item for each certificate of the store, on a card, and for each key that waits. Items stay as long
 * as what they stand for does, so that rows, selection and focus survive every change. */

#include "ui-cert-list-private.h"

#include <string.h>

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  WaybillUiCertList *self = WAYBILL_UI_CERT_LIST (user_data);

  return waybill_ui_cert_view_holds (self->view, item) && waybill_ui_cert_item_matches (item, self->query);
}

static int
compare (gconstpointer one, gconstpointer other, gpointer user_data)
{
  int order = waybill_ui_cert_view_compare ((WaybillUiCertItem *) one, (WaybillUiCertItem *) other,
                                            WAYBILL_UI_CERT_LIST (user_data)->sort);

  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

/**
 * waybill_ui_cert_list_init_items:
 * @self: a list
 *
 * Makes the empty models, from all items to those that are shown, in order. Called once. Main thread.
 */
void
waybill_ui_cert_list_init_items (WaybillUiCertList *self)
{
  GtkFilterListModel *found;

  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->query = waybill_ui_cert_query_new ("");
  self->all = g_list_store_new (WAYBILL_TYPE_UI_CERT_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)), g_object_ref (self->filter));
  self->sorted = G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (found), g_object_ref (self->sorter)));
}

/**
 * waybill_ui_cert_list_drop_items:
 * @self: a list
 *
 * Lets go of everything. Main thread.
 */
void
waybill_ui_cert_list_drop_items (WaybillUiCertList *self)
{
  g_cancellable_cancel (self->card_look);
  g_clear_object (&self->card_look);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_hash_table_remove_all (self->items);
  if (self->all != NULL)
    g_list_store_remove_all (self->all);
  g_clear_object (&self->selection);
  g_clear_object (&self->gate);
  g_clear_object (&self->sorted);
  /* Their functions ask this list. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  if (self->sorter != NULL)
    gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (self->sorter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->all);
  g_clear_object (&self->table);
}

/* An item that is there already, or a new one that waits in added. */
static WaybillUiCertItem *
get_item (WaybillUiCertList *self, GPtrArray *added, WaybillUiCertItemKind kind, const char *id)
{
  WaybillUiCertItem *item = g_hash_table_lookup (self->items, id);

  if (item != NULL)
    return item;
  item = waybill_ui_cert_item_new (kind, id);
  g_hash_table_insert (self->items, (char *) waybill_ui_cert_item_get_id (item), item);
  g_ptr_array_add (added, item);
  return item;
}

static void
set_stored (WaybillUiCertList *self, GHashTable *seen, GPtrArray *added)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (waybill_ui_context_get_certificates (self->context));
  g_autoptr (GHashTable) users = waybill_partner_store_index_certificates (waybill_ui_context_get_partners (self->context));

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
      WaybillUiCertItem *item = get_item (self, added, WAYBILL_UI_CERT_ITEM_STORED, fingerprint);

      waybill_ui_cert_item_set_stored (item, entry, g_hash_table_lookup (users, fingerprint));
      g_hash_table_add (seen, item);
    }
}

static void
set_card (WaybillUiCertList *self, const WaybillCertToken *card, GHashTable *seen, GPtrArray *added)
{
  for (guint i = 0; i < card->entries->len; i++)
    {
      const WaybillCertTokenEntry *entry = card->entries->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
      WaybillUiCertItem *item = get_item (self, added, WAYBILL_UI_CERT_ITEM_CARD, fingerprint);

      /* What the store has says more. */
      if (g_hash_table_add (seen, item) && waybill_ui_cert_item_get_kind (item) == WAYBILL_UI_CERT_ITEM_CARD)
        waybill_ui_cert_item_set_card (item, entry);
    }
}

static void
set_waiting (WaybillUiCertList *self, GHashTable *seen, GPtrArray *added)
{
  g_autoptr (GPtrArray) requests = waybill_cert_store_list_requests (waybill_ui_context_get_certificates (self->context));

  for (guint i = 0; i < requests->len; i++)
    {
      const WaybillCertWaiting *waiting = requests->pdata[i];
      WaybillUiCertItem *item = get_item (self, added, WAYBILL_UI_CERT_ITEM_WAITING, waiting->id);

      waybill_ui_cert_item_set_waiting (item, waiting);
      g_hash_table_add (seen, item);
    }
}

/* From behind, so that what is in front stays where it is. */
static void
remove_unseen (WaybillUiCertList *self, GHashTable *seen)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->all)); i > 0; i--)
    {
      g_autoptr (WaybillUiCertItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i - 1);

      if (g_hash_table_contains (seen, item))
        continue;
      g_hash_table_remove (self->items, waybill_ui_cert_item_get_id (item));
      g_list_store_remove (self->all, i - 1);
    }
}

static void
count (WaybillUiCertList *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->all));

  memset (self->counts, 0, sizeof self->counts);
  memset (self->ending, 0, sizeof self->ending);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillUiCertItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i);
      gboolean ending = waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_ENDING, item);

      for (guint view = 0; view < WAYBILL_UI_CERT_N_VIEWS; view++)
        if (waybill_ui_cert_view_holds ((WaybillUiCertView) view, item))
          {
            self->counts[view]++;
            self->ending[view] = self->ending[view] || ending;
          }
    }
}

/* One of a card that the store has now, or has no more, is another item: its kind decides where it stands. */
static void
drop_changed_kinds (WaybillUiCertList *self)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->all)); i > 0; i--)
    {
      g_autoptr (WaybillUiCertItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i - 1);
      const char *id = waybill_ui_cert_item_get_id (item);

      if (waybill_ui_cert_item_get_kind (item) != WAYBILL_UI_CERT_ITEM_STORED
          || waybill_cert_store_find_fingerprint (store, id) != NULL)
        continue;
      g_hash_table_remove (self->items, id);
      g_list_store_remove (self->all, i - 1);
    }
}

/**
 * waybill_ui_cert_list_fill_items:
 * @self: a list with its context
 *
 * Looks at store, partners and cards again: items that are gone go, new ones come, the others take what is new. Rows and
 * order follow with waybill_ui_cert_list_invalidate(). Main thread.
 */
void
waybill_ui_cert_list_fill_items (WaybillUiCertList *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  drop_changed_kinds (self);
  set_stored (self, seen, added);
  for (guint i = 0; self->cards != NULL && i < self->cards->len; i++)
    set_card (self, self->cards->pdata[i], seen, added);
  set_waiting (self, seen, added);
  remove_unseen (self, seen);
  if (added->len > 0)
    g_list_store_splice (self->all, g_list_model_get_n_items (G_LIST_MODEL (self->all)), 0, added->pdata, added->len);
  count (self);
}

/**
 * waybill_ui_cert_list_count_found:
 * @self: a list
 *
 * Returns: how many items view and query let through now; the models may not know it yet
 */
guint
waybill_ui_cert_list_count_found (WaybillUiCertList *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->all));
  guint n_found = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillUiCertItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      n_found += is_shown (item, self);
    }
  return n_found;
}
