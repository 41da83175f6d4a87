/* A run from within, for its files: tries and ends (transfer-run), what comes after the bytes (transfer-arrive), what may be put
 * where and from where on (transfer-rule). */
#pragma once

#include "transfer-run-private.h"

#include "transfer-proof-private.h"
#include "transfer-stale-private.h"
#include "transfer-source.h"
#include "transfer-target.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferRun WaybillTransferRun;

struct _WaybillTransferRun
{
  WaybillRemote *remote;
  WaybillTransferDirection direction;
  WaybillTransferTerms terms;
  gboolean is_listed;
  gint64 listed_size;
  gint64 listed_mtime;
  gboolean is_new;
  guint below;
  WaybillTransferDisk *disk;   /* (nullable) */
  WaybillTransferFlush *flush; /* (nullable) */
  WaybillTransferStale *stale; /* of a get: the disk's, or own_stale; used on the disk's thread */
  WaybillTransferStale *own_stale; /* (nullable) */
  gboolean has_stale;          /* of a get: parts of its name stood there when it was opened */
  void (*moved) (gpointer user_data);
  gpointer user_data; /* of the caller */
  guint retries;
  WaybillRemoteProgress *progress;
  WaybillTransferTarget *target; /* (nullable) of a get */
  WaybillTransferSource *source; /* (nullable) of a put */
  WaybillTransferResult *result;
  GError *failure;   /* (nullable) while it is put away */
  char *wanted_path; /* the remote path that was asked for, before any number */
  guint number;      /* the copy that is tried: "name (2)" */
  char *part_path;   /* (nullable) of a put: the remote path that holds a part of this file, */
  gint64 part_moved; /* of at most so many bytes */
  gboolean settled;  /* of a get: the conflict rule has spoken */
  gboolean knows_source;    /* of a get: its size and time were asked for, or listed */
  gboolean tried_beginning; /* of a get: the file under the final name was looked at, */
  gboolean is_proven;       /* and is a beginning of the source, or was, so that it may be replaced by it */
  gboolean tried_kept;
  gboolean is_refuted;      /* of a put: what is there is no beginning */
  gint64 offset;            /* of a put: proven bytes at the partner, for the next try */
  gint64 proven_size;       /* of a put: of the file whose tail is being compared */
  gboolean knows_before;    /* of a put: it is known what stood there before a byte was sent: */
  gboolean was_there;       /* anything, */
  gint64 before_size;       /* of this size, */
  gint64 before_time;       /* changed then */
  gboolean needs_checksum;  /* of a put: the tail of what is there is no proof */
  gint64 start;             /* of the try under way: behind so many bytes */
  gboolean tried_checksum;  /* the server was asked for its checksum of what is there already */
  WaybillTransferProof proof;
  gboolean is_there; /* of a get: something stood under the final name when it was opened, */
  gint64 there_time; /* changed then */
  gint64 begun;
  GSource *delay;
};

/* transfer-run.c: how a step ends; each takes the run over. */
void waybill_transfer_run_move      (GTask  *task);
void waybill_transfer_run_leave     (GTask  *task);
void waybill_transfer_run_fail      (GTask  *task,
                                     GError *error);
void waybill_transfer_run_try_again (GTask  *task,
                                     GError *error); /* or fail */
gboolean waybill_transfer_run_never_began (GTask *task,
                                     GError *error);
void waybill_transfer_run_go        (GTask  *task);  /* the session is connected where it has to be */
void waybill_transfer_run_succeed   (GTask  *task);
/* transfer-arrive.c: all of it has moved. */
void waybill_transfer_arrive        (GTask  *task);
void waybill_transfer_arrive_in_doubt (GTask *task,
                                     GError *error); /* taken */
void waybill_transfer_arrive_after_doubt (GTask *task);
/* transfer-agree.c: by the server's own checksum; each takes the run over, or does nothing and returns FALSE. */
gboolean waybill_transfer_agree_on_same (GTask *task);  /* of a get: what stands under the final name */
gboolean waybill_transfer_agree_on_part (GTask *task,
                                     gint64  size);     /* of a put: what stands at the partner */
gboolean waybill_transfer_agree_on_doubt (GTask *task,
                                     gint64  size);     /* of a put: whether it is what was sent, or the old file */
gboolean waybill_transfer_agree_on_all (GTask  *task);  /* all that has moved */
GError  *waybill_transfer_agree_new_error (WaybillTransferRun *self,
                                     WaybillRemoteError  kind,
                                     const char         *verb,
                                     const char         *what);
void waybill_transfer_deliver       (GTask  *task);  /* transfer-arrive.c: every check went well */
/* transfer-rule.c: the session is connected; what now? */
void waybill_transfer_rule_judge    (GTask  *task);
void waybill_transfer_rule_compare_tail (GTask *task,
                                     gint64  size);
void waybill_transfer_rule_judge_get (GTask *task);
gboolean waybill_transfer_rule_is_replaced (WaybillTransferRun *self,
                                     gint64  size,
                                     gint64  mtime);    /* of a put: what is there is not what was there before */
GError *waybill_transfer_rule_new_exists_error (WaybillRemoteError             kind,
                                     const WaybillRemoteErrorFacts *there,
                                     const char                    *path);

G_END_DECLS
