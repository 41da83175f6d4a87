/* The client's side of one TLS connection over a net stream; after the handshake it is itself a stream. Verifies the peer
 * against a trust list, shows our identity when asked, resumes. It knows no FTP. One thread at a time. */
#pragma once

#include "cert-clock.h"
#include "cert-identity.h"
#include "net-stream.h"
#include "tls-error.h"
#include "tls-policy.h"
#include "tls-resume.h"

G_BEGIN_DECLS

typedef struct _WaybillTlsSession WaybillTlsSession;

/* Borrowed for the call. */
typedef struct
{
  const char          *server_name; /* expected in the certificate, and SNI unless it is an address */
  WaybillCertIdentity *identity;    /* (nullable) */
  WaybillCertTrust    *trust;
  WaybillTlsResume    *resume;      /* (nullable) the control channel's tickets: a data channel is resumed from them */
  /* (nullable) SHA-256 hex: the peer must show just this certificate. It makes a data channel of the session, which reads ahead: who
   * reads it does so until nothing is there, before waiting on the descriptor. */
  const char          *same_leaf;
  const char          *priority;    /* (nullable) NULL: what the policy gives */
  const WaybillTlsPolicy *policy;   /* (nullable) NULL: the default */
  const WaybillCertClockReading *clock; /* (nullable) what is known of the server's clock: for a verdict that the time speaks against */
} WaybillTlsSessionOptions;

/* stream: (transfer full), also on failure. */
WaybillTlsSession  *waybill_tls_session_new             (WaybillNetStream               *stream,
                                                         const WaybillTlsSessionOptions *options,
                                                         GError                        **error);
gboolean            waybill_tls_session_handshake       (WaybillTlsSession              *self,
                                                         GCancellable                   *cancellable,
                                                         GError                        **error);
/* The session as a stream: (transfer none); freeing it frees the session and the stream below. */
WaybillNetStream   *waybill_tls_session_get_stream      (WaybillTlsSession              *self);
gboolean            waybill_tls_session_is_resumed      (WaybillTlsSession              *self);
const char         *waybill_tls_session_get_version     (WaybillTlsSession              *self); /* "TLS1.3" */
const char         *waybill_tls_session_get_cipher      (WaybillTlsSession              *self);
gboolean            waybill_tls_session_was_asked       (WaybillTlsSession              *self); /* for our certificate */
gboolean            waybill_tls_session_has_sent        (WaybillTlsSession              *self); /* our certificate */
WaybillCertVerdict *waybill_tls_session_get_verdict     (WaybillTlsSession              *self); /* (nullable): resumed */
/* Puts what the peer allows to resume from into resume: call after a reply was read. */
void                waybill_tls_session_save            (WaybillTlsSession              *self,
                                                         WaybillTlsResume               *resume);
/* Says our farewell before the peer's bytes come, where that is allowed (TLS 1.3). */
gboolean            waybill_tls_session_part            (WaybillTlsSession              *self);
/* Ends TLS in order but not the connection (CCC, RFC 4217 §12.3). (transfer full) of self, also on failure; the stream below, in clear
 * from here on. */
WaybillNetStream   *waybill_tls_session_leave           (WaybillTlsSession              *self,
                                                         GCancellable                   *cancellable,
                                                         GError                        **error);
void                waybill_tls_session_free            (WaybillTlsSession              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTlsSession, waybill_tls_session_free)

G_END_DECLS
