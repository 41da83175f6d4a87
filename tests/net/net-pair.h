/* Two streams that talk to each other over loopback, and terms of a test's own. For tests of net. */
#pragma once

#include "net-connect.h"
#include "net-listen.h"

G_BEGIN_DECLS

#define PATIENCE (10 * G_USEC_PER_SEC)

typedef struct
{
  WaybillNetStream *ours;
  WaybillNetStream *theirs;
} Pair;

static inline Pair
pair_new_with (const WaybillNetTerms *terms)
{
  const WaybillNetTerms patient = { .silence = PATIENCE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  Pair pair = { NULL, NULL };

  g_assert_no_error (error);
  pair.ours = waybill_net_connect_address ("127.0.0.1", waybill_net_listener_get_port (listener), terms, NULL, &error);
  g_assert_no_error (error);
  pair.theirs = waybill_net_listener_accept (listener, &patient, NULL, &error);
  g_assert_no_error (error);
  return pair;
}

static inline Pair
pair_new (void)
{
  const WaybillNetTerms patient = { .silence = PATIENCE };

  return pair_new_with (&patient);
}

static inline void
pair_clear (Pair *pair)
{
  waybill_net_stream_free (pair->ours);
  waybill_net_stream_free (pair->theirs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

G_END_DECLS
