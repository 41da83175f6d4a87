/* One sentence for each state of partner-next. Labels are quoted, days are whole dates. */
#include "words-next.h"

#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

/**
 * waybill_words_next_day:
 * @unix_seconds: a moment
 *
 * Returns: (transfer full): its local day with the year
 */
char *
waybill_words_next_day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  /* Translators: a day of any year (strftime). */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y")) : waybill_words_time_day (unix_seconds);
}

static char *
dup_label (WaybillCertStore *store, const char *fingerprint)
{
  const WaybillCertEntry *entry = fingerprint != NULL ? waybill_cert_store_find_fingerprint (store, fingerprint) : NULL;

  return waybill_words_quote (entry != NULL ? entry->label : "");
}

static char *
dup_planned_day (WaybillPartner *partner)
{
  gint64 begin = 0;

  waybill_partner_next_read_day (waybill_partner_get_next_from (partner), &begin);
  return waybill_words_next_day (begin);
}

static char *
say_waits (WaybillPartner *partner, WaybillCertStore *store)
{
  g_autofree char *label = dup_label (store, waybill_partner_get_next_identity (partner));
  g_autofree char *day = dup_planned_day (partner);

  if (waybill_partner_get_identity (partner) == NULL)
    /* Translators: a certificate; a day. */
    return g_strdup_printf (_ ("%s is shown from %s on. Until then none is."), label, day);
  /* Translators: a certificate; a day. */
  return g_strdup_printf (_ ("%s takes over on %s. Until then the present one is used."), label, day);
}

static char *
say_early (WaybillPartner *partner, WaybillCertStore *store)
{
  const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, waybill_partner_get_next_identity (partner));
  g_autofree char *label = dup_label (store, waybill_partner_get_next_identity (partner));
  g_autofree char *day = dup_planned_day (partner);
  g_autofree char *begin = waybill_words_time_pair (waybill_cert_certificate_get_not_before (entry->certificate));

  /* Translators: a certificate; a day; a day and time. */
  return g_strdup_printf (_ ("%s was to take over on %s. It is not valid before %s, so the present one is still used."),
                          label, day, begin);
}

static char *
say_over (WaybillPartner *partner, WaybillCertStore *store)
{
  g_autofree char *label = dup_label (store, waybill_partner_get_next_identity (partner));
  g_autofree char *day = dup_planned_day (partner);

  /* Translators: a certificate; a day. */
  return g_strdup_printf (_ ("%s was to take over on %s. It has run out itself, so the present one is still used."), label,
                          day);
}

/**
 * waybill_words_next_sentence:
 * @partner: a partner
 * @store: where its certificates are
 * @now: Unix seconds
 *
 * Returns: (transfer full) (nullable): what is to be known of the certificate that takes over; %NULL where none waits
 */
char *
waybill_words_next_sentence (WaybillPartner *partner, WaybillCertStore *store, gint64 now)
{
  g_autofree char *day = NULL;

  switch (waybill_partner_next_judge (partner, store, now))
    {
    case WAYBILL_PARTNER_NEXT_WAITS:
      return say_waits (partner, store);
    case WAYBILL_PARTNER_NEXT_DUE:
      return waybill_words_next_took_over (partner, store, waybill_partner_get_identity (partner));
    case WAYBILL_PARTNER_NEXT_EARLY:
      return say_early (partner, store);
    case WAYBILL_PARTNER_NEXT_OVER:
      return say_over (partner, store);
    case WAYBILL_PARTNER_NEXT_GONE:
      day = dup_planned_day (partner);
      /* Translators: a day. */
      return g_strdup_printf (_ ("The certificate for %s is not in the store any more. The present one stays in use."), day);
    case WAYBILL_PARTNER_NEXT_NONE:
    default:
      return NULL;
    }
}

/**
 * waybill_words_next_took_over:
 * @partner: a partner whose next certificate is due, or was settled a moment ago
 * @store: where its certificates are
 * @before: (nullable): fingerprint of what was shown until now
 *
 * Returns: (transfer full): what the partner is shown from now on, and in whose place
 */
char *
waybill_words_next_took_over (WaybillPartner *partner, WaybillCertStore *store, const char *before)
{
  const char *next = waybill_partner_get_next_identity (partner);
  g_autofree char *label = dup_label (store, next != NULL ? next : waybill_partner_get_identity (partner));
  g_autofree char *old = dup_label (store, before);
  const char *name = waybill_partner_get_name (partner);

  if (before == NULL || waybill_cert_store_find_fingerprint (store, before) == NULL)
    /* Translators: a partner; a certificate. */
    return g_strdup_printf (_ ("%s is shown %s from now on."), name, label);
  /* Translators: a partner; the new certificate; the old one. */
  return g_strdup_printf (_ ("%s is shown %s from now on, in place of %s."), name, label, old);
}

/**
 * waybill_words_next_planned:
 * @partners: their names, joined
 * @day: a day, as waybill_partner_next_read_day() takes it
 *
 * Returns: (transfer full): what was arranged, as a line of what an import did
 */
char *
waybill_words_next_planned (const char *partners, const char *day)
{
  gint64 begin = 0;
  g_autofree char *words = waybill_partner_next_read_day (day, &begin) ? waybill_words_next_day (begin) : g_strdup (day);

  /* Translators: names of partners; a day. */
  return g_strdup_printf (_ ("Takes over for %s on %s"), partners, words);
}
