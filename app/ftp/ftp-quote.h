/* Raw commands of a person's own choosing: which are let through, and what comes back. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

gboolean waybill_ftp_quote_check (const char         *line,
                                  GError            **error);
gboolean waybill_ftp_quote_say   (WaybillFtpSession  *session,
                                  const char         *line,
                                  int                *code,
                                  char             ***lines,
                                  GCancellable       *cancellable,
                                  GError            **error);

G_END_DECLS
