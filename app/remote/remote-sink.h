/* Where a file that is fetched goes, and where a file that is sent comes from. Called on the session's worker thread; made and
 * owned by who starts the transfer. remote knows no file system: transfer does. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* begin is told what the server announced (-1, WAYBILL_REMOTE_NO_TIME: unknown) before the first byte, and where in the file that byte
 * stands: 0, or the move's offset when the server took it; a retry begins again. end comes when every check went well, to flush what
 * was written. */
typedef struct
{
  gboolean (*begin) (gpointer self, gint64 size, gint64 mtime, gint64 start, GError **error);
  gboolean (*write) (gpointer self, const void *data, gsize length, GError **error);
  gboolean (*end)   (gpointer self, GError **error);
} WaybillRemoteSinkClass;

typedef struct
{
  const WaybillRemoteSinkClass *klass;
  gpointer                      self;
} WaybillRemoteSink;

/* read: *done 0 is the end. size: -1 unknown, else of the whole. seek: (nullable) where to read on, before the first read. */
typedef struct
{
  gint64   (*size) (gpointer self);
  gboolean (*read) (gpointer self, void *buffer, gsize length, gsize *done, GError **error);
  gboolean (*seek) (gpointer self, gint64 offset, GError **error);
} WaybillRemoteSourceClass;

typedef struct
{
  const WaybillRemoteSourceClass *klass;
  gpointer                        self;
} WaybillRemoteSource;

/* What came of one transfer. */
typedef struct
{
  gint64   bytes;          /* moved; of a text as it stands on this side */
  gint64   start;          /* where in the file they begin; of an appended one where the remote file ended */
  gint64   announced;      /* size the server told, -1: none; on an upload SIZE after it */
  gint64   mtime;          /* of the remote file, WAYBILL_REMOTE_NO_TIME: unknown */
  gboolean clean_end;      /* the data channel ended with its farewell */
  gboolean size_checked;   /* SIZE was there and agreed */
  gboolean is_text;        /* line ends or letters were changed on the way: sizes and hashes of both sides do not compare */
  gboolean time_set;       /* the remote file has the time that was asked for */
  gboolean time_refused;   /* it was asked for, and the server would not */
  gboolean resumed;        /* the data channel's TLS session */
  int      reply_code;
  char     reply[256];     /* the server's last words, scrubbed */
} WaybillRemoteOutcome;

G_END_DECLS
