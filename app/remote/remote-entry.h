/* One entry of a remote folder. Names are as the server spells them: whether one may be written to disk is
 * remote-path's question. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_REMOTE_ENTRY_FILE,
  WAYBILL_REMOTE_ENTRY_DIR,
  WAYBILL_REMOTE_ENTRY_LINK,
  WAYBILL_REMOTE_ENTRY_OTHER,
  WAYBILL_REMOTE_ENTRY_UNREADABLE, /* only raw is set */
} WaybillRemoteEntryType;

#define WAYBILL_REMOTE_NO_TIME G_MININT64

/* All strings live in the listing's string chunk: lent, valid as long as the listing. */
typedef struct
{
  WaybillRemoteEntryType type;
  const char            *name;   /* UTF-8 or the server's bytes */
  gint64                 size;   /* bytes, -1 unknown */
  gint64                 mtime;  /* Unix seconds, WAYBILL_REMOTE_NO_TIME unknown */
  const char            *target; /* (nullable) of a link */
  const char            *mode;   /* (nullable) "rwxr-x---" or MLSD perm */
  const char            *raw;    /* the line as it came */
  gboolean               size_is_rough; /* from blocks or records: to be shown, never compared with what was moved */
} WaybillRemoteEntry;

G_END_DECLS
