/* A queue, a folder on this computer, the server in memory, and what was heard of the queue: for the tests of transfer-queue. */
#pragma once

#include "fake-server.h"
#include "transfer-queue.h"

G_BEGIN_DECLS

typedef struct
{
  char                 *dir;
  WaybillTransferQueue *queue;
  GString              *ended;        /* names in the order of "ended", joined by blanks */
  GString              *folders;      /* of "folder-changed" */
  guint                 n_lists;      /* emissions of items-changed */
  guint                 most_added;   /* by one of these */
  guint                 n_changed;    /* of the queue's "changed" */
  gboolean              is_stopped;
} QueueRig;

/* data: how many sessions, as GUINT_TO_POINTER. */
void                 queue_rig_set_up     (QueueRig             *self,
                                           gconstpointer         data);
/* Stops the queue if it is there, and waits until the server has no session any more. */
void                 queue_rig_tear_down  (QueueRig             *self,
                                           gconstpointer         data);
void                 queue_rig_write      (QueueRig             *self,
                                           const char           *name,
                                           const char           *content);
void                 queue_rig_mkdir      (QueueRig             *self,
                                           const char           *name);
char                *queue_rig_dup        (QueueRig             *self,
                                           const char           *name);    /* (nullable) the file's content */
/* names: joined by blanks; in the folder, to the server's root. */
void                 queue_rig_send       (QueueRig             *self,
                                           const char           *names);
/* paths: joined by blanks; into the folder. */
void                 queue_rig_fetch      (QueueRig             *self,
                                           const char           *paths);
/* One letter an item: W(aiting) R(unning) C(hecking) P(aused) A(sking) D(one) L(eft) F(ailed) X (cancelled). */
char                *queue_rig_dup_states (QueueRig             *self);
gboolean             queue_rig_is_states  (QueueRig             *self,
                                           const char           *states);
/* Lent: the item of this place in the list. */
WaybillTransferItem *queue_rig_get        (QueueRig             *self,
                                           guint                 index);
void                 queue_rig_stop       (QueueRig             *self);
/* Iterates the main context once; fails the test after a while without an end. */
void                 queue_rig_iterate    (gint64               *deadline);

#define QUEUE_RIG_WAIT(condition) \
  G_STMT_START \
  { \
    gint64 rig_deadline = 0; \
    while (!(condition)) \
      queue_rig_iterate (&rig_deadline); \
  } \
  G_STMT_END

#define queue_rig_assert_states(rig, expected) \
  G_STMT_START \
  { \
    g_autofree char *rig_states = queue_rig_dup_states (rig); \
    g_assert_cmpstr (rig_states, ==, expected); \
  } \
  G_STMT_END

G_END_DECLS
