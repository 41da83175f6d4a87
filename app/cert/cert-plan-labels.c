/* Names that an import suggests for what it brings. The person may give others. */

#include "cert-plan.h"

#include "base-clock.h"
#include "cert-store-private.h"

static gboolean
is_taken (GPtrArray *labels, WaybillCertStore *store, const char *label)
{
  for (guint i = 0; i < labels->len; i++)
    if (labels->pdata[i] != NULL && waybill_cert_label_equal (labels->pdata[i], label))
      return TRUE;
  return waybill_cert_store_get_labelled (store, label, NULL) != NULL;
}

static char *
dup_label (const WaybillCertPlanItem *item, const char *partner)
{
  g_autofree char *made = NULL;
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) time = NULL;
  gint64 now = waybill_base_clock_now ();

  if (!waybill_cert_plan_item_is_ours (item))
    {
      time = g_date_time_new_from_unix_local (now);
      made = waybill_cert_label_tame (waybill_cert_certificate_get_name (item->certificate));
      date = g_date_time_format (time, "%Y-%m-%d");
      return g_strdup_printf ("%s %s", made, date);
    }
  if (partner == NULL)
    return waybill_cert_label_make (item->certificate, TRUE);
  time = g_date_time_new_from_unix_utc (waybill_cert_certificate_get_not_after (item->certificate));
  date = time != NULL ? g_date_time_format (time, " %Y-%m") : g_strdup ("");
  made = waybill_cert_label_tame (partner);
  return g_strdup_printf ("%s%s%s", made, waybill_cert_label_get_client (made), date);
}

/**
 * waybill_cert_plan_suggest_labels:
 * @self: a plan
 * @store: where the items would go
 * @partner: (nullable): the name of the partner that it is about
 *
 * Makes a name for each item that @store does not have: the authority's name and today's date, the partner's (or the
 * certificate's) name and the month of expiry; unique in the store and among themselves. Main thread.
 *
 * Returns: (transfer full) (element-type utf8): one for each item; %NULL for those that the store has already
 */
GPtrArray *
waybill_cert_plan_suggest_labels (WaybillCertPlan *self, WaybillCertStore *store, const char *partner)
{
  GPtrArray *items = waybill_cert_plan_get_items (self);
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (item->certificate);
      const WaybillCertEntry *stored = waybill_cert_store_find_fingerprint (store, fingerprint);
      g_autofree char *wished = dup_label (item, partner);
      char *label;

      if (stored != NULL)
        {
          g_ptr_array_add (labels, NULL);
          continue;
        }
      label = g_strdup (wished);
      for (guint n = 2; is_taken (labels, store, label); n++)
        {
          g_free (label);
          label = g_strdup_printf ("%s %u", wished, n);
        }
      g_ptr_array_add (labels, label);
    }
  return labels;
}
