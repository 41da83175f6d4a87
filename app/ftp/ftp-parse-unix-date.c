/* The dates in front of names, as `ls` writes them in all its styles and languages: which words they are, and what moment
 * they tell. */
#include "ftp-parse-private.h"

#include <string.h>

/* The word without one of these endings, parted by ";", where it has one. */
static WaybillFtpWord
strip (const WaybillFtpWord *word, const char *endings)
{
  while (*endings != '\0')
    {
      gsize length = strcspn (endings, ";");

      if (word->length > length && memcmp (word->at + word->length - length, endings, length) == 0)
        return (WaybillFtpWord){ word->at, word->length - length };
      endings += length + (endings[length] == ';');
    }
  return *word;
}

/* "22", "22.", "22," and "22日" in UTF-8, Shift-JIS, EUC-JP and GBK. */
static gboolean
read_day (const WaybillFtpWord *word, int *day)
{
  WaybillFtpWord bare = *word;
  gint64 number;

  /* Most words are none, which is seen at once. */
  if (!g_ascii_isdigit (word->at[0]) || word->length > 5)
    return FALSE;
  if (!g_ascii_isdigit (word->at[word->length - 1]))
    bare = strip (word, ".;,;日;일;\x93\xfa;\xc6\xfc;\xc8\xd5");
  if (bare.length > 2)
    return FALSE;
  if (!waybill_ftp_parse_number (&bare, &number) || number < 1 || number > 31)
    return FALSE;
  *day = (int) number;
  return TRUE;
}

static gboolean
read_year (const WaybillFtpWord *word, int *year)
{
  WaybillFtpWord bare = *word;
  gint64 number;

  if (!g_ascii_isdigit (word->at[0]) || word->length < 4 || word->length > 7)
    return FALSE;
  if (word->length > 4)
    bare = strip (word, "年;년;\x94\x4e;\xc7\xaf;\xc4\xea");

  if (bare.length != 4 || !waybill_ftp_parse_number (&bare, &number))
    return FALSE;
  *year = (int) number;
  return TRUE;
}

/* Gives how many of the n words are a date, 0: none. */
typedef guint (*ReadDate) (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time);

static gboolean
may_end_date (const WaybillFtpWord *word)
{
  int clock[3], year;

  return waybill_ftp_parse_clock (word, clock) || read_year (word, &year);
}

/* `10:15`, `2025`, `10:15:30 2025`: behind month and day, of which there is one at least. */
static guint
read_behind_day (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, int month, int day, gint64 *time)
{
  int clock[3] = { 0, 0, 0 }, year = 0;

  if (!waybill_ftp_parse_clock (&words[0], clock))
    {
      read_year (&words[0], &year);
      /* "Nov 22, 2026 10:15", as VShell has it. */
      if (n > 1 && words[-1].at[words[-1].length - 1] == ',' && waybill_ftp_parse_clock (&words[1], clock))
        {
          *time = waybill_ftp_parse_moment (reader, year, month, day, clock[0], clock[1], clock[2]);
          return 2;
        }
      *time = waybill_ftp_parse_utc (year, month, day, 0, 0, 0);
      return 1;
    }
  /* A year behind it only where the seconds stand too: else it may be the name. */
  if (n > 1 && words[0].length >= 7 && read_year (&words[1], &year))
    {
      *time = waybill_ftp_parse_moment (reader, year, month, day, clock[0], clock[1], clock[2]);
      return 2;
    }
  *time = waybill_ftp_parse_near_now (reader, month, day, clock[0], clock[1], clock[2]);
  return 1;
}

/* `Nov 22 10:15`, `Nov 22  2025`; `11月 22日 10:15` likewise. */
static guint
read_month_first (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time)
{
  int month, day;

  /* The month last: most words are none, and that takes longest to know. */
  if (n < 3 || !read_day (&words[1], &day) || !may_end_date (&words[2])
      || (month = waybill_ftp_parse_month (&words[0])) == 0)
    return 0;
  return 2 + read_behind_day (reader, words + 2, n - 2, month, day, time);
}

/* `22 Nov 10:15`, `22. Nov 2025`, as many languages have it. */
static guint
read_day_first (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time)
{
  int month, day;

  if (n < 3 || !read_day (&words[0], &day) || !may_end_date (&words[2])
      || (month = waybill_ftp_parse_month (&words[1])) == 0)
    return 0;
  return 2 + read_behind_day (reader, words + 2, n - 2, month, day, time);
}

/* "+0200": how far the server's clock is ahead. */
static gboolean
read_zone (const WaybillFtpWord *word, gint64 *seconds)
{
  const WaybillFtpWord digits = { word->at + 1, word->length - 1 };
  gint64 number;

  if (word->length != 5 || (word->at[0] != '+' && word->at[0] != '-') || !waybill_ftp_parse_number (&digits, &number))
    return FALSE;
  *seconds = (number / 100 * 3600 + number % 100 * 60) * (word->at[0] == '-' ? -1 : 1);
  return TRUE;
}

/* Without a year: `11-22 10:15`, `11-22 2025`. */
static guint
read_month_and_day (const WaybillFtpReader *reader, const WaybillFtpDate *date, const WaybillFtpWord *next, gint64 *time)
{
  int clock[3], year;

  if (date->digits[0] != 2 || date->digits[1] != 2)
    return 0;
  if (waybill_ftp_parse_clock (next, clock))
    *time = waybill_ftp_parse_near_now (reader, date->number[0], date->number[1], clock[0], clock[1], clock[2]);
  else if (read_year (next, &year))
    *time = waybill_ftp_parse_utc (year, date->number[0], date->number[1], 0, 0, 0);
  else
    return 0;
  return 2;
}

/* What ls --time-style writes: `2026-11-22 10:15`, `2026-11-22 10:15:00.000000000 +0100`, `11-22 10:15`, `2025-11-22`; and
 * the same with slashes, or with the day in front: `22-11-2026 10:15`. */
static guint
read_iso (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time)
{
  WaybillFtpReader own = *reader;
  WaybillFtpDate date;
  int clock[3];
  guint year, width = 2;

  if (!waybill_ftp_parse_date (&words[0], &date) || date.separator == '.')
    return 0;
  if (date.n == 2)
    return n > 1 ? read_month_and_day (reader, &date, &words[1], time) : 0;
  year = date.digits[0] == 4 ? 0 : 2;
  if (date.digits[year] != 4)
    return 0;
  if (n < 2 || !waybill_ftp_parse_clock (&words[1], clock))
    {
      *time = waybill_ftp_parse_utc (date.number[year], date.number[1], date.number[2 - year], 0, 0, 0);
      return 1;
    }
  if (n > 2 && words[1].length > 5 && read_zone (&words[2], &own.utc_offset))
    width = 3;
  *time = waybill_ftp_parse_moment (&own, date.number[year], date.number[1], date.number[2 - year], clock[0], clock[1],
                                    clock[2]);
  return width;
}

/* `2026年11月22日 10:15`: all in one word, or the year in one of its own. */
static guint
read_year_first (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time)
{
  int clock[3] = { 0, 0, 0 };
  int year, month, day;
  guint width = 3;

  if (n < 3 || words[0].length != 7 || !read_year (&words[0], &year) || (month = waybill_ftp_parse_month (&words[1])) == 0
      || !read_day (&words[2], &day))
    return 0;
  if (n > 3 && waybill_ftp_parse_clock (&words[3], clock))
    width = 4;
  *time = waybill_ftp_parse_moment (reader, year, month, day, clock[0], clock[1], clock[2]);
  return width;
}

/* waybill_ftp_parse_unix_date:
 *
 * How many of the n words from here on are a date in any form, 0: none; and the moment, WAYBILL_REMOTE_NO_TIME where there
 * is no such day or time. */
guint
waybill_ftp_parse_unix_date (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, gint64 *time)
{
  static const ReadDate forms[] = { read_month_first, read_iso, read_day_first, read_year_first };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      guint width = forms[i](reader, words, n, time);

      if (width > 0)
        return width;
    }
  return 0;
}
