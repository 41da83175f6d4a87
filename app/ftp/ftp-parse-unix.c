/* LIST lines in the form of Unix's `ls -l`: mode, links, owner, group (or none), size, date, name. Columns are found from
 * the date, because owners and groups may hold blanks and some servers leave columns out or let them grow together. The same
 * with other letters in front: NetWare, and the mailboxes of Connect:Enterprise. */
#include "ftp-parse-private.h"

#include <string.h>

#define MOST_WORDS 20

/* One of the letters behind the first: each line has nine of them. */
static inline gboolean
is_right (char c)
{
  switch (c)
    {
    case '-':
    case 'r':
    case 'w':
    case 'x':
    case 's':
    case 'S':
    case 't':
    case 'T':
    case 'l':
    case 'L':
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_mode (const WaybillFtpWord *word)
{
  if (word->length < 10 || strchr ("-dlbcpsDPCnmM", word->at[0]) == NULL)
    return FALSE;
  for (guint i = 1; i < 10; i++)
    if (!is_right (word->at[i]))
      return FALSE;
  return TRUE;
}

/* "4.0K", "12M", "1.5G": `ls -h`. */
static gboolean
read_rough_size (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  static const char units[] = { 'K', 'M', 'G', 'T' };
  const char *unit = memchr (units, g_ascii_toupper (word->at[word->length - 1]), sizeof units);
  gint64 value = 0, part = 1;
  gboolean fraction = FALSE;

  if (unit == NULL || word->length > 8 || !g_ascii_isdigit (word->at[0]))
    return FALSE;
  for (gsize i = 0; i + 1 < word->length; i++)
    if (g_ascii_isdigit (word->at[i]))
      {
        value = value * 10 + (word->at[i] - '0');
        part *= fraction ? 10 : 1;
      }
    else if (!fraction && (word->at[i] == '.' || word->at[i] == ','))
      fraction = TRUE;
    else
      return FALSE;
  /* At most seven digits of terabytes: below 2^63. */
  found->size = (value << (10 * (unit - units + 1))) / part;
  found->size_is_rough = TRUE;
  return TRUE;
}

/* "partners1234567": a size that has grown into the group. Where the group ends in digits, those are taken too: it is rough.
 */
static gboolean
read_grown_size (const WaybillFtpWord *word, WaybillFtpFound *found)
{
  WaybillFtpWord digits = { word->at + word->length, 0 };

  if (!g_ascii_isalpha (word->at[0]))
    return FALSE;
  while (g_ascii_isdigit (digits.at[-1]))
    {
      digits.at--;
      digits.length++;
    }
  found->size_is_rough = TRUE;
  if (digits.length > 0 && !waybill_ftp_parse_number (&digits, &found->size))
    found->size = -1;
  return digits.length > 0;
}

/* What stands before the date: a size, or the numbers of a device. */
static gboolean
read_size (const WaybillFtpWord *words, guint at, WaybillFtpFound *found)
{
  const WaybillFtpWord *word = &words[at];
  const WaybillFtpWord *before = at > 1 ? word - 1 : NULL;

  if (waybill_ftp_parse_number (word, &found->size))
    {
      /* "8, 1 Nov 22": a device. "folder 2 May 10": how many things a Macintosh's folder holds. */
      if ((before != NULL && before->at[before->length - 1] == ',')
          || (before != NULL && waybill_ftp_parse_is (before, "folder")))
        found->size = -1;
      return TRUE;
    }
  if (waybill_ftp_parse_is_of (word, "0123456789,") && word->at[0] != ',' && word->at[word->length - 1] != ',')
    {
      if (strchr ("bc", words[0].at[0]) != NULL || !waybill_ftp_parse_grouped (word, &found->size))
        found->size = -1;
      return TRUE;
    }
  if (read_rough_size (word, found))
    return TRUE;
  return at > 1 && read_grown_size (word, found);
}

/* The first date with a size in front: one that stands in a name is behind it. */
static guint
find_date (const WaybillFtpReader *reader, const WaybillFtpWord *words, guint n, WaybillFtpFound *found)
{
  for (guint i = 2; i < n; i++)
    {
      gint64 time = WAYBILL_REMOTE_NO_TIME;
      guint width = waybill_ftp_parse_unix_date (reader, words + i, n - i, &time);

      if (width > 0 && read_size (words, i - 1, found))
        {
          found->mtime = time;
          return i + width - 1;
        }
      found->size = -1;
      found->size_is_rough = FALSE;
    }
  return 0;
}

/* "total 12", "Total of 4", "insgesamt 12": how many blocks there are. */
static gboolean
is_total (const WaybillFtpWord *words, guint n)
{
  gint64 blocks;

  return n >= 1 && n <= 3
         && waybill_ftp_parse_is_one_of (&words[0], "total;insgesamt;gesamt;totale;totaal;totalt;razem;celkem;yhteensä;"
                                                    "итого;合計;合计;總計;총계;összesen;toplam;всього")
         && (n == 1 || waybill_ftp_parse_number (&words[n - 1], &blocks));
}

static WaybillRemoteEntryType
get_type (char letter)
{
  switch (letter)
    {
    case '-':
    case 'C': /* contiguous */
    case 'm': /* on tape */
    case 'M':
      return WAYBILL_REMOTE_ENTRY_FILE;
    case 'd':
      return WAYBILL_REMOTE_ENTRY_DIR;
    case 'l':
      return WAYBILL_REMOTE_ENTRY_LINK;
    default:
      return WAYBILL_REMOTE_ENTRY_OTHER;
    }
}

/* A link tells where it leads; `ls -p` marks folders with a slash, which is not their name's. */
static gboolean
read_name (const char *at, const char *end, WaybillFtpFound *found)
{
  const char *arrow = found->type == WAYBILL_REMOTE_ENTRY_LINK ? g_strstr_len (at, end - at, " -> ") : NULL;

  found->name = (WaybillFtpWord){ at, (gsize) ((arrow != NULL ? arrow : end) - at) };
  if (arrow != NULL)
    found->target = (WaybillFtpWord){ arrow + 4, (gsize) (end - arrow - 4) };
  if (found->type == WAYBILL_REMOTE_ENTRY_DIR && found->name.length > 1 && at[found->name.length - 1] == '/')
    found->name.length--;
  return found->name.length > 0;
}

/* The name behind the date. One blank parts them: further ones belong to the name, but where the line was wrapped. */
static WaybillFtpRead
read_behind_date (const WaybillFtpWord *last, const char *end, WaybillFtpFound *found)
{
  const char *at = last->at + last->length;

  if (at == end)
    return WAYBILL_FTP_READ_PART;
  if (*at == '\n')
    {
      if (at[1] != ' ' && at[1] != '\t')
        return WAYBILL_FTP_READ_NO;
      return read_name (waybill_ftp_parse_behind (last, end).at, end, found) ? WAYBILL_FTP_READ_ENTRY : WAYBILL_FTP_READ_NO;
    }
  if (memchr (at, '\n', (gsize) (end - at)) != NULL)
    return WAYBILL_FTP_READ_NO;
  /* `ls --time-style=iso` pads a day alone to the width of a day and a time. */
  if (last->length == 10 && last->at[4] == '-' && at[1] == ' ')
    at++;
  return read_name (at + 1, end, found) ? WAYBILL_FTP_READ_ENTRY : WAYBILL_FTP_READ_NO;
}

/* `ls -is` puts the file's number and its blocks in front. */
static guint
count_front (const WaybillFtpWord *words, guint n)
{
  gint64 number;

  for (guint i = 0; i < 3 && i < n; i++)
    if (is_mode (&words[i]))
      return i;
    else if (!waybill_ftp_parse_number (&words[i], &number))
      return n;
  return n;
}

/* "0100644   500  101   12345    1764411300       name": mode and times as numbers. */
static WaybillFtpRead
read_numeric (const WaybillFtpWord *words, guint n, const char *end, WaybillFtpFound *found)
{
  static const struct
  {
    const char *prefix;
    WaybillRemoteEntryType type;
  } types[] = {
    { "010", WAYBILL_REMOTE_ENTRY_FILE },
    { "004", WAYBILL_REMOTE_ENTRY_DIR },
    { "012", WAYBILL_REMOTE_ENTRY_LINK },
  };
  gint64 number;

  if (n < 6 || words[0].length != 7 || words[0].at[0] != '0' || !waybill_ftp_parse_is_of (&words[0], "01234567")
      || !waybill_ftp_parse_number (&words[1], &number) || !waybill_ftp_parse_number (&words[2], &number)
      || !waybill_ftp_parse_number (&words[3], &found->size) || words[4].length > 11
      || !waybill_ftp_parse_number (&words[4], &found->mtime))
    return WAYBILL_FTP_READ_NO;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strncmp (words[0].at, types[i].prefix, 3) == 0)
      found->type = types[i].type;
  found->name = waybill_ftp_parse_behind (&words[4], end);
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_unix:
 *
 * `ls -l` (POSIX.1-2017) and what is like it, times by the server's clock. */
WAYBILL_FTP_READER (unix)
{
  WaybillFtpWord all[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, all, MOST_WORDS);
  guint front = count_front (all, n);
  const WaybillFtpWord *words = all + front;
  guint date;

  if (front == n)
    return is_total (all, n) ? WAYBILL_FTP_READ_NOTHING : read_numeric (all, n, line + length, found);
  date = find_date (reader, words, n - front, found);
  if (date == 0)
    return WAYBILL_FTP_READ_NO;
  found->type = get_type (words[0].at[0]);
  found->mode = (WaybillFtpWord){ words[0].at + 1, words[0].length - 1 };
  return read_behind_date (&words[date], line + length, found);
}

/* waybill_ftp_parse_netware:
 *
 * "d [R----F--] owner 512 Nov 22 10:15    name", and Hellsoft's "-[RWCEAFMS] owner 512 Nov 22 10:15 name": rights in
 * brackets, no links and no group, and as many blanks before the name as it takes. */
WAYBILL_FTP_READER (netware)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  const char *rights = line + 1 + (length > 1 && line[1] == ' ');
  const char *close = *rights == '[' ? strchr (rights, ']') : NULL;
  const char *end = line + length;
  guint date;

  if (is_total (words, n))
    return WAYBILL_FTP_READ_NOTHING;
  if (close == NULL || strchr ("-d", line[0]) == NULL
      || strspn (rights + 1, "-RWCEAFMSrwceafms ") < (gsize) (close - rights - 1))
    return WAYBILL_FTP_READ_NO;
  date = find_date (reader, words, n, found);
  if (date == 0 || words[date].at < close)
    return WAYBILL_FTP_READ_NO;
  found->type = get_type (line[0]);
  found->mode = (WaybillFtpWord){ rights + 1, (gsize) (close - rights - 1) };
  if (found->type == WAYBILL_REMOTE_ENTRY_DIR)
    found->size = -1;
  found->name = waybill_ftp_parse_behind (&words[date], end);
  return found->name.length > 0 ? WAYBILL_FTP_READ_ENTRY : WAYBILL_FTP_READ_NO;
}

/* waybill_ftp_parse_enterprise:
 *
 * The mailboxes of Connect:Enterprise and its kin (IBM Sterling, GXS): "-C--E-----FTP B SENDER 1812 41 Nov 22 10:15 NAME",
 * ten flags, the way it came, mailbox, number of the batch, size or blocks, date, name. The number counts blocks on some: it
 * is taken as rough. */
WAYBILL_FTP_READER (enterprise)
{
  WaybillFtpWord words[MOST_WORDS];
  guint n = waybill_ftp_parse_split (line, words, MOST_WORDS);
  guint date;

  if (is_total (words, n))
    return WAYBILL_FTP_READ_NOTHING;
  if (n < 7 || words[0].length < 10 || words[0].length > 13 || is_mode (&words[0])
      || !waybill_ftp_parse_is_of (&words[0], "-ABCDEFGHIJKLMNOPQRSTUVWXYZ*") || memchr (words[0].at, '-', 10) == NULL)
    return WAYBILL_FTP_READ_NO;
  date = find_date (reader, words, n, found);
  if (date < 5)
    return WAYBILL_FTP_READ_NO;
  found->type = WAYBILL_REMOTE_ENTRY_FILE;
  found->size_is_rough = TRUE;
  found->name = waybill_ftp_parse_behind (&words[date], line + length);
  return found->name.length > 0 ? WAYBILL_FTP_READ_ENTRY : WAYBILL_FTP_READ_NO;
}
