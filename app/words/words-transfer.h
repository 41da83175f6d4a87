/* Transfers in words: the state of one, the sum of all, and what a folder list says at its foot. Pure. */
#pragma once

#include "words.h"

#include "transfer-queue.h"

G_BEGIN_DECLS

/* What of an item decides its sentence; filled by who has the item, so that tests need no session. */
typedef struct
{
  WaybillTransferState      state;
  WaybillTransferDirection  direction;
  guint                     place;
  gint64                    bytes, size, speed, time_left, ended;
  gboolean                  size_checked, hash_agreed;
  gboolean                  has_part;   /* a part of it stands at the partner */
  const char               *reason;     /* (nullable) of a failure: short, "No permission in /in/stock" */
  int                       reply_code; /* 0: none */
} WaybillWordsTransfer;

/* "52.2 of 84.2 MB · 6.1 MB/s · 5 s left", "Delivered 08:31, size agrees", "No permission in /in/stock (550)" */
char *waybill_words_transfer_state    (const WaybillWordsTransfer  *self);
char *waybill_words_transfer_item     (WaybillTransferItem         *item); /* the same for an item */
/* An item that waits while the whole queue rests: "Paused", "Paused · The disk of this computer is full". why: (nullable). */
char *waybill_words_transfer_rests    (WaybillTransferItem         *item,
                                       const GError                *why);
/* One file beside another of its name: "newer and larger". Sizes -1, times WAYBILL_REMOTE_NO_TIME: unknown. (nullable): nothing is known. */
const char *
      waybill_words_transfer_compared (gint64                       size,
                                       gint64                       time,
                                       gint64                       other_size,
                                       gint64                       other_time);
char *waybill_words_transfer_where    (WaybillTransferItem         *item); /* "to /in/orders", "from /out" */
char *waybill_words_transfer_totals   (const WaybillTransferTotals *totals); /* "2 running · 1 needs you · 9.0 MB/s · 5 s left"; "Nothing is waiting" */
/* The foot of a list. n_selected 0: "6 items"; else "2 of 7 selected · 244 kB". size: of the selected files, -1 unknown. */
char *waybill_words_transfer_selected (guint                        n_selected,
                                       guint                        n_items,
                                       gint64                       size);

G_END_DECLS
