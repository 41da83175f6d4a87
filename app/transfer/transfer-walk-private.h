/* What one call of send or fetch stands for: files and folders become items, folders are walked and made on the other side. A walk
 * borrows a session for a step at a time, so that files move meanwhile. Main thread. */
#pragma once

#include "transfer-item-private.h"
#include "transfer-pool-private.h"

G_BEGIN_DECLS

#define WAYBILL_TRANSFER_WALK_MOST_FILES 100000
#define WAYBILL_TRANSFER_WALK_MOST_LEVELS 64

typedef struct _WaybillTransferWalk WaybillTransferWalk;

/* Called from the main loop, never from within a call of the walk; after an event the walk may be gone. */
typedef struct
{
  void (*found)  (gpointer                  owner,
                  WaybillTransferItem      *item);    /* (transfer full) WAITING, or FAILED or LEFT with its error */
  void (*made)   (gpointer                  owner,    /* a folder, in this one */
                  WaybillTransferDirection  direction,
                  const char               *folder);
  void (*paused) (gpointer                  owner,    /* a step ended: the session goes back, or another is wanted */
                  WaybillTransferWalk      *walk,
                  WaybillTransferSession   *session); /* (nullable) */
  void (*ended)  (gpointer                  owner,
                  WaybillTransferWalk      *walk);
} WaybillTransferWalkEvents;

WaybillTransferWalk    *waybill_transfer_walk_new           (WaybillTransferDirection         direction,
                                                             const char * const              *paths,
                                                             const char                      *folder,
                                                             guint                            retries,
                                                             const WaybillTransferWalkEvents *events,
                                                             gpointer                         owner);
/* Before it begins; 0: none. */
void                    waybill_transfer_walk_set_batch     (WaybillTransferWalk             *self,
                                                             guint                            batch);
guint                   waybill_transfer_walk_get_batch     (WaybillTransferWalk             *self);
/* Before it begins: so many folders above what it finds were named by the server, and its own paths are below them. */
void                    waybill_transfer_walk_set_below     (WaybillTransferWalk             *self,
                                                             guint                            below);
/* Before it begins. targets: (nullable) where each of the paths goes to, else into the folder under its name. */
void                    waybill_transfer_walk_set_terms     (WaybillTransferWalk             *self,
                                                             const WaybillTransferTerms      *terms,
                                                             const char * const              *targets);
void                    waybill_transfer_walk_begin         (WaybillTransferWalk             *self);
gboolean                waybill_transfer_walk_wants_session (WaybillTransferWalk             *self);
/* Has it found a folder that it reads, or will? */
gboolean                waybill_transfer_walk_is_in_folder  (WaybillTransferWalk             *self);
/* Does its next step with it; "paused" gives it back. */
void                    waybill_transfer_walk_use           (WaybillTransferWalk             *self,
                                                             WaybillTransferSession          *session);
WaybillTransferSession *waybill_transfer_walk_get_session   (WaybillTransferWalk             *self); /* (nullable) */
/* There is no session for its next step: that folder is told as failed, and the walk goes on behind it. */
void                    waybill_transfer_walk_fail_step     (WaybillTransferWalk             *self,
                                                             const GError                    *error);
/* The step under way is given up; the walk may be used again (the spare session was taken away). */
void                    waybill_transfer_walk_interrupt     (WaybillTransferWalk             *self);
/* Ends it; "ended" follows. */
void                    waybill_transfer_walk_stop          (WaybillTransferWalk             *self);
/* It was stopped: not all was found. */
gboolean                waybill_transfer_walk_is_stopped    (WaybillTransferWalk             *self);
/* Lets go; what is under way calls nobody any more. */
void                    waybill_transfer_walk_free          (WaybillTransferWalk             *self);

G_END_DECLS
