/* One conversation with the practice partner, from greeting to farewell, straight down on its own thread. */
#pragma once

#include "base-thread.h"
#include "practice-root.h"
#include "tls-server.h"

G_BEGIN_DECLS

/* What tests and the window may count. */
typedef struct
{
  WaybillBaseLock lock;
  guint n_connections;
  guint n_resumed_data;
} WaybillPracticeCounts;

/* What all conversations of one server share. Immutable but for the counts. */
typedef struct
{
  WaybillPracticeRoot *root;
  WaybillTlsServer *tls;
  const char *user;
  const char *password;
  gboolean implicit;
  WaybillPracticeCounts *counts;
} WaybillPracticeHost;

void waybill_practice_session_run (const WaybillPracticeHost *host,
                                   WaybillNetStream          *stream,
                                   GCancellable              *cancellable);

G_END_DECLS
