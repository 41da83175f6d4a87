/* From a line of a listing to an entry: one table of dialects. A new dialect is a file ftp-parse-NAME.c and a row here. */
#pragma once

#include "remote-entry.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_FTP_DIALECT_MLSD,
  WAYBILL_FTP_DIALECT_UNIX,
  WAYBILL_FTP_N_DIALECTS,
} WaybillFtpDialect;

/* Fills an entry whose strings point into line, which it may change. FALSE: not of this dialect. Type UNREADABLE with TRUE: a line
 * to leave out. */
typedef gboolean (*WaybillFtpParseLine) (char *line, gint64 now, WaybillRemoteEntry *entry);

gboolean waybill_ftp_parse_line           (WaybillFtpDialect    dialect,
                                           char                *line,
                                           gint64               now,
                                           WaybillRemoteEntry  *entry);
void     waybill_ftp_parse_set_unreadable (WaybillRemoteEntry  *entry,
                                           const char          *line);

gboolean waybill_ftp_parse_mlsd_line      (char *line, gint64 now, WaybillRemoteEntry *entry);
gboolean waybill_ftp_parse_unix_line      (char *line, gint64 now, WaybillRemoteEntry *entry);

G_END_DECLS
