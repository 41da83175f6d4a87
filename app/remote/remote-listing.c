/* A remote folder as it was read: entries in the order in which the server gave them, bounded. One owner at a time; it is
 * handed from the worker to the main thread as a whole. */
#include "remote-listing.h"

#include <string.h>

struct _WaybillRemoteListing
{
  GArray *entries;
  GStringChunk *strings;
  gsize bytes;
  const char *kind; /* (nullable) in strings */
  gboolean hint_known;
};

/**
 * waybill_remote_listing_new:
 *
 * Returns: (transfer full): an empty listing
 */
WaybillRemoteListing *
waybill_remote_listing_new (void)
{
  WaybillRemoteListing *self = g_new0 (WaybillRemoteListing, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (WaybillRemoteEntry));
  self->strings = g_string_chunk_new (64 * 1024);
  return self;
}

static const char *
keep (WaybillRemoteListing *self, const char *text)
{
  gsize length;

  if (text == NULL)
    return NULL;
  length = strlen (text);
  self->bytes += length + 1;
  return g_string_chunk_insert_len (self->strings, text, (gssize) length);
}

/* A name that is the end of the line it stands in is not kept twice. */
static const char *
keep_name (WaybillRemoteListing *self, const char *name, const char *raw, const char *own_raw)
{
  gsize length = raw != NULL ? strlen (raw) : 0;

  if (name != NULL && length > 0 && (guintptr) name >= (guintptr) raw && (guintptr) name <= (guintptr) raw + length)
    return own_raw + (name - raw);
  return keep (self, name);
}

/**
 * waybill_remote_listing_add:
 * @self: a listing
 * @entry: an entry; its strings are copied; its name may point into its line
 *
 * Adds an entry at the end.
 *
 * Returns: %FALSE when there would be more than `WAYBILL_REMOTE_LISTING_MAX_ENTRIES`, or `WAYBILL_REMOTE_LISTING_MAX_BYTES`
 * of text were passed
 */
gboolean
waybill_remote_listing_add (WaybillRemoteListing *self, const WaybillRemoteEntry *entry)
{
  WaybillRemoteEntry own = *entry;

  if (self->entries->len >= WAYBILL_REMOTE_LISTING_MAX_ENTRIES || self->bytes > WAYBILL_REMOTE_LISTING_MAX_BYTES)
    return FALSE;

  own.raw = keep (self, entry->raw);
  own.name = keep_name (self, entry->name, entry->raw, own.raw);
  own.target = keep (self, entry->target);
  own.mode = keep (self, entry->mode);
  g_array_append_val (self->entries, own);
  return TRUE;
}

/**
 * waybill_remote_listing_get_length:
 * @self: a listing
 *
 * Returns: how many entries there are
 */
guint
waybill_remote_listing_get_length (WaybillRemoteListing *self)
{
  return self->entries->len;
}

/**
 * waybill_remote_listing_get:
 * @self: a listing
 * @index: which, from 0
 *
 * Returns: (transfer none): an entry, as long as the listing lives
 */
const WaybillRemoteEntry *
waybill_remote_listing_get (WaybillRemoteListing *self, guint index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &g_array_index (self->entries, WaybillRemoteEntry, index);
}

/**
 * waybill_remote_listing_find:
 * @self: a listing
 * @name: a name, exactly as the server spells it
 *
 * Returns: (transfer none) (nullable): the entry of that name
 */
const WaybillRemoteEntry *
waybill_remote_listing_find (WaybillRemoteListing *self, const char *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (self, i);

      if (g_strcmp0 (entry->name, name) == 0)
        return entry;
    }
  return NULL;
}

/**
 * waybill_remote_listing_set_kind:
 * @self: a listing
 * @kind: (nullable): the name of the dialect it was read in
 * @hint_known: whether the hint that was given for it said anything
 *
 * For an engine, when it has read the whole.
 */
void
waybill_remote_listing_set_kind (WaybillRemoteListing *self, const char *kind, gboolean hint_known)
{
  self->kind = kind != NULL ? g_string_chunk_insert (self->strings, kind) : NULL;
  self->hint_known = hint_known;
}

/**
 * waybill_remote_listing_get_kind:
 * @self: a listing
 *
 * Returns: (transfer none) (nullable): the name of the dialect it was read in; %NULL: none, or the engine has no dialects
 */
const char *
waybill_remote_listing_get_kind (WaybillRemoteListing *self)
{
  return self->kind;
}

/**
 * waybill_remote_listing_knew_hint:
 * @self: a listing
 *
 * Returns: whether the hint that was given for it said anything
 */
gboolean
waybill_remote_listing_knew_hint (WaybillRemoteListing *self)
{
  return self->hint_known;
}

/**
 * waybill_remote_listing_free:
 * @self: (transfer full) (nullable): a listing
 *
 * Frees it with its entries.
 */
void
waybill_remote_listing_free (WaybillRemoteListing *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->entries);
  g_string_chunk_free (self->strings);
  g_free (self);
}
