/* A scripted FTP(S) peer on loopback, in the test's own process: plays a dialogue that reads as in an RFC, and tells at
 * which line the client said something else. Every wait lasts ten seconds at most.
 *
 * One line is one step; '#' begins a comment; '---' ends a conversation, the next line waits for the next connection.
 *   S: 220 ready          sends the line and CRLF; {port}, {p1}, {p2} stand for the data port (see LISTEN)
 *   S- 220 rea\r\n\x00    sends just this; \r \n \t \\ and \xHH are understood
 *   FORGE text            text and CRLF travel in one segment with the next S line (injection behind a 234)
 *   C: USER anna          the client must send this line; '*' and '?' match as in a shell
 *   TLS                   handshake on the control connection, no client certificate asked for
 *   TLS-CLIENT-CERT       the same, one of the test authority demanded
 *   TLS-OTHER             the same as TLS, with the certificate of an authority that nobody trusts
 *   TLS-REFUSED           shows that certificate and must be refused by the client
 *   TLS-NO-CERT           demands a client certificate and must not get an acceptable one
 *   EPSV                  the client must send EPSV; a data port is opened and told
 *   PASV [10,0,0,1]       the same with PASV, telling another address if one stands here
 *   LISTEN                opens a data port, and says nothing
 *   DATA-CLEAR            accepts the data connection, without TLS
 *   DATA-TLS              accepts it, with TLS of the control connection's server (so that it can be resumed)
 *   DATA-TLS-FRESH        the same certificate, but nothing can be resumed
 *   DATA-TLS-OTHER        another certificate of the same authority than the control connection's
 *   DATA-TLS-REFUSED      as that, and the client must refuse it
 *   DATA-SEND text | @N   sends text (escapes as in S-), or N bytes of waybill_test_peer_dup_pattern()
 *   DATA-RECV             reads to the client's end and remembers
 *   DATA-CLOSE            close_notify and end
 *   DATA-CUT              end without close_notify
 *   DATA-RESET            the data connection is torn down
 *   STALL                 says nothing until the client goes or the test finishes the peer
 *   DROP / RESET / CLOSE  ends the control connection: without close_notify, with a reset, in good order
 *                         (before RESET let the client say something: its connect may not have returned yet)
 * When a conversation has no more steps, a QUIT is answered, the client's end awaited, and anything else is a mismatch. */
#pragma once

#include "cert-identity.h"
#include "tls-policy.h"

G_BEGIN_DECLS

typedef struct _WaybillTestPeer WaybillTestPeer;

typedef struct
{
  WaybillTlsVersions versions;
  WaybillCertIdentity *identity; /* (nullable): NULL: waybill_test_identities_get_server() */
} WaybillTestPeerOptions;

/* Starts at once. options: (nullable). A step that is not known aborts the test. */
WaybillTestPeer *waybill_test_peer_new             (const char                    *script,
                                                    const WaybillTestPeerOptions  *options);
WaybillTestPeer *waybill_test_peer_new_lines       (const char * const            *lines,
                                                    const WaybillTestPeerOptions  *options);
guint16          waybill_test_peer_get_port        (WaybillTestPeer               *self);
/* Waits until the script was played. FALSE: it was not, as error tells. The rest may be called after it. */
gboolean         waybill_test_peer_finish          (WaybillTestPeer               *self,
                                                    GError                       **error);
const char      *waybill_test_peer_get_clear_text  (WaybillTestPeer               *self); /* what came before TLS */
const char      *waybill_test_peer_get_secret_text (WaybillTestPeer               *self); /* what came under TLS */
const char      *waybill_test_peer_get_client      (WaybillTestPeer               *self); /* (nullable) SHA-256 hex */
guint            waybill_test_peer_get_n_resumed   (WaybillTestPeer               *self); /* data connections */
guint            waybill_test_peer_get_n_data      (WaybillTestPeer               *self); /* data connections under TLS */
GBytes          *waybill_test_peer_dup_received    (WaybillTestPeer               *self); /* of the last DATA-RECV */
gboolean         waybill_test_peer_was_cut         (WaybillTestPeer               *self); /* it ended without close_notify */
GBytes          *waybill_test_peer_dup_pattern     (gsize                          length);
void             waybill_test_peer_free            (WaybillTestPeer               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTestPeer, waybill_test_peer_free)

G_END_DECLS
