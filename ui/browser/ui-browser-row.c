/* One row of a list, as long as somebody looks at it. It knows where its entry lies and nothing of how it is shown. */

#include "ui-browser-row.h"

#include "remote-path.h"

struct _WaybillUiBrowserRow
{
  GObject parent_instance;

  WaybillUiBrowserData *data;
  guint32 index;
  GHashTable *cache;
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserRow, waybill_ui_browser_row, G_TYPE_OBJECT)

static void
leave (WaybillUiBrowserRow *self)
{
  if (self->cache != NULL && g_hash_table_lookup (self->cache, GUINT_TO_POINTER (self->index)) == self)
    g_hash_table_remove (self->cache, GUINT_TO_POINTER (self->index));
  g_clear_pointer (&self->cache, g_hash_table_unref);
  g_clear_pointer (&self->data, waybill_ui_browser_data_unref);
}

static void
enter (WaybillUiBrowserRow *self, WaybillUiBrowserData *data, guint32 index, GHashTable *cache)
{
  self->data = waybill_ui_browser_data_ref (data);
  self->index = index;
  self->cache = g_hash_table_ref (cache);
  g_hash_table_insert (cache, GUINT_TO_POINTER (index), self);
}

/**
 * waybill_ui_browser_row_get:
 * @data: what it is a row of
 * @index: which entry
 * @cache: the rows of @data that live
 *
 * Returns: (transfer full): the row of this entry, the same as long as somebody holds it
 */
WaybillUiBrowserRow *
waybill_ui_browser_row_get (WaybillUiBrowserData *data, guint32 index, GHashTable *cache)
{
  WaybillUiBrowserRow *self = g_hash_table_lookup (cache, GUINT_TO_POINTER (index));

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (WAYBILL_TYPE_UI_BROWSER_ROW, NULL);
  enter (self, data, index, cache);
  return self;
}

/**
 * waybill_ui_browser_row_move:
 * @self: a row
 * @data: newer data
 * @index: where the same entry lies there
 * @cache: the rows of @data that live
 *
 * The folder was listed again, and this entry is as it was.
 */
void
waybill_ui_browser_row_move (WaybillUiBrowserRow *self, WaybillUiBrowserData *data, guint32 index, GHashTable *cache)
{
  leave (self);
  enter (self, data, index, cache);
}

const WaybillRemoteEntry *
waybill_ui_browser_row_get_entry (WaybillUiBrowserRow *self)
{
  return waybill_ui_browser_data_get (self->data, self->index);
}

gboolean
waybill_ui_browser_row_is_folder (WaybillUiBrowserRow *self)
{
  return waybill_ui_browser_row_get_entry (self)->type == WAYBILL_REMOTE_ENTRY_DIR;
}

gboolean
waybill_ui_browser_row_is_readable (WaybillUiBrowserRow *self)
{
  return waybill_ui_browser_row_get_entry (self)->type != WAYBILL_REMOTE_ENTRY_UNREADABLE;
}

char *
waybill_ui_browser_row_dup_display (WaybillUiBrowserRow *self)
{
  return waybill_remote_path_dup_display (waybill_ui_browser_entry_get_name (waybill_ui_browser_row_get_entry (self)));
}

static void
waybill_ui_browser_row_finalize (GObject *object)
{
  leave (WAYBILL_UI_BROWSER_ROW (object));
  G_OBJECT_CLASS (waybill_ui_browser_row_parent_class)->finalize (object);
}

static void
waybill_ui_browser_row_class_init (WaybillUiBrowserRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_browser_row_finalize;
}

static void
waybill_ui_browser_row_init (WaybillUiBrowserRow *self)
{
}
