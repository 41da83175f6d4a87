/* One certificate is one row. Whose it is decides the words: ours can be replaced, theirs only they renew. */
#include "words-watch.h"

#include "words-next.h"
#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

/* Texts with a count of days: within a day, one, many; "%s" is the certificate or whom it concerns. */
typedef struct
{
  const char *near;
  const char *one;
  const char *many;
} Days;

static const Days news = { N_ ("%s runs out within a day"), N_ ("%s runs out in %d day"), N_ ("%s runs out in %d days") };
static const Days news_over
    = { N_ ("%s ran out less than a day ago"), N_ ("%s ran out %d day ago"), N_ ("%s ran out %d days ago") };

static const Days titles[][2] = {
  [WAYBILL_PARTNER_WATCH_IDENTITY]
  = { { N_ ("%s: the certificate runs out within a day"), N_ ("%s: the certificate runs out in %d day"),
        N_ ("%s: the certificate runs out in %d days") },
      { N_ ("%s: the certificate ran out less than a day ago"), N_ ("%s: the certificate ran out %d day ago"),
        N_ ("%s: the certificate ran out %d days ago") } },
  [WAYBILL_PARTNER_WATCH_AUTHORITY]
  = { { N_ ("%s: the authority runs out within a day"), N_ ("%s: the authority runs out in %d day"),
        N_ ("%s: the authority runs out in %d days") },
      { N_ ("%s: the authority ran out less than a day ago"), N_ ("%s: the authority ran out %d day ago"),
        N_ ("%s: the authority ran out %d days ago") } },
  [WAYBILL_PARTNER_WATCH_SERVER]
  = { { N_ ("%s: their certificate runs out within a day"), N_ ("%s: their certificate runs out in %d day"),
        N_ ("%s: their certificate runs out in %d days") },
      { N_ ("%s: their certificate ran out less than a day ago"), N_ ("%s: their certificate ran out %d day ago"),
        N_ ("%s: their certificate ran out %d days ago") } },
};

static const char *const no_heirs[][2] = {
  [WAYBILL_PARTNER_WATCH_IDENTITY] = { N_ ("Import the new one, and choose the day on which it takes over."),
                                       N_ ("Import the new one: with this one nobody lets you in.") },
  [WAYBILL_PARTNER_WATCH_AUTHORITY] = { N_ ("Ask the partner for the new authority, and import it before then."),
                                        N_ ("Ask the partner for the new authority, and import it.") },
  [WAYBILL_PARTNER_WATCH_SERVER]
  = { N_ ("The partner renews it. Waybill shows you the new one when it comes."),
      N_ ("The partner has to renew it. Ask them when they will, if they have not done so yet.") },
};

static char *
say (const Days *days, const char *who, gint64 count)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (count < 1)
    return g_strdup_printf (_ (days->near), who);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, days->one, days->many, (gulong) count), who,
                          (int) MIN (count, G_MAXINT));
#pragma GCC diagnostic pop
}

static gboolean
is_over (const WaybillPartnerWatchItem *item)
{
  return item->level == WAYBILL_PARTNER_WATCH_OVER;
}

/**
 * waybill_words_watch_news:
 * @item: what runs out
 *
 * Returns: (transfer full): that it does and when, for a notification
 */
char *
waybill_words_watch_news (const WaybillPartnerWatchItem *item)
{
  return say (is_over (item) ? &news_over : &news, item->name, item->days);
}

/* Partners are named as long as there is one; else the certificate is. */
static const char *
get_subject (const WaybillPartnerWatchItem *item)
{
  return item->partners->len == 1 && item->kind != WAYBILL_PARTNER_WATCH_AUTHORITY
             ? waybill_partner_get_name (item->partners->pdata[0])
             : item->name;
}

/**
 * waybill_words_watch_title:
 * @item: what runs out
 *
 * Returns: (transfer full): the same, led by whom it concerns
 */
char *
waybill_words_watch_title (const WaybillPartnerWatchItem *item)
{
  return say (&titles[item->kind][is_over (item)], get_subject (item), item->days);
}

/**
 * waybill_words_watch_why:
 * @item: what runs out
 *
 * Returns: (transfer full): what is to be done about it, or that nothing is
 */
char *
waybill_words_watch_why (const WaybillPartnerWatchItem *item)
{
  g_autofree char *day = item->next_begin != 0 ? waybill_words_next_day (item->next_begin) : NULL;

  if (item->is_replaced && item->kind == WAYBILL_PARTNER_WATCH_AUTHORITY)
    return g_strdup (_ ("A newer one of the same name is trusted already. Nothing to do."));
  if (item->is_replaced)
    /* Translators: a day. */
    return g_strdup_printf (_ ("The new one is in the store and takes over on %s. Nothing to do unless the partner says "
                               "otherwise."),
                            day);
  if (day != NULL && item->next_begin > item->end)
    /* Translators: a day. */
    return g_strdup_printf (_ ("The new one takes over on %s, after this one has run out. Choose an earlier day."), day);
  if (day != NULL)
    return g_strdup (_ ("A new one takes over, but not for all partners that are shown this one."));
  return g_strdup (_ (no_heirs[item->kind][is_over (item)]));
}

/**
 * waybill_words_watch_left:
 * @item: what runs out
 * @now: Unix seconds
 *
 * Returns: (transfer full): how long it still is, in a few words
 */
char *
waybill_words_watch_left (const WaybillPartnerWatchItem *item, gint64 now)
{
  g_autofree char *distance = waybill_words_time_rough (item->end - now);
  g_autofree char *over = is_over (item) ? g_strdup_printf (_ ("Ran out %s ago"), distance) : NULL;
  const char *left = over != NULL ? over : distance;

  if (item->is_replaced)
    /* Translators: "Ran out 20 days ago" or "12 days"; another certificate takes its place. */
    return g_strdup_printf (_ ("%s, replaced"), left);
  if (item->kind == WAYBILL_PARTNER_WATCH_SERVER)
    /* Translators: "Ran out 20 days ago" or "12 days"; the certificate is the partner's. */
    return g_strdup_printf (_ ("%s, their certificate"), left);
  return g_strdup (left);
}
