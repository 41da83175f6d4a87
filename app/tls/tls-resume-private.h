/* How a GnuTLS session is saved into, and begun from, what data channels are resumed from. For tls-session alone. */
#pragma once

#include "tls-resume.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* Was a certificate of ours asked for when the session that is kept began? */
void     waybill_tls_resume_set_asked (WaybillTlsResume *self,
                                       gboolean          asked);
gboolean waybill_tls_resume_was_asked (WaybillTlsResume *self);

int      waybill_tls_resume_set_priority (WaybillTlsResume *self,
                                          gnutls_session_t  session,
                                          const char       *text);
/* (nullable): of TLS 1.3 only. */
const char *
         waybill_tls_resume_get_group (WaybillTlsResume *self);

void     waybill_tls_resume_save  (WaybillTlsResume *self,
                                   gnutls_session_t  session);
gboolean waybill_tls_resume_apply (WaybillTlsResume *self,
                                   gnutls_session_t  session);

G_END_DECLS
