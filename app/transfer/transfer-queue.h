/* The files on their way to and from one partner: in order, over sessions of the queue's own, so that the one the person looks through
 * stays free. Lives on the main thread, in memory: the journal that survives a crash comes later. */
#pragma once

#include "transfer-item.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_TRANSFER_QUEUE (waybill_transfer_queue_get_type ())
G_DECLARE_FINAL_TYPE (WaybillTransferQueue, waybill_transfer_queue, WAYBILL, TRANSFER_QUEUE, GObject) /* a GListModel of items */

/* Signals:
 * "changed" (): totals, at most ten times a second.
 * "ended" (WaybillTransferItem *item): it is done, left, failed or cancelled.
 * "asking" (WaybillTransferItem *item): it wants an answer.
 * "folder-changed" (WaybillTransferDirection direction, const char *folder): files arrived there; lists should look again (at most
 *   once a second for each folder). */

typedef struct
{
  guint  waiting, running, asking, paused, done, failed; /* done: DONE and LEFT */
  gint64 bytes_left; /* of what waits and runs, where known */
  gint64 speed;      /* bytes a second, all together */
  gint64 time_left;  /* seconds, -1: unknown */
  gboolean walking;  /* folders are being read: more files will come */
} WaybillTransferTotals;

/* target: what its sessions start from; talk: (nullable) where they speak. sessions: 1 to 8. */
WaybillTransferQueue *waybill_transfer_queue_new         (WaybillRemoteTarget       *target,
                                                          WaybillRemoteTalk         *talk,
                                                          guint                      sessions);
/* After a new login or a granted exception: sessions that begin from now on start from it. */
void                  waybill_transfer_queue_set_target  (WaybillTransferQueue      *self,
                                                          WaybillRemoteTarget       *target);
/* A session that is connected already, used between its own calls when the server allows no further one (421, 530 too many). (nullable) */
void                  waybill_transfer_queue_set_spare   (WaybillTransferQueue      *self,
                                                          WaybillRemote             *remote);
/* For who has no window: "asking" decides whether somebody can answer; sessions get their next small files while the present one still
 * moves, and everything is said at once. depth: files of one session that are under way, 1 to 4. */
void                  waybill_transfer_queue_set_headless (WaybillTransferQueue     *self,
                                                          gboolean                   asks,
                                                          guint                      depth);
/* A connected session becomes one of the queue's own; is_lent: until it is stopped. */
void                  waybill_transfer_queue_adopt       (WaybillTransferQueue      *self,
                                                          WaybillRemote             *remote,
                                                          gboolean                   is_lent);
/* One file, which need not be looked for: it is in the line at once. terms: borrowed. */
void                  waybill_transfer_queue_add_file    (WaybillTransferQueue      *self,
                                                          WaybillTransferDirection   direction,
                                                          const char                *remote_path,
                                                          const char                *local_path,
                                                          const WaybillTransferTerms *terms);
/* Files and folders, each to a path of its own; else as send and fetch. */
void                  waybill_transfer_queue_add_folders (WaybillTransferQueue      *self,
                                                          WaybillTransferDirection   direction,
                                                          const char * const        *paths,
                                                          const char * const        *targets,
                                                          const WaybillTransferTerms *terms);
/* Is nothing under way, and nothing left to say? Who asks and who was paused waits for somebody. */
gboolean              waybill_transfer_queue_is_idle     (WaybillTransferQueue      *self);
/* Files and folders by full path; folders are walked while files already move: a local one on a thread, a remote one by listings, and
 * the missing folders are made on the other side. Names from the server that leave the folder or cannot be written are told as failed
 * items, never followed; links are not followed; at most 100,000 files and 64 levels for each call. */
void                  waybill_transfer_queue_send        (WaybillTransferQueue      *self,
                                                          const char * const        *local_paths,
                                                          const char                *remote_folder);
void                  waybill_transfer_queue_fetch       (WaybillTransferQueue      *self,
                                                          const char * const        *remote_paths,
                                                          const char                *local_folder);
/* The same for somebody who needs all of it, or nothing. cancellable: (nullable). */
void                  waybill_transfer_queue_fetch_whole_async (WaybillTransferQueue *self,
                                                          const char * const        *remote_paths,
                                                          const char                *local_folder,
                                                          GCancellable              *cancellable,
                                                          GAsyncReadyCallback        callback,
                                                          gpointer                   user_data);
gboolean              waybill_transfer_queue_fetch_whole_finish (GAsyncResult        *result,
                                                          GError                   **error);
void                  waybill_transfer_queue_pause       (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item);
void                  waybill_transfer_queue_go_on       (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item);
void                  waybill_transfer_queue_cancel      (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item);
/* FAILED, CANCELLED: from the start, at the end of the line. */
void                  waybill_transfer_queue_retry       (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item);
/* Does it ask, and was no answer given that will reach it? */
gboolean              waybill_transfer_queue_wants_answer (WaybillTransferQueue     *self,
                                                          WaybillTransferItem       *item);
/* Of the newest item: what is sent or fetched from now on has higher ones. */
guint64               waybill_transfer_queue_get_last_number (WaybillTransferQueue  *self);
/* The answer to an ASKING item: YES replaces, RENAME keeps both, NO skips. until: 0 for it alone; else also for the others of its direction
 * up to this number that ask now or will. */
void                  waybill_transfer_queue_answer      (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item,
                                                          WaybillTransferOverwrite   answer,
                                                          guint64                    until);
/* Keeps both, this one under a name that somebody chose, which gets a number where it is taken too; the others get numbers. */
void                  waybill_transfer_queue_keep_as     (WaybillTransferQueue      *self,
                                                          WaybillTransferItem       *item,
                                                          const char                *name,
                                                          guint64                    until);
void                  waybill_transfer_queue_pause_all   (WaybillTransferQueue      *self,
                                                          gboolean                   paused);
gboolean              waybill_transfer_queue_is_paused   (WaybillTransferQueue      *self);
/* Of those that rest: nobody said so, nothing would have gone well. */
gboolean              waybill_transfer_queue_paused_itself (WaybillTransferQueue    *self);
/* (nullable) Why. */
const GError         *waybill_transfer_queue_get_pause_error (WaybillTransferQueue  *self);
/* Drops what is done, left or cancelled from the list. */
void                  waybill_transfer_queue_clear       (WaybillTransferQueue      *self);
void                  waybill_transfer_queue_get_totals  (WaybillTransferQueue      *self,
                                                          WaybillTransferTotals     *totals);
/* Cancels everything and says goodbye to its sessions; the callback comes when nothing of it runs any more. */
void                  waybill_transfer_queue_stop_async  (WaybillTransferQueue      *self,
                                                          GAsyncReadyCallback        callback,
                                                          gpointer                   user_data);
gboolean              waybill_transfer_queue_stop_finish (WaybillTransferQueue      *self,
                                                          GAsyncResult              *result,
                                                          GError                   **error);

G_END_DECLS
