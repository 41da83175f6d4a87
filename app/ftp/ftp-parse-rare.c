/* Listings of systems that are rare today: HP NonStop (Guardian), VxWorks, VShell, Stratus VOS, Unisys ClearPath MCP,
 * Microware OS-9. One small reader each. */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 12
#define VOS_BLOCK 4096

/* waybill_ftp_parse_nonstop:
 *
 * "ORDERS1  O 101            16354  22-Nov-26 10:15:30 244, 10 "nunu"": name, perhaps O for open, code of the file, end of
 * file in bytes, last change, owner, security. Names are of one to eight letters and digits. */
WAYBILL_FTP_READER (nonstop)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  guint at = n > 1 && waybill_ftp_parse_is (&words[1], "O") ? 2 : 1;
  gint64 code;
  int ymd[3], clock[3];

  if (n >= 5 && waybill_ftp_parse_is (&words[0], "File") && waybill_ftp_parse_is (&words[1], "Code"))
    return WAYBILL_FTP_READ_NOTHING;
  if (n < at + 5 || words[0].length > 8 || !g_ascii_isalpha (words[0].at[0]) || words[at].length > 6
      || !waybill_ftp_parse_number (&words[at], &code) || !waybill_ftp_parse_number (&words[at + 1], &found->size)
      || !waybill_ftp_parse_dashed (&words[at + 2], ymd) || !waybill_ftp_parse_clock (&words[at + 3], clock)
      || memchr (words[at + 4].at, ',', words[at + 4].length) == NULL)
    return WAYBILL_FTP_READ_NO;
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  found->name = words[0];
  found->mtime = waybill_ftp_parse_moment (reader, ymd[0], ymd[1], ymd[2], clock[0], clock[1], clock[2]);
  if (words[n - 1].length > 2 && words[n - 1].at[0] == '"' && words[n - 1].at[words[n - 1].length - 1] == '"')
    found->mode = (WaybillFtpWord){ words[n - 1].at + 1, words[n - 1].length - 2 };
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_vxworks:
 *
 * "     512    NOV-22-2026  10:15:30   NAME              <DIR>": the name is padded when a mark follows. */
WAYBILL_FTP_READER (vxworks)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  int ymd[3], clock[3];

  if (n == 4 && (waybill_ftp_parse_is_of (&words[0], "-") || waybill_ftp_parse_begins (line, "size "))
      && (waybill_ftp_parse_is_of (&words[3], "-") || waybill_ftp_parse_is (&words[3], "name")))
    return WAYBILL_FTP_READ_NOTHING;
  if (n < 4 || !waybill_ftp_parse_number (&words[0], &found->size) || g_ascii_isdigit (words[1].at[0])
      || !waybill_ftp_parse_dashed (&words[1], ymd) || !waybill_ftp_parse_clock (&words[2], clock))
    return WAYBILL_FTP_READ_NO;
  found->name = waybill_ftp_parse_behind (&words[2], line + length);
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  if (n > 4 && g_str_has_suffix (found->name.at, "<DIR>"))
    {
      found->type = WAYBILL_REMOTE_ENTRY_DIR;
      found->name.length -= 5;
    }
  while (found->name.length > 0 && found->name.at[found->name.length - 1] == ' ')
    found->name.length--;
  found->mtime = waybill_ftp_parse_moment (reader, ymd[0], ymd[1], ymd[2], clock[0], clock[1], clock[2]);
  return found->name.length > 0 ? WAYBILL_FTP_READ_ENTRY : WAYBILL_FTP_READ_NO;
}

/* waybill_ftp_parse_vshell:
 *
 * "206876  Nov 22, 2026 10:15 name", old VShell: size, month, day, year, time, name; folders end in a slash. */
WAYBILL_FTP_READER (vshell)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpWord day;
  gint64 number, year;
  int clock[3], month;

  if (n < 6 || !waybill_ftp_parse_number (&words[0], &found->size) || (month = waybill_ftp_parse_month (&words[1])) == 0
      || words[2].length > 3 || words[2].at[words[2].length - 1] != ',' || words[3].length != 4
      || !waybill_ftp_parse_number (&words[3], &year) || !waybill_ftp_parse_clock (&words[4], clock))
    return WAYBILL_FTP_READ_NO;
  day = (WaybillFtpWord){ words[2].at, words[2].length - 1 };
  if (!waybill_ftp_parse_number (&day, &number))
    return WAYBILL_FTP_READ_NO;
  found->mtime = waybill_ftp_parse_moment (reader, (int) year, month, (int) number, clock[0], clock[1], clock[2]);
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  found->name = waybill_ftp_parse_behind (&words[4], line + length);
  if (found->name.length > 1 && line[length - 1] == '/')
    {
      found->type = WAYBILL_REMOTE_ENTRY_DIR;
      found->name.length--;
      found->size = -1;
    }
  return WAYBILL_FTP_READ_ENTRY;
}

/* Which heading of VOS was seen last. */
enum
{
  VOS_FILES,
  VOS_FOLDERS,
  VOS_LINKS,
};

static gboolean
read_vos_heading (WaybillFtpReader *reader, const WaybillFtpWord *words, guint n)
{
  static const char *const headings[] = { "Files:", "Dirs:", "Links:" };
  gint64 number;

  for (guint i = 0; n >= 2 && i < G_N_ELEMENTS (headings); i++)
    if (waybill_ftp_parse_is (&words[0], headings[i]) && waybill_ftp_parse_number (&words[1], &number))
      {
        reader->state = i;
        return TRUE;
      }
  return FALSE;
}

/* "26-11-22 10:15:30  logs  ->  %s1#m2_d01>data>logs" */
static WaybillFtpRead
read_vos_link (const WaybillFtpWord *clock, const char *end, WaybillFtpFound *found)
{
  const WaybillFtpWord name = waybill_ftp_parse_behind (clock, end);
  const char *arrow = g_strstr_len (name.at, (gssize) name.length, " -> ");
  WaybillFtpWord head;

  if (arrow == NULL || arrow == name.at)
    return WAYBILL_FTP_READ_NO;
  head = (WaybillFtpWord){ arrow, 4 };
  found->type = WAYBILL_REMOTE_ENTRY_LINK;
  found->name = (WaybillFtpWord){ name.at, (gsize) (arrow - name.at) };
  while (found->name.at[found->name.length - 1] == ' ' && found->name.length > 1)
    found->name.length--;
  found->target = waybill_ftp_parse_behind (&head, end);
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_vos:
 *
 * "w     12 seq       26-11-22 10:15:30  name": access, blocks, how it is organized (files alone), date, time, name. Files,
 * folders and links each stand below a heading. */
WAYBILL_FTP_READER (vos)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpDate date;
  int clock[3];
  gint64 blocks;
  guint at = 0;

  if (read_vos_heading (reader, words, n))
    return WAYBILL_FTP_READ_NOTHING;
  if (reader->state != VOS_LINKS)
    {
      if (n < 5 || words[0].length != 1 || strchr ("unerwsm", words[0].at[0]) == NULL
          || !waybill_ftp_parse_number (&words[1], &blocks) || blocks > G_MAXINT64 / VOS_BLOCK)
        return WAYBILL_FTP_READ_NO;
      at = g_ascii_isdigit (words[2].at[0]) ? 2 : 3;
    }
  if (n < at + 3 || !waybill_ftp_parse_date (&words[at], &date) || date.n != 3 || date.separator != '-'
      || !waybill_ftp_parse_clock (&words[at + 1], clock))
    return WAYBILL_FTP_READ_NO;
  waybill_ftp_parse_settle (reader, &date, WAYBILL_FTP_ORDER_YMD, clock, found);
  if (reader->state == VOS_LINKS)
    return read_vos_link (&words[at + 1], line + length, found);
  found->type = reader->state == VOS_FOLDERS ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  if (reader->state == VOS_FILES)
    found->size = blocks * VOS_BLOCK;
  found->size_is_rough = reader->state == VOS_FILES;
  found->mode = words[0];
  found->name = waybill_ftp_parse_behind (&words[at + 1], line + length);
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_unisys:
 *
 * "EDI/ORDERS              SEQDATA    84 11/22/2026  10:15" below "Report for: (EDI) ON PACK": a title with slashes, kind,
 * bytes, date. The slashes belong to the title: there are no folders. */
WAYBILL_FTP_READER (unisys)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpDate date;
  int clock[3];
  gint64 number;

  if (waybill_ftp_parse_begins (line, "Report for:")
      || (n == 4 && waybill_ftp_parse_number (&words[0], &number) && waybill_ftp_parse_is (&words[1], "Files")
          && waybill_ftp_parse_is (&words[3], "Octets")))
    return WAYBILL_FTP_READ_NOTHING;
  if (n != 5 || !waybill_ftp_parse_is_of (&words[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
      || g_ascii_isdigit (words[1].at[0]) || !waybill_ftp_parse_number (&words[2], &found->size)
      || !waybill_ftp_parse_date (&words[3], &date) || date.n != 3 || date.separator != '/'
      || !waybill_ftp_parse_clock (&words[4], clock))
    return WAYBILL_FTP_READ_NO;
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  found->name = words[0];
  waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_os9:
 *
 * "  0.0    26/11/22 1015   d-ewrewr    1234       512 NAME": owner as group.user, date, time without a colon, attributes,
 * sector, bytes. */
WAYBILL_FTP_READER (os9)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  WaybillFtpDate date;
  gint64 number;
  int clock[3] = { 0, 0, 0 };

  if (waybill_ftp_parse_begins (line, "Owner    Last") || waybill_ftp_parse_begins (line, "Owner   Last")
      || waybill_ftp_parse_begins (line, "Directory of . ") || (n > 4 && waybill_ftp_parse_is_of (&words[0], "-")))
    return WAYBILL_FTP_READ_NOTHING;
  if (n < 7 || !waybill_ftp_parse_is_of (&words[0], "0123456789.") || !waybill_ftp_parse_date (&words[1], &date)
      || date.n != 3 || words[2].length != 4 || !waybill_ftp_parse_number (&words[2], &number) || words[3].length != 8
      || !waybill_ftp_parse_is_of (&words[3], "-dsewrpm") || !waybill_ftp_parse_is_of (&words[4], "0123456789ABCDEFabcdef")
      || !waybill_ftp_parse_number (&words[5], &found->size))
    return WAYBILL_FTP_READ_NO;
  clock[0] = (int) number / 100;
  clock[1] = (int) number % 100;
  waybill_ftp_parse_settle (reader, &date, WAYBILL_FTP_ORDER_YMD, clock, found);
  found->type = words[3].at[0] == 'd' ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  found->mode = words[3];
  found->name = waybill_ftp_parse_behind (&words[5], line + length);
  return WAYBILL_FTP_READ_ENTRY;
}
