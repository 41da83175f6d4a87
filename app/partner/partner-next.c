/* The certificate that takes over on a day. A day is meant as people mean it: it begins at midnight where this computer is,
 * and whoever runs at that moment or later uses the new one. What cannot be used never takes the place of what can. */
#include "partner-next.h"

#include <string.h>

/* "2026-12-01" and nothing else: no other order of day and month is understood by mistake. */
static gboolean
scan_day (const char *day, int *year, int *month, int *number)
{
  for (gsize i = 0; i < strlen ("yyyy-mm-dd"); i++)
    if (i == 4 || i == 7 ? day[i] != '-' : !g_ascii_isdigit (day[i]))
      return FALSE;
  if (day[strlen ("yyyy-mm-dd")] != '\0')
    return FALSE;
  *year = (int) g_ascii_strtoull (day, NULL, 10);
  *month = (int) g_ascii_strtoull (day + 5, NULL, 10);
  *number = (int) g_ascii_strtoull (day + 8, NULL, 10);
  return *year >= 1970 && g_date_valid_dmy ((GDateDay) *number, (GDateMonth) *month, (GDateYear) *year);
}

/**
 * waybill_partner_next_read_day:
 * @day: (nullable): a day of 1970 to 9999, as "2026-12-01" (RFC 3339, full-date)
 * @begin: (out) (optional): Unix seconds of its start in local time; where the clock skips midnight, of the first moment
 * after
 *
 * Returns: whether it is one
 */
gboolean
waybill_partner_next_read_day (const char *day, gint64 *begin)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, number;

  if (day == NULL || !scan_day (day, &year, &month, &number))
    return FALSE;
  time = g_date_time_new_local (year, month, number, 0, 0, 0);
  if (time == NULL)
    return FALSE;
  if (begin != NULL)
    *begin = g_date_time_to_unix (time);
  return TRUE;
}

/**
 * waybill_partner_next_write_day:
 * @unix_seconds: a moment
 *
 * Returns: (transfer full): its local day, as waybill_partner_next_read_day() takes it; "9999-12-31" for what lies beyond
 */
char *
waybill_partner_next_write_day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (MAX (unix_seconds, 86400));

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("9999-12-31");
}

/**
 * waybill_partner_next_suggest_day:
 * @certificate: a certificate that is to take over
 * @now: Unix seconds
 *
 * Returns: (transfer full): the first day from tomorrow on at whose start it is valid
 */
char *
waybill_partner_next_suggest_day (WaybillCertCertificate *certificate, gint64 now)
{
  gint64 first = MAX (now, waybill_cert_certificate_get_not_before (certificate));
  g_autofree char *day = waybill_partner_next_write_day (first);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (first);
  g_autoptr (GDateTime) after = time != NULL ? g_date_time_add_days (time, 1) : NULL;
  gint64 begin = 0;

  /* Authorities like to begin at midnight. */
  if (first > now && waybill_partner_next_read_day (day, &begin) && begin == first)
    return g_steal_pointer (&day);
  return waybill_partner_next_write_day (after != NULL ? g_date_time_to_unix (after) : first);
}

/**
 * waybill_partner_next_judge:
 * @partner: a partner, in a store or not
 * @store: where its certificates are
 * @now: Unix seconds
 *
 * Asks neither disk nor network. Main thread.
 *
 * Returns: how it stands with the certificate that is to take over
 */
WaybillPartnerNext
waybill_partner_next_judge (WaybillPartner *partner, WaybillCertStore *store, gint64 now)
{
  const char *fingerprint = waybill_partner_get_next_identity (partner);
  const WaybillCertEntry *entry;
  gint64 begin = 0;

  if (fingerprint == NULL || !waybill_partner_next_read_day (waybill_partner_get_next_from (partner), &begin))
    return WAYBILL_PARTNER_NEXT_NONE;
  /* It was assigned by hand meanwhile. */
  if (g_strcmp0 (fingerprint, waybill_partner_get_identity (partner)) == 0)
    return WAYBILL_PARTNER_NEXT_NONE;
  entry = waybill_cert_store_find_fingerprint (store, fingerprint);
  if (entry == NULL || !entry->is_identity)
    return WAYBILL_PARTNER_NEXT_GONE;
  if (now < begin)
    return WAYBILL_PARTNER_NEXT_WAITS;
  if (now < waybill_cert_certificate_get_not_before (entry->certificate))
    return WAYBILL_PARTNER_NEXT_EARLY;
  return now > waybill_cert_certificate_get_not_after (entry->certificate) ? WAYBILL_PARTNER_NEXT_OVER
                                                                           : WAYBILL_PARTNER_NEXT_DUE;
}

/**
 * waybill_partner_next_get_identity:
 * @partner: a partner, in a store or not
 * @store: where its certificates are
 * @now: Unix seconds
 *
 * Main thread.
 *
 * Returns: (transfer none) (nullable): SHA-256 hex of the certificate that a connection shows which begins @now
 */
const char *
waybill_partner_next_get_identity (WaybillPartner *partner, WaybillCertStore *store, gint64 now)
{
  return waybill_partner_next_judge (partner, store, now) == WAYBILL_PARTNER_NEXT_DUE
             ? waybill_partner_get_next_identity (partner)
             : waybill_partner_get_identity (partner);
}
