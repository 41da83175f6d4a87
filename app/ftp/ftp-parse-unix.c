/* LIST lines in the form of Unix's `ls -l`: mode, links, owner, group (or none), size, date, name. Columns are found from
 * the date, because owners and groups may hold blanks and some servers leave columns out. */
#include "ftp-parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 12
#define DAY (24 * 60 * 60)

typedef struct
{
  char *at;
  gsize length;
} Word;

static guint
split (char *line, Word *words)
{
  guint n = 0;
  char *at = line + strspn (line, " \t");

  while (*at != '\0' && n < MOST_WORDS)
    {
      words[n].at = at;
      words[n].length = strcspn (at, " \t");
      at += words[n].length;
      at += strspn (at, " \t");
      n++;
    }
  return n;
}

static gboolean
is_mode (const Word *word)
{
  return word->length >= 10 && strchr ("-dlbcpsD", word->at[0]) != NULL && strspn (word->at + 1, "-rwxsStTlL") >= 9;
}

static int
get_month (const Word *word)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

  for (int i = 0; word->length == 3 && i < 12; i++)
    if (g_ascii_strncasecmp (word->at, months[i], 3) == 0)
      return i + 1;
  return 0;
}

static gboolean
is_number (const Word *word)
{
  return word->length > 0 && word->length < 19 && strspn (word->at, "0123456789") >= word->length;
}

static gint64
to_unix (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new (utc, year, month, day, hour, minute, 0);

  return time != NULL ? g_date_time_to_unix (time) : WAYBILL_REMOTE_NO_TIME;
}

/* A date without a year is of the last twelve months; a day ahead is allowed for servers in zones ahead of ours, also when
 * their new year has begun. */
static gint64
near_now (gint64 now, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
  int year = today != NULL ? g_date_time_get_year (today) : 1970;
  gint64 time = WAYBILL_REMOTE_NO_TIME;

  for (int ahead = 1; ahead >= -1 && (time == WAYBILL_REMOTE_NO_TIME || time > now + DAY); ahead--)
    time = to_unix (year + ahead, month, day, hour, minute);
  return time;
}

/* `Nov 22 10:15` or `Nov 22 2025`. */
static gboolean
read_date (const Word *words, gint64 now, gint64 *time)
{
  int month = get_month (&words[0]);
  int day = is_number (&words[1]) ? atoi (words[1].at) : 0;
  int hour, minute;

  if (month == 0 || day < 1 || day > 31)
    return FALSE;
  if (memchr (words[2].at, ':', words[2].length) != NULL && sscanf (words[2].at, "%2d:%2d", &hour, &minute) == 2)
    *time = near_now (now, month, day, hour, minute);
  else if (is_number (&words[2]) && words[2].length == 4)
    *time = to_unix (atoi (words[2].at), month, day, 0, 0);
  else
    return FALSE;
  return TRUE;
}

/* `2026-11-22 10:15`, as ls --time-style=long-iso writes it. */
static gboolean
read_iso_date (const Word *words, gint64 *time)
{
  int year, month, day, hour, minute;

  if (words[0].length != 10 || sscanf (words[0].at, "%4d-%2d-%2d", &year, &month, &day) != 3
      || sscanf (words[1].at, "%2d:%2d", &hour, &minute) != 2)
    return FALSE;
  *time = to_unix (year, month, day, hour, minute);
  return TRUE;
}

static guint
find_date (const Word *words, guint n, gint64 now, gint64 *time, guint *width)
{
  for (guint i = 2; i + 2 < n; i++)
    {
      *width = 3;
      if (is_number (&words[i - 1]) && read_date (&words[i], now, time))
        return i;
      *width = 2;
      if (is_number (&words[i - 1]) && read_iso_date (&words[i], time))
        return i;
    }
  return 0;
}

/* "total 12", "Total of 4", "total": how many blocks there are. */
static gboolean
is_total (const Word *words, guint n)
{
  return n >= 1 && n <= 3 && words[0].length == 5 && g_ascii_strncasecmp (words[0].at, "total", 5) == 0
         && (n == 1 || is_number (&words[n - 1]));
}

static WaybillRemoteEntryType
get_type (char letter)
{
  switch (letter)
    {
    case '-':
      return WAYBILL_REMOTE_ENTRY_FILE;
    case 'd':
      return WAYBILL_REMOTE_ENTRY_DIR;
    case 'l':
      return WAYBILL_REMOTE_ENTRY_LINK;
    default:
      return WAYBILL_REMOTE_ENTRY_OTHER;
    }
}

/**
 * waybill_ftp_parse_unix_line:
 * @line: a line; changed
 * @now: Unix seconds: dates without a year are of the twelve months before it
 * @entry: (out caller-allocates): what it says; its strings point into @line
 *
 * Times are taken as UTC, as the server wrote them.
 *
 * Returns: %FALSE when it is no such line
 */
gboolean
waybill_ftp_parse_unix_line (char *line, gint64 now, WaybillRemoteEntry *entry)
{
  Word words[MOST_WORDS];
  guint n = split (line, words);
  guint width = 0;
  guint date;
  const Word *last;
  char *arrow;

  if (is_total (words, n))
    return TRUE; /* the number of blocks: left out */
  if (n < 6 || !is_mode (&words[0]))
    return FALSE;
  date = find_date (words, n, now, &entry->mtime, &width);
  if (date == 0)
    return FALSE;

  last = &words[date + width - 1];
  if (last->at[last->length] == '\0')
    return FALSE; /* a line that ends with its date: no name follows */
  entry->type = get_type (words[0].at[0]);
  entry->size = g_ascii_strtoll (words[date - 1].at, NULL, 10);
  words[0].at[words[0].length] = '\0';
  entry->mode = words[0].at + 1;
  /* One blank parts the date from the name: further ones belong to the name. */
  entry->name = last->at + last->length + 1;

  arrow = entry->type == WAYBILL_REMOTE_ENTRY_LINK ? strstr (last->at + last->length + 1, " -> ") : NULL;
  if (arrow != NULL)
    {
      *arrow = '\0';
      entry->target = arrow + 4;
    }
  return entry->name[0] != '\0';
}
