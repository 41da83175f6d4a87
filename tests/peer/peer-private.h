/* What the player (peer.c) and the steps (peer-steps.c) share. */
#pragma once

#include "peer.h"

#include "base-bytes.h"
#include "base-thread.h"
#include "net-listen.h"
#include "tls-server.h"

G_BEGIN_DECLS

#define WAYBILL_TEST_PEER_PATIENCE (10 * G_USEC_PER_SEC)

typedef struct _WaybillTestPeerStep WaybillTestPeerStep;
/* FALSE: what happened instead is in self->error. */
typedef gboolean (*WaybillTestPeerRun) (WaybillTestPeer           *self,
                                        const WaybillTestPeerStep *step);

struct _WaybillTestPeerStep
{
  guint number; /* line of the script, from 1 */
  WaybillTestPeerRun run;
  char *text;
};

struct _WaybillTestPeer
{
  GArray *steps; /* WaybillTestPeerStep */
  WaybillNetTerms terms;
  WaybillNetListener *listener;
  WaybillBaseThread *thread;
  GCancellable *finishing;
  GError *error;

  WaybillTlsServer *tls_plain;  /* asks for no certificate */
  WaybillTlsServer *tls_client; /* demands one */
  WaybillTlsServer *tls_other;  /* of the authority that nobody trusts */
  WaybillTlsServer *tls_second; /* of the trusted authority, but another */
  WaybillTlsServer *tls_fresh;  /* as tls_plain, with other ticket keys */
  WaybillTlsServer *tls_now;    /* (nullable): the control connection's */

  WaybillNetStream *control; /* (nullable): ended */
  WaybillBaseBytes *input;
  GString *forged;
  WaybillNetListener *data_listener;
  WaybillNetStream *data;
  gboolean data_secure;

  GString *clear_text;
  GString *secret_text;
  GByteArray *received;
  gboolean cut;
  char *client;
  guint n_data;
  guint n_resumed;
};

WaybillTestPeerRun waybill_test_peer_find_step (const char *name);
gboolean           waybill_test_peer_fail      (WaybillTestPeer           *self,
                                                const WaybillTestPeerStep *step,
                                                const char                *format,
                                                ...) G_GNUC_PRINTF (3, 4);
/* (nullable): NULL: the connection ended. */
char              *waybill_test_peer_read_line (WaybillTestPeer           *self,
                                                GCancellable              *cancellable,
                                                GError                   **error);
void               waybill_test_peer_end_data  (WaybillTestPeer           *self);

G_END_DECLS
