/* What runs out, in words: a row, its reason, a notification; and the file for a calendar. Reads no clock but through what it is
 * given; it changes nothing. */
#pragma once

#include "words.h"

#include "partner-watch.h"

G_BEGIN_DECLS

/* "Harbour Foods client 2026-12 runs out in 12 days": (transfer full), as all of them. */
char *waybill_words_watch_news     (const WaybillPartnerWatchItem *item);
/* "Norrland Parts: their certificate runs out in 8 days", as a row of the start page. */
char *waybill_words_watch_title    (const WaybillPartnerWatchItem *item);
/* What to do, or that nothing is to be done. */
char *waybill_words_watch_why      (const WaybillPartnerWatchItem *item);
/* "12 days" · "Ran out 20 days ago, replaced" · "8 months, their certificate". */
char *waybill_words_watch_left     (const WaybillPartnerWatchItem *item,
                                    gint64                         now);
/* items: (element-type WaybillPartnerWatchItem). An iCalendar object, RFC 5545: the day on which each runs out. */
char *waybill_words_watch_calendar (GPtrArray                     *items,
                                    gint64                         now);

G_END_DECLS
