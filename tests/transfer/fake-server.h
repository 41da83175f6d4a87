/* A server in memory behind a fake engine, for the tests of the queue: fast, and it fails, hangs or is full when it is told to. The test
 * may touch it from the main thread at any time through these functions. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_opened;       /* sessions, since the last reset */
  guint n_tried;        /* to open one */
  guint n_alive;        /* sessions */
  guint n_busy;         /* transfers under way */
  guint most_busy;      /* at once */
  guint n_moved;        /* transfers that were begun */
  guint n_made;         /* folders */
} FakeServerCounts;

/* Registers the engine for FTPS; once. */
void                 fake_server_register    (void);
/* Forgets everything: no file, no limit, no fault. Waits for sessions that still say goodbye. */
void                 fake_server_reset       (void);
WaybillRemoteTarget *fake_server_new_target  (const char       *user);
void                 fake_server_get_counts  (FakeServerCounts *counts);
/* NULL content: a folder. */
void                 fake_server_add         (const char       *path,
                                              const char       *content);
char                *fake_server_dup         (const char       *path);   /* (nullable) what stands there; "/" a folder */
guint                fake_server_n_files     (void);
/* Listed in this folder, whatever it is. */
void                 fake_server_add_entry   (const char            *folder,
                                              WaybillRemoteEntryType type,
                                              const char            *name);
/* The paths of transfers in the order in which they began, joined by blanks. */
char                *fake_server_dup_order   (void);
char                *fake_server_dup_user    (void); /* of the session that was opened last */
void                 fake_server_limit       (guint             most_sessions);
/* Behind so many sessions opening waits; G_MAXUINT: it does not. */
void                 fake_server_hold_opening (guint            n_opened);
/* Opening fails with this; WAYBILL_REMOTE_N_ERRORS: it does not. */
void                 fake_server_refuse      (WaybillRemoteError error);
/* The next n transfers fail with this, and lose the session where it is LOST. */
void                 fake_server_fail        (WaybillRemoteError error,
                                              guint             n);
/* Of the next n transfers all bytes go through, but the last word never comes, and the session is lost. cuts: a byte of a put is not
 * kept. */
void                 fake_server_fall_silent (guint             n,
                                              gboolean          cuts);
/* A put whose last word never comes is thrown away, as by a server that stores under a hidden name until the end. */
void                 fake_server_hide_puts   (void);
/* A get that is to begin behind the start fails as where the server sends all of it. */
void                 fake_server_ignore_offsets (void);
/* Making folders fails with this although they are there, as some servers do. */
void                 fake_server_refuse_making (WaybillRemoteError error);
/* Removing is denied. */
void                 fake_server_keep_parts  (void);
/* Transfers move one byte and wait, until they are released or cancelled; a put that is cancelled, or LOST, leaves that byte there. */
void                 fake_server_hold        (gboolean          hold);

G_END_DECLS
