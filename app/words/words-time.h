/* Dates, spans and sizes as people say them. Reads the clock of base-clock and this computer's zone; it is no calendar. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *waybill_words_time_point    (gint64 unix_seconds); /* "today at 14:05", "22 November at 14:05" */
char *waybill_words_time_day      (gint64 unix_seconds); /* "today", "22 November 2027" */
char *waybill_words_time_utc      (gint64 unix_seconds); /* "22 November 2027 at 14:05 UTC" */
char *waybill_words_time_utc_clock (gint64 unix_seconds); /* "14:05 UTC" */
char *waybill_words_time_pair     (gint64 unix_seconds); /* "22 November 2027 at 15:05 CET (14:05 UTC)" */
char *waybill_words_time_rough    (gint64 seconds);      /* "12 months", "3 days": one unit */
char *waybill_words_time_span     (gint64 seconds);      /* "2 minutes 5 seconds": at most two units */
char *waybill_words_time_duration (gint64 microseconds); /* "34 ms", "1.2 s", then as span */
char *waybill_words_size          (gint64 bytes);        /* "12.3 MB"; below 0: "unknown size" */
char *waybill_words_size_exact    (gint64 bytes);        /* "12.3 MB (12,345,678 bytes)" */

G_END_DECLS
