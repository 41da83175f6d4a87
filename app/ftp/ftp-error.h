/* From replies and from errors of net and tls to WAYBILL_REMOTE_ERROR: one table for what (verb, code) means. No sentences for
 * people here. */
#pragma once

#include "ftp-reply.h"
#include "remote-error.h"

G_BEGIN_DECLS

GError *waybill_ftp_error_from_reply (WaybillRemotePhase      phase,
                                      const char             *verb,
                                      const char             *subject,
                                      const WaybillFtpReply  *reply);
void    waybill_ftp_error_settle     (GError                **error,
                                      WaybillRemotePhase      phase,
                                      const char             *verb,
                                      const char             *subject);
GError *waybill_ftp_error_new        (WaybillRemoteError      kind,
                                      WaybillRemotePhase      phase,
                                      const char             *verb,
                                      const char             *subject,
                                      const char             *message);
void    waybill_ftp_error_note_end   (GError                **error,
                                      gint64                   size);

G_END_DECLS
