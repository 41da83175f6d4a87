/* One file on its way, from question to checked delivery: conflict rule, temporary name, transfer, retries, hash, rename. Main thread.
 * Not a queue: it knows one file. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

/* What to do when the target exists. ASK without an answer means NO. */
typedef enum
{
  WAYBILL_TRANSFER_OVERWRITE_NO,
  WAYBILL_TRANSFER_OVERWRITE_YES,
  WAYBILL_TRANSFER_OVERWRITE_NEWER,  /* only when the source is newer; else it is left and counts as done */
  WAYBILL_TRANSFER_OVERWRITE_RENAME, /* "name (2).ext" */
} WaybillTransferOverwrite;

typedef enum
{
  WAYBILL_TRANSFER_GET,
  WAYBILL_TRANSFER_PUT,
} WaybillTransferDirection;

/* What makes a file right. */
typedef enum
{
  WAYBILL_TRANSFER_VERIFY_AUTO, /* the size where the server tells one */
  WAYBILL_TRANSFER_VERIFY_SIZE, /* the size, or it failed */
  WAYBILL_TRANSFER_VERIFY_HASH, /* the server's own checksum, the best that it makes, or it failed */
  WAYBILL_TRANSFER_VERIFY_OFF,
} WaybillTransferVerify;

/* How files are to be moved; zeroed: whole, and never over anything. */
typedef struct
{
  WaybillTransferOverwrite overwrite;
  WaybillTransferVerify    verify;
  gboolean                 resumes; /* goes on where an earlier run, or another program, ended; what is the same is left */
  gboolean                 ascii;
} WaybillTransferTerms;

typedef struct _WaybillTransferHelp WaybillTransferHelp;

/* Borrowed for the call. */
typedef struct
{
  WaybillTransferDirection direction;
  const char              *remote_path;
  const char              *local_path;
  WaybillTransferTerms     terms;
  gboolean                 is_listed; /* of a get: size and time stood in an exact listing of a moment ago */
  gint64                   listed_size;
  gint64                   listed_mtime;
  gboolean                 is_new;    /* of a put: its folder was made a moment ago, nothing stands under its name */
  guint                    below;     /* of a get: so many of the last local folders may be no links */
  const WaybillTransferHelp *help;    /* (nullable) what a queue's runs share */
  guint                    retries;   /* after the first try */
  const char              *part_path; /* (nullable) of a put: where an earlier run left a part of the file, */
  gint64                   part_moved; /* of at most so many bytes: it is replaced without a question */
} WaybillTransferRequest;

/* What came of it: the receipt's facts. */
typedef struct
{
  WaybillRemoteOutcome outcome;
  char                *remote_path; /* as it was named in the end */
  char                *local_path;
  char                *sha256;      /* of the bytes that were moved */
  guint                tries;
  gboolean             left;        /* nothing was moved: the target is as new */
  gboolean             hash_checked; /* the server's own checksum agreed, */
  const char          *hash_name;    /* (nullable) static: of this algorithm: "sha256", "crc32" */
  gint64               microseconds;
} WaybillTransferResult;

void                   waybill_transfer_result_free (WaybillTransferResult        *self);
/* remote: connected, or it will be connected; on a retry it is connected again. Local paths: the folder must exist. */
void                   waybill_transfer_run_async   (WaybillRemote                *remote,
                                                     const WaybillTransferRequest *request,
                                                     WaybillRemoteProgress        *progress,
                                                     GCancellable                 *cancellable,
                                                     GAsyncReadyCallback           callback,
                                                     gpointer                      user_data);
WaybillTransferResult *waybill_transfer_run_finish  (GAsyncResult                 *result,
                                                     GError                      **error);
/* (transfer full) (nullable): where a part of the file stands at the partner after a put that failed; for the next request. After finish,
 * within the callback. */
char                  *waybill_transfer_run_dup_part (GAsyncResult               *result,
                                                     gint64                      *moved);
gboolean               waybill_transfer_verify_from_name    (const char           *name,
                                                     WaybillTransferVerify        *verify);
gboolean               waybill_transfer_overwrite_from_name (const char           *name,
                                                     WaybillTransferOverwrite     *overwrite);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTransferResult, waybill_transfer_result_free)

G_END_DECLS
