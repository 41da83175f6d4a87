/* The walk from within, for its three files: what it found, what it asks the server, and the machine that steps. */
#pragma once

#include "transfer-walk-private.h"

#include "transfer-scan-private.h"

G_BEGIN_DECLS

/* So many calls to the server before the session goes back: files shall move meanwhile. */
#define WAYBILL_TRANSFER_WALK_CALLS_AT_ONCE 16
#define WAYBILL_TRANSFER_WALK_ENTRIES_AT_ONCE 256

typedef enum
{
  WAYBILL_TRANSFER_STEP_LOOK_AT_PATHS, /* on this computer */
  WAYBILL_TRANSFER_STEP_STAT_PATH,     /* at the server */
  WAYBILL_TRANSFER_STEP_MAKE_REMOTE,
  WAYBILL_TRANSFER_STEP_READ_LOCAL,
  WAYBILL_TRANSFER_STEP_LIST_REMOTE,
  WAYBILL_TRANSFER_STEP_MAKE_LOCAL,
  WAYBILL_TRANSFER_STEP_SHARE_LISTING,
  WAYBILL_TRANSFER_STEP_END,
} WaybillTransferStep;

/* A folder on both sides. */
typedef struct
{
  char *remote;
  char *local;
  guint level;
  gboolean is_new; /* made at the server by this walk: empty */
} WaybillTransferPlace;

struct _WaybillTransferWalk
{
  const WaybillTransferWalkEvents *events;
  gpointer owner; /* (nullable) NULL: it let go */
  WaybillTransferDirection direction;
  char **paths;
  char **targets; /* (nullable) */
  WaybillTransferTerms terms;
  guint n_paths_done;
  char *folder; /* where to */
  guint batch;         /* its items' */
  guint below;         /* how many levels its paths stand below the folder that somebody named */
  guint retries;
  guint tries;
  WaybillTransferStep step;
  WaybillTransferPlace *place;        /* (nullable) the one that is being entered */
  GQueue *places;      /* that wait */
  GQueue *inside;      /* folders found in the present one: entered next, in their order */
  guint n_found;
  GHashTable *taken;   /* (nullable) what its files become, where several paths may bring the same name */
  WaybillTransferScan *scan;         /* (nullable) */
  WaybillRemoteListing *listing;     /* (nullable) */
  guint n_shared;                    /* of the listing */
  WaybillTransferSession *session;   /* (nullable) borrowed */
  GCancellable *cancellable;
  GError *not_made; /* (nullable) what making a folder failed with, until it is known whether it is there */
  guint n_calls;
  gboolean is_calling;
  gboolean is_interrupted;
  gboolean is_stopping;
  guint later; /* source id */
};

/* transfer-walk-found.c: what becomes of what was found; a found folder waits until it is entered. */
void        waybill_transfer_walk_free_now      (WaybillTransferWalk            *self);
void        waybill_transfer_walk_end           (WaybillTransferWalk            *self);
void        waybill_transfer_walk_found_local   (WaybillTransferWalk            *self,
                                                 const WaybillTransferScanEntry *entry);
void        waybill_transfer_walk_found_path    (WaybillTransferWalk            *self,
                                                 gboolean                        is_folder,
                                                 gint64                          size);
void        waybill_transfer_walk_found_remote  (WaybillTransferWalk            *self,
                                                 const WaybillRemoteEntry       *entry);
void        waybill_transfer_walk_pass_unsafe   (WaybillTransferWalk            *self);
const char *waybill_transfer_walk_get_remote    (WaybillTransferWalk            *self);
void        waybill_transfer_walk_enter_next    (WaybillTransferWalk            *self);
/* Takes the error. */
void        waybill_transfer_walk_fail_place    (WaybillTransferWalk            *self,
                                                 GError                         *error);
GError     *waybill_transfer_walk_new_error     (WaybillRemoteError              kind,
                                                 const char                     *subject,
                                                 int                             os_error,
                                                 const char                     *what);
/* transfer-walk-server.c */
void        waybill_transfer_walk_call_server   (WaybillTransferWalk            *self);
/* transfer-walk.c */
void        waybill_transfer_walk_proceed       (WaybillTransferWalk            *self);

G_END_DECLS
