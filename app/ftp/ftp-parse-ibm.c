/* Listings of IBM i (OS/400) in its own format (LISTFMT 0), and of z/VM: minidisks, the shared and the byte file system.
 * What z/OS writes is ftp-parse-mvs's. */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 12
#define CMS_BLOCK 4096

/* Types of objects that can be fetched as files, and that hold others. */
static WaybillRemoteEntryType
get_object_type (const WaybillFtpWord *word)
{
  if (waybill_ftp_parse_is_one_of (word, "*STMF;*DSTMF;*FILE;*MEM;*DOC;*USRSPC"))
    return WAYBILL_REMOTE_ENTRY_FILE;
  if (waybill_ftp_parse_is_one_of (word, "*DIR;*DDIR;*LIB;*FLR"))
    return WAYBILL_REMOTE_ENTRY_DIR;
  return waybill_ftp_parse_is (word, "*SYMLNK") ? WAYBILL_REMOTE_ENTRY_LINK : WAYBILL_REMOTE_ENTRY_OTHER;
}

static gboolean
is_object_type (const WaybillFtpWord *word)
{
  const WaybillFtpWord letters = { word->at + 1, word->length - 1 };

  return word->length >= 3 && word->length <= 10 && word->at[0] == '*'
         && waybill_ftp_parse_is_of (&letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/* Owner, size, date and time in front of the type: all, or those that the object has. */
static gboolean
read_object (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  WaybillFtpDate date;
  int clock[3];

  if (n >= 2 && waybill_ftp_parse_date (&words[n - 2], &date) && waybill_ftp_parse_clock (&words[n - 1], clock))
    {
      waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
      n -= 2;
    }
  if (n >= 1 && words[n - 1].at != NULL && waybill_ftp_parse_number (&words[n - 1], &found->size))
    n--;
  return n <= 1;
}

/* waybill_ftp_parse_ibmi:
 *
 * "QSECOFR     1234 11/22/26 10:15:30 *STMF      name": owner (10, blank for an anonymous login), size (10), date and time
 * in the formats of the server's job, type (10), name. Names of folders end in a slash, which is not theirs. Only a stream
 * file has a size in bytes as it is sent. */
WAYBILL_FTP_READER (ibmi)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  guint type = 0;

  while (type < n && type < 6 && !is_object_type (&words[type]))
    type++;
  if (type == n || type == 6 || !read_object (reader, words, type, found))
    return WAYBILL_FTP_READ_NO;
  found->name = waybill_ftp_parse_behind (&words[type], line + length);
  if (found->name.length == 0)
    return WAYBILL_FTP_READ_NO;
  found->type = get_object_type (&words[type]);
  found->size_is_rough = found->size >= 0 && !waybill_ftp_parse_is_one_of (&words[type], "*STMF;*DSTMF");
  if (found->name.length > 1 && found->name.at[found->name.length - 1] == '/')
    found->name.length--;
  return WAYBILL_FTP_READ_ENTRY;
}

static gboolean
is_record_number (const WaybillFtpWord *word, gint64 *number)
{
  *number = -1;
  return waybill_ftp_parse_is (word, "-") || waybill_ftp_parse_number (word, number);
}

/* Fixed records fill a file exactly; of varying ones only the longest is known. */
static void
set_record_size (gboolean fixed, gint64 record, gint64 records, gint64 blocks, WaybillFtpFound *found)
{
  if (record < 0 || records < 0 || (record > 0 && records > G_MAXINT64 / record))
    return;
  found->size = record * records;
  found->size_is_rough = !fixed;
  if (!fixed && blocks >= 0 && blocks < G_MAXINT64 / CMS_BLOCK)
    found->size = MIN (found->size, blocks * CMS_BLOCK);
}

/* "BFSFILE": `11/22/2026 10:15:30 F 1 65758 'name'`, with "D - -" for a folder. */
static WaybillFtpRead
read_byte_file (WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, const char *end, WaybillFtpFound *found)
{
  WaybillFtpDate date;
  int clock[3];

  if (n < 6 || !waybill_ftp_parse_date (&words[0], &date) || !waybill_ftp_parse_clock (&words[1], clock)
      || words[2].length != 1 || strchr ("FDL", words[2].at[0]) == NULL || words[5].at[0] != '\'' || end[-1] != '\''
      || end - words[5].at < 3 || !is_record_number (&words[4], &found->size))
    return WAYBILL_FTP_READ_NO;
  waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
  found->type = words[2].at[0] == 'F'   ? WAYBILL_REMOTE_ENTRY_FILE
                : words[2].at[0] == 'D' ? WAYBILL_REMOTE_ENTRY_DIR
                                        : WAYBILL_REMOTE_ENTRY_LINK;
  found->name = (WaybillFtpWord){ words[5].at + 1, (gsize) (end - words[5].at - 2) };
  return WAYBILL_FTP_READ_ENTRY;
}

/* Where the format of the records stands: behind the name, the type, and perhaps the mode ("A1"). */
static guint
find_format (const WaybillFtpWord *words, guint n)
{
  for (guint i = 1; i <= 3 && i + 5 < n; i++)
    if (waybill_ftp_parse_is_one_of (&words[i], "F;V;DIR"))
      return i;
  return 0;
}

/* A name of CMS is two words; in a path a dot joins them. */
static void
compose_name (WaybillFtpReader *reader, const WaybillFtpWord *words, guint format, WaybillFtpFound *found)
{
  int width;

  found->name = words[0];
  if (found->type == WAYBILL_REMOTE_ENTRY_DIR || format < 2)
    return;
  width = g_snprintf (reader->composed, sizeof reader->composed, "%.*s.%.*s", (int) words[0].length, words[0].at,
                      (int) words[1].length, words[1].at);
  found->name = (WaybillFtpWord){ reader->composed, (gsize) width };
}

/* waybill_ftp_parse_vm:
 *
 * "PROFILE  EXEC     V         77        25          1 11/22/26 10:15:30 OWNER": name, type, format of records, longest
 * record, records, blocks, date, time. "- - -" for a folder of the shared file system. */
WAYBILL_FTP_READER (vm)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  guint at = find_format (words, n);
  gint64 record, records, blocks;
  WaybillFtpDate date;
  int clock[3];

  if (waybill_ftp_parse_begins (line, "Filename FileType "))
    return WAYBILL_FTP_READ_NOTHING;
  if (at == 0)
    return read_byte_file (reader, words, n, line + length, found);
  if (words[0].length > 8 || words[1].length > 8 || !is_record_number (&words[at + 1], &record)
      || !is_record_number (&words[at + 2], &records) || !is_record_number (&words[at + 3], &blocks)
      || !waybill_ftp_parse_date (&words[at + 4], &date) || date.n != 3 || !waybill_ftp_parse_clock (&words[at + 5], clock))
    return WAYBILL_FTP_READ_NO;
  found->type = waybill_ftp_parse_is (&words[at], "DIR") ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  set_record_size (waybill_ftp_parse_is (&words[at], "F"), record, records, blocks, found);
  waybill_ftp_parse_settle (reader, &date, reader->order, clock, found);
  compose_name (reader, words, at, found);
  return WAYBILL_FTP_READ_ENTRY;
}
