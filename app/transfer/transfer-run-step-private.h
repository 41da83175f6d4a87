/* A run from within, for its files: tries and ends (transfer-run), what comes after the bytes (transfer-arrive), what may be put
 * where and from where on (transfer-rule). */
#pragma once

#include "transfer-run-private.h"

#include "transfer-proof-private.h"
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
  WaybillTransferDisk *disk;   /* (nullable) */
  WaybillTransferFlush *flush; /* (nullable) */
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
/* transfer-rule.c: the session is connected; what now? */
void waybill_transfer_rule_judge    (GTask  *task);
GError *waybill_transfer_rule_new_exists_error (WaybillRemoteError             kind,
                                     const WaybillRemoteErrorFacts *there,
                                     const char                    *path);

G_END_DECLS
