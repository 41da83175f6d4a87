/* One file on its way: what is asked for, as values. What comes of it is an outcome (remote-sink); who asks is the caller. */
#pragma once

#include "remote-sink.h"

G_BEGIN_DECLS

/* Bytes moved so far, as they travel (a text's line ends are longer then): written by the worker, read by a tick on the main thread. */
typedef struct _WaybillRemoteProgress WaybillRemoteProgress;
WaybillRemoteProgress *waybill_remote_progress_new   (void);
WaybillRemoteProgress *waybill_remote_progress_ref   (WaybillRemoteProgress *self);
void                   waybill_remote_progress_unref (WaybillRemoteProgress *self);
void                   waybill_remote_progress_add   (WaybillRemoteProgress *self, gint64 bytes);
void                   waybill_remote_progress_reset (WaybillRemoteProgress *self);
gint64                 waybill_remote_progress_get   (WaybillRemoteProgress *self);

typedef enum
{
  WAYBILL_REMOTE_GET,
  WAYBILL_REMOTE_PUT,
} WaybillRemoteWay;

/* Zeroed but for the first rows: the whole file, as it is. What sink and source point at must live until the move has ended. */
typedef struct
{
  WaybillRemoteWay       way;
  const char            *path;      /* at the partner */
  WaybillRemoteSink      sink;      /* of a GET */
  WaybillRemoteSource    source;    /* of a PUT */
  WaybillRemoteProgress *progress;  /* (nullable) */
  gint64                 offset;    /* bytes that are there already: go on behind them (RFC 3659 Â§5) */
  gboolean               ascii;     /* as text, lines ended as each side does; never with an offset */
  gboolean               appends;   /* PUT: behind what stands under the path (APPE, RFC 959 §4.1.3); without an offset. It is never tried
                                     * again by the engine: a second time doubles it. Who lost the connection asks for the size */
  gboolean               is_listed; /* GET: size and time stood in a listing of a moment ago, exact (MLSD): not asked for again */
  gint64                 listed_size;  /* bytes, -1: unknown */
  gint64                 listed_mtime; /* WAYBILL_REMOTE_NO_TIME: unknown */
  gboolean               unchecked; /* PUT: SIZE is not compared after it, by choice: who takes files away at once has none to measure */
  gboolean               sets_time; /* PUT: mtime is given to the remote file, where the server can */
  gint64                 mtime;     /* Unix seconds */
} WaybillRemoteMove;

/* What will be asked for next on the same session, so that its commands can be sent ahead. peek: (nullable) result; valid until the
 * present move ends, and only a hint: that one may be cancelled before it begins. */
typedef struct
{
  const WaybillRemoteMove *(*peek) (gpointer data);
  gpointer                 data;
} WaybillRemoteAhead;

G_END_DECLS
