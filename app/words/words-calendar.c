/* What runs out as a file that every calendar reads: an iCalendar object (RFC 5545) with an all-day event for each. Days are
 * local ones: a person looks at a calendar where the certificate is used. */
#include "words-watch.h"

#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 5545, 3.1: without the line break. */
#define MOST_OCTETS 75

/* RFC 5545, 3.1: a longer line goes on after a line break and a blank, and no character is cut in two. */
static void
add_line (GString *text, const char *line)
{
  gsize used = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (used + length > MOST_OCTETS)
        {
          g_string_append (text, "\r\n ");
          used = 1;
        }
      g_string_append_len (text, at, (gssize) length);
      used += length;
    }
  g_string_append (text, "\r\n");
}

/* RFC 5545, 3.3.11. A label may hold anything; controls have no place in a calendar. */
static void
add_text (GString *text, const char *property, const char *value)
{
  g_autoptr (GString) line = g_string_new (property);
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (line, ':');
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n')
        g_string_append (line, "\\n");
      else if (g_unichar_iscntrl (c))
        g_string_append_c (line, ' ');
      else if (c < 128 && strchr ("\\;,", (int) c) != NULL)
        g_string_append_printf (line, "\\%c", (char) c);
      else
        g_string_append_unichar (line, c);
    }
  add_line (text, line->str);
}

static void
add_time (GString *text, const char *property, gint64 unix_seconds, gboolean is_day)
{
  g_autoptr (GDateTime) time
      = is_day ? g_date_time_new_from_unix_local (unix_seconds) : g_date_time_new_from_unix_utc (unix_seconds);
  g_autofree char *value = time != NULL ? g_date_time_format (time, is_day ? "%Y%m%d" : "%Y%m%dT%H%M%SZ") : NULL;
  g_autofree char *line = g_strdup_printf ("%s:%s", property, value);

  add_line (text, line);
}

static void
add_alarm (GString *text, const char *trigger, const char *summary)
{
  g_autofree char *line = g_strdup_printf ("TRIGGER:%s", trigger);

  add_line (text, "BEGIN:VALARM");
  add_line (text, "ACTION:DISPLAY");
  add_line (text, line);
  add_text (text, "DESCRIPTION", summary);
  add_line (text, "END:VALARM");
}

static char *
dup_summary (const WaybillPartnerWatchItem *item)
{
  if (item->kind == WAYBILL_PARTNER_WATCH_SERVER)
    /* Translators: a host. */
    return g_strdup_printf (_ ("%s: their certificate runs out"), item->name);
  /* Translators: a certificate's name. */
  return g_strdup_printf (_ ("%s runs out"), item->name);
}

static char *
dup_description (const WaybillPartnerWatchItem *item)
{
  g_autofree char *moment = waybill_words_time_pair (item->end);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < item->partners->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", waybill_partner_get_name (item->partners->pdata[i]));
  if (names->len == 0)
    /* Translators: a day and time. */
    return g_strdup_printf (_ ("It runs out on %s. No partner uses it."), moment);
  /* Translators: a day and time; names of partners. */
  return g_strdup_printf (_ ("It runs out on %s.\nPartners: %s"), moment, names->str);
}

/* The fingerprint makes it the same event when the file is read again, which then takes the place of the old one. */
static void
add_event (GString *text, const WaybillPartnerWatchItem *item, gint64 now)
{
  g_autofree char *uid = g_strdup_printf ("UID:%s@waybill", waybill_cert_certificate_get_fingerprint (item->certificate));
  g_autofree char *summary = dup_summary (item), *description = dup_description (item);

  add_line (text, "BEGIN:VEVENT");
  add_line (text, uid);
  add_time (text, "DTSTAMP", now, FALSE);
  add_time (text, "DTSTART;VALUE=DATE", item->end, TRUE);
  add_text (text, "SUMMARY", summary);
  add_text (text, "DESCRIPTION", description);
  add_line (text, "TRANSP:TRANSPARENT");
  add_alarm (text, "-P30D", summary);
  add_alarm (text, "-P7D", summary);
  add_line (text, "END:VEVENT");
}

/* A certificate may name a year that no calendar holds. */
static gboolean
has_date (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL && g_date_time_get_year (time) >= 1970;
}

/**
 * waybill_words_watch_calendar:
 * @items: (element-type WaybillPartnerWatchItem): what runs out
 * @now: Unix seconds
 *
 * Returns: (transfer full): an iCalendar object, UTF-8, with a reminder 30 and one 7 days before each
 */
char *
waybill_words_watch_calendar (GPtrArray *items, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_line (text, "BEGIN:VCALENDAR");
  add_line (text, "VERSION:2.0");
  add_line (text, "PRODID:-//Waybill//Certificates//EN");
  add_line (text, "CALSCALE:GREGORIAN");
  for (guint i = 0; i < items->len; i++)
    if (has_date (((WaybillPartnerWatchItem *) items->pdata[i])->end))
      add_event (text, items->pdata[i], now);
  add_line (text, "END:VCALENDAR");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
