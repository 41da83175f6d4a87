/* From a line of a listing to an entry: one table of dialects. A new dialect is a file ftp-parse-NAME.c and a row here. */
#include "ftp-parse.h"

#include <string.h>

static const WaybillFtpParseLine dialects[WAYBILL_FTP_N_DIALECTS] = {
  [WAYBILL_FTP_DIALECT_MLSD] = waybill_ftp_parse_mlsd_line,
  [WAYBILL_FTP_DIALECT_UNIX] = waybill_ftp_parse_unix_line,
};

/**
 * waybill_ftp_parse_set_unreadable:
 * @entry: (out caller-allocates): an entry
 * @line: the line as it came; lent
 *
 * Makes an entry of a line that nobody understands: it is shown, never dropped.
 */
void
waybill_ftp_parse_set_unreadable (WaybillRemoteEntry *entry, const char *line)
{
  *entry = (WaybillRemoteEntry){
    .type = WAYBILL_REMOTE_ENTRY_UNREADABLE, .size = -1, .mtime = WAYBILL_REMOTE_NO_TIME, .raw = line
  };
}

static gboolean
is_own_folder (const WaybillRemoteEntry *entry)
{
  return entry->name != NULL && (g_str_equal (entry->name, ".") || g_str_equal (entry->name, ".."));
}

/**
 * waybill_ftp_parse_line:
 * @dialect: the dialect the server speaks
 * @line: a line without its end; may be changed, and is lent to @entry
 * @now: Unix seconds: dates without a year are near it
 * @entry: (out caller-allocates): what it says; valid until the next call on the same thread
 *
 * Reads a line. One that is not of the dialect gives an unreadable entry, so that no honest neighbour is hidden.
 *
 * Returns: %FALSE when the line stands for nothing: empty, "total 12", `.` and `..`
 */
gboolean
waybill_ftp_parse_line (WaybillFtpDialect dialect, char *line, gint64 now, WaybillRemoteEntry *entry)
{
  static _Thread_local char raw[16 * 1024 + 1];

  g_strlcpy (raw, line, sizeof raw);
  if (raw[strspn (raw, " \t")] == '\0')
    return FALSE;

  waybill_ftp_parse_set_unreadable (entry, raw);
  if (!dialects[dialect](line, now, entry))
    {
      waybill_ftp_parse_set_unreadable (entry, raw);
      return TRUE;
    }
  entry->raw = raw;
  return entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE && !is_own_folder (entry);
}
