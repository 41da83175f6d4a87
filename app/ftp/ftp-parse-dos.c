/* Listings in the manner of DOS: IIS and `dir` (date, time, <DIR> or size, name), OS/2 (size, attributes, date, time, name),
 * and the old servers for Windows 3 (name, size, date, time). */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 8

/* What `dir` writes above and below: " Volume in drive C", "12 File(s) 3,456 bytes", in English. */
static gboolean
is_frame (const char *line, const WaybillFtpWord *words, guint n)
{
  gint64 number;

  if (waybill_ftp_parse_begins (line, "Volume in drive ") || waybill_ftp_parse_begins (line, "Volume Serial Number ")
      || waybill_ftp_parse_begins (line, "Directory of ") || waybill_ftp_parse_begins (line, "Total Files Listed:"))
    return TRUE;
  return n >= 3 && waybill_ftp_parse_grouped (&words[0], &number)
         && waybill_ftp_parse_is_one_of (&words[1], "File(s);Dir(s);Files;Dirs")
         && waybill_ftp_parse_grouped (&words[2], &number);
}

/* "<JUNCTION>     name [C:\target]": the place that it stands for, in brackets. */
static void
split_junction (WaybillFtpFound *found)
{
  const char *end = found->name.at + found->name.length;
  const char *open = g_strrstr_len (found->name.at, (gssize) found->name.length, " [");

  if (end[-1] != ']' || open == NULL || open == found->name.at)
    return;
  found->target = (WaybillFtpWord){ open + 2, (gsize) (end - open - 3) };
  found->name.length = (gsize) (open - found->name.at);
}

/* "<DIR>", "<JUNCTION>", "1,234", and the name behind it. */
static WaybillFtpRead
read_what (const WaybillFtpWord *word, const char *end, WaybillFtpFound *found)
{
  found->name = waybill_ftp_parse_behind (word, end);
  if (found->name.length == 0)
    return WAYBILL_FTP_READ_NO;
  if (waybill_ftp_parse_is (word, "<DIR>"))
    found->type = WAYBILL_REMOTE_ENTRY_DIR;
  else if (waybill_ftp_parse_is_one_of (word, "<JUNCTION>;<SYMLINKD>;<SYMLINK>"))
    {
      found->type = WAYBILL_REMOTE_ENTRY_LINK;
      split_junction (found);
    }
  else if (waybill_ftp_parse_grouped (word, &found->size))
    found->type = WAYBILL_REMOTE_ENTRY_FILE;
  else
    return WAYBILL_FTP_READ_NO;
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_dos:
 *
 * "11-22-26  10:15AM       <DIR>          name": IIS (both with years of two and four digits), `dir`, Windows CE. Whether
 * day or month is first is the row's order; the clock may have 12 or 24 hours. */
WAYBILL_FTP_READER (dos)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpDate date;
  WaybillFtpRead read;
  int clock[3];
  guint what = 2;

  if (n < 4 || !waybill_ftp_parse_date (&words[0], &date) || date.n != 3 || !waybill_ftp_parse_clock (&words[1], clock))
    return is_frame (line, words, n) ? WAYBILL_FTP_READ_NOTHING : WAYBILL_FTP_READ_NO;
  /* "10:15 AM" */
  if (waybill_ftp_parse_is_one_of (&words[2], "AM;PM;a.m.;p.m."))
    {
      if (clock[0] <= 12)
        clock[0] = clock[0] % 12 + (g_ascii_toupper (words[2].at[0]) == 'P' ? 12 : 0);
      what = 3;
    }
  read = read_what (&words[what], line + length, found);
  if (read == WAYBILL_FTP_READ_ENTRY)
    waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
  return read;
}

/* waybill_ftp_parse_os2:
 *
 * "     1234      A      11-22-26   10:15  NAME": size, attributes (none, letters of RASH, or DIR), date, time, name. Years
 * go on counting: 126 is 2026. */
WAYBILL_FTP_READER (os2)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpDate date;
  int clock[3];
  guint at = 1;
  gboolean is_folder = FALSE;

  while (at < n && at < 4
         && (waybill_ftp_parse_is (&words[at], "DIR")
             || (waybill_ftp_parse_is_of (&words[at], "RASH") && words[at].length <= 4)))
    is_folder = waybill_ftp_parse_is (&words[at++], "DIR") || is_folder;
  if (at + 2 >= n || !waybill_ftp_parse_number (&words[0], &found->size) || !waybill_ftp_parse_date (&words[at], &date)
      || date.n != 3 || !waybill_ftp_parse_clock (&words[at + 1], clock))
    return WAYBILL_FTP_READ_NO;
  found->type = is_folder ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  if (is_folder)
    found->size = -1;
  found->name = waybill_ftp_parse_behind (&words[at + 1], line + length);
  waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
  return WAYBILL_FTP_READ_ENTRY;
}

/* "11-22-26 10:15" (SuperTCP) or "Nov 22 2026 10:15" (Chameleon): how many words they are. */
static guint
read_old_date (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  WaybillFtpDate date;
  gint64 day, year;
  int clock[3];
  int month;

  if (n >= 2 && waybill_ftp_parse_date (&words[0], &date) && date.n == 3 && waybill_ftp_parse_clock (&words[1], clock))
    {
      waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
      return 2;
    }
  if (n < 4 || (month = waybill_ftp_parse_month (&words[0])) == 0 || words[1].length > 2
      || !waybill_ftp_parse_number (&words[1], &day) || words[2].length > 4 || !waybill_ftp_parse_number (&words[2], &year)
      || !waybill_ftp_parse_clock (&words[3], clock))
    return 0;
  found->mtime = waybill_ftp_parse_moment (reader, waybill_ftp_parse_year ((int) year, (int) words[2].length), month,
                                           (int) day, clock[0], clock[1], clock[2]);
  return 4;
}

/* waybill_ftp_parse_supertcp:
 *
 * "DESIGN.DOC     11264    11-22-26   10:15": names of eight and three letters in front. */
WAYBILL_FTP_READER (supertcp)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  gboolean is_folder = n > 1 && waybill_ftp_parse_is (&words[1], "<DIR>");
  guint width;

  if (n < 4 || n > 7 || (!is_folder && !waybill_ftp_parse_number (&words[1], &found->size)))
    return WAYBILL_FTP_READ_NO;
  width = read_old_date (reader, words + 2, n - 2, found);
  /* Chameleon's attributes may stand behind. */
  if (width == 0 || n > width + 3)
    return WAYBILL_FTP_READ_NO;
  found->type = is_folder ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  found->name = words[0];
  return WAYBILL_FTP_READ_ENTRY;
}
