/* The store's own index: entries by fingerprint and by label, and in order of their labels, so that thousands of them are
 * found at once. It knows no files. */

#include "cert-store-private.h"

#include <string.h>

typedef struct
{
  char *key; /* of the label, for strcmp() */
  WaybillCertEntry *entry;
} Sortable;

static void
sortable_clear (gpointer data)
{
  g_free (((Sortable *) data)->key);
}

static char *
dup_sort_key (const WaybillCertEntry *entry)
{
  g_autofree char *folded = waybill_cert_label_fold (entry->label);

  return g_utf8_collate_key (folded, -1);
}

static int
compare (const char *key, const WaybillCertEntry *entry, const char *other_key, const WaybillCertEntry *other)
{
  int order = strcmp (key, other_key);

  return order != 0 ? order
                    : strcmp (waybill_cert_certificate_get_fingerprint (entry->certificate),
                              waybill_cert_certificate_get_fingerprint (other->certificate));
}

static int
compare_sortables (gconstpointer one, gconstpointer other)
{
  const Sortable *a = one;
  const Sortable *b = other;

  return compare (a->key, a->entry, b->key, b->entry);
}

/* Each label is folded once, not once for each comparison. */
static void
sort (WaybillCertStore *self)
{
  g_autoptr (GArray) sortables = g_array_sized_new (FALSE, FALSE, sizeof (Sortable), self->entries->len);

  g_array_set_clear_func (sortables, sortable_clear);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Sortable sortable = { dup_sort_key (self->entries->pdata[i]), self->entries->pdata[i] };

      g_array_append_val (sortables, sortable);
    }
  g_array_sort (sortables, compare_sortables);
  for (guint i = 0; i < sortables->len; i++)
    self->entries->pdata[i] = g_array_index (sortables, Sortable, i).entry;
}

/* Two programs, or a crash in a replacement, can leave one label twice; both entries stay reachable. */
static void
part_twins (WaybillCertStore *self, GPtrArray *twins)
{
  for (guint i = 0; i < twins->len; i++)
    {
      WaybillCertEntry *entry = twins->pdata[i];
      char *label = waybill_cert_store_dup_free_label (self, entry->label, NULL);

      g_free (entry->label);
      entry->label = label;
      g_hash_table_insert (self->by_label, waybill_cert_label_fold (label), entry);
    }
  if (twins->len > 0)
    sort (self);
}

/**
 * waybill_cert_store_index:
 * @self: the store
 *
 * Orders the entries by label and makes the index anew: after loading, and when a label changed. Of two entries with one
 * label the second gets another one.
 */
void
waybill_cert_store_index (WaybillCertStore *self)
{
  g_autoptr (GPtrArray) twins = g_ptr_array_new ();

  if (self->by_label == NULL)
    {
      self->by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->by_fingerprint = g_hash_table_new (g_str_hash, g_str_equal);
    }
  g_hash_table_remove_all (self->by_label);
  g_hash_table_remove_all (self->by_fingerprint);
  sort (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      WaybillCertEntry *entry = self->entries->pdata[i];
      g_autofree char *folded = waybill_cert_label_fold (entry->label);

      g_hash_table_insert (self->by_fingerprint, (char *) waybill_cert_certificate_get_fingerprint (entry->certificate),
                           entry);
      if (g_hash_table_contains (self->by_label, folded))
        g_ptr_array_add (twins, entry);
      else
        g_hash_table_insert (self->by_label, g_steal_pointer (&folded), entry);
    }
  part_twins (self, twins);
}

static guint
find_place (WaybillCertStore *self, const WaybillCertEntry *entry)
{
  g_autofree char *key = dup_sort_key (entry);
  guint from = 0, to = self->entries->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      const WaybillCertEntry *other = self->entries->pdata[middle];
      g_autofree char *other_key = dup_sort_key (other);

      if (compare (other_key, other, key, entry) < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/**
 * waybill_cert_store_index_add:
 * @self: the store
 * @entry: (transfer full): an entry with a label that is free
 *
 * Puts it where its label belongs.
 */
void
waybill_cert_store_index_add (WaybillCertStore *self, WaybillCertEntry *entry)
{
  g_ptr_array_insert (self->entries, (int) find_place (self, entry), entry);
  g_hash_table_insert (self->by_label, waybill_cert_label_fold (entry->label), entry);
  g_hash_table_insert (self->by_fingerprint, (char *) waybill_cert_certificate_get_fingerprint (entry->certificate), entry);
}

/**
 * waybill_cert_store_index_drop:
 * @self: the store
 * @entry: one of its entries
 *
 * Takes it out and frees it.
 */
void
waybill_cert_store_index_drop (WaybillCertStore *self, WaybillCertEntry *entry)
{
  g_autofree char *folded = waybill_cert_label_fold (entry->label);

  if (g_hash_table_lookup (self->by_label, folded) == entry)
    g_hash_table_remove (self->by_label, folded);
  g_hash_table_remove (self->by_fingerprint, waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_ptr_array_remove (self->entries, entry);
}
