/* The queue from within, for its files: the list and its door (transfer-queue, and transfer-headless), what people decide
 * (transfer-decide), what starts and ends (transfer-schedule), what finds files (transfer-search), what concerns all (transfer-sweep),
 * what somebody needs as a whole (transfer-whole), and what is said when (transfer-tick). No signal is emitted but by the tick. */
#pragma once

#include "transfer-queue.h"

#include "transfer-batch-private.h"
#include "transfer-item-private.h"
#include "transfer-pool-private.h"
#include "transfer-run-private.h"
#include "transfer-speed-private.h"
#include "transfer-walk-private.h"

G_BEGIN_DECLS

/* What is to become of a run that is cancelled. */
typedef enum
{
  WAYBILL_TRANSFER_WISH_NONE,
  WAYBILL_TRANSFER_WISH_CANCEL,
  WAYBILL_TRANSFER_WISH_PAUSE,
  WAYBILL_TRANSFER_WISH_AGAIN,
} WaybillTransferWish;

/* An item with a session. */
typedef struct
{
  WaybillTransferQueue   *queue;       /* (nullable) NULL: it let go */
  WaybillTransferItem    *item;
  WaybillTransferSession *session;     /* (nullable) borrowed; NULL: all has moved, only the name is missing */
  gboolean                is_long;     /* nobody shall wait behind it */
  GCancellable           *cancellable;
  WaybillRemoteProgress  *progress;
  WaybillTransferSpeed    speed;
  WaybillTransferWish     wish;
} WaybillTransferActiveRun;

/* An answer for all of one direction that were there when it was given. */
typedef struct
{
  gboolean                 is_given;   /* until the queue is idle */
  WaybillTransferOverwrite answer;
  guint64                  until;      /* items of a higher number ask for themselves */
  guint64                  next;       /* of those that asked then: the next to be told; 0: all were */
  WaybillTransferItem     *last;       /* (nullable) the last that was lined up: the next goes behind it */
} WaybillTransferForAll;

struct _WaybillTransferQueue
{
  GObject                  parent;
  WaybillTransferPool     *pool;
  WaybillTransferHelp      help;
  gboolean                 is_headless;
  gboolean                 asks;
  guint                    depth;          /* runs of one session */
  guint                    retries;
  guint                    idle_milliseconds;
  guint                    busy_milliseconds;
  GPtrArray               *items;          /* all, in their order */
  guint                    n_listed;       /* of these, those that the list model has told */
  guint64                  last_number;
  GSequence               *line;           /* of items that wait; lent */
  GPtrArray               *runs;
  GPtrArray               *walks;          /* lent: they are freed when they ended */
  WaybillTransferBatches  *batches;
  guint                    counts[WAYBILL_TRANSFER_N_STATES];
  gint64                   waiting_bytes;
  WaybillTransferForAll    for_all[2];     /* of each direction */
  guint64                  stop_next;      /* stopping: the next item to be cancelled; 0: all are */
  guint                    sweep;          /* source id */
  gboolean                 is_paused;
  gboolean                 paused_itself;  /* because nothing would have gone well */
  GError                  *pause_error;    /* (nullable) of the last such pause */
  gboolean                 is_stopping;
  gboolean                 is_empty;       /* stopping: the pool has closed everything */
  GSList                  *stops;          /* of GTask */
  /* transfer-tick */
  guint                    tick;           /* source id */
  gint64                   ticked;
  gboolean                 is_dirty;
  gboolean                 said_walking;
  GQueue                  *dirty;          /* of items, owned */
  GQueue                  *endings;        /* of items, owned: "ended" is due */
  GHashTable              *folders;        /* path with a letter for its side: when and whether it is told */
  gint64                   moved;          /* by runs that ended */
  WaybillTransferSpeed     speed;
  guint                    n_places;       /* of the line, whose places are to be told again */
};

/* transfer-queue */
void     waybill_transfer_queue_add           (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item); /* (transfer full) */
void     waybill_transfer_queue_set_state     (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item,
                                               WaybillTransferState      state);
void     waybill_transfer_queue_end           (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item,
                                               WaybillTransferState      state);
/* Into the line, before this place; begins anew. */
void     waybill_transfer_queue_line_up       (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item,
                                               GSequenceIter            *before);
/* The list forgets it. */
void     waybill_transfer_queue_forget        (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
/* transfer-schedule */
extern const WaybillTransferPoolEvents waybill_transfer_queue_pool_events;
void     waybill_transfer_queue_look          (WaybillTransferQueue     *self); /* is there something to start? */
void     waybill_transfer_queue_walk          (WaybillTransferQueue     *self,
                                               WaybillTransferDirection  direction,
                                               const char * const       *paths,
                                               const char               *folder,
                                               guint                     batch);
WaybillTransferWalk *
         waybill_transfer_queue_walk_to       (WaybillTransferQueue     *self,
                                               WaybillTransferDirection  direction,
                                               const char * const       *paths,
                                               const char               *folder,
                                               const char * const       *targets, /* (nullable) */
                                               const WaybillTransferTerms *terms,
                                               guint                     batch);
WaybillTransferActiveRun *
         waybill_transfer_queue_find_run      (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_interrupt     (WaybillTransferActiveRun *run,
                                               WaybillTransferWish       wish);
void     waybill_transfer_queue_take_spare    (WaybillTransferQueue     *self); /* whoever uses it lets go */
void     waybill_transfer_queue_note_moved    (gpointer                  run);  /* its session is free */
void     waybill_transfer_queue_let_go        (WaybillTransferQueue     *self); /* of everything, on dispose */
void     waybill_transfer_queue_remove_part   (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item); /* of one that is cancelled without a run */
gboolean waybill_transfer_queue_is_walking    (WaybillTransferQueue     *self);
/* transfer-whole */
void     waybill_transfer_queue_note_ended    (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_give_up       (gpointer                  self,
                                               guint                     batch); /* its walks and items */
/* transfer-decide */
void     waybill_transfer_queue_cancel_one    (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_answer_one    (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item,
                                               WaybillTransferOverwrite  answer,
                                               GSequenceIter            *before);
/* transfer-sweep: what concerns all items, some thousand at a time */
void     waybill_transfer_queue_sweep_answer  (WaybillTransferQueue     *self,
                                               WaybillTransferDirection  direction,
                                               WaybillTransferOverwrite  answer,
                                               guint64                   until);
void     waybill_transfer_queue_sweep_stop    (WaybillTransferQueue     *self);
gboolean waybill_transfer_queue_is_sweeping   (WaybillTransferQueue     *self);
void     waybill_transfer_queue_forget_answers (WaybillTransferQueue    *self);
void     waybill_transfer_queue_clear_sweep   (WaybillTransferQueue     *self);
/* transfer-tick */
void     waybill_transfer_queue_say           (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item); /* (nullable) only totals */
void     waybill_transfer_queue_say_ended     (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_say_folder    (WaybillTransferQueue     *self,
                                               WaybillTransferDirection  direction,
                                               const char               *folder);
void     waybill_transfer_queue_init_tick     (WaybillTransferQueue     *self);
void     waybill_transfer_queue_clear_tick    (WaybillTransferQueue     *self);
/* transfer-queue: its signals, for the tick */
void     waybill_transfer_queue_emit_changed  (WaybillTransferQueue     *self);
void     waybill_transfer_queue_emit_ended    (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_emit_asking   (WaybillTransferQueue     *self,
                                               WaybillTransferItem      *item);
void     waybill_transfer_queue_emit_folder   (WaybillTransferQueue     *self,
                                               WaybillTransferDirection  direction,
                                               const char               *folder);

G_END_DECLS
