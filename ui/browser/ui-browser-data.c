/* What one listing holds, with a key for each name. A key is made of bytes that strcmp() puts into natural order: without
 * case and accents, and with each number preceded by its length. Collating by the locale would take ten times as long for
 * names that machines made up. */

#include "ui-browser-data.h"

#include "ui-browser-sort.h"

#include "base-thread.h"

#include <string.h>

struct _WaybillUiBrowserData
{
  WaybillBaseRef ref;
  WaybillRemoteListing *listing;
  GString *keys;    /* one behind the other, each with its end */
  guint32 *offsets; /* of each entry's key */
  guint n_unreadable;
};

const char *
waybill_ui_browser_entry_get_name (const WaybillRemoteEntry *entry)
{
  return entry->name != NULL && entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE ? entry->name : entry->raw;
}

/* A number: '0', how many digits, the digits. Leading zeros do not count. to: (inout) where it is written. */
static const char *
put_number (char **to, const char *at)
{
  const char *first;
  gsize length;

  while (*at == '0' && g_ascii_isdigit (at[1]))
    at++;
  first = at;
  while (g_ascii_isdigit (*at))
    at++;
  length = (gsize) (at - first);
  *(*to)++ = '0';
  *(*to)++ = (char) MIN (length, 255);
  memcpy (*to, first, length);
  *to += length;
  return at;
}

/* At most three bytes become of one: room for them first, for a hundred thousand names come by here. */
static void
append_plain (GString *keys, const char *name)
{
  gsize before = keys->len;
  const char *at = name;
  char *to;

  g_string_set_size (keys, before + 3 * strlen (name));
  to = keys->str + before;
  while (*at != '\0')
    if (g_ascii_isdigit (*at))
      at = put_number (&to, at);
    else
      {
        *to++ = (char) (g_ascii_isupper (*at) ? *at - 'A' + 'a' : *at);
        at++;
      }
  g_string_set_size (keys, (gsize) (to - keys->str));
}

static char *
without_marks (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *parts = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *text = g_string_new (NULL);

  for (const char *at = parts; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));
  return g_string_free (text, FALSE);
}

static void
append_key (GString *keys, const char *name)
{
  if (g_str_is_ascii (name) || !g_utf8_validate (name, -1, NULL))
    append_plain (keys, name);
  else
    {
      g_autofree char *plain = without_marks (name);

      append_plain (keys, plain);
    }
}

char *
waybill_ui_browser_data_dup_key (const char *name)
{
  GString *key = g_string_new (NULL);

  append_key (key, name);
  return g_string_free (key, FALSE);
}

/**
 * waybill_ui_browser_data_new:
 * @listing: (transfer full): what a place gave
 *
 * Makes the keys: on a thread where there are many.
 *
 * Returns: (transfer full): immutable data
 */
WaybillUiBrowserData *
waybill_ui_browser_data_new (WaybillRemoteListing *listing)
{
  WaybillUiBrowserData *self = g_new0 (WaybillUiBrowserData, 1);
  guint n = waybill_remote_listing_get_length (listing);

  waybill_base_ref_init (&self->ref);
  self->listing = listing;
  self->keys = g_string_sized_new (n * 24 + 1);
  self->offsets = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (listing, i);
      const char *name = waybill_ui_browser_entry_get_name (entry);

      self->offsets[i] = (guint32) self->keys->len;
      append_key (self->keys, name != NULL ? name : "");
      g_string_append_c (self->keys, '\0');
      if (entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE)
        self->n_unreadable++;
    }
  return self;
}

WaybillUiBrowserData *
waybill_ui_browser_data_ref (WaybillUiBrowserData *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_ui_browser_data_unref:
 * @self: (transfer full) (nullable): data
 *
 * Any thread.
 */
void
waybill_ui_browser_data_unref (WaybillUiBrowserData *self)
{
  if (self == NULL || !waybill_base_ref_drop (&self->ref))
    return;
  waybill_remote_listing_free (self->listing);
  g_string_free (self->keys, TRUE);
  g_free (self->offsets);
  g_free (self);
}

guint
waybill_ui_browser_data_get_length (WaybillUiBrowserData *self)
{
  return waybill_remote_listing_get_length (self->listing);
}

const WaybillRemoteEntry *
waybill_ui_browser_data_get (WaybillUiBrowserData *self, guint index)
{
  return waybill_remote_listing_get (self->listing, index);
}

guint
waybill_ui_browser_data_count (WaybillUiBrowserData *self, guint *n_unreadable)
{
  *n_unreadable = self->n_unreadable;
  return waybill_remote_listing_get_length (self->listing);
}

static gboolean
has_ascii_part (const char *text, const char *part)
{
  gsize length = strlen (part);

  for (; *text != '\0'; text++)
    if (g_ascii_tolower (*text) == *part && g_ascii_strncasecmp (text, part, length) == 0)
      return TRUE;
  return FALSE;
}

/* part: folded. */
static gboolean
has_part (const char *name, const char *part)
{
  g_autofree char *text = NULL;

  if (g_str_is_ascii (part) && g_str_is_ascii (name))
    return has_ascii_part (name, part);
  if (!g_utf8_validate (name, -1, NULL))
    return strstr (name, part) != NULL;
  text = g_utf8_casefold (name, -1);
  return strstr (text, part) != NULL;
}

static gboolean
is_shown (const WaybillRemoteEntry *entry, const WaybillUiBrowserOrder *order, const char *part)
{
  const char *name = waybill_ui_browser_entry_get_name (entry);

  if (name == NULL || *name == '\0' || g_str_equal (name, ".") || g_str_equal (name, ".."))
    return FALSE;
  if (name[0] == '.' && !order->hidden && entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE)
    return FALSE;
  return part == NULL || *part == '\0' || has_part (name, part);
}

static guint64
number_of (const WaybillRemoteEntry *entry, WaybillUiBrowserColumn column)
{
  if (column == WAYBILL_UI_BROWSER_SIZE)
    return (guint64) (entry->size + 1);
  return (guint64) entry->mtime ^ (G_GUINT64_CONSTANT (1) << 63);
}

static void
set_heads (WaybillUiBrowserData *self, GArray *slots, const WaybillUiBrowserOrder *order)
{
  for (guint i = 0; i < slots->len; i++)
    {
      WaybillUiBrowserSlot *slot = &g_array_index (slots, WaybillUiBrowserSlot, i);

      slot->head = number_of (waybill_remote_listing_get (self->listing, slot->index), order->column);
      if (order->descending)
        slot->head = ~slot->head;
    }
}

/* Keys are the same: what the names are decides, to the letter. */
static int
compare_names (gconstpointer first, gconstpointer second, gpointer data)
{
  WaybillUiBrowserData *self = data;

  return g_strcmp0 (waybill_ui_browser_entry_get_name (waybill_remote_listing_get (self->listing, GPOINTER_TO_UINT (first))),
                    waybill_ui_browser_entry_get_name (
                        waybill_remote_listing_get (self->listing, GPOINTER_TO_UINT (second))));
}

static void
sort_slots (WaybillUiBrowserData *self, GArray *slots, const WaybillUiBrowserOrder *order)
{
  gboolean by_name = order->column == WAYBILL_UI_BROWSER_NAME;

  if (!by_name)
    set_heads (self, slots, order);
  waybill_ui_browser_sort (slots, by_name, by_name && order->descending, compare_names, self);
}

enum
{
  FOLDERS,
  FILES,
  UNREADABLE,
  N_GROUPS,
};

static guint
group_of (WaybillRemoteEntryType type)
{
  if (type == WAYBILL_REMOTE_ENTRY_DIR)
    return FOLDERS;
  return type == WAYBILL_REMOTE_ENTRY_UNREADABLE ? UNREADABLE : FILES;
}

/**
 * waybill_ui_browser_data_arrange:
 * @self: data
 * @order: what is shown, and how
 * @n: (out): how many are shown
 *
 * Picks and sorts. Folders come first, lines that nobody can read last and as they came. Any thread: on one of its own where
 * there are many.
 *
 * Returns: (transfer full) (array length=n): indices
 */
guint32 *
waybill_ui_browser_data_arrange (WaybillUiBrowserData *self, const WaybillUiBrowserOrder *order, guint *n)
{
  guint length = waybill_remote_listing_get_length (self->listing);
  g_autofree char *part = order->filter != NULL ? g_utf8_casefold (order->filter, -1) : NULL;
  WaybillUiBrowserOrder by_name = *order;
  GArray *groups[N_GROUPS];
  guint32 *shown = g_new (guint32, MAX (length, 1));

  for (guint group = 0; group < N_GROUPS; group++)
    groups[group] = g_array_new (FALSE, FALSE, sizeof (WaybillUiBrowserSlot));
  for (guint32 i = 0; i < length; i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (self->listing, i);
      WaybillUiBrowserSlot slot = { 0, self->keys->str + self->offsets[i], i };

      if (is_shown (entry, order, part))
        g_array_append_val (groups[group_of (entry->type)], slot);
    }
  /* A folder has no size that says anything. */
  if (order->column == WAYBILL_UI_BROWSER_SIZE)
    {
      by_name.column = WAYBILL_UI_BROWSER_NAME;
      by_name.descending = FALSE;
    }
  sort_slots (self, groups[FOLDERS], &by_name);
  sort_slots (self, groups[FILES], order);

  *n = 0;
  for (guint group = 0; group < N_GROUPS; group++)
    {
      for (guint i = 0; i < groups[group]->len; i++)
        shown[(*n)++] = g_array_index (groups[group], WaybillUiBrowserSlot, i).index;
      g_array_unref (groups[group]);
    }
  return shown;
}
