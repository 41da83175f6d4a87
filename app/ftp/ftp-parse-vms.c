/* Listings of OpenVMS, as MultiNet, UCX (TCP/IP Services) and TCPware write them: NAME.TYPE;VERSION, blocks, date, owner,
 * protection. Long names have a line of their own, and what is said of them stands in the next one. */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 10
#define BLOCK 512

/* "NAME.TYPE;12", without the brackets of a path. */
static gboolean
is_file (const WaybillFtpWord *word)
{
  const char *semicolon = g_strrstr_len (word->at, (gssize) word->length, ";");
  WaybillFtpWord version;
  gint64 number;

  if (semicolon == NULL || semicolon == word->at || memchr (word->at, '[', word->length) != NULL)
    return FALSE;
  version = (WaybillFtpWord){ semicolon + 1, word->length - (gsize) (semicolon - word->at) - 1 };
  return version.length <= 5 && waybill_ftp_parse_number (&version, &number);
}

/* "Directory DISK$USER:[EDI]", "Total of 3 files, 12/18 blocks.", "Grand total of 2 directories, 5 files." */
static gboolean
is_frame (const char *line)
{
  return waybill_ftp_parse_begins (line, "Directory ") || waybill_ftp_parse_begins (line, "Total of ")
         || waybill_ftp_parse_begins (line, "Grand total of ");
}

/* "12/18": used and allocated; "12". In blocks, the last of which is not full. */
static gboolean
read_blocks (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  const char *slash = memchr (word->at, '/', word->length);
  const WaybillFtpWord used = { word->at, slash != NULL ? (gsize) (slash - word->at) : word->length };
  gint64 blocks;

  if (!waybill_ftp_parse_number (&used, &blocks) || blocks > G_MAXINT64 / BLOCK)
    return FALSE;
  found->size = blocks * BLOCK;
  found->size_is_rough = TRUE;
  return TRUE;
}

static gboolean
read_date (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  int clock[3] = { 0, 0, 0 };
  int ymd[3];

  if (n == 0 || !waybill_ftp_parse_dashed (&words[0], ymd))
    return FALSE;
  if (n > 1 && waybill_ftp_parse_clock (&words[1], clock))
    found->mtime = waybill_ftp_parse_moment (reader, ymd[0], ymd[1], ymd[2], clock[0], clock[1], clock[2]);
  else
    found->mtime = waybill_ftp_parse_utc (ymd[0], ymd[1], ymd[2], 0, 0, 0);
  return TRUE;
}

/* A folder is a file of type DIR; what it is called in a path is its name alone. Files keep their versions: there may be
 * several. */
static void
set_name (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  gsize bare = (gsize) (g_strrstr_len (word->at, (gssize) word->length, ";") - word->at);

  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  found->name = *word;
  if (bare > 4 && g_ascii_strncasecmp (word->at + bare - 4, ".DIR", 4) == 0)
    {
      found->type = WAYBILL_REMOTE_ENTRY_DIR;
      found->name.length = bare - 4;
      found->size = -1;
      found->size_is_rough = FALSE;
    }
}

static void
set_mode (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  if (word->length > 2 && word->at[0] == '(' && word->at[word->length - 1] == ')')
    found->mode = (WaybillFtpWord){ word->at + 1, word->length - 2 };
}

/* waybill_ftp_parse_vms:
 *
 * The columns of DIRECTORY/SIZE=ALL/DATE/OWNER/PROTECTION; some servers leave out size, time, owner or protection, and where
 * the rights to see them are missing a message stands instead. */
WAYBILL_FTP_READER (vms)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  guint at = 1;
  gboolean told;

  if (n == 0 || !is_file (&words[0]))
    return is_frame (line) ? WAYBILL_FTP_READ_NOTHING : WAYBILL_FTP_READ_NO;
  if (n == 1)
    return WAYBILL_FTP_READ_PART;
  if (words[1].at[0] == '%' || waybill_ftp_parse_is_one_of (&words[1], "insufficient;no"))
    {
      set_name (&words[0], found);
      return WAYBILL_FTP_READ_ENTRY;
    }
  if (read_blocks (&words[1], found))
    at++;
  /* "5 / 7" */
  if (at + 1 < n && waybill_ftp_parse_is (&words[at], "/"))
    at += 2;
  told = read_date (reader, words + at, n - at, found);
  if (!told && at == 1)
    return WAYBILL_FTP_READ_NO;
  set_name (&words[0], found);
  set_mode (&words[n - 1], found);
  return WAYBILL_FTP_READ_ENTRY;
}
