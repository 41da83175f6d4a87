/* MLSD lines (RFC 3659 §7): facts parted by `;`, a blank, the name. */
#include "ftp-parse.h"

#include <stdio.h>
#include <string.h>

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  int year, month, day, hour, minute, second;

  if (strspn (text, "0123456789") < 14
      || sscanf (text, "%4d%2d%2d%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return WAYBILL_REMOTE_NO_TIME;
  time = g_date_time_new (utc, year, month, day, hour, minute, MIN (second, 59));
  return time != NULL ? g_date_time_to_unix (time) : WAYBILL_REMOTE_NO_TIME;
}

static gint64
read_size (const char *text)
{
  guint64 size;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &size, NULL) ? (gint64) size : -1;
}

static void
read_type (char *value, WaybillRemoteEntry *entry)
{
  static const struct
  {
    const char *word;
    WaybillRemoteEntryType type;
  } types[] = {
    { "file", WAYBILL_REMOTE_ENTRY_FILE },          { "dir", WAYBILL_REMOTE_ENTRY_DIR },
    { "cdir", WAYBILL_REMOTE_ENTRY_UNREADABLE }, /* the folder itself and its parent: left out */
    { "pdir", WAYBILL_REMOTE_ENTRY_UNREADABLE },    { "OS.unix=symlink", WAYBILL_REMOTE_ENTRY_LINK },
    { "OS.unix=slink", WAYBILL_REMOTE_ENTRY_LINK },
  };

  entry->type = WAYBILL_REMOTE_ENTRY_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gsize length = strlen (types[i].word);

      if (g_ascii_strncasecmp (value, types[i].word, length) != 0)
        continue;
      if (value[length] == '\0')
        entry->type = types[i].type;
      else if (value[length] == ':' && types[i].type == WAYBILL_REMOTE_ENTRY_LINK)
        {
          entry->type = WAYBILL_REMOTE_ENTRY_LINK;
          entry->target = value + length + 1;
        }
    }
}

static void
read_fact (char *fact, WaybillRemoteEntry *entry)
{
  char *value = strchr (fact, '=');

  if (value == NULL)
    return;
  *value++ = '\0';
  if (g_ascii_strcasecmp (fact, "type") == 0)
    read_type (value, entry);
  else if (g_ascii_strcasecmp (fact, "size") == 0 || g_ascii_strcasecmp (fact, "sizd") == 0)
    entry->size = read_size (value);
  else if (g_ascii_strcasecmp (fact, "modify") == 0)
    entry->mtime = read_time (value);
  else if (g_ascii_strcasecmp (fact, "unix.mode") == 0)
    entry->mode = value;
}

/**
 * waybill_ftp_parse_mlsd_line:
 * @line: a line; changed
 * @now: not used: MLSD has whole dates
 * @entry: (out caller-allocates): what it says; its strings point into @line
 *
 * Returns: %FALSE when it is no MLSD line, or has an empty name
 */
gboolean
waybill_ftp_parse_mlsd_line (char *line, gint64 now, WaybillRemoteEntry *entry)
{
  char *blank = strchr (line, ' ');
  char *fact = line;

  if (blank == NULL || blank[1] == '\0' || (blank > line && memchr (line, '=', (gsize) (blank - line)) == NULL))
    return FALSE;

  *blank = '\0';
  entry->type = WAYBILL_REMOTE_ENTRY_OTHER;
  entry->name = blank + 1;
  while (*fact != '\0')
    {
      char *end = fact + strcspn (fact, ";");
      char *next = *end == ';' ? end + 1 : end;

      *end = '\0';
      read_fact (fact, entry);
      fact = next;
    }
  return TRUE;
}
