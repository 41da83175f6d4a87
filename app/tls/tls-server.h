/* The server's side of TLS, for the practice partner and for the tests' scripted peers. Wants a client certificate when
 * told to, hands out tickets, tells whether a connection was resumed. It serves nobody beyond loopback by itself. */
#pragma once

#include "cert-identity.h"
#include "net-stream.h"
#include "tls-policy.h"

G_BEGIN_DECLS

/* What one server is: shared by its connections, immutable after new. */
typedef struct _WaybillTlsServer WaybillTlsServer;

/* client_authorities: (nullable) (element-type WaybillCertCertificate) whose certificates clients must show; NULL asks for none. */
WaybillTlsServer    *waybill_tls_server_new          (WaybillCertIdentity  *identity,
                                                      GPtrArray            *client_authorities,
                                                      WaybillTlsVersions    versions,
                                                      GError              **error);
WaybillTlsServer    *waybill_tls_server_ref          (WaybillTlsServer     *self);
void                 waybill_tls_server_unref        (WaybillTlsServer     *self);
/* Handshake over stream ((transfer full), also on failure); the result is a stream again. */
WaybillNetStream    *waybill_tls_server_accept       (WaybillTlsServer     *self,
                                                      WaybillNetStream     *stream,
                                                      GCancellable         *cancellable,
                                                      GError              **error);
/* About a stream that accept gave. */
gboolean             waybill_tls_server_is_resumed   (WaybillNetStream     *stream);
const char          *waybill_tls_server_get_version  (WaybillNetStream     *stream);
/* SHA-256 hex of the client's leaf, or NULL. Also for resumed connections. */
const char          *waybill_tls_server_get_client   (WaybillNetStream     *stream);
/* An end without close_notify, for scripted faults. */
void                 waybill_tls_server_cut          (WaybillNetStream     *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTlsServer, waybill_tls_server_unref)

G_END_DECLS
