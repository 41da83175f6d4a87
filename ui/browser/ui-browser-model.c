/* The rows of one pane: which entries are shown, and in which order. Long lists are sorted and filtered on a thread; the
 * newest wish counts. What is selected stands in ui-browser-select.c. */

#include "ui-browser-model-private.h"

#include "base-thread.h"

#include <string.h>

/* Up to here arranging takes less than a frame. */
#define AT_ONCE 2000
/* Up to here GTK may look each row up again to keep its place. */
#define KEEP_PLACE 5000

static void
list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillUiBrowserModel,
                               waybill_ui_browser_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, waybill_ui_browser_model_select_init))

enum
{
  ARRANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One arranging on its way to a thread and back. */
typedef struct
{
  WaybillUiBrowserModel *model;
  guint generation;
  WaybillRemoteListing *listing; /* (nullable) new */
  WaybillUiBrowserData *data;
  WaybillUiBrowserOrder order;
  guint32 *shown;
  guint n_shown;
} Arranging;

static void
arranging_free (Arranging *self)
{
  g_clear_object (&self->model);
  g_clear_pointer (&self->listing, waybill_remote_listing_free);
  g_clear_pointer (&self->data, waybill_ui_browser_data_unref);
  g_free (self->order.filter);
  g_free (self->shown);
  g_free (self);
}

static gboolean
is_same_entry (const WaybillRemoteEntry *a, const WaybillRemoteEntry *b)
{
  return a->type == b->type && a->size == b->size && a->mtime == b->mtime
         && g_strcmp0 (waybill_ui_browser_entry_get_name (a), waybill_ui_browser_entry_get_name (b)) == 0;
}

/* What changed between two listings of a folder: rows from start on, all but the last end ones. */
static void
compare_shown (WaybillUiBrowserModel *self, Arranging *next, guint *start, guint *end)
{
  guint n = MIN (self->n_shown, next->n_shown);

  *start = 0;
  while (*start < n
         && is_same_entry (waybill_ui_browser_data_get (self->data, self->shown[*start]),
                           waybill_ui_browser_data_get (next->data, next->shown[*start])))
    (*start)++;
  *end = 0;
  while (*end < n - *start
         && is_same_entry (waybill_ui_browser_data_get (self->data, self->shown[self->n_shown - 1 - *end]),
                           waybill_ui_browser_data_get (next->data, next->shown[next->n_shown - 1 - *end])))
    (*end)++;
}

/* Rows that are looked at and did not change go on as rows of the new data. */
static void
move_rows (WaybillUiBrowserModel *self, Arranging *next, GHashTable *rows, guint start, guint end)
{
  for (guint i = 0; i < start + end && g_hash_table_size (self->rows) > 0; i++)
    {
      guint position = i < start ? i : self->n_shown - 1 - (i - start);
      guint next_position = i < start ? i : next->n_shown - 1 - (i - start);
      WaybillUiBrowserRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->shown[position]));

      if (row != NULL)
        waybill_ui_browser_row_move (row, next->data, next->shown[next_position], rows);
    }
}

static void
take_shown (WaybillUiBrowserModel *self, Arranging *next)
{
  g_free (self->shown);
  self->shown = g_steal_pointer (&next->shown);
  self->n_shown = next->n_shown;
}

static void
take_data (WaybillUiBrowserModel *self, Arranging *next, GHashTable *rows, GtkBitset *selected)
{
  g_clear_pointer (&self->data, waybill_ui_browser_data_unref);
  self->data = waybill_ui_browser_data_ref (next->data);
  g_hash_table_unref (self->rows);
  self->rows = rows;
  gtk_bitset_unref (self->selected);
  self->selected = selected;
}

static void
show_again (WaybillUiBrowserModel *self, Arranging *next)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);
  guint start, end, n_before = self->n_shown;

  compare_shown (self, next, &start, &end);
  move_rows (self, next, rows, start, end);
  take_data (self, next, rows, waybill_ui_browser_model_carry_selection (self, next->data));
  take_shown (self, next);
  if (n_before - start - end > 0 || self->n_shown - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_before - start - end, self->n_shown - start - end);
}

static void
show_nothing (WaybillUiBrowserModel *self)
{
  guint n_before = self->n_shown;

  self->n_shown = 0;
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
}

static void
show_new (WaybillUiBrowserModel *self, Arranging *next)
{
  show_nothing (self);
  take_data (self, next, g_hash_table_new (NULL, NULL), gtk_bitset_new_empty ());
  take_shown (self, next);
  if (self->n_shown > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_shown);
}

/* What cannot be seen must not be sent or deleted. */
static void
forget_unseen (WaybillUiBrowserModel *self)
{
  g_autoptr (GtkBitset) seen = NULL;

  if (gtk_bitset_is_empty (self->selected))
    return;
  seen = gtk_bitset_new_empty ();
  for (guint i = 0; i < self->n_shown; i++)
    gtk_bitset_add (seen, self->shown[i]);
  gtk_bitset_intersect (self->selected, seen);
}

static void
show_arranged (WaybillUiBrowserModel *self, Arranging *next)
{
  guint n_before = self->n_shown;

  if (MAX (n_before, next->n_shown) > KEEP_PLACE)
    {
      show_nothing (self);
      n_before = 0;
    }
  take_shown (self, next);
  forget_unseen (self);
  if (n_before > 0 || self->n_shown > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_shown);
}

static void
arrange_anew (WaybillUiBrowserModel *self);

/* self may be disposed by a listener: its reference is the arranging's. */
static void
show (Arranging *next)
{
  WaybillUiBrowserModel *self = next->model;

  if (next->generation != self->generation)
    return;
  if (next->data == self->data)
    show_arranged (self, next);
  else if (self->again && self->data != NULL)
    show_again (self, next);
  else
    show_new (self, next);
  self->again = FALSE;
  self->loading = FALSE;
  forget_unseen (self);
  if (self->n_shown > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_shown);
  g_signal_emit (self, signals[ARRANGED], 0);
  if (self->anew)
    {
      self->anew = FALSE;
      arrange_anew (self);
    }
}

static void
arrange (Arranging *self)
{
  if (self->listing != NULL)
    self->data = waybill_ui_browser_data_new (g_steal_pointer (&self->listing));
  self->shown = waybill_ui_browser_data_arrange (self->data, &self->order, &self->n_shown);
}

static void
show_on_main (gpointer data)
{
  show (data);
  arranging_free (data);
}

static void
arrange_on_thread (gpointer data)
{
  arrange (data);
  waybill_base_thread_hop (NULL, show_on_main, data);
}

/* listing: (nullable) (transfer full). */
static void
begin (WaybillUiBrowserModel *self, WaybillRemoteListing *listing)
{
  Arranging *next = g_new0 (Arranging, 1);
  guint n;

  next->model = g_object_ref (self);
  next->generation = ++self->generation;
  next->order = self->order;
  next->order.filter = g_strdup (self->order.filter);
  next->listing = listing;
  if (listing == NULL)
    next->data = waybill_ui_browser_data_ref (self->data);
  n = listing != NULL ? waybill_remote_listing_get_length (listing) : waybill_ui_browser_data_get_length (self->data);
  if (n > AT_ONCE)
    {
      waybill_base_thread_detach ("arrange-list", arrange_on_thread, next);
      return;
    }
  arrange (next);
  show_on_main (next);
}

/**
 * waybill_ui_browser_model_load:
 * @self: a model
 * @listing: (transfer full): what a place gave
 * @again: it is of the folder that is shown
 *
 * Shows a listing; "arranged" says when.
 */
void
waybill_ui_browser_model_load (WaybillUiBrowserModel *self, WaybillRemoteListing *listing, gboolean again)
{
  self->again = again;
  self->loading = TRUE;
  self->anew = FALSE;
  begin (self, listing);
}

void
waybill_ui_browser_model_drop (WaybillUiBrowserModel *self)
{
  if (!self->loading)
    return;
  self->generation++;
  self->loading = FALSE;
  self->again = FALSE;
  if (self->anew)
    {
      self->anew = FALSE;
      arrange_anew (self);
    }
}

/**
 * waybill_ui_browser_model_clear:
 * @self: a model
 *
 * Nothing is shown; an arranging under way is dropped.
 */
void
waybill_ui_browser_model_clear (WaybillUiBrowserModel *self)
{
  self->generation++;
  self->again = FALSE;
  self->loading = FALSE;
  self->anew = FALSE;
  show_nothing (self);
  gtk_bitset_remove_all (self->selected);
  g_hash_table_unref (self->rows);
  self->rows = g_hash_table_new (NULL, NULL);
  g_clear_pointer (&self->data, waybill_ui_browser_data_unref);
}

/* A listing on its way must not be lost to a wish about the one that is shown: it is arranged anew when it has come. */
static void
arrange_anew (WaybillUiBrowserModel *self)
{
  self->anew = self->loading;
  if (self->data != NULL && !self->loading)
    begin (self, NULL);
}

void
waybill_ui_browser_model_set_sort (WaybillUiBrowserModel *self, WaybillUiBrowserColumn column, gboolean descending)
{
  if (self->order.column == column && self->order.descending == descending)
    return;
  self->order.column = column;
  self->order.descending = descending;
  arrange_anew (self);
}

void
waybill_ui_browser_model_set_hidden (WaybillUiBrowserModel *self, gboolean hidden)
{
  if (self->order.hidden == hidden)
    return;
  self->order.hidden = hidden;
  arrange_anew (self);
}

void
waybill_ui_browser_model_set_filter (WaybillUiBrowserModel *self, const char *filter)
{
  if (filter != NULL && *filter == '\0')
    filter = NULL;
  if (g_strcmp0 (self->order.filter, filter) == 0)
    return;
  g_free (self->order.filter);
  self->order.filter = g_strdup (filter);
  arrange_anew (self);
}

gboolean
waybill_ui_browser_model_is_filtered (WaybillUiBrowserModel *self)
{
  return self->order.filter != NULL;
}

gboolean
waybill_ui_browser_model_holds_back (WaybillUiBrowserModel *self)
{
  guint n = waybill_ui_browser_model_get_n_entries (self);

  for (guint i = 0; i < n && !self->order.hidden; i++)
    {
      const WaybillRemoteEntry *entry = waybill_ui_browser_data_get (self->data, i);

      if (entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE && entry->name != NULL && entry->name[0] == '.'
          && !g_str_equal (entry->name, ".") && !g_str_equal (entry->name, ".."))
        return TRUE;
    }
  return FALSE;
}

gboolean
waybill_ui_browser_model_is_raw (WaybillUiBrowserModel *self)
{
  guint n_unreadable = 0;

  return self->data != NULL && waybill_ui_browser_data_count (self->data, &n_unreadable) == n_unreadable && n_unreadable > 0;
}

/**
 * waybill_ui_browser_model_dup_raw:
 * @self: a model
 *
 * Returns: (transfer full): the listing as the server sent it, line by line; bytes, not text
 */
char *
waybill_ui_browser_model_dup_raw (WaybillUiBrowserModel *self)
{
  GString *text = g_string_new (NULL);
  guint n = self->data != NULL ? waybill_ui_browser_data_get_length (self->data) : 0;

  for (guint i = 0; i < n; i++)
    {
      const char *raw = waybill_ui_browser_data_get (self->data, i)->raw;

      g_string_append_printf (text, "%s\n", raw != NULL ? raw : "");
    }
  return g_string_free (text, FALSE);
}

guint
waybill_ui_browser_model_get_n_entries (WaybillUiBrowserModel *self)
{
  return self->data != NULL ? waybill_ui_browser_data_get_length (self->data) : 0;
}

const WaybillRemoteEntry *
waybill_ui_browser_model_get_entry (WaybillUiBrowserModel *self, guint position)
{
  g_return_val_if_fail (position < self->n_shown, NULL);
  return waybill_ui_browser_data_get (self->data, self->shown[position]);
}

guint
waybill_ui_browser_model_find_name (WaybillUiBrowserModel *self, const char *name)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (g_strcmp0 (waybill_ui_browser_data_get (self->data, self->shown[i])->name, name) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

guint
waybill_ui_browser_model_find_prefix (WaybillUiBrowserModel *self, const char *prefix, guint from)
{
  g_autofree char *folded = g_utf8_casefold (prefix, -1);

  for (guint i = 0; i < self->n_shown; i++)
    {
      guint position = (from + i) % self->n_shown;
      const char *name = waybill_ui_browser_entry_get_name (waybill_ui_browser_model_get_entry (self, position));
      g_autofree char *valid = g_utf8_make_valid (name, -1);
      g_autofree char *name_folded = g_utf8_casefold (valid, -1);

      if (g_str_has_prefix (name_folded, folded))
        return position;
    }
  return GTK_INVALID_LIST_POSITION;
}

gboolean
waybill_ui_browser_model_has_name (WaybillUiBrowserModel *self, const char *name)
{
  guint n = waybill_ui_browser_model_get_n_entries (self);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (waybill_ui_browser_data_get (self->data, i)->name, name) == 0)
      return TRUE;
  return FALSE;
}

static GType
get_item_type (GListModel *model)
{
  return WAYBILL_TYPE_UI_BROWSER_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return WAYBILL_UI_BROWSER_MODEL (model)->n_shown;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (model);

  return position < self->n_shown ? waybill_ui_browser_row_get (self->data, self->shown[position], self->rows) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/**
 * waybill_ui_browser_model_new:
 *
 * Returns: (transfer full): an empty model, by name
 */
WaybillUiBrowserModel *
waybill_ui_browser_model_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_BROWSER_MODEL, NULL);
}

static void
waybill_ui_browser_model_finalize (GObject *object)
{
  WaybillUiBrowserModel *self = WAYBILL_UI_BROWSER_MODEL (object);

  g_clear_pointer (&self->data, waybill_ui_browser_data_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  g_free (self->order.filter);
  g_free (self->shown);
  G_OBJECT_CLASS (waybill_ui_browser_model_parent_class)->finalize (object);
}

static void
waybill_ui_browser_model_class_init (WaybillUiBrowserModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_browser_model_finalize;
  signals[ARRANGED]
      = g_signal_new ("arranged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_browser_model_init (WaybillUiBrowserModel *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->selected = gtk_bitset_new_empty ();
}
