/* What a TLS alert says about us: which kind of error it is, and its name for the log. Values only. */
#pragma once

#include "tls-error.h"

G_BEGIN_DECLS

/* What is known of our certificate when an alert comes. */
typedef struct
{
  gboolean asked; /* the peer asked for a certificate of ours, now or when the session that was resumed began */
  gboolean shown; /* and we have one to show */
} WaybillTlsAlertContext;

/* fallback: what it is when the alert tells nothing. */
WaybillTlsError waybill_tls_alert_judge    (int                           alert,
                                            const WaybillTlsAlertContext *context,
                                            WaybillTlsError               fallback);
/* "certificate required (116)". */
char           *waybill_tls_alert_dup_name (int                           alert);

G_END_DECLS
