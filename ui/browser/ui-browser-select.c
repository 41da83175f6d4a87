/* What of a pane's rows is selected: a set of entries, asked and changed by position. GTK's own GtkMultiSelection knows
 * positions only, and would look every row up to find them again behind a sort. */

#include "ui-browser-model-private.h"

#include <string.h>

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);

  return position < self->n_shown && gtk_bitset_contains (self->selected, self->shown[position]);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);
  GtkBitset *positions = gtk_bitset_new_empty ();
  guint end = n_items < self->n_shown - MIN (position, self->n_shown) ? position + n_items : self->n_shown;

  if (gtk_bitset_is_empty (self->selected))
    return positions;
  for (guint i = position; i < end; i++)
    if (gtk_bitset_contains (self->selected, self->shown[i]))
      gtk_bitset_add (positions, i);
  return positions;
}

static void
changed_all (WaybillUiBrowserModel *self)
{
  if (self->n_shown > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_shown);
}

static void
set_range (WaybillUiBrowserModel *self, guint position, guint n_items, gboolean selected)
{
  for (guint i = position; i < self->n_shown && i - position < n_items; i++)
    if (!selected)
      gtk_bitset_remove (self->selected, self->shown[i]);
    else if (waybill_ui_browser_data_get (self->data, self->shown[i])->type != WAYBILL_REMOTE_ENTRY_UNREADABLE)
      gtk_bitset_add (self->selected, self->shown[i]);
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);

  if (unselect_rest)
    gtk_bitset_remove_all (self->selected);
  set_range (self, position, n_items, TRUE);
  if (unselect_rest)
    changed_all (self);
  else if (position < self->n_shown)
    gtk_selection_model_selection_changed (model, position, MIN (n_items, self->n_shown - position));
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);

  set_range (self, position, n_items, FALSE);
  if (position < self->n_shown)
    gtk_selection_model_selection_changed (model, position, MIN (n_items, self->n_shown - position));
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return select_range (model, position, 1, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return unselect_range (model, position, 1);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  return select_range (model, 0, G_MAXUINT, FALSE);
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);

  gtk_bitset_remove_all (self->selected);
  changed_all (self);
  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    set_range (self, position, 1, gtk_bitset_contains (selected, position));
  changed_all (self);
  return TRUE;
}

void
waybill_ui_browser_model_select_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

GtkBitset *
waybill_ui_browser_model_carry_selection (WaybillUiBrowserModel *self, WaybillUiBrowserData *data)
{
  GtkBitset *carried = gtk_bitset_new_empty ();
  g_autoptr (GHashTable) names = NULL;
  GtkBitsetIter iter;
  guint index;

  if (gtk_bitset_is_empty (self->selected))
    return carried;
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &index); more;
       more = gtk_bitset_iter_next (&iter, &index))
    g_hash_table_add (names, (gpointer) waybill_ui_browser_data_get (self->data, index)->name);
  for (guint i = 0; i < waybill_ui_browser_data_get_length (data); i++)
    {
      const WaybillRemoteEntry *entry = waybill_ui_browser_data_get (data, i);

      if (entry->name != NULL && g_hash_table_contains (names, entry->name))
        gtk_bitset_add (carried, i);
    }
  return carried;
}

/**
 * waybill_ui_browser_model_get_selected:
 * @self: a model
 * @size: (out): bytes of the selected files together; -1 where one of them is not known, or a folder is among them
 *
 * Returns: how many rows are selected
 */
guint
waybill_ui_browser_model_get_selected (WaybillUiBrowserModel *self, gint64 *size)
{
  GtkBitsetIter iter;
  guint index;

  *size = 0;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &index); more && *size >= 0;
       more = gtk_bitset_iter_next (&iter, &index))
    {
      const WaybillRemoteEntry *entry = waybill_ui_browser_data_get (self->data, index);

      if (entry->type == WAYBILL_REMOTE_ENTRY_DIR || entry->size < 0 || *size > G_MAXINT64 - entry->size)
        *size = -1;
      else
        *size += entry->size;
    }
  return (guint) gtk_bitset_get_size (self->selected);
}

/**
 * waybill_ui_browser_model_dup_selected:
 * @self: a model
 *
 * Returns: (transfer container) (element-type WaybillRemoteEntry): what is selected, in the order shown; lent by the listing
 */
GPtrArray *
waybill_ui_browser_model_dup_selected (WaybillUiBrowserModel *self)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < self->n_shown && entries->len < gtk_bitset_get_size (self->selected); i++)
    if (gtk_bitset_contains (self->selected, self->shown[i]))
      g_ptr_array_add (entries, (gpointer) waybill_ui_browser_data_get (self->data, self->shown[i]));
  return entries;
}

/**
 * waybill_ui_browser_model_select_names:
 * @self: a model
 * @names: what shall be selected, and nothing else
 *
 * Names that are not shown are passed over.
 */
void
waybill_ui_browser_model_select_names (WaybillUiBrowserModel *self, const char *const *names)
{
  gtk_bitset_remove_all (self->selected);
  for (guint i = 0; i < self->n_shown; i++)
    {
      const char *name = waybill_ui_browser_data_get (self->data, self->shown[i])->name;

      if (name != NULL && g_strv_contains (names, name))
        gtk_bitset_add (self->selected, self->shown[i]);
    }
  changed_all (self);
}
