/* What the fake server's engine (fake-server.c) and its faults (fake-server-faults.c) share, behind one lock. */
#pragma once

#include "fake-server.h"

#include "base-thread.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillBaseLock lock;
  GHashTable *files; /* path, content; NULL content: a folder */
  GPtrArray *entries;
  GString *order;
  char *user;
  FakeServerCounts counts;
  guint most_sessions;
  WaybillRemoteError refusal, fault, making;
  guint n_faults;
  guint first_held; /* openings beyond so many wait */
  gboolean hold, keeps_parts;
  guint n_silent; /* moves whose last word never comes, */
  gboolean cuts;  /* and of whose file a byte lacks, */
  gboolean hides; /* or that are thrown away */
  gboolean ignores_offsets;
} FakeServer;

extern FakeServer fake_server;

G_END_DECLS
