/* What the player (peer.c) and the steps (peer-steps.c) share. */
#pragma once

#include "peer.h"

#include "base-bytes.h"
#include "base-thread.h"
#include "net-listen.h"
#include "tls-server.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define WAYBILL_TEST_PEER_PATIENCE (10 * G_USEC_PER_SEC)

typedef struct _WaybillTestPeerStep WaybillTestPeerStep;
/* FALSE: what happened instead is in self->error. */
typedef gboolean (*WaybillTestPeerRun) (WaybillTestPeer           *self,
                                        const WaybillTestPeerStep *step);

/* A word of the language; the last of a table has no name. */
typedef struct
{
  const char *name;
  WaybillTestPeerRun run;
} WaybillTestPeerWord;

struct _WaybillTestPeerStep
{
  guint number; /* line of the script, from 1 */
  WaybillTestPeerRun run;
  char *text;
};

/* What ON has told for a line of the client's: the steps from first up to, not including, end. */
typedef struct
{
  char *pattern;
  guint first;
  guint end;
  gboolean once;
} WaybillTestPeerAnswer;

struct _WaybillTestPeer
{
  GArray *steps; /* WaybillTestPeerStep */
  guint position;
  gboolean hostile;     /* what the client says else, or breaks, is no mismatch */
  gboolean serves;      /* SERVE was played: further connections are served, too */
  gboolean is_implicit; /* with TLS from the first byte */
  guint pause;          /* ms before whatever it sends */
  GArray *answers;      /* WaybillTestPeerAnswer */
  GHashTable *files;    /* path to GBytes; NULL: a folder */
  GHashTable *listings; /* path to text */
  char *folder;         /* where the client stands */
  char *renamed;        /* (nullable) RNFR's */
  char *said;           /* (nullable) what HONEST answers */
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
  const char *odd_priority;     /* (nullable): TLS-WITH's: GnuTLS's own string, */
  gint odd_tickets;             /* and how many tickets; -1: as GnuTLS does, 0: none */
  gnutls_datum_t odd_ticket_key;
  gnutls_certificate_credentials_t odd_credentials;

  WaybillNetStream *control; /* (nullable): ended */
  WaybillBaseBytes *input;
  GString *forged;
  WaybillNetListener *data_listener;
  WaybillNetListener *trap; /* (nullable): nobody may come there */
  gboolean is_secure; /* the control connection */
  WaybillNetStream *data;
  gboolean data_secure;
  guint16 client_port; /* that EPRT or PORT told */

  GString *clear_text;
  GString *secret_text;
  GByteArray *clear_data; /* what came on data connections without TLS */
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
/* (nullable): a hostile peer gives up at once when the test is over. */
GCancellable      *waybill_test_peer_get_hurry (WaybillTestPeer           *self);
/* Plays the steps from position up to end, and leaves position there; FALSE: the conversation is over. */
gboolean           waybill_test_peer_play_to   (WaybillTestPeer           *self,
                                                guint                      end);
/* Lets the client come to its wait. */
void               waybill_test_peer_pause     (WaybillTestPeer           *self);
/* peer-steps */
gboolean           waybill_test_peer_do        (WaybillTestPeer           *self,
                                                const WaybillTestPeerStep *step,
                                                const char                *name,
                                                const char                *text);
GString           *waybill_test_peer_unescape  (const char                *text);
gboolean           waybill_test_peer_send      (WaybillTestPeer           *self,
                                                const WaybillTestPeerStep *step,
                                                WaybillNetStream          *stream,
                                                const char                *bytes,
                                                gsize                      length);
/* peer-odd */
extern const WaybillTestPeerWord waybill_test_peer_odd_words[];
/* Takes the stream; NULL with an error. */
WaybillNetStream  *waybill_test_peer_accept_odd (WaybillTestPeer          *self,
                                                WaybillNetStream          *stream,
                                                GError                   **error);
void               waybill_test_peer_clear_odd (WaybillTestPeer           *self);
/* peer-active */
extern const WaybillTestPeerWord waybill_test_peer_active_words[];
/* peer-serve */
extern const WaybillTestPeerWord waybill_test_peer_serve_words[];
/* Serves one connection until the client goes. */
gboolean           waybill_test_peer_serve     (WaybillTestPeer           *self,
                                                const WaybillTestPeerStep *step);

G_END_DECLS
