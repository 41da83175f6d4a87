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
 *   EPRT [500 no] / PORT  the client must send it; it is answered with 200, or as it stands here
 *   CALL / CALL-TLS       calls the client at that port, without TLS and with it
 *   CALL-FROM 127.0.0.2   calls from there, and must be turned away
 *   TLS-END               the client must end TLS on the control connection (CCC), which goes on in clear
 *   STALL                 says nothing until the client goes or the test finishes the peer
 *   DROP / RESET / CLOSE  ends the control connection: without close_notify, with a reset, in good order
 *                         (before RESET let the client say something: its connect may not have returned yet)
 *
 * A peer that is honest but for what its script says (of the path, or of anything else, nothing is written to any disk):
 *   FILE PATH TEXT | @N   a file that it has, a path from the root; FOLDER PATH a folder
 *   LISTING PATH TEXT     what MLSD and LIST bring for that folder, instead of the truth (escapes as in S-)
 *   ON PATTERN            the steps up to END are played when the client says such a line; CONNECT stands for the greeting
 *   ON-ONCE PATTERN       the same, for the first such line
 *   HONEST                within ON: answers as if there were no such answer
 *   SERVE [implicit]      answers what the client says until it goes, this connection and all that follow
 * And what no honest server does:
 *   PAUSE MS              from now on it waits so many milliseconds before whatever it sends
 *   AWAIT                 waits until the client says something, and throws it away unread
 *   FLOOD TEXT            sends that without end, until the client goes; DATA-FLOOD on the data connection
 *   REPEAT N TEXT         sends that N times, {n} in it counted; DATA-REPEAT on the data connection
 *   DRIP MS TEXT          sends that byte by byte, so many milliseconds apart; DATA-DRIP on the data connection
 *   DATA-STALL            says nothing on any connection until the client ends the data connection, or goes
 *   DATA-END              ends it without any farewell, and forgets the port
 *   TRAP ADDRESS          listens there at the data port's number: nobody may come
 *   TLS-WITH N PRIORITY   as TLS, but after GnuTLS's string, and with N tickets (-1: as GnuTLS does)
 *   KEY-UPDATE N / RENEGOTIATE N / TICKETS N / WARN N   so many of these on the control connection; DATA-... on the data connection
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
  gboolean hostile;              /* nothing that the client says or breaks is a mismatch; finish ends any wait */
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
GBytes          *waybill_test_peer_dup_clear_data  (WaybillTestPeer               *self); /* of data connections without TLS */
gboolean         waybill_test_peer_was_trapped     (WaybillTestPeer               *self); /* somebody came to TRAP's port */
gboolean         waybill_test_peer_was_cut         (WaybillTestPeer               *self); /* it ended without close_notify */
GBytes          *waybill_test_peer_dup_pattern     (gsize                          length);
void             waybill_test_peer_free            (WaybillTestPeer               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTestPeer, waybill_test_peer_free)

G_END_DECLS
