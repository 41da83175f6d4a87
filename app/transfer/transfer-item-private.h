/* What the queue's files change of an item: the struct itself. Nobody else writes it. */
#pragma once

#include "transfer-item.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_TRANSFER_KIND_FILE,
  WAYBILL_TRANSFER_KIND_FOLDER, /* a folder that could not be walked: trying again walks it anew */
  WAYBILL_TRANSFER_KIND_REMARK, /* a name or link that is told and never moved */
} WaybillTransferKind;

struct _WaybillTransferItem
{
  GObject                  parent;
  guint64                  number;
  WaybillTransferKind      kind;
  WaybillTransferDirection direction;
  WaybillTransferState     state;
  WaybillTransferOverwrite overwrite;      /* as it was decided; at first that of the terms */
  WaybillTransferTerms     terms;
  gboolean                 is_listed;      /* of a get: size and time are those of an exact listing */
  gint64                   mtime;          /* then; or WAYBILL_REMOTE_NO_TIME */
  guint                    below;          /* of a get: so many of its last local folders were named by the server */
  gboolean                 is_new;         /* of a put: its folder was made for it */
  char                    *name;
  char                    *remote_path;
  char                    *local_path;
  gint64                   size;
  gint64                   bytes;
  gint64                   speed;
  gint64                   time_left;
  gint64                   ended;
  GError                  *error;
  WaybillTransferResult   *result;
  GSequenceIter           *waiting;        /* (nullable) its place in the line */
  char                    *part_path;      /* (nullable) where a part of it stands at the partner, */
  gint64                   part_moved;     /* of at most so many bytes */
  guint                    batch;          /* of what somebody waits for as a whole; 0: none */
  guint                    lent_tries;     /* over the spare session, which is not connected again */
  gboolean                 paused_by_all;
  gboolean                 is_forgotten;   /* the list has dropped it */
  gboolean                 is_dirty;       /* it has something to say that it has not said */
};

WaybillTransferItem *waybill_transfer_item_new          (WaybillTransferKind       kind,
                                                         WaybillTransferDirection  direction,
                                                         const char               *remote_path,
                                                         const char               *local_path,
                                                         gint64                    size);
void                 waybill_transfer_item_take_error   (WaybillTransferItem      *self,
                                                         GError                   *error);
void                 waybill_transfer_item_take_result  (WaybillTransferItem      *self,
                                                         WaybillTransferResult    *result);
void                 waybill_transfer_item_take_part    (WaybillTransferItem      *self,
                                                         char                     *path,  /* (nullable) */
                                                         gint64                    moved);
/* name: one component. */
void                 waybill_transfer_item_rename       (WaybillTransferItem      *self,
                                                         const char               *name);
void                 waybill_transfer_item_set_moved    (WaybillTransferItem      *self,
                                                         gint64                    bytes,
                                                         gint64                    speed);
/* Nothing moved yet, nothing went wrong yet. */
void                 waybill_transfer_item_begin_anew   (WaybillTransferItem      *self);
void                 waybill_transfer_item_say_changed  (WaybillTransferItem      *self);
gboolean             waybill_transfer_item_is_active    (WaybillTransferItem      *self);

G_END_DECLS
