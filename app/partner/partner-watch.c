/* One item a certificate, however many partners it has. What nobody uses is listed too: it is the reader's to leave it out.
 */
#include "partner-watch.h"

#include "partner-next.h"

#include <string.h>

#define DAY ((gint64) 24 * 60 * 60)

/* ui.md, preferences: remind me. The lowest first. */
static const guint steps[] = { 1, 7, 14, 30, WAYBILL_PARTNER_WATCH_DAYS };

typedef struct
{
  GPtrArray *items;
  GHashTable *by_fingerprint; /* to a borrowed item */
  WaybillCertStore *store;
  gint64 now;
} Watch;

static void
item_free (gpointer data)
{
  WaybillPartnerWatchItem *item = data;

  waybill_cert_certificate_unref (item->certificate);
  g_free (item->name);
  g_ptr_array_unref (item->partners);
  g_free (item);
}

static void
judge_life (WaybillPartnerWatchItem *item, gint64 now)
{
  gint64 left = item->end - now;

  item->days = ABS (left) / DAY;
  if (left < 0)
    {
      item->level = WAYBILL_PARTNER_WATCH_OVER;
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (steps) && item->step == 0; i++)
    if (left <= (gint64) steps[i] * DAY)
      item->step = steps[i];
  if (item->step != 0)
    item->level = WAYBILL_PARTNER_WATCH_SOON;
}

static WaybillPartnerWatchItem *
add_item (Watch *watch, WaybillPartnerWatchKind kind, WaybillCertCertificate *certificate, const char *name)
{
  WaybillPartnerWatchItem *item = g_new0 (WaybillPartnerWatchItem, 1);

  item->kind = kind;
  item->certificate = waybill_cert_certificate_ref (certificate);
  item->name = g_strdup (name);
  item->partners = g_ptr_array_new_with_free_func (g_object_unref);
  item->end = waybill_cert_certificate_get_not_after (certificate);
  judge_life (item, watch->now);
  g_ptr_array_add (watch->items, item);
  g_hash_table_insert (watch->by_fingerprint, (gpointer) waybill_cert_certificate_get_fingerprint (certificate), item);
  return item;
}

static void
add_entries (Watch *watch)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (watch->store);

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      add_item (watch, entry->is_identity ? WAYBILL_PARTNER_WATCH_IDENTITY : WAYBILL_PARTNER_WATCH_AUTHORITY,
                entry->certificate, entry->label);
    }
}

static void
add_user (WaybillPartnerWatchItem *item, WaybillPartner *partner)
{
  if (item != NULL && !g_ptr_array_find (item->partners, partner, NULL))
    g_ptr_array_add (item->partners, g_object_ref (partner));
}

static gboolean
uses_tls (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

static void
add_server (Watch *watch, WaybillPartner *partner, const WaybillPartnerHistory *history)
{
  WaybillCertCertificate *leaf
      = history != NULL && history->chain != NULL && history->chain->len > 0 ? history->chain->pdata[0] : NULL;
  WaybillPartnerWatchItem *item;

  if (leaf == NULL)
    return;
  item = g_hash_table_lookup (watch->by_fingerprint, waybill_cert_certificate_get_fingerprint (leaf));
  if (item == NULL)
    item = add_item (watch, WAYBILL_PARTNER_WATCH_SERVER, leaf, waybill_partner_get_host (partner));
  add_user (item, partner);
}

static void
add_partner (Watch *watch, WaybillPartner *partner, const WaybillPartnerHistory *history)
{
  const char *identity = waybill_partner_next_get_identity (partner, watch->store, watch->now);
  const char *const *authorities = waybill_partner_get_authorities (partner);

  if (!uses_tls (partner))
    return;
  if (identity != NULL)
    add_user (g_hash_table_lookup (watch->by_fingerprint, identity), partner);
  for (guint i = 0; authorities[i] != NULL; i++)
    add_user (g_hash_table_lookup (watch->by_fingerprint, authorities[i]), partner);
  add_server (watch, partner, history);
}

/* The first moment at which the partner shows its next one; 0 where none waits that can be used then, or the next one is the
 * item itself, whose day has come. */
static gint64
find_take_over (Watch *watch, WaybillPartner *partner, WaybillPartnerWatchItem *item)
{
  const char *next = waybill_partner_get_next_identity (partner);
  const WaybillCertEntry *entry = next != NULL ? waybill_cert_store_find_fingerprint (watch->store, next) : NULL;
  gint64 begin = 0;

  if (entry == NULL || !entry->is_identity || waybill_cert_certificate_equal (entry->certificate, item->certificate)
      || !waybill_partner_next_read_day (waybill_partner_get_next_from (partner), &begin))
    return 0;
  begin = MAX (begin, waybill_cert_certificate_get_not_before (entry->certificate));
  return begin <= waybill_cert_certificate_get_not_after (entry->certificate) ? begin : 0;
}

/* Of several partners the last one counts; one without a next certificate leaves the work to be done. */
static void
judge_identity (Watch *watch, WaybillPartnerWatchItem *item)
{
  item->is_replaced = item->partners->len > 0;
  for (guint i = 0; i < item->partners->len; i++)
    {
      gint64 begin = find_take_over (watch, item->partners->pdata[i], item);

      item->next_begin = MAX (item->next_begin, begin);
      item->is_replaced = item->is_replaced && begin != 0 && begin <= item->end;
    }
}

/* Another one of the same name that lives longer and is good today. */
static gboolean
trusts_heir (Watch *watch, WaybillPartner *partner, WaybillPartnerWatchItem *item)
{
  const char *const *authorities = waybill_partner_get_authorities (partner);
  const char *subject = waybill_cert_certificate_get_subject (item->certificate);

  for (guint i = 0; authorities[i] != NULL; i++)
    {
      WaybillPartnerWatchItem *heir = g_hash_table_lookup (watch->by_fingerprint, authorities[i]);

      if (heir != NULL && heir != item && heir->end > item->end && heir->level != WAYBILL_PARTNER_WATCH_OVER
          && waybill_cert_certificate_get_not_before (heir->certificate) <= watch->now
          && strcmp (waybill_cert_certificate_get_subject (heir->certificate), subject) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
judge_authority (Watch *watch, WaybillPartnerWatchItem *item)
{
  item->is_replaced = item->partners->len > 0;
  for (guint i = 0; i < item->partners->len && item->is_replaced; i++)
    item->is_replaced = trusts_heir (watch, item->partners->pdata[i], item);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const WaybillPartnerWatchItem *one = *(WaybillPartnerWatchItem *const *) a, *other = *(WaybillPartnerWatchItem *const *) b;

  if (one->end != other->end)
    return one->end < other->end ? -1 : 1;
  return g_utf8_collate (one->name, other->name);
}

/**
 * waybill_partner_watch_list:
 * @partners: (element-type WaybillPartner): partners
 * @store: where their certificates are
 * @histories: (nullable) (element-type WaybillPartnerHistory): how the last session with each went, in the same order;
 * elements may be %NULL
 * @now: Unix seconds
 *
 * Every certificate of the store and every server's that was accepted last. Main thread.
 *
 * Returns: (transfer full) (element-type WaybillPartnerWatchItem): what ends first comes first
 */
GPtrArray *
waybill_partner_watch_list (GPtrArray *partners, WaybillCertStore *store, GPtrArray *histories, gint64 now)
{
  g_autoptr (GHashTable) by_fingerprint = g_hash_table_new (g_str_hash, g_str_equal);
  Watch watch = { g_ptr_array_new_with_free_func (item_free), by_fingerprint, store, now };

  add_entries (&watch);
  for (guint i = 0; i < partners->len; i++)
    add_partner (&watch, partners->pdata[i], histories != NULL ? histories->pdata[i] : NULL);
  for (guint i = 0; i < watch.items->len; i++)
    {
      WaybillPartnerWatchItem *item = watch.items->pdata[i];

      if (item->kind == WAYBILL_PARTNER_WATCH_IDENTITY)
        judge_identity (&watch, item);
      else if (item->kind == WAYBILL_PARTNER_WATCH_AUTHORITY)
        judge_authority (&watch, item);
    }
  g_ptr_array_sort (watch.items, compare_items);
  return watch.items;
}
