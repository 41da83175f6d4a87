/* A partner's worst concern as a row of the start page: the same finding as in the sidebar, in a sentence, with what to do.
 */
#include "words-start.h"

#include "base-clock.h"
#include "words-next.h"
#include "words-readiness.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

static const char *const whys[] = {
  [WAYBILL_PARTNER_CONCERN_NONE] = N_ ("Nothing to do."),
  [WAYBILL_PARTNER_CONCERN_NEVER_TESTED] = N_ ("The check of the connection says whether everything fits."),
  [WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED] = N_ ("Everybody on the way can read the password and the files."),
  [WAYBILL_PARTNER_CONCERN_ENDS] = N_ ("Import the new one, and choose the day on which it takes over."),
  [WAYBILL_PARTNER_CONCERN_FUTURE]
  = N_ ("If the partner says that it is valid already, compare this computer’s clock and time zone."),
  [WAYBILL_PARTNER_CONCERN_NEXT_EARLY] = N_ ("The present one is still used."),
  [WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE] = N_ ("The present one is still used."),
  [WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE] = N_ ("Import it again, or take it off the list."),
  [WAYBILL_PARTNER_CONCERN_LAST_FAILED] = N_ ("“Check Connection” in the partner’s tab says which step fails."),
  [WAYBILL_PARTNER_CONCERN_OVER] = N_ ("Import the new one: with this one the partner does not let you in."),
  [WAYBILL_PARTNER_CONCERN_IDENTITY_GONE] = N_ ("Choose another certificate, or import this one again."),
  [WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED] = N_ ("Tick the authorities that may vouch for the server."),
  [WAYBILL_PARTNER_CONCERN_NO_HOST] = N_ ("Fill in the partner’s server, as its sheet names it."),
};

/* What the sidebar says in a few words; NULL: its own words do, with a count or a time in them. */
static const char *const titles[G_N_ELEMENTS (whys)] = {
  [WAYBILL_PARTNER_CONCERN_NEXT_EARLY] = N_ ("%s: the next certificate is not valid yet"),
  [WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE] = N_ ("%s: the next certificate cannot be used"),
  [WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE] = N_ ("%s: an authority is missing"),
  [WAYBILL_PARTNER_CONCERN_IDENTITY_GONE] = N_ ("%s: the certificate is missing"),
  [WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED] = N_ ("%s: nobody is trusted"),
  [WAYBILL_PARTNER_CONCERN_NO_HOST] = N_ ("%s: the host is missing"),
};

/* Texts with a count of days: within a day, one, many. */
static const struct
{
  WaybillPartnerConcern concern;
  const char *near, *one, *many;
} counted[] = {
  { WAYBILL_PARTNER_CONCERN_ENDS, N_ ("%s: the certificate runs out within a day"),
    N_ ("%s: the certificate runs out in %d day"), N_ ("%s: the certificate runs out in %d days") },
  { WAYBILL_PARTNER_CONCERN_FUTURE, N_ ("%s: the certificate starts within a day"),
    N_ ("%s: the certificate starts in %d day"), N_ ("%s: the certificate starts in %d days") },
  { WAYBILL_PARTNER_CONCERN_OVER, N_ ("%s: the certificate ran out less than a day ago"),
    N_ ("%s: the certificate ran out %d day ago"), N_ ("%s: the certificate ran out %d days ago") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (whys) == WAYBILL_PARTNER_CONCERN_NO_HOST + 1);

/**
 * waybill_words_start_greeting:
 * @now: Unix seconds
 *
 * Returns: the title of the start page, by the local time of the day: morning from 4, afternoon from 12, evening from 18
 */
const char *
waybill_words_start_greeting (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  int hour = time != NULL ? g_date_time_get_hour (time) : 12;

  if (hour >= 4 && hour < 12)
    return _ ("Good morning");
  return hour >= 12 && hour < 18 ? _ ("Good afternoon") : _ ("Good evening");
}

/**
 * waybill_words_start_needs:
 * @n_things: how many
 *
 * Returns: (transfer full): "2 things need you", or that everything is in order
 */
char *
waybill_words_start_needs (guint n_things)
{
  if (n_things == 0)
    return g_strdup (_ ("Everything is in order"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing needs you", "%u things need you", n_things), n_things);
}

static char *
say_failed (const char *name, const WaybillPartnerReadiness *readiness)
{
  g_autofree char *day = waybill_words_time_day (readiness->when);
  g_autofree char *today = waybill_words_time_day (waybill_base_clock_now ());
  g_autofree char *point = waybill_words_time_point (readiness->when);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (readiness->when);
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  if (!g_str_equal (day, today) || clock == NULL)
    /* Translators: a partner; such as "yesterday at 14:05". */
    return readiness->failed_check ? g_strdup_printf (_ ("%s: last check failed, %s"), name, point)
                                   : g_strdup_printf (_ ("%s: last run failed, %s"), name, point);
  /* Translators: a partner; a time of the day. */
  return readiness->failed_check ? g_strdup_printf (_ ("%s: last check failed at %s"), name, clock)
                                 : g_strdup_printf (_ ("%s: last run failed at %s"), name, clock);
}

/**
 * waybill_words_start_title:
 * @partner: a partner
 * @readiness: what was found
 *
 * Returns: (transfer full): its worst concern, led by its name
 */
char *
waybill_words_start_title (WaybillPartner *partner, const WaybillPartnerReadiness *readiness)
{
  const char *name = waybill_partner_get_name (partner);
  g_autofree char *reason = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    if (counted[i].concern == readiness->worst && readiness->days < 1)
      return g_strdup_printf (_ (counted[i].near), name);
    else if (counted[i].concern == readiness->worst)
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, counted[i].one, counted[i].many, (gulong) readiness->days), name,
                              (int) MIN (readiness->days, G_MAXINT));
  if (titles[readiness->worst] != NULL)
    return g_strdup_printf (_ (titles[readiness->worst]), name);
#pragma GCC diagnostic pop
  if (readiness->worst == WAYBILL_PARTNER_CONCERN_LAST_FAILED)
    return say_failed (name, readiness);
  reason = waybill_words_readiness_reason (readiness);
  /* Translators: a partner; such as "Last run failed at 02:10". */
  return g_strdup_printf (_ ("%s: %s"), name, reason);
}

/* A next certificate that can be used on its day: in time, or after a gap. */
static char *
say_next (WaybillPartner *partner, WaybillCertStore *store, gint64 now)
{
  const char *fingerprint = waybill_partner_get_identity (partner);
  const WaybillCertEntry *entry = fingerprint != NULL ? waybill_cert_store_find_fingerprint (store, fingerprint) : NULL;
  const WaybillCertEntry *next = waybill_cert_store_find_fingerprint (store, waybill_partner_get_next_identity (partner));
  g_autofree char *day = NULL;
  gint64 begin = 0;

  waybill_partner_next_read_day (waybill_partner_get_next_from (partner), &begin);
  begin = MAX (begin, waybill_cert_certificate_get_not_before (next->certificate));
  day = waybill_words_next_day (begin);
  if (entry != NULL && begin > waybill_cert_certificate_get_not_after (entry->certificate))
    /* Translators: a day. */
    return g_strdup_printf (_ ("The new one takes over on %s, after this one has run out. Choose an earlier day."), day);
  /* Translators: a day. */
  return g_strdup_printf (_ ("The new one is in the store and takes over on %s. Nothing to do unless the partner says "
                             "otherwise."),
                          day);
}

/**
 * waybill_words_start_why:
 * @partner: a partner
 * @store: where its certificates are
 * @readiness: what was found
 * @now: Unix seconds
 *
 * Returns: (transfer full): what to do about its worst concern, or that nothing is to be done
 */
char *
waybill_words_start_why (WaybillPartner *partner,
                         WaybillCertStore *store,
                         const WaybillPartnerReadiness *readiness,
                         gint64 now)
{
  WaybillPartnerNext next = waybill_partner_next_judge (partner, store, now);

  switch (readiness->worst)
    {
    case WAYBILL_PARTNER_CONCERN_NEXT_EARLY:
    case WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE:
      return next != WAYBILL_PARTNER_NEXT_NONE ? waybill_words_next_sentence (partner, store, now)
                                               : g_strdup (_ (whys[readiness->worst]));
    case WAYBILL_PARTNER_CONCERN_ENDS:
    case WAYBILL_PARTNER_CONCERN_OVER:
      return next == WAYBILL_PARTNER_NEXT_WAITS ? say_next (partner, store, now) : g_strdup (_ (whys[readiness->worst]));
    default:
      return g_strdup (_ (whys[readiness->worst]));
    }
}
