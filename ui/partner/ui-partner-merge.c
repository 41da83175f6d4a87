/* Takes over what others may give a partner while it is edited: an import that assigns, a trust question that ticks or pins.
 * What only the editor sets is left alone. */

#include "ui-partner-merge-private.h"

static void
merge_list (const char *const *before,
            const char *const *now,
            WaybillPartner *copy,
            gboolean (*add) (WaybillPartner *, const char *, GError **),
            void (*remove) (WaybillPartner *, const char *))
{
  for (guint i = 0; now[i] != NULL; i++)
    if (!g_strv_contains (before, now[i]))
      add (copy, now[i], NULL);
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_strv_contains (now, before[i]))
      remove (copy, before[i]);
}

/**
 * waybill_ui_partner_merge:
 * @was: the partner as it was
 * @is: as it is now
 * @copy: what is edited: gets what changed between the two
 */
void
waybill_ui_partner_merge (WaybillPartner *was, WaybillPartner *is, WaybillPartner *copy)
{
  if (g_strcmp0 (waybill_partner_get_identity (was), waybill_partner_get_identity (is)) != 0)
    waybill_partner_set_identity (copy, waybill_partner_get_identity (is), NULL);
  if (g_strcmp0 (waybill_partner_get_next_identity (was), waybill_partner_get_next_identity (is)) != 0
      || g_strcmp0 (waybill_partner_get_next_from (was), waybill_partner_get_next_from (is)) != 0)
    waybill_partner_set_next (copy, waybill_partner_get_next_identity (is), waybill_partner_get_next_from (is), NULL);
  if (waybill_partner_get_system_trust (was) != waybill_partner_get_system_trust (is))
    waybill_partner_set_system_trust (copy, waybill_partner_get_system_trust (is));
  merge_list (waybill_partner_get_authorities (was), waybill_partner_get_authorities (is), copy,
              waybill_partner_add_authority, waybill_partner_remove_authority);
  merge_list (waybill_partner_get_pins (was), waybill_partner_get_pins (is), copy, waybill_partner_add_pin,
              waybill_partner_remove_pin);
}
