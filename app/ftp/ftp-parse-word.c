/* Lines as words, and words as numbers. Every function stays inside its word; a line ends with NUL. */
#include "ftp-parse-private.h"

#include <string.h>

static inline gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

/* waybill_ftp_parse_split:
 *
 * The words of a line, at most so many; blanks and tabs part them, and the newline between two joined lines. */
guint
waybill_ftp_parse_split (const char *line, WaybillFtpWord *words, guint most)
{
  const char *at = line;
  guint n = 0;

  while (n < most)
    {
      const char *begin;

      while (is_blank (*at))
        at++;
      if (*at == '\0')
        break;
      begin = at;
      while (*at != '\0' && !is_blank (*at))
        at++;
      words[n].at = begin;
      words[n].length = (gsize) (at - begin);
      n++;
    }
  return n;
}

/* waybill_ftp_parse_is:
 *
 * Is the word this text, whatever its case? */
gboolean
waybill_ftp_parse_is (const WaybillFtpWord *word, const char *text)
{
  return strlen (text) == word->length && g_ascii_strncasecmp (word->at, text, word->length) == 0;
}

/* waybill_ftp_parse_is_of:
 *
 * Is the word not empty and made of these characters alone? */
gboolean
waybill_ftp_parse_is_of (const WaybillFtpWord *word, const char *characters)
{
  for (gsize i = 0; i < word->length; i++)
    if (strchr (characters, word->at[i]) == NULL)
      return FALSE;
  return word->length > 0;
}

/* waybill_ftp_parse_is_one_of:
 *
 * Is the word one of some texts that are parted by ";"? */
gboolean
waybill_ftp_parse_is_one_of (const WaybillFtpWord *word, const char *texts)
{
  while (*texts != '\0')
    {
      gsize length = strcspn (texts, ";");

      if (length > 0 && length == word->length && g_ascii_strncasecmp (word->at, texts, length) == 0)
        return TRUE;
      texts += length + (texts[length] == ';');
    }
  return FALSE;
}

/* waybill_ftp_parse_number:
 *
 * Decimal digits alone, up to 18 of them, so that it always fits. */
gboolean
waybill_ftp_parse_number (const WaybillFtpWord *word, gint64 *number)
{
  gint64 value = 0;

  if (word->length == 0 || word->length > 18)
    return FALSE;
  for (gsize i = 0; i < word->length; i++)
    {
      if (!g_ascii_isdigit (word->at[i]))
        return FALSE;
      value = value * 10 + (word->at[i] - '0');
    }
  *number = value;
  return TRUE;
}

/* waybill_ftp_parse_grouped:
 *
 * The same with thousands parted as people write them: 1,234,567 or 1.234.567, also by a no-break blank. */
gboolean
waybill_ftp_parse_grouped (const WaybillFtpWord *word, gint64 *number)
{
  char digits[20];
  WaybillFtpWord plain = { digits, 0 };
  gsize group = 0;

  for (gsize i = 0; i < word->length; i++)
    {
      guchar c = (guchar) word->at[i];

      if (g_ascii_isdigit (c))
        {
          if (plain.length == sizeof digits)
            return FALSE;
          digits[plain.length++] = (char) c;
          group++;
        }
      else if (c == ',' || c == '.' || c == '\'' || c == 0xa0)
        {
          if (plain.length == 0 || group == 0 || (plain.length != group && group != 3))
            return FALSE;
          group = 0;
        }
      else if (c != 0xc2 || i + 1 == word->length || (guchar) word->at[i + 1] != 0xa0)
        return FALSE;
    }
  return (plain.length == group || group == 3) && waybill_ftp_parse_number (&plain, number);
}

/* waybill_ftp_parse_begins:
 *
 * Does a line begin with this text, blanks in front aside, whatever its case? */
gboolean
waybill_ftp_parse_begins (const char *line, const char *text)
{
  while (is_blank (*line))
    line++;
  return g_ascii_strncasecmp (line, text, strlen (text)) == 0;
}

/* waybill_ftp_parse_behind:
 *
 * What stands behind a word up to the end of the line, without the blanks in between. */
WaybillFtpWord
waybill_ftp_parse_behind (const WaybillFtpWord *word, const char *end)
{
  const char *at = word->at + word->length;

  while (at < end && is_blank (*at))
    at++;
  return (WaybillFtpWord){ at, (gsize) (end - at) };
}
