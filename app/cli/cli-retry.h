/* Trying again after a connection was lost, for what is no transfer: waits that Ctrl-C ends, and connecting until it holds. When a
 * try is due says transfer-retry. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* --retries, else the partner's setting. */
guint    waybill_cli_retry_get_limit (WaybillCli      *self,
                                      WaybillPartner  *partner);
/* After an error: TRUE when another try is due; it has waited for it then. *tries is counted up. */
gboolean waybill_cli_retry_again     (WaybillCli      *self,
                                      WaybillPartner  *partner,
                                      const GError    *error,
                                      guint           *tries);
/* Connects, trying again as often as the partner allows. */
gboolean waybill_cli_retry_connect   (WaybillCli      *self,
                                      WaybillPartner  *partner,
                                      WaybillRemote   *remote,
                                      guint           *tries,
                                      GError         **error);

G_END_DECLS
