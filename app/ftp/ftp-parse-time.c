/* Dates and times of listings: from their numbers to Unix seconds. What is no date is WAYBILL_REMOTE_NO_TIME, never a guess.
 */
#include "ftp-parse-private.h"

#include <string.h>

#define DAY (24 * 60 * 60)

static gboolean
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 1970-01-01, in the Gregorian calendar; year 1 to 9999. */
static gint64
count_days (int year, int month, int day)
{
  static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
  gint64 past = year - 1;

  return past * 365 + past / 4 - past / 100 + past / 400 - 719162 + before[month - 1] + (month > 2 && is_leap (year)) + day
         - 1;
}

/* waybill_ftp_parse_utc:
 *
 * Unix seconds of a moment in UTC; WAYBILL_REMOTE_NO_TIME when the calendar has no such one. A leap second is the one
 * before. */
gint64
waybill_ftp_parse_utc (int year, int month, int day, int hour, int minute, int second)
{
  static const int most[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > most[month - 1]
      || (month == 2 && day == 29 && !is_leap (year)) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
      || second > 60)
    return WAYBILL_REMOTE_NO_TIME;
  return count_days (year, month, day) * DAY + hour * 3600 + minute * 60 + MIN (second, 59);
}

/* waybill_ftp_parse_moment:
 *
 * The same by the server's clock. */
gint64
waybill_ftp_parse_moment (const WaybillFtpReader *reader, int year, int month, int day, int hour, int minute, int second)
{
  gint64 time = waybill_ftp_parse_utc (year, month, day, hour, minute, second);

  return time != WAYBILL_REMOTE_NO_TIME ? time - reader->utc_offset : time;
}

/* waybill_ftp_parse_near_now:
 *
 * A date without a year is of the last twelve months; a day ahead is allowed for servers in zones ahead of ours, also when
 * their new year has begun. */
gint64
waybill_ftp_parse_near_now (const WaybillFtpReader *reader, int month, int day, int hour, int minute, int second)
{
  gint64 time = WAYBILL_REMOTE_NO_TIME;

  for (int ahead = 1; ahead >= -1 && (time == WAYBILL_REMOTE_NO_TIME || time > reader->now + DAY); ahead--)
    time = waybill_ftp_parse_moment (reader, reader->year + ahead, month, day, hour, minute, second);
  return time;
}

/* waybill_ftp_parse_year:
 *
 * A year as it is written: 2026, 26 (1970 to 2069), or 126 (since 1900, as OS/2 counts); 0: none of these. */
int
waybill_ftp_parse_year (int number, int digits)
{
  if (digits == 4)
    return number;
  if (digits == 3)
    return number >= 100 ? 1900 + number : 0;
  return digits != 2 ? 0 : number < 70 ? 2000 + number : 1900 + number;
}

static const char *
take_digits (const char *at, const char *end, int most, int *number, int *digits)
{
  *number = 0;
  for (*digits = 0; at < end && g_ascii_isdigit (*at) && *digits < most; (*digits)++)
    *number = *number * 10 + (*at++ - '0');
  return at;
}

/* What may stand behind the numbers of a time: nothing, a fraction, AM or PM (which move the hour). */
static gboolean
take_clock_end (const char *at, const char *end, int *hour)
{
  WaybillFtpWord rest;

  if (at < end && (*at == '.' || *at == ','))
    for (at++; at < end && g_ascii_isdigit (*at);)
      at++;
  rest = (WaybillFtpWord){ at, (gsize) (end - at) };
  if (rest.length == 0)
    return TRUE;
  if (*hour > 12 || !waybill_ftp_parse_is_one_of (&rest, "AM;PM;A;P"))
    return FALSE;
  *hour = *hour % 12 + (g_ascii_toupper (*at) == 'P' ? 12 : 0);
  return TRUE;
}

/* waybill_ftp_parse_clock:
 *
 * "9:05", "09:05:30", "09.05.30", "9:05PM", "09:05:30.123": hour, minute, second. Whether there is such a time is not looked
 * at. */
gboolean
waybill_ftp_parse_clock (const WaybillFtpWord *word, int clock[3])
{
  const char *end = word->at + word->length;
  const char *at = word->at;
  char separator;
  int digits;

  clock[2] = 0;
  at = take_digits (at, end, 2, &clock[0], &digits);
  if (digits == 0 || end - at < 3 || (*at != ':' && *at != '.'))
    return FALSE;
  separator = *at++;
  at = take_digits (at, end, 2, &clock[1], &digits);
  if (digits != 2)
    return FALSE;
  if (end - at >= 3 && *at == separator && g_ascii_isdigit (at[1]))
    {
      at = take_digits (at + 1, end, 2, &clock[2], &digits);
      if (digits != 2)
        return FALSE;
    }
  else if (separator == '.' && at < end)
    return FALSE;
  return take_clock_end (at, end, &clock[0]);
}

/* waybill_ftp_parse_date:
 *
 * Two or three numbers of at most four digits, parted by one of - / . and nothing else: "11-22-26", "2026/11/22", "26/326".
 */
gboolean
waybill_ftp_parse_date (const WaybillFtpWord *word, WaybillFtpDate *date)
{
  const char *end = word->at + word->length;
  const char *at = word->at;

  date->separator = '\0';
  for (date->n = 0; date->n < 3;)
    {
      at = take_digits (at, end, 4, &date->number[date->n], &date->digits[date->n]);
      if (date->digits[date->n] == 0)
        return FALSE;
      date->n++;
      if (at == end)
        return date->n > 1;
      if ((*at != '-' && *at != '/' && *at != '.') || (date->n > 1 && *at != date->separator))
        return FALSE;
      date->separator = *at++;
    }
  return FALSE;
}

/* A year of four digits says where it stands; dots are only written between day, month and year. */
static WaybillFtpOrder
settle_order (const WaybillFtpDate *date, WaybillFtpOrder order)
{
  if (date->digits[0] == 4)
    return WAYBILL_FTP_ORDER_YMD;
  if (date->separator == '.' && (date->digits[2] == 4 || order == WAYBILL_FTP_ORDER_MDY))
    return WAYBILL_FTP_ORDER_DMY;
  if (date->digits[2] == 4 && order == WAYBILL_FTP_ORDER_YMD)
    return WAYBILL_FTP_ORDER_MDY;
  return order;
}

/* The day of a year: "26/326". */
static gint64
settle_day_of_year (const WaybillFtpReader *reader, const WaybillFtpDate *date, const int clock[3])
{
  int year = waybill_ftp_parse_year (date->number[0], date->digits[0]);
  gint64 time = waybill_ftp_parse_moment (reader, year, 1, 1, clock[0], clock[1], clock[2]);

  if (date->digits[1] != 3 || date->number[1] < 1 || date->number[1] > 365 + is_leap (year)
      || time == WAYBILL_REMOTE_NO_TIME)
    return WAYBILL_REMOTE_NO_TIME;
  return time + (gint64) (date->number[1] - 1) * DAY;
}

/* waybill_ftp_parse_settle:
 *
 * Sets the time of an entry from a date of numbers. A date that does not exist or lies ahead makes it doubtful: in another
 * order it may be a good one, and then that dialect reads the listing better. */
void
waybill_ftp_parse_settle (const WaybillFtpReader *reader,
                          const WaybillFtpDate *date,
                          WaybillFtpOrder order,
                          const int clock[3],
                          WaybillFtpFound *found)
{
  static const int place[3][3] = {
    /* where year, month, day stand */
    [WAYBILL_FTP_ORDER_MDY] = { 2, 0, 1 },
    [WAYBILL_FTP_ORDER_DMY] = { 2, 1, 0 },
    [WAYBILL_FTP_ORDER_YMD] = { 0, 1, 2 },
  };
  static const int midnight[3] = { 0, 0, 0 };
  WaybillFtpReader whole_day = *reader;

  if (clock == NULL)
    {
      /* A day alone is a day, wherever the server stands. */
      whole_day.utc_offset = 0;
      reader = &whole_day;
      clock = midnight;
    }
  if (date->n == 2)
    found->mtime = settle_day_of_year (reader, date, clock);
  else
    {
      const int *at = place[settle_order (date, order)];

      found->mtime = waybill_ftp_parse_moment (reader, waybill_ftp_parse_year (date->number[at[0]], date->digits[at[0]]),
                                               date->number[at[1]], date->number[at[2]], clock[0], clock[1], clock[2]);
    }
  found->is_doubtful = found->mtime == WAYBILL_REMOTE_NO_TIME || found->mtime > reader->now + DAY;
}

/* waybill_ftp_parse_dashed:
 *
 * "22-NOV-2026", "22-Nov-26" or "NOV-22-2026": year, month, day. Whether there is such a day is not looked at. */
gboolean
waybill_ftp_parse_dashed (const WaybillFtpWord *word, int ymd[3])
{
  const char *end = word->at + word->length;
  const char *first = memchr (word->at, '-', word->length);
  const char *second = first != NULL ? memchr (first + 1, '-', (gsize) (end - first - 1)) : NULL;
  WaybillFtpWord month, day;
  int digits, number, year;

  if (second == NULL)
    return FALSE;
  day = (WaybillFtpWord){ word->at, (gsize) (first - word->at) };
  month = (WaybillFtpWord){ first + 1, (gsize) (second - first - 1) };
  if (!g_ascii_isdigit (*word->at))
    {
      WaybillFtpWord swap = day;

      day = month;
      month = swap;
    }
  ymd[1] = waybill_ftp_parse_month (&month);
  if (ymd[1] == 0 || day.length == 0 || take_digits (day.at, day.at + day.length, 2, &ymd[2], &digits) != day.at + day.length
      || take_digits (second + 1, end, 4, &number, &digits) != end)
    return FALSE;
  year = waybill_ftp_parse_year (number, digits);
  ymd[0] = year;
  return year != 0;
}
