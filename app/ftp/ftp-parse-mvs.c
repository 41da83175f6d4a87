/* Listings of z/OS (MVS): data sets, the members of a partitioned one with and without statistics, and the jobs and spool
 * files of JES (z/OS Communications Server, IP User's Guide and Commands). Nothing here has a size in bytes but a spool
 * file. */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 16
#define LONGEST_DATA_SET 56
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NATIONAL "@#$"
#define DIGITS "0123456789"

/* Which heading was seen. */
enum
{
  NO_HEADING,
  MEMBERS,
  LOAD_MODULES,
};

/* What stands in front of a name instead of columns, alone or behind a volume. */
static const struct
{
  const char *text;
  WaybillRemoteEntryType type;
} states[] = {
  { "Migrated", WAYBILL_REMOTE_ENTRY_FILE },
  { "Archived", WAYBILL_REMOTE_ENTRY_FILE },
  { "Not Direct Access Device", WAYBILL_REMOTE_ENTRY_FILE },
  { "Not a DASD device", WAYBILL_REMOTE_ENTRY_FILE },
  { "Tape", WAYBILL_REMOTE_ENTRY_FILE },
  { "Not Mounted", WAYBILL_REMOTE_ENTRY_FILE },
  { "Error determining attributes", WAYBILL_REMOTE_ENTRY_OTHER },
  { "User catalog connector", WAYBILL_REMOTE_ENTRY_OTHER },
  { "Pseudo Directory", WAYBILL_REMOTE_ENTRY_DIR },
  { "GDG", WAYBILL_REMOTE_ENTRY_DIR },
  { "VSAM", WAYBILL_REMOTE_ENTRY_OTHER },
  { "PATH", WAYBILL_REMOTE_ENTRY_OTHER },
};

static gboolean
is_data_set (const WaybillFtpWord *word)
{
  return word->length <= LONGEST_DATA_SET && word->at[0] != '.'
         && waybill_ftp_parse_is_of (word, LETTERS "abcdefghijklmnopqrstuvwxyz" NATIONAL DIGITS ".-{}+()'");
}

static gboolean
is_member (const WaybillFtpWord *word)
{
  return word->length <= 8 && !g_ascii_isdigit (word->at[0]) && waybill_ftp_parse_is_of (word, LETTERS NATIONAL DIGITS "{");
}

/* How the data set is organized decides what it is: a partitioned one holds members. */
static gboolean
read_organization (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  if (waybill_ftp_parse_is_one_of (word, "PS;PS-E;PS-L;PSU;DA;IS;NONE;??"))
    found->type = WAYBILL_REMOTE_ENTRY_FILE;
  else if (waybill_ftp_parse_is_one_of (word, "PO;PO-E;POU;GDG"))
    found->type = WAYBILL_REMOTE_ENTRY_DIR;
  else if (waybill_ftp_parse_is_one_of (word, "VSAM;VS;PATH;HFS;ZFS"))
    found->type = WAYBILL_REMOTE_ENTRY_OTHER;
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_columns (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  WaybillFtpDate date;

  if (n < 6 || !read_organization (&words[n - 2], found))
    return FALSE;
  for (guint i = 1; i < 4; i++)
    if (waybill_ftp_parse_is (&words[i], "**NONE**"))
      return TRUE;
    else if (waybill_ftp_parse_date (&words[i], &date) && date.n == 3)
      {
        waybill_ftp_parse_settle (reader, &date, WAYBILL_FTP_ORDER_YMD, NULL, found);
        return TRUE;
      }
  return FALSE;
}

/* The words between the volume, if one stands there, and the name. */
static gboolean
read_state (const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  for (guint from = 0; from < 3 && from + 1 < n; from++)
    for (guint i = 0; i < G_N_ELEMENTS (states); i++)
      {
        const WaybillFtpWord text = { words[from].at, (gsize) (words[n - 2].at + words[n - 2].length - words[from].at) };

        if (waybill_ftp_parse_is (&text, states[i].text))
          {
            found->type = states[i].type;
            return TRUE;
          }
      }
  return FALSE;
}

/* "MEMBER1   01.03 2026/11/20 2026/11/22 10:15    24    23     0 OWNER": version, made, changed, lines. */
static gboolean
read_statistics (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  WaybillFtpDate made, changed;
  int clock[3];

  if (n < 5 || !is_member (&words[0]) || words[1].length != 5 || words[1].at[2] != '.'
      || !waybill_ftp_parse_is_of (&words[1], DIGITS ".") || !waybill_ftp_parse_date (&words[2], &made)
      || !waybill_ftp_parse_date (&words[3], &changed) || changed.n != 3 || !waybill_ftp_parse_clock (&words[4], clock))
    return FALSE;
  waybill_ftp_parse_settle (reader, &changed, WAYBILL_FTP_ORDER_YMD, clock, found);
  return TRUE;
}

/* Without statistics a member is a name alone; of a load module, size and place follow in hexadecimal. */
static gboolean
is_bare_member (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n)
{
  if (reader->state == NO_HEADING || !is_member (&words[0]))
    return FALSE;
  return n == 1 || (reader->state == LOAD_MODULES && n > 2 && waybill_ftp_parse_is_of (&words[1], DIGITS "ABCDEFabcdef"));
}

static gboolean
read_heading (WaybillFtpReader *reader, const WaybillFtpWord *words, guint n)
{
  if (n > 3 && waybill_ftp_parse_is (&words[0], "Volume") && waybill_ftp_parse_is (&words[n - 1], "Dsname"))
    reader->state = NO_HEADING;
  else if (n > 2 && waybill_ftp_parse_is (&words[0], "Name") && waybill_ftp_parse_is (&words[1], "VV.MM"))
    reader->state = MEMBERS;
  else if (n > 2 && waybill_ftp_parse_is (&words[0], "Name") && waybill_ftp_parse_is (&words[2], "TTR"))
    reader->state = LOAD_MODULES;
  else
    return FALSE;
  return TRUE;
}

/* waybill_ftp_parse_mvs:
 *
 * "VOL001 3390   2026/11/22  1   15  FB      80 27920  PS  EDI.ORDERS", or a member below the heading of members. */
WAYBILL_FTP_READER (mvs)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);

  if (read_heading (reader, words, n))
    return WAYBILL_FTP_READ_NOTHING;
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  if (read_statistics (reader, words, n, found) || is_bare_member (reader, words, n))
    {
      found->name = words[0];
      return WAYBILL_FTP_READ_ENTRY;
    }
  if (n < 2 || n == MOST_WORDS || !is_data_set (&words[n - 1])
      || (!read_columns (reader, words, n, found) && !read_state (words, n, found)))
    return WAYBILL_FTP_READ_NO;
  found->name = words[n - 1];
  return WAYBILL_FTP_READ_ENTRY;
}

/* "JOB00123", "TSU02305", "STC04218", "J0887691". */
static gboolean
is_job (const WaybillFtpWord *word)
{
  gsize letters = 0;
  WaybillFtpWord digits;
  gint64 number;

  while (letters < word->length && g_ascii_isupper (word->at[letters]))
    letters++;
  digits = (WaybillFtpWord){ word->at + letters, word->length - letters };
  return letters >= 1 && letters <= 3 && word->length <= 8 && digits.length >= 4
         && waybill_ftp_parse_number (&digits, &number);
}

/* A line across, the headings, what is told of a running job, how many files there are. */
static gboolean
is_jes_frame (const char *line, const WaybillFtpWord *words, guint n)
{
  gint64 number;

  return waybill_ftp_parse_is_of (&words[0], "-")
         || (n > 2 && waybill_ftp_parse_is (&words[0], "JOBNAME") && waybill_ftp_parse_is (&words[1], "JOBID"))
         || (n > 2 && waybill_ftp_parse_is (&words[0], "ID") && waybill_ftp_parse_is (&words[1], "STEPNAME"))
         || waybill_ftp_parse_begins (line, "STEPNAME ") || waybill_ftp_parse_begins (line, "CPUTIME ")
         || (n == 3 && waybill_ftp_parse_number (&words[0], &number) && waybill_ftp_parse_is (&words[1], "spool"));
}

/* "         001 JES2              A JESMSGLG       982": fetched as JOB00123.1. */
static gboolean
read_spool_file (WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  gint64 id;
  int width;

  if (n < 4 || words[0].length > 5 || !waybill_ftp_parse_number (&words[0], &id)
      || !waybill_ftp_parse_number (&words[n - 1], &found->size))
    return FALSE;
  width = g_snprintf (reader->composed, sizeof reader->composed, "%s%s%d", reader->section,
                      reader->section[0] != '\0' ? "." : "", (int) id);
  found->name = (WaybillFtpWord){ reader->composed, (gsize) width };
  return TRUE;
}

/* waybill_ftp_parse_jes:
 *
 * "USER1A   JOB00123 USER1    OUTPUT A        RC=0000 3 spool files": a job is fetched by its number. */
WAYBILL_FTP_READER (jes)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);

  if (n == 0)
    return WAYBILL_FTP_READ_NO;
  if (is_jes_frame (line, words, n))
    return WAYBILL_FTP_READ_NOTHING;
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  if (read_spool_file (reader, words, n, found))
    return WAYBILL_FTP_READ_ENTRY;
  if (n < 3 || !is_member (&words[0]) || !is_job (&words[1])
      || (!waybill_ftp_parse_is_one_of (&words[2], "INPUT;ACTIVE;OUTPUT;HELD")
          && (n < 4 || !waybill_ftp_parse_is_one_of (&words[3], "INPUT;ACTIVE;OUTPUT;HELD"))))
    return WAYBILL_FTP_READ_NO;
  memcpy (reader->section, words[1].at, words[1].length);
  reader->section[words[1].length] = '\0';
  found->name = words[1];
  return WAYBILL_FTP_READ_ENTRY;
}
