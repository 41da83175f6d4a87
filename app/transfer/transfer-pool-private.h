/* The sessions of a queue: opened when there is work, kept, closed when they were idle for long; and the spare one, lent by who looks
 * through it. Main thread. It moves nothing and knows no item. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

typedef struct _WaybillTransferPool WaybillTransferPool;

typedef struct
{
  WaybillRemote       *remote;
  WaybillRemoteTarget *target;   /* what it began with */
  gboolean             is_spare;
  gboolean             is_lent;  /* whoever opened it goes on with it: it is never closed */
  gboolean             is_opening;
  guint                n_taken;  /* by so many; 1 while it is being opened */
  guint                n_long;   /* of these, by whom nobody shall have to wait for */
  guint                idle;     /* (nullable) the source that closes it */
  WaybillTransferPool *pool;     /* lent */
} WaybillTransferSession;

/* Called on the main thread, never from within a call of the pool. */
typedef struct
{
  void (*look)   (gpointer      owner);  /* a session is free, or another may be asked for */
  void (*failed) (gpointer      owner,   /* not one session can be had */
                  const GError *error);
  void (*empty)  (gpointer      owner);  /* after close: nothing of it is open any more */
} WaybillTransferPoolEvents;

WaybillTransferPool    *waybill_transfer_pool_new         (WaybillRemoteTarget             *target,
                                                           WaybillRemoteTalk               *talk,
                                                           guint                            most,
                                                           const WaybillTransferPoolEvents *events,
                                                           gpointer                         owner);
void                    waybill_transfer_pool_set_target  (WaybillTransferPool             *self,
                                                           WaybillRemoteTarget             *target);
void                    waybill_transfer_pool_set_spare   (WaybillTransferPool             *self,
                                                           WaybillRemote                   *remote);
void                    waybill_transfer_pool_set_limits  (WaybillTransferPool             *self,
                                                           guint                            retries,
                                                           guint                            idle_milliseconds,
                                                           guint                            busy_milliseconds);
/* (nullable): none is free. So many as there is work for are opened then, as far as they are allowed, and "look" follows. */
WaybillTransferSession *waybill_transfer_pool_take        (WaybillTransferPool             *self,
                                                           guint                            n_wanted);
/* (nullable) Only one that is open and free. */
WaybillTransferSession *waybill_transfer_pool_take_free   (WaybillTransferPool             *self);
/* (nullable) One that is taken by fewer than so many, and by nobody who is long: for who may wait behind them for a moment. */
WaybillTransferSession *waybill_transfer_pool_share       (WaybillTransferPool             *self,
                                                           guint                            most);
/* Is every session there that may be? */
gboolean                waybill_transfer_pool_is_full     (WaybillTransferPool             *self);
/* A connected session becomes one of its own; is_lent: until the pool closes. */
void                    waybill_transfer_pool_adopt       (WaybillTransferPool             *self,
                                                           WaybillRemote                   *remote,
                                                           gboolean                         is_lent);
void                    waybill_transfer_pool_give_back   (WaybillTransferSession          *session);
guint                   waybill_transfer_pool_n_connected (WaybillTransferPool             *self);
/* Ends what is being opened and says goodbye to what is free; what is taken follows when it is given back. Then "empty". */
void                    waybill_transfer_pool_close       (WaybillTransferPool             *self);
/* Lets go of everything, and calls nobody any more. */
void                    waybill_transfer_pool_free        (WaybillTransferPool             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTransferPool, waybill_transfer_pool_free)

G_END_DECLS
