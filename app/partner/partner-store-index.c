/* Who uses which certificate, for all of them at once: asked one by one, thousands of certificates and hundreds of partners
 * would be felt. */
#include "partner-store.h"

static void
note (GHashTable *index, const char *fingerprint, WaybillPartner *partner)
{
  GPtrArray *users;

  if (fingerprint == NULL)
    return;
  users = g_hash_table_lookup (index, fingerprint);
  if (users == NULL)
    {
      users = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (index, g_strdup (fingerprint), users);
    }
  /* Partner after partner: one that uses it twice stands at the end. */
  if (users->len == 0 || users->pdata[users->len - 1] != partner)
    g_ptr_array_add (users, g_object_ref (partner));
}

/**
 * waybill_partner_store_index_certificates:
 * @self: a store
 *
 * The same as waybill_partner_store_users_of_certificate() for every certificate that any partner uses. It is of this
 * moment: a change of a partner does not change it. Main thread.
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): from lower-case SHA-256 hex to the partners, by name
 */
GHashTable *
waybill_partner_store_index_certificates (WaybillPartnerStore *self)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (self);

  for (guint i = 0; i < partners->len; i++)
    {
      WaybillPartner *partner = partners->pdata[i];
      const char *const *authorities = waybill_partner_get_authorities (partner);
      const char *const *pins = waybill_partner_get_pins (partner);

      note (index, waybill_partner_get_identity (partner), partner);
      note (index, waybill_partner_get_next_identity (partner), partner);
      for (guint n = 0; authorities[n] != NULL; n++)
        note (index, authorities[n], partner);
      for (guint n = 0; pins[n] != NULL; n++)
        note (index, pins[n], partner);
    }
  return index;
}
