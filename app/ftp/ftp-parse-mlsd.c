/* Listings that were made for programs: MLSD (RFC 3659 §7: facts parted by `;`, a blank, the name) and EPLF (a plus sign,
 * facts parted by `,`, a tab, the name). Both tell times in UTC. */
#include "ftp-parse-private.h"

#include <string.h>

static int
take_two (const char *at)
{
  return (at[0] - '0') * 10 + (at[1] - '0');
}

/* YYYYMMDDHHMMSS, and perhaps a fraction. */
static gint64
read_time (const WaybillFtpWord *text)
{
  if (text->length < 14)
    return WAYBILL_REMOTE_NO_TIME;
  for (guint i = 0; i < 14; i++)
    if (!g_ascii_isdigit (text->at[i]))
      return WAYBILL_REMOTE_NO_TIME;
  return waybill_ftp_parse_utc (take_two (text->at) * 100 + take_two (text->at + 2), take_two (text->at + 4),
                                take_two (text->at + 6), take_two (text->at + 8), take_two (text->at + 10),
                                take_two (text->at + 12));
}

/* Up to the largest size there is: 19 digits. */
static gint64
read_size (const WaybillFtpWord *text)
{
  char digits[20];
  guint64 size;

  if (text->length == 0 || text->length >= sizeof digits)
    return -1;
  memcpy (digits, text->at, text->length);
  digits[text->length] = '\0';
  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &size, NULL) ? (gint64) size : -1;
}

/* FALSE: the folder itself or its parent, which are left out. */
static gboolean
read_type (const WaybillFtpWord *value, WaybillFtpFound *found)
{
  const char *colon = memchr (value->at, ':', value->length);
  const WaybillFtpWord word = { value->at, colon != NULL ? (gsize) (colon - value->at) : value->length };

  if (waybill_ftp_parse_is (value, "file"))
    found->type = WAYBILL_REMOTE_ENTRY_FILE;
  else if (waybill_ftp_parse_is (value, "dir"))
    found->type = WAYBILL_REMOTE_ENTRY_DIR;
  else if (waybill_ftp_parse_is_one_of (value, "cdir;pdir"))
    return FALSE;
  else if (waybill_ftp_parse_is_one_of (&word, "OS.unix=symlink;OS.unix=slink"))
    {
      found->type = WAYBILL_REMOTE_ENTRY_LINK;
      if (colon != NULL)
        found->target = (WaybillFtpWord){ colon + 1, value->length - word.length - 1 };
    }
  return TRUE;
}

static gboolean
read_fact (const WaybillFtpWord *fact, const WaybillFtpWord *value, WaybillFtpFound *found)
{
  /* The letter first: of a dozen facts in a line, four are looked at. */
  switch (fact->length > 0 ? g_ascii_tolower (fact->at[0]) : '\0')
    {
    case 't':
      return !waybill_ftp_parse_is (fact, "type") || read_type (value, found);
    case 's':
      if (waybill_ftp_parse_is (fact, "size") || waybill_ftp_parse_is (fact, "sizd"))
        found->size = read_size (value);
      return TRUE;
    case 'm':
      if (waybill_ftp_parse_is (fact, "modify"))
        found->mtime = read_time (value);
      return TRUE;
    case 'u':
      if (waybill_ftp_parse_is (fact, "unix.mode"))
        found->mode = *value;
      return TRUE;
    default:
      return TRUE;
    }
}

/* waybill_ftp_parse_mlsd:
 *
 * RFC 3659 §7.2. A line without facts begins with its blank; so do the lines of many other dialects, and then it is none of
 * ours. */
WAYBILL_FTP_READER (mlsd)
{
  const char *blank = memchr (line, ' ', length);
  const char *at = line;

  if (blank == NULL || blank[1] == '\0' || (blank == line && !reader->is_told)
      || (blank > line && memchr (line, '=', (gsize) (blank - line)) == NULL))
    return WAYBILL_FTP_READ_NO;
  found->name = (WaybillFtpWord){ blank + 1, (gsize) (line + length - blank - 1) };
  while (at < blank)
    {
      const char *end = memchr (at, ';', (gsize) (blank - at));
      const char *equals;

      end = end != NULL ? end : blank;
      equals = memchr (at, '=', (gsize) (end - at));
      if (equals != NULL)
        {
          const WaybillFtpWord fact = { at, (gsize) (equals - at) };
          const WaybillFtpWord value = { equals + 1, (gsize) (end - equals - 1) };

          if (!read_fact (&fact, &value, found))
            return WAYBILL_FTP_READ_NOTHING;
        }
      at = end + 1;
    }
  return WAYBILL_FTP_READ_ENTRY;
}

static void
read_eplf_fact (const WaybillFtpWord *fact, WaybillFtpFound *found)
{
  const WaybillFtpWord value = { fact->at + 1, fact->length - 1 };
  gint64 number;

  switch (fact->at[0])
    {
    case '/':
      found->type = WAYBILL_REMOTE_ENTRY_DIR;
      break;
    case 'r':
      if (value.length == 0)
        found->type = WAYBILL_REMOTE_ENTRY_FILE;
      break;
    case 's':
      found->size = read_size (&value);
      break;
    case 'm':
      if (waybill_ftp_parse_number (&value, &number) && number < G_MAXINT32 * G_GINT64_CONSTANT (100))
        found->mtime = number;
      break;
    case 'u':
      if (value.length > 1 && value.at[0] == 'p')
        found->mode = (WaybillFtpWord){ value.at + 1, value.length - 1 };
      break;
    default:
      break;
    }
}

/* waybill_ftp_parse_eplf:
 *
 * Easily Parsed LIST Format: "+i8388621.44468,m839956783,r,s10376,\tname"; m is in Unix seconds, "/" says that it can be
 * entered, "r" that it can be fetched. */
WAYBILL_FTP_READER (eplf)
{
  const char *tab = memchr (line, '\t', length);
  const char *at = line + 1;

  if (line[0] != '+' || tab == NULL || tab[1] == '\0')
    return WAYBILL_FTP_READ_NO;
  found->name = (WaybillFtpWord){ tab + 1, (gsize) (line + length - tab - 1) };
  while (at < tab)
    {
      const char *comma = memchr (at, ',', (gsize) (tab - at));
      const WaybillFtpWord fact = { at, (gsize) ((comma != NULL ? comma : tab) - at) };

      if (fact.length > 0)
        read_eplf_fact (&fact, found);
      at += fact.length + 1;
    }
  return WAYBILL_FTP_READ_ENTRY;
}

/* waybill_ftp_parse_names:
 *
 * NLST, or a server that gives names alone (RFC 959 §4.1.3): every line is one, and what it names nobody knows. */
WAYBILL_FTP_READER (names)
{
  found->name = (WaybillFtpWord){ line, length };
  return WAYBILL_FTP_READ_ENTRY;
}
