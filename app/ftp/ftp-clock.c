/* Times in greetings: Pure-FTPd tells the time of day, z/OS day and time, a few a whole date with its zone. A date may also
 * be that of the program (wu-ftpd): what lies well behind this computer's clock is not taken for the present. */
#include "ftp-clock.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#define DAY (24 * 60 * 60)

static gboolean
take (WaybillCertClockReading *reading, WaybillCertClockSource source, gint64 seconds, gint64 now)
{
  if (seconds < now - 2 * DAY)
    return FALSE;
  *reading = (WaybillCertClockReading){ source, seconds - now, now };
  return TRUE;
}

/* "14:05" or "14:05:33"; seconds of the day, -1 where there is none. */
static int
read_time_of_day (const char *text)
{
  guint hour, minute, second = 0;
  int length = 0;

  if (!g_ascii_isdigit (text[0]) || sscanf (text, "%2u:%2u%n", &hour, &minute, &length) != 2 || length < 4)
    return -1;
  if (text[length] == ':' && sscanf (text + length, ":%2u", &second) != 1)
    return -1;
  return hour < 24 && minute < 60 && second < 61 ? (int) (hour * 3600 + minute * 60 + second) : -1;
}

/* Pure-FTPd: "220-Local time is now 14:05. Server port: 21." The nearest day to this computer's is as good as another. */
static gboolean
read_pure (const char *greeting, gint64 now, WaybillCertClockReading *reading)
{
  static const char words[] = "Local time is now ";
  const char *at = strstr (greeting, words);
  int seconds = at != NULL ? read_time_of_day (at + strlen (words)) : -1;
  gint64 theirs = now / DAY * DAY + seconds;

  if (seconds < 0)
    return FALSE;
  if (theirs > now + DAY / 2)
    theirs -= DAY;
  else if (theirs < now - DAY / 2)
    theirs += DAY;
  return take (reading, WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY, theirs, now);
}

static gint64
to_unix (guint year, guint month, guint day, int seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc ((int) year, (int) month, (int) day, 0, 0, 0);

  return date != NULL ? g_date_time_to_unix (date) + seconds : -1;
}

/* z/OS: "220-FTPD1 IBM FTP CS V2R4 at HOST, 14:05:33 on 2026-11-23." in its local time. */
static gboolean
read_mvs (const char *greeting, gint64 now, WaybillCertClockReading *reading)
{
  for (const char *at = strstr (greeting, " on "); at != NULL; at = strstr (at + 1, " on "))
    {
      guint year, month, day;
      int seconds = at - greeting >= 8 ? read_time_of_day (at - 8) : -1;
      gint64 theirs;

      if (seconds < 0 || sscanf (at, " on %4u-%2u-%2u", &year, &month, &day) != 3)
        continue;
      theirs = to_unix (year, month, day, seconds);
      if (theirs >= 0)
        return take (reading, WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY, theirs, now);
    }
  return FALSE;
}

/* RFC 3339 with its zone: "2026-11-23T14:05:33Z". */
static gboolean
read_iso (const char *word, gint64 now, WaybillCertClockReading *reading)
{
  g_autofree char *text = g_strndup (word, strspn (word, "0123456789-:.+TZ"));
  g_autoptr (GDateTime) time = NULL;

  while (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';
  time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL && take (reading, WAYBILL_CERT_CLOCK_SOURCE_GREETING, g_date_time_to_unix (time), now);
}

/* RFC 5322 in UTC: "Mon, 23 Nov 2026 14:05:33 GMT". */
static gboolean
read_mail (const char *word, gint64 now, WaybillCertClockReading *reading)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  guint day, year;
  char month[4], clock[9], zone[6];

  if (sscanf (word, "%2u %3s %4u %8s %5s", &day, month, &year, clock, zone) != 5 || read_time_of_day (clock) < 0
      || (strncmp (zone, "GMT", 3) != 0 && strncmp (zone, "UTC", 3) != 0 && strcmp (zone, "+0000") != 0))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (strcmp (month, months[i]) == 0)
      {
        gint64 theirs = to_unix (year, i + 1, day, read_time_of_day (clock));

        return theirs >= 0 && take (reading, WAYBILL_CERT_CLOCK_SOURCE_GREETING, theirs, now);
      }
  return FALSE;
}

/* At each word that begins with a digit. */
static gboolean
read_dated (const char *greeting, gint64 now, WaybillCertClockReading *reading)
{
  for (const char *at = greeting; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) && (at == greeting || g_ascii_isspace (at[-1]) || strchr ("([", at[-1]) != NULL)
        && (read_iso (at, now, reading) || read_mail (at, now, reading)))
      return TRUE;
  return FALSE;
}

/**
 * waybill_ftp_clock_read_greeting:
 * @greeting: the text of a 220 (RFC 959 §5.4), several lines of it
 * @now: Unix seconds, this computer's
 * @reading: (out caller-allocates): what the server's clock says
 *
 * Servers are free in what they greet with: only forms that real ones have are read. A date with its zone is believed; of a
 * time without one only the minutes mean anything. Any thread.
 *
 * Returns: %FALSE when there is no time in it, or one that lies two days or more behind
 */
gboolean
waybill_ftp_clock_read_greeting (const char *greeting, gint64 now, WaybillCertClockReading *reading)
{
  return read_dated (greeting, now, reading) || read_pure (greeting, now, reading) || read_mvs (greeting, now, reading);
}
